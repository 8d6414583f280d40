"""Who carries a programme out, as far as its article tells."""

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.figure_nation import is_national
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
JOINTS = ("、", " ", "和", "与", "联合", "及", "会同")


def told_carriers(doc: Doc, candidate: Candidate) -> tuple[str, ...]:
    """Who the sentence says carries it out: the bodies it begins with, a level of government, or the place that an event is named by."""
    before = sentence_before(doc.text, candidate.start)
    clause = re.split("[，,；;]", before)[-1]
    if host := host_of(doc, candidate):
        return (host,)
    if says("national", before):
        return ()
    if bodies := acting_bodies(doc, candidate.start - len(before), candidate.start):
        return tuple(dict.fromkeys(b.place if b.place and says("body", b.text) else b.text for b in bodies))
    if (level := says("level", clause)) and (place := place_at_level(doc, candidate.start, LEVELS[level["hole"]])):
        return (place,)
    return (home(doc).place,) if says("everywhere", clause) and home(doc).place else ()


def supposed_carriers(doc: Doc, candidate: Candidate) -> tuple[str, ...]:
    """The place that is being spoken of, where no nation-wide body or the whole country is."""
    if says("national", sentence_before(doc.text, candidate.start)) or (candidate.kind == "document" and says("of-the-nation", candidate.text)):
        return ()
    focus = place_in_focus(doc, candidate.start)
    return (off_site(doc, focus),) if focus else ()


def host_of(doc: Doc, candidate: Candidate) -> str | None:
    """The division that an event's name begins with: 甲市 of 甲市第三届竹编大赛."""
    if candidate.kind != "campaign":
        return None
    named = next((m for m in mentions_of(doc, "PLACE") if m.start == candidate.start and m.end < candidate.end), None)
    return named.link if named and named.link and not named.link.startswith("?") else None


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


def acting_bodies(doc: Doc, start: int, end: int) -> list[Mention]:
    """The organisations that the sentence begins with, one or joined by 、, where no place follows; else the bodies of state that open a clause."""
    text = doc.text
    named = [m for m in mentions_of(doc, "PLACE", "ORG") if start <= m.start and m.end <= end and not says("medium", m.text)]
    if not named:
        return []
    alone = all(m.type == "ORG" for m in named) and says("opening", text[start : named[0].start])
    if alone and all(text[a.end : b.start] in JOINTS for a, b in pairwise(named)):
        return named
    return bodies_of_state(text, clauses(text, start, end), named)


def bodies_of_state(text: str, parts: list[tuple[int, int]], named: list[Mention]) -> list[Mention]:
    """The bodies of the whole country, one or joined by 、, that open the last of the clauses that begins with a place or an organisation."""
    for first, last in reversed(parts):
        inside = [m for m in named if first <= m.start and m.end <= last]
        if not inside or not says("opening", text[first : inside[0].start]):
            continue
        count = 1
        while count < len(inside) and text[inside[count - 1].end : inside[count].start] in JOINTS:
            count += 1
        return inside[:count] if all(is_national(m) for m in inside[:count]) else []
    return []


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a stretch of one sentence."""
    marks = [start, *(start + m.end() for m in re.finditer("[，,；;]", text[start:end])), end]
    return [(a, b) for a, b in pairwise(marks) if a < b]
