"""Readings that a site injected behind its traditional characters: 強(qiáng)基 is 强基."""

import re

from extract.clean.aligned import CleanText, Edit, edited
from extract.clean.characters import table

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
READING = rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{{0,2}}[{TONED}][aeiou]{{0,2}}(?:ng|n|r)?"
INJECTED = re.compile(rf"(?<=[^\s(])\(({READING})\)")


def unread(clean: CleanText) -> CleanText:
    """Without the readings in half-width brackets behind a traditional character.

    One tone mark and no blank make a reading; (GDP), (街道) and (a) are none. Whether it fits the word plays no part:
    sites inject one fixed, often wrong reading. Behind a simplified character, 洱(ěr)海, it is the author's gloss.
    """
    if "(" not in clean.text:
        return clean
    known = table()
    text = clean.text
    found = INJECTED.finditer(text)
    return edited(clean, "pinyin", [Edit(m.start(), m.end(), absorb=True) for m in found if known.simple(text[m.start() - 1]) != text[m.start() - 1]])
