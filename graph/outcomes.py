"""What became of each correction: read from the graph itself, which says of everything that was corrected by which entry."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import Literal as Written
from pyoxigraph import NamedNode, Quad

from graph.corrections import Correction, Corrections
from graph.rdf import chinese, in_graph, node, text
from ontology.iri import Names, is_link
from ontology.terms import FZ, STD, Iri

Status = Literal["applied", "stale", "contradictory"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry: at how many things it was used, or why it was not; `others` are those that it contradicts."""

    correction: Correction
    status: Status
    count: int = 0
    why: str = ""
    others: tuple[Correction, ...] = ()


def touches(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Which correction was used on which resource, as IRIs, from quads that say so."""
    for quad in quads:
        if quad.predicate.value == FZ.CORRECTED_BY and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.object.value, quad.subject.value


def outcomes(corrections: Corrections, used: Iterable[tuple[str, str]], documents: Collection[str], names: Names) -> tuple[Outcome, ...]:
    """What became of each entry, in the order of the file; `used` is what `touches` found, `documents` the ids of the build."""
    things: dict[str, set[str]] = defaultdict(set)
    for correction, thing in used:
        things[correction].add(thing)
    return tuple(_outcome(c, corrections, len(things[names.correction(c.id)]), documents) for c in corrections.entries)


def _outcome(one: Correction, corrections: Corrections, count: int, documents: Collection[str]) -> Outcome:
    if others := corrections.contradictions.get(one):
        lines = sorted({o.line for o in others})
        return Outcome(one, "contradictory", 0, f"says otherwise than line {', '.join(map(str, lines))}", others)
    if count:
        return Outcome(one, "applied", count)
    if one.document and one.document not in documents:
        return Outcome(one, "stale", 0, f"this build has no document {one.document}")
    if one.subject and not is_link(one.subject):
        return Outcome(one, "stale", 0, f"no place, and no organisation or programme of its articles, is called {one.subject}: write a division code")
    return Outcome(one, "stale", 0, "this build has nothing like its target any more")


def described(results: Sequence[Outcome], names: Names) -> Iterator[Quad]:
    """The graph of corrections: what each says, who says so, and what became of it."""
    yield from in_graph((triple for result in results for triple in _description(result, names)), names.corrections)


def _description(result: Outcome, names: Names) -> Iterator[tuple[Iri, Iri, NamedNode | Written]]:
    one = result.correction
    iri = names.correction(one.id)
    yield iri, STD.TYPE, node(FZ.CORRECTION)
    yield iri, STD.LABEL, chinese(str(one))
    yield iri, FZ.OPERATION, text(one.action)
    yield iri, FZ.OUTCOME, text(result.status)
    if one.note:
        yield iri, STD.COMMENT, chinese(one.note)
    if one.author:
        yield iri, STD.CREATOR, text(one.author)
    for other in result.others:
        yield iri, FZ.CONTRADICTS, node(names.correction(other.id))
