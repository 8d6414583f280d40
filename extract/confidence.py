"""How sure an extraction is of what it says, by the table fitted on gold; what is not sure enough becomes a candidate."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from extract.knowledge import own_files, rules
from extract.rates import Rates
from extract.values import Candidate, Extraction, Field, Measurement, Mention

Item = TypeVar("Item", Mention, Measurement)
PARTS = ("quantity", "object", "subject", "kind")
"""What the parts of a figure's rule are about, in their order."""
DIGITS = 4


def calibrated(extraction: Extraction, rates: Rates) -> Extraction:
    """The extraction with every declared confidence replaced by the chance that the table gives it; fields as `with_fields` has them.

    Candidates that are not worth a reader's time are let go.
    """
    return replace(
        extraction,
        mentions=tuple(_mention(m, rates) for m in extraction.mentions),
        measurements=tuple(_measurement(m, rates) for m in extraction.measurements),
        candidates=tuple(_candidate(c, chance) for c in extraction.candidates if (chance := _candidate_chance(c, rates)) >= rates.least),
    )


def divided(extraction: Extraction, threshold: float) -> Extraction:
    """The extraction with what is less sure than the threshold as candidates, and each field marked whether it is asserted.

    What an earlier, higher threshold took away comes back: the result depends on the last threshold alone.
    """
    below = [c.item for c in extraction.candidates if c.why == "below-threshold"]
    mentions = [*extraction.mentions, *(i for i in below if isinstance(i, Mention))]
    figures = [*extraction.measurements, *(i for i in below if isinstance(i, Measurement))]
    items: list[Mention | Measurement] = [*mentions, *figures]
    doubted = [m for m in items if existence(m) < threshold]
    sure = [m for m in mentions if existence(m) >= threshold]
    unnamed = {name for m in doubted for name in _names(m)} - {name for m in sure for name in _names(m)}
    candidates = [*(c for c in extraction.candidates if c.why != "below-threshold"), *(Candidate(_unmarked(m), "below-threshold") for m in doubted)]
    return replace(
        extraction,
        mentions=tuple(_marked(m, threshold, unnamed) for m in sorted(sure, key=lambda m: (m.start, m.end, m.type))),
        measurements=tuple(_marked(m, threshold, unnamed) for m in sorted(figures, key=lambda m: (m.start, m.end)) if existence(m) >= threshold),
        candidates=tuple(sorted(candidates, key=lambda c: (c.item.start, c.item.end, c.kind))),
    )


def existence(item: Mention | Measurement) -> float:
    """The chance that the item is there at all: a mention's own confidence, a figure's of its quantity."""
    if isinstance(item, Mention):
        return item.confidence
    return next((f.confidence for f in item.fields if f.name == "quantity"), item.confidence)


def asserted(item: Mention | Measurement, name: str) -> bool:
    """Whether the field of that name is asserted; one without evidence of its own is."""
    return all(f.asserted for f in item.fields if f.name == name)


def _unmarked(item: Mention | Measurement) -> Mention | Measurement:
    return replace(item, fields=tuple(replace(f, asserted=True) for f in item.fields))


def _names(item: Mention | Measurement) -> Iterator[str]:
    """What others call the item by: its text, a place's link."""
    if isinstance(item, Mention):
        yield item.text
        if item.type == "PLACE" and item.link:
            yield item.link


def _marked(item: Item, threshold: float, unnamed: set[str]) -> Item:
    named: dict[str, list[str | None]] = {"subject": [item.subject]} if isinstance(item, Measurement) else {"by": [*item.by], "place": [item.place]}
    marks = [f.confidence >= threshold and unnamed.isdisjoint(named.get(f.name, [])) for f in item.fields]
    if all(mark == f.asserted for mark, f in zip(marks, item.fields, strict=True)):
        return item
    return replace(item, fields=tuple(Field(f.name, f.rule, f.confidence, mark) for mark, f in zip(marks, item.fields, strict=True)))


def with_fields(item: Item) -> Item:
    """The item with the evidence of its fields: those of a figure by the parts of its rule, a place's link by the place's own rule."""
    if isinstance(item, Measurement):
        return replace(item, fields=tuple(_figure_fields(item)))
    if item.type == "PLACE" and item.link and not item.fields:
        return replace(item, fields=(Field("link", item.rule, item.confidence),))
    return item


def _figure_fields(figure: Measurement) -> Iterator[Field]:
    """`quantity-unit object-behind subject-place no-modality` names the rule of each field; the verb is found with the object."""
    named = figure.rule.split()
    parts = dict(zip(PARTS, (r for r in named if not r.startswith("period-")), strict=False))
    period = next((r for r in named if r.startswith("period-")), "period-said" if figure.period else "period-none")
    found = {**parts, "action": parts.get("object", "") if figure.action else "action-none", "period": period}
    for name in ("quantity", "object", "action", "subject", "kind", "period"):
        if name in found:
            yield Field(name, found[name], figure.confidence)


def whole_rule(figure: Measurement) -> str:
    """What a whole figure is counted under: the rules of its object and its subject, which are its hardest fields."""
    return " ".join(figure.rule.split()[1:3])


def _mention(mention: Mention, rates: Rates) -> Mention:
    chance = rates.chance(mention.type, mention.rule, mention.confidence)
    fields = tuple(Field(f.name, f.rule, round(rates.chance(f"{mention.type}/{f.name}", f.rule, f.confidence), DIGITS)) for f in mention.fields)
    return replace(mention, confidence=round(chance, DIGITS), fields=fields)


def _measurement(figure: Measurement, rates: Rates) -> Measurement:
    fields = tuple(Field(f.name, f.rule, round(rates.chance(f"MEASUREMENT/{f.name}", f.rule, own_word().get(f.rule)), DIGITS)) for f in figure.fields)
    return replace(figure, confidence=round(rates.chance("MEASUREMENT", whole_rule(figure)), DIGITS), fields=fields)


def _candidate(candidate: Candidate, chance: float) -> Candidate:
    return Candidate(replace(candidate.item, confidence=round(chance, DIGITS)), candidate.why)


def _candidate_chance(candidate: Candidate, rates: Rates) -> float:
    item = candidate.item
    rule = item.rule.split()[-1] if isinstance(item, Measurement) else item.rule
    return rates.chance(f"{candidate.kind}/candidate", rule, own_word().get(rule, item.confidence))


@cache
def own_word() -> Mapping[str, float]:
    """How sure users' rules say that they are, by the rule's id."""
    found = (rule for path in own_files() if path.parent.name == "rules" for rule in rules(path.stem))
    return {rule.id: rule.confidence for rule in found if rule.confidence is not None}
