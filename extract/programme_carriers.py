"""Who carries a programme out, as far as its article tells."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.gazetteer import Level
from extract.knowledge import rules
from extract.programme_quoted import Candidate
from extract.reference import LANDMARKS, home, place_at_level, place_in_focus
from extract.values import Mention

SENTENCE = "。！？!?\n"
LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "省": "province",
        "自治区": "province",
        "市": "prefecture",
        "县": "county",
        "区": "county",
        "旗": "county",
        "镇": "township",
        "乡": "township",
        "街道": "township",
        "村": "village",
        "社区": "village",
    }
)
"""The level of division that a word stands for."""


def carriers(doc: Doc, candidate: Candidate) -> tuple[str, ...]:
    """Links of the places, or texts of the organisations, that carry it out; empty where nothing can be told."""
    before = sentence_before(doc.text, candidate.start)
    clause = re.split("[，,；;]", before)[-1]
    if says("national", before):
        return ()
    body = acting_body(doc, candidate.start - len(before), candidate.start)
    if body is not None:
        return (body.place,) if body.place and says("body", body.text) else (body.text,)
    if (level := says("level", clause)) and (place := place_at_level(doc, candidate.start, LEVELS[level["hole"]])):
        return (place,)
    if says("everywhere", clause) and home(doc).place:
        return (home(doc).place,)
    focus = place_in_focus(doc, candidate.start)
    return (off_site(doc, focus),) if focus else ()


def off_site(doc: Doc, link: str) -> str:
    """The link itself, or that of the division around it where it is a building or a feature of the land, which carries nothing out."""
    division = link.partition("/")[0]
    sited = division not in (link, "?") and any(m.link == link and m.rule in LANDMARKS for m in mentions_of(doc, "PLACE"))
    return division if sited else link


def says(rule_id: str, text: str) -> re.Match[str] | None:
    """The match of the rule of rules/programme-carriers.yaml with that id."""
    return next(r for r in rules("programme-carriers") if r.id == rule_id).pattern.search(text)


def sentence_before(text: str, at: int) -> str:
    """The part of the sentence that stands before an offset."""
    return re.split(f"[{SENTENCE}]", text[max(0, at - 200) : at])[-1]


def acting_body(doc: Doc, start: int, end: int) -> Mention | None:
    """The organisation that the sentence begins with and that no place follows, or None."""
    named = [m for m in mentions_of(doc, "PLACE", "ORG") if start <= m.start and m.end <= end and not says("medium", m.text)]
    return named[-1] if named and named[-1].type == "ORG" and len(named) == 1 and named[-1].start - start < 2 else None
