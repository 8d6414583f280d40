"""Which division a spot means: by the path it stands in, its list, what was spoken of last, the article's home, the whole country."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from extract.aliases import UNITS
from extract.gazetteer import Gazetteer, enclosing, fold, gazetteer, within
from extract.knowledge import lexicon, rules
from extract.page import Page
from extract.spots import Kind, Spot
from extract.unlisted import in_namesake, local, near_name, of_other_rank, own_town, town_inside

PATH_GAPS = frozenset({"", " ", "的", "下辖的", "所辖的", "辖区", "境内的", "境内"})
LIST_GAPS = frozenset({"、", "和", "及", "与", "以及", "，", ",", "；"})
MARK = re.compile("[，。；：！？\n]")
"""What ends a statement or a part of it."""
NEAR = 40
"""Characters before a name in which its clause begins at most."""
AT_HOME = 0.75
"""Confidence in a place that no table lists."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a spot was taken to mean and why; `code` is None where several stay possible."""

    spot: Spot
    code: str | None
    rule: str
    confidence: float
    candidates: tuple[str, ...] = ()


def local_link(page: Page, start: int, end: int, kind: Kind, outer: str | None, rule: str) -> Link:
    """The link of a place that has no code of its own, in `outer` if that is known."""
    text = page.text[start:end]
    around = own_town(gazetteer(), outer, text) if outer else "?"
    return Link(Spot(start, end, text, kind), f"{around}/{text}", rule, AT_HOME)


@cache
def shape(rule: str) -> re.Pattern[str]:
    """The pattern of a rule of place-shapes."""
    return next(r.pattern for r in rules("place-shapes") if r.id == rule)


@cache
def _regions() -> tuple[str, ...]:
    """Mountains, waters and regions that every reader knows."""
    return tuple(lexicon("place-regions"))


