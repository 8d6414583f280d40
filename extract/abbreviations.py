"""Provinces by their one-character names, where a text can mean nothing else: 在京召开, 苏皖两省."""

from collections.abc import Iterator, Sequence

from extract.gazetteer import Gazetteer
from extract.knowledge import lexicon
from extract.linking import Link, shape
from extract.page import Page
from extract.reference import Home
from extract.spots import Spot


def abbreviations(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Each character of a run of such names, and 京 where a meeting is held there."""
    codes = lexicon("place-abbreviations").entries
    for rule in ("abbreviated-provinces", "in-the-capital"):
        for match in shape(rule).finditer(page.text):
            for at in range(*match.span("hole")):
                code = codes[page.text[at]]["code"]
                yield Link(Spot(at, at + 1, page.text[at], "bare", (code,)), code, "place-abbreviation", 0.9)
