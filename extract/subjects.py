"""Whom a figure is about: the place, organisation or programme that is the grammatical subject, else the place in focus."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.arguments import nouns_of
from extract.clauses import Item, clause_end, clause_start
from extract.figure_lists import mention_in_turn
from extract.gazetteer import Level
from extract.knowledge import lexicon
from extract.phrases import JOINERS
from extract.reference import place_at_level, place_in_focus
from extract.values import Mention

REFERENCE = re.compile("(?:全|该|本|我|这个)(?P<kind>省|市|州|县|区|旗|镇|乡|街道|村|社区)|(?P<inside>省|市|县|区|镇|乡|村)(?:里|内|上)|(?P<bare>社区|街道)")
LEVEL_OF: Mapping[str, tuple[Level, ...]] = {
    "省": ("province",),
    "州": ("prefecture",),
    "市": ("county", "prefecture"),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
    "镇": ("township",),
    "乡": ("township",),
    "街道": ("township",),
    "村": ("village",),
    "社区": ("village",),
}
RECENT = 600
"""Characters that a name may stand back from the noun that takes it up again (…党建联盟 … 联盟)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A place link or the text of an organisation or programme, None where nothing can be told; the rule, and how sure."""

    value: str | None
    rule: str
    confidence: float
    sets_rules: bool = False
    """It is a rule text, or a system whose content is being told (…机制，即…): its figures are standards."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be the subject of what follows it: index of its last item, value, rule; `lasting` if it goes on into the next sentence."""

    index: int
    value: str
    rule: str
    lasting: bool = False
    sets_rules: bool = False


@cache
def words(role: str) -> tuple[str, ...]:
    """The words to which the lexicon `measure-subject-words` gives this role."""
    return lexicon("measure-subject-words").with_attribute("role", role)


def subjects(doc: Doc, line: Sequence[Item], carried: Subject | None) -> tuple[dict[int, Subject], Subject | None]:
    """For each figure of a sentence, by its start, whom it is about; and the place that the sentence leaves to the next one."""
    candidates = _candidates(doc, line)
    indices = [i for i, item in enumerate(line) if item.figure is not None]
    found: dict[int, Subject] = {}
    for position, index in enumerate(indices):
        found[line[index].start] = _in_turn(line, indices, position) or _of_programme(line, index) or _of(doc, line, index, candidates, carried)
    lasting = [c for c in candidates if c.lasting]
    return found, Subject(lasting[-1].value, "subject-carried", 0.75) if lasting else carried


def _of(doc: Doc, line: Sequence[Item], index: int, candidates: Sequence[_Candidate], carried: Subject | None) -> Subject:
    before = [c for c in candidates if c.index < index]
    if before:
        return Subject(before[-1].value, before[-1].rule, 0.9, before[-1].sets_rules)
    if carried is not None:
        return carried
    focus = place_in_focus(doc, line[index].start, sentence=False)
    return Subject(focus, "subject-in-focus", 0.7)


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


def _candidates(doc: Doc, line: Sequence[Item]) -> list[_Candidate]:
    """Everything in the sentence that takes the place of a subject, in text order."""
    result: list[_Candidate] = []
    index = 0
    while index < len(line):
        item = line[index]
        last = index
        if _is_name(item):
            last = _end_of_names(line, index)
            candidate = _named(line, index, last, earlier=bool(result) and result[-1].index >= clause_start(line, index))
        else:
            candidate = _referring(doc, line, index) or _again(doc, line, index)
        if candidate is not None:
            result.append(candidate)
        index = last + 1
    return result


def _again(doc: Doc, line: Sequence[Item], index: int) -> _Candidate | None:
    """联盟, 细则: a noun at the head of a clause that is the end of an organisation's or programme's name just mentioned."""
    start = clause_start(line, index)
    item = line[index]
    if index != start or item.kind != "noun" or len(item.text) < 2 or index + 1 == len(line) or item.text in nouns_of("generic"):
        return None
    if line[index + 1].kind not in ("verb", "adverb", "adjective", "de") and line[index + 1].text != "各村":
        return None
    recent = [m for m in mentions_of(doc, "ORG", "PROGRAMME") if item.start - RECENT < m.start < item.start and _shortened(m, item.text)]
    if not recent:
        return None
    return _Candidate(index, recent[-1].text, f"subject-again-{recent[-1].type.lower()}", sets_rules=recent[-1].kind == "document")


def _shortened(mention: Mention, noun: str) -> bool:
    name = mention.text.rstrip("”》")
    return name.endswith(noun) and name != noun


def _end_of_names(line: Sequence[Item], index: int) -> int:
    """Index of the last item of a path or list of names that begins here (县|镇|村; 甲村、乙村; 园户村镇的园户村)."""
    last = index
    while last + 1 < len(line):
        if _is_name(line[last + 1]):
            last += 1
        elif line[last + 1].kind in ("and", "de") and last + 2 < len(line) and _is_name(line[last + 2]):
            last += 2
        else:
            break
    return last


def _is_name(item: Item) -> bool:
    return item.mention is not None and item.mention.type != "PERSON"


