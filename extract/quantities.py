"""Quantities of a text: number, words of approximation and unit; what only looks like one (dates, ordinals, names, set phrases) is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc

from extract.annotations import add_candidates, mentions_of
from extract.knowledge import Rule, lexicon, rules
from extract.numerals import Number, numbers
from extract.periods import Time
from extract.units import MASK, Unit, unit_behind
from extract.values import Approximation, Candidate, Measurement

CONTEXT = 12
RANGE_SIGN = re.compile(r"\s?(?:[-—–~～－]{1,2}|至|到)\s?")
QUOTED = re.compile(r"“[^“”]{1,20}”|‘[^‘’]{1,20}’|「[^」]{1,20}」|《[^》]{1,60}》")
SPEECH = re.compile(r"[，,。！？!?；;]")
NOT_NUMBERS = re.compile(
    r"(?:https?://|www\.)\S+|[A-Za-z][A-Za-z0-9._/-]*\d[A-Za-z0-9._/-]*"  # addresses, H5N1
    r"|\d+(?:[-—]\d+){2,}|\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)"  # dates and telephones written with dashes
    r"|(?:19|20)\d\d\s?[-—–~至]{1,2}\s?(?:19|20)\d\d(?!\d)"  # 2023—2024赛季
    r"|(?<!\d)(?:110|119|120|122|12\d{3}|9[56]\d{3,4})(?=[一-龥]{0,4}(?:热线|急救|救护|电话|平台|客户端|指挥|接处警|投诉|政务|市民|便民))"
    r"|\d+(?:[+＋][\dA-ZXN]+)+|〔\d+〕\d*号?|\d{1,2}·\d{1,2}(?![\d%％万亿])|\d+号(?!召|人)"  # 1+3+N, 〔2023〕5号, 7·22, 3号
)
DEGREES = frozenset({"℃", "°C", "度", "摄氏度"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: `value`, or `low` and `high` of a range; `number_end` is where the number ends and the unit begins."""

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    approx: Approximation
    number_start: int
    number_end: int
    rule: str
    confidence: float

    @property
    def value(self) -> float | None:
        """The one value, None for a range."""
        return self.low if self.low == self.high else None


def quantities(doc: Doc, expressions: Sequence[Time]) -> list[Quantity]:
    """All quantities of the Doc in text order; numbers inside mentions, dates, titles and quoted names are left out.

    Readings that a rule of `quantity-none` refuses are left on the Doc as candidates.
    """
    text = open_text(doc, expressions)
    found = list(numbers(text))
    result: list[Quantity] = []
    refused: list[Candidate] = []
    index = 0
    while index < len(found):
        index, quantity = _at(doc, text, found, index)
        if quantity is not None and (not result or quantity.start >= result[-1].end):
            if why := _refusing_rule(text, quantity):
                refused.append(_refused(quantity, why))
            else:
                result.append(quantity)
    add_candidates(doc, refused)
    return result


def _refused(quantity: Quantity, why: str) -> Candidate:
    """A reading with its number alone: nothing was asked about it."""
    low, high = (quantity.low, quantity.high) if quantity.value is None else (None, None)
    return Candidate(
        Measurement(
            quantity.start,
            quantity.end,
            quantity.text,
            quantity.value,
            low,
            high,
            quantity.unit,
            quantity.approx,
            object="",
            action="",
            subject=None,
            kind="result",
            period=None,
            rule=f"{quantity.rule} {why}",
            confidence=0.2,
        ),
        "refused-by-rule",
    )


def open_text(doc: Doc, expressions: Sequence[Time]) -> str:
    """The text with everything blotted out in which a number counts nothing; of the same length."""
    text = doc.text
    closed = [(t.start, t.end) for t in expressions]
    closed += [(m.start, m.end) for m in mentions_of(doc)]
    closed += [m.span() for m in NOT_NUMBERS.finditer(text)]
    closed += [m.span() for m in QUOTED.finditer(text) if m[0][0] == "《" or not SPEECH.search(m[0])]
    characters = list(text)
    for start, end in closed:
        characters[start:end] = MASK * (end - start)
    return "".join(characters)


def _at(doc: Doc, text: str, found: Sequence[Number], index: int) -> tuple[int, Quantity | None]:
    """The quantity that begins with the number at the index, and the index of the number to go on with."""
    first = last = found[index]
    following = index + 1
    first_unit = unit_behind(doc, text, first)
    if following < len(found) and _joined(text, first, first_unit, found[following]):
        last = found[following]
        following += 1
    unit = first_unit if last is first else unit_behind(doc, text, last)
    if unit is None:
        return index + 1, None
    while following < len(found) and found[following].start < unit.end:
        following += 1
    return following, _quantity(text, first, last, unit)


