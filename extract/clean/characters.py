"""Single characters: composed forms, radicals that stand for characters, invisible signs, and the table to simplified."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from extract.clean.aligned import CleanText, Edit, edited, translated
from extract.knowledge import lexicon

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
DECOMPOSED = re.compile(r"[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+|[\uf900-\ufaff\U0002f800-\U0002fa1f]")
RADICALS = re.compile("[\u2e80-\u2fd5]")
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffc\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def composed(clean: CleanText) -> CleanText:
    """Letters and their accents joined (NFC), radical signs as the characters they look like, invisible signs dropped."""
    text = clean.text
    if text.isascii() and not INVISIBLE.search(text):
        return clean
    edits = [Edit(m.start(), m.end()) for m in INVISIBLE.finditer(text)]
    if not unicodedata.is_normalized("NFC", text):
        edits += [Edit(m.start(), m.end(), unicodedata.normalize("NFC", m[0])) for m in DECOMPOSED.finditer(text)]
    edits.sort(key=lambda e: e.start)
    clean = edited(clean, "characters", edits)
    if RADICALS.search(clean.text):
        clean = translated(clean, "characters", clean.text.translate(_radicals()))
    return clean


@cache
def _radicals() -> dict[int, str]:
    table = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
    return table | {ord(term): attributes["to"] for term, attributes in lexicon("clean-radicals").entries.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """Traditional to simplified. `sure` characters never occur in simplified text; `unsure` ones do (著名, 乾隆): they
    change only in a traditional line and outside the words of `kept`."""

    sure: dict[int, str]
    unsure: dict[str, str]
    kept: re.Pattern[str]
    traditional: re.Pattern[str]

    def simple(self, char: str) -> str:
        """The simplified form of one character, sure or not."""
        return self.sure.get(ord(char)) or self.unsure.get(char, char)


@cache
def table() -> Table:
    """The character table of OpenCC (t2s), with the one-to-many characters of the lexicon taken out."""
    import opencc

    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
    characters = [chr(n) for block in blocks for n in block]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    entries = lexicon("clean-one-to-many").entries
    sure = {ord(a): b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1 and a not in entries}
    sure = {a: chr(b) if (b := _end(sure, ord(s))) else s for a, s in sure.items()}
    words = sorted({w for e in entries.values() for w in e.get("keep", "").split()}, key=lambda w: (-len(w), w))
    return Table(
        sure,
        {a: e["to"] for a, e in entries.items()},
        re.compile("|".join([*map(re.escape, words), f"([{''.join(entries)}])"])),
        re.compile(f"[{''.join(map(chr, sure))}]"),
    )


def _end(table: dict[int, str], code: int) -> int:
    """Where a chain of the table ends, so that one pass is enough."""
    while code in table:
        code = ord(table[code])
    return code


def simplified(clean: CleanText) -> CleanText:
    """Traditional characters as simplified ones, character by character; damaged runs stay as they are."""
    known = table()
    text = clean.text
    changed = text.translate(known.sure)
    if changed == text:
        return clean
    lines = []
    for old, new in zip(text.split("\n"), changed.split("\n"), strict=True):
        lines.append(known.kept.sub(lambda m: known.unsure[m[1]] if m[1] else m[0], new) if old != new else new)
    changed = "\n".join(lines)
    return translated(clean, "simplified", changed)
