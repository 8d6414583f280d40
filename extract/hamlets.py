"""Hamlets and villagers' groups: places inside a village that no table lists."""

import re
from collections.abc import Iterator, Sequence

from extract.gazetteer import Gazetteer, enclosing
from extract.knowledge import lexicon
from extract.linking import AT_HOME, Link, local_link, shape
from extract.page import Page
from extract.reference import Home
from extract.spots import Spot


def hamlets(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Hamlets and groups right behind the name of their village (大端村|安乐屯), or said of the article's own (本村二组)."""
    villages = [k for k in links if (k.spot.kind in ("village", "unknown") and k.spot.text.endswith(("村", "社区", "嘎查")))]
    for link in villages:
        at = link.spot.end
        outer = enclosing(link.code) if link.code and "/" not in link.code else None
        listed = ""
        while found := _hamlet_at(page, at, listed) or (_hamlet_at(page, at + 1, of=True) if page.text[at : at + 1] == "的" else None):
            listed = page.text[found[1] - 1]
            yield local_link(page, *found, "locality", outer, "place-hamlet")
            if page.text[found[1] : found[1] + 1] not in ("、", "和", "与"):
                break
            at = found[1] + 1
    own = villages[0].code if villages else None
    for match in shape("own-group").finditer(page.text):
        yield local_link(page, *match.span("hole"), "locality", home.place if len(home.place) == 12 else enclosing(own), "place-group")


def repeats(page: Page, table: Gazetteer, links: Sequence[Link], home: Home) -> Iterator[Link]:
    """Hamlets named again without their village."""
    for link in [k for k in links if k.spot.kind == "locality" and len(k.spot.text) >= 3]:
        for match in re.finditer(re.escape(link.spot.text), page.text):
            yield Link(Spot(*match.span(), link.spot.text, "locality"), link.code, "place-hamlet", AT_HOME)


def _hamlet_at(page: Page, start: int, listed: str = "", *, of: bool = False) -> tuple[int, int] | None:
    """The group or hamlet that stands there; behind 的 (`of`) only one of a plain kind or that the model sees.

    In a list any name will do that ends like the one before it, in the character `listed`.
    """
    if match := shape("numbered-group").match(page.text, start):
        return match.span()
    match = shape("hamlet").match(page.text, start)
    if not match or not ((listed and match["hole"].endswith(listed)) or _is_hamlet(page, *match.span("hole"))):
        return None
    plain = match["hole"].endswith(("社", "屯", "组", "自然村")) or page.named(*match.span("hole"))
    return match.span("hole") if plain or not of else None


def _is_hamlet(page: Page, start: int, end: int) -> bool:
    text = page.text[start:end]
    if text.endswith(tuple(lexicon("place-not-hamlets"))):
        return False
    run = page.nominal_run(start)
    return page.named(start, end) or (end in run and len(text) >= 3)
