"""The merged graph as CSV files for `neo4j-admin database import`: one file a node label, one a relationship type, headings as it wants them.

Values are data here and never formulas: nothing is put in front of them. Quotes and backslashes inside the JSON of `evidence` and
`facts` are written as `\\u0022` and `\\u005c`, so that both ways of quoting that the importer knows read the same; line breaks in
other texts become spaces, since it takes a line for a record.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from graph.merge import Net

BREAKS = re.compile(r"[\r\n]+")
ESCAPED = re.compile(r"\\([\"\\])")
RELATIONSHIPS: Mapping[str, str] = MappingProxyType(
    {"within": "WITHIN", "ofPlace": "OF_PLACE", "carriedOutBy": "CARRIED_OUT_BY", "about": "ABOUT", "holdsPost": "HOLDS_POST"}
)
"""Relation → relationship type; a relation that is not here is written in the same manner, in a file of its own."""
LABELS = ("Place", "Organisation", "Person", "Programme", "Measurement")
NUMBERS = {"value": "数值", "min": "下限", "max": "上限"}
FACTS = {"unit": "单位", "approximation": "概略", "object": "对象", "action": "动作", "period": "时期"}
SAME = ("label", "aliases:string[]")
END = ("mentions:int", "facts", "evidence", ":LABEL")
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{label: ("iri:ID", *SAME, *END) for label in LABELS},
        "Place": ("iri:ID", "code", *SAME, *END),
        "Measurement": ("iri:ID", *SAME, *(f"{n}:double" for n in NUMBERS), *FACTS, *END),
    }
)
RELATIONSHIP = (":START_ID", ":END_ID", "label", "mentions:int", "evidence", ":TYPE")


def neo4j(net: Net) -> dict[str, bytes]:
    """File name → content: nodes-Place.csv …, relationships-WITHIN.csv …; a file with nothing but headings where there is none."""
    nodes: dict[str, list[Mapping[str, object]]] = {label: [] for label in LABELS}
    for iri, data in net.nodes(data=True):
        nodes[str(data["type"])].append(_node(iri, data))
    edges: dict[str, list[Mapping[str, object]]] = {name: [] for name in RELATIONSHIPS.values()}
    for source, target, data in net.edges(data=True):
        edges.setdefault(_type(str(data["relation"])), []).append(_edge(source, target, data))
    return {
        **{f"nodes-{label}.csv": _csv(HEADINGS[label], found) for label, found in nodes.items()},
        **{f"relationships-{name}.csv": _csv(RELATIONSHIP, found) for name, found in sorted(edges.items())},
    }


def _node(iri: str, data: Mapping[str, object]) -> Mapping[str, object]:
    told: dict[str, str] = {}
    for name, value in cast("Iterable[tuple[str, str]]", data["facts"]):
        told.setdefault(name, value)
    return {
        "iri:ID": iri,
        "label": _one_line(data["label"]),
        "code": data["code"],
        "aliases:string[]": ";".join(_one_line(a).replace(";", "；") for a in cast("Sequence[str]", data["aliases"])),
        **{f"{column}:double": told.get(name, "") for column, name in NUMBERS.items()},
        **{column: _one_line(told.get(name, "")) for column, name in FACTS.items()},
        **_proof(data),
        "facts": _json(data["facts"]),
        ":LABEL": ";".join(dict.fromkeys(str(data[k]) for k in ("type", "subtype") if data[k])),
    }


def _edge(source: str, target: str, data: Mapping[str, object]) -> Mapping[str, object]:
    return {":START_ID": source, ":END_ID": target, "label": _one_line(data["label"]), **_proof(data), ":TYPE": _type(str(data["relation"]))}


def _proof(data: Mapping[str, object]) -> Mapping[str, object]:
    evidence = cast("Sequence[object]", data["evidence"])
    return {"mentions:int": len(evidence), "evidence": _json(evidence)}


def _type(relation: str) -> str:
    return RELATIONSHIPS.get(relation) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", relation).upper()


def _one_line(text: object) -> str:
    return BREAKS.sub(" ", str(text))


def _json(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return ESCAPED.sub(lambda match: f"\\u{ord(match[1]):04x}", written)


def _csv(headings: Sequence[str], found: Iterable[Mapping[str, object]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, headings, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return buffer.getvalue().encode()
