"""Figures as a table has them: value, unit, object, action, subject, period, status, and the sentence of each."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from graph.portrait.quotes import evidence
from graph.portrait.records import Records
from graph.portrait.values import Field, Figure, Figures
from ontology.terms import FZ, FZ_NS, STD

STATUSES = ("Result", "Target", "Standard")
SHOWN = 40
"""Figures of one status that a page lists."""


def figure(facts: Records, iri: str) -> Figure:
    """A figure without its evidence."""
    record, types = facts.of(iri), facts.all(iri, STD.TYPE)
    unit = facts.one(iri, STD.HAS_UNIT)
    base = facts.one(unit, STD.SCALING_OF) or unit
    mention = facts.one(iri, STD.DERIVED_FROM)

    def one(predicate: str) -> str:
        return next(iter(record.get(predicate, ())), "")

    return Figure(
        iri,
        one(STD.LABEL),
        facts.one(mention, FZ.CLEAN_TEXT),
        next((s for s in STATUSES if FZ_NS + s in types), ""),
        one(STD.NUMERIC_VALUE),
        one(FZ.MIN_VALUE),
        one(FZ.MAX_VALUE),
        one(FZ.UNIT_TEXT),
        decimal(one(FZ.BASE_VALUE)),
        _unit_label(facts, base),
        facts.one(unit, STD.HAS_QUANTITY_KIND).rpartition("/")[2],
        one(FZ.APPROXIMATION),
        one(FZ.OBJECT),
        one(FZ.ACTION),
        one(FZ.PERIOD),
        tuple(facts.link(about) for about in record.get(FZ.ABOUT, ())),
        facts.link(facts.document_of_mention(mention)) if mention else facts.link(iri),
        mention,
    )


def with_evidence(facts: Records, one: Figure, most: int = 3) -> Figure:
    """The figure with its sentences: that of each claim about what it is, else its own."""
    claims = facts.subjects(STD.SUBJECT, one.iri)
    return replace(one, evidence=evidence(facts, claims or (one.mention,), most))


def by_status(facts: Records, iris: Iterable[str], most: int = SHOWN) -> tuple[Figures, ...]:
    """Figures by status, the first of each with their evidence, by document and place in the text."""
    groups = facts.with_class(iris, [FZ_NS + status for status in STATUSES])
    return tuple(
        Figures(kind.removeprefix(FZ_NS), tuple(with_evidence(facts, figure(facts, f)) for f in some[:most]), len(some))
        for kind, some in groups.items()
        if some
    )


def fields(facts: Records, one: Figure) -> tuple[Field, ...]:
    """What is known of a figure, property by property, in reading order."""
    mention = facts.of(one.mention)
    rule, confidence = (next(iter(mention.get(p, ())), "") for p in (FZ.RULE, FZ.CONFIDENCE))
    found = [
        Field("value", one.value, rule=rule, confidence=confidence) if one.value else None,
        Field("minimum", one.minimum, rule=rule, confidence=confidence) if one.minimum else None,
        Field("maximum", one.maximum, rule=rule, confidence=confidence) if one.maximum else None,
        Field("unit", one.unit) if one.unit else None,
        Field("base", f"{shown(one.base)} {one.base_unit}".strip()) if one.base is not None and one.base_unit != one.unit else None,
        Field("approximation", one.approximation),
        Field("action", one.action) if one.action else None,
        Field("object", one.object) if one.object else None,
        *(Field("about", about.label, about) for about in one.about),
        Field("period", one.period) if one.period else None,
        Field("status", one.status),
    ]
    return tuple(f for f in found if f and f.value)


def decimal(written: str) -> Decimal | None:
    """A number of the graph; None for none."""
    try:
        return Decimal(written) if written else None
    except InvalidOperation:
        return None


def shown(number: Decimal | None) -> str:
    """A number as a reader wants it: grouped, without an exponent, without idle zeros.

    >>> shown(Decimal("1234567.50")), shown(Decimal("1E+3")), shown(None)
    ('1,234,567.5', '1,000', '')
    """
    if number is None:
        return ""
    written = f"{number:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _unit_label(facts: Records, unit: str) -> str:
    return facts.named(unit)[0] if unit else ""
