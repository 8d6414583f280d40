"""Sites, mountains, rivers, regions and countries: named places beside the divisions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from extract.aliases import NAMELESS
from extract.gazetteer import Gazetteer, enclosing, gazetteer
from extract.knowledge import lexicon
from extract.linking import Link, local_link, shape
from extract.page import NOMINAL, Page
from extract.reference import Home
from extract.spots import is_fragment
from extract.unlisted import MUNICIPALITIES

RIVERSIDE = re.compile(r"[上中下]游|流域|两岸|沿岸|沿线|水位|河畔|岸边|边上")
BUILT = ("水库", "灌区")
"""Waters that people made, which lie in one county mostly."""
WATERS = ("河", "江", "湖", "溪")
BANK = re.compile("(?<=[河江湖溪])[河江湖]?[畔边岸]$")
"""The bank that the model takes into a water's name (尼洋河|畔, 沅江|江畔)."""
EXTENSION = re.compile(r"(?:革命)?老区|山区|山脉|河谷|流域|地区|库区|经济带|沿岸")
PROPER = frozenset({"nz", "PER", "LOC", "ORG"})
QUALIFIERS = "全各该本等市县区镇乡村城老旧的两三"
"""Characters that begin a description, not a name, of a site behind a place (北京|全市老旧小区)."""
DESCRIBED = re.compile(
    "^[东西南北中]{1,2}部|^农牧|^(?:自治区|国家|[省市县])级|削峰$|[0-9A-Z]级|进(?:景区|校园|园区|街区|社区)|自由贸易港|自贸港|精神|(?:种植|种源|养殖|繁育|教育|训练|实训|实践)基地$"
)
"""What makes a run of words that ends like a site's name a description (西部山区, 5A级景区, 非遗进景区)."""
GOES_ON = ("高铁", "铁路", "高速", "小巷", "珠澳", "澳")
"""What makes more of a name that seemed to end as a site's: lines and lanes, and the other cities of 港澳 and 港珠澳."""
COURSE = re.compile("[上中下]游")
NUMBERED = re.compile(r"[一二三四五\d]号")
"""What makes a road's name of a river's or mountain's (黄河一号)."""
HOLDS = re.compile("(?:就|正)?(?:地处|位于|坐落[于在]|处于|属于|紧邻|毗邻|邻近|紧靠|背靠)(?:在|于)?")
"""What tells that a village lies in or beside a site, not the site in the village (王庄村|地处|青河湿地公园)."""
MARKETS = ("市场",)
"""What a part of the world has no single one of (亚洲市场)."""
MANY = re.compile(r"等|一批|[\d一两三四五六七八九十多几][个家座处所]")


