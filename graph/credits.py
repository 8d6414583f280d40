"""What a document calls itself and who wrote it, from its metadata or, where those are silent, its own lines."""

import re

from extract.values import Extraction, Zone
from graph.identity import name

OPENING = 30
"""Characters of the opening words that stand for a title where there is none."""
UNTITLED = frozenset({"byline", "credit", "trailer", "navigation"})
SENTENCE_END = re.compile("[。！？\n]")


def headline(extraction: Extraction) -> str:
    """The title of the metadata, the title line of the text, or its opening words; the document's id for an empty text."""
    if extraction.source.title.strip():
        return extraction.source.title.strip()
    text = extraction.text
    titles = [text[z.start : z.end].strip() for z in extraction.zones if z.kind == "title"]
    if titles and titles[0]:
        return titles[0]
    start = max((z.end for z in _leading(extraction)), default=0)
    opening = SENTENCE_END.split(text[start:].lstrip(), maxsplit=1)[0].strip()
    return (opening if len(opening) <= OPENING else opening[:OPENING] + "…") or extraction.source.id


def creators(extraction: Extraction) -> tuple[str, ...]:
    """The author of the metadata, or the people whom the byline names, or else the credits."""
    if extraction.source.creator.strip():
        return (extraction.source.creator.strip(),)
    for kind in ("byline", "credit"):
        zones = [z for z in extraction.zones if z.kind == kind]
        people = [m for m in extraction.mentions if m.type == "PERSON" and any(z.start <= m.start and m.end <= z.end for z in zones)]
        if people:
            return tuple(dict.fromkeys(map(name, people)))
    return ()


def _leading(extraction: Extraction) -> list[Zone]:
    """The zones at the head of the text, one behind the other, that are no part of what it says."""
    found: list[Zone] = []
    at = 0
    for zone in sorted((z for z in extraction.zones if z.kind in UNTITLED), key=lambda z: z.start):
        if extraction.text[at : zone.start].strip():
            break
        found.append(zone)
        at = zone.end
    return found
