"""A text as the grammar of names reads it: its words with the model's tags, its places, and candidates for names."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from re import Pattern, compile

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.hidden_places import hidden_places
from extract.knowledge import lexicon, rules
from extract.statistical import Word
from extract.values import Mention

NAME_TAGS = frozenset({"n", "nz", "nt", "nw", "nr", "ns", "vn", "an", "a", "j", "s", "f", "LOC", "ORG", "PER"})


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: `level` is the level word that it starts with, `anchor` the place mention that it starts with."""

    start: int
    end: int
    rule: str
    kind: str = ""
    needs: str = ""
    level: str = ""
    anchor: Mention | None = None


class Reading:
    """One text with its words and places, as the grammar reads it."""

    def __init__(self, text: str, words: tuple[Word, ...], mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.words = [_unpadded(w, text) for w in words if text[w.start : w.end].strip()]
        self.starts = [w.start for w in self.words]
        self.ends = [w.end for w in self.words]
        self.mentions = mentions
        self.places = sorted([*mentions, *hidden_places(text, mentions, self.words)], key=lambda m: m.start)
        self._place_from = {m.start: m for m in sorted(self.places, key=lambda m: m.end)}
        self._place_to = {m.end: m for m in sorted(self.places, key=lambda m: -m.start)}

    def word_from(self, offset: int) -> int | None:
        """The index of the word that starts at an offset."""
        i = bisect_left(self.starts, offset)
        return i if i < len(self.starts) and self.starts[i] == offset else None

    def word_to(self, offset: int) -> int | None:
        """The index of the word that ends at an offset."""
        i = bisect_left(self.ends, offset)
        return i if i < len(self.ends) and self.ends[i] == offset else None

    def word_at(self, offset: int) -> int:
        """The index of the word that holds an offset, or of the last before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def place_to(self, end: int) -> Mention | None:
        """The longest place mention that ends at an offset."""
        return self._place_to.get(end)

    def place_from(self, start: int) -> Mention | None:
        """The longest place mention that starts at an offset."""
        return self._place_from.get(start)


def _unpadded(word: Word, text: str) -> Word:
    shown = text[word.start : word.end]
    return Word(word.start + len(shown) - len(shown.lstrip()), word.end - len(shown) + len(shown.rstrip()), word.tag)


def reading_of(doc: Doc) -> Reading:
    """The reading of a Doc: the model's words where the Doc has them, else its tokens; its PLACE mentions."""
    words = doc._.words or tuple(Word(t.idx, t.idx + len(t), t.tag_) for t in doc)
    return _reading(doc.text, tuple(words), tuple(mentions_of(doc, "PLACE")))


@lru_cache(maxsize=2)
def _reading(text: str, words: tuple[Word, ...], mentions: tuple[Mention, ...]) -> Reading:
    """People and organisations are found one after the other in the same Doc: the second finds the reading made."""
    return Reading(text, words, mentions)


@cache
def pattern(file: str, rule: str) -> Pattern[str]:
    """The pattern of one rule of a rule file."""
    return next(r.pattern for r in rules(file) if r.id == rule)


@cache
def suffixes() -> Pattern[str]:
    """Any ending of an organisation's name, the longest first."""
    return compile(lexicon("org-suffixes").alternation())


@cache
def suffix_at_end() -> Pattern[str]:
    """The longest ending that a name has."""
    return compile(lexicon("org-suffixes").alternation() + "$")


@cache
def levels() -> Pattern[str]:
    """A level word at the start of a name, where it begins no other word (村民理事会, 县域医共体, 乡音宣讲团) and stands for one level (not 市县医院)."""
    return compile(lexicon("org-levels").alternation() + "(?!民理|贤|域|音|土(?!地)|情|愁|亲|[县区乡镇村](?:医院|卫生院|卫生室|政府|党委))")


@cache
def terms(name: str) -> tuple[str, ...]:
    """The terms of a lexicon, as `startswith` and `endswith` take them."""
    return tuple(lexicon(name))


def attribute(name: str, term: str, key: str) -> str:
    """What a lexicon says of a term, "" where it says nothing."""
    return lexicon(name).entries.get(term, {}).get(key, "")
