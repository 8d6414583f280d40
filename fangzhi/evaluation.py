"""How near extractions come to gold: precision, recall and F1 a row, by the rules of the official scorer.

The figures are those of `score.py`, which stands beside the gold files: the predicted text is laid over the gold text,
spans must be equal, quantities are paired by overlap and compared in one unit. A test holds the two to the last digit.
"""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontology.errors import SourceError

TYPES = ("PLACE", "ORG", "PERSON", "PROGRAMME")
FIELDS = ("object", "action", "subject", "kind", "period")
ROWS = (
    *TYPES, "PLACE+link", "ORG+place", "PROGRAMME+kind", "programme by", "person posts", "QUANTITY span", "QUANTITY value",
    *(f"its {name}" for name in FIELDS), "MEASUREMENT",
)  # fmt: skip
HEADLINE = ("PLACE+link", "ORG", "PROGRAMME", "QUANTITY value", "MEASUREMENT")
LINK = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(/|$)|\?/")
SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
SAME_UNIT = {
    "％": "%", "百分之": "%", "个小时": "小时", "块钱": "元", "块": "元", "元钱": "元", "个月": "月", "个百分点": "百分点", "公里": "千米",
}  # fmt: skip
Record = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(slots=True)
class Row:
    """Counts of one row, and what went wrong: `(document, "missed" or "wrong", item)`."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[tuple[str, str, tuple[object, ...]]] = field(default_factory=list)

    def compare(self, gold: Sequence[tuple[object, ...]], found: Sequence[tuple[object, ...]], document: str) -> None:
        """Counts two multisets of items against each other."""
        g, p = Counter(gold), Counter(found)
        self.right += sum((g & p).values())
        self.missed += sum((g - p).values())
        self.wrong += sum((p - g).values())
        self.errors += [(document, "missed", item) for item in (g - p).elements()]
        self.errors += [(document, "wrong", item) for item in (p - g).elements()]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def gold(self) -> int:
        """How many the gold has."""
        return self.right + self.missed


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Rows by name, and for each document how far its cleaned text agrees with the gold's, in [0, 1]."""

    rows: Mapping[str, Row]
    agreement: Mapping[str, float]

    @property
    def text(self) -> float:
        """Mean agreement of the cleaned texts."""
        return sum(self.agreement.values()) / len(self.agreement) if self.agreement else 0.0

    @property
    def headline(self) -> float:
        """Mean F1 of the five rows that matter most."""
        return sum(self.rows[name].f1 for name in HEADLINE) / len(HEADLINE)

    def as_dict(self) -> dict[str, object]:
        """The figures alone, for JSON."""
        rows = {n: {"p": r.precision, "r": r.recall, "f": r.f1, "n": r.gold} for n, r in self.rows.items()}
        return {"text": self.text, "headline": self.headline, **rows}


def records(path: Path) -> dict[str, Record]:
    """The records of a JSON Lines file by their id. Raises SourceError."""
    found: dict[str, Record] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SourceError(f"cannot be read: {fault}", path=path, remedy="name a JSON Lines file in UTF-8") from fault
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found[record["id"]] = record
            str(record["text"])
        except (ValueError, KeyError, TypeError) as fault:
            raise SourceError(
                f"not an extraction record ({fault!r})", path=path, line=number, remedy="each line is an object with id, text, mentions and measurements"
            ) from fault
    return found


def evaluation(gold: Mapping[str, Record], found: Mapping[str, Record]) -> Evaluation:
    """Holds extractions against gold; a gold document that was not extracted counts as all missed."""
    rows = {name: Row() for name in ROWS}
    agreement: dict[str, float] = {}
    for document, record in gold.items():
        prediction = found.get(document) or {"text": "", "mentions": [], "measurements": []}
        offsets, agreement[document] = laid_over(prediction["text"], record["text"])
        mentions = [dict(m, span=_on_gold(m, offsets)) for m in _mentions(prediction)]
        _compare_mentions(rows, record, mentions, document)
        _compare_measurements(rows, record.get("measurements", []), [(m, _on_gold(m, offsets)) for m in prediction.get("measurements", [])], document)
    return Evaluation(rows, agreement)


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


def _compare_mentions(rows: Mapping[str, Row], gold: Record, found: list[dict[str, Any]], document: str) -> None:
    wanted = _mentions(gold)
    shells = [(m["start"], m["end"]) for m in wanted if m["type"] in ("ORG", "PROGRAMME")]

    def inside(span: Span | None) -> bool:
        return span is not None and any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in shells)

    for kind in TYPES:
        g = [m for m in wanted if m["type"] == kind]
        spans = {(m["start"], m["end"]) for m in g}
        # A place inside a gold organisation or programme is neither right nor wrong: the guidelines leave it out.
        p = [m for m in found if m["type"] == kind and not (kind == "PLACE" and inside(m["span"]) and m["span"] not in spans)]
        rows[kind].compare([(m["start"], m["end"], m["text"]) for m in g], [_placed(m, gold["text"]) for m in p], document)
        pairs = {m["span"]: m for m in p if m["span"]}
        _compare_attributes(rows, kind, g, p, pairs, document)


