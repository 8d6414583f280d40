"""What may be the subject of the figures of a sentence: names, words like 全县 and nouns that take a name up again, where a subject stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.arguments import nouns_of
from extract.clauses import Item, clause_end, clause_start, opens_clause
from extract.figure_nation import counts_its_list, is_national, nation, programme_of_article
from extract.figure_position import is_name, sets_out, states, takes_subject_place, words
from extract.gazetteer import Level
from extract.knowledge import lexicon
from extract.reference import home, place_at_level
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
COUNTY_OR_ABOVE = re.compile(r"\d{4}(?:\d\d)?")
"""Codes of what 全市 and 全区 can mean: a community's name ends in 区 too."""
THAT = re.compile("该(?P<noun>[局院校司社厂场所站行队会部厅委办])")
"""该 with the last character of an organisation's name; such a word has no other meaning, so the name may stand anywhere before."""
RECENT = 600
"""Characters that a name may stand back from the noun that takes it up again (…党建联盟 … 联盟)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What may be the subject of what follows it: index of its last item, value (None: the whole country), rule; `lasting` if it goes on."""

    index: int
    value: str | None
    rule: str
    lasting: bool = False
    sets_rules: bool = False


def topics(doc: Doc, line: Sequence[Item]) -> list[Topic]:
    """Everything in the sentence that takes the place of a subject, in text order."""
    result: list[Topic] = []
    index = 0
    while index < len(line):
        item = line[index]
        last = index
        if is_name(item):
            last = _end_of_names(line, index)
            candidate = _named(line, index, last, result)
        elif nation(line, index, at_home=bool(home(doc).place)):
            candidate = Topic(index, _since_when(line, index) or programme_of_article(doc), "subject-nation", lasting=True)
        else:
            candidate = _referring(doc, line, index) or _that(doc, line, index) or _again(doc, line, index)
        if candidate is not None:
            result.append(candidate)
        index = last + 1
    return result


def _again(doc: Doc, line: Sequence[Item], index: int) -> Topic | None:
    """联盟, 细则: a noun at the head of a clause that is the end of an organisation's or programme's name just mentioned."""
    item = line[index]
    if not opens_clause(line, index) or item.kind != "noun" or len(item.text) < 2 or index + 1 == len(line):
        return None
    if (named := _just_named(line, index)) is not None:
        return named
    if item.text in nouns_of("generic"):
        return None
    if line[index + 1].kind not in ("verb", "adverb", "adjective", "de", "preposition") and line[index + 1].text not in ("各村", "与", "和"):
        return None
    recent = [m for m in mentions_of(doc, "ORG", "PROGRAMME") if item.start - RECENT < m.start < item.start and _shortened(m, item.text)]
    if not recent:
        return None
    return Topic(index, recent[-1].text, f"subject-again-{recent[-1].type.lower()}", sets_rules=recent[-1].kind == "document")


def _just_named(line: Sequence[Item], index: int) -> Topic | None:
    """实施甲河治理工程，工程总投资…: the programme that ends the clause before in the noun that opens this one."""
    before = [item for item in line[clause_start(line, max(index - 1, 0)) : max(index - 1, 0)] if item.tag not in ("quote", "bracket")]
    mention = before[-1].mention if before else None
    if mention is None or mention.type not in ("PROGRAMME", "ORG") or not _shortened(mention, line[index].text):
        return None
    return Topic(index, mention.text, f"subject-again-{mention.type.lower()}", sets_rules=mention.kind == "document")


def _that(doc: Doc, line: Sequence[Item], index: int) -> Topic | None:
    """该工程, 这一项目, 该局: the organisation or programme named last whose name ends in the noun."""
    joined = THAT.fullmatch(line[index].text)
    last = index if joined else index + 1
    if last >= len(line) or not (joined or (line[index].text in ("该", "这一", "这个", "此") and line[last].kind == "noun")):
        return None
    noun = joined["noun"] if joined else line[last].text
    recent = [m for m in mentions_of(doc, "ORG", "PROGRAMME") if m.start < line[index].start and m.text.rstrip("”》").endswith(noun)]
    recent = [m for m in recent if joined or line[index].start - RECENT < m.start]
    if not recent or any(i.kind == "verb" or i.text in words("governor") for i in line[clause_start(line, index) : index]):
        return None
    return Topic(last, recent[-1].text, f"subject-again-{recent[-1].type.lower()}", sets_rules=recent[-1].kind == "document")


def _shortened(mention: Mention, noun: str) -> bool:
    name = mention.text.rstrip("”》")
    return name.endswith(noun) and name != noun


def _end_of_names(line: Sequence[Item], index: int) -> int:
    """Index of the last item of a path or list of names that begins here (县|镇|村; 甲村、乙村; 柳沟镇的柳沟村)."""
    last = index
    while last + 1 < len(line):
        if is_name(line[last + 1]):
            last += 1
        elif line[last + 1].kind in ("and", "de") and last + 2 < len(line) and is_name(line[last + 2]):
            last += 2
        else:
            break
    return last


def _since_when(line: Sequence[Item], index: int) -> str | None:
    """The programme that dates the figures of the sentence (“…行动”开展以来，全国…)."""
    for position in range(index - 1, -1, -1):
        mention = line[position].mention
        if mention is not None and mention.type == "PROGRAMME" and line[clause_end(line, position) - 1].text == "以来":
            return mention.text
    return None


