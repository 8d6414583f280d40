"""Reads a file of corrections, YAML or CSV, and writes one more entry into it. Every fault says its line and what would mend it.

A YAML file is a list; each entry has one action and what belongs to it:

    - {reject: PLACE, text: 石楼, note: 楼名}                                     # every mention of this text
    - {reject: FIGURE, document: a1, span: [120, 124], text: 23万元}              # this one
    - {reject: RELATION, subject: organisation/14/甲, predicate: fz:ofPlace, object: place/15}
    - {retype: PROGRAMME, to: ORG, text: 清泉工程办}
    - {relink: PLACE, to: "141122102201", text: 寨子村, document: a1}
    - {change: FIGURE, document: a1, span: [120, 124], text: 23万元, object: 修路款}
    - {rename: organisation/141122/交城县委, to: 中共交城县委}
    - {merge: organisation/141122/县教体局, into: organisation/141122/交城县教育体育局}
    - {split: person/141122/王伟, document: a2, as: 医生}
    - {add: FIGURE, document: a1, text: 12公里, value: 12, unit: 公里, object: 道路}

A CSV file has the columns `do` and `what` (action and its value), `start` and `end` for the span, and one for every other key in use;
several values in a cell are parted by ；, organisation and post by /.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from graph.correction_entry import Entry, correction
from graph.corrections import Corrections
from ontology.errors import CorrectionError

HEAD = "# 更正：每次构建都会重放。Corrections, replayed on every build; see docs/how-to/correcting.md\n"
LISTS = frozenset({"by", "posts", "merge"})


def corrections(path: Path) -> Corrections:
    """The corrections of a file. Raises CorrectionError."""
    try:
        written = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise CorrectionError(f"cannot be read: {fault}", path=path, remedy="name a YAML or CSV file in UTF-8") from fault
    return _parsed(path, written)


def _parsed(path: Path, written: str) -> Corrections:
    rows = _csv_entries(path, written) if path.suffix.lower() == ".csv" else _yaml_entries(path, written)
    return Corrections(tuple(c for entry in rows for c in correction(entry)), path.name)


def missing(path: Path, entries: Iterable[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
    """Those of the entries that say what the file does not say yet, each once; notes and authors do not count. Raises CorrectionError."""
    there = {one.id for one in corrections(path).entries} if path.exists() else set()
    found = []
    for entry in checked(entries):
        said = {one.id for one in correction(Entry(path, 0, entry))}
        if not said <= there:
            found.append(entry)
            there |= said
    return tuple(found)


def added(path: Path, entries: Iterable[Mapping[str, object]]) -> str:
    """The file's text with more entries at its end and all that stood there untouched; for a new file, all of it. Raises CorrectionError."""
    is_csv = path.suffix.lower() == ".csv"
    after = path.read_text("utf-8-sig") if path.exists() else "" if is_csv else HEAD
    _parsed(path, after)
    for entry in entries:
        between = "" if not after or after.endswith("\n") else "\n"
        after += between + (_csv_row(path, after, entry) if is_csv else yaml_entry(entry))
    try:
        _parsed(path, after)
    except CorrectionError as fault:
        if "not YAML" in fault.what:
            remedy = "write one entry a line, each behind '- ', without [ ] around them"
            raise CorrectionError("its list cannot be added to", path=path, line=fault.line, remedy=remedy) from fault
        raise CorrectionError(fault.what, remedy=fault.remedy) from fault  # the entry is not in the file
    return after


