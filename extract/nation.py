"""Where a text speaks of the whole country, and whether an article does."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.knowledge import rules

NATION = "CN"
"""Stands for the whole country where a link of a place would stand; it is never a mention's."""
OFTEN = 4
"""Times that an article names its own place at least."""
SPREAD = 0.4
"""The part of its paragraphs in which an article about a place names one."""
PARAGRAPH = 30
"""Characters of a line at least that is a paragraph, not a heading."""
LEAD = 160
"""Characters of an article's opening: the first line and the lead."""


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    return next(r.pattern for r in rules("place-nation") if r.id == rule)


def nation_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where 全国 or 我国 opens a statement, or a body of the state is the source of one (商务部数据显示)."""
    for rule in ("nation-topic", "nation-source"):
        for match in _pattern(rule).finditer(text):
            yield match.span("hole")


def _lead(text: str) -> int:
    """Where the first paragraph under the first line ends, if more follow."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return ends[1] if len(ends) > 3 and ends[1] - ends[0] > PARAGRAPH else LEAD


def _spread(text: str, named: Sequence[tuple[int, str]]) -> float:
    """The part of the paragraphs that name a place."""
    spans = [match.span() for match in re.finditer("[^\\n]+", text) if len(match[0]) > PARAGRAPH]
    return sum(any(start <= offset < end for offset, _ in named) for start, end in spans) / max(len(spans), 1)


def is_nationwide(text: str, named: Sequence[tuple[int, str]], home: str) -> bool:
    """Whether an article is about the whole country, and its place `home` only an example.

    Its opening says so and does not name the place; and its first line says so too, or it names places of several provinces, or this one
    seldom. `named` are the offsets of its places with their codes.
    """
    says = _pattern("nation-wide")
    lead = _lead(text)
    if says.search(text, 0, LEAD) is None or any(
        (code.startswith(home) or (home.startswith(code) and len(code) > 2)) and offset < lead for offset, code in named
    ):
        return False
    local = sum(code.startswith(home) for _, code in named) >= OFTEN and len({code[:2] for _, code in named}) == 1
    local = local and _spread(text, named) >= SPREAD
    return not local or says.search(text, 0, max(text.find("\n"), 0)) is not None
