"""The statements of a resource as RDF has them, for readers of RDF: its own, and those that point to it."""

from collections import defaultdict
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.portrait.evidence import Link
from graph.portrait.records import Records
from graph.portrait.values import Statement
from ontology.terms import STD, curie

OWN, INCOMING = 500, 200
"""Statements that a page lists."""
QUIET = frozenset({STD.HAS_BODY, STD.HAS_SOURCE, STD.HAS_TARGET, STD.SUBJECT, STD.OBJECT})
"""Properties by which mentions and claims point; the page shows what they say."""


def own(facts: Records, iri: str) -> tuple[Statement, ...]:
    """What is said of it, by property."""
    found: dict[str, list[Link]] = defaultdict(list)
    quads = facts.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
    for quad in islice(quads, OWN + 1):
        found[quad.predicate.value].append(_value(facts, quad.object))
    return _statements(facts, found)


def incoming(facts: Records, iri: str) -> tuple[Statement, ...]:
    """What points to it, by property."""
    found: dict[str, list[Link]] = defaultdict(list)
    quads = facts.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph())
    for quad in islice((q for q in quads if q.predicate.value not in QUIET), INCOMING + 1):
        if isinstance(quad.subject, NamedNode):
            found[quad.predicate.value].append(facts.link(quad.subject.value))
    return _statements(facts, found)


def _statements(facts: Records, found: dict[str, list[Link]]) -> tuple[Statement, ...]:
    def one(predicate: str) -> Statement:
        values = sorted({v.iri + v.label: v for v in found[predicate]}.values(), key=lambda v: (v.label, v.iri))
        return Statement(predicate, *facts.named(predicate), tuple(values))

    return tuple(one(p) for p in sorted(found, key=curie))


def _value(facts: Records, value: object) -> Link:
    if isinstance(value, NamedNode):
        return facts.link(value.value)
    return Link("", value.value if isinstance(value, Literal) else str(value))
