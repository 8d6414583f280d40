"""Cuts with a pkuseg model: its tables and its decoder, with the features of a character looked up our way.

spacy-pkuseg asks its tables for seventy strings a character, most of which cannot be there. Here each stretch is looked up
once, pairs of words are formed only of words, and what characters and pairs of characters say is remembered: the same
features in the same order, so the same cuts, several times as fast.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy_pkuseg import pkuseg

DIGIT, LETTER = "\ue000", "\ue001"
"""One character each for what the model calls **Num and **Letter, so that stretches of a text are plain slices."""
WORD_LENGTHS = range(6, 1, -1)
REMEMBERED = 200_000
"""Entries of a memory, which then starts anew."""
Numbers = tuple[int, ...]
NOTHING: Numbers = (-1,) * 5


class Memory(dict[str, Numbers]):
    """Numbers of features by text, each asked for once."""

    def __init__(self, ask: Callable[[str], Numbers]) -> None:
        self.ask = ask

    def __missing__(self, text: str) -> Numbers:
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = found = self.ask(text)
        return found


class Cutter:
    """A model that spacy-pkuseg has loaded, ready to cut."""

    def __init__(self, model: "pkuseg") -> None:
        extractor = model.feature_extractor
        self._weights = model.model
        self._numbers: Mapping[str, int] = {_short(name): number for name, number in extractor.feature_to_idx.items()}
        self._words = frozenset(_short(word) for word in extractor.unigram)
        # As the model was trained: its own marks are folded first, so that 3.5 is a digit, & and a digit.
        digits = {ord(c): DIGIT for c in extractor.num} | {ord(c): LETTER for c in extractor.letter}
        self._folding: Mapping[int, str | int] = digits | extractor.keywords_translate_table
        self._begins = tuple("B" in model.idx_to_tag[i] for i in range(model.n_tag))
        self._of_character = Memory(lambda c: self._found("c." + c, "c-1." + c, "c1." + c, "c-2." + c, "c2." + c))
        self._of_pair = Memory(lambda p: self._found(f"c-1c.{p[0]}.{p[1]}", f"cc1.{p[0]}.{p[1]}", f"c-2c-1.{p[0]}.{p[1]}"))

    def lengths(self, text: str) -> Iterator[int]:
        """The lengths of the words of a text without blanks, in order."""
        from spacy_pkuseg.inference import decodeViterbi_fast

        if not text:  # the decoder does not look before it reads the first character
            return
        _, tags = decodeViterbi_fast(self.features(text), self._weights)
        length = 0
        for tag in tags:
            if length and self._begins[tag]:
                yield length
                length = 0
            length += 1
        if length:
            yield length

    def features(self, text: str) -> list[list[int]]:
        """The numbers of each character's features."""
        text = text.translate(self._folding)
        single = [NOTHING, NOTHING, *map(self._of_character.__getitem__, text), NOTHING, NOTHING]
        double = [NOTHING, NOTHING, *(self._of_pair[text[i : i + 2]] for i in range(len(text) - 1)), NOTHING, NOTHING]
        found = [
            [0, *(n for n in (here[0], before[1], left[0], behind[2], right[1], before2[3], left2[2], behind2[4]) if n >= 0)]
            for before2, before, here, behind, behind2, left2, left, right in zip(
                single, single[1:], single[2:], single[3:], single[4:], double, double[1:], double[2:], strict=False
            )
        ]
        self._add_words(text, found)
        return found

    def _add_words(self, text: str, found: Sequence[list[int]]) -> None:
        """Adds the features of the words, and pairs of words, that begin or end at each character; long words first."""
        size, words, number = len(text), self._words, self._numbers.get
        starting: list[list[str]] = [[] for _ in range(size + 1)]
        ending: list[list[str]] = [[] for _ in range(size + 1)]  # the last one is also that before the first character
        for i in range(size):
            for n in WORD_LENGTHS:
                if (word := text[i : i + n]) in words and i + n <= size:
                    starting[i].append(word)
                    ending[i + n - 1].append(word)
        for i, row in enumerate(found):
            begin, end = starting[i], ending[i]
            names = ["w-1." + w for w in end]
            names += ["w1." + w for w in begin]
            if begin:
                names += [f"ww.l.{a}*{b}" for a in ending[i - 1] for b in begin]
            if end:
                names += [f"ww.r.{a}*{b}" for a in end for b in starting[i + 1]]
            row += [hit for name in names if (hit := number(name)) is not None]

    def _found(self, *names: str) -> Numbers:
        return tuple(self._numbers.get(name, -1) for name in names)


def _short(name: str) -> str:
    return name.replace("**Num", DIGIT).replace("**Letter", LETTER) if "**" in name else name
