"""Runs of text whose GBK bytes were read one byte out of step, and what they were.

A site looked for two-byte characters in GBK bytes without minding where characters begin. Where the second byte of one
character and the first of the next spell a character T of its table, it put `(reading of T)` between them: the first byte of the
next character then stands alone before `(`, both show as `?`, and all that follows is read one byte late, until a byte below
0x80 puts it in step again. So a run is a stream of bytes that begins with one known from T, and reads on through the
second byte of one seen character and the first of the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.clean import vocabulary
from extract.clean.characters import table
from extract.clean.pinyin import READING

SITE = re.compile(rf"\?({READING})\)")
OWN_READING = re.compile(rf"\({READING}\)")
TAG_REST = re.compile(r"/(?:p|div|span|strong|b|a|li|td|h\d)>|(?:p|div|span|strong|br|a)\b[^<>\n]{0,80}>")
HALF_WIDTH = {"!": b"\xa3\xa1", ",": b"\xa3\xac", ":": b"\xa3\xba", ";": b"\xa3\xbb"}
LONGEST = 400
Ending = Literal["letter", "reading", "tag", "lost", "cut"]


@dataclass(frozen=True, slots=True)
class Run:
    """`text` stood at `start:end`; each of its characters was made from the span beside it.

    `ending` says what put the reading in step again: a letter that is the second half of the last character, the
    reading of the last character, the rest of a tag, the end of the text (`cut`), or a byte that is lost.
    """

    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]
    ending: Ending


def read_on(text: str, at: int, carry: int | None, since: int) -> Run | None:
    """The run that goes on at `text[at:]` with the byte `carry`, which came from `since`; None where it is no GBK text.

    Without a carry the first character shows as `?`: its first byte is lost.
    """
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    start = since
    while at < len(text) and len(out) < LONGEST:
        if text[at] == "?":
            return _closed(text, at, carry, start, out, spans, since)
        pair = _bytes(text[at])
        if text[at].isascii() and pair is None and carry is not None and (char := _char(carry, ord(text[at]))):
            end = m.end() if (m := OWN_READING.match(text, at + 1)) else at + 1
            return Run(start, end, "".join([*out, char]), (*spans, (since, end)), "letter")
        if pair is None:
            return None
        char = "?" if carry is None else _char(carry, pair[0])
        if not char:
            return None
        out.append(char)
        spans.append((since, at + 1))
        carry, since = pair[1], at
        at += 1
    return Run(start, at, "".join(out), tuple(spans), "cut") if at == len(text) else None


def _closed(text: str, at: int, carry: int | None, start: int, out: list[str], spans: list[tuple[int, int]], since: int) -> Run | None:
    """The run that ends at the `?` at `at`: half of its last character and the ASCII character behind it."""
    if carry is None:
        return None
    if site := SITE.match(text, at):
        trails = trail_bytes(carry, site[1])
        chars = [c for b in trails if (c := _char(carry, b))]
        chars.sort(key=lambda c: (not vocabulary.joined([*out[-1:], c]), not vocabulary.common(c)))
        return Run(start, site.end(), "".join([*out, chars[0]]), (*spans, (since, site.end())), "reading") if chars else None
    if TAG_REST.match(text, at + 1):
        last = "。" if carry == 0xA1 else _guess(carry, out)
        return Run(start, at + 1, "".join([*out, last, "<"]), (*spans, (since, at + 1), (at, at + 1)), "tag")
    last = "。" if carry == 0xA1 and text[at + 1 : at + 2] in ("", "\n") else "?"
    return Run(start, at + 1, "".join([*out, last]), (*spans, (since, at + 1)), "lost")


def _guess(lead: int, before: list[str]) -> str:
    """The one common character with this first byte that makes a word with the one before, or `?`."""
    chars = [c for b in range(0x40, 0xFF) if (c := _char(lead, b)) and vocabulary.common(c) and vocabulary.joined([*before[-1:], c])]
    return chars[0] if len(chars) == 1 else "?"


def lost_lead(before: str, run: Run, text: str) -> str | None:
    """The character whose first byte is lost at the head of `run`: the one that makes a word with its neighbours."""
    trail = _bytes(text[run.spans[0][1] - 1])
    if trail is None:
        return None
    chars = [c for lead in range(0x81, 0xFF) if (c := _char(lead, trail[0])) and vocabulary.common(c)]
    after = run.text[1:2]
    for neighbours in ([c for c in chars if vocabulary.joined([before, c])], [c for c in chars if vocabulary.joined([c, after])]):
        if len(neighbours) == 1:
            return neighbours[0]
    return None


def wedges(text: str, site: "re.Match[str]", before: str) -> Iterator[Run]:
    """The readings of the run behind a wedge, `?` and a reading and `)`: one for each character that T can be.

    `before` is the character in front of the `?`; without one (a fragment begins here) T may be any with that reading.
    """
    pair = _bytes(before) if before else None
    for lead in [pair[1]] if pair else [] if before else range(0x81, 0xFF):
        for trail in trail_bytes(lead, site[1]):
            if run := read_on(text, site.end(), trail, site.start()):
                yield run


def cut_head(text: str) -> Run | None:
    """The run at the head of a fragment that begins with the second half of a seen character."""
    pair = _bytes(text[0]) if text and not text[0].isascii() else None
    return read_on(text, 1, pair[1], 0) if pair else None


def trail_bytes(lead: int, reading: str) -> tuple[int, ...]:
    """The second bytes of the traditional characters with this first byte and this reading."""
    return _readings().get((lead, reading), ())


@cache
def _readings() -> dict[tuple[int, str], tuple[int, ...]]:
    from pypinyin.pinyin_dict import pinyin_dict

    found: dict[tuple[int, str], tuple[int, ...]] = {}
    known = table()
    for char in sorted([*map(chr, known.sure), *known.unsure]):
        if (pair := _bytes(char)) and known.simple(char) != char:
            for reading in pinyin_dict.get(ord(char), "").split(","):
                found[pair[0], reading] = (*found.get((pair[0], reading), ()), pair[1])
    return found


def _bytes(char: str) -> bytes | None:
    """The two GBK bytes of a character. Half-width ! , : ; inside a run were full-width when it came about."""
    if char in HALF_WIDTH:
        return HALF_WIDTH[char]
    try:
        code = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 else None


def _char(lead: int, trail: int) -> str:
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""
