"""Small makers of RDF terms: nodes by IRI, literals by type, text made safe for every format."""

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from ontology.terms import STD, Iri

UNSAFE = re.compile("[\x00\ud800-\udfff]")
PRECISION = Context(prec=15)


@cache
def _vocabulary(iri: Iri) -> NamedNode:
    return NamedNode(iri)


def node(iri: Iri | str) -> NamedNode:
    """The node of an IRI."""
    return NamedNode(iri)


def text(value: str) -> Literal:
    """A plain string; NUL and lone surrogates, which no RDF format can carry, become U+FFFD."""
    return Literal(UNSAFE.sub("\ufffd", value))


def chinese(value: str) -> Literal:
    """A string in Chinese, for labels."""
    return Literal(UNSAFE.sub("\ufffd", value), language="zh")


def number(value: Decimal) -> Literal:
    """An xsd:decimal in its shortest form."""
    return Literal(_plain(value), datatype=_vocabulary(STD.XSD_DECIMAL))


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_vocabulary(STD.XSD_INTEGER))


def typed(value: str, datatype: Iri) -> Literal:
    """A literal of any type."""
    return Literal(value, datatype=_vocabulary(datatype))


def decimal(value: float) -> Decimal | None:
    """The decimal number that a float was written as; None for infinity and not-a-number.

    >>> decimal(25.84), decimal(23.0), decimal(float("inf"))
    (Decimal('25.84'), Decimal('23'), None)
    """
    exact = Decimal(repr(value))
    return Decimal(_plain(exact)) if exact.is_finite() else None


def scaled(value: Decimal, multiplier: Decimal) -> Decimal:
    """The product to fifteen significant digits, so that 15 亩 are 10000 square metres and not a hair more."""
    return PRECISION.multiply(value, multiplier)


def in_graph(triples: Iterable[tuple[Iri, Iri, NamedNode | Literal]], graph: Iri) -> Iterator[Quad]:
    """Quads of a named graph; a triple that says itself again is given once."""
    name = node(graph)
    for subject, predicate, value in dict.fromkeys(triples):
        yield Quad(node(subject), _vocabulary(predicate), value, name)


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    """What the quads say, whatever the graph."""
    return {quad.triple for quad in quads}


def graph_of(quad: Quad) -> str:
    """The IRI of the quad's named graph, empty for the default graph."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)


def _plain(value: Decimal) -> str:
    shown = format(value, "f")
    return (shown.rstrip("0").rstrip(".") or "0") if "." in shown else shown
