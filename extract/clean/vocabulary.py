"""What ordinary Chinese looks like: a word list and the common characters. Loaded only when a text holds damage."""

import importlib.util
import io
import pickle
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from extract.clean.characters import table
from extract.knowledge import lexicon

MARKS = frozenset("、。，；：！？“”‘’《》（）—…·％%")
LONGEST = 4
PRODUCTIVE = 25


class _OnlyText(pickle.Unpickler):
    """Reads a pickle that holds text and refuses every other."""

    def find_class(self, module_name: str, global_name: str, /) -> object:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} in a word list")


@cache
def words() -> frozenset[str]:
    """The words of two to four characters in the dictionary that the spacy-pkuseg package ships (MIT)."""
    spec = importlib.util.find_spec("spacy_pkuseg")
    if spec is None or spec.origin is None:
        return frozenset()
    content = (Path(spec.origin).parent / "dicts" / "default.pkl").read_bytes()
    listed = _OnlyText(io.BytesIO(content)).load()
    return frozenset(w for w in str(listed).split("\n") if 2 <= len(w) <= LONGEST)


@cache
def common(char: str) -> bool:
    """Whether the character is a mark or, simplified, one of the 3,755 of GB/T 2312's first level."""
    if char in MARKS:
        return True
    try:
        code = table().simple(char).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def simple(text: str) -> str:
    """Simplified, unsure characters too."""
    known = table()
    return "".join(map(known.simple, text))


def odd(text: str) -> float:
    """The share of characters that are not common."""
    return sum(not common(c) for c in text) / len(text) if text else 0.0


def covered(text: str) -> float:
    """The share of the Chinese characters that lie in words of the list, the longest first from the left."""
    text = simple(text)
    total = sum(c not in MARKS for c in text)
    return sum(b - a for a, b in _spans(text)) / total if total else 0.0


def strays(text: str) -> list[int]:
    """Where characters stand that are neither marks nor part of a listed word nor a word of one character."""
    text = simple(text)
    inside = {i for a, b in _spans(text) for i in range(a, b)}
    alone = lexicon("clean-single-words")
    return [i for i, c in enumerate(text) if i not in inside and c not in MARKS and not c.isascii() and c not in alone]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    known, at = words(), 0
    while at < len(text):
        size = next((n for n in range(min(LONGEST, len(text) - at), 1, -1) if text[at : at + n] in known), 0)
        if size:
            yield at, at + size
        at += size or 1


@cache
def productive(char: str) -> bool:
    """Whether many words of the list hold the character, so that it may well stand in a name or a word not listed."""
    return "\u4e00" <= char <= "\u9fff" and _all_words().count(char) >= PRODUCTIVE


@cache
def _all_words() -> str:
    return "\n".join(words())


def joined(parts: Iterable[str]) -> bool:
    """Whether the parts, simplified and put together, are one word of the list."""
    return simple("".join(parts)) in words()
