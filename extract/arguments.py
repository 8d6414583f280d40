"""What a figure counts and the verb that governs it, by the order of phrases around it.

Each rule has a name that goes into the measurement. In this order: the noun behind the figure (8项工作制度), the noun right
before it (调解纠纷40余件), the subject of a verb of state or change (茶叶产值达到3.1亿元), the figure before it (增长7.5%).
Figures that stand side by side, and respective lists, share or hand out what their neighbours have.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.clauses import Item, clause_end, clause_start
from extract.figure_actions import action_around, action_before, verb_behind, verb_in
from extract.figure_compared import DISTANCES, compared_subject, comparing, topic_before
from extract.figure_counted import NOTHING, RATES, Arguments, Past
from extract.figure_lists import adjacent, figure_run, listed_phrases, respective_word
from extract.figure_nouns import PEOPLE, figure_of, noun_before, noun_behind, object_of_standard, whole_before
from extract.figure_verbs import governed, of_which
from extract.knowledge import lexicon
from extract.phrases import Phrase, noun_phrase_before, phrase, role, subject_phrase, verb_group_before
from extract.quantities import Quantity

TARGET = re.compile("(?:目标|任务|计划|目标任务|目标值|任务数|总量|总数)$")
"""Ends of what a share is of, where the figure before tells what was counted (新增就业500人，完成年度目标的105%)."""
AVERAGE = re.compile("(?:[年月周日天]|每[年月周日天])均|平均(?:每[年月周日天])?")
"""What alone before a figure says that it is the average of the figure before it."""
LENGTHS = ("全长", "总长", "总长度", "总重")
"""Ends of a noun phrase that say only how its thing is measured (道路全长8公里)."""
HEADS = re.compile("[万亿]*(?:人|名|位|户)")


def arguments(line: Sequence[Item], carried: str = "") -> dict[int, Arguments]:
    """For each figure of a sentence, by its start: what it counts and the verb; `carried` is what the last figure before the sentence counted."""
    indices = [i for i, item in enumerate(line) if item.figure is not None]
    found: dict[int, Arguments] = {}
    for position, index in enumerate(indices):
        past = Past([found[i] for i in indices[:position]], [line[i] for i in indices[:position]], carried)
        found[index] = own = _own(line, index, past)
        if position and not own.object and adjacent(line, indices[position - 1], index) and not past.found[-1].rule.startswith("object-behind"):
            found[index] = Arguments(past.object, past.found[-1].action, "object-shared", 0.8)
    _share(line, indices, found)
    _list_action(line, indices, found)
    _hand_out(line, indices, found)
    return {line[index].start: argument for index, argument in found.items()}


def _own(line: Sequence[Item], index: int, past: Past) -> Arguments:
    figure = figure_of(line[index])
    if index and line[index - 1].text in ("从", "由") and (topic := _topic_of_change(line, index)) is not None:
        return Arguments(topic.text, verb_behind(line, index + 1), "object-from-to", 0.8)
    behind, behind_rule = noun_behind(line, index)
    if behind is not None and behind.text in nouns_of("rate"):
        behind = object_of_standard(line, behind.last) or behind
    if (whole := whole_before(line, index, past.figures)) is not None and behind_rule in (
        "object-behind",
        "",
        "object-behind-clause",
        "object-behind-modifier",
    ):
        return Arguments(whole, verb_behind(line, index + 1), "object-partitive", 0.7)
    if behind is not None:
        return Arguments(behind.text, "" if figure.unit == "岁" else action_around(line, index, behind), behind_rule, 0.9)
    if (topic := compared_subject(line, index)) is not None:
        return Arguments(topic.text, "", "object-compared", 0.8)
    if index and (word := comparing(line, index)) and (word in DISTANCES or (figure.unit in RATES and past.object)):
        return _compared(line, index, word, figure, past)
    before = noun_before(line, index)
    if before is not None:
        return _before(line, before, figure)
    if figure.unit == "岁" and (person := _person_before(line, index)):
        return Arguments(person, "", "object-person", 0.8)
    group = verb_group_before(line, index) or _dated_change(line, index)
    if group is not None:
        return governed(line, index, group, figure, past)
    return _bare(line, index, figure, past)


def _compared(line: Sequence[Item], index: int, word: str, figure: Quantity, past: Past) -> Arguments:
    """高于全市2个百分点, 距离县城8公里 without a subject of its own: what the figure or the clause before told of."""
    again = past.object if word not in DISTANCES else past.with_unit(figure.unit)
    if again:
        return Arguments(again, word, "object-figure-before", 0.7)
    topic = topic_before(line, index)
    return Arguments(topic.text if topic else "", word, "object-clause-before" if topic else "object-none", 0.6)


def _dated_change(line: Sequence[Item], index: int) -> Phrase | None:
    """增长到2030年的5万元: the verb of change that a time and 的 part from the figure."""
    if index < 3 or line[index - 1].kind != "de" or line[index - 2].kind != "time":
        return None
    group = verb_group_before(line, index - 1)
    return group if group is not None and group.text.rstrip("了").endswith(("到", "至", "为")) and role(line, group) in ("state", "change") else None


def _person_before(line: Sequence[Item], index: int) -> str:
    """李某今年28岁: the person named last in the clause, of whose age the figure tells."""
    people = [item.text for item in line[clause_start(line, index) : index] if item.mention is not None and item.mention.type == "PERSON"]
    return people[-1] if people else ""


def nouns_of(role_name: str) -> tuple[str, ...]:
    """The nouns to which the lexicon `measure-nouns` gives this role."""
    return lexicon("measure-nouns").with_attribute("role", role_name)


def _topic_of_change(line: Sequence[Item], index: int) -> Phrase | None:
    """从97万个增加到104万个: the subject, where a second figure stands behind in the clause."""
    if any(item.kind == "figure" for item in line[index + 1 : clause_end(line, index)]):
        return noun_phrase_before(line, index - 1) or subject_phrase(line, index - 1)
    return None


def _before(line: Sequence[Item], found: Phrase, figure: Quantity) -> Arguments:
    group = verb_group_before(line, found.first)
    if group is not None and role(line, group) == "give" and not HEADS.fullmatch(figure.unit):
        return Arguments("", group.text, "object-none", 0.7)
    if found.text in nouns_of("attribute") and (topic := topic_before(line, found.first)) is not None:
        return Arguments(topic.text, "", "object-attribute", 0.7)
    if found.last - found.first > 1 and line[found.last - 1].text in LENGTHS:
        found = phrase(line, found.first, found.last - 1)
    return Arguments(found.text, action_before(line, found, figure), "object-before", 0.9)


def _bare(line: Sequence[Item], index: int, figure: Quantity, past: Past) -> Arguments:
    """The figure has neither noun nor verb right beside it."""
    start = clause_start(line, index)
    before = line[start:index]
    source = next((i for i in range(index - 1, start - 1, -1) if line[i].text in ("由", "从")), None)
    if source is not None and (topic := subject_phrase(line, source) or (topic_before(line, source) if source == start else None)) is not None:
        return Arguments(topic.text, verb_behind(line, index + 1), "object-from-to", 0.8)
    if of_which(line, index) and (again := past.with_unit(figure.unit)):
        return Arguments(again, verb_behind(line, index + 1), "object-figure-before", 0.7)
    if AVERAGE.fullmatch("".join(item.text for item in before)) and (again := past.with_unit(figure.unit)):
        return Arguments(again, "", "object-figure-before", 0.7)
    if before and before[-1].kind == "de":
        return _of(line, start, index, figure, past)
    if past.object and (of_which(line, index) or figure.unit in RATES or figure.rule.startswith("quantity-fraction")):
        return Arguments(past.object, verb_behind(line, index + 1), "object-figure-before", 0.7)
    return replace(NOTHING, action=verb_behind(line, index + 1))


def _of(line: Sequence[Item], start: int, index: int, figure: Quantity, past: Past) -> Arguments:
    """占总产量的61%, 按利润的10%, 上门服务的不足一半: the figure behind 的."""
    share = next((i for i in range(index - 1, start - 1, -1) if line[i].text in ("占", "占到", "占了", "约占")), None)
    if share is not None and (topic := subject_phrase(line, share)) is not None:
        return Arguments(topic.text, line[share].text, "object-subject", 0.85)
    equal = next((i for i in range(index - 1, start, -1) if line[i].text in ("是", "为", "相当于")), None) if figure.unit == "倍" else None
    if equal is not None and (topic := subject_phrase(line, equal)) is not None:
        return Arguments(topic.text, line[equal].text, "object-subject", 0.8)
    if past.object and (figure.unit == "倍" or share is not None):
        return Arguments(past.object, "", "object-figure-before", 0.7)
    if (again := past.with_unit(figure.unit)) and figure.unit not in RATES and not figure.unit.endswith("元"):
        return Arguments(again, verb_behind(line, index + 1), "object-figure-before", 0.65)
    whole = noun_phrase_before(line, index - 1)
    if past.object and whole is not None and TARGET.search(whole.text):
        return Arguments(past.object, verb_in(line, start, index), "object-figure-before", 0.7)
    if whole is not None and figure.unit in (*RATES, "") and line[whole.first].tag != "LOC":
        return Arguments(whole.text, verb_behind(line, index + 1) or verb_in(line, start, index), "object-whole", 0.7)
    if past.object and figure.unit in (*RATES, "", "成"):
        return Arguments(past.object, verb_in(line, start, index), "object-figure-before", 0.6)
    return replace(NOTHING, action=verb_behind(line, index + 1))


def _share(line: Sequence[Item], indices: Sequence[int], found: dict[int, Arguments]) -> None:
    """Figures side by side share the noun behind the last (3000户、24万平方米改造任务)."""
    for left, right in reversed(list(pairwise(indices))):
        heads_apart = figure_of(line[left]).unit == "人" and not PEOPLE.search(found[right].object)
        if adjacent(line, left, right) and not found[left].object and found[right].rule.startswith("object-behind") and not heads_apart:
            found[left] = Arguments(found[right].object, found[left].action or found[right].action, "object-behind-shared", 0.8)


def _list_action(line: Sequence[Item], indices: Sequence[int], found: dict[int, Arguments]) -> None:
    """The verb before the first member of a list governs the others too (新建泵站3座、水闸5座)."""
    for left, right in pairwise(indices):
        between = line[left + 1 : right]
        listed = any(item.kind == "and" for item in between) and not any(item.kind in ("break", "verb") for item in between)
        if listed and found[left].action and not found[right].action:
            found[right] = replace(found[right], action=found[left].action)


def _hand_out(line: Sequence[Item], indices: Sequence[int], found: dict[int, Arguments]) -> None:
    """城镇…元、农村…元，分别增长4%、6%: the last figures' objects, one by one; also a list of nouns before 分别."""
    for position, index in enumerate(indices):
        run = figure_run(line, indices, position)
        if len(run) < 2 or run[0] != index or (word := respective_word(line, index)) is None:
            continue
        names = listed_phrases(line, word)
        verb = verb_group_before(line, index)
        action = verb.text if verb is not None else found[index].action
        if len(names) == len(run):
            for target, name in zip(run, names, strict=True):
                found[target] = Arguments(name, action, "object-respective", 0.85)
        elif not names and position >= len(run) and figure_of(line[index]).unit in RATES:
            for target, source in zip(run, indices[position - len(run) : position], strict=True):
                found[target] = Arguments(found[source].object, action, "object-respective", 0.85)