def _named(line: Sequence[Item], first: int, last: int, *, earlier: bool) -> _Candidate | None:
    names = [item.mention for item in line[first : last + 1] if item.mention is not None]
    if not _takes_subject_place(line, first, last, names[-1].type, earlier=earlier):
        return None
    value = _value(line[first : last + 1])
    if value is None:
        return None
    single = not any(item.kind == "and" for item in line[first : last + 1])
    explained = names[-1].type == "PROGRAMME" and last + 1 < len(line) and any(item.kind == "break" for item in line[last + 1 : last + 3])
    return _Candidate(last, value, f"subject-{names[-1].type.lower()}", single and value.isdigit(), explained or names[-1].kind == "document")


def _value(items: Sequence[Item]) -> str | None:
    """The value of a path or list: its last name; of a list of places the place that holds them all, if there is one."""
    groups: list[Mention] = []
    for position, item in enumerate(items):
        if item.mention is None:
            continue
        if groups and items[position - 1].kind != "and":
            groups[-1] = item.mention
        else:
            groups.append(item.mention)
    if len(groups) > 1 and all(m.type == "PLACE" and re.fullmatch(r"\d+", m.link or "") for m in groups):
        return _common([cast(str, m.link) for m in groups])
    first = groups[0]
    return first.link if first.type == "PLACE" else first.text


def _common(codes: Sequence[str]) -> str:
    """The code of the smallest division that holds all; the first code where that would be a whole province or more."""
    for length in (9, 6, 4):
        if len({code[:length] for code in codes}) == 1 and all(len(code) >= length for code in codes):
            return codes[0][:length]
    return codes[0]


def _takes_subject_place(line: Sequence[Item], first: int, last: int, kind: str, *, earlier: bool) -> bool:
    """Does the name stand where a subject stands: at the head of its clause, or behind 位于 or a pivot verb?"""
    before = [item for item in line[clause_start(line, first) : first] if item.kind not in ("time", "adverb", "particle") and item.tag != "quote"]
    following = next((item for item in line[last + 1 :] if item.tag not in ("quote", "bracket")), None)
    if kind == "ORG" and following is not None and ((following.mention is not None and following.mention.type == "PERSON") or _states(line, last + 1)):
        return False
    if kind == "PROGRAMME":
        return _programme_acts(line, last, before, following)
    if following is not None and following.text[0] == "第":
        return False
    if not before:
        return True
    previous = before[-1]
    if previous.text in words("governor"):
        return False
    if previous.text in words("pivot"):
        return following is not None and following.kind not in ("de", "break")
    if kind == "PLACE" and previous.text in words("placing"):
        return not earlier
    if any(item.kind == "verb" or item.text in words("governor") for item in before):
        return False
    return previous.kind in ("noun", "and", "pronoun", "place-word", "other", "preposition", "adjective", "de", "mention")


def _states(line: Sequence[Item], index: int) -> bool:
    """Is this a source that states what follows (县气象台预计, 县政府核查：)?"""
    rest = [item for item in line[index : clause_end(line, index) + 1]]
    said = [item for item in rest if item.kind not in ("break", "time")]
    if said and said[-1].text in words("announcing"):
        return True
    return any(item.text in words("statement") for item in said[:3]) or (len(rest) <= 3 and bool(rest) and rest[-1].text in ("：", ":"))


def _programme_acts(line: Sequence[Item], last: int, before: Sequence[Item], following: Item | None) -> bool:
    """A programme at the head of its clause that does something (“最美庭院”评比评出…), or that 即 explains."""
    if following is None or any(item.text in words("governor") for item in before) or line[clause_end(line, last) - 1].text in words("since"):
        return False
    if following.kind == "break":
        behind = line.index(following) + 1
        return behind < len(line) and line[behind].text in ("即", "包括", "也就是")
    if any(item.kind == "verb" for item in before):
        return len(before) <= 2 and following.kind == "verb"
    return not (before and before[-1].text in JOINERS) and following.kind in ("verb", "noun", "adverb")


def _referring(doc: Doc, line: Sequence[Item], index: int) -> _Candidate | None:
    """全镇, 该市, 村里 …: the place of that level that is spoken of."""
    item = line[index]
    match = REFERENCE.fullmatch(item.text)
    if match is None:
        return None
    before = [i for i in line[clause_start(line, index) : index] if i.kind not in ("time", "adverb", "particle")]
    if before and (before[-1].text in words("governor") or (any(i.kind == "verb" for i in before) and before[-1].text not in (*words("pivot"), "在"))):
        return None
    if match["bare"] and (before or (index + 1 < len(line) and line[index + 1].kind == "noun")):
        return None
    kind = match["kind"] or match["inside"] or match["bare"]
    code = _code_of(doc, item.start, kind)
    return None if code is None else _Candidate(index, code, "subject-reference", lasting=True)


def _code_of(doc: Doc, start: int, kind: str) -> str | None:
    """The code of the place that 该市 or 全县 means: the last one before that is called so, else the one of that level in focus."""
    for mention in reversed(mentions_of(doc, "PLACE")):
        if mention.start < start and kind in "市区" and (mention.canonical or mention.text).endswith(kind) and (mention.link or "").isdigit():
            return mention.link
    return next((code for level in LEVEL_OF[kind] if (code := place_at_level(doc, start, level)) is not None), None)


def _in_turn(line: Sequence[Item], indices: Sequence[int], position: int) -> Subject | None:
    """甲村、乙村、丙村分别…x、y、z: the place in the same position of the list."""
    mention = mention_in_turn(line, indices, position)
    return None if mention is None else Subject(mention.link if mention.type == "PLACE" else mention.text, "subject-respective", 0.9)
