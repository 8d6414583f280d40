"""What a resource is joined to, one step away: the relations in turn, so that no kind of neighbour crowds out the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import NamedTuple

from graph.portrait.records import Records
from graph.portrait.values import Neighbour
from graph.style import style
from ontology.terms import FZ, STD, Iri

SHOWN = 24
"""Neighbours in the small picture; with the middle 25 nodes."""
RELATIONS: dict[str, Iri] = {
    "within": FZ.WITHIN, "ofPlace": FZ.OF_PLACE, "carriedOutBy": FZ.CARRIED_OUT_BY, "partOf": FZ.PART_OF, "about": FZ.ABOUT, "mentionedIn": STD.MENTIONS,
}  # fmt: skip
"""Names of graph/style.yaml → the property; documents mention entities, so that line is read backwards."""


class Line(NamedTuple):
    """A neighbour by its IRI, before its name is looked up."""

    other: str
    relation: str
    note: str
    outward: bool


def neighbours(facts: Records, iri: str) -> tuple[tuple[Neighbour, ...], int]:
    """The neighbours that a small picture shows, and how many there are."""
    groups: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for one in _all(facts, iri):
        groups[one.relation, one.outward].append(one)
    order = list(style().relations)
    ordered = [groups[key] for key in sorted(groups, key=lambda k: (order.index(k[0]), not k[1]))]
    once: dict[str, Line] = {}
    for line in (one for one in chain.from_iterable(zip_longest(*ordered)) if one is not None):
        once.setdefault(line.other, line)
    kept = [Neighbour(facts.link(n.other), n.relation, n.note, n.outward) for n in list(once.values())[:SHOWN]]
    return tuple(sorted(kept, key=lambda n: (order.index(n.relation), not n.outward, n.link.label, n.link.iri))), len(once)


def _all(facts: Records, iri: str) -> Iterator[Line]:
    for name, predicate in RELATIONS.items():
        document = name == "mentionedIn"
        for other in facts.all(iri, predicate):
            yield Line(other, name, "", not document)
        for other in facts.subjects(predicate, iri):
            yield Line(other, name, "", document)
    yield from _posts(facts, facts.all(iri, STD.HAS_MEMBERSHIP), STD.MEMBER_ORGANIZATION, outward=True)
    yield from _posts(facts, facts.subjects(STD.MEMBER_ORGANIZATION, iri), STD.MEMBER, outward=False)


def _posts(facts: Records, memberships: Iterable[str], end: str, *, outward: bool) -> Iterator[Line]:
    for membership in memberships:
        if other := facts.one(membership, end):
            yield Line(other, "holdsPost", facts.one(facts.one(membership, STD.ROLE), STD.LABEL), outward)
