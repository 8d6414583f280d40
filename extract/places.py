"""PLACE mentions: divisions linked to the gazetteer, hamlets, sites, mountains and rivers, and the article's own place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from re import compile

from spacy.tokens import Doc

from extract.abbreviations import abbreviations
from extract.abroad import foreign_divisions
from extract.barenames import bare_names, counted_villages, listed_bare_names, towns_behind
from extract.gazetteer import Gazetteer, gazetteer
from extract.hamlets import hamlets, repeats
from extract.homes import home_county, home_of
from extract.knowledge import lexicon
from extract.linking import Link, Linker
from extract.names_again import explained, without_namesakes, without_nicknames
from extract.page import Page
from extract.readings import pattern
from extract.reference import Home
from extract.site_names import in_one_place, remembering, wholly_named
from extract.sites import PROPER, fused_end, loc_site_end, region_spans, regions, sites
from extract.spots import COLLECTIVE, DEEDS, Spot, division_spots, generic, is_stretch, reached_back, resolved, unknown_spots, vague
from extract.unlisted import MUNICIPALITIES
from extract.values import Mention

LOCAL = (foreign_divisions, hamlets, repeats, towns_behind, bare_names, listed_bare_names, counted_villages, sites, regions, abbreviations)
"""What finds the places that no table lists, and bare names, in order; a later one does not touch what an earlier one took."""
COUNTED = compile("[\\d两几多一二三四五六七八九十]+余?[座家个所名支批条处]")
"""What makes an organisation's word behind a place a count of such (涿州市|两座水厂)."""
JOINED = ("、", "和", "与", "及")
"""What stands between the members of a list."""


def place_mentions(doc: Doc) -> list[Mention]:
    """The places that the text names, in order, each with its link or its candidates; sets `doc._.home`."""
    page, table = Page.of(doc), gazetteer()
    found = [s for s in division_spots(page, table) if not page.inside("per", s.start, s.end)]
    county = home_county(found)
    named = list(region_spans(page))
    borne_out = with_company(page, found, list(accepted(page, table, found, county)))
    spots = resolved((s for s in borne_out if not in_region(s, named, county)), (county,) if county else ())
    followed = {s.start for s in spots}
    spots = without_inner(fused(page, s, followed=s.end in followed) for s in spots)
    unknown = (s for s in unknown_spots(page, spots) if not any(a < s.end and s.start < b for a, b in named))
    spots = reached_back(page, table, sorted([*spots, *unknown], key=lambda s: s.start))
    mentioned = sorted({c for s in spots if s.kind != "village" for c in s.codes[:1] if len(c) <= 4}, key=lambda c: (-len(c), c))
    mentioned = [*_bearing(table, page, named), *mentioned]
    linked = explained(list(Linker(table, page.text, county, tuple(mentioned)).links(spots)))
    links = without_nicknames(page.text, without_namesakes([k for k in linked if k.rule != "place-unknown"]))
    home = home_of(table, page.text, links, county)
    doc._.home = home
    links = remembering(page, sorted([*links, *local_links(page, table, links, home)], key=lambda k: k.spot.start))
    followed = {k.spot.start for k in links}
    return [m for k in links if (m := _mention(page, k, followed=k.spot.end in followed)) is not None]


def _bearing(table: Gazetteer, page: Page, named: Sequence[tuple[int, int]]) -> list[str]:
    """The counties and cities that bear the name of a mountain or region that the text names (井冈山)."""
    known = lexicon("place-regions")
    names = {page.text[a:k] for a, b in named for k in range(a + 2, b + 1) if k == b or page.text[a:k] in known}
    return sorted({c for name in names for c in table.candidates(name)[:1] if len(c) in (4, 6)})


