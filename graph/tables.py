"""The merged graph as tables for a spreadsheet: places, organisations, people, programmes, measurements; candidates apart.

UTF-8 with a byte order mark, since Excel takes it for the local code page without; one heading row; a text that a spreadsheet would
run as a formula has an apostrophe in front. Several values in one cell are joined by `；`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from graph.candidates import COLUMNS as CANDIDATE
from graph.candidates import Row
from graph.formulas import harmless
from graph.merge import Net
from graph.portrait.quotes import cleaned

SEPARATOR = "；"


def tables(net: Net, candidates: Iterable[Row] = ()) -> dict[str, bytes]:
    """File name → content of each table; `candidates` are the rows of what is not asserted."""
    return {name: _csv(COLUMNS[name], found) for name, found in rows(net, candidates).items()}


def rows(net: Net, candidates: Iterable[Row] = ()) -> dict[str, list[Row]]:
    """File name → rows of each table; a row may hold more than the table's columns, and lacks those that do not apply."""
    view = _View(net)
    writers: Mapping[str, tuple[str, Callable[[str], Row]]] = {
        "places.csv": ("Place", view.place),
        "organisations.csv": ("Organisation", view.organisation),
        "people.csv": ("Person", view.person),
        "programmes.csv": ("Programme", view.programme),
        "measurements.csv": ("Measurement", view.measurement),
    }
    return {**{name: [row(iri) for iri in view.of(kind)] for name, (kind, row) in writers.items()}, "candidates.csv": list(candidates)}


def write_tables(folder: Path, net: Net, candidates: Iterable[Row] = ()) -> tuple[Path, ...]:
    """Writes one CSV file a table; the paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = tables(net, candidates)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)


WHOLE = "whole_confidence"
"""That value, object, subject and status of a figure are right all at once; the threshold is applied to each of them, not to this."""
SURE = ("quantity_confidence", "object_confidence", "subject_confidence", "status_confidence", "period_confidence", WHOLE)
EVIDENCE = {"status_confidence": "kind_confidence", WHOLE: "confidence"}
"""What a piece of evidence calls a column, where it has another name."""
SEEN = ("mentions", "documents", "iri")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "places.csv": ("label", "level", "code", "path", "aliases", "figures", *SEEN),
    "organisations.csv": ("label", "kind", "place", "place_code", "aliases", "figures", *SEEN),
    "people.csv": ("label", "posts", "sentence", "reading", *SEEN),
    "programmes.csv": ("label", "kind", "carried_out_by", "figures", "sentence", "reading", *SEEN),
    "measurements.csv": (
        "about", "about_path", "object", "action", "text", "value", "min", "max", "unit", "approximation", "status", "period", "sentence", "reading",
        "document", *SURE, "rule", "iri",
    ),
    "candidates.csv": CANDIDATE,
}  # fmt: skip
"""The heading row of each table; docs/ontology.md says what each column holds."""


class _View:
    """Rows of a merged graph."""

    def __init__(self, net: Net) -> None:
        self._net = net

    def of(self, kind: str) -> Iterator[str]:
        return (iri for iri, node in self._net.nodes(data=True) if node["type"] == kind)

    def place(self, iri: str) -> Row:
        node = self._net.nodes[iri]
        return {**self._row(iri), "level": node["subtype"], "code": node["code"], "path": self._path(iri)}

    def organisation(self, iri: str) -> Row:
        places = self._out(iri, "ofPlace")
        return {
            **self._row(iri),
            "kind": self._net.nodes[iri]["subtype"],
            "place": _joined(map(self._path, places)),
            "place_code": _joined(self._net.nodes[p]["code"] for p in places),
        }

    def person(self, iri: str) -> Row:
        held = [self._net.nodes[o]["label"] + str(d["label"]) for _, o, d in self._net.out_edges(iri, data=True) if d["relation"] == "holdsPost"]
        return {**self._row(iri), "posts": _joined([*held, *_facts(self._net.nodes[iri]).get("职务", ())])}

    def programme(self, iri: str) -> Row:
        agents = [self._path(a) if self._net.nodes[a]["type"] == "Place" else self._net.nodes[a]["label"] for a in self._out(iri, "carriedOutBy")]
        return {**self._row(iri), "kind": self._net.nodes[iri]["subtype"], "carried_out_by": _joined(agents)}

    def measurement(self, iri: str) -> Row:
        node, abouts = self._net.nodes[iri], self._out(iri, "about")
        first: Mapping[str, object] = next(iter(node["evidence"]), {})
        facts = {name: _joined(values) for name, values in _facts(node).items()}
        named = {"value": "数值", "min": "下限", "max": "上限", "unit": "单位", "approximation": "概略", "object": "对象", "action": "动作", "period": "时期"}
        return {
            **self._row(iri),
            **{column: facts.get(name, "") for column, name in named.items()},
            "about": _joined(self._net.nodes[a]["label"] for a in abouts),
            "about_path": _joined(self._path(a) for a in abouts),
            "text": _joined(dict.fromkeys(str(e["text"]) for e in node["evidence"])),
            "status": node["subtype"],
            "document": _joined(dict.fromkeys(str(e["document"]) for e in node["evidence"])),
            **{column: str(first.get(EVIDENCE.get(column, column), "")) for column in (*SURE, "rule")},
        }

    def _row(self, iri: str) -> Row:
        node = self._net.nodes[iri]
        sentence = str(node["evidence"][0]["sentence"]) if node["evidence"] else ""
        return {
            "iri": iri,
            "label": node["label"],
            "aliases": _joined(node["aliases"]),
            "mentions": len(node["evidence"]),
            "documents": len({e["document"] for e in node["evidence"]}),
            "figures": sum(d["relation"] == "about" for _, _, d in self._net.in_edges(iri, data=True)),
            "sentence": sentence,
            "reading": cleaned(sentence).text,
        }

    def _out(self, iri: str, relation: str) -> list[str]:
        return sorted(target for _, target, data in self._net.out_edges(iri, data=True) if data["relation"] == relation)

    def _path(self, iri: str) -> str:
        """The names from the province down to a place; the place of an organisation, and its own name."""
        labels, step, seen = [], iri, set[str]()
        while step not in seen:
            seen.add(step)
            labels.append(str(self._net.nodes[step]["label"]))
            step = next(iter(self._out(step, "within") or self._out(step, "ofPlace")), step)
        return " ".join(reversed(labels))


def _facts(node: Mapping[str, object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in node["facts"]:  # type: ignore[attr-defined]
        found.setdefault(str(name), []).append(str(value))
    return found


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _csv(columns: tuple[str, ...], found: Iterable[Row]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({column: _cell(column, row.get(column, "")) for column in columns} for row in found)
    return buffer.getvalue().encode("utf-8-sig")


NUMBERS = frozenset({"value", "min", "max"})
"""Columns that hold numbers as text, which may well start with a minus."""


def _cell(column: str, value: str | int) -> str | int:
    return value if isinstance(value, int) or column in NUMBERS else harmless(value)
