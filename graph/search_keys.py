"""What a reader may type to find a name: simplified or traditional characters, pinyin, its initials.

Traditional characters are folded, not listed: the page folds what is typed by the table of `folding`, so that any mixture
of both scripts meets the name. Pinyin is kept by syllable, so that the page can match whole syllables, initials and any
mixture of them (jiaochengxian, jcx, jiaocx).
"""

from collections.abc import Iterable, Mapping
from functools import cache

HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))
LONGEST = 24
"""Characters of a name that are read; behind them nobody types on."""


def folding(names: Iterable[str]) -> dict[str, str]:
    """Each traditional character that could be typed for a character of these names, with the simplified one."""
    variants = _variants()
    used = {_simplified().get(c, c) for name in names for c in name}
    return {t: s for s in sorted(used) for t in variants.get(s, ())}


def pinyin_key(name: str) -> str:
    """The name's syllables without tones, with the other readings of a character behind a slash, the likeliest first.

    >>> pinyin_key("交城县")
    'jiao cheng xian'
    >>> pinyin_key("长治")
    'zhang/chang zhi/chi'
    """
    from pypinyin import lazy_pinyin

    letters = [_simplified().get(c, c) for c in name if c.isalnum()][:LONGEST]
    read = lazy_pinyin("".join(letters), errors=_as_it_is)  # type: ignore[arg-type]  # a list is allowed
    if len(read) != len(letters):  # a run that came out as one piece
        read = [lazy_pinyin(c, errors=_as_it_is)[0] for c in letters]  # type: ignore[arg-type]
    return " ".join("/".join(dict.fromkeys((r.lower(), *_readings(c)))) for c, r in zip(letters, read, strict=True))


def _as_it_is(run: str) -> list[str]:
    return list(run)


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    if not any(first <= ord(character) <= last for first, last in HAN):
        return ()
    return tuple(s.lower() for s in pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@cache
def _simplified() -> Mapping[str, str]:
    import opencc

    characters = [chr(c) for first, last in HAN for c in range(first, last + 1)]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {t: s for t, s in zip(characters, simple, strict=True) if t != s and len(s) == 1}


@cache
def _variants() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for traditional, simple in _simplified().items():
        found.setdefault(simple, []).append(traditional)
    return {s: tuple(t) for s, t in found.items()}
