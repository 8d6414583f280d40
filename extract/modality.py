"""Whether a figure tells what was reached, what is wanted, or what a rule sets: result, target or standard."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast

from extract.clauses import Item
from extract.knowledge import rules
from extract.period_anchors import NUMBERED
from extract.values import Status

HEADING = re.compile(
    rf"^[ \u3000]*(?P<text>{NUMBERED}[^\n。；]{{2,30}}|(?:20\d\d年|今年|明年|下一?步|今后)[^\n。；，,]{{2,16}})[：:]?[ \u3000]*$", re.MULTILINE
)
LONGEST_TITLE = 60
"""Characters."""
LONGEST_CLAUSE = 1000
"""Characters before a figure that are read at most: lists without a full stop may go on for pages."""
BASE = re.compile("(?:由|从)[^，。；│]{0,8}│[^，。；│]{0,12}[到至]|│的?基础上")
"""What a change starts from is what there was (由50分钟缩短至…, 在新建5所的基础上)."""
PLANNED = re.compile("(?:计划|拟|预计)[^，。；│]{0,10}$")
"""What stands before a base that is itself only planned (在计划新增5所的基础上)."""
AS_IT_IS = re.compile("(?<=[从由])(?:目前|如今|现在|当前|现有)的?(?=[^│]*$)")
"""A word that dates only what a change starts from (将从目前的3天缩短至1天)."""
TOP_HEADING = re.compile(r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[章部分节])")


def status(text: str, line: Sequence[Item], start: int, end: int) -> tuple[Status, str]:
    """The status of the figure `text[start:end]` and the rule that says so.

    Its own clause decides first (standards before targets), then the last heading above it that speaks of plans or reviews.
    """
    after = re.split("[，,。；;\n]", text[end : line[-1].end], maxsplit=1)[0]
    before = _without_object_marker(text, line, start)
    if BASE.search(f"{before}│{after}") and not PLANNED.search(before):
        return "result", "base-of-change"
    context = f"{AS_IT_IS.sub('', before)}│{text[start:end]}│{after}"
    for rule in rules("measure-kind"):
        if rule.value["where"] == "clause" and rule.pattern.search(context):
            return cast(Status, rule.value["kind"]), rule.id
    for heading in headings_above(text, start):
        for rule in rules("measure-kind"):
            if rule.value["where"] == "heading" and rule.pattern.search(heading):
                return cast(Status, rule.value["kind"]), rule.id
    title = text[: max(text.find("\n"), 0)].strip()
    for rule in rules("measure-kind"):
        if rule.value["where"] == "title" and len(title) <= LONGEST_TITLE and rule.pattern.search(title):
            return cast(Status, rule.value["kind"]), rule.id
    return "result", "no-modality"


def _without_object_marker(text: str, line: Sequence[Item], start: int) -> str:
    """The sentence up to the figure, each 将 and 争取 with a noun behind it (将资金用于…, 争取资金…) struck out; of a very long one the end."""
    opening = max(line[0].start, start - LONGEST_CLAUSE)
    characters = list(text[opening:start])
    for i, item in enumerate(line[:-1]):
        if item.end > start:
            break
        if item.text in ("将", "争取") and item.start >= opening and _is_nominal(line, i + 1):
            characters[item.start - opening : item.end - opening] = "把" * len(item.text)
    return "".join(characters)


def _is_nominal(line: Sequence[Item], index: int) -> bool:
    """Is the item at the index a noun, or a time with a figure or noun behind it (将2025年十件实事完成情况公示如下)?"""
    item = line[index]
    if item.kind == "time":
        return index + 1 < len(line) and line[index + 1].kind in ("noun", "figure", "mention")
    return item.kind in ("noun", "pronoun", "figure", "mention", "adjective") or item.tag == "quote"


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
