"""Raw sentences with the words that a statement rests on marked in them, and beside each the sentence as it was cleaned."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.clean import CleanText, clean
from graph.portrait.evidence import Evidence, Part, Quote, Spot
from graph.portrait.records import Records
from ontology.terms import FZ, STD

SHOWN = 5
"""Quotes shown for a statement."""


class Span(NamedTuple):
    """A stretch of a text with its mark, and the resource that it stands for."""

    start: int
    end: int
    mark: str
    target: str = ""


def evidence(facts: Records, statements: Iterable[str], most: int = SHOWN) -> Evidence:
    """The quotes of claims (of which each document has one for a relation) or mentions, the first ones of them in the order given."""
    known = list(dict.fromkeys(statements))
    found = ((_spots(facts, s), s) for s in known[:most])
    return Evidence(tuple(_quote(facts, spots, statement) for spots, statement in found if spots), len(known))


def segments(text: str, spans: Iterable[Span]) -> tuple[Part, ...]:
    """The text in stretches of one mark each; where spans overlap, the first of the shortest wins. Spans may stick out of the text.

    >>> [p.text + ":" + p.mark for p in segments("一村投入23万元", [Span(4, 8, "main"), Span(0, 2, "other")])]
    ['一村:other', '投入:', '23万元:main']
    """
    inside = [Span(max(0, s.start), min(len(text), s.end), s.mark, s.target) for s in spans if s.end > 0 and s.start < len(text)]
    inside.sort(key=lambda s: s.end - s.start)
    edges = sorted({0, len(text), *(edge for s in inside for edge in (s.start, s.end))})
    parts: list[Part] = []
    for start, end in pairwise(edges):
        over = next((s for s in inside if s.start <= start and end <= s.end), Span(0, 0, ""))
        if parts and (parts[-1].mark, parts[-1].target) == (over.mark, over.target):
            parts[-1] = Part(parts[-1].text + text[start:end], over.mark, over.target)
        else:
            parts.append(Part(text[start:end], over.mark, over.target))
    return tuple(parts)


def through(read: CleanText, spans: Iterable[Span]) -> list[Span]:
    """Spans of raw text as spans of the text that was made of it."""
    size = len(read.raw)
    return [Span(*read.clean_span(min(max(0, s.start), size), min(max(0, s.end), size)), s.mark, s.target) for s in spans]


def in_order(iris: Iterable[str]) -> list[str]:
    """Figures or mentions by document and place in the text: their IRIs end in raw offsets."""
    return sorted(iris, key=_place)


@lru_cache(4096)
def cleaned(sentence: str) -> CleanText:
    """A sentence as it was read."""
    return clean(sentence)


def _place(iri: str) -> tuple[str, int, str]:
    before, _, span = iri.rpartition("/")
    start = span.partition("-")[0]
    return before, int(start) if start.isascii() and start.isdigit() else 0, span


def _spots(facts: Records, statement: str) -> tuple[Spot, ...]:
    """The mentions that a statement rests on, the one that is nearest to it first; a mention rests on itself."""
    if facts.all(statement, STD.HAS_TARGET):
        return (spot(facts, statement),)
    mentions = [m for m in facts.all(statement, STD.DERIVED_FROM) if facts.all(m, STD.HAS_TARGET)]
    return tuple(sorted((spot(facts, m) for m in mentions), key=lambda s: ("/quantity/" not in s.mention, s.raw_start, s.raw_end)))


def spot(facts: Records, mention: str) -> Spot:
    """A mention and where it stands in the raw text."""
    target = facts.one(mention, STD.HAS_TARGET)
    position = next((s for s in facts.all(target, STD.HAS_SELECTOR) if facts.one(s, STD.START)), "")
    start, end = (int(facts.one(position, p) or 0) for p in (STD.START, STD.END))
    return Spot(mention, start, end, facts.one(mention, FZ.CLEAN_TEXT), facts.one(mention, FZ.RULE), facts.one(mention, FZ.CONFIDENCE))


def _quote(facts: Records, spots: Sequence[Spot], statement: str) -> Quote:
    first = spots[0]
    sentence, at = facts.one(first.mention, FZ.SENTENCE), int(facts.one(first.mention, FZ.SENTENCE_START) or 0)
    spans = [Span(s.raw_start - at, s.raw_end - at, "main" if s is first else "other") for s in spots]
    read = cleaned(sentence)
    corrections = (c for thing in (statement, *(s.mention for s in spots)) for c in facts.all(thing, FZ.CORRECTED_BY))
    return Quote(
        statement,
        facts.link(facts.document_of_mention(first.mention)),
        at,
        segments(sentence, spans),
        segments(read.text, through(read, spans)) if read.text != sentence else (),
        tuple(spots),
        tuple(dict.fromkeys(facts.one(c, STD.LABEL) for c in corrections)),
        *(facts.one(statement, p) if statement != first.mention else "" for p in (FZ.RULE, FZ.CONFIDENCE)),
    )
