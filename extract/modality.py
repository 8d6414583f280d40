"""Whether a figure tells what was reached, what is wanted, or what a rule sets: result, target or standard."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import cast

from extract.clauses import Item
from extract.knowledge import rules
from extract.periods import NUMBERED
from extract.values import Status

HEADING = re.compile(
    rf"^[ \u3000]*(?P<text>{NUMBERED}[^\n。；]{{2,30}}|(?:20\d\d年|今年|明年|下一?步|今后)[^\n。；，,]{{2,16}})[：:]?[ \u3000]*$", re.MULTILINE
)
TOP_HEADING = re.compile(r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[章部分节])")


def status(text: str, line: Sequence[Item], start: int, end: int) -> tuple[Status, str]:
    """The status of the figure `text[start:end]` and the rule that says so.

    Its own clause decides first (standards before targets), then the last heading above it that speaks of plans or reviews.
    """
    after = re.split("[，,。；;\n]", text[end : line[-1].end], maxsplit=1)[0]
    context = f"{_without_object_marker(text, line, start)}│{text[start:end]}│{after}"
    for rule in rules("measure-kind"):
        if rule.value["where"] == "clause" and rule.pattern.search(context):
            return cast(Status, rule.value["kind"]), rule.id
    for heading in headings_above(text, start):
        for rule in rules("measure-kind"):
            if rule.value["where"] == "heading" and rule.pattern.search(heading):
                return cast(Status, rule.value["kind"]), rule.id
    return "result", "no-modality"


def _without_object_marker(text: str, line: Sequence[Item], start: int) -> str:
    """The sentence up to the figure, each 将 and 争取 with a noun behind it (将资金用于…, 争取资金…) struck out."""
    characters = list(text[line[0].start : start])
    for item, following in pairwise(line):
        nominal = following.kind in ("noun", "pronoun", "figure", "mention", "adjective") or following.tag == "quote"
        if item.text in ("将", "争取") and item.end <= start and nominal:
            characters[item.start - line[0].start : item.end - line[0].start] = "把" * len(item.text)
    return "".join(characters)


def headings_above(text: str, position: int) -> Iterator[str]:
    """Headings above a place in the text, the nearest first; below a top heading (二、…) none before that counts."""
    for end, heading in reversed(_headings(text)):
        if end < position:
            yield heading
            if TOP_HEADING.match(heading):
                return


@lru_cache(maxsize=8)
def _headings(text: str) -> tuple[tuple[int, str], ...]:
    """End and text of every line that is a heading."""
    return tuple((match.end(), match["text"]) for match in HEADING.finditer(text))
