"""The shapes as SPARQL: every constraint of ontology/shapes.ttl becomes a question for what breaks it, asked of a whole store.

pySHACL reads a graph in Python, node by node; Oxigraph answers the same over a million triples in seconds. Only what the shapes use is
known here, and a constraint of another kind is refused, never passed over; tests hold both engines against each other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from graph.shacl import SHAPES, Fault, Report
from ontology.errors import SchemaError
from ontology.terms import FZ, STD, curie

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OF_THE_BUILD = frozenset({FZ.BUILD, FZ.CONFIGURATION, FZ.INGREDIENT, FZ.EXTRACTION, STD.SOFTWARE_AGENT})
"""The classes of the graph of the build, few things of which most change with every build."""
TOLD = frozenset({"path", "message", "targetClass", "property", "minCount", "maxCount"})
"""What is not a constraint on one value."""
ENDS_OUTSIDE = f"""SELECT ?node ?value {{ ?target <{STD.HAS_SOURCE}> ?document ; <{STD.HAS_SELECTOR}> ?node . ?node <{STD.END}> ?value
  OPTIONAL {{ ?document <{FZ.CHARACTER_COUNT}> ?length }} FILTER(?value > COALESCE(?length, 0)) }}"""
OUTSIDE = "终点在文章之内 / an end lies inside the document"
Shape = Mapping[str, list[NamedNode | BlankNode | Literal]]


@dataclass(frozen=True, slots=True)
class Check:
    """A question whose rows, `?node` and perhaps `?value`, are faults at a property, with the message of its shape."""

    path: str
    message: str
    text: str
    kind: str = ""


def checked(store: Store, kinds: Collection[str] = ()) -> Report:
    """Checks what a store says, its default graph, against every shape, and every offset against its document; or only things of some classes."""
    wanted = [check for check in (*checks(), Check("oa:end", OUTSIDE, ENDS_OUTSIDE)) if not kinds or check.kind in kinds]
    faults = {fault for check in wanted for fault in _faults(store, check)}
    return Report(not faults, tuple(sorted(faults)))


@cache
def checks() -> tuple[Check, ...]:
    """Every constraint of the shapes. Raises SchemaError for one that is not known here."""
    return tuple(_Shapes().checks())


def _faults(store: Store, check: Check) -> Iterator[Fault]:
    rows = store.query(check.text)
    assert isinstance(rows, QuerySolutions)
    named = {v.value for v in rows.variables}
    for row in rows:
        yield Fault(_plain(row["node"]), check.path, check.message, _plain(row["value"]) if "value" in named else "")


def _plain(term: object) -> str:
    return str(getattr(term, "value", ""))


class _Shapes:
    """The shapes file, read once."""

    def __init__(self) -> None:
        self.triples: dict[object, dict[str, list[NamedNode | BlankNode | Literal]]] = {}
        for quad in parse(path=str(SHAPES), format=RdfFormat.TURTLE):
            if isinstance(quad.object, NamedNode | BlankNode | Literal):
                self.triples.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def checks(self) -> Iterator[Check]:
        for name in sorted((s for s, told in self.triples.items() if SH + "targetClass" in told), key=str):
            shape = self._local(name)
            kind = shape["targetClass"][0]
            yield from (replace(check, kind=_plain(kind)) for check in self._node(f"?node a {kind} .", shape))

    def _node(self, target: str, shape: Shape) -> Iterator[Check]:
        for part in shape.get("property", ()):
            yield from self._property(target, self._local(part))
        for kind in sorted(shape.keys() - TOLD):
            if kind != "xone":
                raise _unknown(kind)
            ways = " + ".join(f"IF({self._holds(one)}, 1, 0)" for one in self._list(shape[kind][0]))
            yield Check("", self._message(shape), f"SELECT ?node (?node AS ?value) {{ {target} FILTER({ways} != 1) }}")

    def _property(self, target: str, part: Shape) -> Iterator[Check]:
        path, message = part["path"][0], self._message(part)
        assert isinstance(path, NamedNode)
        for text in (*_counts(target, path, part), *self._values(target, path, part)):
            yield Check(curie(path.value), message, text)

    def _values(self, target: str, path: NamedNode, part: Shape) -> Iterator[str]:
        for kind in sorted(part.keys() - TOLD):
            if kind in BROKEN:
                yield f"SELECT ?node ?value {{ {target} ?node {path} ?value . {BROKEN[kind](str(part[kind][0]))} }}"
            elif kind == "in":
                allowed = ", ".join(map(str, self._list(part[kind][0])))
                yield f"SELECT ?node ?value {{ {target} ?node {path} ?value . FILTER(?value NOT IN ({allowed})) }}"
            elif kind == "or":
                ways = " || ".join(self._holds(one, "?value") for one in self._list(part[kind][0]))
                yield f"SELECT ?node ?value {{ {target} ?node {path} ?value . FILTER(!({ways})) }}"
            else:
                raise _unknown(kind)

    def _holds(self, name: object, of: str = "?node") -> str:
        """Whether something has a class, has properties as wanted, or has one of several such things, as an expression."""
        conditions = []
        for kind, values in sorted(self._local(name).items()):
            if kind == "class":
                conditions.append(f"EXISTS {{ {of} a {values[0]} }}")
            elif kind == "or":
                conditions.append("(" + " || ".join(self._holds(one, of) for one in self._list(values[0])) + ")")
            elif kind == "property":
                conditions += [self._has(self._local(value), of) for value in values]
            else:
                raise _unknown(kind)
        return "(" + " && ".join(conditions) + ")"

    def _has(self, part: Shape, of: str) -> str:
        path = part["path"][0]
        conditions = []
        for kind in sorted(part.keys() - {"path"}):
            if kind == "minCount" and _number(part, kind) == 1:
                conditions.append(f"EXISTS {{ {of} {path} ?any }}")
            elif kind == "maxCount" and _number(part, kind) == 1:
                conditions.append(f"NOT EXISTS {{ {of} {path} ?one, ?other FILTER(!sameTerm(?one, ?other)) }}")
            elif kind in BROKEN:
                conditions.append(f"NOT EXISTS {{ {of} {path} ?value . {BROKEN[kind](str(part[kind][0]))} }}")
            else:
                raise _unknown(kind)
        return "(" + " && ".join(conditions) + ")"

    def _local(self, name: object) -> Shape:
        """What is said of a shape in SHACL's own words."""
        return {p.removeprefix(SH): values for p, values in self.triples.get(name, {}).items() if p.startswith(SH)}

    def _list(self, name: object) -> Iterator[NamedNode | BlankNode | Literal]:
        while (told := self.triples.get(name, {})).get(RDF + "first"):
            yield told[RDF + "first"][0]
            name = told[RDF + "rest"][0]

    def _message(self, shape: Shape) -> str:
        return _plain(next(iter(shape.get("message", ())), None))


