"""Where a name without quotation marks begins: the left border of a noun phrase that ends in a head noun."""

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc, Token

from extract.knowledge import Rule, lexicon, rules
from extract.programme_context import CLAUSE, longest

LONGEST_NAME = 36
JOINTS = "—-－·"
INSIDE = frozenset({"n", "nz", "nw", "vn", "an", "a", "s", "ns", "nt"})
NAMES = frozenset({"LOC", "ORG", "PER"})
WITH_PLACE = frozenset({"project"})
WITH_PLACE_GROUPS = frozenset({"event", "course", "assembly"})
VERB_COMPOUNDS = frozenset({"order", "machinery", "regime", "model", "drive"})
"""Heads whose names hold verbs."""
BOTH = frozenset({"建设", "整治", "治理", "创建", "改造", "试点"})
"""Governing verbs that are as often part of a name."""
WORKS = frozenset({"工程", "项目"})
WHOLES = ("体系", "集群")
"""What several works are parts of, and their names end in with them: …防洪工程|体系."""
DEEDS = frozenset({"drive", "works", "plan", "order", "machinery"})
"""Heads whose names may be whole verb phrases: 促进增收三年行动."""
TRIPLE = MappingProxyType({"两大": 2, "三大": 3, "四大": 4, "五大": 5, "六大": 6})
"""Numbers that close a list of as many nouns and belong to the name with it."""


@cache
def border(rule_id: str) -> Rule:
    """The rule of rules/programme-borders.yaml with that id."""
    return next(r for r in rules("programme-borders") if r.id == rule_id)


def head_ending(text: str, end: int) -> str:
    """The longest head noun for unquoted names that ends at `end`, or ""."""
    heads = lexicon("programme-heads")
    sizes = range(min(longest(heads), end), 0, -1)
    head = next((t for n in sizes if (t := text[end - n : end]) in heads and heads.entries[t].get("bare") == "yes"), "")
    if len(head) == 1 and (border("no-regime").pattern.search(text[max(0, end - 2) : end]) or border("longer-word").pattern.search(text[end - 1 : end + 1])):
        return ""
    before = text[max(0, end - 7) : end]
    return "" if any(border(name).pattern.search(before) for name in ("no-assembly", "appositive")) else head


def continued(doc: Doc, last: Token, head: str) -> bool:
    """Whether what follows makes another word of the head: 工程 of 工程大学, the verb 计划."""
    end = last.idx + len(last.text)
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    planned = head == "计划" and following is not None and following.tag_ == "v"
    if head in WORKS and doc.text.startswith(WHOLES, end):
        return True
    return planned or border("continues").pattern.search(doc.text[end : end + 4]) is not None


def left_border(doc: Doc, last: Token, head: str, places: Collection[tuple[int, int]]) -> int | None:
    """Where the name begins whose head noun ends with the token `last`; None where it has no modifier of its own."""
    head_start = last.idx + len(last.text) - len(head)
    entry = lexicon("programme-heads").entries[head]
    i = last.i
    while i > 0 and doc[i].idx > head_start:
        i -= 1
    first, start = extended(doc, i, head_start, entry, places)
    governed = behind_governor(doc, first, head_start, places) if entry.get("group") in DEEDS else None
    start = governed if governed is not None else behind_verb(doc.text, without_opening(doc, first, start, head_start))
    if entry.get("group") == "course" and (verbs := border("opening-verbs").pattern.search(doc.text[max(0, start - 12) : start])):
        start -= len(verbs[0])
    own = head_start - start
    return start if own >= 2 or (own == 0 and len(head) > 2 and entry.get("alone") == "yes") else None


def extended(doc: Doc, i: int, head_start: int, entry: Mapping[str, str], places: Collection[tuple[int, int]]) -> tuple[int, int]:
    """The first token of the noun phrase that reaches from token `i` to the left, and the offset where it begins."""
    group = entry.get("group", "")
    with_place = entry["kind"] in WITH_PLACE or group in WITH_PLACE_GROUPS
    start, i = doc[i].idx, i - 1
    while i >= 0 and head_start - doc[i].idx <= LONGEST_NAME:
        token = doc[i]
        if (number := number_before(doc, i, start)) is not None:
            word, start = doc.text[doc[number].idx : start], doc[number].idx
            i = number - 1
            if word in TRIPLE:
                start, i = enumeration(doc, i, TRIPLE[word], start)
            continue
        place = any(a < token.idx + len(token.text) and token.idx < b for a, b in places)
        higher = place and any(a == start for a, _ in places)
        inside = with_place and not higher if place else belongs(token, start) or compounded(token, group)
        if not inside or any(c in CLAUSE for c in token.text):
            return i + 1, start - glued(token)
        start = token.idx
        i -= 1
    return i + 1, start


def behind_governor(doc: Doc, first: int, head_start: int, places: Collection[tuple[int, int]]) -> int | None:
    """Where the name begins that a verb phrase opens, right behind the verb that carries it out (实施|促进增收三年行动).

    None where the phrase that begins at token `first` follows no verb, or where other than words of content stand between.
    """
    if first == 0 or doc[first - 1].tag_ not in ("v", "vd") or doc[first - 1].text in carrying():
        return None
    for i in range(first - 1, -1, -1):
        token = doc[i]
        if token.text in carrying() - BOTH and len(token.text) > 1:
            return without_pointing(doc, i + 1, head_start)
        content = token.tag_ in INSIDE or token.tag_ in NAMES or (token.tag_ in ("v", "vd") and len(token.text) > 1)
        if border("outer-verb").pattern.search(token.text) or not (content or border("adverb-of-name").pattern.search(token.text)):
            return None
        if head_start - token.idx > LONGEST_NAME or any(a < token.idx + len(token.text) and token.idx < b for a, b in places):
            return None
    return None


