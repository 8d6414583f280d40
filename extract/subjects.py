"""Whom a figure is about: the place, organisation or programme that is the grammatical subject, else the place in focus."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.clauses import Item, clause_end, clause_start
from extract.figure_actors import actor_of_article
from extract.figure_lists import mention_in_turn
from extract.figure_topics import Topic
from extract.reference import home, place_in_focus

VILLAGERS = re.compile("村(?:民|里|支书|党支部|干部|集体|两委|医|委会)|家里$")
NEAR = 300
"""Characters that a village may be named before its people."""
NATION_FOUNDED = re.compile("(?:中国|中华人民共和国|改革开放|抗日战争|抗战|建党|建国)(?:成立|胜利)?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """A place link or the text of an organisation or programme, None where nothing can be told; the rule, and how sure."""

    value: str | None
    rule: str
    confidence: float
    sets_rules: bool = False
    """It is a rule text, or a system whose content is being told (…机制，即…): its figures are standards."""


def subjects(doc: Doc, line: Sequence[Item], candidates: Sequence[Topic], carried: Subject | None) -> tuple[dict[int, Subject], Subject | None]:
    """For each figure of a sentence with these topics, by its start, whom it is about; and the place that the sentence leaves to the next one."""
    indices = [i for i, item in enumerate(line) if item.figure is not None]
    found: dict[int, Subject] = {}
    for position, index in enumerate(indices):
        found[line[index].start] = (
            _in_turn(line, indices, position) or _of_programme(line, index) or _own(line, index) or _of(doc, line, index, candidates, carried)
        )
    lasting = [c.value for c in candidates if c.lasting] or [s.value for s in found.values() if s.rule == "subject-village"]
    return found, Subject(lasting[-1], "subject-carried", 0.75) if lasting else carried


def _of(doc: Doc, line: Sequence[Item], index: int, candidates: Sequence[Topic], carried: Subject | None) -> Subject:
    before = [c for c in candidates if c.index < index]
    if before:
        return Subject(before[-1].value, before[-1].rule, 0.9, before[-1].sets_rules)
    if carried is not None:
        return carried
    focus = place_in_focus(doc, line[index].start, sentence=False)
    if (village := _village(doc, line, index)) is not None and focus is not None and re.fullmatch(r"\d{2,9}", focus) and village.startswith(focus):
        return Subject(village, "subject-village", 0.7)
    if focus == (home(doc).place or None) and (actor := actor_of_article(doc)) is not None:
        return Subject(actor, "subject-of-article", 0.6)
    return Subject(focus, "subject-in-focus", 0.7)


def _village(doc: Doc, line: Sequence[Item], index: int) -> str | None:
    """村民, 村里: the village named last, a paragraph back at most, where the text turns to those who live there."""
    if not any(VILLAGERS.match(item.text) for item in line[:index]):
        return None
    villages = [m for m in mentions_of(doc, "PLACE") if line[index].start - NEAR < m.start < line[index].start and len((m.link or "").split("/")[0]) == 12]
    return villages[-1].link if villages else None


def _own(line: Sequence[Item], index: int) -> Subject | None:
    """The organisation whose people are counted (20名县医院医生), the country of an anniversary (新中国成立70周年)."""
    if NATION_FOUNDED.search("".join(item.text for item in line[max(0, index - 4) : index])):
        return Subject(None, "subject-nation", 0.9)
    if (whole := _one_of(line, index)) is not None:
        return whole
    behind = line[index + 1 : index + 3]
    if len(behind) == 2 and behind[0].mention is not None and behind[0].mention.type == "ORG" and behind[1].kind == "noun":
        return Subject(behind[0].text, "subject-org-counted", 0.8)
    return None


def _one_of(line: Sequence[Item], index: int) -> Subject | None:
    """甲县是全国首批50个试点县之一: whose are they that the figure counts, one of which the subject is?"""
    start, end = clause_start(line, index), clause_end(line, index)
    equal = next((i for i in range(start, index) if line[i].text in ("是", "为", "成为", "作为")), None)
    if equal is None or not line[end - 1].text.endswith("之一"):
        return None
    if any(item.text in ("全国", "我国", "全世界", "全球") for item in line[equal:index]):
        return Subject(None, "subject-nation", 0.8)
    places = [item.mention for item in line[equal:index] if item.mention is not None and item.mention.type == "PLACE"]
    return Subject(places[-1].link, "subject-whole", 0.8) if places else None


def _of_programme(line: Sequence[Item], index: int) -> Subject | None:
    """专项行动6个方面23项内容: the programme right before a run of figures with their nouns."""
    position = index - 1
    while position >= 0 and (line[position].kind in ("figure", "noun") or line[position].tag == "quote"):
        position -= 1
    mention = line[position].mention if position >= 0 else None
    if mention is None or mention.type != "PROGRAMME" or any(item.kind == "noun" for item in line[position + 1 : _first_figure(line, position)]):
        return None
    first = _first_figure(line, position) + 1
    owned = first < len(line) and (line[first].kind in ("noun", "adjective") or line[first].tag == "quote")
    return Subject(mention.text, "subject-programme", 0.75) if owned else None


def _first_figure(line: Sequence[Item], position: int) -> int:
    return next(i for i in range(position, len(line)) if line[i].figure is not None)


def _in_turn(line: Sequence[Item], indices: Sequence[int], position: int) -> Subject | None:
    """甲村、乙村、丙村分别…x、y、z: the place in the same position of the list."""
    mention = mention_in_turn(line, indices, position)
    return None if mention is None else Subject(mention.link if mention.type == "PLACE" else mention.text, "subject-respective", 0.9)