def _named(line: Sequence[Item], first: int, last: int, earlier: Sequence[Topic]) -> Topic | None:
    names = [item.mention for item in line[first : last + 1] if item.mention is not None]
    counted = names[-1].type == "PLACE" and any(item.kind == "and" for item in line[first : last + 1]) and counts_its_list(line, last)
    before = bool(earlier) and earlier[-1].index >= clause_start(line, first)
    national = names[-1].type == "ORG" and is_national(names[-1])
    if national and states(line, last + 1):
        orders = any(item.text in lexicon("measure-subject-words").with_attribute("orders", "yes") for item in line[last + 1 : last + 4])
        return Topic(last, names[-1].text if orders else None, "subject-org" if orders else "subject-nation", lasting=orders)
    if names[-1].kind == "document" and sets_out(line, first, last):
        return Topic(last, names[-1].text, "subject-document", sets_rules=True)
    if not takes_subject_place(line, first, last, names[-1].type, earlier=before, counted=counted):
        return None
    if counted:
        return Topic(last, _whole(line[first : last + 1], earlier), "subject-counted", lasting=True)
    value = _value(line[first : last + 1], earlier)
    if value is None:
        return None
    single = not any(item.kind == "and" for item in line[first : last + 1])
    behind = next((item for item in line[last + 1 :] if item.tag not in ("quote", "bracket")), None)
    explained = names[-1].type == "PROGRAMME" and behind is not None and behind.kind == "break"
    return Topic(last, value, f"subject-{names[-1].type.lower()}", single and value.isdigit(), explained or names[-1].kind == "document")


def _whole(items: Sequence[Item], earlier: Sequence[Topic]) -> str | None:
    """Whom a list that is itself counted belongs to: the division that holds it all, else the topic before, else the country."""
    codes = [m.link or "" for m in _list_of(items)]
    shared = (codes[0][:n] for n in (9, 6, 4, 2) if all(re.fullmatch(r"\d+", code) and len(code) > n and code[:n] == codes[0][:n] for code in codes))
    return next(shared, earlier[-1].value if earlier else None)


def _list_of(items: Sequence[Item]) -> list[Mention]:
    """The members of a list of names, of a path its last."""
    groups: list[Mention] = []
    for position, item in enumerate(items):
        if item.mention is None:
            continue
        if groups and items[position - 1].kind != "and":
            groups[-1] = item.mention
        else:
            groups.append(item.mention)
    return groups


def _value(items: Sequence[Item], earlier: Sequence[Topic]) -> str | None:
    """The value of a path or list: its last name; of a list of places the place that holds them all, if there is one."""
    groups = _list_of(items)
    if len(groups) > 1 and all(m.type == "PLACE" and re.fullmatch(r"\d+", m.link or "") for m in groups):
        head = items[0].mention
        return _common([cast(str, m.link) for m in groups], head.link if head is not None and head is not groups[0] else None, earlier)
    first = groups[0]
    return first.link if first.type == "PLACE" else first.text


def _common(codes: Sequence[str], head: str | None, earlier: Sequence[Topic]) -> str:
    """The code of the smallest division that holds all; a province only where it opens the list (`head`) or is the topic before, else the first code."""
    for length in (9, 6, 4):
        if len({code[:length] for code in codes}) == 1 and all(len(code) >= length for code in codes):
            return codes[0][:length]
    around = head or (earlier[-1].value if earlier else None)
    return around if around and all(code.startswith(around) for code in codes) else codes[0]


def _referring(doc: Doc, line: Sequence[Item], index: int) -> Topic | None:
    """全镇, 该市, 村里 …: the place of that level that is spoken of."""
    item = line[index]
    match = REFERENCE.fullmatch(item.text)
    if match is None:
        return None
    before = [i for i in line[clause_start(line, index) : index] if i.kind not in ("time", "adverb", "particle")]
    if before and (before[-1].text in words("governor") or (any(i.kind == "verb" for i in before) and before[-1].text not in (*words("pivot"), "在"))):
        return None
    if before and before[-1].text == "在" and any(is_name(i) for i in before):
        return None
    if match["bare"] and (before or (index + 1 < len(line) and line[index + 1].kind in ("noun", "and"))):
        return None
    kind = match["kind"] or match["inside"] or match["bare"]
    code = _code_of(doc, item.start, kind, own=item.text[0] in "全本我")
    return None if code is None else Topic(index, code, "subject-reference", lasting=True)


def _code_of(doc: Doc, start: int, kind: str, *, own: bool) -> str | None:
    """The code of the place that 该市 or 全县 means: the last one before that is called so, else the one of that level in focus.

    `own` (全市, 我区) leaves out what has nothing to do with the article's own place.
    """
    at_home = home(doc).place if own and home(doc).place.isdigit() else ""
    for mention in reversed(mentions_of(doc, "PLACE")):
        link = mention.link or ""
        called_so = mention.start < start and kind in "市区" and (mention.canonical or mention.text).endswith(kind) and COUNTY_OR_ABOVE.fullmatch(link)
        if called_so and (not at_home or at_home.startswith(link) or link.startswith(at_home)):
            return link
    return next((code for level in LEVEL_OF[kind] if (code := place_at_level(doc, start, level)) is not None), None)
