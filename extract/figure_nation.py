"""Figures about the whole country, which has no link: 全国, 我国, a ministry that states; and lists of places that are themselves counted."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.clauses import Item, clause_start, opens_clause
from extract.knowledge import lexicon
from extract.values import Mention

PUBLIC = ("government", "party", "congress", "consultative")
"""The classes of the lexicon `org-national` that speak for the country; its media and companies do not."""
NATION = re.compile("全国(?:各地|范围)?|我国|全国上下")
NOT_THE_NATION = re.compile("(?:首|第|最|唯一|知名|著名|文明|先进|优秀|劳动|劳模|人大|政协|前列|[百十五]强|性|重点|各(?!地)|各地区?的|统一|一[级流])")
DIVISION = re.compile("(?:个)?(?:省|市|县|区|镇|乡|村|州|旗|街道|社区|国家?|城市|地区|分村|区县|市县|[一-龥]{2,4}(?:地区|城市|省份|国家))")


def is_national(mention: Mention) -> bool:
    """Is this a body of the whole country (a ministry, the national statistics office)?"""
    known = lexicon("org-national").entries.get(mention.text, {})
    return mention.type == "ORG" and known.get("class") in PUBLIC


def nation(line: Sequence[Item], index: int, *, at_home: bool) -> bool:
    """Does the item at the index say that what follows is about the whole country (全国已建成…, 国家划定的全国…已达)?

    各地 says so only where the article has no place of its own (`at_home` is false).
    """
    if line[index].text in ("各地", "各地区") and not at_home:
        return opens_clause(line, index)
    if NATION.fullmatch(line[index].text) is None or line[index].mention is not None:
        return False
    following = "".join(item.text for item in line[index + 1 : index + 3])
    if NOT_THE_NATION.match(following) or (line[index].text.endswith("地") and following.startswith("的")):
        return False
    before = [item for item in line[clause_start(line, index) : index] if item.kind not in ("time", "adverb", "particle")]
    return not before or before[-1].text in ("在", "的", "，") or all(item.kind not in ("verb", "preposition") for item in before)


def programme_of_article(doc: Doc) -> str | None:
    """The one programme that the article's first line names: what figures of the whole country are about."""
    end = doc.text.find("\n")
    named = {m.text for m in mentions_of(doc, "PROGRAMME") if m.end <= end}
    return named.pop() if len(named) == 1 else None


def counts_its_list(line: Sequence[Item], last: int) -> bool:
    """Is the list of places that ends at `last` counted by the figure behind it (甲、乙、丙三个县, 甲、乙等9个省份)?"""
    index = last + 1
    while index < len(line) and line[index].text in ("等", "这", "等等"):
        index += 1
    figure = line[index].figure if index < len(line) else None
    if figure is None:
        return False
    behind = "".join(item.text for item in line[index + 1 : index + 4])
    return DIVISION.match(behind) is not None or DIVISION.fullmatch(figure.unit) is not None
