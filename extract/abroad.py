"""Divisions of foreign countries (石川县, 切尔尼戈夫市), which end like ours and stand in no table."""

import re
from collections.abc import Iterator, Sequence

from extract.gazetteer import Gazetteer
from extract.knowledge import lexicon
from extract.linking import Link, local_link
from extract.page import Page
from extract.reference import Home

UNITS = ("县", "市", "州", "府", "郡", "镇")
"""How translated names of foreign divisions end."""


def foreign_divisions(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """What the model calls LOC and no table has, in a paragraph where a foreign country was named before, and again wherever it stands."""
    if home.county:
        return
    abroad = [m.start() for m in re.finditer(lexicon("place-foreign").alternation(), page.text)]
    names = {page.text[start:end] for start, end in page.loc if abroad and start > abroad[0] and _is_foreign(page.text[start:end], table)}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), page.text):
            if page.starts_at(match.start()) or page.named(*match.span()):
                yield local_link(page, *match.span(), "feature", None, "place-foreign-division")


def _is_foreign(text: str, table: Gazetteer) -> bool:
    """Whether the name ends like a division of which the country has none."""
    forms = (text, *(text[:-n] for n in (1, 2) if len(text) - n > 1))
    return len(text) > 2 and text.endswith(UNITS) and not any(len(c) <= 6 for form in forms for c in table.candidates(form))