@dataclass(slots=True)
class Linker:
    """Links the spots of one text in order, remembering what was spoken of."""

    places: Gazetteer
    text: str
    county: str
    mentioned: tuple[str, ...] = ()
    """Provinces and prefectures that the text names, the narrowest first."""
    focus: str = ""
    """The last place of the paragraph with a code."""
    spoken: int = 0
    """Where that one ends."""
    path: str = ""
    """What the spot right before was linked to."""
    known: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    """Names that stayed without a link."""

    def links(self, spots: Sequence[Spot]) -> Iterator[Link]:
        """A link for each spot, in order."""
        before: Spot | None = None
        provinces = self._listed_provinces(spots)
        for spot in spots:
            gap = self.text[before.end : spot.start] if before else "\n"
            if "\n" in gap:
                self.focus = ""
            parent = self.path if gap in PATH_GAPS else ""
            sibling = self.path if gap in LIST_GAPS else ""
            link = self._remembered(self._link(spot, parent, sibling, provinces=spot.start in provinces))
            before = spot
            yield link

    def _listed_provinces(self, spots: Sequence[Spot]) -> set[int]:
        """Where bare names of provinces stand side by side."""
        found: set[int] = set()
        for first, second in pairwise(spots):
            if self.text[first.end : second.start] in LIST_GAPS and all(s.kind == "stem" and any(len(c) == 2 for c in s.codes) for s in (first, second)):
                found |= {first.start, second.start}
        return found

    def _remembered(self, link: Link) -> Link:
        spot, code = link.spot, link.code
        self.path = code or ""
        if not code:
            self.unsure.add(fold(spot.text))
            return link
        if inside := enclosing(code):
            self.focus, self.spoken = inside, spot.end
        if spot.kind == "site" and "/" not in code:
            return replace(link, code=f"{code}/{spot.text}", rule="place-fused-site")
        self.known.setdefault(fold(spot.text), code)
        return link

    def _link(self, spot: Spot, parent: str, sibling: str, *, provinces: bool = False) -> Link:
        if not spot.codes:
            return self._unlisted(spot, parent, sibling)
        if spot.kind == "stem" and self._is_natural(spot):
            return Link(spot, f"?/{spot.text}", "place-feature", 0.75)
        around = enclosing(parent) or self.focus or self.county
        afar = bool(around) and not any(within(c, around[:2]) for c in spot.codes)
        if spot.kind == "site" and around and afar and (enclosing(parent) or spot.text.endswith(lexicon("place-site-suffixes").with_attribute("trade", "yes"))):
            return Link(spot, local(self.places, around, spot.text), "place-site", 0.6)
        same = self.known.get(fold(spot.text), "")
        if spot.kind == "stem" and not parent and (foremost := self._foremost(spot, provinces=provinces)):
            return Link(spot, foremost, "place-foremost", 0.9)
        if spot.kind == "stem" and not parent and self.county and (inner := town_inside(self.places, spot, self.county)):
            return Link(spot, inner, "place-home", 0.8)
        if spot.kind == "stem" and parent and (inner := town_inside(self.places, spot, enclosing(parent) or "?")):
            return Link(spot, inner, "place-path", 0.8)
        for rule, confidence, outer in self._contexts(spot, parent, sibling):
            told = 9 if same in spot.codes else 6 if "/" in same else 0
            if spot.kind == "village" and rule not in ("place-path", "place-list") and len(outer) < told:
                break
            fits = self._closest(spot, [c for c in spot.codes if within(c, outer) and (c != outer or rule != "place-path")])
            if rule == "place-path" and len(fits) > 1:
                fits = in_namesake(self.places, outer, fits)
            if len(fits) == 1:
                return Link(spot, fits[0], rule, confidence)
            if same in fits:
                return Link(spot, same, "place-same-name", 0.85)
            if rule == "place-path" and (fits or (len(outer) >= 6 and min(map(len, spot.codes)) > 6)):
                return Link(spot, None, "place-ambiguous", 0.4, tuple(fits[:8])) if fits else self._unlisted(spot, parent, sibling)
        if same and (same in spot.codes or "/" in same):
            return Link(spot, same, "place-same-name", 0.8)
        return self._anywhere(spot, sibling)

    def _contexts(self, spot: Spot, parent: str, sibling: str) -> Iterator[tuple[str, float, str]]:
        """Divisions to look for the spot in, the surest first."""
        if parent:
            yield "place-path", 0.98, enclosing(parent) or "?"
        low = max(map(len, spot.codes)) > 6
        for rule, confidence, code in (("place-list", 0.93, sibling), ("place-focus", 0.9, self.focus)):
            code = enclosing(code) or ""
            for size in (9, 6) if low else ():
                if len(code) >= size:
                    yield rule, confidence, code[:size]
        if self.county:
            yield "place-home", 0.92, self.county
        for size in (4, 2):
            if len(self.focus) >= size:
                yield "place-focus", 0.8, self.focus[:size]
        if self.county and spot.kind != "village":
            yield "place-home", 0.8, self.county[:4]
        for code in self.mentioned:
            if not low or not self.focus or within(code, self.focus[:2]):
                yield "place-region", 0.85, code
        if self.county and not low:
            yield "place-home", 0.7, self.county[:2]

    def _is_natural(self, spot: Spot) -> bool:
        """Whether a district's bare name is that of the river here (柳江水位上涨), or a county's that of a mountain (太行山、罗山的植被)."""
        if not spot.text.endswith(("江", "河", "山")):
            return False
        beside = not spot.chained and self.text[spot.start - 1 : spot.start] in LIST_GAPS and self.text.endswith(_regions(), 0, max(0, spot.start - 1))
        if beside and {len(c) for c in spot.codes} == {6} and not within(spot.codes[0], self.county or "?"):
            return True
        return not spot.text.endswith("山") and min(map(len, spot.codes)) >= 4 and shape("river-behind").match(self.text, spot.end) is not None

    def _foremost(self, spot: Spot, *, provinces: bool) -> str | None:
        """What a bare name means without a path: the article's own county or city, else the province or city of the name.

        In a list of provinces it is the province, and where a province and its city bear one name too (吉林).
        """
        top = [c for c in spot.codes if len(c) == min(map(len, spot.codes))]
        for code in () if provinces else (self.county, self.county[:4]):
            if code and code in spot.codes and not (len(code) == 4 and within(code, top[0])):
                return code
        return top[0] if len(top) == 1 and len(top[0]) <= 4 else None

    def _closest(self, spot: Spot, fits: list[str]) -> list[str]:
        """Of several, those whose common form is the very text; a division before one that bears its name inside it."""
        if len(fits) < 2:
            return fits
        exact = [c for c in fits if fold(self.places.label(c)) == fold(spot.text) or self.places.name(c) == spot.text]
        fits = exact or fits
        top = min(map(len, fits))
        upper = [c for c in fits if len(c) == top]
        return upper if top <= 9 and len(upper) == 1 else fits

    def _anywhere(self, spot: Spot, sibling: str) -> Link:
        fits = self._closest(spot, list(spot.codes))
        elsewhere = spot.kind == "village" and len(self.focus) >= 4 and not any(within(c, self.focus[:2]) for c in fits)
        if len(fits) == 1 and not elsewhere and (len(fits[0]) <= 6 or not self.county):
            return Link(spot, fits[0], "place-unique", 0.85 if len(fits[0]) <= 9 else 0.7)
        if spot.kind == "stem" and len(fits[0]) <= 4:
            return Link(spot, fits[0], "place-foremost", 0.75, tuple(fits[:8]))
        if len(fits) == 1 and elsewhere and self._is_far(spot):
            return Link(spot, fits[0], "place-unique", 0.6)
        if spot.kind == "full" and {len(c) for c in spot.codes} == {9} and (ranked := of_other_rank(self.places, spot.text, (enclosing(sibling) or "")[:6])):
            return Link(spot, ranked, "place-near-name", 0.7)
        here = not any(within(c, self.focus) for c in fits)
        town = spot.kind == "full" and spot.named and len(self.focus) >= 6 and {len(c) for c in spot.codes} == {9}
        if (town or (spot.kind == "village" and len(self.focus) >= 4)) and not within(self.focus, self.county or "?") and here:
            near = of_other_rank(self.places, spot.text, self.focus[:6]) if town else None
            return Link(spot, near or self._spoken_of(spot), "place-unlisted", 0.5, tuple(fits[:8]))
        listed = (enclosing(sibling) or "")[:9] if spot.kind == "village" else ""
        if len(listed) == 9:
            return Link(spot, local(self.places, listed, spot.text), "place-unlisted", 0.6, tuple(fits[:8]))
        if spot.kind == "village" and self.county and spot.named and fold(spot.text) not in self.unsure:
            around = self.county if not self.focus or within(self.county, self.focus[:2]) else self.focus[:6]
            return Link(spot, local(self.places, around, spot.text), "place-unlisted", 0.5, tuple(fits[:8]))
        return Link(spot, None, "place-ambiguous", 0.4, tuple(fits[:8]))

    def _spoken_of(self, spot: Spot) -> str:
        """The link of a place that lies where was spoken of last, if no mountain of its own places it elsewhere (青石岭深处的|松坪村)."""
        clause = self.text[max(self.spoken, spot.start - NEAR) : spot.start]
        elsewhere = not self.county and MARK.search(clause) and shape("mountain-before").search(clause)
        return f"?/{spot.text}" if elsewhere else local(self.places, self.focus[:6], spot.text)

    def _is_far(self, spot: Spot) -> bool:
        """Whether a village of a rare name opens a statement of its own, in no article about a county near by."""
        at_home = bool(self.county) and within(self.county, self.focus[:2])
        return not at_home and len(UNITS.sub("", spot.text)) > 2 and MARK.search(self.text, self.spoken, spot.start) is not None

    def _unlisted(self, spot: Spot, parent: str, sibling: str) -> Link:
        """A place without a code: in the place that it stands behind, in the town of its list, else in the article's county."""
        if outer := enclosing(parent):
            if near := of_other_rank(self.places, spot.text, outer) or near_name(self.places, spot.text, outer):
                return Link(spot, near, "place-near-name", 0.7)
            return Link(spot, local(self.places, outer, spot.text), "place-unlisted", 0.75)
        if same := self.known.get(fold(spot.text)):
            return Link(spot, same, "place-same-name", 0.7)
        if not spot.text.endswith(("村", "社区", "嘎查")):
            return Link(spot, None, "place-unknown", 0.2)
        if len(listed := (enclosing(sibling) or "")[:9]) == 9:
            return Link(spot, local(self.places, listed, spot.text), "place-unlisted", 0.6)
        if len(self.focus) >= 4 and self.focus[:6] != self.county:
            return Link(spot, self._spoken_of(spot), "place-unlisted", 0.5)
        if self.county:
            return Link(spot, local(self.places, self.county, spot.text), "place-unlisted", 0.5)
        return Link(spot, None, "place-unknown", 0.2)
