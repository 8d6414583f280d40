"""A user's `ontology.ttl`: classes, properties, units and labels beside ours. Each is checked before anything is built.

A class of one's own lies under one of ours (`rdfs:subClassOf`), a property under a property of ours, both by any number of steps, and
both are labelled in Chinese and English. Of our own terms a file may say names: `skos:altLabel`, and labels in other languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from extract.knowledge import own_ontologies
from ontology.errors import SchemaError
from ontology.terms import FZ_NS, STD, Iri, curie, term

OURS = Path(ontology.__file__).parent / "fangzhi.ttl"
ABOVE = {term("owl:Class"): term("rdfs:subClassOf"), **{term(f"owl:{kind}"): term("rdfs:subPropertyOf") for kind in ("ObjectProperty", "DatatypeProperty")}}
"""The kinds of term that a file may define, and the property by which each hangs under one of ours."""
LANGUAGES = frozenset({"zh", "en"})
Terms = Mapping[str, Sequence[Quad]]


@cache
def own_quads() -> tuple[Quad, ...]:
    """What the ontologies of the users' folders in use say, each statement once, in order. Raises SchemaError."""
    return tuple(dict.fromkeys(quad for path in own_ontologies() for quad in read_ontology(path)))


def own_units() -> dict[str, list[Triple]]:
    """What they say of each unit, by its IRI."""
    said = {iri: quads for iri, quads in _by_subject(own_quads()).items() if STD.UNIT in _values(quads, STD.TYPE)}
    return {iri: [quad.triple for quad in quads] for iri, quads in said.items()}


def read_ontology(path: Path) -> list[Quad]:
    """The statements of an ontology file, checked. Raises SchemaError with the line of the first fault."""
    quads = _parsed(path)
    own = _by_subject(quads)
    known = {**_ours(), **{iri: [*_ours().get(iri, ()), *said] for iri, said in own.items()}}
    lines = path.read_text("utf-8").splitlines()
    for iri, said in own.items():
        for fault, remedy in _faults(iri, said, known):
            raise SchemaError(f"{curie(iri)} {fault}", path=path, line=_line(lines, iri), remedy=remedy)
    return quads


def _parsed(path: Path) -> list[Quad]:
    try:
        return list(parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=False))
    except SyntaxError as fault:
        raise SchemaError(f"not Turtle: {fault.msg}", path=path, line=fault.lineno, remedy="mend the line that it names") from fault
    except (OSError, ValueError) as fault:
        raise SchemaError(f"cannot be read: {fault}", path=path, remedy="write Turtle in UTF-8") from fault


@cache
def _ours() -> Terms:
    return _by_subject(_parsed(OURS))


def _by_subject(quads: Sequence[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.subject.value if isinstance(quad.subject, NamedNode) else ""].append(quad)
    return dict(found)


def _faults(iri: str, said: Sequence[Quad], known: Terms) -> Iterator[tuple[str, str]]:
    """What is wrong with what a file says of a term, and what would mend it."""
    if not iri:
        yield "says something of a blank node", "give everything an IRI"
    elif iri.startswith(FZ_NS):
        if any(not _names(quad) for quad in said):
            yield (
                "is ours: only names can be added to it",
                "add skos:altLabel, or rdfs:label in a language other than zh and en; put a term of your own under it",
            )
    else:
        kinds = [kind for kind in _values(said, STD.TYPE) if kind in ABOVE]
        if STD.UNIT in _values(said, STD.TYPE):
            yield from _unit_faults(said)
        elif len(kinds) != 1:
            wanted = ", ".join(curie(kind) for kind in (*ABOVE, STD.UNIT))
            yield f"is {'no term that we know' if not kinds else 'several things at once'}", f"write that it is one of {wanted}"
        elif not _hangs(iri, Iri(kinds[0]), known):
            yield "hangs under no term of ours", f"give it {curie(ABOVE[Iri(kinds[0])])} with a term of fz:, as docs/ontology.md lists them"
        if missing := LANGUAGES - {q.object.language for q in said if q.predicate.value == STD.LABEL and isinstance(q.object, Literal)}:
            yield f"has no rdfs:label in {', '.join(sorted(missing))}", "label it in Chinese and English"


def _names(quad: Quad) -> bool:
    """Whether a statement about a term of ours only names it anew."""
    language = quad.object.language if isinstance(quad.object, Literal) else None
    return quad.predicate.value == STD.ALT_LABEL or (quad.predicate.value == STD.LABEL and language is not None and language not in LANGUAGES)


def _unit_faults(said: Sequence[Quad]) -> Iterator[tuple[str, str]]:
    if not _values(said, STD.HAS_QUANTITY_KIND):
        yield "has no qudt:hasQuantityKind", "write what it measures, like quantitykind:Power"
    for value in _values(said, STD.MULTIPLIER):
        if not re.fullmatch(r"\d+(\.\d+)?", value) or float(value) <= 0:
            yield f"has the qudt:conversionMultiplier {value}", "write a number above 0"


def _hangs(iri: str, kind: Iri, known: Terms) -> bool:
    """Whether steps upwards lead to a term of ours of the same kind of thing."""
    seen, steps = {iri}, [iri]
    while steps:
        for above in _values(known.get(steps.pop(), ()), ABOVE[kind]):
            if above.startswith(FZ_NS) and ABOVE[kind] in (ABOVE.get(Iri(k)) for k in _values(known.get(above, ()), STD.TYPE)):
                return True
            if above not in seen:
                seen.add(above)
                steps.append(above)
    return False


def _values(said: Sequence[Quad], predicate: Iri) -> list[str]:
    return [str(q.object.value) for q in said if q.predicate.value == predicate and isinstance(q.object, NamedNode | Literal)]


def _line(lines: Sequence[str], iri: str) -> int | None:
    """The first line that names the term, whole or by a prefix."""
    local = re.split("[#/]", iri)[-1]
    named = re.compile(rf"<{re.escape(iri)}>|[\w-]*:{re.escape(local)}(?![\w-])|<[^>]*{re.escape(local)}>") if local else re.compile(r"\[|_:")
    return next((i for i, line in enumerate(lines, 1) if not line.lstrip().startswith(("#", "@prefix", "PREFIX")) and named.search(line)), None)
