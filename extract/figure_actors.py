"""The organisation that an article is about as others are about a place: its title and its sentences open with it."""

from collections import Counter

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.figure_nation import is_national
from extract.knowledge import lexicon
from extract.segmenter import sentences

OFTEN = 2
"""Sentences that such an organisation opens at least."""
LEAD_IN = 12
"""Characters that may stand between the start of a sentence and the organisation: a date, 一年来，."""


def actor_of_article(doc: Doc) -> str | None:
    """The organisation that opens the first line and, as the one named so most often, at least two sentences; no ministry and no medium."""
    organisations = [m for m in mentions_of(doc, "ORG") if not is_national(m) and m.text not in lexicon("org-national")]
    if not organisations or doc.text[: organisations[0].start].strip("“《【 \n"):
        return None
    if organisations[0].end < len(doc.text) and doc.text[organisations[0].end] in "：:":
        return None
    starts = [m.start for m in organisations]
    opening: Counter[str] = Counter()
    title = doc.text.find("\n")
    for start, end in sentences(doc.text):
        first = next((m for m, at in zip(organisations, starts, strict=True) if start <= at < end), None)
        if first is not None and start > title >= 0 and first.start - start <= LEAD_IN:
            opening[first.text] += 1
    text, count = max(opening.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return text if count >= OFTEN else None
