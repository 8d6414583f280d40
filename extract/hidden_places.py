"""Places inside the names of organisations and programmes, which are no mentions of their own: 城固县 in 城固县政府."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from re import compile, escape

from extract.aliases import stem
from extract.gazetteer import enclosing, gazetteer
from extract.knowledge import lexicon
from extract.statistical import Word
from extract.values import Mention

NAMING = frozenset({"ORG", "PROGRAMME"})
"""Whose names hold places that are not spoken of."""
UNITS = ("省", "市", "县", "区", "旗", "镇", "乡", "街道", "村", "社区")
"""How a division's full form ends."""
LENGTHS = (9, 6, 4, 2)
"""Lengths of codes, the nearest first."""
SHARED = {2: 2, 4: 2, 6: 2, 9: 4, 12: 6}
"""How much of its code a division must share with a place of the article, by the code's length."""


def hidden_places(text: str, mentions: Sequence[Mention], words: Sequence[Word]) -> list[Mention]:
    """Places inside names, which are no mentions of their own: those that the article mentions elsewhere, and what the model calls LOC."""
    taken = {i for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []

    def add(start: int, end: int, link: str | None) -> None:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append(Mention("PLACE", start, end, text[start:end], "hidden", link=link))

    known = {surface: m.link for m in reversed(mentions) if m.link for surface in surfaces(m)}
    codes_here = {c for m in mentions if (c := enclosing(m.link))}
    near = {length: frozenset(c[:length] for c in codes_here if len(c) >= length) for length in LENGTHS}
    if known:
        for match in compile("|".join(escape(s) for s in sorted(known, key=lambda s: (-len(s), s)))).finditer(text):
            add(match.start(), match.end(), known[match[0]])
    for first, last, own in _stems_of_units(text, mentions):
        add(first, last, own)
    for word in words:
        if word.tag == "LOC":
            for start, end in _pieces(text, word, taken):
                surface = text[start:end]
                add(start, end, known.get(surface) or _nearest(surface, gazetteer().candidates(surface), near))
    for word in words:
        if word.tag == "ORG":
            for start, end, codes in gazetteer().scan(text[word.start : word.end]):
                if link := _nearest(text[word.start + start : word.start + end], codes, near) or (None if start else _foremost(codes)):
                    add(word.start + start, word.start + end, link)
    return found


def part_of_a_name(mentions: Iterable[Mention]) -> Callable[[Mention], bool]:
    """Tells the places among the mentions that are part of an organisation's or programme's name (杭州 in 杭州第19届亚运会).

    One that ends a path is none, as a path is spoken of for itself (江苏|常州|迎春庙会), and neither is one in full in front of a programme's own name.
    """
    names = [m for m in mentions if m.type in NAMING]

    def is_part(mention: Mention) -> bool:
        if mention.type != "PLACE" or mention.rule == "place-path":
            return False
        around = [m for m in names if m.start <= mention.start and mention.end <= m.end and m.text != mention.text]
        division = mention.text.endswith(UNITS) and "/" not in (mention.link or "/")
        leads = division and all(m.type == "PROGRAMME" and m.start == mention.start for m in around)
        return bool(around) and not leads

    return is_part


def _stems_of_units(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, str | None]]:
    """The article's own counties, towns and villages without their kind, where a small unit is named after them: 柳沟|派出所 of 柳沟镇."""
    own = [(m, m.text.removesuffix("村").removesuffix("社区")) for m in reversed(mentions) if m.link and len(enclosing(m.link) or "") > 4]
    stems = {s: m.link for m, name in own if len(s := stem(name)) > 1 and s != m.text}
    if not stems:
        return []
    units = "|".join(escape(u) for u in lexicon("org-named-units"))
    named = "|".join(escape(s) for s in sorted(stems, key=lambda s: (-len(s), s)))
    return [(*match.span("stem"), stems[match["stem"]]) for match in compile(f"(?P<stem>{named})(?=(?:{units}))").finditer(text)]


def _pieces(text: str, word: Word, taken: Container[int]) -> list[tuple[int, int]]:
    """The places that one LOC word runs together (安康市宁陕县), without what is a mention already or an organisation's function."""
    start = max((i + 1 for i in range(word.start, word.end) if i in taken), default=word.start)
    if word.end - start < 2:
        return []
    if gazetteer().candidates(text[start : word.end]):
        return [(start, word.end)]
    found: list[tuple[int, int]] = []
    for s, e, _ in gazetteer().scan(text[start : word.end]):
        if e - s > 1 and start + s == (found[-1][1] if found else start):
            found.append((start + s, start + e))
    return found


def surfaces(mention: Mention) -> list[str]:
    """The forms under which a place may stand in a name: as it was mentioned, and with its official label."""
    official = label(mention.link) if "/" not in (mention.link or "") else ""
    return [s for s in (mention.text, official) if len(s) > 1]


def _nearest(surface: str, codes: Sequence[str], near: Mapping[int, frozenset[str]]) -> str | None:
    """The division that shares the longest code with a place of the article, or the only one down to the county of that full name.

    `near` holds the beginnings of the codes of the article's places by their length. A village must lie in a county that
    the article names, a town in a prefecture, so that a brand is no place.
    """
    for length in LENGTHS:
        for code in codes:
            if SHARED[len(code)] <= length and code[:length] in near[length]:
                return code
    upper = [c for c in codes if len(c) <= 6 and (len(c) == 2 or not gazetteer().is_stem(surface, c))]
    return upper[0] if len(upper) == 1 else None


def _foremost(codes: Sequence[str]) -> str | None:
    """The only province or city of the name, which an organisation of elsewhere begins with (郑州|大学第一附属医院)."""
    upper = [c for c in codes if len(c) <= 4]
    return upper[0] if len(upper) == 1 else None


def label(link: str | None) -> str:
    """The common full form of a place's name, "" where the gazetteer has none."""
    code = enclosing(link)
    if not code:
        return ""
    try:
        return gazetteer().label(code)
    except KeyError:
        return ""