def regions(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Known mountains, rivers, regions and countries, and LOC entities that end like one."""
    areas = lexicon("place-regions").entries
    for start, end in [*region_spans(page), *macro_regions(page)]:
        outer = areas.get(page.text[start:end], {}).get("in")
        yield local_link(page, start, end, "site" if outer else "feature", outer, "place-region-name")
    suffixes = tuple(lexicon("place-feature-suffixes"))
    for start, end in page.loc:
        bank = BANK.search(page.text[start:end])
        if more := EXTENSION.match(page.text, end):
            end = more.end()
        elif page.text[end : end + 1] in WATERS and (page.ends_at(end + 1) or page.text[end + 1 : end + 2] in tuple("畔边岸")):
            end += 1
        elif bank:
            end = start + bank.start()
        text = page.text[start:end]
        short = len(text) == 2 and (bank or RIVERSIDE.match(page.text, end))
        if (len(text) >= 3 or short) and text.endswith(suffixes) and not generic_site(text):
            built = text.endswith(BUILT)
            yield _site(page, start, end, links, home) if built else local_link(page, start, end, "feature", None, "place-feature")


def region_spans(page: Page) -> Iterator[tuple[int, int]]:
    """Where a name of the lexicon of regions stands at word limits, with what extends it (革命老区, 山区)."""
    for match in _regions().finditer(page.text):
        if (end := _region_end(page, *match.span())) is not None:
            yield match.start(), end


def _region_end(page: Page, start: int, end: int) -> int | None:
    """Where the region named in the span ends with what extends it; None where the span only crosses words or names a road (黄河一号)."""
    if NUMBERED.match(page.text, end):
        return None
    if more := EXTENSION.match(page.text, end - 1) or EXTENSION.match(page.text, end):
        return more.end()
    stands = (page.starts_at(start) and (page.ends_at(end) or end - start > 2)) or page.named(start, end)
    return end if stands else None


def macro_regions(page: Page) -> Iterator[tuple[int, int]]:
    """东北, 西北 and the like, where they are the part of the country and not a direction."""
    for match in shape("macro-region").finditer(page.text):
        if page.starts_at(match.start("hole")):
            yield match.span("hole")


def fused_end(page: Page, start: int, end: int) -> int | None:
    """Where a site's or water's name ends that begins with a bare place name (义乌|商贸城), or None where none does."""
    features = {t: a for t, a in lexicon("place-feature-suffixes").entries.items() if len(t) > 1 or a}
    known = {**lexicon("place-site-suffixes").entries, **features}
    for stop in reversed(page.nominal_run(end, 4)):
        rest = page.text[end:stop]
        if (page.tag_at(end) == "LOC" and _is_own_port(rest)) or page.text.startswith("小巷", stop):
            continue
        described = len(rest) >= 3 and rest[0] not in QUALIFIERS and rest.endswith(tuple(known)) and not generic_site(rest)
        if known[rest].get("alone") if rest in known else (described or _of_a_kind(rest)) and not _regions().search(rest):
            return stop
    return None


def _of_a_kind(text: str) -> bool:
    """Whether the text is a kind of which a place has one (民族博物馆)."""
    kinds = lexicon("place-site-suffixes").with_attribute("one", "yes")
    return text[0] not in QUALIFIERS and text.endswith(kinds)


def _is_own_port(name: str) -> bool:
    """Whether a port bears a name of its own behind its city's (上海|洋山港)."""
    return len(name) > 2 and name.endswith(("港", "港区")) and not name.startswith("国际")


def loc_site_end(page: Page, start: int, end: int) -> int | None:
    """Where the entity LOC ends that begins with a bare place name and ends in a site's word (平遥|古城)."""
    outer = page.inside("loc", start, end)
    if outer is None or outer[0] != start:
        return None
    rest = page.text[end : outer[1]]
    if _is_own_port(rest) or not rest.endswith(tuple(lexicon("place-site-suffixes"))):
        return None
    return outer[1] if rest[0] not in QUALIFIERS and not page.text.startswith("小巷", outer[1]) else None


def sites(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """LOC entities that end like a site, with the noun behind them where that is the site's kind (凤垴山|炮楼)."""
    suffixes = tuple(lexicon("place-site-suffixes"))
    behind = {k.spot.start: k.spot.end for k in links}
    places_end = set(behind.values())
    for begin, end in page.loc:
        back = () if begin in places_end else (begin - 1, begin - 2)
        start = behind.get(begin) or next((e for e in back if e in places_end and is_fragment(page, e, begin)), begin)
        stop = next((e for e in reversed(page.nominal_run(end, 2)) if page.text[end:e] in lexicon("place-site-suffixes")), end)
        text = page.text[start:stop]
        if len(text) >= 3 and text.endswith(suffixes) and not generic_site(text) and not _in_project(page, stop) and not _is_image(page, start, stop):
            yield _site(page, start, stop, links, home)
    for match in _event_villages().finditer(page.text):
        if page.ends_at(match.end()):
            yield _site(page, *match.span(), links, home)
    for whole, end in [*proper_runs(page), *opened_sites(page)]:
        start = _past_river(page, whole)
        text = page.text[start:end]
        if text.endswith(suffixes) and not generic_site(text) and not _in_project(page, end) and not _is_image(page, start, end):
            yield _site(page, start, end, links, home)


def _is_image(page: Page, start: int, end: int) -> bool:
    """Whether quotation marks alone hold what ends like a site, which is a figure of speech then (架起一座“连心桥”)."""
    return page.text[start - 1 : start] == "“" and page.text[end : end + 1] == "”"


def _in_project(page: Page, end: int) -> bool:
    """Whether the name goes on to that of a project (时代广场|改建项目) or a line (广深港|高铁), which is no place."""
    if page.text.startswith(GOES_ON, end):
        return True
    return any(page.text[end:stop].endswith(("项目", "工程", "行动")) for stop in page.nominal_run(end, 4))


def _past_river(page: Page, start: int) -> int:
    """Where the site's own name starts behind a stretch of a river (赣江上游|石虎塘枢纽)."""
    named = _regions().match(page.text, start)
    river = (_region_end(page, *named.span()) if named else None) or start
    course = COURSE.match(page.text, river)
    return course.end() if course and river > start else start


def proper_runs(page: Page) -> Iterator[tuple[int, int]]:
    """Runs of four or more characters of nouns that a proper name leads, each to its last end in a site's word, and ORG entities."""
    suffixes = tuple(lexicon("place-site-suffixes"))
    yield from (span for span in page.org if span[1] - span[0] >= 4)
    for i, start in enumerate(page.starts):
        if page.tags[i] not in PROPER or (i and page.tags[i - 1] in NOMINAL):
            continue
        ends = [e for e in page.nominal_run(start) if e - start >= 4 and page.text[start:e].endswith(suffixes)]
        if ends and ends[-1] > page.ends[i]:
            yield start, ends[-1]


def opened_sites(page: Page) -> Iterator[tuple[int, int]]:
    """Buildings and parks that are said to have been opened, one by one."""
    for match in shape("opened-sites").finditer(page.text):
        at = match.start("hole")
        for item in re.split("[、和及与]", match["hole"]):
            if len(item) >= 5 and item[0] not in QUALIFIERS + "一多新" and page.starts_at(at):
                yield at, at + len(item)
            at += len(item) + 1


def _site(page: Page, start: int, end: int, links: Sequence[Link], home: Home) -> Link:
    return local_link(page, start, end, "site", _site_in(page, start, end, links, home), "place-site")


def _site_in(page: Page, start: int, end: int, links: Sequence[Link], home: Home) -> str | None:
    """The division in which a site lies: by the place before it, its own name, what its paragraph last spoke of."""
    at = bisect_left(links, start, key=lambda k: k.spot.start) - 1
    before = links[at] if at >= 0 else None
    name = page.text[start:end]
    if before and before.spot.end == start:
        return enclosing(before.code)
    if name.endswith(lexicon("place-site-suffixes").with_attribute("wide", "yes")):
        return None
    if own := _named_after(name):
        return own
    region = next((page.text[a:b] for a, b in region_spans(page) if a == start), "")
    if outer := lexicon("place-regions").entries.get(region, {}).get("in"):
        return outer
    paragraph = page.text.rfind("\n", 0, start) + 1
    spoken = next((k for k in reversed(links[: at + 1]) if k.spot.start < paragraph or enclosing(k.code)), None)
    in_paragraph = spoken if spoken and spoken.spot.start >= paragraph else None
    around = _around(in_paragraph, home)
    if around and before and HOLDS.fullmatch(page.text, before.spot.end, start):
        return around[:6]
    return around


def _named_after(name: str) -> str | None:
    """The province or city that a site's name begins with, by the longest of its names (青岛港, 福建土楼)."""
    for size in (5, 4, 3, 2):
        codes = [c for c in gazetteer().candidates(name[:size]) if len(c) <= 4] if len(name) > size else []
        if codes and name[:size] not in lexicon("place-common-words"):
            return codes[0] if len(codes) == 1 or codes[0] in MUNICIPALITIES else None
    return None


def _around(before: Link | None, home: Home) -> str | None:
    """The article's own place, unless the paragraph last spoke of one elsewhere, or of a nearer one than a whole province or city."""
    spoken = enclosing(before.code) if before else None
    certain = spoken is not None and (len(spoken) >= 6 or not home.county)
    nearer = spoken is not None and len(home.place) <= 4 and not home.county
    if spoken and certain and (nearer or not spoken.startswith(home.place)) and not home.place.startswith(spoken):
        return spoken
    return home.place or spoken


def generic_site(text: str) -> bool:
    """Whether the name is only a kind with a word that qualifies it (文化广场, 老旧小区, 大山)."""
    words = lexicon("place-generic-words")
    if MANY.search(text) or NAMELESS.match(text):
        return True
    if text.endswith(("山河", "河山", "江河", "银山", "绿水青山", "大山", "深山")) or text == "青山" or DESCRIBED.search(text):
        return True
    regions = lexicon("place-regions"), lexicon("place-foreign")
    if text.endswith(MARKETS) and any(text.removesuffix(word) in names for word in MARKETS for names in regions):
        return True
    ends = sorted([*lexicon("place-site-suffixes"), *lexicon("place-feature-suffixes")], key=len, reverse=True)
    return any(text.endswith(e) and (text == e or text.removesuffix(e) in words) for e in ends)


@cache
def _event_villages() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("place-site-suffixes").with_attribute("event", "yes")))


@cache
def _regions() -> re.Pattern[str]:
    return re.compile(lexicon("place-regions").alternation() + "|" + lexicon("place-foreign").alternation())
