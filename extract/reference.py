"""Which place a stretch of text is about: the article's home, and the place that is being spoken of at an offset."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.gazetteer import LEVELS, Level, enclosing, gazetteer
from extract.knowledge import lexicon
from extract.nation import NATION, nation_spans
from extract.values import Mention

SIZE = {level: size for size, level in LEVELS.items()}
LIST_MARK = re.compile(r"(?:第?[一二三四五六七八九十]{1,2}(?:是|来|要)|[一二三四五六七八九十]、|[（(][一二三四五六七八九十\d]+[）)]|首先|其次|此外|另外)")
CARRIED = 3
"""Sentences that a place stays in focus after the one that named it."""
OBJECT_WORDS = frozenset("把将被给向往与和至到离距靠")
TOPIC_TAGS = frozenset({"w", "p", "c", "TIME", "d", "_SP", "u", "f", "s", "xc", "r", "O"})
"""Tags of the word before a place where the place opens a statement, and is not the object of a verb or part of a name."""


LANDMARKS = frozenset({"place-site", "place-fused-site", "place-feature", "place-region-name"})
"""Rules whose places are seldom what an article reports on: they hold the focus only at the head of a clause."""


@dataclass(frozen=True, slots=True)
class Home:
    """The place an article is about: the most specific one, and the county that it is or lies in ("" for none)."""

    place: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch that says what place is spoken of: a path of names, or a word like 该镇.

    `topic`: it opens a statement; `lasting`: what it opens may go on behind the sentence, as never with a landmark.
    """

    start: int
    end: int
    link: str
    topic: bool
    lasting: bool = True


def home(doc: Doc) -> Home:
    """The article's own place, as the step `places` left it."""
    return doc._.home or Home()


def place_in_focus(doc: Doc, start: int, *, sentence: bool = True) -> str | None:
    """The link of the place that the text at an offset is about: what its sentence last spoke of, else the article's home.

    It is None where that is the whole country.
    With `sentence=False` the sentences before it in its paragraph are asked too, back to a list mark (二是, 其次).
    """
    opening, text = _opening(doc.text, start), doc.text
    if (found := _last_topic(doc, opening, start)) is not None:
        return None if found.link == NATION else found.link
    if not sentence:
        paragraph = max(text.rfind("\n", 0, start) + 1, _sentences_back(text, opening, CARRIED))
        marks = [m.start() for m in LIST_MARK.finditer(text, paragraph, start) if m.start() == paragraph or text[m.start() - 1] in "。；;！？!?"]
        if (found := _last_topic(doc, marks[-1] if marks else paragraph, start, lasting=True)) is not None:
            return None if found.link == NATION else found.link
    return home(doc).place or None


def place_at_level(doc: Doc, start: int, level: Level) -> str | None:
    """The code of the place of this level that is being spoken of at an offset (镇党委 → the town), or None.

    The place in focus decides if it is or lies in one; else the article's home, else the last place named before.
    """
    for link in (place_in_focus(doc, start, sentence=False), home(doc).place or home(doc).county, home(doc).county):
        if code := _raised(link, level):
            return code
    anchors = _anchors(doc)
    before = range(bisect_left(anchors, start, key=lambda a: a.start) - 1, -1, -1)
    return next((code for i in before if (code := _raised(anchors[i].link, level))), None)


def _last_topic(doc: Doc, low: int, high: int, *, lasting: bool = False) -> Anchor | None:
    anchors = _anchors(doc)
    for i in range(bisect_left(anchors, high, key=lambda a: a.start) - 1, -1, -1):
        if anchors[i].start < low:
            break
        if anchors[i].end <= high and anchors[i].topic and (anchors[i].lasting or not lasting):
            return anchors[i]
    return None


def _opening(text: str, offset: int) -> int:
    """Where the sentence that holds the offset starts."""
    return max(text.rfind(mark, 0, offset) for mark in "。！？!?\n") + 1


def _sentences_back(text: str, opening: int, count: int) -> int:
    """Where the sentence starts that stands `count` sentences before the one that opens there."""
    for _ in range(count):
        opening = _opening(text, max(opening - 1, 0))
    return opening


