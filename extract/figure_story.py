"""What an article has named so far, and what of it opened a statement: the memory from which a figure without a subject takes one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.clauses import Item
from extract.figure_position import is_name, states
from extract.figure_topics import Topic
from extract.reference import Home, home

PARAGRAPH = 30
"""Characters of a line at least that is a paragraph, not a heading."""
RECENT = 30
"""Names that are remembered as candidates, those named last."""
SKIPPED = ("time", "adverb", "particle")
"""Kinds of items that may stand before the first word of a clause."""
ASIDE = ("quote", "bracket")
"""Tags of items that are no part of a clause."""


@dataclass(frozen=True, slots=True)
class Article:
    """What is the same for all figures of an article: its place, and what each of its names is (org or programme).

    `spread` says in how many of its paragraphs its place is named: few, some, most.
    """

    home: Home
    types: Mapping[str, str]
    spread: str


@dataclass(frozen=True, slots=True)
class Naming:
    """A place, organisation, programme or the country (None) at an item of a sentence; whether it opens a clause, and whether the sentence."""

    value: str | None
    index: int
    opens: bool
    heads: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a name: how often and in how many paragraphs it stood, where it stood last, and where it last opened a clause.

    A place in the text is `(sentence, paragraph, number of the naming)`.
    """

    count: int
    paragraphs: int
    last: tuple[int, int, int]
    opened: tuple[int, int, int] | None
    headed: bool


class Story:
    """The names of an article up to the one told last, in the order in which they were named last."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentence = -1
        self.paragraph = 0
        self._known: dict[str | None, Known] = {}
        self._openings: list[tuple[int, str | None]] = []
        self._number = 0

    def turn(self, *, paragraph: bool) -> None:
        """The next sentence begins, with a new paragraph or without."""
        self.sentence += 1
        self.paragraph += paragraph

    def tell(self, naming: Naming) -> None:
        """Remembers one more naming."""
        self._number += 1
        here = (self.sentence, self.paragraph, self._number)
        before = self._known.pop(naming.value, Known(0, 0, (-1, -1, 0), None, False))
        self._known[naming.value] = Known(
            before.count + 1,
            before.paragraphs + (before.last[1] != self.paragraph),
            here,
            here if naming.opens else before.opened,
            naming.heads if naming.opens else before.headed,
        )
        if naming.opens:
            self._openings.append((self._number, naming.value))

    def known(self, value: str | None) -> Known | None:
        """What is remembered of a name, if it was named."""
        return self._known.get(value)

    def recent(self) -> list[str | None]:
        """The names that may still be meant, last first: of this or the last paragraph, of the opening, or named more than once."""
        values = list(reversed(self._known))[:RECENT]
        return [v for v in values if self._known[v].last[1] >= self.paragraph - 1 or self._known[v].last[1] <= 1 or self._known[v].count > 1]

    def others_since(self, known: Known) -> int:
        """How many clauses other names opened since this one did, 2 for more."""
        since = known.opened[2] if known.opened else 0
        return sum(number > since for number, _ in self._openings[-2:])


def article(doc: Doc) -> Article:
    """What the features ask of the whole article."""
    place = home(doc).place
    named = [m.start for m in mentions_of(doc, "PLACE") if place and (m.link or "").startswith(place)]
    lines = [match.span() for match in re.finditer(r"[^\n]+", doc.text) if len(match[0]) > PARAGRAPH]
    share = sum(any(start <= offset < end for offset in named) for start, end in lines) / max(len(lines), 1)
    others = mentions_of(doc, "ORG", "PROGRAMME")
    return Article(
        home(doc),
        {m.text: m.type.lower() for m in others},
        "most" if share >= 0.6 else "some" if share >= 0.3 else "few",
    )


def namings(line: Sequence[Item], found: Sequence[Topic]) -> Iterator[Naming]:
    """Every naming in a sentence, in text order; `found` are its topics."""
    topics = {topic.index: topic for topic in found}
    heads = bare = True
    for index, item in enumerate(line):
        topic = topics.get(index)
        if topic is not None:
            yield Naming(topic.value, index, True, heads)
        if is_name(item) and (topic is None or topic.value != _value(item)):
            yield Naming(_value(item), index, topic is None and bare and _acts(line, index), heads)
        passed = item.kind in SKIPPED or item.tag in ASIDE
        bare = item.kind == "break" or (bare and passed)
        heads = heads and (passed or item.kind == "break" or is_name(item))


def _value(item: Item) -> str | None:
    mention = item.mention
    return None if mention is None else mention.link if mention.type == "PLACE" else mention.text


def _acts(line: Sequence[Item], index: int) -> bool:
    """Does a name at the head of its clause stand for itself: no part of a path, no owner, no source of what is said?"""
    following = next((item for item in line[index + 1 : index + 9] if item.tag not in ASIDE), None)
    if following is None:
        return True
    mention = line[index].mention
    if following.mention is not None or following.kind in ("de", "noun"):
        return False
    return mention is None or mention.type != "ORG" or not states(line, index + 1)
