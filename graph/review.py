"""The graph of review: what only all documents together show (conflicts, doubts, why entities are one), found again at every build."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from graph.conflicts import Conflict, conflicts
from graph.doubts import Doubt, doubts
from graph.facts import Facts, QuadFacts
from graph.rdf import decimal, in_graph, node, number, text
from graph.sameness import Merge, merges
from ontology.iri import Names
from ontology.terms import FZ, STD, Iri

NEEDED = frozenset(
    {
        STD.TYPE, STD.LABEL, STD.HAS_BODY, STD.SUBJECT, STD.OBJECT, STD.MEMBER_ORGANIZATION, STD.DERIVED_FROM, STD.HAS_TARGET, STD.HAS_SOURCE,
        STD.IDENTIFIER, STD.DATE_PUBLISHED, STD.HAS_UNIT, STD.SCALING_OF, STD.NUMERIC_VALUE, FZ.OF_PLACE, FZ.ABOUT, FZ.OBJECT, FZ.ACTION, FZ.PERIOD,
        FZ.UNIT_TEXT, FZ.MIN_VALUE, FZ.MAX_VALUE, FZ.BASE_VALUE, FZ.BASE_MIN_VALUE, FZ.BASE_MAX_VALUE, FZ.APPROXIMATION,
        FZ.SENTENCE, FZ.CLEAN_TEXT, FZ.CORRECTED_BY, FZ.OPERATION,
    }
)  # fmt: skip
"""Predicates that a review reads; the others need not be kept in memory."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, each sorted, and the facts that it was found in."""

    conflicts: tuple[Conflict, ...]
    doubts: tuple[Doubt, ...]
    merges: tuple[Merge, ...]
    facts: Facts


def review(quads: Iterable[Quad], base: str) -> Review:
    """What the quads of all documents, and those of the corrections, show together."""
    facts = QuadFacts(q for q in quads if q.predicate.value in NEEDED)
    return Review(conflicts(facts), doubts(facts, base), tuple(sorted(merges(facts, base))), facts)


def review_quads(found: Review, names: Names) -> Iterator[Quad]:
    """The quads of the graph of review."""
    yield from in_graph(_triples(found, names), names.review)


def _triples(found: Review, names: Names) -> Iterator[tuple[Iri, Iri, NamedNode | Literal]]:
    for conflict in found.conflicts:
        yield Iri(conflict.one), FZ.CONFLICTS_WITH, node(conflict.other)
        yield Iri(conflict.other), FZ.CONFLICTS_WITH, node(conflict.one)
    for doubt in found.doubts:
        iri = names.doubt(Iri(doubt.one), Iri(doubt.other))
        yield Iri(doubt.one), STD.CLOSE_MATCH, node(doubt.other)
        yield iri, STD.TYPE, node(FZ.DOUBT)
        yield iri, STD.SUBJECT, node(doubt.one)
        yield iri, STD.PREDICATE, node(STD.CLOSE_MATCH)
        yield iri, STD.OBJECT, node(doubt.other)
        yield iri, FZ.CONFIDENCE, number(decimal(doubt.score) or Decimal(0))
        yield iri, FZ.RULE, text(doubt.rule)
    for merge in found.merges:
        yield from _identity(merge, names)


def _identity(merge: Merge, names: Names) -> Iterator[tuple[Iri, Iri, NamedNode | Literal]]:
    """That mentions stand for one entity, as a claim like any other: by which rule, and which mentions."""
    claim = names.identity(Iri(merge.entity), merge.rule)
    yield Iri(merge.entity), FZ.MERGE_RULE, text(merge.rule)
    yield claim, STD.TYPE, node(FZ.CLAIM)
    yield claim, STD.TYPE, node(STD.STATEMENT)
    yield claim, STD.SUBJECT, node(merge.entity)
    yield claim, STD.PREDICATE, node(FZ.MERGE_RULE)
    yield claim, STD.OBJECT, text(merge.rule)
    for mention in merge.evidence:
        yield claim, STD.DERIVED_FROM, node(mention)
