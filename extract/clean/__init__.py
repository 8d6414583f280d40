"""Cleaning: raw text in, clean text with an alignment back to every raw character out."""

from collections.abc import Callable

from extract.clean.aligned import Change, CleanText
from extract.clean.blanks import lines, unspaced
from extract.clean.characters import composed, simplified
from extract.clean.markup import dereferenced, textual, unadvertised, untagged
from extract.clean.mojibake import in_step, widened
from extract.clean.pinyin import unread
from extract.clean.punctuation import single, wide
from extract.clean.zones import zoned

__all__ = ["STEPS", "Change", "CleanText", "clean"]

STEPS: tuple[Callable[[CleanText], CleanText], ...] = (
    composed,  # accents joined to their letters, so that readings can be told; radical signs; invisible signs
    untagged,  # scripts and tags out before anything else could take them for text
    dereferenced,  # &ldquo; and its kin
    textual,  # script lines, strings against copying
    unadvertised,  # a line of search words before the article
    unread,  # 強(qiáng)基: the injected readings, while the traditional characters still tell where they belong
    single,  # ,。 to 。
    in_step,  # GBK bytes read out of step, while the characters still have the bytes that they were made from
    simplified,  # traditional characters
    lines,  # line ends, indents, empty lines
    unspaced,  # blanks of typesetting, split digits
    wide,  # half-width marks between Chinese
)
ROUNDS = 8


def clean(raw: str) -> CleanText:
    """The cleaned text of `raw`; the identity on clean simplified text, and idempotent (the steps run until none finds anything)."""
    found = CleanText.of(raw)
    for _ in range(ROUNDS):
        before = found.text
        for step in STEPS:
            found = step(found)
        if found.text == before:
            break
    return zoned(widened(found))