def without_pointing(doc: Doc, i: int, head_start: int) -> int | None:
    """Where the token `i` begins, or the next one that does not merely point, count or end the verb; None where that is the head."""
    while doc[i].idx < head_start and (doc[i].text in ("好", "了") or border("determiner").pattern.search(doc[i].text)):
        i += 1
    return doc[i].idx if doc[i].idx < head_start else None


def number_before(doc: Doc, i: int, start: int) -> int | None:
    """The first token of a number that belongs to a name and ends, with token `i`, where the name's known part begins."""
    match = border("number-of-name").pattern.search(doc.text[max(0, start - 8) : start])
    if not match or doc[i].tag_ in NAMES:
        return None
    first = start - len(match[0])
    while i > 0 and doc[i].idx > first:
        i -= 1
    return i if doc[i].idx == first else None


def behind_verb(text: str, start: int) -> int:
    """The start moved behind a governing verb, or a word that points, that it cuts in two."""
    for verb in sorted(governing()):
        for cut in range(1, len(verb)):
            if text.startswith(verb, start - cut):
                return start + len(verb) - cut
    return start + 1 if border("pointing").pattern.search(text[max(0, start - 1) : start + 1]) else start


def belongs(token: Token, start: int) -> bool:
    """Whether the token is part of the name whose known part begins at `start`; places are decided before."""
    text, tag = token.text, token.tag_
    if text in JOINTS and 0 < token.i < len(token.doc) - 1:
        return token.nbor(-1).tag_ in NAMES and token.nbor(1).tag_ in NAMES
    if text == "之" or border("list-word").pattern.search(text):
        return False
    if tag == "TIME":
        return border("calendar").pattern.search(text) is None
    if border("level-word").pattern.search(text):
        return True
    if text == "贯彻" and token.i and token.nbor(-1).text == "学习":
        return True
    if text in ("+", "暨") or (text == "和" and token.doc.text[start : start + 1] == "美"):
        return True
    if tag in ("v", "vd"):
        governs = text in governing() and len(text) > 1 and text not in BOTH
        return not governs and any(border(name).pattern.search(text) for name in ("verb-of-name", "noun-like-verb"))
    return (tag in INSIDE or tag in NAMES) and not text.isspace() and not (text in governing() and tag not in ("vn", "n"))


def compounded(token: Token, group: str) -> bool:
    """Whether the token is an adverb or a verb between nouns in the name of a rule (领导干部带班值守制度)."""
    if border("adverb-of-name").pattern.search(token.text):
        return True
    inner = token.i > 0 and token.nbor(-1).tag_ in INSIDE and token.tag_ == "v" and len(token.text) == 2
    return inner and group in VERB_COMPOUNDS and token.text not in governing() and not border("outer-verb").pattern.search(token.text)


def glued(token: Token) -> int:
    """How many characters at the end of the token stand behind a governing verb that the segmenter glued to them."""
    verb = next((token.text[:n] for n in (4, 3, 2) if token.text[:n] in governing()), "")
    rest = len(token.text) - len(verb)
    return rest if verb and 0 < rest < 3 and token.tag_ in ("v", "vn", "LOC", "nz", "n", "ORG") else 0


@cache
def governing() -> frozenset[str]:
    """The verbs that take an arrangement as their object."""
    return frozenset(lexicon("programme-verbs"))


@cache
def carrying() -> frozenset[str]:
    """Those of them that say that somebody carries it out or sets it up."""
    classes = {term: entry["class"] for term, entry in lexicon("programme-verbs").entries.items()}
    return frozenset(term for term, name in classes.items() if name in ("carry", "build"))


def enumeration(doc: Doc, i: int, count: int, start: int) -> tuple[int, int]:
    """Start of a list of `count` nouns joined by 、 that ends before token `i` + 1 (污水、垃圾两大…), and the token before it."""
    marks, j = 0, i
    while j >= 0 and (doc[j].tag_ in INSIDE or (doc[j].text == "、" and marks < count - 1)):
        marks += doc[j].text == "、"
        j -= 1
    return (doc[j + 1].idx, j) if marks == count - 1 else (start, i)


def without_opening(doc: Doc, i: int, start: int, head_start: int) -> int:
    """The start moved behind determiners, and behind a verb that governs the name rather than opens it."""
    while start < head_start and doc[i].idx == start:
        text = doc[i].text
        stray = doc[i].tag_ in ("v", "vd") and not any(border(name).pattern.search(text) for name in ("verb-of-name", "level-word"))
        stray = stray and not (i and doc[i - 1].text in carrying() and border("noun-like-verb").pattern.search(text))
        if (not stray and not border("determiner").pattern.search(text)) or border("compound-new").pattern.search(doc.text[start:head_start]):
            break
        i += 1
        start = doc[i].idx
    if border("pointing").pattern.search(doc.text[start : start + 2]):
        start += 2
    if doc.text[start] == "好" and doc.text[max(0, start - 2) : start] in governing():
        start += 1
    rest = doc.text[start:head_start]
    verb = next((rest[:n] for n in (4, 3, 2) if rest[:n] in governing() and rest[:n] not in BOTH), "")
    return start + len(verb) if verb and len(rest) - len(verb) > 1 else start
