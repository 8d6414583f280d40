"""Answers to SPARQL questions: any text, or a ready one from graph/queries with its parameters bound."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, Protocol, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode

from graph.questions import LEVELS, Parameter, Question, question, questions, restricted
from graph.sparql import ESCAPE, FEDERATED, FORMS, UPDATES, bound, tokens, words
from ontology.errors import QueryError, StoreError
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, PREFIXES, STD, XSD_NUMBERS

PLACE_IN_TEXT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
__all__ = [
    "Answer", "MalformedQuery", "Parameter", "Queryable", "Question", "RefusedQuery", "answer", "places_called", "plain", "question", "questions", "ready",
    "ready_text", "results", "serialised",
]  # fmt: skip
LONGEST = 160
"""Characters kept of what the parser expected."""

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell: TypeAlias = str | int | Decimal | bool | None
Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Queryable(Protocol):
    """What can be asked: a store on this machine, or one in a server."""

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: list[NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None,
        named_graphs: list[NamedNode | ox.BlankNode] | None = None,
    ) -> Results:
        """What SPARQL text is answered with."""
        ...


class RefusedQuery(QueryError):
    """A query that would change the graph or ask elsewhere: sound, and never run."""


class MalformedQuery(QueryError):
    """A query that does not parse; `line` and `column`, where known, count from 1."""

    def __init__(self, what: str, *, line: int | None = None, column: int | None = None, remedy: str = "") -> None:
        self.column = column
        super().__init__(what, line=line, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: a SELECT's rows, one cell for ASK, subject, predicate and object for CONSTRUCT and DESCRIBE."""

    form: Literal["select", "ask", "graph"]
    columns: tuple[str, ...]
    terms: tuple[tuple[Term | bool | None, ...], ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells as plain values: text, numbers, IRIs as text, None where there is nothing."""
        return tuple(tuple(map(plain, row)) for row in self.terms)


def answer(store: Queryable, text: str, *, base: str = ID_BASE) -> Answer:
    """The answer over all documents together; `GRAPH` asks one of them. The usual prefixes need no declaration. Raises QueryError."""
    found = results(store, text, base=base)
    try:
        if isinstance(found, ox.QuerySolutions):
            return Answer("select", tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))
        if isinstance(found, ox.QueryBoolean):
            return Answer("ask", ("answer",), ((bool(found),),))
        triples = sorted(found, key=str)
        return Answer("graph", ("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples))
    except (OSError, RuntimeError) as fault:
        raise QueryError(f"the query fails while it runs: {fault}", remedy="simplify it") from fault


def serialised(store: Queryable, text: str, form: Literal["json", "xml", "csv", "tsv", "ttl", "nt"], *, base: str = ID_BASE) -> bytes:
    """The answer in a standard format: of SPARQL results for SELECT and ASK, of RDF for CONSTRUCT. Raises QueryError."""
    answered = results(store, text, base=base)
    graphs = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
    solutions = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
    if isinstance(answered, ox.QueryTriples):
        found = ox.serialize(sorted(answered, key=str), format=graphs.get(form, ox.RdfFormat.TURTLE), prefixes=dict(_prefixes(base)))
    elif form not in solutions:
        raise QueryError(f"an answer of rows cannot be written as {form}", remedy=f"ask for one of {', '.join(solutions)}")
    else:
        found = answered.serialize(format=solutions[form])
    return found or b""


def results(store: Queryable, text: str, *, base: str = ID_BASE, default: Sequence[str] | None = None, named: Sequence[str] | None = None) -> Results:
    """What Oxigraph answers, not yet read; a dataset (IRIs of its default and its named graphs) stands above the query's own. Raises QueryError."""
    used = words(text)
    if FEDERATED in used:
        raise RefusedQuery("SERVICE asks another server, and nothing here leaves this machine", line=_line(text, FEDERATED), remedy="take the SERVICE out")
    if (first := next((w for w in used if w in UPDATES | FORMS), None)) in UPDATES:
        raise RefusedQuery(f"{first} changes the graph, which is for reading only", remedy=f"ask with {', '.join(sorted(FORMS))}")
    try:
        return store.query(
            text,
            prefixes=_prefixes(base),
            default_graph=None if default is None else [NamedNode(iri) for iri in default],
            named_graphs=None if named is None else [NamedNode(iri) for iri in named],
        )
    except StoreError:
        raise
    except SyntaxError as fault:
        raise _unknown_prefix(text, base) or _syntax(str(fault)) from fault
    except (OSError, RuntimeError, ValueError) as fault:
        raise QueryError(f"the query cannot be run: {fault}", remedy="simplify it") from fault


def ready(store: Queryable, name: str, values: Mapping[str, str] = MappingProxyType({}), *, base: str = ID_BASE) -> Answer:
    """The answer to a ready question, its parameters given as a reader would write them (place=交城县). Raises QueryError."""
    return answer(store, ready_text(store, name, values, base=base), base=base)


def ready_text(store: Queryable, name: str, values: Mapping[str, str] = MappingProxyType({}), *, base: str = ID_BASE) -> str:
    """The SPARQL of a ready question with its parameters bound. Raises QueryError."""
    asked = question(name)
    known = {p.name: p for p in asked.parameters}
    for given in values:
        if given not in known:
            raise QueryError(f"{name} has no parameter {given!r}", remedy=f"it has {', '.join(known)}" if known else "it has none")
    for parameter in asked.parameters:
        if not parameter.optional and parameter.name not in values:
            raise QueryError(f"{name} asks for {parameter.name}: {parameter.zh} {parameter.en}", remedy=f"add {parameter.name}={parameter.example}")
    return bound(restricted(asked, values), {p: _value(store, known[p], v, base) for p, v in values.items()})


def plain(term: Term | bool | None) -> Cell:
    """A term as a plain value."""
    if term is None or isinstance(term, bool):
        return term
    if isinstance(term, ox.Literal):
        if term.datatype.value not in XSD_NUMBERS:
            return term.value
        try:
            value = Decimal(term.value)
        except InvalidOperation:
            return term.value
        return int(value) if term.datatype.value == STD.XSD_INTEGER else value
    return str(term) if isinstance(term, ox.Triple) else term.value


def places_called(store: Queryable, name: str) -> tuple[NamedNode, ...]:
    """The places with this label, other name or division code, by IRI."""
    label = ox.Literal(name, language="zh")
    for wanted in (f"fz:divisionCode {ox.Literal(name)}", f"a fz:Place ; rdfs:label {label}", f"a fz:Place ; skos:altLabel {label}"):
        found = store.query(f"SELECT DISTINCT ?place {{ ?place {wanted} }}", prefixes=dict(PREFIXES))
        places = [row[0] for row in found] if isinstance(found, ox.QuerySolutions) else []
        if places:
            return tuple(sorted((p for p in places if isinstance(p, NamedNode)), key=str))
    return ()


def _prefixes(base: str) -> dict[str, str]:
    return {**Names(base).prefixes, **PREFIXES}


def _unknown_prefix(text: str, base: str) -> MalformedQuery | None:
    """The first prefix that is neither declared nor known; Oxigraph tells of it as of any other unexpected text."""
    found, at = list(tokens(text)) if not ESCAPE.search(text) else [], 0
    solid = [token for kind, token in found if kind != "comment" and token.strip()]
    declared = {name.partition(":")[0] for word, name in pairwise(solid) if word.upper() == "PREFIX"}
    for kind, token in found:
        prefix = token.partition(":")[0]
        if kind == "name" and prefix != "_" and prefix not in declared | _prefixes(base).keys():
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            remedy = f"declare it with PREFIX; known without are {', '.join(sorted(_prefixes(base)))}"
            return MalformedQuery(f"line {line}, column {column}: unknown prefix {prefix}:", line=line, column=column, remedy=remedy)
        at += len(token)
    return None


def _syntax(message: str) -> MalformedQuery:
    match = PLACE_IN_TEXT.fullmatch(message)
    what = " ".join((match[3] if match else message).split())
    where = f"line {match[1]}, column {match[2]}: " if match else ""
    shown = what if len(what) <= LONGEST else what[:LONGEST] + " …"
    line, column = (int(match[1]), int(match[2])) if match else (None, None)
    return MalformedQuery(where + shown, line=line, column=column, remedy="mend the query there")


def _line(text: str, word: str) -> int | None:
    return next((i for i, line in enumerate(text.splitlines(), 1) if word in words(line)), None)


def _value(store: Queryable, parameter: Parameter, given: str, base: str) -> NamedNode | ox.Literal:
    match parameter.kind:
        case "place":
            return _one_place(store, given, base)
        case "unit":
            return ox.Literal(given, language="zh")
        case "level":
            return ox.Literal(_level(parameter, given))
        case "text" | "programme" | "year":
            return ox.Literal(given)
        case "number":
            return ox.Literal(_decimal(parameter, given), datatype=NamedNode(STD.XSD_DECIMAL))


def _level(parameter: Parameter, given: str) -> str:
    found = next((zh for zh, en in LEVELS.items() if given.lower() in (zh, en)), "")
    if not found:
        raise QueryError(f"{given[:40]!r} is no level of places", remedy=f"write {parameter.name}= and one of {', '.join((*LEVELS, *LEVELS.values()))}")
    return found


def _decimal(parameter: Parameter, given: str) -> str:
    """A number in the form of xsd:decimal, which has no exponent; Oxigraph holds eighteen digits behind the point, twenty before it."""
    try:
        value = Decimal(given)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value.adjusted() > 19:
        raise QueryError(f"{parameter.name} is no number: {given[:40]!r}", remedy=f"write it like {parameter.name}={parameter.example}")
    return f"{value:.18f}".rstrip("0").rstrip(".")


def _one_place(store: Queryable, given: str, base: str) -> NamedNode:
    try:
        found = [NamedNode(given)] if given.startswith(base) else list(places_called(store, given))
    except ValueError:
        found = []
    if len(found) == 1:
        return found[0]
    if found:
        from graph.place_names import listed  # the gazetteer: 80 MB that a query worker must not pay for

        raise QueryError(f"{len(found)} places are called {given}", remedy=f"name one by its code:{listed(_codes(found, base))}")
    labels = _place_labels(store)
    raise QueryError(f"no place in this graph is called {given!r}", remedy=_remedy(given, labels))


def _remedy(given: str, labels: Sequence[str]) -> str:
    """Names like the one that nothing has; a name of two or three characters with one of them wrong is like it."""
    if close := difflib.get_close_matches(given, labels, 5, 0.6) or [name for name in labels if given in name or name in given][:5]:
        return f"did you mean {', '.join(close)}?"
    return f"it has {len(labels)} others: the question place-codes and tables/places.csv name them" if labels else "it has no places"


def _codes(places: Iterable[NamedNode], base: str) -> list[str]:
    return [p.value.removeprefix(Names(base).prefixes["place"]) for p in places]


def _place_labels(store: Queryable) -> list[str]:
    found = store.query("SELECT DISTINCT ?label { ?place a <" + FZ.PLACE + "> ; <" + STD.LABEL + "> ?label } ORDER BY ?label")
    return [str(row[0].value) for row in found] if isinstance(found, ox.QuerySolutions) else []
