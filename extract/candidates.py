"""What the extractors pass over: names of the statistical model that no rule bears out, and what they have seen and refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc

from extract.annotations import add_candidates, candidates_of, mentions_of
from extract.clean import CleanText
from extract.values import Candidate, Measurement, Mention, MentionType

NAMED: Mapping[str, MentionType] = {"ORG": "ORG", "PER": "PERSON"}
"""The model's tags, and what a word with one may be; its LOC are mostly foreign countries, which the graph does not hold."""
SHORTEST = 2


def passed_over(doc: Doc) -> Doc:
    """Adds to the Doc's candidates the names that the statistical model sees where no mention stands."""
    return add_candidates(doc, (Candidate(m, "model-alone") for m in _unclaimed(doc)))


def _unclaimed(doc: Doc) -> Iterator[Mention]:
    text = doc.text
    taken = {i for m in mentions_of(doc) for i in range(m.start, m.end)}
    for word in doc._.words:
        kind, shown = NAMED.get(word.tag), text[word.start : word.end]
        start, end = word.start + len(shown) - len(shown.lstrip()), word.end - len(shown) + len(shown.rstrip())
        if kind and end - start >= SHORTEST and taken.isdisjoint(range(start, end)):
            yield Mention(kind, start, end, text[start:end], "statistical", 0.4)


def open_candidates(text: CleanText, doc: Doc, asserted: Iterable[Mention | Measurement]) -> tuple[Candidate, ...]:
    """The candidates of the Doc outside closed zones that touch nothing asserted, with raw offsets, in text order.

    Of two of one kind that overlap the surer stays.
    """
    taken = {("", i) for item in asserted for i in range(item.start, item.end)}
    kept: list[Candidate] = []
    for candidate in sorted(candidates_of(doc), key=lambda c: (-c.item.confidence, c.item.start, c.item.end, c.kind, c.item.rule)):
        item = candidate.item
        span = {(kind, i) for i in range(item.start, item.end) for kind in ("", candidate.kind)}
        if text.is_open(item.start, item.end) and taken.isdisjoint(span):
            taken |= {(kind, i) for kind, i in span if kind}
            raw_start, raw_end = text.raw_span(item.start, item.end)
            kept.append(replace(candidate, item=replace(item, raw_start=raw_start, raw_end=raw_end)))
    return tuple(sorted(kept, key=lambda c: (c.item.start, c.item.end, c.kind)))
