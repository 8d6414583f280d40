"""Figures as a table has them: value, unit, object, action, subject, period, status, and the sentence of each."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from graph.portrait.evidence import Link
from graph.portrait.numbers import Field, Figure, Figures
from graph.portrait.quotes import evidence
from graph.portrait.records import Records
from graph.sureness import FIELDS
from ontology.terms import FZ, FZ_NS, STD

RULES = ("quantity", "object", "about", "status")
"""What the four rules in the name of a figure's rule are of, as extract.measurements joins them."""
PARTS = {"value": "quantity", "minimum": "quantity", "maximum": "quantity", "action": "action", "object": "object", "about": "subject",
         "period": "period", "status": "kind"}  # fmt: skip
"""Property of a figure → the part of its reading that tells how sure it is."""
STATUSES = ("Result", "Target", "Standard")
SHOWN = 30
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
    """What is known of a figure, property by property, in reading order, each with its rule and how sure it is."""
    base = f"{shown(one.base)} {one.base_unit}".strip() if one.base is not None and one.base_unit != one.unit else ""
    about = tuple(("about", link.label, link) for link in one.about)
    told: tuple[tuple[str, str, Link | None], ...] = (
        ("value", one.value, None), ("minimum", one.minimum, None), ("maximum", one.maximum, None), ("unit", one.unit, None), ("base", base, None),
        ("approximation", one.approximation, None), ("action", one.action, None), ("object", one.object, None), *about, ("period", one.period, None),
        ("status", one.status, None),
    )  # fmt: skip
    backed = {key: _backing(facts, one.mention, key) for key, value, _ in told if value}
    return tuple(Field(key, value, link, *backed[key]) for key, value, link in told if value)


def _backing(facts: Records, mention: str, key: str) -> tuple[str, str]:
    """The rule that gave a property of a figure, and how sure it is; a graph may know that of the figure as a whole only, which is said at its value."""
    rule, own = facts.one(mention, FZ.RULE), facts.one(mention, FIELDS[PARTS[key]]) if key in PARTS else ""
    parts = dict(zip(RULES, rule.split(" "), strict=False)) if rule.count(" ") == len(RULES) - 1 else {}
    if key in ("value", "minimum", "maximum"):
        return parts.get("quantity", rule), own or facts.one(mention, FZ.CONFIDENCE)
    return parts.get(key, ""), own


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
