"""What a figure counts that stands right behind a verb: its subject, the figure before, or what the verb says itself."""

import re
from collections.abc import Sequence

from extract.clauses import Item, clause_start
from extract.figure_actions import hands_on, verb_behind
from extract.figure_compared import topic_before
from extract.figure_counted import RATES, Arguments, Past
from extract.figure_nouns import PEOPLE, TIME_UNIT, VERBAL_UNIT, figure_of
from extract.knowledge import lexicon
from extract.phrases import Phrase, head_verb, noun_phrase_after, role, subject_phrase, verb_group_before
from extract.quantities import Quantity

OWNER = re.compile("村|社区|镇|集体|乡|县|市|公司|合作社|小组|我|他|家$|人$|者$|班子$|单位$")
AGENT = re.compile("(?:[们民员户众师队组社者长生]|干部|财政|部门|银行|医院|学校)$")
AMOUNT = re.compile("(?:总?值|总?额|总?量|收入|支出|投资|利润|税收|余额|比例|比重|占比|率|[^人]数)$")
"""Ends of what is itself an amount: it is measured by the figure behind the verb (财政收入完成5亿元)."""
MONEY = re.compile("(?:资金|补贴|补助|贷款|基金|经费|[补奖赔货欠税善拨]款|[金税]费|保险金|救助金|公积金)$")
PAID = frozenset({"核销", "发放", "拨付", "下达", "兑付", "支付", "到位", "使用", "支出", "投放", "下拨", "兑现", "投入"})
"""What is done with money that stands before as the subject (取暖补贴已发放3亿元)."""
NO_INHERITANCE = re.compile("[万亿]*(?:人|名|位)|.*元|" + VERBAL_UNIT.pattern)


def governed(line: Sequence[Item], index: int, group: Phrase, figure: Quantity, past: Past) -> Arguments:
    """The figure stands right behind a verb."""
    kind, action = role(line, group), group.text
    if hands_on(line, group) and (deed := verb_behind(line, index + 1)):
        action = deed
    topic = subject_phrase(line, group.first)
    if kind in ("state", "change", "have", "compare") and topic is not None and (kind != "have" or _is_had(line, index, topic, figure)):
        return Arguments(_extreme(line, topic), action, "object-subject", 0.85)
    if topic is not None and AMOUNT.search(topic.text) and head_verb(line, group) in ("完成", "实现", "累计", "预计"):
        return Arguments(topic.text, action, "object-subject", 0.8)
    if topic is None and (told := _told_before(line, index, group, figure, past)) is not None:
        return told
    if topic is not None and MONEY.search(topic.text) and figure.unit.endswith("元") and head_verb(line, group) in PAID:
        return Arguments(topic.text, action, "object-patient", 0.7)
    if (again := past.with_unit(figure.unit)) and (of_which(line, index) or (past.object == again and not NO_INHERITANCE.fullmatch(figure.unit))):
        return Arguments(again, action, "object-figure-before", 0.7)
    if past.object and of_which(line, index) and not TIME_UNIT.fullmatch(figure.unit):
        return Arguments(past.object, action, "object-figure-before", 0.6)
    if _is_patient(line, index, topic, figure):
        return Arguments(topic.text if topic else "", action, "object-patient", 0.6)
    if (compound := lexicon("measure-verb-objects").entries.get(head_verb(line, group))) is not None:
        return Arguments(compound["object"], action, "object-in-verb", 0.7)
    return Arguments("", action, "object-none", 0.7)


def _told_before(line: Sequence[Item], index: int, group: Phrase, figure: Quantity, past: Past) -> Arguments | None:
    """For a verb of state or change without a subject, and for any rate: what the clause or the figure before told of."""
    kind, action, rate = role(line, group), group.text, figure.unit in RATES
    if (not rate or not past.object) and kind in ("state", "change") and (said := _said_of(line, index, figure, past)) is not None:
        return Arguments(said.text, action, "object-clause-before", 0.65)
    if rate or kind in ("state", "change", "compare"):
        if past.object and (rate or kind != "change" or past.fits(figure.unit)):
            return Arguments(past.object, action, "object-figure-before", 0.85)
        lasting = TIME_UNIT.fullmatch(figure.unit) is not None
        if kind in ("state", "change") and not lasting and not _is_gain(line, group, figure) and (said := topic_before(line, index)) is not None:
            return Arguments(said.text, action, "object-clause-before", 0.65)
        if rate and past.carried:
            return Arguments(past.carried, action, "object-sentence-before", 0.6)
    return None


def _said_of(line: Sequence[Item], index: int, figure: Quantity, past: Past) -> Phrase | None:
    """两百户居民的人均收入逐年增长，今年达到…: the subject of the verb that ends the clause before, if the figure before is in another unit."""
    end = clause_start(line, index) - 1
    if end < 1 or (past.figures and figure_of(past.figures[-1]).unit == figure.unit) or line[end - 1].kind != "verb":
        return None
    group = verb_group_before(line, end)
    found = subject_phrase(line, group.first) if group is not None and role(line, group) == "change" else None
    return found if found is not None and AMOUNT.search(found.text) else None


def _is_gain(line: Sequence[Item], group: Phrase, figure: Quantity) -> bool:
    """户均增收8600元: the verb says itself what was gained."""
    return figure.unit.endswith("元") and head_verb(line, group) in ("增收", "减收", "创收")


def _is_had(line: Sequence[Item], index: int, topic: Phrase, figure: Quantity) -> bool:
    """外债有十万元, 60岁以上老人有500人, 断电的乡镇有6个: is the subject of 有 what there is, not who has it? People are, where people are counted."""
    if topic.first > 0 and line[topic.first - 1].kind == "de" and index + 1 < len(line) and line[index + 1].kind == "break" and figure.unit == "个":
        return True
    people = figure.unit.lstrip("万亿") in ("", "人", "名", "位") and PEOPLE.search(topic.text) is not None
    return people or not OWNER.search(topic.text)


def _extreme(line: Sequence[Item], topic: Phrase) -> str:
    """雪最厚的地方达1米: what stands before 最 is measured."""
    if topic.text in ("地方", "处", "位置") and topic.first and line[topic.first - 1].kind == "de":
        opening = clause_start(line, topic.first)
        most = next((i for i in range(topic.first - 1, opening, -1) if line[i].text.startswith("最")), None)
        if most is not None and (found := noun_phrase_after(line, opening)) is not None and found.last <= most:
            return found.text
    return topic.text


def _is_patient(line: Sequence[Item], index: int, topic: Phrase | None, figure: Quantity) -> bool:
    """高标准农田建成2万亩: is the subject what is counted, not who acts? Only things, and with nothing behind the figure."""
    if topic is None or NO_INHERITANCE.fullmatch(figure.unit) or OWNER.search(topic.text) or AGENT.search(topic.text):
        return False
    return index + 1 == len(line) or line[index + 1].kind in ("break", "and")


def of_which(line: Sequence[Item], index: int) -> bool:
    """Does the clause of the figure tell a part of what was counted before (其中, 其余)?"""
    return line[clause_start(line, index)].text in ("其中", "其余", "另", "余下", "剩余")
