"""Figures that contradict each other: same subject, object, period, status and unit, but values that cannot both be so.

The verb must be the same too, and so must be the wording, more or less: 投资 of one year is said of a dozen projects. Figures of one sentence are
not compared (从58%降至18.7%), and one without a stated period only with one of another document that is not known to be of another year and
says nearly the same: what a ministry grants today and next month are two events.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from graph.facts import Facts
from graph.wording import likeness
from ontology.terms import FZ, STD

STATUSES = (FZ.RESULT, FZ.TARGET, FZ.STANDARD)
ABOUT = Decimal("0.1")
"""How far a figure said to be 约 may lie from another that means the same, as a share."""
ALIKE_HERE, ALIKE_ELSEWHERE, ALIKE_UNDATED = 0.8, 0.5, 0.8
"""How alike the wording must be (`wording.likeness`): in one document, where one writer words two things in two ways; in two, of which each
words the same in its own; and without a period, of the whole sentence. Chosen by reading all 89 pairs of 482 articles that differ in value."""
MOST = 12
"""Figures of one kind compared with each other; where a text repeats one more often than that, the first ones tell."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the comparison needs of a figure: bounds in the unit's base."""

    iri: str
    document: str
    year: str
    sentence: str
    text: str
    low: Decimal
    high: Decimal
    approximation: str


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Two figures, by IRI, that cannot both be so."""

    one: str
    other: str


def conflicts(facts: Facts) -> tuple[Conflict, ...]:
    """The pairs of figures that conflict, sorted."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for iri in facts.of_type(FZ.MEASUREMENT):
        if key := _key(facts, iri):
            groups[key].append(_figure(facts, iri))
    return tuple(sorted(Conflict(a.iri, b.iri) for key, group in groups.items() for a, b in _pairs(group, dated=bool(key[2]))))


def _key(facts: Facts, iri: str) -> tuple[str, ...] | None:
    """What must be the same; None for a figure that says too little."""
    about, what, period = facts.one(iri, FZ.ABOUT), facts.one(iri, FZ.OBJECT), facts.one(iri, FZ.PERIOD)
    if not about or not what:
        return None
    unit = facts.one(iri, STD.HAS_UNIT)
    status = next((s for s in STATUSES if s in facts.all(iri, STD.TYPE)), "")
    same_unit = facts.one(unit, STD.SCALING_OF) or unit or facts.one(iri, FZ.UNIT_TEXT)
    return about, what, period, status, same_unit, facts.one(iri, FZ.ACTION)


def _figure(facts: Facts, iri: str) -> Figure:
    def value(in_base: str, written: str) -> Decimal | None:
        found = facts.one(iri, in_base) or facts.one(iri, written)
        return Decimal(found) if found else None

    exact = value(FZ.BASE_VALUE, STD.NUMERIC_VALUE)
    low = exact if exact is not None else value(FZ.BASE_MIN_VALUE, FZ.MIN_VALUE)
    high = exact if exact is not None else value(FZ.BASE_MAX_VALUE, FZ.MAX_VALUE)
    known = [v for v in (low, high) if v is not None] or [Decimal(0)]
    low, high = known[0] if low is None else low, known[-1] if high is None else high
    document, mention = facts.document_of_figure(iri), facts.one(iri, STD.DERIVED_FROM)
    sentence, text = facts.one(mention, FZ.SENTENCE), facts.one(mention, FZ.CLEAN_TEXT)
    return Figure(iri, document, facts.one(document, STD.DATE_PUBLISHED)[:4], sentence, text, low, high, facts.one(iri, FZ.APPROXIMATION))


def _pairs(group: list[Figure], *, dated: bool) -> Iterator[tuple[Figure, Figure]]:
    for a, b in combinations(sorted(group, key=lambda f: f.iri)[:MOST], 2):
        if _comparable(a, b, dated=dated) and not compatible(a, b) and _alike(a, b, dated=dated):
            yield a, b


def _comparable(a: Figure, b: Figure, *, dated: bool) -> bool:
    if a.document == b.document:
        return dated and a.sentence != b.sentence
    return dated or not (a.year and b.year and a.year != b.year)


def _alike(a: Figure, b: Figure, *, dated: bool) -> bool:
    least = ALIKE_UNDATED if not dated else ALIKE_HERE if a.document == b.document else ALIKE_ELSEWHERE
    return likeness((a.sentence, a.text), (b.sentence, b.text), whole=not dated) >= least


def compatible(one: Figure, other: Figure) -> bool:
    """Whether both can be so: their values, as wide as 约, 超过 and 不足 make them, overlap."""
    (low, high), (other_low, other_high) = _width(one), _width(other)
    return low <= other_high and other_low <= high


def _width(figure: Figure) -> tuple[Decimal, Decimal]:
    """The values that a figure can mean: 超过 reaches to the next fifth above, 不足 to the next fifth below."""
    margins: Mapping[str, tuple[Decimal, Decimal]] = {"about": (ABOUT, ABOUT), "over": (Decimal(0), 2 * ABOUT), "under": (2 * ABOUT, Decimal(0))}
    below, above = margins.get(figure.approximation, (Decimal(0), Decimal(0)))
    return figure.low - abs(figure.low) * below, figure.high + abs(figure.high) * above