def _counts(target: str, path: NamedNode, part: Shape) -> Iterator[str]:
    least, most = _number(part, "minCount"), _number(part, "maxCount")
    if least == 1:
        yield f"SELECT ?node {{ {target} FILTER NOT EXISTS {{ ?node {path} ?any }} }}"
    elif least:
        yield f"SELECT ?node {{ {target} OPTIONAL {{ ?node {path} ?any }} }} GROUP BY ?node HAVING(COUNT(?any) < {least})"
    if most is not None:
        yield f"SELECT ?node {{ {target} ?node {path} ?any }} GROUP BY ?node HAVING(COUNT(?any) > {most})"


def _number(part: Shape, kind: str) -> int | None:
    return int(_plain(part[kind][0])) if kind in part else None


def _unknown(kind: str) -> SchemaError:
    return SchemaError(f"sh:{kind} cannot be asked in SPARQL here", path=SHAPES, remedy="teach graph/checks.py that constraint, or say it with another")


def _compared(sign: str) -> Callable[[str], str]:
    return lambda bound: f"FILTER(!COALESCE(?value {sign} {bound}, false))"


def _beside(sign: str) -> Callable[[str], str]:
    return lambda other: f"?node {other} ?beside . FILTER(!COALESCE(?value {sign} ?beside, false))"


BROKEN: Mapping[str, Callable[[str], str]] = {
    "class": lambda kind: f"FILTER NOT EXISTS {{ ?value a {kind} }}",
    "datatype": lambda kind: f"FILTER(!isLiteral(?value) || DATATYPE(?value) != {kind})",
    "lessThan": _beside("<"),
    "lessThanOrEquals": _beside("<="),
    "maxInclusive": _compared("<="),
    "minInclusive": _compared(">="),
    "minLength": lambda least: f"FILTER(isBlank(?value) || STRLEN(STR(?value)) < {least})",
    "nodeKind": lambda kind: f"FILTER(!{ {SH + 'IRI': 'isIRI', SH + 'Literal': 'isLiteral'}[kind.strip('<>')] }(?value))",
    "pattern": lambda pattern: f"FILTER(isBlank(?value) || !REGEX(STR(?value), {pattern}))",
}
"""Constraint on one value → what a value that breaks it fulfils."""
