"""What speaks for and against a candidate as the subject of a figure whose sentence names none: named features, of classes and never of words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.clauses import Item, clause_end, clause_start
from extract.figure_position import is_name
from extract.figure_story import PARAGRAPH, Article, Known, Story
from extract.gazetteer import LEVELS


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure without a subject of its own: the item at `index` of the line, and what was told before it.

    `focus` is the place that is being spoken of, `carried` the one that an earlier sentence left over ("" for none), `behind` what its
    clause names behind it, `described` the name that it helps to describe (一座有着1800年历史的甲镇).
    """

    story: Story
    focus: str | None
    carried: str | None
    heading: str
    behind: frozenset[str | None]
    described: str | None
    clause_nouns: frozenset[str]
    nouns: frozenset[str]


def scene(doc: Doc, story: Story, line: Sequence[Item], index: int, focus: str | None, carried: str | None) -> Scene:
    """What is known of the figure at the index; the story is told up to there."""
    first, last = clause_start(line, index), clause_end(line, index)
    behind = [item.mention for item in line[index + 1 : last] if is_name(item) and item.mention is not None]
    nouns = [i for i in range(index) if line[i].kind == "noun" and line[i].mention is None and len(line[i].text) > 1]
    return Scene(
        story,
        focus,
        carried,
        _heading(doc.text, line[index].start),
        frozenset(m.link if m.type == "PLACE" else m.text for m in behind),
        _described(line, index, last),
        frozenset(line[i].text for i in nouns if i >= first),
        frozenset(line[i].text for i in nouns),
    )


def features(at: Scene, value: str | None) -> Iterator[str]:
    """The features of a candidate, a division's code or another link, the text of an organisation or programme, None for the country."""
    level = _level(value, at.story.article.types)
    kind = level if level in ("nation", "org", "programme") else "place"
    yield f"kind={level}"
    known = at.story.known(value)
    yield from _told(at, known, kind)
    yield from _around(at, value, kind)
    if kind == "place":
        yield from _at_home(at.story.article, value or "", level)
    elif kind != "nation":
        name = (value or "").rstrip("”》")
        if any(name.endswith(noun) and name != noun for noun in at.nouns):
            yield f"again={'clause' if any(name.endswith(noun) and name != noun for noun in at.clause_nouns) else 'sentence'}|{kind}"


def _told(at: Scene, known: Known | None, kind: str) -> Iterator[str]:
    """How often the candidate was named, and where it opened a clause."""
    yield f"named={_bucket(known.count if known else 0)}|{kind}"
    if known is None:
        return
    yield f"paragraphs={min(known.paragraphs, 4)}|{kind}"
    opened = _distance(at.story, known.opened) if known.opened else "never"
    yield f"opened={opened}"
    yield f"opened={opened}|{kind}"
    if known.opened:
        yield f"others-since={at.story.others_since(known)}"
        yield f"others-since={at.story.others_since(known)}|{kind}"
        if known.headed:
            yield f"headed={opened}"


def _around(at: Scene, value: str | None, kind: str) -> Iterator[str]:
    """What the focus, the sentence before, the heading and the clause say."""
    if value == at.focus:
        yield "focus"
        yield f"focus|{kind}"
        which = "nation" if value is None else "home" if value == at.story.article.home.place else "other"
        yield f"focus|{which}|{at.story.article.spread}"
    if value == at.carried:
        yield "carried"
        yield f"carried|{kind}"
    if at.heading:
        yield f"heading|{kind}"
        if value and kind != "place" and value in at.heading:
            yield f"in-heading|{kind}"
    if value in at.behind:
        yield f"behind|{kind}"
    if at.described:
        yield f"{'described' if value == at.described else 'other-described'}|{kind}"


def _at_home(about: Article, value: str, level: str) -> Iterator[str]:
    yield f"home={_relation(value, about.home.place)}"
    if value == about.home.place:
        yield f"home|{level}"
        yield f"home|{about.spread}"
    if value == about.home.county:
        yield "home-county"


def _relation(value: str, place: str) -> str:
    """Where a link lies, seen from the article's own place."""
    code = value.partition("/")[0]
    if not place:
        return "none"
    if value == place or code in ("", "?"):
        return "same" if value == place else "uncoded"
    if code.startswith(place) or place.startswith(code):
        return "inside" if code.startswith(place) else "above"
    return next((name for size, name in ((6, "county"), (4, "prefecture"), (2, "province")) if code[:size] == place[:size]), "elsewhere")


def _level(value: str | None, types: Mapping[str, str]) -> str:
    """nation, province … village, site (in a known division), uncoded (a place with no code), org or programme."""
    if value is None:
        return "nation"
    if value.isdigit():
        return next((level for level, size in _SIZES if size == len(value)), "village")
    if value.startswith("?/"):
        return "uncoded"
    return "site" if re.match(r"\d+/", value) else types.get(value, "org")


_SIZES = [(level, size) for size, level in LEVELS.items()]


def _distance(story: Story, place: tuple[int, int, int]) -> str:
    sentence, paragraph, _ = place
    if paragraph != story.paragraph:
        return "last-paragraph" if paragraph == story.paragraph - 1 > 0 else "far"
    return "sentence" if sentence == story.sentence else "before" if sentence == story.sentence - 1 else "paragraph"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3+" if count < 6 else "6+"


def _heading(text: str, start: int) -> str:
    """The short line right above the paragraph of an offset, "" where there is none."""
    opens = text.rfind("\n", 0, start)
    above = text[text.rfind("\n", 0, max(opens, 0)) + 1 : max(opens, 0)]
    return above if len(above) <= PARAGRAPH else ""


def _described(line: Sequence[Item], index: int, last: int) -> str | None:
    """The name right behind the 的 that ends the description in which the figure stands; of a path its last."""
    for position in range(index + 1, last):
        if line[position].kind == "figure":
            return None
        if is_name(line[position]) and line[position - 1].kind == "de":
            while position + 1 < last and is_name(line[position + 1]):
                position += 1
            mention = line[position].mention
            return None if mention is None else mention.link if mention.type == "PLACE" else mention.text
    return None