def local_links(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> list[Link]:
    """The places that no table lists, and bare names that the article's own place explains; none overlaps the given ones."""
    taken: list[Link] = list(links)
    covered = {i for k in links for i in range(k.spot.start, k.spot.end)}
    for step in LOCAL:
        for link in list(step(page, table, sorted(taken, key=lambda k: k.spot.start), home)):
            span = range(link.spot.start, link.spot.end)
            if span and covered.isdisjoint(span):
                covered.update(span)
                taken.append(link)
    return in_one_place(table, wholly_named(page, taken))[len(links) :]


def accepted(page: Page, table: Gazetteer, spots: Sequence[Spot], county: str) -> Iterator[Spot]:
    """The candidate spots that a context bears out: a path, the article's county, or the statistical model."""
    common = lexicon("place-common-words")
    regions = tuple(c for s in spots for c in s.codes if len(c) <= 4 and (s.chained or s.kind == "full" or (s.named and s.text not in common)))
    regions = (*regions, county[:4]) if county else regions
    holds = {"full": _full_holds, "village": _village_holds, "stem": _stem_holds}
    sure = {s.text for s in spots if s.chained and any(table.label(c) == s.text for c in s.codes)}
    before: Spot | None = None
    for spot in spots:
        near = bool(county) and any(c.startswith(county) or county.startswith(c) for c in spot.codes)
        around = tuple(r for r in regions if len(r) == 4 or r in MUNICIPALITIES) if vague(spot.text) else regions
        inside = any(c.startswith(around) for c in spot.codes)
        if spot.chained:
            if not generic(spot.text) or (spot.text not in common and (_is_county(spot) or any(table.label(c) == spot.text for c in spot.codes))):
                yield (before := spot)
        elif spot.text in sure or (before is not None and _listed(page, table, before, spot)) or holds[spot.kind](page, table, spot, near=near, inside=inside):
            yield (before := spot)


def _is_county(spot: Spot) -> bool:
    """Whether the spot is the bare name of a county or city (河南|新乡), which may end like a kind of place."""
    return spot.kind == "stem" and min(map(len, spot.codes)) <= 6


def with_company(page: Page, spots: Sequence[Spot], accepted: Sequence[Spot]) -> list[Spot]:
    """The accepted spots, with villages and bare names that were borne out elsewhere, and those in a list with one from their prefecture."""
    taken = {(s.start, s.end): s for s in accepted}
    common = lexicon("place-common-words")
    seen = {s.text for s in accepted if s.kind == "stem" and s.text not in common and (s.named or s.chained)}
    bare = [s for s in spots if s.kind == "stem" and (s.start, s.end) not in taken and page.ends_at(s.end)]
    villages = {s.text for s in accepted if s.kind == "village"}
    taken.update(((s.start, s.end), s) for s in spots if s.kind == "village" and s.text in villages and (s.start, s.end) not in taken)
    taken.update(((s.start, s.end), s) for s in bare if s.text in seen and page.tag_at(s.start) in PROPER)
    for order in (bare, bare[::-1]):
        for spot in order:
            peers = [s for s in taken.values() if _side_by_side(page, s, spot) or _side_by_side(page, spot, s)]
            if any(_neighbours(a, b) for s in peers for a in s.codes for b in spot.codes):
                taken.setdefault((spot.start, spot.end), spot)
    return sorted(taken.values(), key=lambda s: (s.start, -s.end))


def _side_by_side(page: Page, first: Spot, second: Spot) -> bool:
    return page.text[first.end : second.start] in JOINED and first.end < second.start


def _neighbours(first: str, second: str) -> bool:
    """Whether both are counties of one prefecture or of one province, or prefectures of one province."""
    return 4 <= len(first) <= 6 and 4 <= len(second) <= 6 and first != second and first[:2] == second[:2]


def _listed(page: Page, table: Gazetteer, before: Spot, spot: Spot) -> bool:
    """Whether the spot goes on a list of villages of one town, and is one by its full name (幸福村、中心村)."""
    if before.kind != "village" or spot.kind != "village" or page.text[before.end : spot.start] not in JOINED:
        return False
    towns = {c[:9] for c in before.codes}
    return any(c[:9] in towns and table.label(c) == spot.text for c in spot.codes)


def _village_holds(page: Page, table: Gazetteer, spot: Spot, *, near: bool, inside: bool) -> bool:
    """Whether a village's name without a path is borne out."""
    deed = page.text.startswith(COLLECTIVE, spot.end) and spot.text.removesuffix("村") in lexicon("place-common-words")
    return not generic(spot.text) and not deed and (near or spot.named)


def _stem_holds(page: Page, table: Gazetteer, spot: Spot, *, near: bool, inside: bool) -> bool:
    """Whether a bare name without a path is borne out; a city's district (盐湖, 运河) only where its city is spoken of."""
    if near:
        return spot.named or spot.text not in lexicon("place-common-words") or page.tag_at(spot.start) not in DEEDS
    if any(len(c) == 2 for c in spot.codes):
        return page.starts_at(spot.start) and page.text[spot.start - 1 : spot.start] != "届"
    district = all(len(c) == 6 and table.name(c).endswith("区") for c in spot.codes)
    seen = spot.named or is_stretch(page, spot.start, spot.end) or (_leads(page, spot) and (inside or min(map(len, spot.codes)) <= 4))
    return seen and spot.text not in lexicon("place-common-words") and (inside or not district)


def _full_holds(page: Page, table: Gazetteer, spot: Spot, *, near: bool, inside: bool) -> bool:
    """Whether a full form without a path is borne out; 老城区 or 城区 may be said of any town."""
    if len(spot.text) == 2 and spot.text.endswith("区"):
        return False
    if vague(spot.text):
        return near or inside
    if min(map(len, spot.codes)) == 9 or len(spot.text) == 2:
        return near or (spot.named and page.text[spot.end : spot.end + 1] != "里")
    return True


def in_region(spot: Spot, named: Sequence[tuple[int, int]], county: str) -> bool:
    """Whether a bare name is only the beginning of a mountain's or region's, and the article's own place does not bear it."""
    if spot.kind != "stem" or spot.chained or (county and any(county.startswith(c) for c in spot.codes)):
        return any(a <= spot.start and spot.end < b for a, b in named)
    return any(a <= spot.start and spot.end <= b for a, b in named)


def without_inner(spots: Iterable[Spot]) -> list[Spot]:
    """The spots without those that a site before them has taken up (北京大兴国际机场)."""
    kept: list[Spot] = []
    for spot in spots:
        if not kept or kept[-1].kind != "site" or kept[-1].end < spot.end:
            kept.append(spot)
    return kept


def fused(page: Page, spot: Spot, *, followed: bool) -> Spot:
    """The site that a bare place name begins (义乌商贸城), or the spot itself; where another place follows only an airport or the like."""
    if spot.kind != "stem" and len(spot.text) > 2:
        return spot
    if own := page.loc_from(spot.end):
        stop = own if page.text[spot.end : own].endswith(lexicon("place-site-suffixes").with_attribute("joins", "yes")) else None
    elif followed:
        stop = None
    else:
        stop = loc_site_end(page, spot.start, spot.end) or fused_end(page, spot.start, spot.end)
    if not stop:
        return spot
    return replace(spot, end=stop, text=page.text[spot.start : stop], kind="site")


def _leads(page: Page, spot: Spot) -> bool:
    """Whether the spot is the beginning or the end of an entity LOC."""
    outer = page.inside("loc", spot.start, spot.end)
    return outer is not None and (outer[0] == spot.start or outer[1] == spot.end)


def _mention(page: Page, link: Link, *, followed: bool) -> Mention | None:
    """The mention of a link, but where the text is closed or an organisation's name goes on; a place that another follows begins none."""
    spot = link.spot
    if not page.is_open(spot.start, spot.end) or (not followed and part_of_organisation(page, spot)):
        return None
    return Mention("PLACE", spot.start, spot.end, spot.text, link.rule, link.confidence, link=link.code, candidates=link.candidates)


def _goes_on_as_division(page: Page, end: int) -> bool:
    """Whether the word of a division's kind follows, and is not the beginning of another (澳门|市民)."""
    return page.text[end : end + 1] in tuple("市县区镇乡村") and (not page.starts_at(end) or page.ends_at(end + 1))


def _names_a_thing(page: Page, end: int) -> bool:
    """Whether the word behind is a street's, a building's or the like (北京|路)."""
    return any(page.text.startswith(word, end) and page.ends_at(end + len(word)) for word in lexicon("place-named-after"))


def part_of_organisation(page: Page, spot: Spot) -> bool:
    """Whether an organisation's name goes on behind the spot."""
    text, end = page.text, spot.end
    after = end + 1 if text[end : end + 1] in ("）", ")") else end
    if any(text.startswith(word, after) for word in lexicon("place-organisation-words")) or pattern("org-names", "foreign-body").match(text, spot.start):
        return True
    if spot.kind == "stem" and (_goes_on_as_division(page, end) or _names_a_thing(page, end)):
        return True
    suffixes = tuple(lexicon("place-organisation-suffixes"))
    whole = page.inside("org", spot.start, spot.end)
    if whole and text[spot.end : whole[1]].endswith((*suffixes, *lexicon("place-organisation-words"))):
        return True
    if page.loc_from(end) or COUNTED.match(text, end):
        return False
    unlike = tuple(lexicon("place-not-organisations"))
    return any(text[end:stop].endswith(suffixes) and not text[end:stop].endswith(unlike) for stop in page.nominal_run(end) if stop - end >= 2)
