"""What a name means that the tables do not have as the text writes it: under another rank, a character apart, called after its town."""

from extract.aliases import UNITS, stem
from extract.gazetteer import Gazetteer, fold, within
from extract.spots import Spot

MUNICIPALITIES = ("11", "12", "31", "50")
"""The provinces that are cities."""
RANKS = ("镇", "乡", "街道", "地区", "地区办事处", "街道办事处")
"""How names of towns end, which change with their rank."""
SETTLED = ("镇", "街", "村", "寨", "社区", "屯")
"""How names of settlements end, which are often called after their town."""
AVENUES = ("大街", "正街", "北街", "南街", "东街", "西街", "中街")
"""How streets end that run through a town and give a subdistrict its name, or take it from elsewhere."""

TELLING = frozenset("一二三四五六七八九十东西南北中上下前后左右内外大小新老旧")
"""Characters by which the names of neighbouring villages differ."""


def local(places: Gazetteer, outer: str, name: str) -> str:
    """The link of a place without a code that lies in `outer`."""
    return f"{own_town(places, outer, name)}/{name}"


def own_town(places: Gazetteer, outer: str, name: str) -> str:
    """The town in `outer` after which a place is called (寿昌古镇 in 寿昌镇), where there is just one, else `outer` itself."""
    if name.endswith(SETTLED) and not name.endswith(AVENUES) and (4 <= len(outer) <= 6 or outer in MUNICIPALITIES):
        for size in range(min(4, len(name) - 2), 1, -1):
            towns = [c for c in places.candidates(name[:size]) if len(c) == 9 and within(c, outer)]
            if towns:
                return towns[0] if len(towns) == 1 else outer
    return outer


def in_namesake(places: Gazetteer, outer: str, fits: list[str]) -> list[str]:
    """Of several in a prefecture those in the county that bears its name (恩施|营上村 in 恩施市), if there are any."""
    name = stem(places.name(outer)) if len(outer) == 4 else ""
    return [c for c in fits if stem(places.name(c[:6])) == name] or fits


def town_inside(places: Gazetteer, spot: Spot, outer: str) -> str | None:
    """The only town of that bare name in the place before it, where no county or city of that name is (浙江|南阳)."""
    if any(within(c, outer) for c in spot.codes):
        return None
    inside = [c for c in places.candidates(spot.text) if len(c) == 9 and within(c, outer)]
    return inside[0] if len(inside) == 1 else None


def of_other_rank(places: Gazetteer, name: str, outer: str) -> str | None:
    """The only town of the county that bears the name under another rank (龙泉镇, listed as 龙泉地区; 城关镇 as 城关街道)."""
    if len(outer) != 6 or not name.endswith(RANKS):
        return None
    bare = fold(stem(name))
    like = [c for c in places.children(outer) if places.name(c).endswith(RANKS) and fold(stem(places.name(c))) == bare]
    return like[0] if len(like) == 1 and len(bare) > 1 else None


def near_name(places: Gazetteer, name: str, outer: str) -> str | None:
    """The only village of the town or county, or town of the county, whose name differs in one character of three or more."""
    if len(outer) == 6 and name.endswith(RANKS):
        towns = [c for c in places.children(outer) if places.name(c).endswith(RANKS) and _is_variant(fold(places.name(c)), fold(name))]
        return towns[0] if len(towns) == 1 and len(stem(name)) >= 3 else None
    core = fold(UNITS.sub("", name))
    if len(outer) not in (6, 9) or len(core) < 3:
        return None
    like = [c for other, codes in places.villages(outer).items() if _is_variant(other, core) for c in codes]
    return like[0] if len(like) == 1 else None


def _is_variant(one: str, other: str) -> bool:
    """Whether the names differ in one character, and not as neighbours do (上河 and 下河, 一组 and 二组)."""
    apart = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(apart) == 1 and not (apart[0][0] in TELLING and apart[0][1] in TELLING)
