"""Where a subject stands: at the head of its clause, behind a pivot verb; not behind a preposition, not where a name only states or locates."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.clauses import Item, clause_end, clause_start
from extract.knowledge import lexicon
from extract.phrases import JOINERS
from extract.reference import LANDMARKS


@cache
def words(role: str) -> tuple[str, ...]:
    """The words to which the lexicon `measure-subject-words` gives this role."""
    return lexicon("measure-subject-words").with_attribute("role", role)


@cache
def _setting() -> tuple[str, ...]:
    return lexicon("measure-subject-words").with_attribute("sets", "yes")


def is_name(item: Item) -> bool:
    """Is the item a place, an organisation or a programme?"""
    return item.mention is not None and item.mention.type != "PERSON"


def takes_subject_place(line: Sequence[Item], first: int, last: int, kind: str, *, earlier: bool, counted: bool) -> bool:
    """Does the name stand where a subject stands: at the head of its clause, or behind 位于 or a pivot verb?"""
    before = [item for item in line[clause_start(line, first) : first] if item.kind not in ("time", "adverb", "particle") and item.tag != "quote"]
    following = next((item for item in line[last + 1 :] if item.tag not in ("quote", "bracket")), None)
    if kind == "ORG" and following is not None and ((following.mention is not None and following.mention.type == "PERSON") or states(line, last + 1)):
        return False
    landmark = all(item.mention.rule in LANDMARKS for item in line[first : last + 1] if item.mention is not None)
    if kind == "PLACE" and (_locates(line, first, last) or (landmark and any(item.text in words("placing") for item in before))):
        return False
    if kind == "PROGRAMME":
        return _programme_acts(line, last, before, following)
    if following is not None and following.text[0] == "第":
        return False
    if _on_a_route(line, first, last):
        return False
    if not before:
        return True
    previous = before[-1]
    if previous.text in words("governor"):
        return False
    if previous.kind == "de" and (counted or before[0].text in words("placing") or _described(line, first, before[0], following)):
        return True
    if previous.kind == "and" and is_name(before[0]) and _owns_figure(line, last):
        return True
    if previous.text in words("pivot"):
        return not counted and not landmark and following is not None and following.kind not in ("de", "break")
    if kind == "PLACE" and previous.text in words("placing"):
        return not earlier and not _is_where(line, first, following)
    if any(item.kind == "verb" or item.text in words("governor") for item in before):
        return False
    return previous.kind in ("noun", "and", "pronoun", "place-word", "other", "preposition", "adjective", "de", "mention")


def _on_a_route(line: Sequence[Item], first: int, last: int) -> bool:
    """甲镇至乙镇公路: is the name only where a road begins or ends?"""
    begins = last + 2 < len(line) and line[last + 1].text in ("至", "到") and is_name(line[last + 2])
    return begins or (first > 1 and line[first - 1].text in ("至", "到") and is_name(line[first - 2]))


def _is_where(line: Sequence[Item], first: int, following: Item | None) -> bool:
    """甲县73个村搬出大山，在乙镇建起…: is the place behind 在 only where the subject of the sentence acts?"""
    if line[first - 1].text != "在" or following is None or following.kind != "verb":
        return False
    return any(is_name(item) for item in line[: clause_start(line, first)])


def _described(line: Sequence[Item], first: int, opening: Item, following: Item | None) -> bool:
    """串起各湖的甲河，灌溉着…: does a clause that only describes the name open the sentence, and the name act behind it?"""
    if first > 1 and line[first - 2].text.endswith("所在"):
        return True
    return clause_start(line, first) == 0 and opening.kind == "verb" and following is not None and following.kind in ("verb", "adverb", "break")


def _owns_figure(line: Sequence[Item], last: int) -> bool:
    """甲村的果园、乙村的千亩鱼塘: is the name a further head of a list, with 的 and the figure behind it?"""
    return last + 2 < len(line) and line[last + 1].kind == "de" and line[last + 2].figure is not None


def _locates(line: Sequence[Item], first: int, last: int) -> bool:
    """Does the place only say where the next one lies (位于甲河南岸的乙村)?"""
    if first == 0 or line[first - 1].text not in words("placing") or line[first - 1].text == "在":
        return False
    rest = line[last + 1 : clause_end(line, last)]
    return any(item.kind == "de" and is_name(after) for item, after in pairwise(rest))


def states(line: Sequence[Item], index: int) -> bool:
    """Is this a source that states what follows (县气象台预计, 县政府核查：)?"""
    rest = [item for item in line[index : clause_end(line, index) + 1]]
    said = [item for item in rest if item.kind not in ("break", "time")]
    if said and (said[-1].text in words("announcing") or (said[-1].text in words("statement") and said[-1].text in ("显示", "表明"))):
        return True
    return any(item.text in words("statement") for item in said[:3]) or (len(rest) <= 3 and bool(rest) and rest[-1].text in ("：", ":"))


def sets_out(line: Sequence[Item], first: int, last: int) -> bool:
    """出台《办法》，对…的每座奖补…: does a clause behind the new rule text begin to tell what it sets?"""
    if not any(item.text in words("issuing") for item in line[clause_start(line, first) : first]):
        return False
    rest = [item for item in line[last + 1 :] if item.tag not in ("quote", "bracket") and item.text != "》"]
    return len(rest) > 1 and rest[0].kind == "break" and (rest[1].text in _setting() or rest[1].text[0] == "每")


def _programme_acts(line: Sequence[Item], last: int, before: Sequence[Item], following: Item | None) -> bool:
    """A programme at the head of its clause that does something (“最美庭院”评比评出…), or that 即 explains."""
    if (
        following is None
        or any(item.text in words("governor") or item.text in ("在", "于") for item in before)
        or line[clause_end(line, last) - 1].text in words("since")
    ):
        return False
    if following.kind == "break":
        behind = line.index(following) + 1
        return behind < len(line) and line[behind].text in ("即", "包括", "也就是")
    if any(item.kind == "verb" for item in before):
        return len(before) <= 2 and following.kind == "verb"
    return not (before and before[-1].text in JOINERS) and following.kind in ("verb", "noun", "adverb")
