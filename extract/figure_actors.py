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
SHORT = 2
"""Characters at the end of a name that stand for it again (…人民医院 … 医院)."""


def actor_of_article(doc: Doc) -> str | None:
    """The organisation that opens the first line and, as the one named so most often, at least two sentences; no ministry and no medium."""
    organisations = [m for m in mentions_of(doc, "ORG") if not is_national(m) and m.text not in lexicon("org-national")]
    if not organisations or doc.text[: organisations[0].start].strip("“《【 \n"):
        return None
    text, count = max(_openings(doc, [(m.start, m.text) for m in organisations]).items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return text if count >= OFTEN else None


def _openings(doc: Doc, named: list[tuple[int, str]]) -> Counter[str]:
    """How many sentences below the first line each organisation opens; the one of the first line also with the end of its name."""
    found: Counter[str] = Counter()
    title, text = doc.text.find("\n"), named[0][1]
    for start, end in sentences(doc.text):
        if start <= title or title < 0:
            continue
        opening = next((name for at, name in named if start <= at < min(end, start + LEAD_IN + 1)), None)
        if opening is not None:
            found[opening] += 1
        elif text[-SHORT:] in doc.text[start : min(end, start + LEAD_IN)]:
            found[text] += 1
    return found
