"""Blanks and line ends: layout that is not part of the text."""

import re

from extract.clean.aligned import CleanText, Edit, edited, translated
from extract.clean.characters import HAN

BLANK = "[ \u00a0\u2000-\u200a\u202f\u205f\u3000\t]"
SPACE = "[ \u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\n\u2028\u2029\x85]"
ODD = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\t]")
LINE_ENDS = re.compile(rf"(?<!{BLANK}){BLANK}*(?:\r\n?|\n|\u2028|\u2029|\x85)(?:{BLANK}|[\r\n\u2028\u2029\x85])*")
EDGES = re.compile(rf"\A{SPACE}+|(?<!{SPACE}){SPACE}+\Z")
SPACED_LINE = re.compile(rf"^[{HAN}](?:{BLANK}+[{HAN}]){{2,}}$", re.MULTILINE)
SPACED_DIGITS = re.compile(rf"(?<![\d.,，%])(?<!\d )\d(?: \d){{2,}}(?= ?[{HAN}])")
BEFORE_MARK = re.compile(rf"(?<=[{HAN}0-9A-Za-z”’）》%％]){BLANK}+(?=[，。、；：！？”’）》])")
SPACED_MARK = re.compile(rf"(?<=[{HAN}”’）》%]){BLANK}+([,;:，。、；：]){BLANK}*(?=[{HAN}“‘（《0-9])")
APART = re.compile(rf"(?<=[{HAN}]){BLANK}(?=[0-9])|(?<=[0-9%％]){BLANK}(?=[{HAN}])")
TOUCHING = re.compile(rf"[{HAN}](?=[0-9])|[0-9%％](?=[{HAN}])")
ANY = re.compile(BLANK)


def lines(clean: CleanText) -> CleanText:
    r"""One \n between lines, none at the edges, no indents, no empty lines, and plain blanks for odd ones."""
    text = clean.text
    edits = []
    for m in EDGES.finditer(text):
        edits.append(Edit(m.start(), m.end()))
    edge = {e.start for e in edits}
    edits += [Edit(m.start(), m.end(), "\n") for m in LINE_ENDS.finditer(text) if m[0] != "\n" and m.start() not in edge and m.end() < len(text)]
    edits.sort(key=lambda e: e.start)
    if edits:
        clean = edited(clean, "line ends", edits)
    if ODD.search(clean.text):
        clean = translated(clean, "blanks", ODD.sub(" ", clean.text))
    return clean


def unspaced(clean: CleanText) -> CleanText:
    """Without the blanks of typesetting: `2 0 0 1年`, `报 告` over a whole line, ` , `, and `8 月 17 日` where all figures stand so.

    Digits are joined only where every gap is one digit wide: 10 536 205 stays three groups.
    """
    text = clean.text
    if not ANY.search(text):
        return clean
    if found := [*SPACED_LINE.finditer(text), *SPACED_DIGITS.finditer(text)]:
        spots = sorted({(m.start() + b.start(), m.start() + b.end()) for m in found for b in re.finditer(f"{BLANK}+", m[0])})
        clean = edited(clean, "spaced", [Edit(a, b) for a, b in spots])
    clean = edited(clean, "spaced", [Edit(m.start(), m.end(), m[1]) for m in SPACED_MARK.finditer(clean.text)])
    clean = edited(clean, "spaced", [Edit(m.start(), m.end()) for m in BEFORE_MARK.finditer(clean.text)])
    apart = list(APART.finditer(clean.text))
    if apart and len(apart) > 2 * len(TOUCHING.findall(clean.text)):
        clean = edited(clean, "spaced", [Edit(m.start(), m.end()) for m in apart])
    return clean
