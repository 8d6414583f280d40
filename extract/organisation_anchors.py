"""The place that is fused before or inside an organisation's name, and where the name starts with it."""

from dataclasses import replace

from extract.gazetteer import enclosing
from extract.knowledge import lexicon
from extract.readings import Name, Reading, suffix_at_end
from extract.values import Mention

PARTIES = ("中国共产党", "中共", "共青团", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟")


def anchored(reading: Reading, name: Name) -> Name:
    """The name with the place fused before it: a mention that ends where it starts, or that its level word ends."""
    inner = reading.place_from(name.start)
    own = inner is not None and name.start + len(name.level) < inner.end < name.end
    for end in (name.start + len(name.level), name.start):
        place = reading.place_to(end)
        if place is not None and place.start < name.start and not own:
            start = place.start - _owner_before(reading, name, place.start)
            return _own_locality(reading, replace(name, start=start, anchor=place))
    while (place := reading.place_from(name.start)) is not None and place.end < name.end:
        following = reading.place_from(place.end)
        if following is None or following.end >= name.end or not _may_lie_in(following, place):
            return _own_locality(reading, replace(name, start=name.start - _owner_before(reading, name, name.start), anchor=place))
        name = replace(name, start=place.end)
    return replace(name, start=name.start - _party_before(reading.text, name.start))


def _may_lie_in(inner: Mention, outer: Mention) -> bool:
    """Whether a place may go on the path of the one before it; a bare name of elsewhere is part of a proper name (豆庄镇|柳河营学校)."""
    inside, around = enclosing(inner.link), enclosing(outer.link)
    return not inside or not around or inside.startswith(around)


def _owner_before(reading: Reading, name: Name, start: int) -> int:
    """The length of what a local body bears before its place: its party's or league's name, or its company's (国网|某县供电公司)."""
    if party := _party_before(reading.text, start):
        return party
    companies = lexicon("org-national").with_attribute("class", "enterprise") if name.kind == "enterprise" else ()
    return max((len(c) for c in companies if reading.text.endswith(c, 0, start)), default=0)


def _party_before(text: str, start: int) -> int:
    """The length of a party's or league's name that a local committee bears before its place: 中共|河津市委, 民盟|晋中市委."""
    return next((len(p) for p in PARTIES if text.endswith(p, 0, start)), 0)


def _own_locality(reading: Reading, name: Name) -> Name:
    """A farm or prison is called after its own locality (柳州|露塘监狱): the larger place before it is not in its name."""
    ending = suffix_at_end().search(reading.text[name.start : name.end])
    if name.kind != "farm" or name.anchor is None or ending is None or name.start + ending.start() - name.anchor.end < 2:
        return name
    return replace(name, start=name.anchor.end, level="", anchor=None)
