"""The flat syntax around a figure: sentences, and the items of a sentence (phrases, mentions, figures, marks) with their part in a clause.

There is no parser (none that could be shipped was good enough): tags, mentions and punctuation give items, and the rules for
objects and subjects read these from left to right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.knowledge import lexicon
from extract.periods import Time
from extract.quantities import Quantity
from extract.values import Mention

ItemKind = Literal[
    "figure",
    "mention",
    "noun",
    "verb",
    "adjective",
    "adverb",
    "preposition",
    "and",
    "de",
    "particle",
    "place-word",
    "time",
    "pronoun",
    "numeral",
    "break",
    "other",
]

SENTENCE_END = re.compile(r"[。！？!?\n]+[”’」』）)]*|[；;](?![^“”]{0,40}”)")
BREAK = re.compile(r"[，,：:；;。！？!?\n—…【】]+")
GROUP = re.compile(r"“[^“”]{1,24}”|‘[^‘’]{1,24}’|《[^》]{1,60}》|[（(][^（）()]{0,24}[)）]")
QUOTES = ("“", "”", "‘", "’")
INNER_BREAK = re.compile(r"[，,。！？!?；;：:]")
DIVISIONS = frozenset("省市州县区旗镇乡村国")
"""What a segmenter sometimes cuts off from 全."""
MEASURED = frozenset(["率", "量", "额", "数", "值", "费", "款", "价", "度"])
"""Ends of nouns of measure that the tagger calls verbs when the segmenter cuts them off."""
NOUN_ENDS = frozenset("县村镇乡区户药人员房田路桥厂车")
"""Ends of three-character nouns that the tagger calls adjectives (贫困县, 常用药)."""
SEASONS = frozenset("春夏秋冬")
"""The first character of a crop's name that the tagger calls a time (冬小麦, 春茶)."""
KIND_OF_TAG: dict[str, ItemKind] = {
    **dict.fromkeys(("n", "nz", "vn", "an", "nw", "LOC", "ORG", "PER", "s"), "noun"),
    "v": "verb",
    "a": "adjective",
    "b": "adjective",
    "d": "adverb",
    "ad": "adverb",
    "vd": "adverb",
    "p": "preposition",
    "c": "and",
    "u": "particle",
    "xc": "particle",
    "f": "place-word",
    "TIME": "time",
    "t": "time",
    "r": "pronoun",
    "m": "numeral",
    "q": "noun",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence: `tag` is the tagger's, `mention` or `figure` what it is where it is one."""

    start: int
    end: int
    text: str
    kind: ItemKind
    tag: str = ""
    mention: Mention | None = None
    figure: Quantity | None = None


def statements(text: str) -> list[tuple[int, int]]:
    """Start and end of every statement: a sentence, or the part of one that a semicolon closes; the white space between belongs to none.

    The segmenter's sentences are others: they leave no gap and are cut where they are too long for the models.
    """
    result: list[tuple[int, int]] = []
    start = 0
    for match in [*SENTENCE_END.finditer(text), None]:
        end = len(text) if match is None else match.end()
        stripped = text[start:end].strip()
        if stripped:
            first = text.index(stripped[0], start)
            result.append((first, first + len(stripped)))
        start = end
    return result


def items(doc: Doc, text: str, sentence: tuple[int, int], figures: Sequence[Quantity], expressions: Sequence[Time] = ()) -> list[Item]:
    """The items of a sentence of the Doc, whose text is `text`, in order; figures, mentions, dates and short quotations are one item each."""
    start, end = sentence
    atoms = sorted([*_figure_items(figures, start, end), *_mention_items(doc, start, end)], key=lambda a: (a.start, -a.end))
    atoms += [Item(t.start, t.end, text[t.start : t.end], "time", "TIME") for t in expressions if start <= t.start and t.end <= end]
    atoms += _group_items(text, start, end, atoms)
    result: list[Item] = []
    position = start
    for atom in sorted(_apart(atoms), key=lambda a: a.start):
        result += _token_items(doc, position, atom.start)
        result.append(atom)
        position = atom.end
    result += _token_items(doc, position, end)
    return [replace(item, kind=_kind_in_context(result, i)) for i, item in enumerate(result)]


def _kind_in_context(line: Sequence[Item], index: int) -> ItemKind:
    item = line[index]
    if item.text in ("为", "至", "在") and _before_figure(line, index):
        return "verb"
    of_each = index > 0 and line[index - 1].text == "每" and item.kind == "noun" and (len(item.text) == 1 or item.text in lexicon("unit-measure"))
    if of_each or (item.text[0] == "每" and item.tag in ("r", "TIME", "m", "q")):
        return "adverb"
    if index > 0 and line[index - 1].text in ("内", "外") and item.text in lexicon("measure-amount-nouns"):
        return "noun"
    if item.text in SEASONS and index + 1 < len(line) and line[index + 1].kind == "noun":
        return "adjective"
    if item.text == "比" and _names_a_ratio(line, index):
        return "noun"
    if item.text == "来" and index > 0 and line[index - 1].kind == "time":
        return "place-word"
    if item.text == "可" and index + 1 < len(line) and line[index + 1].text == "支配":
        return "adjective"
    return item.kind


def _names_a_ratio(line: Sequence[Item], index: int) -> bool:
    """收入比逐年缩小, 性别比为…: the end of a noun, with no one behind it to compare with."""
    if index == 0 or index + 1 == len(line) or line[index - 1].kind != "noun":
        return False
    return line[index + 1].kind in ("adverb", "verb", "break", "figure") or line[index + 1].text in ("从", "由", "为")


def _before_figure(line: Sequence[Item], index: int) -> bool:
    """Right before a figure that has no noun of its own behind it (总数为5个, not 为5名老人服务)."""
    if index + 1 == len(line) or line[index + 1].kind != "figure":
        return False
    return index + 2 == len(line) or line[index + 2].kind not in ("noun", "adjective")


def _figure_items(figures: Sequence[Quantity], start: int, end: int) -> Iterator[Item]:
    for figure in figures:
        if start <= figure.start < end:
            yield Item(figure.start, figure.end, figure.text, "figure", figure=figure)


def _mention_items(doc: Doc, start: int, end: int) -> Iterator[Item]:
    for mention in mentions_of(doc):
        if start <= mention.start and mention.end <= end:
            yield Item(mention.start, mention.end, mention.text, "mention", mention=mention)


def _group_items(text: str, start: int, end: int, atoms: Sequence[Item]) -> Iterator[Item]:
    """Quotations and brackets that hold no clause and no figure."""
    for match in GROUP.finditer(text, start, end):
        inside = [a for a in atoms if a.start < match.end() and match.start() < a.end]
        quoted = match[0][0] not in "（("
        holds_more = any(a.kind == "figure" or (a.kind == "mention" and quoted) for a in inside)
        if holds_more or (quoted and match[0][0] != "《" and INNER_BREAK.search(match[0])):
            continue
        yield Item(match.start(), match.end(), match[0], "noun" if quoted else "other", tag="quoted" if quoted else "bracket")


def _apart(atoms: Sequence[Item]) -> Iterator[Item]:
    """The atoms that do not overlap a longer or an earlier one."""
    end = -1
    for atom in sorted(atoms, key=lambda a: (a.start, -a.end)):
        if atom.start >= end:
            end = atom.end
            yield atom


def _token_items(doc: Doc, start: int, end: int) -> Iterator[Item]:
    if start >= end:
        return
    span = doc.char_span(start, end, alignment_mode="expand")
    whole = 0
    for token in span if span is not None else ():
        first, last = max(token.idx, start), min(token.idx + len(token), end)
        if first < whole:
            continue
        text = token.text[first - token.idx : last - token.idx]
        if text == "全" and token.i + 1 < len(doc) and doc[token.i + 1].text in DIVISIONS and last < end:
            whole = last + 1
            yield Item(first, whole, text + doc[token.i + 1].text, "noun", "n")
        elif text.strip():
            yield Item(first, last, text, _kind(text, token.tag_), "quote" if text in QUOTES else token.tag_)


def _kind(text: str, tag: str) -> ItemKind:
    """What a token is here; the lexicon `measure-word-kinds` corrects the tagger where it is known to fail."""
    if BREAK.fullmatch(text):
        return "break"
    if text in "、和与及" or text in ("以及", "并", "或"):
        return "and"
    if text == "的":
        return "de"
    known = lexicon("measure-word-kinds").entries.get(text)
    if known is not None:
        return known["kind"]  # type: ignore[return-value]
    if tag == "v" and (text in MEASURED or text.endswith("率") or (len(text) > 2 and text.endswith(("量", "额", "总值")))):
        return "noun"
    if tag == "a" and len(text) == 3 and text[-1] in NOUN_ENDS:
        return "noun"
    if tag == "m" and re.fullmatch("第[一二三四五六七八九十]+", text):
        return "adjective"
    return KIND_OF_TAG.get(tag, "other")


def clause_start(line: Sequence[Item], index: int) -> int:
    """Index of the first item of the clause that holds the item at the index."""
    while index > 0 and line[index - 1].kind != "break":
        index -= 1
    return index


def opens_clause(line: Sequence[Item], index: int) -> bool:
    """Whether the item at the index is the first of its clause; asked of every item, so it must not walk back."""
    return index == 0 or line[index - 1].kind == "break"


def clause_end(line: Sequence[Item], index: int) -> int:
    """Index behind the last item of the clause that holds the item at the index."""
    while index < len(line) and line[index].kind != "break":
        index += 1
    return index