def checked(entries: Iterable[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
    """The entries, as they are read back from what they are written as. Raises CorrectionError."""
    path = Path("corrections.yaml")
    written = "".join(yaml_entry(entry) for entry in entries)
    try:
        found = tuple(_yaml_entries(path, written))
        for entry in found:
            tuple(correction(entry))
    except CorrectionError as fault:
        raise CorrectionError(fault.what, remedy=fault.remedy) from fault
    return tuple(entry.values for entry in found)


def yaml_entry(entry: Mapping[str, object]) -> str:
    """One item of a YAML list, each key on its line.

    >>> print(yaml_entry({"relink": "PLACE", "to": "141122", "span": [3, 6]}), end="")
    - relink: PLACE
      to: '141122'
      span: [3, 6]
    """
    lines = (f"{key}: {_scalar(value)}" for key, value in entry.items())
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(value: object) -> str:
    written = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return written.removesuffix("\n").removesuffix("\n...")


def _yaml_entries(path: Path, written: str) -> Iterator[Entry]:
    try:
        root = yaml.compose(written, yaml.SafeLoader)
        data = yaml.safe_load(written)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        what = f"not YAML: {getattr(fault, 'problem', fault)}"
        raise CorrectionError(what, path=path, line=mark.line + 1 if mark else None, remedy="check indentation and quotes there") from fault
    if data is None:
        return
    if not isinstance(data, list) or not isinstance(root, yaml.SequenceNode):
        raise CorrectionError("is not a list", path=path, line=1, remedy="write one entry a line, each behind '- '")
    for item, child in zip(data, root.value, strict=True):
        line = child.start_mark.line + 1
        if not isinstance(item, dict):
            raise CorrectionError(f"not an entry: {item!r}", path=path, line=line, remedy="write it like {reject: PLACE, text: 石楼}")
        twice = [k.value for k, _ in child.value]
        if len(set(twice)) < len(twice):
            raise CorrectionError("a key stands twice in one entry", path=path, line=line, remedy="begin each entry with '- '")
        yield Entry(path, line, {str(k): v for k, v in item.items() if v is not None})


def _csv_entries(path: Path, written: str) -> Iterator[Entry]:
    reader = csv.reader(io.StringIO(written), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if header and not {"do", "what"} <= set(header):
            raise CorrectionError("the first line must name the columns do and what", path=path, line=1, remedy="begin with do,what,document,start,end,text,to")
        for row in reader:
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
            if cells:
                yield Entry(path, reader.line_num, _from_cells(path, reader.line_num, cells))
    except csv.Error as fault:
        raise CorrectionError(f"not CSV: {fault}", path=path, line=reader.line_num, remedy="check the quotes there") from fault


def _from_cells(path: Path, line: int, cells: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {cells.pop("do", ""): cells.pop("what", "")}
    start, end = cells.pop("start", ""), cells.pop("end", "")
    if start or end:
        if not (start.isdecimal() and end.isdecimal()):
            raise CorrectionError(f"start and end are offsets, not {start!r} and {end!r}", path=path, line=line, remedy="write two whole numbers")
        found["span"] = [int(start), int(end)]
    for name, cell in (*found.items(), *cells.items()):
        parts = str(cell).split("；") if name in LISTS else []
        found[name] = [p.split("/", 1) for p in parts] if name == "posts" else parts if parts else cell
    return found


def _csv_row(path: Path, before: str, entry: Mapping[str, object]) -> str:
    action = next(iter(entry))
    span = entry.get("span")
    flat: dict[str, object] = {"do": action, "what": entry[action]}
    flat |= {"start": span[0], "end": span[1]} if isinstance(span, list | tuple) else {}
    flat |= {k: "；".join("/".join(map(str, p)) if isinstance(p, list | tuple) else str(p) for p in v) if isinstance(v, list | tuple) else v
             for k, v in entry.items() if k not in (action, "span")}  # fmt: skip
    header = next(csv.reader(io.StringIO(before)), []) if before.strip() else list(dict.fromkeys([*flat, "note", "author"]))
    if missing := [k for k in flat if k not in header]:
        raise CorrectionError(f"its first line has no column {', '.join(missing)}", path=path, line=1, remedy="add the column there")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not before.strip():
        writer.writerow(header)
    writer.writerow([flat.get(name, "") for name in header])
    return out.getvalue()
