"""The units of ontology/units.ttl and of users' ontologies by the text that an article writes them in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import ontology
from graph.own_ontology import own_units
from graph.rdf import chinese, node, number, scaled
from ontology.errors import SchemaError
from ontology.iri import unit_iri
from ontology.terms import STD, Iri

UNITS = Path(ontology.__file__).parent / "units.ttl"
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `multiplier` takes a value into `base` (itself for a base), None where no number does."""

    iri: Iri
    label: str
    kind: Iri
    base: Iri
    multiplier: Decimal | None

    def described(self) -> Iterator[tuple[Iri, Iri, NamedNode | Literal]]:
        """What a graph must say so that a reader needs no other file."""
        yield self.iri, STD.TYPE, node(STD.UNIT)
        yield self.iri, STD.LABEL, chinese(self.label)
        yield self.iri, STD.HAS_QUANTITY_KIND, node(self.kind)
        if self.multiplier is not None:
            yield self.iri, STD.MULTIPLIER, number(self.multiplier)
        if self.base != self.iri:
            yield self.iri, STD.SCALING_OF, node(self.base)


@cache
def unit(written: str) -> Unit | None:
    """The unit as written (万元, ㎡, 个小时), a numeral in front of a known one included; None for one that nobody listed.

    >>> unit("万亩").label, unit("万亩").multiplier, unit("串门") is None
    ('万亩', Decimal('6666666.66666667'), True)
    """
    known = _by_label()
    if found := known.get(written):
        return found
    factor = Decimal(1)
    for i, character in enumerate(written):
        if character not in SCALES:
            break
        factor *= SCALES[character]
        if (inner := known.get(written[i + 1 :])) and inner.multiplier is not None:
            label = written[: i + 1] + inner.label
            return Unit(unit_iri(label), label, inner.kind, inner.base, scaled(inner.multiplier, factor))
    return None


@cache
def unit_by_iri(iri: Iri) -> Unit:
    """A listed unit by its IRI. Raises KeyError."""
    return {u.iri: u for u in _by_label().values()}[iri]


@cache
def _by_label() -> dict[str, Unit]:
    facts: dict[str, list[Triple]] = {}
    try:
        for quad in parse(path=str(UNITS), format=RdfFormat.TURTLE):
            facts.setdefault(str(quad.subject.value), []).append(quad.triple)
    except SyntaxError as fault:
        raise SchemaError(fault.msg, path=UNITS, line=fault.lineno, remedy="mend the Turtle there") from fault
    own = own_units()
    for iri, said in own.items():
        facts.setdefault(iri, []).extend(said)
    found: dict[str, Unit] = {}
    for iri, triples in facts.items():
        one = _unit(Iri(iri), triples)
        for triple in triples:
            if triple.predicate.value in (STD.LABEL, STD.ALT_LABEL) and isinstance(triple.object, Literal) and triple.object.language == "zh":
                if triple.object.value in found:
                    raise SchemaError(f"two units are written {triple.object.value!r}", path=None if iri in own else UNITS, remedy="delete one of the labels")
                found[triple.object.value] = one
    for one in found.values():
        if one.base not in facts:
            raise SchemaError(f"{one.label} scales {one.base}, which is no unit", remedy="name a unit of ontology/units.ttl, or one of your own")
    return found


def _unit(iri: Iri, triples: list[Triple]) -> Unit:
    def value(predicate: Iri, language: str | None = None) -> str | None:
        values = (t.object for t in triples if t.predicate.value == predicate)
        return next((str(v.value) for v in values if isinstance(v, NamedNode | Literal) and language in (None, getattr(v, "language", None))), None)

    label, kind, multiplier = value(STD.LABEL, "zh"), value(STD.HAS_QUANTITY_KIND), value(STD.MULTIPLIER)
    if label is None or kind is None:
        raise SchemaError(f"{iri} has no Chinese label or no quantity kind", path=UNITS, remedy="give it both")
    return Unit(iri, label, Iri(kind), Iri(value(STD.SCALING_OF) or iri), None if multiplier is None else Decimal(multiplier))
