"""What goes wrong, sorted by cause and counted: each error is under one cause of its layer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fangzhi.alignment import Aligned, Record, Span, aligned, quantity, right_fields
from fangzhi.evaluation import TYPES, WHOLE

ATTRIBUTES = {"PLACE": ("link", "wrong link"), "ORG": ("place", "wrong place"), "PROGRAMME": ("kind", "wrong kind")}
"""What is compared mention by mention, where the span is right."""
SAID = {"PERSON": ("posts", "post"), "PROGRAMME": ("by", "carrier")}
"""What is compared over the document, since any mention of a name may say it."""
QUANTITY_PARTS = ("value", "value", "value", "unit", "approximation")
"""What the parts of the compared quantity are: value, lower and upper bound, unit, approximation."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Per layer, how many the gold has and how often each cause was at work, most often first."""

    gold: Mapping[str, int]
    counts: Mapping[str, Counter[str]]

    def rows(self) -> Iterable[tuple[str, str, int, float]]:
        """Layer, cause, count, and the count's share of the gold's number."""
        for layer, found in self.counts.items():
            for cause, n in sorted(found.items(), key=lambda item: (-item[1], item[0])):
                yield layer, cause, n, n / self.gold[layer] if self.gold[layer] else 0.0


def causes(gold: Mapping[str, Record], found: Mapping[str, Record]) -> Causes:
    """The errors of extractions by layer and cause."""
    layers = (*TYPES, "QUANTITY", "MEASUREMENT")
    total: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in layers}
    for document, record in gold.items():
        both = aligned(document, record, found.get(document))
        for kind in TYPES:
            total[kind] += len(both.of_type(kind)[0])
            counts[kind].update(_mention_causes(both, kind))
            counts[kind].update(_said_causes(both, kind))
        for layer in ("QUANTITY", "MEASUREMENT"):
            total[layer] += len(both.measurements)
        counts["QUANTITY"].update(filter(None, (_quantity_cause(*pair) for pair in both.pairs())))
        counts["MEASUREMENT"].update(filter(None, (_measurement_cause(*pair) for pair in both.pairs())))
    return Causes(dict(total), counts)


def _mention_causes(both: Aligned, kind: str) -> Iterable[str]:
    """A found mention that overlaps a gold one of its type but is not the same span has a wrong boundary; each takes part once."""
    gold, spanned = both.of_type(kind)
    at = {(m["start"], m["end"]): m for m in gold}
    others = {(m["start"], m["end"]): m["type"] for m in both.mentions if m["type"] != kind}
    left, loose = dict(at), list[Span | None]()
    for found, span in spanned:
        if span in left:
            del left[span]
            yield from _attribute_cause(kind, at[span], found)
        else:
            loose.append(span)
    for span in loose:
        over = next((g for g in left if span and g[0] < span[1] and span[0] < g[1]), None)
        if over is not None:
            del left[over]
            yield "boundary"
        elif span in others:
            yield f"spurious: {others[span]} in the gold"
        else:
            yield "spurious" if span else "spurious: in text the gold has not"
    seen = {(span, m["type"]) for m, span in both.found_mentions}
    for span in left:
        other = next((t for t in TYPES if t != kind and (span, t) in seen), None)
        yield f"missed: found as {other}" if other else "missed"


def _attribute_cause(kind: str, gold: Record, found: Record) -> Iterable[str]:
    key, cause = ATTRIBUTES.get(kind, ("", ""))
    if key and gold.get(key) != found.get(key):
        yield cause if found.get(key) else f"{cause}: none"


def _said_causes(both: Aligned, kind: str) -> Iterable[str]:
    if kind in SAID:
        key, name = SAID[kind]
        gold, spanned = both.of_type(kind)
        wanted = {(m["text"], str(value)) for m in gold for value in m.get(key) or ()}
        seen = {(m["text"], str(value)) for m, _ in spanned for value in m.get(key) or ()}
        yield from [f"{name} missed"] * len(wanted - seen) + [f"{name} spurious"] * len(seen - wanted)


def _quantity_cause(gold: Record | None, found: Record | None) -> str | None:
    if gold is None or found is None:
        return "missed" if found is None else "spurious"
    wrong = [name for name, a, b in zip(QUANTITY_PARTS, quantity(gold), quantity(found), strict=True) if a != b]
    return "wrong " + " and ".join(dict.fromkeys(wrong)) if wrong else None


def _measurement_cause(gold: Record | None, found: Record | None) -> str | None:
    """Which of the fields that must be right is wrong, alone or with which others; one without words is said to be so."""
    if gold is None or found is None:
        return "quantity missed" if found is None else "quantity spurious"
    right = right_fields(gold, found)
    wrong = [name for name in WHOLE if not right[name]]
    if wrong == ["object"]:
        how = "not found" if not found.get("object") else "said where there is none" if not gold.get("object") else "another"
        return f"object alone: {how}"
    return f"{wrong[0]} alone" if len(wrong) == 1 else " + ".join(wrong) or None
