"""Bare names of towns and villages (桃园 for 桃园镇), alone or in a list with one head (东郝、西郝等村)."""

import re
from collections.abc import Iterator, Sequence

from extract.aliases import stem
from extract.gazetteer import Gazetteer, fold
from extract.knowledge import lexicon
from extract.linking import Link, local_link, shape
from extract.page import Page
from extract.reference import Home
from extract.sites import fused_end
from extract.spots import Spot

LIST = re.compile(r"[一-鿿]{2,4}(?:、[一-鿿]{2,4})+")
NATURE = ("山", "河", "江", "湖")
"""How names of mountains and waters end, which towns bear too."""
EPONYM = re.compile(r"(?:做法|经验|模式|样板|方案|路径|故事|大地|儿女|人民|群众|特色|速度|实践|精神)")
"""What is said of a place by its bare name, even one that is an ordinary word."""


def bare_names(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Names of linked towns and villages that stand alone elsewhere (桃园 for 桃园镇); ordinary words only of the home."""
    common = lexicon("place-common-words")
    bare: dict[str, str] = {}
    for link in links:
        if link.code and "/" not in link.code and len(link.code) >= 9:
            name = stem(table.label(link.code)) if len(link.code) == 9 else link.spot.text.removesuffix("村").removesuffix("社区")
            named = link.code == home.place or name not in common
            if len(name) >= 2 and named and not name.endswith(NATURE) and name not in lexicon("place-regions") and name not in lexicon("place-foreign"):
                bare.setdefault(name, link.code)
    for name, code in bare.items():
        for match in re.finditer(re.escape(name), page.text):
            start, end = match.span()
            loose = name not in common and page.named(start, end)
            if page.starts_at(start) and name not in common and (stop := fused_end(page, start, end)):
                yield local_link(page, start, stop, "site", code, "place-fused-site")
            elif page.starts_at(start) and page.ends_at(end) and (loose or EPONYM.match(page.text, end)) and not page.inside("per", start, end):
                yield Link(Spot(start, end, name, "bare", (code,), loose), code, "place-bare", 0.8)


def towns_behind(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Towns called by their bare name of three characters and more right behind the place that holds them (莱西的|马连庄)."""
    outer = {k.spot.end: k.code for k in links if k.code and len(k.code) <= 6 and k.spot.kind in ("full", "stem")}
    for start, end in page.loc:
        code = outer.get(start) or (outer.get(start - 1) if page.text[start - 1 : start] == "的" else None)
        name = page.text[start:end]
        if code and len(name) > 2 and not name.endswith(NATURE) and not fused_end(page, start, end):
            towns = [c for c in table.candidates(name) if len(c) == 9 and c.startswith(code) and table.name(c).endswith(("镇", "乡"))]
            if len(towns) == 1:
                yield Link(Spot(start, end, name, "bare", (towns[0],), True), towns[0], "place-path", 0.8)


def listed_bare_names(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Villages in a list that shares one head (东郝、西郝、中郝等村), in the article's town or county."""
    area = home.place[:9] if len(home.place) >= 9 else home.county
    if len(area) < 6:
        return
    units = {"村": (table.villages(area), table.villages(home.county)), "镇": (towns := _towns(table, home.county), towns)}
    head = shape("counted-villages")
    for match in LIST.finditer(page.text):
        cut = _list_spans(page.text, match)
        near, wide = units["镇" if re.match("(?:等|[^，。]?个?)(?:乡镇|镇|乡|街道)", page.text[cut[-1][1] :]) else "村"]
        while cut[0][1] - cut[0][0] > 2 and fold(page.text[slice(*cut[0])]) not in wide:
            cut[0] = (cut[0][0] + 1, cut[0][1])
        codes = [near.get(fold(page.text[a:b])) or wide.get(fold(page.text[a:b])) or () for a, b in cut]
        last = next((i for i in range(len(cut) - 1, -1, -1) if len(codes[i]) == 1), -1)
        if sum(len(c) == 1 for c in codes) < 2 or last < 1 or not head.match(page.text, cut[last][1]):
            continue
        for (start, end), found in zip(cut[: last + 1], codes, strict=False):
            if len(found) == 1:
                yield Link(Spot(start, end, page.text[start:end], "bare", found), found[0], "place-shared-head", 0.9)


def counted_villages(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """The one village that is named behind its town where more are only counted (六道河镇|杨家台|等7个村)."""
    for town in (k for k in links if k.code and len(k.code) == 9):
        match = shape("named-of-many").match(page.text, town.spot.end)
        if match and page.ends_at(match.end("hole")):
            start, end = match.span("hole")
            found = table.villages(town.code or "").get(fold(match["hole"]), ())
            if len(found) == 1:
                yield Link(Spot(start, end, match["hole"], "bare", found), found[0], "place-shared-head", 0.9)
            elif page.named(start, end):
                yield local_link(page, start, end, "locality", town.code, "place-hamlet")


def _towns(table: Gazetteer, county: str) -> dict[str, tuple[str, ...]]:
    """The towns of a county by bare name."""
    found: dict[str, tuple[str, ...]] = {}
    for code in table.children(county):
        name = fold(stem(table.label(code)))
        found[name] = (*found.get(name, ()), code)
    return found


def _list_spans(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """The items of a list joined by 、; the last is cut before 等 or a count."""
    spans: list[tuple[int, int]] = []
    at = match.start()
    for item in match[0].split("、"):
        spans.append((at, at + len(item)))
        at += len(item) + 1
    start, end = spans[-1]
    tail = re.search(r"等|[两三四五六七八九十]个?[村镇乡县]|[村镇乡]", text[start:end])
    spans[-1] = (start, start + tail.start() if tail and tail.start() >= 2 else end)
    return spans
