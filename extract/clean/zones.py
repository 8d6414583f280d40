"""The parts of a page that are not the article's text: title, headings, bylines, credits, and what a site put around them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extract.clean.aligned import CleanText
from extract.knowledge import Rule, lexicon, rules
from extract.values import Zone, ZoneKind

EDGE = 4
TITLE, HEADING, LONGEST = 40, 30, 160
ENDED = re.compile(r"[。！？；…，、：:;,!?]$")
BODY = re.compile(r"。|[：:；;，,…]$")
NUMBERED = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、．.章节部]|（[一二三四五六七八九十]{1,3}）|[(（]?\d{1,2}[)）、.．](?!\d))")
SIGNED = re.compile(r"(?<=[。！？”])[（(]((?:[一-龥]{2,14}[ 　:：/／、])*[一-龥·]{2,10})[）)]$")
PLACE_END = re.compile(r"[省市县区镇乡村州旗盟局部会院所校厂站路]$")


def zoned(clean: CleanText) -> CleanText:
    """`clean` with its zones, found anew."""
    return replace(clean, zones=tuple(zones(clean.text)))


def zones(text: str) -> Iterator[Zone]:
    """The zones of a clean text, in order."""
    spans = list(_lines(text))
    body = next((i for i, (a, b) in enumerate(spans) if b - a > TITLE or BODY.search(text[a:b]) or NUMBERED.match(text, a)), len(spans))
    titled = False
    for i, (a, b) in enumerate(spans):
        line = text[a:b]
        kind = _kind(line, i, len(spans)) if b - a <= LONGEST else None
        if kind is None and len(spans) > 1 and i < body:
            kind = "subtitle" if titled or line.startswith(("—", "-")) else "title"
            titled = True
        elif kind is None and 0 < i < len(spans) - 1 and b - a <= HEADING and not ENDED.search(line):
            kind = "heading"
        if kind:
            yield Zone(a, b, kind)
        elif i >= len(spans) - 3 and (m := SIGNED.search(line)):
            yield Zone(a + m.start(), b, "credit")


def _kind(line: str, number: int, total: int) -> ZoneKind | None:
    head, tail = number < EDGE, number >= total - EDGE
    if total > 1 and (number < 3 or number >= total - 3) and _bare_name(line):
        return "byline"
    places = {"any"} | ({"head", "edge"} if head else set()) | ({"tail", "edge"} if tail else set())
    for rule, kind, where in _rules():
        if where in places and rule.pattern.match(line):
            return kind
    return None


@cache
def _rules() -> tuple[tuple[Rule, ZoneKind, str], ...]:
    kinds: dict[str, ZoneKind] = {"byline": "byline", "credit": "credit", "trailer": "trailer", "navigation": "navigation"}
    return tuple((r, kinds[r.value["kind"]], r.value["where"]) for r in rules("clean-zones"))


def _bare_name(line: str) -> bool:
    """Whether a line is a person's name alone, one or two of them."""
    return all(_name(part) for part in re.split(r"[ 　、]+", line)) and len(line) <= 9


def _name(text: str) -> bool:
    surnames = lexicon("person-surnames")
    if not 2 <= len(text) <= 4 or PLACE_END.search(text):
        return False
    return (text[:2] in surnames and len(text) > 2) or (text[0] in surnames and len(text) <= 3)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, at + len(line)
        at += len(line) + 1
