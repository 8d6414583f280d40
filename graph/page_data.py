"""The merged graph as the page shows it: entities, relations and their evidence as plain values, in a fixed order.

This is the only module of the page that knows the attributes of the networkx graph.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import networkx

from graph.layout import Anchor
from graph.style import Style


@dataclass(frozen=True, slots=True)
class Evidence:
    """A raw sentence and the mention in it, `sentence[start:end]`.

    `text` is the mention as cleaned; `raw_start`, `raw_end` are its place in the document; `rule` and `confidence` say who found it and how sure.
    """

    document: str
    title: str
    url: str
    sentence: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    text: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph; `facts` are pairs of property and text."""

    iri: str
    type: str
    subtype: str
    label: str
    code: str
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge of the graph, from the IRI `source` to the IRI `target`."""

    source: str
    target: str
    relation: str
    label: str
    evidence: tuple[Evidence, ...]


def entities(net: "networkx.MultiDiGraph[str]") -> list[Entity]:
    """All nodes, by IRI."""
    return [_entity(iri, net.nodes[iri]) for iri in sorted(net.nodes)]


def relations(net: "networkx.MultiDiGraph[str]") -> list[Relation]:
    """All edges, by source, target, relation and label."""
    found = [
        Relation(source, target, _text(data, "relation") or str(key), _text(data, "label"), _evidence(data))
        for source, target, key, data in net.edges(keys=True, data=True)
    ]
    return sorted(found, key=lambda r: (r.source, r.target, r.relation, r.label, [(e.document, e.raw_start) for e in r.evidence]))


def _entity(iri: str, data: Mapping[str, object]) -> Entity:
    facts = tuple((str(name), str(text)) for name, text in cast(Iterable[tuple[object, object]], data.get("facts") or ()))
    label = _text(data, "label").strip() or iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    aliases = tuple(sorted(str(a) for a in cast(Iterable[object], data.get("aliases") or ())))
    return Entity(iri, _text(data, "type") or "Other", _text(data, "subtype"), label, _text(data, "code"), aliases, facts, _evidence(data))


def _evidence(data: Mapping[str, object]) -> tuple[Evidence, ...]:
    found = [
        Evidence(
            _text(e, "document"),
            _text(e, "title"),
            _text(e, "url"),
            _text(e, "sentence"),
            _number(e, "mention_start"),
            _number(e, "mention_end"),
            _number(e, "raw_start"),
            _number(e, "raw_end"),
            _text(e, "text"),
            _text(e, "rule"),
            _text(e, "confidence"),
        )
        for e in cast(Iterable[Mapping[str, object]], data.get("evidence") or ())
    ]
    return tuple(sorted(set(found), key=lambda e: (e.document, e.raw_start, e.raw_end, e.sentence)))


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _number(data: Mapping[str, object], key: str) -> int:
    value = data.get(key)
    return value if isinstance(value, int) else -1


def parents(nodes: Sequence[Entity], edges: Iterable[Relation], style: Style) -> dict[str, str]:
    """By IRI, the node that each node stands by: the far end of its strongest binding relation."""
    kinds = {n.iri: n.type for n in nodes}
    best: dict[str, tuple[int, str]] = {}
    for edge in edges:
        strength = style.of_relation(edge.relation).anchor
        if not strength or edge.source == edge.target or kinds.get(edge.source) is None:
            continue
        if (kinds[edge.source] == "Place") > (kinds.get(edge.target) == "Place"):
            continue  # a place stands by nothing but a place
        best[edge.source] = min(best.get(edge.source, (99, "")), (strength, edge.target))
    return {iri: parent for iri, (_, parent) in sorted(best.items())}


def anchors(nodes: Sequence[Entity], parent: Mapping[str, str], style: Style) -> list[Anchor]:
    """The nodes as the layout takes them; what holds others gets more room around it."""
    hubs = set(parent.values())
    found = []
    for node in nodes:
        look = style.of_node(node.type, node.subtype)
        room = look.size + look.font * (0.9 if node.iri in hubs else 1.1) + 2
        found.append(Anchor(node.iri, parent.get(node.iri), look.rank, room))
    return found
