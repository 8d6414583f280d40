"""Whose an organisation is: the place in its name, the place that its level word stands for, or the place spoken of."""

from re import compile
from typing import cast

from spacy.tokens import Doc

from extract import reference
from extract.aliases import stem
from extract.gazetteer import Level, enclosing
from extract.hidden_places import label
from extract.knowledge import lexicon
from extract.readings import Name, Reading, attribute

REWRITTEN = frozenset({"party", "government", "congress", "consultative", "court", "mass", "committee"})
"""Kinds whose canonical name is made of their place and function."""
SESSION = compile("^第[一二三四五六七八九十百零\\d]+届")
MUNICIPALITIES = ("11", "12", "31", "50")
"""The provinces that are cities."""
NATIONAL = ("中国", "全国", "国家", "中央", "中华", "世界", "国际", "联合国")
"""How the names of bodies begin that belong to no place in China."""


def place_of(doc: Doc, reading: Reading, name: Name) -> str | None:
    """The link of the place whose organisation it is, None for national bodies and where nothing can be told."""
    if name.rule in ("numbered-unit", "foreign-body", "builder"):
        return None
    if name.rule == "known":
        return attribute("org-national", reading.text[name.start : name.end], "place") or None
    if name.kind in ("school", "research") and name.anchor is None and (known := seat(reading.text[name.start : name.end])):
        return known
    before = reading.place_to(name.start)
    if name.kind == "farm" and before is not None and before.link:
        return owner(before.link)
    inside = [m for m in reading.places if name.start <= m.start and m.end <= name.end + 1]
    if name.anchor is not None or inside:
        first = inside[0] if inside else name.anchor
        assert first is not None
        around = enclosing(first.link) or ""
        last = next((m for m in reversed(inside) if m.link and (enclosing(m.link) or "").startswith(around)), first)
        if last.link:
            return owner(last.link)
    if reading.text.startswith(NATIONAL, name.start):
        return None
    if name.level:
        return at_level(doc, name.start, name.level) or _named_before(reading, name)
    if before is not None and name.rule != "official" and before.link:
        return owner(before.link)
    if called_after := _called_after(reading, name):
        return called_after
    if name.kind == "military":
        return None
    if name.rule == "titled-medium":
        return province(reference.place_in_focus(doc, name.start))
    if name.rule == "official" and name.needs == "none":
        return reference.place_at_level(doc, name.start, "township") or _focus(doc, name)
    return _focus(doc, name)


def seat(own: str) -> str:
    """The place of the known university that a college or laboratory begins with, "" where it begins with none: 西北农林科技大学|园艺学院."""
    schools = lexicon("org-national").entries
    return next((place for term, entry in schools.items() if own.startswith(term) and (place := entry.get("place", ""))), "")


def _called_after(reading: Reading, name: Name) -> str | None:
    """The place of the article whose bare name a proper name begins with: 柳沟|清源保洁服务有限公司."""
    text = reading.text[name.start : name.end]
    stems = {stem(m.text): m.link for m in reading.mentions if m.link and len(stem(m.text)) > 1}
    found = max((s for s in stems if text.startswith(s) and len(s) < len(text)), key=len, default="")
    return enclosing(stems.get(found)) if name.rule != "official" else None


def owner(link: str | None) -> str | None:
    """The link of a place that can have organisations: a division, or a village without a code; else what encloses it."""
    code = enclosing(link)
    return link if code and link and link.endswith(("村", "社区", "嘎查")) else code


def _named_before(reading: Reading, name: Name) -> str | None:
    """The last place named before of a kind that has no code: the village of 村党支部 where the gazetteer lacks it."""
    kin = [m for m in reading.mentions if m.end <= name.start and m.text.endswith(name.level) and m.link]
    return owner(kin[-1].link) if kin else None


def _focus(doc: Doc, name: Name) -> str | None:
    """The place that the sentence is about; for a proper name, where that is a whole province or city, the paragraph's."""
    place = owner(reference.place_in_focus(doc, name.start))
    if place is None or len(place) >= 6 or name.rule == "official":
        return place
    return owner(reference.place_in_focus(doc, name.start, sentence=False))


def province(link: str | None) -> str | None:
    """The province that a link lies in."""
    code = enclosing(link)
    return code[:2] if code else None


def at_level(doc: Doc, start: int, word: str) -> str | None:
    """The place that a level word stands for at an offset; 市 is the county-level city where the article is about one."""
    level = lexicon("org-levels").entries[word]["level"]
    if level == "city":
        county = reference.place_at_level(doc, start, "county")
        if county and label(county).endswith("市"):
            return county
        city = reference.place_at_level(doc, start, "prefecture") or reference.place_at_level(doc, start, "province")
        return city[:2] if city and city.startswith(MUNICIPALITIES) else city
    return reference.place_at_level(doc, start, cast(Level, level))


def canonical_name(reading: Reading, name: Name, place: str | None) -> str:
    """Place and function in one form: 市委, 河津市委 and 河津市委 of another reading are all 河津市委.

    Only names that stand on a place or a level word are rewritten; a proper name stays as it is written.
    """
    text = reading.text[name.start : name.end].replace("“", "").replace("”", "")
    head = label(place)
    if not head or (name.kind not in REWRITTEN and name.rule not in ("official", "coordinated", "fused")):
        return text
    if name.anchor is not None and not name.level and not head.endswith(name.anchor.text[-1]):
        return text
    if text.startswith(("共青团", "团")):
        return head + "团委" if text.endswith("委") else text
    inner = [m.end for m in reading.places if name.start < m.start and m.end < name.end and m != name.anchor]
    if inner and name.rule == "part":
        return text
    if inner:
        return _named(head, reading.text[inner[-1] : name.end])
    if name.anchor is not None:
        party = reading.text[name.start : name.anchor.start].removeprefix("中共").removeprefix("中国共产党")
        return party + _named(head, reading.text[name.anchor.end : name.end].removeprefix(_rest_of_level(reading, name, head)))
    if name.level:
        return _named(head, text.removeprefix(name.level))
    return _named(head, text) if name.rule == "coordinated" or name.needs == "none" else text


def _named(head: str, rest: str) -> str:
    """The place's label with one form of the function, without the number of a session: 某村|村民委员会 → 某村委会."""
    rest = function(SESSION.sub("", rest))
    return head + (rest.removeprefix("村") if head.endswith("村") and rest.startswith("村委") else rest)


def _rest_of_level(reading: Reading, name: Name, head: str) -> str:
    """The level word that a short place name left outside its mention: 市 of 河津|市委."""
    assert name.anchor is not None
    rest = reading.text[name.anchor.end : name.end]
    return name.level if name.level and rest.startswith(name.level) and not name.anchor.text.endswith(name.level) and head.endswith(name.level) else ""


def function(words: str) -> str:
    """The one form of a function that has several spellings: 人民政府 → 政府."""
    same = lexicon("org-synonyms").entries
    for i in range(len(words)):
        if words[i:] in same and (i == 0 or "whole" not in same[words[i:]]):
            return words[:i] + same[words[i:]]["as"]
    return words
