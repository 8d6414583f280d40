"""Candidates for programmes that stand without quotation marks: noun phrases that end in a head noun for arrangements."""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.annotations import mentions_of
from extract.knowledge import lexicon
from extract.programme_borders import INSIDE, LONGEST_NAME, border, continued, head_ending, left_border
from extract.programme_context import before_features
from extract.programme_quoted import Candidate, kind_of
from extract.quotations import quotations

EVENTS = frozenset({"event", "assembly"})
"""Groups of heads whose names may count: the third so-and-so of the year 2024."""


def bare_candidates(doc: Doc) -> list[Candidate]:
    """Every noun phrase outside quotations that ends in an arrangement's head noun and has a modifier, in text order."""
    text = doc.text
    marked = quotations(text)
    quoted = [(q.start - 1, q.end + 1) for q in marked if q.is_title or q.end - q.start < LONGEST_NAME // 2]
    closed = {q.end + 1 for q in marked}
    spans = [
        (start, end, head)
        for start, end, head in phrases(doc)
        if start not in closed and text[start - 1 : start] != "之" and not any(a < end and start < b for a, b in quoted)
    ]
    counts = Counter(text[a:b] for a, b, _ in spans)
    ends = {b for _, b, _ in spans}
    return [candidate(doc, a, b, head, counts[text[a:b]], a - 1 in ends) for a, b, head in spans]


def phrases(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Start, end and head noun of every noun phrase that ends in a head noun for unquoted names."""
    text = doc.text
    places = {(m.start, m.end) for m in mentions_of(doc, "PLACE")}
    for token in doc:
        end = token.idx + len(token.text)
        head = head_ending(text, end)
        if head and not continued(doc, token, head) and (start := left_border(doc, token, head, places)) is not None:
            yield start, end, head


def candidate(doc: Doc, start: int, end: int, head: str, count: int, listed: bool) -> Candidate:
    """The candidate with its features."""
    text = doc.text[start:end]
    own, around = name_features(doc, start, end, head), (*before_features(doc.text, start), *next_features(doc, end))
    features = (*own, *around, *(("repeated",) if count > 1 else ()), *(("listed",) if listed else ()))
    return Candidate(start, end, text, features, kind_of(head, text), "programme-name")


def name_features(doc: Doc, start: int, end: int, head: str) -> Iterator[str]:
    """What the name itself shows: its head's class, and how long, how specific and how built its modifier is."""
    entry = lexicon("programme-heads").entries[head]
    yield f"head={entry.get('group', entry['kind'])}"
    yield f"kind={entry['kind']}"
    modifier = doc.text[start : end - len(head)]
    yield "modifier=" + ("0" if not modifier else "2" if len(modifier) < 3 else "3-4" if len(modifier) < 5 else "5-8" if len(modifier) < 9 else "9+")
    span = doc.char_span(start, max(start + 1, end - len(head)), alignment_mode="expand")
    tokens = list(span) if span is not None and modifier else []
    generic = lexicon("programme-generic")
    own = [t for t in tokens if t.text not in generic]
    yield "own=" + ("none" if not own else "one" if len(own) == 1 else "some")
    if tokens and len(own) == len(tokens):
        yield "all-own"
    yield from tag_marks(tokens)
    numbered = entry.get("group") in EVENTS and border("numbered").pattern.search(modifier) is not None
    if numbered:
        yield "numbered"
    if entry.get("sure") == "yes" and (modifier or entry.get("alone") == "yes") or (numbered and entry["strength"] == "firm"):
        yield "sure"
    if doc.text[start:end] in lexicon("programme-institutions"):
        yield "known=institution"


def tag_marks(tokens: list[Token]) -> Iterator[str]:
    """Which word classes the modifier holds and ends with."""
    tags = {t.tag_ for t in tokens}
    yield from (f"has={name}" for name in ("LOC", "ORG", "m", "v", "vn", "a", "nz") if name in tags)
    if tokens:
        yield f"last={tokens[-1].tag_}"
        yield f"first={tokens[0].tag_}"


def next_features(doc: Doc, end: int) -> Iterator[str]:
    """What follows the name."""
    if end >= len(doc.text):
        yield "next=end"
        return
    span = doc.char_span(end, end + 1, alignment_mode="expand")
    token = span[0] if span else None
    char = doc.text[end]
    if char in "，,。；;：:！\n）)":
        yield "next=stop"
    elif char in "、":
        yield "next=list"
    elif char in "“‘《（(":
        yield "next=quote"
    elif token is not None and token.text in ("等", "的"):
        yield f"next={'etc' if token.text == '等' else 'of'}"
    elif token is not None:
        yield "next=" + ("noun" if token.tag_ in INSIDE else "verb" if token.tag_ in ("v", "vd", "ad", "d") else "other")
