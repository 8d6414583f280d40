"""What the components of the pipeline leave on a spaCy Doc, and how the next ones read it."""

from collections.abc import Callable, Iterable, Set
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from spacy.tokens import Doc, Span

from extract.values import Candidate, Measurement, Mention, MentionType

if TYPE_CHECKING:
    from extract.clean import CleanText

for name, default in (("clean", None), ("words", ()), ("mentions", ()), ("measurements", ()), ("candidates", ()), ("home", None)):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=default)


def clean_of(doc: Doc) -> "CleanText":
    """The cleaned text that the Doc was made from, with its alignment, zones and damaged spans.

    A Doc that was made of a bare text (`nlp("…")`) is taken to be clean as it is.
    """
    from extract.clean import CleanText

    if doc._.clean is None:
        doc._.clean = CleanText.of(doc.text)
    return cast(CleanText, doc._.clean)


def mentions_of(doc: Doc, *types: MentionType) -> list[Mention]:
    """The mentions found so far, of these types (all when none is named), in text order."""
    return [m for m in doc._.mentions if not types or m.type in types]


def add_mentions(doc: Doc, found: Iterable[Mention]) -> Doc:
    """Adds mentions to the Doc and keeps text order."""
    doc._.mentions = tuple(sorted(dict.fromkeys([*doc._.mentions, *found]), key=lambda m: (m.start, m.end, m.type)))
    return doc


def drop_mentions(doc: Doc, unwanted: Callable[[Mention], bool]) -> Doc:
    """Takes the mentions from the Doc that a later step has shown to be none."""
    doc._.mentions = tuple(m for m in doc._.mentions if not unwanted(m))
    return doc


def measurements_of(doc: Doc) -> list[Measurement]:
    """The measurements found so far, in text order."""
    return list(doc._.measurements)


def add_measurements(doc: Doc, found: Iterable[Measurement]) -> Doc:
    """Adds measurements to the Doc and keeps text order."""
    doc._.measurements = tuple(sorted(dict.fromkeys([*doc._.measurements, *found]), key=lambda m: (m.start, m.end)))
    return doc


def candidates_of(doc: Doc) -> list[Candidate]:
    """What was found so far and refused, in text order."""
    return list(doc._.candidates)


def add_candidates(doc: Doc, found: Iterable[Candidate]) -> Doc:
    """Adds to the Doc what an extractor has seen and refused, and keeps text order."""
    doc._.candidates = tuple(sorted(dict.fromkeys([*doc._.candidates, *found]), key=lambda c: (c.item.start, c.item.end, c.kind)))
    return doc


def as_spans(doc: Doc) -> Doc:
    """Mirrors all mentions and measurements as spaCy's own spans, in the groups PLACE ORG PERSON PROGRAMME QUANTITY.

    A span's `id_` is the link, canonical name or text of a mention, or the offsets of a measurement. Tokens are cut where one
    begins or ends inside them, so that a span has exactly its text.
    """
    items: list[tuple[str, int, int, str]] = [(m.type, m.start, m.end, m.link or m.canonical or m.text) for m in mentions_of(doc)]
    items += [("QUANTITY", m.start, m.end, f"{m.start}-{m.end}") for m in measurements_of(doc)]
    _cut(doc, {offset for _, start, end, _ in items for offset in (start, end)})
    for kind in sorted({kind for kind, *_ in items}):
        doc.spans[kind] = [_span(doc, start, end, kind, name) for k, start, end, name in items if k == kind]
    return doc


def _cut(doc: Doc, offsets: Set[int]) -> None:
    """Splits the tokens that these offsets fall inside, keeping tags and entities."""
    wanted = {t: [o for o in range(t.idx + 1, t.idx + len(t)) if o in offsets] for t in doc if len(t) > 1}
    if not any(wanted.values()):
        return
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    text = doc.text
    with doc.retokenize() as retokenizer:
        for token, cuts in wanted.items():
            if cuts:
                parts = [text[a:b] for a, b in pairwise([token.idx, *cuts, token.idx + len(token)])]
                same: dict[str | int, list[Any]] = {"TAG": [token.tag_] * len(parts), "POS": [token.pos_] * len(parts)}
                retokenizer.split(token, parts, heads=[(token, len(parts) - 1)] * len(parts), attrs=same)
    doc.set_ents([_span(doc, *entity, "") for entity in entities])


def _span(doc: Doc, start: int, end: int, label: str, name: str) -> Span:
    span = doc.char_span(start, end, label=label, span_id=name)
    if span is None:
        raise ValueError(f"{label} {name!r} at {start}:{end} is no span of the text of {len(doc.text)} characters")
    return span
