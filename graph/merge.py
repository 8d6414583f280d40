"""The merged graph: what all documents say of an entity on one node, of a relation on one edge, each with its evidence.

A node is an IRI with `type` (Place, Organisation, Person, Programme, Measurement), `subtype`, `label`, `code`, `aliases`,
`facts` (pairs of property and text) and `evidence`. An edge is keyed by its relation (`within`, `ofPlace`, `carriedOutBy`, `about`,
`holdsPost` with the post) and has `relation`, `label` and `evidence`. Merging joins values that have an order of their own, so it
does not matter in which order, in what groups or how often documents are merged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, cast

import networkx
from pyoxigraph import Literal, NamedNode, Quad

from graph.sureness import FIELDS
from ontology.terms import FZ, STD, Iri

Net: TypeAlias = "networkx.MultiDiGraph[str]"
Value: TypeAlias = str | tuple[object, ...]
Facts: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]

TYPES = (FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME, FZ.MEASUREMENT)
FACTS: Mapping[Iri, str] = {
    STD.NUMERIC_VALUE: "数值",
    FZ.MIN_VALUE: "下限",
    FZ.MAX_VALUE: "上限",
    FZ.UNIT_TEXT: "单位",
    FZ.APPROXIMATION: "概略",
    FZ.OBJECT: "对象",
    FZ.ACTION: "动作",
    FZ.PERIOD: "时期",
}
"""Properties that a node tells as facts, by their Chinese label in the ontology."""
POST = "职务"


def network(quads: Iterable[Quad]) -> Net:
    """The merged graph of the quads of any number of documents, whole documents each."""
    facts = _by_subject(quads)
    evidence = _Mentions(facts)
    net: Net = networkx.MultiDiGraph()
    for iri in sorted(facts):
        own = facts[iri].get(STD.TYPE, ())
        if kind := next((t for t in TYPES if t in own), None):
            net.add_node(iri, **_node(facts[iri], kind, evidence.of_entity(iri)))
    for iri in list(net.nodes):
        for parent in facts[iri].get(FZ.WITHIN, ()):
            _add_edge(net, iri, parent, "within", "", ())
    for iri in sorted(facts):
        if FZ.CLAIM in facts[iri].get(STD.TYPE, ()):
            _add_claim(net, facts, iri, evidence)
    return _ordered(net)


def merge(*nets: Net) -> Net:
    """The merged graph of merged graphs: associative, commutative, idempotent."""
    joined: Net = networkx.MultiDiGraph()
    for net in nets:
        for iri, attributes in net.nodes(data=True):
            joined.add_node(iri, **_join(joined.nodes[iri] if iri in joined else {}, attributes))
        for source, target, key, attributes in net.edges(keys=True, data=True):
            known = joined.edges[source, target, key] if joined.has_edge(source, target, key) else {}
            joined.add_edge(source, target, key=key, **_join(known, attributes))
    return _ordered(joined)


def _by_subject(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """Subject → predicate → values, each value once, sorted."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject.value][quad.predicate.value].add(quad.object.value)
    return {subject: {predicate: sorted(values) for predicate, values in facts.items()} for subject, facts in found.items()}