def _joined(text: str, first: Number, unit: Unit | None, second: Number) -> bool:
    """Is this a range (2-3名, 100元到200元, 三至五天)?"""
    gap_start = unit.end if unit is not None and unit.text and RANGE_SIGN.match(text, unit.end) else first.end
    sign = RANGE_SIGN.match(text, gap_start)
    if sign is None or sign.end() != second.start or first.kind in ("bare", "half"):
        return False
    if gap_start != first.end and re.search("[从由]$", text[: first.start]) and sign[0].strip() in "至到":
        return False
    return first.value is not None and second.value is not None and _bounds(first, second, "") is not None


def _bounds(first: Number, second: Number, multiplier: str) -> tuple[float, float] | None:
    """Lower and upper bound in the unit, the multiplier that stands behind the second number counted for both (3—5万元)."""
    low, high = first.low / _scale(multiplier), second.high / _scale(multiplier)
    if not first.multiplier and second.multiplier and first.low < second.high / _scale(second.multiplier):
        low = first.low * _scale(second.multiplier) / _scale(multiplier)
    return (round(low, 6), round(high, 6)) if low < high else None


def _scale(multiplier: str) -> float:
    return 1.0 if not multiplier else {"万": 1e4, "亿": 1e8}.get(multiplier, 1e4 ** multiplier.count("万") * 1e8 ** multiplier.count("亿"))


def _quantity(text: str, first: Number, last: Number, unit: Unit) -> Quantity | None:
    multiplier = last.multiplier if unit.text and not last.open and last.kind in ("arabic", "chinese") else ""
    bounds = (first.low / _scale(multiplier), first.high / _scale(multiplier)) if first is last else _bounds(first, last, multiplier)
    if bounds is None:
        return None
    low, high = (round(bound + (0.5 if unit.half else 0), 6) for bound in bounds)
    start, end = first.start, unit.end
    approx: Approximation = "over" if last.open or unit.more else "exact"
    if unit.text in DEGREES and (below := re.search("(?:零下|负)$", text[:start])):
        start, low, high = below.start(), -high, -low
    start, end, said = _approximation(text, start, end, bare=first.kind in ("bare", "half"))
    name = "%" if last.kind == "percent" else multiplier + unit.text
    if last.kind == "bare" and start == first.start and not last.open and unit.text not in lexicon("quantity-bare-units"):
        return None
    rule = f"quantity-{unit.rule}" + ("-range" if first is not last else "")
    return Quantity(start, end, text[start:end], low, high, name, said or approx, first.start, last.end, rule, CONFIDENCE[unit.rule])


CONFIDENCE = {"unit": 0.97, "fraction": 0.97, "compound": 0.95, "tagged": 0.8, "noun": 0.85, "big": 0.7}


def _approximation(text: str, start: int, end: int, *, bare: bool) -> tuple[int, int, Approximation | None]:
    """Start and end with the words of approximation taken in, and what they say."""
    said: Approximation | None = None
    before = text[max(0, start - CONTEXT) : start] + "│"
    fitting = [r for r in rules("quantity-approximation") if not r.id.startswith("after") and (bare or "only" not in r.value)]
    found = [(rule, match) for rule in fitting if (match := _last(rule, before))]
    if found:
        rule, match = max(found, key=lambda f: ("outside" not in f[0].value, len(f[1][0])))
        said = cast(Approximation, rule.value["approx"])
        start -= 0 if "outside" in rule.value else len(match[0]) - 1
    after = "│" + text[end : end + CONTEXT]
    for rule in rules("quantity-approximation"):
        if rule.id.startswith("after") and (behind := rule.pattern.match(after)):
            return start, end + len(behind[0]) - 1, said or cast(Approximation, rule.value["approx"])
    return start, end, said


def _last(rule: Rule, before: str) -> re.Match[str] | None:
    """The match of the rule that ends at the number."""
    return next((m for m in rule.pattern.finditer(before) if m.end() == len(before)), None)


def _refusing_rule(text: str, quantity: Quantity) -> str:
    """The rule that says that this counts nothing, "" where none does."""
    before = text[max(0, quantity.start - CONTEXT) : quantity.start]
    after = text[quantity.end : quantity.end + CONTEXT]
    context = f"{before}│{quantity.text}│{after}"
    fitting = (r for r in rules("quantity-none") if r.id != "indefinite-one" or quantity.approx == "exact")
    return next((rule.id for rule in fitting if rule.pattern.search(context)), "")
