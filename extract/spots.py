"""Where a text may name divisions: forms from the gazetteer that stand at word limits or behind the place that holds them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extract.gazetteer import Gazetteer, within
from extract.knowledge import lexicon
from extract.page import Page

COUNTED = re.compile("[两三四五六七八九十等][村镇乡县]$")
REACHED = re.compile("[市县乡镇村户组]通[县乡镇村]$")
"""How a slogan tells what reaches every place of a level (县县通乡, 百县|通村)."""
BUILT_ON = ("民", "庄", "落")
"""Characters that make a word of their own with 村 (大湾|村民)."""
COLLECTIVE = ("集体", "级", "民", "“两委", "干部")
"""What follows 村 where the word before it is mostly none of its name (发展|村集体经济)."""
NAMED_VILLAGE = re.compile("[一-鿿]{2,4}?(?:村|社区)(?![级委民庄落口集干“])")
BY_MEANS = re.compile("(?:[以靠用]|[、和])[一-鿿]{1,2}[兴强富立活美治]村$")
"""How a slogan tells by what a village prospers (以茶兴村、靠茶富村)."""
FIELDS = "文旅游农业态化贤德法渔茶果教商电光"
"""Characters that a field of activity ends in, which 兴村 and the like are said of (文旅兴村, 生态立村, 产业强村)."""
UNNAMED = frozenset({"v", "vd", "ad", "d", "p", "u", "c", "r", "m", "w", "TIME"})
"""Tags of words that no village's name has."""
COUNTY_WIDE = ("级", "域", "直", "际", "属", "乡村", "乡镇", "镇")
"""What makes 县 a word of level, and no name's end."""
NO_NAME_BEFORE = "的在到从为离来对于向与及是由赴去回把给等"
"""Characters after which a county's name of two characters may begin."""
HAN = re.compile("[一-鿿]")
WAYS = ("高速", "国道", "省道", "铁路", "公路", "江", "河", "线")
"""How names of what has stretches end."""
FRAGMENT = re.compile("(?!位于|地处|所辖|下辖|境内|辖区|属于)(?:(?![的和与及在是为由等从到至赴向有对中内外里上下之以])[一-鿿]){1,2}")
"""What the models may leave between a place and the rest of the name behind it (清水镇|松|坪村), but not what joins places."""
BETWEEN = UNNAMED | {"f", "s", "q", "vn", "xc"}
"""Tags of words that stand between a place and a name behind it, and belong to neither."""
DEEDS = frozenset({"v", "vn", "vd", "a", "ad", "an", "d"})
"""Tags of a word that tells what is done or how it is (邻里互助), and so names no place."""
UNITS = ("村", "社区", "镇", "乡", "街道", "嘎查", "苏木", "县", "旗")
"""How names of divisions end that the tables may lack."""
UNIT_WORDS = tuple("县市区镇乡街村社")
"""Characters that begin the word of a division's kind."""
Kind = Literal["full", "stem", "village", "bare", "unknown", "locality", "site", "feature"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A span that may name a place, and the codes that its form may mean.

    `named`: the statistical model sees a place there. `chained`: the place that holds it stands right before, or one that
    it holds right behind.
    """

    start: int
    end: int
    text: str
    kind: Kind
    codes: tuple[str, ...] = ()
    named: bool = False
    chained: bool = False


def division_spots(page: Page, places: Gazetteer) -> list[Spot]:
    """All candidate spots of divisions, overlaps included, in text order."""
    found = [_spot(page, places, start, end, codes) for start, end, codes in places.scan(page.text) if not _is_station(page.text[start:end])]
    by_start: dict[int, list[int]] = {}
    for i, spot in enumerate(found):
        by_start.setdefault(spot.start, []).append(i)
    sound = [page.starts_at(s.start) for s in found]
    for i, spot in enumerate(found):
        if not sound[i]:
            continue
        for gap in (0, 1):
            if gap and page.text[spot.end : spot.end + 1] not in (" ", "的"):
                continue
            for k in by_start.get(spot.end + gap, ()):
                if held := _held(found[k].codes, spot.codes) or _held_town(page, places, found[k], spot):
                    sound[k] = True
                    found[k] = replace(found[k], chained=True, codes=tuple(held))
                    holding = tuple(c for c in spot.codes if any(within(h, c) for h in held))
                    found[i] = replace(found[i], chained=True, codes=holding if found[i].chained else found[i].codes)
    return [s for s, ok in zip(found, sound, strict=True) if ok and (s.chained or (_ends_well(page, s) and not _by_accident(page, s)))]


def _is_station(form: str) -> bool:
    """Whether the form is an airport's or a station's, as the tables list a few as towns (大兴国际机场)."""
    return form.endswith(("机场", "火车站", "高铁站"))


def _by_accident(page: Page, spot: Spot) -> bool:
    """Whether the form only arises where words meet (城乡和|县级 → 和县), or is a verb's (开村)."""
    if spot.kind == "village":
        return is_slogan(page.text, spot.start, spot.end) or (page.is_token(spot.start, spot.end) and page.tag_at(spot.start) in DEEDS)
    if len(spot.text) != 2 or spot.text[1] != "县":
        return False
    before = page.text[spot.start - 1 : spot.start]
    glued = HAN.match(before) is not None and before not in NO_NAME_BEFORE and (spot.text[0] == "和" or not spot.named)
    return glued or page.text.startswith(COUNTY_WIDE, spot.end)


def is_slogan(text: str, start: int, end: int) -> bool:
    """Whether the end of the span is no village but says what makes a village prosper (以海|兴村, 文旅|兴村)."""
    if text[end - 2 : end - 1] not in tuple("兴强富立活美治"):
        return False
    if end - start == 2 and text[start - 1 : start] in ("、", "，"):
        return True
    by_means = BY_MEANS.search(text, max(0, start - 1), end) is not None and text.rfind("以", max(0, start - 8), start + 1) >= 0
    return by_means or (text[end - 3 : end - 2] in tuple(FIELDS) and text[start - 1 : start] in tuple(FIELDS))


def _spot(page: Page, places: Gazetteer, start: int, end: int, codes: tuple[str, ...]) -> Spot:
    surface = page.text[start:end]
    named = page.named(start, end) or page.ends_loc(start, end)
    villages = tuple(c for c in codes if len(c) == 12)
    full = tuple(c for c in codes if len(c) < 12 and not places.is_stem(surface, c))
    if full:
        return Spot(start, end, surface, "full", full + villages, named)
    stems = tuple(c for c in codes if len(c) < 12)
    return Spot(start, end, surface, "stem", stems, named) if stems else Spot(start, end, surface, "village", villages, named)


def _held(inner: Iterable[str], outer: Iterable[str]) -> list[str]:
    outers = set(outer)
    return [c for c in inner if any(c[:n] in outers for n in (2, 4, 6, 9) if n < len(c))]


def _held_town(page: Page, places: Gazetteer, inner: Spot, outer: Spot) -> list[str]:
    """The one town of a county that is called by its bare name, which is another county's too (海林|长汀地区)."""
    whole = inner.named and page.text[inner.end : inner.end + 1] not in UNIT_WORDS and not inner.text.endswith("山")
    if inner.kind != "stem" or not whole or outer.kind == "village" or min(map(len, outer.codes)) != 6:
        return []
    towns = _held((c for c in places.candidates(inner.text) if len(c) == 9), outer.codes)
    return towns if len(towns) == 1 else []


def _ends_well(page: Page, spot: Spot) -> bool:
    if spot.kind == "village" and page.text[spot.end : spot.end + 1] not in BUILT_ON:
        return True
    return page.ends_at(spot.end) or _leads(page, spot) or _org_behind(page, spot.end) or is_stretch(page, spot.start, spot.end)


def is_stretch(page: Page, start: int, end: int) -> bool:
    """Whether a stretch of a road or river is called by the name (国道|青川|段)."""
    return page.text.startswith("段", end) and page.text[max(0, start - 3) : start].endswith(WAYS)


def _leads(page: Page, spot: Spot) -> bool:
    outer = page.inside("loc", spot.start, spot.end)
    return spot.kind == "full" and len(spot.text) > 2 and outer is not None and outer[0] == spot.start


def _org_behind(page: Page, end: int) -> bool:
    return any(page.text.startswith(word, end) for word in lexicon("place-organisation-words"))


def resolved(spots: Iterable[Spot], preferred: Iterable[str]) -> list[Spot]:
    """The spots without overlaps: what is chained or lies in a preferred division first, then the longer, then the earlier."""
    wanted = tuple(preferred)

    def rank(spot: Spot) -> tuple[bool, bool, bool, int, int]:
        near = any(c.startswith(wanted) for c in spot.codes) if wanted else False
        stem = spot.kind == "stem"
        return stem and not spot.chained, not (spot.chained or near), stem, spot.start - spot.end, spot.start

    taken: list[Spot] = []
    covered: set[int] = set()
    for spot in sorted(spots, key=rank):
        span = range(spot.start, spot.end)
        if covered.isdisjoint(span):
            covered.update(span)
            taken.append(spot)
    return sorted(taken, key=lambda s: s.start)


def vague(text: str) -> bool:
    """Whether a division's form is also said of any place (老城区, 新城区, 沿江街道, 中心镇)."""
    core = next((text.removesuffix(unit) for unit in ("区", "街道", "镇") if text.endswith(unit)), "")
    return len(core) == 2 and (core in lexicon("place-common-words") if text.endswith("区") else core in lexicon("place-generic-words"))


def generic(text: str) -> bool:
    """Whether the word before 村, 社区 and the like only qualifies it (示范村, 老旧社区)."""
    words = lexicon("place-generic-words")
    if COUNTED.search(text) or REACHED.search(text) or text.endswith(("乡村", "农村", "镇村", "县村", "分村")):
        return True
    if text.endswith("山村") and text[:-2] in ("", *words):
        return True
    for unit in ("社区", "街道", "嘎查", "村", "镇", "乡", "县", "市", "区"):
        if text.endswith(unit):
            core = text.removesuffix(unit)
            return core in words or (len(core) > 3 and core.endswith(tuple(w for w in words if len(w) > 1)))
    return False


def _village_behind(page: Page, spot: Spot) -> Spot | None:
    """The village that is named right behind its county or city and that no table has there (曲靖|土瓜冲村)."""
    if spot.kind not in ("full", "stem") or max(map(len, spot.codes)) < 4:
        return None
    match = NAMED_VILLAGE.match(page.text, spot.end)
    if not match or not page.starts_at(match.start()) or not page.ends_at(match.end()) or generic(match[0]):
        return None
    tags = {t for s, t in zip(page.starts, page.tags, strict=True) if match.start() <= s < match.end()}
    proper = "LOC" in tags or "PER" in tags or "nz" in tags
    return Spot(*match.span(), match[0], "unknown", (), True) if proper and tags.isdisjoint(UNNAMED) else None


def unknown_spots(page: Page, taken: list[Spot]) -> Iterator[Spot]:
    """Places of the statistical model that end in a division's word and that the gazetteer does not have."""
    covered = {i for s in taken for i in range(s.start, s.end)}
    behind: list[Spot] = []
    for spot in taken:
        if covered.isdisjoint(range(spot.end, spot.end + 3)) and (found := _village_behind(page, spot)):
            behind.append(found)
            covered.update(range(found.start, found.end))
    yield from behind
    for name in sorted({s.text for s in behind}):
        for match in re.finditer(name, page.text):
            if covered.isdisjoint(range(*match.span())):
                covered.update(range(*match.span()))
                yield Spot(*match.span(), name, "unknown", (), True)
    ends, starts = {s.end for s in taken}, {s.start for s in taken}
    for begin, end in [*page.loc, *(span for span in page.org if span[0] in starts)]:
        start = max((e for e in ends if begin < e < end), default=begin)
        text = page.text[start:end]
        sound = len(text) >= 3 and text.endswith(UNITS) and not generic(text) and not page.text.startswith(COLLECTIVE, end)
        if sound and not is_slogan(page.text, start, end) and not _is_person(page, start) and covered.isdisjoint(range(start, end)):
            yield Spot(start, end, text, "unknown", (), True)


def _is_person(page: Page, start: int) -> bool:
    """Whether what stands before the name tells that it is a person's (今年六十岁的|林芳村)."""
    return page.text[max(0, start - 8) : start].endswith(("岁的", *lexicon("person-titles"), *lexicon("post-words")))


def reached_back(page: Page, places: Gazetteer, spots: list[Spot]) -> list[Spot]:
    """The spots with towns and villages begun at the place before them, where the models left a character or two between (松|坪村)."""
    found: list[Spot] = []
    for spot in spots:
        before = found[-1] if found else None
        if before and before.kind == "full" and spot.kind in ("full", "village", "unknown") and not spot.chained and is_fragment(page, before.end, spot.start):
            text = page.text[before.end : spot.end]
            held = tuple(_held(places.candidates(text), before.codes))
            spot = Spot(before.end, spot.end, text, "village" if held else "unknown", held, True, bool(held))
        found.append(spot)
    return found


def is_fragment(page: Page, start: int, end: int) -> bool:
    """Whether a character or two stand there that are no words of their own, and so begin the name behind them."""
    if not FRAGMENT.fullmatch(page.text, start, end):
        return False
    tags = [t for s, t in zip(page.starts, page.tags, strict=True) if start <= s < end]
    return bool(tags) and page.starts_at(start) and BETWEEN.isdisjoint(tags)
