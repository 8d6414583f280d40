"""Cuts a text into sentences and tokens: spacy-pkuseg's words, cut again wherever an entity or a number begins or ends.

Every statistical entity is therefore a span of tokens. The model is pkuseg's `default`, pruned
(scripts/make_segmenter_model.py); it loads from the package, with no download and no user dictionary.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import cast

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.statistical import ENTITY_TAGS, Word, lac
from extract.wordfeatures import Cutter

MODEL = Path(__file__).parent / "data" / "pkuseg"
LONGEST = 400
"""Characters in a sentence at most, for the models' sake; a longer one is cut behind a comma or, without one, there."""
CLOSING = re.escape('”’」』）)》〉】]"')
STOPS = "。！？!?"
SENTENCE_END = re.compile(rf"\n|[{STOPS}]+[{CLOSING}]*(?![{STOPS}{CLOSING}，、；：,;:])")
"""A mark that a comma follows ends no sentence: it stands in a quotation within one. (No possessive quantifiers here or
elsewhere: those of Python before 3.11.5 lose matches, https://github.com/python/cpython/issues/106052.)"""
COMMAS = "；;，,、"
BLANK = re.compile(r"\n|[^\S\n]+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class TextDoc(Doc):
    """A Doc that remembers its text, which spaCy's own joins from its tokens whenever it is asked."""

    @property
    def text(self) -> str:
        """The text; joined once, since no component changes it."""
        if (text := self.user_data.get("text")) is None:
            text = self.user_data["text"] = super().text
        return cast(str, text)


class Segmenter:
    """The tokenizer of the pipeline: a Doc whose text is exactly the given one, blanks and line ends being tokens.

    The Doc carries its sentences, and LAC's words as `doc._.words` for the next component.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text."""
        spans = sentences(text)
        read = lac().words(text, [trimmed(text, *span) for span in spans])
        cuts = sorted({0, len(text), *(start for start, _ in spans), *word_cuts(text, spans), *entity_cuts(read), *number_cuts(text)})
        tokens = [(start, end) for start, end in pairwise(cuts) if start < end]
        firsts = {start for start, _ in spans}
        doc = TextDoc(
            self.vocab,
            words=[text[start:end] for start, end in tokens],
            spaces=[False] * len(tokens),
            sent_starts=[start in firsts for start, _ in tokens],
        )
        doc.user_data["text"] = text
        doc._.words = tuple(read)
        return doc


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, covering the text without a gap; blanks and line ends belong to the sentence before."""
    spans: list[tuple[int, int]] = []
    for start, end in pairwise([0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]):
        if spans and not text[start:end].strip():
            spans[-1] = (spans[-1][0], end)
            continue
        while end - start > LONGEST:
            cut = max(text.rfind(mark, start, start + LONGEST) for mark in COMMAS) + 1 or start + LONGEST
            spans.append((start, cut))
            start = cut
        if start < end:
            spans.append((start, end))
    return spans


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks around it."""
    first = end - len(text[start:end].lstrip())
    return first, first + len(text[first:end].rstrip())


def word_cuts(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Where pkuseg's words and the blanks between them begin or end."""
    lengths = cutter().lengths
    for start, end in spans:
        at = start
        for blank in [*BLANK.finditer(text, start, end), None]:
            stop = blank.start() if blank else end
            yield from accumulate(lengths(text[at:stop]), initial=at)
            yield stop
            at = blank.end() if blank else end
        yield end


def entity_cuts(words: Iterable[Word]) -> Iterator[int]:
    """Where entities begin or end."""
    for word in words:
        if word.tag in ENTITY_TAGS:
            yield word.start
            yield word.end


def number_cuts(text: str) -> Iterator[int]:
    """Where a number in digits begins or ends, so that its unit is a token of its own."""
    for match in NUMBER.finditer(text):
        yield from match.span()


@cache
def cutter() -> Cutter:
    """The segmentation model, loaded once a process."""
    import spacy_pkuseg

    return Cutter(spacy_pkuseg.pkuseg(str(MODEL), user_dict=None))
