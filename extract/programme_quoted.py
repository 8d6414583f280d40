"""Quoted candidates for programmes, each with the named features that the model weighs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.knowledge import lexicon, rules
from extract.programme_context import Head, after_features, before_features
from extract.quotations import Quotation, is_numeric, lists, parts, quotations
from extract.values import ProgrammeKind

WORKS = frozenset({"项目", "工程"})
LONG_BETWEEN = 4
"""So many characters between a quotation and 项目 or 工程, and the quotation is a place's name within the project's."""
LENGTHS = ((2, "1-2"), (3, "3"), (4, "4"), (6, "5-6"), (9, "7-9"), (14, "10-14"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a programme: its features, the kind that its head says, and how it was found."""

    start: int
    end: int
    text: str
    features: tuple[str, ...]
    kind: ProgrammeKind
    rule: str


def quoted_candidates(doc: Doc) -> list[Candidate]:
    """Every quotation of the text that is short enough to be a name, in text order; titles are left out."""
    text = doc.text
    marked = quotations(text)
    titles = [q for q in marked if q.is_title]
    found = [q for q in marked if not q.is_title and not any(t.start <= q.start and q.end <= t.end for t in titles)]
    counts = Counter(q.text for q in found)
    return [c for row in lists(text, found) for c in _candidates(doc, row, counts)]


def _candidates(doc: Doc, row: tuple[Quotation, ...], counts: Counter[str]) -> Iterator[Candidate]:
    text = doc.text
    head, after = after_features(doc, row[-1].end + 1)
    before = before_features(text, row[0].start - 1)
    listed = ("list=2",) if len(row) == 2 else ("list=3+",) if len(row) > 2 else ()
    for q in row:
        for start, end in parts(q):
            core = text[start:end]
            if is_ruled_out(core) or (is_numeric(core) and (head is None or is_graded(text[end + 1 : head.end]))):
                continue
            features = (*inner_features(core), *before, *after, *listed, *(("repeated",) if counts[q.text] > 1 else ()))
            features = (*features, *tag_features(doc, start, end), *crossed(features))
            if q is row[-1] and head is not None:
                start, end = whole_name(start, end, head, (*features, *listed))
            kind = kind_of(head.term if head else "", core)
            yield Candidate(start, end, text[start:end], features, kind, "programme-quoted")


def whole_name(start: int, end: int, head: Head, features: tuple[str, ...]) -> tuple[int, int]:
    """The span of the name: up to the head noun where the core is only figures, with marks where it only names a place in it."""
    if "shape=bare-count" in features:
        return start, head.end
    between = head.end - len(head.term) - (end + 1)
    if head.term in WORKS and between >= LONG_BETWEEN and not any(f in NAMING or f.startswith("list=") for f in features):
        return start - 1, head.end
    return start, end


def kind_of(head: str, core: str) -> ProgrammeKind:
    """The kind that the head noun after the name, the name's own end, or its entry as an institution says."""
    heads, known = lexicon("programme-heads").entries, lexicon("programme-institutions").entries
    if head and heads[head].get("strength") == "firm":
        return _kind(heads[head]["kind"])
    if core in known:
        return _kind(known[core]["kind"])
    for size in range(min(5, len(core)), 1, -1):
        if core[-size:] in heads:
            return _kind(heads[core[-size:]]["kind"])
    if head:
        return _kind(heads[head]["kind"])
    return _kind(next((rule.value["kind"] for rule in rules("programme-shapes") if "kind" in rule.value and rule.pattern.search(core)), ""))


def _kind(value: str) -> ProgrammeKind:
    match value:
        case "campaign" | "project" | "system" | "document":
            return value
    return "system"


def inner_features(core: str) -> Iterator[str]:
    """What the quoted phrase itself shows: length, shape, and whether a lexicon knows it."""
    yield "length=" + next((name for most, name in LENGTHS if len(core) <= most), "15+")
    for rule in rules("programme-shapes"):
        if rule.pattern.search(core):
            yield f"shape={rule.id}"
    if core in lexicon("programme-institutions"):
        yield "known=institution"
    images = lexicon("programme-metaphors")
    if core in images:
        yield "known=metaphor"
    elif len(core) > 3 and any(core[-n:] in images for n in (3, 4)):
        yield "ends=metaphor"


def is_ruled_out(core: str) -> bool:
    """Whether it is a field of politics that only stands in quotes, or its shape alone says that it is no name."""
    if lexicon("programme-metaphors").entries.get(core, {}).get("class") == "field":
        return True
    return any(rule.value.get("verdict") == "never" and rule.pattern.search(core) for rule in rules("programme-shapes"))


def is_graded(behind: str) -> bool:
    """Whether what stands behind a number only says how weighty a project of that plan is: “十四五”重点工程."""
    return behind.startswith(("重点", "重大", "时期", "期间"))


def tag_features(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The word classes that the phrase begins and ends with, and whether it is a single name of a place or person."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span) or span[0].idx != start:
        return
    yield f"first={span[0].tag_[:1].lower()}"
    yield f"last={span[-1].tag_[:1].lower()}"
    if len(span) == 1 and span[0].tag_ in ("LOC", "PER", "ORG"):
        yield f"is={span[0].tag_}"


NAMING = ("shape=formula-count", "shape=sum", "shape=chain", "shape=count-head", "shape=named-campaign", "shape=coverage", "known=institution", "repeated")
COINED = ("shape=formula-count", "shape=sum", "shape=chain", "shape=bare-count")


def crossed(features: tuple[str, ...]) -> Iterator[str]:
    """What features say together: a loose head noun or a verb beside a coined shape or none."""
    coined = any(f in COINED for f in features)
    verb = next((f.partition("=")[2] for f in features if f.startswith("verb.near=")), "")
    if "head=loose" in features:
        yield "loose+coined" if coined else "loose+plain"
    if verb in ("carry", "build", "follow"):
        yield f"{verb}+{'coined' if coined else 'head' if 'head=firm' in features else 'plain'}"
