"""Quotations and titles of a text: what stands between marks, in which list, and under which word after the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.knowledge import rules

OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
CLOSING = {v: k for k, v in OPENING.items()}
JOINT = re.compile(r"(?:[、,，和与及或]|以及|或者)?")
LONGEST = 48
NUMERIC = re.compile(r"[0-9A-Za-z+＋×·•.—一二三四五六七八九十百千万零\-]+")
FORMULA = ("formula-count", "count-head")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks; `start`, `end` leave the marks out. `mark` is the opening one."""

    start: int
    end: int
    text: str
    mark: str

    @property
    def is_title(self) -> bool:
        """Whether it stands in 《》."""
        return self.mark == "《"


def quotations(text: str) -> list[Quotation]:
    """All quotations and titles in text order, nested ones included; a mark without its partner is passed over.

    >>> [q.text for q in quotations("推行“户长制”和《某镇公约》")]
    ['户长制', '某镇公约']
    """
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    for i, c in enumerate(text):
        if c == "\n":
            stack.clear()
        elif c in OPENING:
            stack = [(mark, at) for mark, at in stack if mark != c]
            stack.append((c, i))
        elif c in CLOSING:
            marks = [mark for mark, _ in stack]
            if CLOSING[c] not in marks:
                continue
            while (top := stack.pop())[0] != CLOSING[c]:
                pass
            if 0 < i - top[1] - 1 <= LONGEST:
                found.append(Quotation(top[1] + 1, i, text[top[1] + 1 : i], top[0]))
    return sorted(found, key=lambda q: (q.start, -q.end))


def lists(text: str, found: Sequence[Quotation]) -> Iterator[tuple[Quotation, ...]]:
    """The quotations in lists: those of one kind of mark that follow each other with at most 、 or 和 between; nested ones are alone."""
    row: list[Quotation] = []
    for q in found:
        if row and q.start <= row[-1].end:
            yield (q,)
            continue
        if row and (q.is_title is not row[-1].is_title or not JOINT.fullmatch(text[row[-1].end + 1 : q.start - 1])):
            yield tuple(row)
            row = []
        row.append(q)
    if row:
        yield tuple(row)


def is_formula(text: str) -> bool:
    """Whether it is coined by counting (一户一档, 五统一)."""
    return any(r.pattern.search(text) for r in rules("programme-shapes") if r.id in FORMULA)


def is_numeric(text: str) -> bool:
    """Whether it holds figures and letters only (1+3+N)."""
    return NUMERIC.fullmatch(text) is not None


def parts(quotation: Quotation) -> list[tuple[int, int]]:
    """The spans of the names inside the marks: two where 、 joins two that could each stand alone, else one."""
    at = quotation.text.find("、")
    if at > 0 and quotation.text.count("、") == 1 and "，" not in quotation.text:
        left, right = quotation.text[:at], quotation.text[at + 1 :]
        same_end = len(left) == len(right) >= 5 and left[-3:] == right[-3:]
        if (is_formula(left) and is_formula(right)) or same_end:
            return [(quotation.start, quotation.start + at), (quotation.start + at + 1, quotation.end)]
    return [(quotation.start, quotation.end)]