class _Mentions:
    """The evidence of each mention, and the mentions of each entity."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(facts):
            if FZ.MENTION in facts[iri].get(STD.TYPE, ()):
                for body in facts[iri].get(STD.HAS_BODY, ()):
                    self._of[body].append(iri)

    def of_entity(self, iri: str) -> tuple[Mapping[str, str | int], ...]:
        return self.of(self._of.get(iri, ()))

    def of(self, mentions: Iterable[str]) -> tuple[Mapping[str, str | int], ...]:
        return tuple(sorted((self._one(m) for m in mentions if m in self._facts), key=_evidence_key))

    def _one(self, iri: str) -> Mapping[str, str | int]:
        mention = self._facts[iri]
        target = self._facts[mention[STD.HAS_TARGET][0]]
        document = self._facts[target[STD.HAS_SOURCE][0]]
        position = next(self._facts[s] for s in target[STD.HAS_SELECTOR] if STD.START in self._facts[s])
        start, end = int(position[STD.START][0]), int(position[STD.END][0])
        sentence_start = int(mention[FZ.SENTENCE_START][0])
        return {
            "document": document[STD.IDENTIFIER][0],
            "title": document[STD.HEADLINE][0],
            "url": _first(document, STD.URL),
            "mention": iri,
            "text": mention[FZ.CLEAN_TEXT][0],
            "sentence": mention[FZ.SENTENCE][0],
            "mention_start": start - sentence_start,
            "mention_end": end - sentence_start,
            "raw_start": start,
            "raw_end": end,
            "rule": _first(mention, FZ.RULE),
            "confidence": _first(mention, FZ.CONFIDENCE),
            **{f"{name}_confidence": mention[predicate][0] for name, predicate in FIELDS.items() if predicate in mention},
        }


def _node(facts: Mapping[str, Sequence[str]], kind: Iri, evidence: tuple[object, ...]) -> dict[str, Value]:
    below = [t.removeprefix(_namespace(kind)) for t in facts[STD.TYPE] if t.startswith(_namespace(kind)) and t != kind]
    label = _chosen(facts.get(STD.LABEL, ("",)))
    told = sorted((name, value) for predicate, name in FACTS.items() for value in facts.get(predicate, ()) if value)
    return {
        "type": kind.removeprefix(_namespace(kind)),
        "subtype": _chosen(below or [""]),
        "label": label,
        "code": _first(facts, FZ.DIVISION_CODE),
        "aliases": tuple(a for a in facts.get(STD.ALT_LABEL, ()) if a != label),
        "facts": tuple(told),
        "evidence": evidence,
    }


def _add_claim(net: Net, facts: Facts, claim: str, evidence: _Mentions) -> None:
    subject, predicate, value = (facts[claim][p][0] for p in (STD.SUBJECT, STD.PREDICATE, STD.OBJECT))
    if predicate == FZ.MERGE_RULE:  # why the node is one; no edge
        return
    proof = evidence.of(facts[claim].get(STD.DERIVED_FROM, ()))
    if predicate != STD.HAS_MEMBERSHIP:
        _add_edge(net, subject, value, predicate.rsplit("#", 1)[-1], "", proof)
        return
    membership = facts[value]
    for role in membership[STD.ROLE]:
        post = _first(facts[role], STD.LABEL)
        for organisation in membership.get(STD.MEMBER_ORGANIZATION, ()):
            _add_edge(net, subject, organisation, "holdsPost", post, proof)
        if STD.MEMBER_ORGANIZATION not in membership:
            net.add_node(subject, **_join(net.nodes[subject], {"facts": ((POST, post),)}))


def _add_edge(net: Net, source: str, target: str, relation: str, label: str, evidence: tuple[object, ...]) -> None:
    key = f"{relation}:{label}" if label else relation
    attributes: dict[str, Value] = {"relation": relation, "label": label, "evidence": evidence}
    known = net.edges[source, target, key] if net.has_edge(source, target, key) else {}
    if source in net and target in net:
        net.add_edge(source, target, key=key, **_join(known, attributes))


def _join(a: Mapping[str, Value], b: Mapping[str, Value]) -> dict[str, Value]:
    """Attributes of both: texts by the greater, collections by the union."""
    return {name: _joined(a[name], b[name]) if name in a and name in b else a.get(name, b.get(name, "")) for name in sorted({*a, *b})}


def _joined(a: Value, b: Value) -> Value:
    if isinstance(a, str) or isinstance(b, str):
        return _chosen([str(a), str(b)])
    if a == b:
        return a
    if any(isinstance(item, Mapping) for item in (*a, *b)):
        both = {_evidence_key(e): e for e in cast(Iterable[Mapping[str, str | int]], (*a, *b))}
        return tuple(both[key] for key in sorted(both))
    return tuple(sorted({*a, *b}, key=repr))


def _ordered(net: Net) -> Net:
    """The same graph with nodes and edges put in by name, so that it is written alike whatever it was made from."""
    ordered: Net = networkx.MultiDiGraph()
    ordered.add_nodes_from((iri, net.nodes[iri]) for iri in sorted(net.nodes))
    for source, target, key in sorted((s, t, str(k)) for s, t, k in net.edges(keys=True)):
        ordered.add_edge(source, target, key=key, **net.edges[source, target, key])
    return ordered


def _evidence_key(evidence: Mapping[str, str | int]) -> tuple[str, int, int, str]:
    return str(evidence["document"]), int(evidence["raw_start"]), int(evidence["raw_end"]), str(evidence["mention"])


def _chosen(texts: Iterable[str]) -> str:
    """One of several, the same whatever their order: the longest, the last by code point of those."""
    return max(texts, key=lambda t: (len(t), t))


def _first(facts: Mapping[str, Sequence[str]], predicate: str) -> str:
    values = facts.get(predicate, ())
    return values[0] if values else ""


def _namespace(iri: str) -> str:
    return iri[: iri.index("#") + 1]