def _raised(link: str | None, level: Level) -> str | None:
    """The division of this level that a link is or lies in."""
    code, size = enclosing(link if link != NATION else None) or "", SIZE[level]
    if len(code) < size:
        return code if level == "county" and len(code) == 4 and code in ("4419", "4420", "4604", "6202") else None
    if level == "county" and code[:6] not in (*gazetteer().ancestors(code), code):
        return code[:4]
    return code[:size]


def _anchors(doc: Doc) -> Sequence[Anchor]:
    """Everything that sets the focus, in text order; kept on the Doc as long as its places stay the same."""
    mentions = tuple(mentions_of(doc, "PLACE"))
    kept = doc.user_data.get("place anchors")
    if kept is None or kept[0] != mentions:
        kept = (mentions, tuple(_resolved(doc, sorted([*_paths(doc, mentions), *_references(doc, mentions)], key=lambda a: a.start))))
        doc.user_data["place anchors"] = kept
    return kept[1]


def _paths(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Anchor]:
    """Each path of names as one anchor at its most specific place; the members of a list are all topics or none."""
    starts = [t.idx for t in doc]
    first: Mention | None = None
    last: Anchor | None = None
    for mention, after in zip(mentions, [*mentions[1:], None], strict=False):
        first = first or mention
        if after is not None and _goes_on(doc, mention, after):
            continue
        if mention.link:
            joined = last is not None and doc.text[last.end : first.start] in ("、", "和", "与", "及", "以及")
            topic = last.topic if joined and last else _is_topic(doc, starts, first)
            yield (last := Anchor(first.start, mention.end, mention.link, topic, mention.rule not in LANDMARKS))
        first = None


def _goes_on(doc: Doc, mention: Mention, after: Mention) -> bool:
    """Whether the next mention lies in this one and stands right behind it."""
    inside = (enclosing(after.link) or "").startswith(enclosing(mention.link) or "?")
    return inside and doc.text[mention.end : after.start] in ("", " ", "的")


def _is_topic(doc: Doc, starts: Sequence[int], mention: Mention) -> bool:
    at = bisect_left(starts, mention.start)
    if at == 0:
        return True
    before = doc[at - 1]
    if mention.rule in LANDMARKS:
        return before.text in "。；;，,\n"
    return before.text[-1] not in OBJECT_WORDS and (before.tag_ in TOPIC_TAGS or before.text in ("如", "像", "例如"))


@cache
def _reference_words() -> re.Pattern[str]:
    return re.compile(lexicon("place-references").alternation())


def _references(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Anchor]:
    """Words like 该镇, still without a link, and where the text speaks of the whole country."""
    covered = {i for m in mentions for i in range(m.start, m.end)}
    starts = {t.idx for t in doc}
    yield from (Anchor(start, end, NATION, True) for start, end in nation_spans(doc.text) if start not in covered)
    for match in _reference_words().finditer(doc.text):
        if match.start() in starts and match.start() not in covered:
            yield Anchor(match.start(), match.end(), "", True)


def _resolved(doc: Doc, anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """The anchors with the words like 该镇 linked to what they stand for; those that stand for nothing known are dropped."""
    words = lexicon("place-references").entries
    recent: dict[str, str] = {}
    own = [home(doc).place, home(doc).county]
    for anchor in anchors:
        if not anchor.link:
            word = words[doc.text[anchor.start : anchor.end]]
            last = recent.get(word["level"], "")
            order = [*own, last] if word.get("whose") == "home" else [last, *own]
            meant = next((code for link in order if (code := _meant(link, word["level"]))), None)
            if meant is None:
                continue
            anchor = Anchor(anchor.start, anchor.end, meant, True)
        if anchor.link != NATION:
            recent.update({level: code for level in (*SIZE, "city") if (code := _meant(enclosing(anchor.link) or "", level))})
        yield anchor


def _meant(code: str, level: str) -> str | None:
    """The division that a word of this level means from inside `code`; a 市 is the nearest that bears the name."""
    if level != "city":
        return _raised(code, level)  # type: ignore[arg-type]
    for size in (6, 4, 2):
        if len(code) >= size and code[:size] in gazetteer() and gazetteer().name(code[:size]).endswith("市"):
            return code[:size]
    return None
