"""Noun phrases and verb groups beside a figure, read off the items of a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clauses import Item, clause_start
from extract.knowledge import lexicon, rules

COMPLEMENTS = frozenset("到在为至成出了着过起上下入进以于达得掉完好给")
OWN = re.compile("(?:全|该|本|我)(?:省|市|州|县|区|旗|镇|乡|村|国|社区|街道)|目前|现有")
PASSED_OVER = frozenset({"adverb", "time", "pronoun", "place-word", "other", "particle", "numeral", "preposition"})
"""Kinds of items that may stand between a subject and its verb."""
EXTREMES = frozenset({"最高", "最低", "最多", "最少", "最大", "最小", "最长", "最短"})
"""What bounds a figure behind a noun and is no part of it (单个主体最高不超过…)."""
DIVISIONS = re.compile("[（(](?:省|自治区|直辖市|市|州|盟|县|区|旗|街道|镇|乡|社区|村|农场|[、，])+[)）]")
"""A bracket that adds divisions of the same level to the one before it (23个县（市、区）)."""
RATIO = re.compile("(?:率|比例|比重|占比)$")
"""Ends of what is measured and what a preposition's phrase only describes (对增长的贡献率)."""
JOINERS = ("和", "与", "及", "以及", "或")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items `[first, last)` of a sentence that make one phrase, and its text."""

    first: int
    last: int
    text: str


def phrase(line: Sequence[Item], first: int, last: int) -> Phrase:
    """The phrase of these items, as the text writes it but for blanks and half a pair of quotation marks."""
    text = "".join(item.text for item in line[first:last])
    if text.count("“") != text.count("”"):
        bare = text.strip("“”")
        text = text.lstrip("”").rstrip("“") if "“" in bare or "”" in bare else bare
    return Phrase(first, last, text)


def is_no_object(text: str) -> bool:
    """Is this a word of place, time or manner that may stand before a figure and is not counted by it?"""
    return any(rule.pattern.fullmatch(text) for rule in rules("measure-not-object"))


def noun_like(item: Item) -> bool:
    """May this item be part of a noun phrase?"""
    if item.mention is not None:
        return item.mention.type in ("ORG", "PROGRAMME")
    return item.kind in ("noun", "adjective") or item.tag in ("bracket", "quote")


def noun_phrase_before(line: Sequence[Item], index: int) -> Phrase | None:
    """The noun phrase that ends right before the item at the index."""
    start = clause_start(line, index)
    first = index
    while first > start and (noun_like(line[first - 1]) or _inner(line, first - 1, start)):
        first -= 1
    while first < index and (line[first].tag == "bracket" or line[first].kind == "place-word" or _is_degree(line, first, start)):
        first += 1
    while index - first > 1 and "".join(item.text for item in line[index - 2 : index]) in EXTREMES:
        index -= 2
    while index - first > 1 and line[index - 1].text in EXTREMES:
        index -= 1
    if first > start and line[first - 1].text in ("每", "各", "某") and index - first > 1:
        first += 1
    found = _sound(line, first, index)
    return None if found is None or is_no_object(found.text) else found


def _is_degree(line: Sequence[Item], index: int, start: int) -> bool:
    """最快用时, 较高水平: the adjective that 最, 更 or 较 grades, itself no part of what is counted."""
    return line[index].kind == "adjective" and index > start and line[index - 1].text in ("最", "更", "较")


def _inner(line: Sequence[Item], index: int, start: int) -> bool:
    """A place word, numeral, joiner or measure that stands inside a noun phrase (预算内投资, 60岁以上人口, 矛盾和问题)."""
    item, before, after = line[index], line[index - 1] if index > start else None, line[index + 1]
    if before is None or not (noun_like(after) or (item.kind == "numeral" and after.kind in ("numeral", "place-word"))):
        return False
    if item.kind == "place-word":
        return noun_like(before) or before.kind == "numeral"
    if item.kind == "numeral":
        return noun_like(before) or before.kind in ("numeral", "verb", "particle", "and")
    return item.text in JOINERS and noun_like(before) and before.tag != "bracket" and not _after_figure(line, index - 1, start)


def _after_figure(line: Sequence[Item], index: int, start: int) -> bool:
    while index > start and noun_like(line[index]):
        index -= 1
    return line[index].kind == "figure"


def noun_phrase_after(line: Sequence[Item], index: int) -> Phrase | None:
    """The noun phrase that begins at the index; what limits it by number or place may open it (60岁以上的老人)."""
    last = index = _behind_limits(line, index)
    while last < len(line) and (noun_like(line[last]) or _goes_on(line, last) or (last == index and line[last].kind == "mention")):
        last += 1
    first = index
    while first < last and line[first].kind == "mention" and last - first > 1:
        first += 1
    while last > first and line[last - 1].kind not in ("noun", "mention") and line[last - 1].tag != "quote" and not DIVISIONS.fullmatch(line[last - 1].text):
        last -= 1
    return _sound(line, first, last)


def _behind_limits(line: Sequence[Item], index: int) -> int:
    """The index, or the one behind 二级以上, 60岁以上的, 35千伏 where such a limit stands there and a noun follows."""
    last = index
    if index + 1 < len(line) and line[index].tag == "ad" and line[index + 1].kind == "noun":
        return index + 1
    while last < len(line) and (line[last].kind in ("numeral", "place-word") or line[last].tag == "q"):
        last += 1
    if last > index and line[index].kind == "numeral" and last < len(line) and line[last].kind == "noun" and line[last - 1].kind != "place-word":
        return last
    if last == index or line[last - 1].kind != "place-word":
        return index
    if last < len(line) and line[last].kind == "de":
        last += 1
    return last if last < len(line) and noun_like(line[last]) else index


def _goes_on(line: Sequence[Item], index: int) -> bool:
    """A joiner or place word with more of the phrase behind it (药品和方便食品), no figure following that."""
    item = line[index]
    if index == 0 or index + 1 >= len(line) or not noun_like(line[index - 1]) or not noun_like(line[index + 1]):
        return False
    if item.kind == "place-word":
        return True
    if item.text not in JOINERS:
        return False
    end = index + 1
    while end < len(line) and noun_like(line[end]):
        end += 1
    return end == len(line) or line[end].kind != "figure"


def _sound(line: Sequence[Item], first: int, last: int) -> Phrase | None:
    if not any(_is_core(item) for item in line[first:last]):
        return None
    while last - first > 1 and ((first > 0 and line[first - 1].text == "我" and line[first].text == "国") or OWN.fullmatch(line[first].text)):
        first += 1
    return phrase(line, first, last)


def _is_core(item: Item) -> bool:
    if item.mention is not None:
        return item.mention.type != "PLACE"
    return item.kind == "noun"


def verb_group_before(line: Sequence[Item], index: int) -> Phrase | None:
    """The verbs, with their complements, that end right before the item at the index; adverbs between are passed over."""
    start = clause_start(line, index)
    last = index
    while last > start and line[last - 1].kind in ("adverb", "time") and line[last - 1].text not in COMPLEMENTS:
        last -= 1
    first = last
    while first > start and (line[first - 1].kind == "verb" or _complement(line, first - 1, start) or _joined_verbs(line, first - 1, last)):
        first -= 1
    while first < last and line[first].kind != "verb":
        first += 1
    return phrase(line, first, last) if first < last else None


def _complement(line: Sequence[Item], index: int, start: int) -> bool:
    """到, 了 … behind a verb, also two of them (提高到了)."""
    while index > start and line[index].text in COMPLEMENTS:
        index -= 1
        if line[index].kind == "verb":
            return True
    return False


def _joined_verbs(line: Sequence[Item], index: int, last: int) -> bool:
    return index + 1 < last and line[index].text in ("并", "、", "及时", "和") and line[index + 1].kind in ("verb", "adverb")


def head_verb(line: Sequence[Item], group: Phrase) -> str:
    """The last verb of a group without its complements."""
    verbs = [item.text for item in line[group.first : group.last] if item.kind == "verb" and item.text not in COMPLEMENTS]
    return verbs[-1] if verbs else line[group.first].text


def role(line: Sequence[Item], group: Phrase) -> str:
    """What the lexicon `measure-verbs` says of the group: state, change, have, or "" for an ordinary verb."""
    entries = lexicon("measure-verbs").entries
    for text in (group.text, head_verb(line, group)):
        if text in entries:
            return entries[text]["role"]
    return ""


def subject_phrase(line: Sequence[Item], index: int) -> Phrase | None:
    """The noun phrase that is the grammatical subject of the verb group that begins at the index, prepositional phrases passed over."""
    start = clause_start(line, index)
    position = index
    while position > start:
        item = line[position - 1]
        if noun_like(item):
            found = noun_phrase_before(line, position)
            first = found.first if found is not None else position - 1
            before = _preposition(line, first, start)
            if before is None or (found is not None and RATIO.search(found.text) and line[first - 1].kind == "de"):
                return found
            position = before
        elif item.kind in PASSED_OVER or item.text in COMPLEMENTS or _duration(item):
            position -= 1
        elif item.kind in ("de", "verb") and (governor := _preposition(line, position - 1, start)) is not None:
            position = governor
        else:
            return None
    return None


def _duration(item: Item) -> bool:
    return item.figure is not None and item.figure.unit in ("年", "个月", "天", "周", "次")


def _preposition(line: Sequence[Item], first: int, start: int) -> int | None:
    """Index of the preposition that governs what begins at `first`, looking back over mentions, times, 的 and nouns."""
    position = first
    while position > start and (line[position - 1].kind in ("de", "time", "mention", "numeral", "figure") or noun_like(line[position - 1])):
        position -= 1
    return position - 1 if position > start and line[position - 1].kind == "preposition" else None
