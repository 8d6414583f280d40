"""Personal names that the model cut or overlooked, put together from what surrounds them and from where they stand again."""

from collections.abc import Iterator, Sequence
from functools import cache
from re import Pattern, compile, escape, finditer

from extract.gazetteer import gazetteer
from extract.knowledge import lexicon
from extract.person_names import address, strength, surname_weight
from extract.readings import Reading, pattern

Span = tuple[int, int]
MOST = 7
"""Characters of a name written in transcription."""
COUNTY = 6
"""Digits of a county's code."""
AGAIN = 2
"""How often a longer form must stand to be the name."""


@cache
def introducers() -> Pattern[str]:
    """A post or personal noun, after which a name may stand."""
    return compile(f"(?:{lexicon('post-words').alternation()}|{lexicon('person-nouns').alternation()})")


@cache
def _given() -> frozenset[str]:
    return frozenset(lexicon("person-given"))


def is_given(name: str) -> bool:
    """Whether all characters behind the surname are common in given names.

    >>> is_given("石强"), is_given("江河")
    (True, False)
    """
    return len(name) > 1 and all(c in _given() for c in name[1:])


def does_something(reading: Reading, start: int, end: int) -> bool:
    """Whether two characters of the shape of a name stand where a person acts: before a verb, an adverb, 和 or a comma."""
    name, i = reading.text[start:end], reading.word_from(end)
    if len(name) != 2 or not is_given(name) or i is None or reading.text[start - 1 : start] == "、" or _is_county(name):
        return False
    word = reading.words[i]
    acts = word.tag in ("v", "d")
    return acts or (surname_weight(name) in ("common", "usual") and (word.tag == "c" or reading.text[end] in "，,"))


def _is_county(name: str) -> bool:
    """Whether a county or larger place has this name: 林芝. Villages have the names of people too often to tell."""
    return any(len(code) <= COUNTY for code in gazetteer().candidates(name))


def cut_names(reading: Reading) -> Iterator[Span]:
    """Names behind a post or personal noun whose words the model cut elsewhere: 村民毛金|连住进新房."""
    for match in introducers().finditer(reading.text):
        start = match.end()
        yield from ((start, end) for end in (start + 3, start + 2) if _is_cut(reading, start, end))


def _is_cut(reading: Reading, start: int, end: int) -> bool:
    name = reading.text[start:end]
    if surname_weight(name) != "common" or not is_given(name) or not strength(name):
        return False
    crossed = reading.word_to(end) is None
    people = [w for w in reading.words if w.tag in ("PER", "nr") and w.start == start]
    if any(w.end - w.start > 1 for w in people):
        return False
    lone = bool(people)
    return (len(name) == 3 and (crossed or lone)) or (len(name) == 2 and lone)


def lone_surnames(reading: Reading) -> Iterator[Span]:
    """Names of which the model saw only the surname, before one or two single characters: 种粮大户周|能|为."""
    for i, word in enumerate(reading.words[:-1]):
        if word.tag != "PER" or word.end - word.start != 1 or not surname_weight(reading.text[word.start]):
            continue
        if not any(m.end() == word.start for m in introducers().finditer(reading.text, max(0, word.start - 6), word.start)):
            continue
        behind = [w for w in reading.words[i + 1 : i + 3] if w.end - w.start == 1 and w.tag not in ("w", "m")]
        joined = [w for w, before in zip(behind, (word, *behind), strict=False) if w.start == before.end]
        if joined:
            yield word.start, joined[-1].end


def old_surnames(reading: Reading) -> Iterator[Span]:
    """老 and a surname before 家 or a word of speech, where the model made other words: 老付家."""
    for match in pattern("person-context", "old-surname").finditer(reading.text):
        yield match.span("hole")


def transcribed(reading: Reading) -> Iterator[Span]:
    """Names in transcription that the model began or ended, wherever they stand: 马一布|拉黑麦, 节列俄|阿木."""
    begun = sorted({reading.text[w.start : w.end] for w in reading.words if w.tag in ("PER", "nr") and w.end - w.start > 1})
    for name in begun:
        if address().fullmatch(name) or (strength(name) in ("strong", "usual") and is_given(name)):
            continue
        places = [m.span() for m in finditer(escape(name), reading.text)]
        left, right = _shared(reading.text, places, -1), _shared(reading.text, places, 1)
        if len(places) >= AGAIN and 3 < len(name) + left + right <= MOST and left + right:
            yield from ((start - left, end + right) for start, end in places)


def _shared(text: str, places: Sequence[Span], step: int) -> int:
    """How many characters of transcription stand on one side of a name at every place, the same at each."""
    length = 0
    while length < MOST:
        at = {text[e + length : e + length + 1] if step > 0 else text[s - length - 1 : s - length] for s, e in places}
        if len(at) != 1 or not (only := at.pop()) or only not in lexicon("person-transcribed"):
            return length
        length += 1
    return length
