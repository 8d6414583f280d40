"""What sets two builds' statements apart, and what has to be looked at again for it."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from ontology.terms import FZ, FZ_NS, STD, UNIT_NS

if TYPE_CHECKING:
    from graph.shacl import Fault

LARGE = 0.25
"""From this share of the statements on, a difference costs more than to begin anew."""
ONTOLOGY = frozenset({FZ_NS, UNIT_NS})
TOLD_OF_OTHERS = frozenset({STD.TYPE, FZ.CHARACTER_COUNT})
"""What a check of one node reads of another: shapes ask for the class of what a node points to, offsets for the length of their document."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The quads that came and those that went."""

    added: Set[Quad]
    removed: Set[Quad]

    def __len__(self) -> int:
        return len(self.added) + len(self.removed)

    def __iter__(self) -> Iterator[Quad]:
        yield from self.added
        yield from self.removed


def difference(before: Path, statements: Set[Quad]) -> Difference | None:
    """What sets the statements apart from those of an N-Quads file; None where so much does that it is no help."""
    old = set(parse(path=str(before), format=RdfFormat.N_QUADS))
    found = Difference(statements - old, old - statements)
    return found if len(found) <= LARGE * len(statements) else None


def faults(store: Store, changed: Difference) -> "tuple[Fault, ...]":
    """What is wrong with the graph of a store that conformed before this difference; it looks only at what that can have touched.

    A check reads the statements of a node, and of what it points to only what TOLD_OF_OTHERS names. So the nodes in question are those that
    say something else than before, what they point to, and what points to one of which such a thing has changed.
    """
    from graph.validate import validation  # takes a second to import

    new = [quad for quad in changed if _news(store, quad, changed.added)]
    nodes: set[object] = {quad.subject for quad in new}
    for quad in new:
        if quad.predicate.value in TOLD_OF_OTHERS:
            nodes |= {q.subject for q in _said(store, None, quad.subject)}
    nodes |= {q.object for node in list(nodes) for q in _said(store, node)}
    told = [quad for node in nodes for quad in _said(store, node)]
    around = {quad.object for quad in told} - nodes
    told += [quad for node in around for quad in _said(store, node) if quad.predicate.value in TOLD_OF_OTHERS]
    names = {node.value for node in nodes if isinstance(node, NamedNode)}
    return tuple(fault for fault in validation(dict.fromkeys(quad.triple for quad in told)).faults if fault.node in names)


def _said(store: Store, subject: object, value: object = None, predicate: object = None) -> list[Quad]:
    """What the documents say, without the ontology and without the union."""
    if subject is not None and not isinstance(subject, NamedNode | BlankNode):
        return []
    found = store.quads_for_pattern(subject, predicate, value, None)  # type: ignore[arg-type]
    return [quad for quad in found if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value not in ONTOLOGY]


def _news(store: Store, quad: Quad, added: Set[Quad]) -> bool:
    """Whether the union of all graphs says something else for a quad that came or went."""
    return all(other in added for other in _said(store, quad.subject, quad.object, quad.predicate))
