"""One site is one place: its name and its link agree wherever an article names it."""

from collections.abc import Sequence
from dataclasses import replace

from extract.gazetteer import Gazetteer, enclosing
from extract.linking import Link, shape
from extract.page import Page

MEMORIALS = ("纪念园", "纪念馆", "纪念碑", "纪念塔", "纪念堂", "纪念广场")
"""Sites whose names may begin with what they remember."""
NOUNS = frozenset({"n", "nz", "nw"})


def remembering(page: Page, links: Sequence[Link]) -> list[Link]:
    """The links in order with each memorial begun with the event that it remembers (甲乙战争|青川纪念园)."""
    found: list[Link] = []
    for link in links:
        spot = link.spot
        if spot.kind == "site" and spot.text.endswith(MEMORIALS) and shape("event-before").search(page.text[: spot.start]):
            start = _nouns_back(page, spot.start, found[-1].spot.end if found else 0)
            name = page.text[start : spot.end]
            code = f"{link.code.partition('/')[0]}/{name}" if link.code else None
            link = replace(link, spot=replace(spot, start=start, text=name), code=code)
        found.append(link)
    return found


def _nouns_back(page: Page, end: int, least: int) -> int:
    """Where the run of nouns begins that ends there, not before `least`."""
    for start, stop, tag in zip(reversed(page.starts), reversed(page.ends), reversed(page.tags), strict=True):
        if stop == end and tag in NOUNS and start >= least:
            end = start
    return end


def in_one_place(table: Gazetteer, links: Sequence[Link]) -> list[Link]:
    """The links with each site linked as where the article says most exactly where it lies.

    A site that is also called with its city's name in front is that one (亚运村, 杭州亚运村).
    """
    full: dict[str, str] = {}
    nearest: dict[str, str] = {}
    for link in links:
        name = link.spot.text
        if link.spot.kind != "site" or not link.code:
            continue
        for cut in range(2, len(name) - 2):
            if any(len(c) <= 6 for c in table.candidates(name[:cut])):
                full.setdefault(name[cut:], link.code)
        if len(enclosing(link.code) or "") > len(enclosing(nearest.get(name)) or ""):
            nearest[name] = link.code
    known = {**nearest, **full}
    return [replace(k, code=known[k.spot.text]) if k.spot.kind == "site" and k.spot.text in known else k for k in links]


def wholly_named(page: Page, links: Sequence[Link]) -> list[Link]:
    """The links with a site's name begun where it begins elsewhere in the article (双河|古塔景区, 双河古塔景区)."""
    names = sorted({k.spot.text for k in links if k.spot.kind == "site"}, key=lambda n: (-len(n), n))
    free = set(range(len(page.text))).difference(i for k in links for i in range(k.spot.start, k.spot.end))
    found: list[Link] = []
    for link in links:
        spot = link.spot
        longer = [n for n in names if spot.kind == "site" and n != spot.text and n.endswith(spot.text)]
        start = next((a for n in longer if page.text.startswith(n, a := spot.end - len(n)) and free.issuperset(range(a, spot.start))), None)
        if start is None:
            found.append(link)
            continue
        name = page.text[start : spot.end]
        code = f"{link.code.partition('/')[0]}/{name}" if link.code else None
        found.append(replace(link, spot=replace(spot, start=start, text=name), code=code))
    return found
