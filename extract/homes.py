"""Which place an article is about: by the names that agree on a county, and by the paths that it gives."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from extract.gazetteer import Gazetteer, enclosing
from extract.knowledge import lexicon
from extract.linking import Link
from extract.nation import is_nationwide
from extract.reference import Home
from extract.spots import Spot, vague

OPENING = 200
"""Characters at the head of an article in which a name weighs double."""
OURS = re.compile("我([市县区旗])")
"""How an article calls the place that it speaks for."""
TIMES = 3
"""How often it does so at least."""
TITLE = 60
"""Characters of a first line at most, if it is a title."""

SHARE = 0.25
"""Of all that the names of an article say, what must agree on a county to make it the article's."""
WEIGHT = {"full": 2.0, "stem": 1.5, "village": 1.5}


def home_county(spots: Iterable[Spot]) -> str:
    """The county (or city without counties) that most of the names agree on, or "" where none stands out."""
    spots = list(spots)
    above = {c for s in spots if s.kind in ("full", "stem") and (s.named or s.chained or s.kind == "full") for c in s.codes if len(c) <= 4}
    scores: dict[str, float] = defaultdict(float)
    common = lexicon("place-common-words")
    for spot in spots:
        if not spot.chained and ((spot.kind == "stem" and (spot.text in common or not spot.named)) or vague(spot.text)):
            continue
        if spot.kind == "stem" and min(map(len, spot.codes)) <= 4:
            continue
        counties = sorted({c[:6] for c in spot.codes if len(c) >= 6})
        base = WEIGHT.get(spot.kind, 1.0) * (1.0 if spot.named or spot.chained or spot.kind == "full" else 0.3)
        if any(len(c) == 6 for c in spot.codes):
            base *= 1.5
        for county in counties:
            holds = 2.5 if county[:4] in above else 1.5 if county[:2] in above else 1.0
            scores[county] += base * holds * (2.0 if spot.start < OPENING else 1.0) / len(counties)
    if not scores:
        return ""
    best = min(scores, key=lambda c: (-scores[c], c))
    return best if scores[best] >= 1.0 and scores[best] >= SHARE * sum(scores.values()) else ""


def headline(text: str) -> int:
    """Where the first line ends, if it is short enough for a title; else 0."""
    end = text.find("\n")
    return end if 0 < end <= TITLE else 0


def home_of(table: Gazetteer, text: str, links: Sequence[Link], county: str) -> Home:
    """The place that an article is about, with its county; none where it is about the whole country and the place an example."""
    home = called_ours(table, text, links, local_home(table, links, county, headline(text)))
    coded = [(k.spot.start, code) for k in links if (code := enclosing(k.code))]
    return Home() if home.place and is_nationwide(text, coded, home.place) else home


def called_ours(table: Gazetteer, text: str, links: Sequence[Link], home: Home) -> Home:
    """The home as the article calls it its own (我县, 我区): the county named most often in the city that the names agree on."""
    if len(home.place) not in (2, 4):
        return home
    units = Counter(OURS.findall(text))
    named = Counter(k.code for k in links if k.code and len(k.code) == 6 and k.code.startswith(home.place) and k.spot.start < OPENING)
    for code, _ in named.most_common(1):
        if units[table.label(code)[-1]] >= TIMES and units.most_common(1)[0][0] == table.label(code)[-1]:
            return Home(code, code)
    return home


def local_home(table: Gazetteer, links: Sequence[Link], county: str, headline: int = 0) -> Home:
    """The most specific place that more than half of the paths lie in; those in the first line, up to `headline`, weigh most.

    A place that the first line names needs two fifths only.
    """
    ends: list[tuple[str, int]] = []
    for link, after in zip(links, [*links[1:], None], strict=False):
        code = enclosing(link.code)
        if code is None or link.spot.kind == "site":
            continue
        goes_on = after is not None and after.spot.start == link.spot.end and (enclosing(after.code) or "").startswith(code)
        if not goes_on:
            ends.append((code, 4 if link.spot.start < headline else 2 if link.spot.start < OPENING else 1))
    named = {enclosing(link.code) for link in links}
    total = sum(weight for _, weight in ends)
    inside: Counter[str] = Counter()
    for code, weight in ends:
        for size in (2, 4, 6, 9, 12):
            if size <= len(code):
                inside[code[:size]] += weight
    titled = {enclosing(link.code) for link in links if link.spot.start < headline}
    over = [c for c, weight in inside.items() if c in named and weight * 2 > total * (0.8 if c in titled else 1)]
    place = max(over, key=lambda c: (len(c), inside[c]), default=county if inside[county] * 3 > total else "")
    if len(place) >= 6:
        return Home(place, max((c for c in (*table.ancestors(place), place) if len(c) <= 6), key=len))
    return Home(place, county if county.startswith(place) and inside[county] * 3 > total else "")
