"""A gold document and what was found of it, laid over each other: mentions on the gold text, figures in pairs.

The rules are those of `score.py`: spans are compared on the gold text, quantities are paired by overlap and compared in
one unit, words by what they share.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LINK = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(/|$)|\?/")
SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
SAME_UNIT = {
    "％": "%", "百分之": "%", "个小时": "小时", "块钱": "元", "块": "元", "元钱": "元", "个月": "月", "个百分点": "百分点", "公里": "千米",
}  # fmt: skip
Record = Mapping[str, Any]
Span = tuple[int, int]
NOTHING: Record = {"text": "", "mentions": [], "measurements": []}


@dataclass(frozen=True, slots=True)
class Aligned:
    """One document: its gold mentions and measurements, and what was found, each with its span on the gold text (None where that has no such text)."""

    document: str
    text: str
    mentions: tuple[Record, ...]
    measurements: tuple[Record, ...]
    found_mentions: tuple[tuple[Record, Span | None], ...]
    found_measurements: tuple[tuple[Record, Span | None], ...]
    agreement: float

    def of_type(self, kind: str) -> tuple[list[Record], list[tuple[Record, Span | None]]]:
        """Gold and found mentions of a type.

        A place inside a gold organisation or programme is neither right nor wrong, so it is left out.
        """
        gold = [m for m in self.mentions if m["type"] == kind]
        spans = {(m["start"], m["end"]) for m in gold}
        shells = [(m["start"], m["end"]) for m in self.mentions if m["type"] in ("ORG", "PROGRAMME")]

        def inside(span: Span | None) -> bool:
            return span is not None and any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in shells)

        return gold, [(m, span) for m, span in self.found_mentions if m["type"] == kind and not (kind == "PLACE" and inside(span) and span not in spans)]

    def pairs(self) -> Iterator[tuple[Record | None, Record | None]]:
        """Measurements of the gold with those found that overlap them, each but once; None stands for the one that is not there."""
        left = list(self.measurements)
        for m, span in self.found_measurements:
            hit = next((q for q in left if span and q["start"] < span[1] and span[0] < q["end"]), None)
            if hit is not None:
                left.remove(hit)
            yield hit, m
        yield from ((q, None) for q in left)


def aligned(document: str, gold: Record, found: Record | None) -> Aligned:
    """The gold record of a document and the record found for it, if any, on one text."""
    prediction = found or NOTHING
    offsets, agreement = laid_over(prediction["text"], gold["text"])
    return Aligned(
        document,
        gold["text"],
        _mentions(gold),
        tuple(gold.get("measurements", [])),
        tuple((m, _on_gold(m, offsets)) for m in _mentions(prediction)),
        tuple((m, _on_gold(m, offsets)) for m in prediction.get("measurements", [])),
        agreement,
    )


def right_fields(gold: Record, found: Record) -> dict[str, bool]:
    """Which fields of a measurement are right, the quantity itself among them."""
    return {
        "quantity": quantity(gold) == quantity(found),
        "object": near(gold.get("object"), found.get("object")),
        "action": near(gold.get("action"), found.get("action")),
        "subject": same_reference(gold.get("subject"), found.get("subject")),
        "kind": gold.get("kind") == found.get("kind"),
        "period": gold.get("period") == found.get("period"),
    }


def laid_over(text: str, gold: str) -> tuple[list[int | None], float]:
    """For each offset of `text` the offset of `gold` where it lies (None where gold has no such text), and the share they have in common."""
    to: list[int | None] = [None] * (len(text) + 1)
    matcher = difflib.SequenceMatcher(None, _narrow(text), _narrow(gold), autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0):
            to[a0:a1] = range(b0, b1)
    return to, matcher.ratio()


def quantity(record: Record) -> tuple[object, ...]:
    """Value, bounds, unit and approximation with the unit's multiplier moved into the numbers: 5 亿元 and 500000000 元 are one."""
    unit, scale = record.get("unit") or "", 1
    while unit and unit[0] in SCALE and not (unit[0] == "千" and unit[1:2] in "克米瓦"):
        scale, unit = scale * SCALE[unit[0]], unit[1:]
    numbers = (record.get(key) for key in ("value", "min", "max"))
    scaled = [None if n is None else round(float(n) * scale, 6) for n in numbers]
    return (*scaled, SAME_UNIT.get(unit, unit), record.get("approx") or "exact")


def _mentions(record: Record) -> tuple[Record, ...]:
    return tuple(record.get("entities") or record.get("mentions") or [])


def _on_gold(item: Record, offsets: Sequence[int | None]) -> Span | None:
    start, end = item["start"], item["end"]
    if not 0 <= start < end <= len(offsets) - 1:
        return None
    first, last = offsets[start], offsets[end - 1]
    return None if first is None or last is None else (first, last + 1)


def _narrow(text: str) -> str:
    """Full-width ASCII forms as half-width, one for one, so that the width of punctuation never costs anything."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)


def near(a: str | None, b: str | None) -> bool:
    """One phrase holds the other, or they share most of their characters."""
    a, b = _narrow(a or ""), _narrow(b or "")
    if a == b:
        return True
    if not a or not b:
        return False
    return a in b or b in a or sum((Counter(a) & Counter(b)).values()) >= 0.6 * min(len(a), len(b))


def same_reference(a: str | None, b: str | None) -> bool:
    """Links must be equal; texts of organisations and programmes may hold one another."""
    if not a or not b:
        return not a and not b
    if LINK.match(a) or LINK.match(b):
        return a == b
    return a in b or b in a
