"""The verb that governs a figure with a noun: before the two, before the list that they end, or behind them."""

import re
from collections.abc import Sequence

from extract.clauses import Item, clause_end, clause_start
from extract.knowledge import lexicon
from extract.phrases import Phrase, head_verb, noun_phrase_before, role, verb_group_before
from extract.quantities import Quantity

PASSED_ON = frozenset({"noun", "adjective", "and", "mention", "place-word", "numeral", "other", "pronoun"})
"""Kinds of items between a verb and the noun phrase that a list of its objects ends with (受理保险、补贴等业务)."""
NO_LIST = frozenset({"来自", "包括", "像", "有", "是", "以及", "如", "含", "包含"})
"""Verbs that only say what belongs to a list."""


def action_around(line: Sequence[Item], index: int, found: Phrase) -> str:
    """The verb of a figure whose noun stands behind it: before, in the list that the two end, or behind the noun."""
    group = verb_group_before(line, index)
    if group is None:
        before = noun_phrase_before(line, index)
        group = verb_group_before(line, before.first) if before is not None else None
    if group is None and not any(item.kind in ("preposition", "de") for item in line[clause_start(line, index) : index]):
        group = _listing_verb(line, index)
    governed = group is None and any(item.kind == "verb" for item in line[clause_start(line, index) : index])
    behind = verb_behind(line, found.last, past_figures=not governed)
    if group is None and not behind:
        return _describing_verb(line, index)
    return behind if group is None or (behind and hands_on(line, group)) else group.text


def action_before(line: Sequence[Item], found: Phrase, figure: Quantity) -> str:
    """The verb before the noun phrase, before the list that it ends, or in the figure (超过9人); else the one that describes it (收到的来信)."""
    group = verb_group_before(line, found.first) or _listing_verb(line, found.first)
    if group is not None:
        return group.text
    if exceeded := re.match("超过?", figure.text):
        return exceeded[0]
    return _describing_verb(line, found.first)


def _describing_verb(line: Sequence[Item], first: int) -> str:
    """The verb that 的 parts from what begins at the index (收到的来信上百封, 研发的9款面料)."""
    described = first > 1 and line[first - 1].kind == "de" and line[first - 2].kind == "verb"
    group = verb_group_before(line, first - 1) if described else None
    return group.text if group is not None else ""


def _listing_verb(line: Sequence[Item], first: int) -> Phrase | None:
    """The verb whose objects are listed up to the noun phrase or figure at the index (推介甲地、乙地等线路)."""
    start = clause_start(line, first)
    position = first
    while position > start and (line[position - 1].kind in PASSED_ON or line[position - 1].text == "等"):
        position -= 1
    group = verb_group_before(line, position) if position < first else None
    return group if group is not None and role(line, group) not in ("state", "change") and head_verb(line, group) not in NO_LIST else None


def hands_on(line: Sequence[Item], group: Phrase) -> bool:
    """有8户人家开店, 带动6名农民就业: does the verb leave it to the one behind the figure to say what is done?"""
    return role(line, group) == "have" or head_verb(line, group) in lexicon("measure-causing-verbs")


def verb_behind(line: Sequence[Item], position: int, *, past_figures: bool = False) -> str:
    """The first verb group behind, inside the clause; a list of figures may stand before it (30顶帐篷、40床棉被运抵)."""
    end = clause_end(line, min(position, len(line) - 1)) if line else 0
    while position < end and line[position].kind != "verb":
        if line[position].kind == "figure" and not past_figures:
            return ""
        position += 1
    last = position
    while last < end and line[last].kind == "verb":
        last += 1
    return "".join(item.text for item in line[position:last])


def verb_in(line: Sequence[Item], start: int, index: int) -> str:
    """The first verb among these items."""
    return next((item.text for item in line[start:index] if item.kind == "verb"), "")
