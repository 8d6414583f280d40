"""Where the noun is that a figure counts: behind it, right before it, or in what it is compared with."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.clauses import Item, clause_end, clause_start
from extract.knowledge import lexicon
from extract.phrases import (
    Phrase,
    head_verb,
    noun_like,
    noun_phrase_after,
    noun_phrase_before,
    phrase,
    verb_group_before,
)
from extract.quantities import Quantity

TIME_UNIT = re.compile("年|个?月|天|个?小时|分钟|秒|周|个?星期")
VERBAL_UNIT = re.compile("(?:人|户|家|场|架|车|班|批)?次|遍|趟|回|期|轮|分|岁|" + TIME_UNIT.pattern)
NO_MODIFIER_VERB = re.compile("成|人|户|.*[元米亩吨斤]|%|公里|公顷|" + VERBAL_UNIT.pattern)
NO_OBJECT_BEHIND = re.compile("同时|前提|工夫|功夫|时间|历史|路程|基础|新?台阶|大关|关口")
STEP = re.compile("新?台阶|大关|关口")
"""What a figure passes or reaches, not what it counts (突破10亿元大关)."""
SUFFERERS = re.compile(".*[众民客工员]$")
PEOPLE = re.compile("(?:老人|老年人|青年人|年轻人|儿童|群众|村民|居民|党员|职工|员工|学生|游客|患者|农民|人员|劳动力|农户|志愿者|[^村社]民)$")
"""Ends of nouns that name people, who are counted and are no owners of what is."""
INCIDENTS = ("处", "起", "例")
AMONG = re.compile("(?<=[村县镇乡区户家校])中$")
"""The word that a segmenter leaves at a noun (50个受灾村中，…)."""
IDIOM = re.compile("各具.{2}|各有.{2}|独具.{2}|.{2}各异")
REACH = 14
"""Items of a relative clause between a figure and its noun, at most."""


def figure_of(item: Item) -> Quantity:
    """The quantity of an item that is one."""
    assert item.figure is not None
    return item.figure


def noun_behind(line: Sequence[Item], index: int) -> tuple[Phrase | None, str]:
    """The noun phrase behind the figure: directly, behind 的, behind 是, or behind a relative clause."""
    unit = figure_of(line[index]).unit
    following = index + 1
    if following < len(line) and line[following].text == "大":
        following += 1
    if following >= len(line):
        return None, ""
    item = line[following]
    if item.kind == "de" and (unit == "年" or unit[-1:] == "户"):
        return None, ""
    if unit == "岁" and (person := _person_behind(line, following)) is not None:
        return person, "object-behind-de"
    if item.kind == "de" and _limits_another(line, index):
        return None, ""
    if item.kind == "de":
        found = noun_phrase_after(line, following + 1)
        return (None, "") if found is not None and NO_OBJECT_BEHIND.fullmatch(found.text) else (found, "object-behind-de")
    if item.text in ("是", "为", "属于") and not re.fullmatch(".*元|" + VERBAL_UNIT.pattern, unit):
        return noun_phrase_after(line, following + 1), "object-behind-is"
    if unit == "级" and item.kind == "noun":
        return phrase(line, following, following + 1), "object-behind"
    if item.kind == "verb" and (people := _described_people(line, following)) is not None:
        return people, "object-behind"
    if (VERBAL_UNIT.fullmatch(unit) or unit in INCIDENTS) and item.kind == "verb" and (done := _deed_behind(line, index)) is not None:
        return done, "object-behind-deed"
    if unit.endswith("人") or (VERBAL_UNIT.fullmatch(unit) and not noun_like(item)):
        return (None, "") if item.kind != "preposition" else (_behind_relative(line, index, unit), "object-behind-clause")
    if (found := noun_phrase_after(line, following)) is not None:
        if STEP.fullmatch(found.text) or (TIME_UNIT.fullmatch(unit) and NO_OBJECT_BEHIND.fullmatch(found.text)):
            return None, ""
        if (described := _described(line, index, found, unit)) is not None:
            return described, "object-behind-clause"
        if _are_counted_before(line, index, found, unit):
            return None, ""
        if AMONG.search(found.text) and clause_end(line, index) == found.last:
            found = replace(found, text=AMONG.sub("", found.text))
        deed = TIME_UNIT.fullmatch(unit) and found.last - found.first == 1 and line[found.first].tag == "vn"
        return (None, "") if deed else (found, "object-behind")
    share = figure_of(line[index]).rule.startswith("quantity-fraction")
    if not share and item.text not in lexicon("measure-predicates") and not NO_MODIFIER_VERB.fullmatch(unit) and item.kind in ("verb", "time", "adverb"):
        skipped = following
        while skipped < min(len(line), following + 2) and line[skipped].kind in ("verb", "time", "adjective", "adverb"):
            skipped += 1
        if (found := noun_phrase_after(line, skipped)) is not None:
            if (described := _behind_de(line, found.last)) is not None:
                return described, "object-behind-clause"
            return phrase(line, following, found.last), "object-behind-modifier"
    return _behind_relative(line, index, unit), "object-behind-clause"


def _described_people(line: Sequence[Item], position: int) -> Phrase | None:
    """6户独居老人, 300名返乡青年: a verb of two characters that only says which people."""
    if position + 1 >= len(line) or len(line[position].text) != 2 or PEOPLE.fullmatch(line[position + 1].text) is None:
        return None
    last = position + 2
    return phrase(line, position, last) if last == len(line) or line[last].kind in ("break", "verb", "adverb", "and", "preposition") else None


def _limits_another(line: Sequence[Item], index: int) -> bool:
    """新建大棚10座以上的经营主体: the figure counts the noun before it, and both describe the one behind 的."""
    before = noun_phrase_before(line, index)
    group = verb_group_before(line, before.first) if before is not None else None
    return group is not None and figure_of(line[index]).text.endswith(("以上", "以下", "以内"))


def _are_counted_before(line: Sequence[Item], index: int, found: Phrase, unit: str) -> bool:
    """吸纳村民130名就业: people stand before the figure, behind it only what they do."""
    if unit.lstrip("万亿") not in ("人", "名", "位", "户", "余名") or found.last - found.first != 1 or line[found.first].tag not in ("vn", "v"):
        return False
    before = noun_phrase_before(line, index)
    return before is not None and PEOPLE.search(before.text) is not None


def _described(line: Sequence[Item], index: int, found: Phrase, unit: str) -> Phrase | None:
    """百余种花色艳丽的月季, 30件村民反映强烈的实事: the noun behind a clause that only describes it."""
    if found.last - found.first == 1 and IDIOM.fullmatch(found.text) and (described := _behind_de(line, found.last)) is not None:
        return described
    if (end := _end_of_description(line, found.last)) is not None:
        return _behind_de(line, end)
    if unit in ("件", "项", "条", "起", "处") and SUFFERERS.fullmatch(found.text) and line[found.last : found.last + 1] and line[found.last].kind == "verb":
        return next((_behind_de(line, i) for i in range(found.last, min(found.last + 4, clause_end(line, index))) if line[i].kind == "de"), None)
    return None


def _end_of_description(line: Sequence[Item], position: int) -> int | None:
    """Index behind the adjective that says how what stands before is, where that is all a description (花色艳丽、香气浓郁的)."""
    while position < len(line) and (line[position].kind == "adjective" or line[position].text in lexicon("measure-qualities")):
        if position + 1 < len(line) and line[position + 1].kind == "de":
            return position + 1
        if position + 1 >= len(line) or line[position + 1].kind != "and":
            return None
        position += 2
        while position < len(line) and (noun_like(line[position]) or line[position].kind == "verb") and line[position].text not in lexicon("measure-qualities"):
            position += 1
    return None


def _behind_de(line: Sequence[Item], position: int) -> Phrase | None:
    return noun_phrase_after(line, position + 1) if position < len(line) and line[position].kind == "de" else None


def _person_behind(line: Sequence[Item], position: int) -> Phrase | None:
    """70岁的退休教师李某: the name at the end of the noun phrase."""
    for index in range(position, min(position + 5, len(line))):
        mention = line[index].mention
        if mention is not None and mention.type == "PERSON":
            return phrase(line, index, index + 1)
        if line[index].kind not in ("de", "noun", "adjective"):
            return None
    return None


def _deed_behind(line: Sequence[Item], index: int) -> Phrase | None:
    """开展200场次宣讲, 出现三处垮塌: a verb that ends the clause behind the figure of a light verb is what is counted."""
    group = verb_group_before(line, index)
    light = ("出现", "发生", "遭遇") if figure_of(line[index]).unit in INCIDENTS else ("开展", "进行", "组织", "举办", "实施", "提供", "接受", "完成")
    if group is None or head_verb(line, group) not in light:
        return None
    return phrase(line, index + 1, index + 2) if clause_end(line, index) == index + 2 else None


def _behind_relative(line: Sequence[Item], index: int, unit: str) -> Phrase | None:
    """300名从山里搬来的乡亲, 2米宽的口子: the noun behind the 的 that ends the clause which begins behind the figure."""
    first = line[index + 1]
    narrow = NO_MODIFIER_VERB.fullmatch(unit) is not None
    if first.kind not in ("preposition", "adjective", *(() if narrow else ("verb", "adverb", "time", "place-word", "mention"))):
        return None
    for position in range(index + 2, min(index + REACH, clause_end(line, index))):
        if line[position].kind == "figure":
            return None
        if line[position].kind == "de":
            return noun_phrase_after(line, position + 1)
    return None


def object_of_standard(line: Sequence[Item], position: int) -> Phrase | None:
    """以每年1.7万元的标准下拨办公经费: the object of the verb behind 标准."""
    while position < len(line) and line[position].kind in ("verb", "adverb", "particle", "preposition"):
        position += 1
    return noun_phrase_after(line, position) if position < len(line) else None


def whole_before(line: Sequence[Item], index: int, figures: Sequence[Item]) -> str | None:
    """9个乡镇中，6个最大降雨量…: the same unit counted again inside what the last clause counted."""
    start = clause_start(line, index)
    if len(figures) > 1 and start == index and (again := whole_before(line, line.index(figures[-1]), figures[:-1])) is not None:
        return again if figure_of(figures[-1]).unit == figure_of(line[index]).unit else None
    if not figures or start < 2 or (line[start - 2].text not in ("中", "里", "内", "当中", "之中") and not AMONG.search(line[start - 2].text)):
        return None
    if any(item.text not in ("有", "已", "已有", "其中", "共", "还有") for item in line[start:index]):
        return None
    if figure_of(figures[-1]).unit != figure_of(line[index]).unit:
        return None
    found = noun_phrase_before(line, start - 1 if AMONG.search(line[start - 2].text) else start - 2)
    return None if found is None else AMONG.sub("", found.text)


def noun_before(line: Sequence[Item], index: int) -> Phrase | None:
    """The noun phrase right before the figure, words like 共 or 仅 between them allowed; a verb may end it as a noun (完成投资)."""
    position = index
    unit = figure_of(line[index]).unit
    loose = not VERBAL_UNIT.fullmatch(unit) or unit == "年"
    while position > 0 and (line[position - 1].tag == "bracket" or _may_stand_between(line[position - 1], loose=loose)):
        position -= 1
    if position == 0 or (unit.endswith("次") and index + 1 < len(line) and line[index + 1].kind == "verb"):
        return None
    last = line[position - 1]
    if last.kind != "verb":
        found = noun_phrase_before(line, position)
        acts = TIME_UNIT.fullmatch(unit) and found is not None and PEOPLE.search(found.text) and index + 1 < len(line) and line[index + 1].kind == "verb"
        return None if acts else found
    before = noun_phrase_before(line, position - 1)
    if (last.text == unit and before is not None) or _verb_as_noun(line, position - 1, before):
        return phrase(line, before.first if before is not None else position - 1, position)
    return None


def _may_stand_between(item: Item, *, loose: bool) -> bool:
    if item.kind == "time":
        return loose and item.text in ("如今", "目前", "现在", "今年", "已")
    return item.kind == "adverb" and (loose or item.text in lexicon("measure-total-words"))


def _verb_as_noun(line: Sequence[Item], index: int, before: Phrase | None) -> bool:
    """Is the verb at the index the end of a noun phrase (发布红色预警1次, 完成投资)? Not where the noun before it acts (组织群众转移)."""
    verb = line[index]
    if before is None and len(verb.text) > 2 and (index == 0 or line[index - 1].kind in ("and", "verb", "break") or len(verb.text) > 3):
        return True
    if before is None:
        return verb.text in lexicon("measure-amount-nouns") and index > 0 and (line[index - 1].kind == "verb" or line[index - 1].text in ("了", "到"))
    if before.first == 0 or verb.text in lexicon("measure-verbs"):
        return False
    left = line[before.first - 1]
    if verb.text in lexicon("measure-amount-nouns"):
        if line[index - 1].text in ("总", "年", "人均", "户均", "年均", "日均"):
            return True
        return left.kind in ("verb", "and", "particle", "preposition")
    if left.kind == "and":
        return before.first > 1 and line[before.first - 2].kind == "figure"
    governor = verb_group_before(line, before.first)
    return governor is not None and head_verb(line, governor) not in lexicon("measure-causing-verbs")
