"""How near extractions come to gold: precision, recall and F1 a row, by the rules of the official scorer.

The figures are those of `score.py`, which stands beside the gold files: the predicted text is laid over the gold text,
spans must be equal, quantities are paired by overlap and compared in one unit. A test holds the two to the last digit.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fangzhi.alignment import Aligned, Record, Span, aligned, quantity, right_fields
from ontology.errors import SourceError

TYPES = ("PLACE", "ORG", "PERSON", "PROGRAMME")
WHOLE = ("quantity", "object", "subject", "kind")
"""What must be right in a measurement for the row MEASUREMENT."""
FIELDS = ("object", "action", "subject", "kind", "period")
ROWS = (
    *TYPES, "PLACE+link", "ORG+place", "PROGRAMME+kind", "programme by", "person posts", "QUANTITY span", "QUANTITY value",
    *(f"its {name}" for name in FIELDS), "MEASUREMENT",
)  # fmt: skip
HEADLINE = ("PLACE+link", "ORG", "PROGRAMME", "QUANTITY value", "MEASUREMENT")


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

    @property
    def counted(self) -> int:
        """How many there are to speak of: those of the gold and those found beside them."""
        return self.right + self.missed + self.wrong


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
        both = aligned(document, record, found.get(document))
        agreement[document] = both.agreement
        _compare_mentions(rows, both)
        _compare_measurements(rows, both)
    return Evaluation(rows, agreement)


def _compare_mentions(rows: Mapping[str, Row], both: Aligned) -> None:
    for kind in TYPES:
        gold, spanned = both.of_type(kind)
        found = [dict(m, span=span) for m, span in spanned]
        rows[kind].compare([(m["start"], m["end"], m["text"]) for m in gold], [_placed(m, both.text) for m in found], both.document)
        _compare_attributes(rows, kind, gold, found, {m["span"]: m for m in found if m["span"]}, both.document)


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


def _compare_measurements(rows: Mapping[str, Row], both: Aligned) -> None:
    for gold, found in both.pairs():
        if gold is None and found is not None:
            for row in ("QUANTITY span", "QUANTITY value", "MEASUREMENT"):
                rows[row].compare([], [(found["text"], "no such quantity")], both.document)
        elif gold is not None and found is None:
            rows["QUANTITY span"].compare([(gold["text"],)], [], both.document)
            rows["QUANTITY value"].compare([(gold["text"], *quantity(gold))], [], both.document)
            rows["MEASUREMENT"].compare([(gold["text"], "all")], [], both.document)
        elif gold is not None and found is not None:
            _compare_pair(rows, gold, found, both.document)


def _compare_pair(rows: Mapping[str, Row], gold: Record, found: Record, document: str) -> None:
    text = gold["text"]
    rows["QUANTITY span"].compare([(text,)], [(text,)], document)
    rows["QUANTITY value"].compare([(text, *quantity(gold))], [(text, *quantity(found))], document)
    right = right_fields(gold, found)
    for name in FIELDS:
        if name == "period" and gold.get(name) is None and found.get(name) is None:
            continue
        rows[f"its {name}"].compare([(text, gold.get(name))], [(text, gold.get(name) if right[name] else found.get(name))], document)
    whole = all(right[name] for name in WHOLE)
    rows["MEASUREMENT"].compare([(text, "all")], [(text, "all" if whole else "partly")], document)


def _placed(mention: Record, gold_text: str) -> tuple[object, ...]:
    span = mention["span"]
    return (*span, gold_text[slice(*span)]) if span else (-1, -1, mention["text"])


def _set(items: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return list(dict.fromkeys(items))
