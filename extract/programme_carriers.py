"""Who carries a programme out, as far as its article tells."""

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.figure_nation import is_national
from extract.gazetteer import Level
from extract.knowledge import lexicon, rules
from extract.programme_quoted import Candidate
from extract.reference import LANDMARKS, SIZE, home, place_at_level, place_in_focus
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
LEAD = 200
"""Characters of an article's head and lead."""
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
    """The place that is being spoken of, or is at once, where no nation-wide body or the whole country is."""
    before = sentence_before(doc.text, candidate.start)
    if says("national", before) or (candidate.kind == "document" and says("of-the-nation", candidate.text)):
        return ()
    focus = place_behind(doc, candidate, before) or place_in_focus(doc, candidate.start, sentence=says("here", before) is None)
    if not focus or is_venue(doc, focus):
        return ()
    return tuple(dict.fromkeys(off_site(doc, link) for link in listed_with(doc, focus, candidate.start - len(before), candidate.start)))


def listed_with(doc: Doc, link: str, start: int, end: int) -> list[str]:
    """The links of the list of places at whose end the link stands in a stretch, else the link alone: 甲、乙、丙等地推行."""
    paths: list[Mention] = []
    gap_before: list[str] = []
    for place in (m for m in mentions_of(doc, "PLACE") if m.link and start <= m.start and m.end <= end):
        gap = doc.text[paths[-1].end : place.start] if paths else "\n"
        if gap == "":
            paths[-1] = place
            continue
        paths.append(place)
        gap_before.append(gap)
    last = next((i for i in range(len(paths) - 1, -1, -1) if paths[i].link == link), -1)
    first = last
    while first > 0 and gap_before[first] in ("、", "和", "与", "及"):
        first -= 1
    return [str(m.link) for m in paths[first : last + 1]] if first < last else [link]


def source_of(doc: Doc, candidate: Candidate) -> tuple[str, ...]:
    """The one body of state of the article, where its lead says that the news is from it: 记者从商务部了解到. Documents and what all know have others."""
    found = says("informant", doc.text[:LEAD]) if candidate.kind != "document" and candidate.text not in lexicon("programme-institutions") else None
    bodies = {m.text for m in mentions_of(doc, "ORG") if is_national(m)}
    return (found["hole"],) if found and bodies == {found["hole"]} else ()


def place_behind(doc: Doc, candidate: Candidate, before: str) -> str | None:
    """The division that opens the clause behind a fronted phrase which is all about the programme: 在学习教育中，某市…; 行动开展以来，某县…"""
    fronted = says("fronted", doc.text[candidate.end : candidate.end + 24])
    if fronted is None or says("own-clause", before) is None:
        return None
    at, last = candidate.end + fronted.end(), None
    for place in mentions_of(doc, "PLACE"):
        if place.start == at and place.link and place.link.isdigit():
            at, last = place.end, place.link
    return last if last and len(last) <= SIZE["county"] else None


def is_venue(doc: Doc, link: str) -> bool:
    """Whether the article names the place only as where a meeting is held: 会议在某市召开."""
    places = mentions_of(doc, "PLACE")
    ends = {m.end: m.start for m in places}
    named = [m for m in places if m.link == link]
    return bool(named) and all(says("venue", doc.text[max(0, path_start(ends, m.start) - 1) : m.end + 4]) for m in named)


def path_start(ends: Mapping[int, int], start: int) -> int:
    """Where the path of places begins that leads to the one at `start`; `ends` tells where each place that ends somewhere begins."""
    while start in ends:
        start = ends[start]
    return start


def host_of(doc: Doc, candidate: Candidate) -> str | None:
    """The division that an event's name begins with: 甲市 of 甲市第三届竹编大赛."""
    if candidate.kind != "campaign":
        return None
    named = next((m for m in mentions_of(doc, "PLACE") if m.start == candidate.start and m.end < candidate.end), None)
    return named.link if named and named.link and not named.link.startswith("?") else None


def off_site(doc: Doc, link: str) -> str:
    """The link itself, or that of the division around it where it is a building or a feature of the land, which carries nothing out; a zone does."""
    division, _, name = link.partition("/")
    if says("zone", name):
        return link
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
