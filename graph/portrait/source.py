"""The source of a document: its untouched text with all that was found in it, paragraph by paragraph beside the text as it was read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from extract.clean import clean
from graph.portrait.evidence import Found, Link, Part, Passage
from graph.portrait.passages import mentions, one, passages, spans
from graph.portrait.quotes import Span, segments, through
from graph.portrait.records import Records
from graph.rdf import UNSAFE
from ontology.terms import FZ, STD

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
EVERY = 100_000
"""Sentences that are listed where the text is not there: all of them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the raw text, and what it was read as; the reading is empty where it is the same."""

    raw: tuple[Part, ...]
    reading: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A document's source. Where its text cannot be shown, `why` is `absent` or `differs`, and its sentences stand in for it."""

    document: Link
    identifier: str
    sha256: str
    why: str
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    found: int
    at: Found | None


def sourced(store: Store, iri: str, base: str, raw: str | None, at: tuple[int, int] | None = None) -> Sourced | None:
    """The source of a document; `at` are the raw offsets of a mention to be shown. None where it is no document."""
    facts = Records(store, base)
    if FZ.DOCUMENT not in facts.all(iri, STD.TYPE):
        return None
    found = [one(facts, mention) for mention in mentions(facts, iri)]
    why = "absent" if raw is None else "" if _fits(facts, found, raw) else "differs"
    shown = next((f for f in found if (f.spot.raw_start, f.spot.raw_end) == at), None)
    return Sourced(
        facts.link(iri),
        facts.one(iri, STD.IDENTIFIER),
        facts.one(iri, STD.SHA256),
        why,
        tuple(_paragraphs(raw or "", found, shown)) if not why else (),
        passages(facts, iri, EVERY)[0] if why else (),
        len(found),
        shown,
    )


def identifier(store: Store, iri: str, base: str) -> str:
    """A document's id, by which its text is kept."""
    return Records(store, base).one(iri, STD.IDENTIFIER)


def _fits(facts: Records, found: Sequence[Found], raw: str) -> bool:
    """Whether every mention stands in the text where the graph says, character by character."""
    return all(UNSAFE.sub("\ufffd", raw[f.spot.raw_start : f.spot.raw_end]) in _quoted(facts, f.spot.mention) for f in found)


def _quoted(facts: Records, mention: str) -> Sequence[str]:
    selectors = facts.all(facts.one(mention, STD.HAS_TARGET), STD.HAS_SELECTOR)
    return [exact for s in selectors for exact in facts.all(s, STD.EXACT)]


def _paragraphs(raw: str, found: Sequence[Found], shown: Found | None) -> Iterator[Paragraph]:
    read = clean(raw)  # not kept, as sentences are: a text takes a megabyte
    here = [Span(shown.spot.raw_start, shown.spot.raw_end, "main")] if shown else []
    marks = [*here, *spans(tuple(found))]
    readings = through(read, marks)
    for match in LINE.finditer(raw):
        start, end = match.span()
        if start == end:
            continue
        a, b = read.clean_span(start, end)
        text = read.text[a:b]
        same = text.rstrip("\r\n") == match[0].rstrip("\r\n")
        yield Paragraph(
            segments(match[0], _within(marks, start, end)),
            () if same else segments(text, _within(readings, a, b)),
        )


def _within(marks: Sequence[Span], start: int, end: int) -> list[Span]:
    return [Span(m.start - start, m.end - start, m.mark, m.target) for m in marks if m.start < end and start < m.end]
