"""Whether a graph is sound: ontology/shapes.ttl, run by pySHACL."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.shacl import SHAPES, Fault, Report
from ontology.errors import SchemaError
from ontology.terms import FZ, STD, curie

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
UNCHECKED = frozenset({STD.PREFIX, STD.SUFFIX, STD.EXACT, STD.MENTIONS, STD.ALT_LABEL, FZ.RULE, FZ.SENTENCE_START, STD.OBSERVATION, STD.FEATURE})
"""Predicates and classes that no shape asks for; leaving them out makes the check faster."""


def validation(quads: "Iterable[Quad | Triple] | rdflib.Graph") -> Report:
    """Checks the union of the quads' graphs, or an rdflib graph, against every shape, and every offset against its document."""
    import pyshacl

    data = quads if isinstance(quads, rdflib.Graph) else rdflib_graph(quads)
    conforms, results, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", advanced=False, meta_shacl=False)
    if not isinstance(results, rdflib.Graph):
        raise SchemaError(f"the shapes cannot be run: {results}", path=SHAPES, remedy="mend the shape that it names")
    faults = [*(_fault(results, row) for row in results.objects(None, SH.result)), *_offsets_outside(data)]
    return Report(bool(conforms) and not faults, tuple(sorted(set(faults))))


def rdflib_graph(quads: Iterable[Quad | Triple], *, whole: bool = False) -> rdflib.Graph:
    """The union of the quads' graphs as an rdflib graph, made without writing and parsing; `whole` keeps what no shape asks for."""
    graph = rdflib.Graph()
    made: dict[object, rdflib.URIRef] = {}
    for quad in quads:
        if not whole and (quad.predicate.value in UNCHECKED or (isinstance(quad.object, NamedNode) and quad.object.value in UNCHECKED)):
            continue
        graph.add((rdflib_term(quad.subject, made), rdflib_term(quad.predicate, made), rdflib_term(quad.object, made)))
    return graph


def rdflib_term(term: object, made: "dict[object, rdflib.URIRef]") -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """The rdflib term of one of Oxigraph's; `made` keeps the IRIs, so that each is made once."""
    if isinstance(term, NamedNode):
        if term not in made:
            made[term] = rdflib.URIRef(term.value)
        return made[term]
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == rdflib.XSD.string.toPython()
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    raise TypeError(f"no place for {term!r} in this graph")


def _offsets_outside(data: rdflib.Graph) -> Iterable[Fault]:
    """Mentions that end behind the end of their document, which no SHACL constraint can say without SPARQL."""
    for target, document in data.subject_objects(rdflib.URIRef(STD.HAS_SOURCE)):
        lengths = [_number(length) for length in data.objects(document, rdflib.URIRef(FZ.CHARACTER_COUNT))] or [0]
        for selector in data.objects(target, rdflib.URIRef(STD.HAS_SELECTOR)):
            for end in data.objects(selector, rdflib.URIRef(STD.END)):
                if any(length is not None and (at := _number(end)) is not None and at > length for length in lengths):
                    yield Fault(str(selector), "oa:end", "终点在文章之内 / an end lies inside the document", str(end))


def _number(term: rdflib.term.Node) -> int | Decimal | None:
    """The number that a literal is; None for anything else, which the shapes find."""
    value = term.toPython() if isinstance(term, rdflib.Literal) else None
    return value if isinstance(value, int | Decimal) else None


def _fault(results: rdflib.Graph, row: rdflib.term.Node) -> Fault:
    def value(predicate: rdflib.URIRef) -> str:
        return str(results.value(row, predicate) or "")

    return Fault(value(SH.focusNode), curie(value(SH.resultPath)), value(SH.resultMessage), value(SH.value))


@cache
def _shapes() -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(SHAPES, format="turtle")
    except Exception as fault:  # rdflib raises its own kinds for a syntax error
        raise SchemaError(f"not Turtle: {fault}", path=SHAPES, remedy="mend the Turtle there") from fault
