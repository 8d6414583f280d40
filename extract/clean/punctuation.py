"""Punctuation: marks that a site doubled, and half-width marks in Chinese text."""

import re

from extract.clean.aligned import CleanText, Edit, edited, translated
from extract.clean.characters import HAN

DOUBLED = re.compile(r",+(?=[,，、。;；:：!?！？])")
WIDE = r"[^\x00-\x7f\s]"
NARROW = re.compile(rf"(?<={WIDE})[,;:!?](?=$|\s|{WIDE}|[\"'(\[<A-Za-z0-9])|(?<=[A-Za-z0-9%)\]])[,;:!?](?= ?{WIDE})")
BRACKETS = re.compile(rf"\(([^()\n]*[{HAN}—～][^()\n]*)\)")


def single(clean: CleanText) -> CleanText:
    """Without the ASCII comma that a site put before another mark (,。 ,, ,、)."""
    if ",," not in clean.text and not DOUBLED.search(clean.text):
        return clean
    return edited(clean, "doubled marks", [Edit(m.start(), m.end() + 1, clean.text[m.end()]) for m in DOUBLED.finditer(clean.text)])


def wide(clean: CleanText) -> CleanText:
    """Marks beside Chinese in full width, brackets in pairs when they hold Chinese; 1,300 and 16:35 and (GDP) stay."""
    text = clean.text
    if not (NARROW.search(text) or BRACKETS.search(text)):
        return clean
    changed = list(text)
    for m in NARROW.finditer(text):
        changed[m.start()] = chr(ord(m[0]) + 0xFEE0)
    found = "".join(changed)
    while (after := BRACKETS.sub(r"（\1）", found)) != found:
        found = after
    return translated(clean, "punctuation", found)
