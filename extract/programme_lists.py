"""Built or funded things that are listed under the word 项目 or 工程 (甲产业园、乙物流中心等重点项目), or said to be begun, built or opened."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.knowledge import lexicon
from extract.programme_borders import INSIDE, NAMES, belongs, border
from extract.programme_quoted import Candidate

SHORTEST = 5


def listed_candidates(doc: Doc) -> Iterator[Candidate]:
    """The items of every list that 等…项目 or 等…工程 closes, where they end in a word for something built."""
    text = doc.text
    for found in re.finditer("等", text):
        if not border("closes-list").pattern.search(text[found.start() : found.start() + 16]):
            continue
        end = found.start()
        while end > 0 and (start := item_start(doc, end)) < end:
            name = text[start:end]
            if len(name) >= SHORTEST and border("built-thing").pattern.search(name):
                yield Candidate(start, end, name, (), "project", "programme-list")
            if start == 0 or text[start - 1] != "、":
                break
            end = start - 1


def built_candidates(doc: Doc) -> Iterator[Candidate]:
    """Things whose name ends in a word for something built and which are said to be begun, being built or opened."""
    text = doc.text
    for token in doc:
        end = token.idx + len(token.text)
        if not border("built-thing").pattern.search(text[max(0, end - 8) : end]):
            continue
        start = trimmed(doc, line_start(doc, item_start(doc, end)), end)
        behind = border("under-way-behind").pattern.search(text[end : end + 12])
        before = border("under-way-before").pattern.search(text[max(0, start - 6) : start])
        if (behind or before) and specific(doc, start, end) and not counted(text[:start]):
            yield Candidate(start, end, text[start:end], (), "project", "programme-list")


def counted(before: str) -> bool:
    """Whether a count stands before the things, or a list that they are the kind of: 五座|抽水电站, 甲、乙等|综合体."""
    return border("counted").pattern.search(before[-6:]) is not None


def line_start(doc: Doc, start: int) -> int:
    """Where the name of a line between two places begins whose second place begins at `start`, else `start`."""
    between = border("line-between").pattern.search(doc.text[max(0, start - 7) : start])
    return next((t.idx for t in doc if between and t.idx + len(t.text) == start - 1 and t.tag_ in NAMES), start)


def trimmed(doc: Doc, start: int, end: int) -> int:
    """The start moved behind words that only point or count."""
    span = doc.char_span(start, end, alignment_mode="expand") or ()
    return next((t.idx for t in span if not border("determiner").pattern.search(t.text)), start)


def specific(doc: Doc, start: int, end: int) -> bool:
    """Whether the name has more than a generic modifier before its head."""
    generic = lexicon("programme-generic")
    span = doc.char_span(start, end, alignment_mode="contract") or ()
    own = [t for t in list(span)[:-1] if t.text not in generic and t.tag_ not in ("a", "s")]
    return end - start >= SHORTEST and bool(own)


def item_start(doc: Doc, end: int) -> int:
    """Where the noun phrase begins that ends at `end`."""
    start = end
    span = doc.char_span(max(0, end - 1), end, alignment_mode="expand")
    i = span.start if span else -1
    while i >= 0 and doc[i].idx + len(doc[i].text) == start and (doc[i].tag_ in INSIDE | NAMES or belongs(doc[i], start)):
        start = doc[i].idx
        i -= 1
    return start
