"""Documents from files, folders and patterns; what cannot be read is named and passed over.

Ids do not depend on the order of the input: all files are found first, each once, and sorted by their path below the folder
that they have in common. An id is the file's name without suffix; where two files share a name, that path without
suffix; where these are equal too, with suffix. A record of a .jsonl or .csv file is called by its own `id`, or by the
file's id, # and the number of its line or row; so is a record whose own id is taken. In a folder, names that begin with a
dot are passed over, and so are README and LICENSE files, which speak about the folder.
"""

import csv
import glob
import hashlib
import html
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.dates import iso_date
from extract.encodings import decoded
from extract.values import Source

WHOLE, RECORDS = (".txt", ".md", ".html", ".htm"), (".jsonl", ".csv")
SUFFIXES = WHOLE + RECORDS
ABOUT = re.compile(r"(?:README|LICEN[CS]E|NOTICE)\b", re.IGNORECASE)
ANNOTATIONS = frozenset({"entities", "mentions", "measurements"})
COMPANION = re.compile(r"(?:README|LICEN[CS]E|CHANGELOG|NOTICE)(?:[._-].*)?", re.IGNORECASE)
FIELDS = {"title": ("title",), "date": ("date",), "url": ("url",), "creator": ("creator", "author")}
HEAD = {
    "title": re.compile(r"<title\b[^<>]*>([^<>]*)</title", re.IGNORECASE),
    "date": re.compile(r"<meta\b[^<>]*?=[\"']?(?:PubDate|publishdate|article:published_time)[\"']?[^<>]*?content=[\"']([^\"'<>]*)", re.IGNORECASE),
    "creator": re.compile(r"<meta\b[^<>]*?name=[\"']?(?:author|ContentSource)[\"']?[^<>]*?content=[\"']([^\"'<>]*)", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was passed over; `record` is the line or row number in a file of records.

    `companion` says that nothing is wrong with it: a README or a file of annotations that lies beside the documents.
    """

    path: Path
    reason: str
    remedy: str
    record: int | None = None
    companion: bool = False

    def __str__(self) -> str:
        where = f"{self.path}:{self.record}" if self.record else str(self.path)
        return f"{where}: {self.reason}; {self.remedy}"


def sources(paths: Iterable[Path | str]) -> Iterator[Source | Rejected]:
    """All documents of the files, folders (with what is below them) and glob patterns, sorted by path."""
    files: dict[str, Path] = {}
    for path in paths:
        found = list(_files(Path(path)))
        if not found:
            yield Rejected(Path(path), "no such file or folder, or nothing in it", "check the spelling, or quote the pattern")
        files |= {os.path.abspath(f): f for f in found}
    used: set[str] = set()
    for path, name in _named(files):
        for item in _documents(path, name):
            if isinstance(item, Source):
                if item.id in used:
                    yield Rejected(path, f"the id {item.id!r} is taken", "rename the file or the record")
                    continue
                used.add(item.id)
            yield item


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for folder, below, names in os.walk(path):
            below[:] = sorted(n for n in below if not n.startswith("."))
            yield from (Path(folder, n) for n in sorted(names) if not (n.startswith(".") or ABOUT.match(n)))
    elif path.exists():
        yield path
    elif glob.has_magic(str(path)):
        for match in sorted(glob.glob(str(path), recursive=True)):
            if Path(match).is_file() or "**" not in str(path):
                yield from _files(Path(match))


def _named(files: Mapping[str, Path]) -> list[tuple[Path, str]]:
    """Each file with the id that its documents get, sorted by the path below the common folder."""
    if not files:
        return []
    common = os.path.commonpath([os.path.dirname(f) for f in files])
    below = {f: Path(f).relative_to(common).as_posix() for f in files}
    bare = {f: b[: -len(s)] if (s := Path(b).suffix) else b for f, b in below.items()}
    stems, paths = Counter(b.rpartition("/")[2] for b in bare.values()), Counter(bare.values())
    ids = {f: below[f] if paths[b] > 1 else b if stems[b.rpartition("/")[2]] > 1 else b.rpartition("/")[2] for f, b in bare.items()}
    return [(files[f], ids[f]) for f in sorted(files, key=below.__getitem__)]


def _documents(path: Path, name: str) -> Iterator[Source | Rejected]:
    suffix = path.suffix.lower()
    if COMPANION.fullmatch(path.name):
        yield Rejected(path, "tells of the folder, is no document", "rename it if it is one", companion=True)
        return
    if suffix not in SUFFIXES:
        yield Rejected(path, f"files of kind {suffix or 'no suffix'!r} are not read", f"give one of {' '.join(SUFFIXES)}")
        return
    try:
        content = path.read_bytes()
    except OSError as fault:
        yield Rejected(path, f"cannot be read ({fault.strerror})", "check that it is a file and that you may read it")
        return
    if (read := decoded(content)) is None:
        yield Rejected(path, "is binary, not text", "save it as UTF-8, GB18030 or Big5 text")
        return
    text, encoding = read
    if not text.strip("\ufeff \t\r\n\u3000"):
        yield Rejected(path, "is empty", "remove it or fill it")
    elif suffix in RECORDS:
        yield from _records(path, name, text, encoding)
    else:
        head = {k: html.unescape(m[1]).strip() for k, p in HEAD.items() if (m := p.search(text, 0, 20_000))} if suffix.startswith(".htm") else {}
        yield Source(name, path, text, hashlib.sha256(content).hexdigest(), encoding, **_dated(head))


def _records(path: Path, name: str, text: str, encoding: str) -> Iterator[Source | Rejected]:
    taken: set[str] = set()
    for number, record in _rows(path, text):
        if isinstance(record, Rejected):
            yield record
            continue
        if record.keys() & ANNOTATIONS:
            yield Rejected(path, "holds extractions, not documents", "give the documents that it was made from", number, companion=True)
            return
        body = record.get("text")
        if not isinstance(body, str) or not body.strip():
            yield Rejected(path, "has no text", "each record needs a field or column `text`; title, date, url and id may be beside it", number)
            continue
        own = str(record.get("id") or "")
        document = own if own and own not in taken else f"{name}#{number}"
        taken.add(document)
        fields = {k: next((str(record[n]) for n in names if record.get(n)), "") for k, names in FIELDS.items()}
        yield Source(document, path, body, hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(), encoding, **_dated(fields))


def _dated(fields: dict[str, str]) -> dict[str, str]:
    return fields | {"date": iso_date(fields.get("date", ""))}


def _rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object] | Rejected]]:
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as fault:
                    record = Rejected(path, f"is not JSON ({fault})", "write one JSON object a line", number)
                yield number, record if isinstance(record, dict | Rejected) else Rejected(path, "is no JSON object", "write one JSON object a line", number)
        return
    csv.field_size_limit(sys.maxsize)
    rows = csv.DictReader(text.splitlines(keepends=True))
    try:
        for number, row in enumerate(rows, 1):
            yield number, {(k or "").strip(): v for k, v in row.items()}
    except csv.Error as fault:
        yield rows.line_num, Rejected(path, f"is not CSV ({fault})", "save it again as comma-separated text", rows.line_num)