def _compare_attributes(
    rows: Mapping[str, Row], kind: str, gold: list[Record], found: list[dict[str, Any]], pairs: Mapping[Span, Record], document: str
) -> None:
    attribute = {"PLACE": ("PLACE+link", "link"), "ORG": ("ORG+place", "place"), "PROGRAMME": ("PROGRAMME+kind", "kind")}.get(kind)
    if attribute:
        row, key = attribute
        for m in gold:
            hit = pairs.get((m["start"], m["end"]))
            rows[row].compare([(m["text"], m[key])], [(m["text"], hit.get(key))] if hit else [], document)
    if kind == "PLACE":
        spans = {(m["start"], m["end"]) for m in gold}
        rows["PLACE+link"].compare([], [(m["text"], m.get("link"), "extra") for m in found if m["span"] not in spans], document)
    if kind == "PROGRAMME":
        rows["programme by"].compare(
            _set((m["text"], b) for m in gold for b in m.get("by", [])), _set((m["text"], b) for m in found for b in m.get("by", [])), document
        )
    if kind == "PERSON":
        rows["person posts"].compare(
            _set((m["text"], o, r) for m in gold for o, r in m.get("posts", [])),
            _set((m["text"], o, r) for m in found for o, r in m.get("posts", [])),
            document,
        )


def _compare_measurements(rows: Mapping[str, Row], gold: Iterable[Record], found: Iterable[tuple[Record, Span | None]], document: str) -> None:
    left = list(gold)
    for m, span in found:
        hit = next((q for q in left if span and q["start"] < span[1] and span[0] < q["end"]), None)
        if hit is None:
            for row in ("QUANTITY span", "QUANTITY value", "MEASUREMENT"):
                rows[row].compare([], [(m["text"], "no such quantity")], document)
            continue
        left.remove(hit)
        _compare_pair(rows, hit, m, document)
    for q in left:
        rows["QUANTITY span"].compare([(q["text"],)], [], document)
        rows["QUANTITY value"].compare([(q["text"], *quantity(q))], [], document)
        rows["MEASUREMENT"].compare([(q["text"], "all")], [], document)


def _compare_pair(rows: Mapping[str, Row], gold: Record, found: Record, document: str) -> None:
    text = gold["text"]
    rows["QUANTITY span"].compare([(text,)], [(text,)], document)
    rows["QUANTITY value"].compare([(text, *quantity(gold))], [(text, *quantity(found))], document)
    right = {
        "object": _near(gold.get("object"), found.get("object")),
        "action": _near(gold.get("action"), found.get("action")),
        "subject": _same_reference(gold.get("subject"), found.get("subject")),
        "kind": gold.get("kind") == found.get("kind"),
        "period": gold.get("period") == found.get("period"),
    }
    for name in FIELDS:
        if name == "period" and gold.get(name) is None and found.get(name) is None:
            continue
        rows[f"its {name}"].compare([(text, gold.get(name))], [(text, gold.get(name) if right[name] else found.get(name))], document)
    whole = quantity(gold) == quantity(found) and all(right[name] for name in ("object", "subject", "kind"))
    rows["MEASUREMENT"].compare([(text, "all")], [(text, "all" if whole else "partly")], document)


def _mentions(record: Record) -> list[Record]:
    return list(record.get("entities") or record.get("mentions") or [])


def _placed(mention: Record, gold_text: str) -> tuple[object, ...]:
    span = mention["span"]
    return (*span, gold_text[slice(*span)]) if span else (-1, -1, mention["text"])


def _set(items: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return list(dict.fromkeys(items))


def _on_gold(item: Record, offsets: Sequence[int | None]) -> Span | None:
    start, end = item["start"], item["end"]
    if not 0 <= start < end <= len(offsets) - 1:
        return None
    first, last = offsets[start], offsets[end - 1]
    return None if first is None or last is None else (first, last + 1)


def _narrow(text: str) -> str:
    """Full-width ASCII forms as half-width, one for one, so that the width of punctuation never costs anything."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)


def _near(a: str | None, b: str | None) -> bool:
    """One phrase holds the other, or they share most of their characters."""
    a, b = _narrow(a or ""), _narrow(b or "")
    if a == b:
        return True
    if not a or not b:
        return False
    return a in b or b in a or sum((Counter(a) & Counter(b)).values()) >= 0.6 * min(len(a), len(b))


def _same_reference(a: str | None, b: str | None) -> bool:
    """Links must be equal; texts of organisations and programmes may hold one another."""
    if not a or not b:
        return not a and not b
    if LINK.match(a) or LINK.match(b):
        return a == b
    return a in b or b in a
