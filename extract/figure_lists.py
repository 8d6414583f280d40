"""Figures side by side and lists that are handed out in turn (甲、乙分别x、y)."""

import re
from collections.abc import Sequence

from extract.clauses import Item, clause_start
from extract.knowledge import lexicon
from extract.phrases import noun_like, noun_phrase_before
from extract.values import Mention

RECEIVING = frozenset("对向给为")
"""What makes the names behind it those who get, not those who do (对甲县、乙县分别拨付…)."""


def adjacent(line: Sequence[Item], left: int, right: int) -> bool:
    """Nothing but a joining mark or word stands between the two items."""
    between = [item for item in line[left + 1 : right] if item.tag != "bracket"]
    return all(item.kind == "and" or item.text in ("约", "近") or item.text in lexicon("measure-total-words") for item in between) and len(between) <= 2


def figure_run(line: Sequence[Item], indices: Sequence[int], position: int) -> list[int]:
    """Indices of the figures of one list (12吨、9吨和二十余吨) that holds the figure at this position, up to it from its first."""
    first = position
    while first > 0 and adjacent(line, indices[first - 1], indices[first]) and indices[first] - indices[first - 1] > 1:
        first -= 1
    last = position
    while last + 1 < len(indices) and adjacent(line, indices[last], indices[last + 1]) and indices[last + 1] - indices[last] > 1:
        last += 1
    return list(indices[first : last + 1])


def respective_word(line: Sequence[Item], index: int) -> int | None:
    """Index of the 分别 or 依次 that stands before the figure in its clause."""
    for position in range(index - 1, clause_start(line, index) - 1, -1):
        if line[position].text in ("分别", "依次", "各"):
            return position if line[position].text != "各" else None
        if line[position].kind == "figure":
            return None
    return None


def listed_phrases(line: Sequence[Item], word: int) -> list[str]:
    """The noun phrases that 、 and 和 join right before the item at the index, in text order; [] if there is no list."""
    names: list[str] = []
    position = word
    while (found := noun_phrase_before(line, position)) is not None:
        names.insert(0, found.text)
        position = found.first
        if position == 0 or line[position - 1].kind != "and":
            break
        position -= 1
    split = [part for name in names for part in re.split("和|与|及", name) if part]
    return split if len(split) > 1 else []


def mention_in_turn(line: Sequence[Item], indices: Sequence[int], position: int) -> Mention | None:
    """The name that a figure belongs to where a list of names is handed out to a list of figures of the same length.

    One 分别 may hand out in several clauses (分别清运46吨、31吨，拆除12座、9座); without one the list must open the clause of the
    figures, which must have one unit (甲村、乙村也腾退了860亩和430亩).
    """
    run = figure_run(line, indices, position)
    if len(run) < 2:
        return None
    word = next((i for i in range(run[0] - 1, -1, -1) if line[i].text in ("分别", "依次")), None)
    names = _names_of_sentence(line, word, len(run)) if word is not None else _opening_names(line, run)
    return names[run.index(indices[position])] if len(names) == len(run) else None


def _names_of_sentence(line: Sequence[Item], word: int, count: int) -> list[Mention]:
    """The names that 分别 hands out: in its clause, else those of a clause before in the sentence, if they are as many as the figures."""
    names = _names_before(line, word)
    start = clause_start(line, word)
    while not names and start > 1 and not any(item.mention is not None for item in line[start:word]):
        start = clause_start(line, start - 2)
        names = _opening_list(line, start)
    if len(names) != count:
        names = _owners(line, clause_start(line, word))
    return names if len(names) == count else []


def _owners(line: Sequence[Item], start: int) -> list[Mention]:
    """甲村的香菇、乙村的蜂蜜…: the names that own the members of the list which opens the clause at `start`."""
    owners: list[Mention] = []
    for index in range(start, len(line) - 1):
        mention = line[index].mention
        if mention is not None and line[index + 1].kind == "de" and (index == start or line[index - 1].kind in ("and", "mention")):
            owners.append(mention)
        elif not (owners or mention is not None) or not (mention is not None or line[index].kind in ("and", "de") or noun_like(line[index])):
            break
    return owners


def _opening_names(line: Sequence[Item], run: Sequence[int]) -> list[Mention]:
    """The list that opens the clause of the figures, where no word of total stands between and all have one unit."""
    start = clause_start(line, run[0])
    units = {figure.unit for index in run if (figure := line[index].figure) is not None}
    if len(units) > 1 or any(item.text in lexicon("measure-total-words") for item in line[start : run[0]]):
        return []
    return _opening_list(line, start)


def _opening_list(line: Sequence[Item], start: int) -> list[Mention]:
    """The names joined by 、 and 和 that open the clause at `start`; of a path of names the last."""
    names: list[Mention] = []
    for index in range(start, len(line)):
        mention = line[index].mention
        if mention is not None and names and line[index - 1].mention is not None:
            names[-1] = mention
        elif mention is not None:
            names.append(mention)
        elif line[index].kind != "and" or not names:
            break
    return names if len(names) > 1 else []


def _names_before(line: Sequence[Item], word: int) -> list[Mention]:
    """The names of the list that stands before 分别 in its clause, in text order; of a path of names the last."""
    last = word
    while last > 0 and line[last - 1].mention is None:
        if line[last - 1].kind in ("break", "figure"):
            return []
        last -= 1
    names: list[Mention] = []
    for i in range(last - 1, -1, -1):
        mention = line[i].mention
        if mention is None and line[i].kind != "and":
            return [] if line[i].text in RECEIVING else names
        if mention is not None and (i == last - 1 or line[i + 1].kind == "and"):
            names.insert(0, mention)
    return names
