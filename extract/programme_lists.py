"""Built or funded things that are listed under the word 项目 or 工程 (甲产业园、乙物流中心等重点项目)."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

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


def item_start(doc: Doc, end: int) -> int:
    """Where the noun phrase begins that ends at `end`."""
    start = end
    span = doc.char_span(max(0, end - 1), end, alignment_mode="expand")
    i = span.start if span else -1
    while i >= 0 and doc[i].idx + len(doc[i].text) == start and (doc[i].tag_ in INSIDE | NAMES or belongs(doc[i], start)):
        start = doc[i].idx
        i -= 1
    return start
