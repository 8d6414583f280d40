"""The whole of extraction: one spaCy Language whose steps are listed here, and what it makes of a document."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from extract.annotations import add_measurements, add_mentions, as_spans, drop_mentions, measurements_of, mentions_of
from extract.candidates import open_candidates, passed_over
from extract.clean import CleanText, clean
from extract.confidence import calibrated, divided, with_fields
from extract.hidden_places import part_of_a_name
from extract.measurements import measurements
from extract.organisations import organisation_mentions
from extract.people import person_mentions
from extract.places import place_mentions
from extract.programmes import programme_mentions
from extract.rates import rates
from extract.segmenter import Segmenter, cutter
from extract.statistical import lac, statistical
from extract.values import Extraction, Measurement, Mention, Source

Component = Callable[[Doc], Doc]
Item = TypeVar("Item", Mention, Measurement)


def adding(find: Callable[[Doc], Iterable[Mention]]) -> Component:
    """The component that adds what `find` finds to the Doc."""
    return lambda doc: add_mentions(doc, find(doc))


def named_apart(doc: Doc) -> Doc:
    """Takes from the Doc the places that are only part of a name; the steps before it have read them."""
    return drop_mentions(doc, part_of_a_name(mentions_of(doc)))


def arranged(doc: Doc) -> Doc:
    """Adds the programmes to the Doc; the organisations inside their names are no mentions of their own (某医院|扩建工程)."""
    doc = add_mentions(doc, programme_mentions(doc))
    programmes = mentions_of(doc, "PROGRAMME")
    return drop_mentions(doc, lambda m: m.type == "ORG" and any(p.start <= m.start and m.end <= p.end for p in programmes))


def measured(doc: Doc) -> Doc:
    """Adds the measurements to the Doc."""
    return add_measurements(doc, measurements(doc))


COMPONENTS: tuple[tuple[str, Component], ...] = (
    ("statistical", statistical),  # token.tag_, token.pos_, doc.ents: LAC's tags and its PER LOC ORG TIME
    ("places", adding(place_mentions)),  # PLACE, linked to the official gazetteer; doc._.home, the article's own place
    ("people", adding(person_mentions)),  # PERSON with posts
    ("organisations", adding(organisation_mentions)),  # ORG with the place whose it is
    ("programmes", arranged),  # PROGRAMME with its kind and who carries it out
    ("measurements", measured),  # figures with unit, object, action, subject, status and period
    ("names", named_apart),  # a place inside an organisation's or programme's name is no mention of its own
    ("candidates", passed_over),  # names of the model that no step before bears out
    ("spans", as_spans),  # all of it as spaCy's span groups, tokens cut where a mention begins or ends inside one
)
"""Every step behind the segmenter, in order; each reads what those before it left on the Doc."""
NAMES_ONLY = frozenset({"PERSON", "ORG"})
"""What may be taken from bylines, credits, trailers and navigation."""
LONGEST_TEXT = 100_000_000
"""Characters. spaCy's own limit of a million is for components that are not used here."""


@cache
def language() -> Language:
    """The pipeline with its models, loaded once a process."""
    cutter()
    lac()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "fangzhi.segmenter"}}})
    nlp.max_length = LONGEST_TEXT
    for name, component in COMPONENTS:
        Language.component(f"fangzhi_{name}", func=component)
        nlp.add_pipe(f"fangzhi_{name}", name=name)
    return nlp


def segmenter() -> Callable[[Language], Segmenter]:
    """What makes the segmenter, under the name by which spaCy's configuration asks for it."""
    return lambda nlp: Segmenter(nlp.vocab)


registry.tokenizers.register("fangzhi.segmenter", func=segmenter)


def document(nlp: Language, text: CleanText) -> Doc:
    """The Doc of a cleaned text, every component run; `doc.text` is the clean text exactly."""
    doc = nlp.make_doc(text.text)
    doc._.clean = text
    for _, component in nlp.pipeline:  # nlp(doc) would say of any KeyError that a component is not initialised
        doc = component(doc)
    return doc


def extraction(nlp: Language, source: Source) -> Extraction:
    """All that one document says, each thing with the chance that it is right; what is less likely than not stands apart as candidates.

    It depends on nothing but the document and the pipeline.
    """
    return divided(calibrated(declared(nlp, source), rates()), rates().threshold)


def declared(nlp: Language, source: Source) -> Extraction:
    """All that the rules find, each thing with the confidence that its rule declares."""
    text = clean(source.raw)
    with nlp.memory_zone():  # what the vocabulary learns from a document goes with it
        doc = document(nlp, text)
        mentions, figures = guarded_mentions(text, mentions_of(doc)), guarded_measurements(text, measurements_of(doc))
        candidates = open_candidates(text, doc, (*mentions, *figures))
        del doc  # it must not outlive the zone that its words live in
    return Extraction(
        source=source,
        text=text.text,
        mentions=tuple(with_fields(m) for m in mentions),
        measurements=tuple(with_fields(m) for m in figures),
        zones=text.zones,
        damaged=text.damaged,
        repairs=text.repairs,
        candidates=candidates,
    )


def extractions(nlp: Language, sources: Iterable[Source]) -> Iterator[Extraction]:
    """The extraction of each document, one after the other and each by itself, in the order of `sources`."""
    for source in sources:
        yield extraction(nlp, source)


def guarded_mentions(text: CleanText, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that may leave, with raw offsets, in text order, one for each type and span (the surest).

    None comes from a damaged span, and none but PERSON and ORG from a closed zone. Raises ValueError for a mention whose
    text is not what stands there.
    """
    surest: dict[tuple[int, int, str], Mention] = {}
    for mention in sorted(found, key=lambda m: (-m.confidence, m.rule, repr(m))):
        _check(text, mention)
        if not damaged(text, mention) and (mention.type in NAMES_ONLY or text.is_open(mention.start, mention.end)):
            surest.setdefault((mention.start, mention.end, mention.type), mention)
    return tuple(_placed(text, surest[key]) for key in sorted(surest))


def guarded_measurements(text: CleanText, found: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """The measurements that may leave, with raw offsets, in text order: none from a damaged span or a closed zone."""
    kept: list[Measurement] = []
    for measurement in sorted(set(found), key=lambda m: (m.start, m.end, m.rule, repr(m))):
        _check(text, measurement)
        if text.is_open(measurement.start, measurement.end):
            kept.append(_placed(text, measurement))
    return tuple(kept)


def damaged(text: CleanText, item: Mention | Measurement) -> bool:
    """Whether the item touches a stretch that could not be repaired."""
    return any(start < item.end and item.start < end for start, end in text.damaged)


def _placed(text: CleanText, item: Item) -> Item:
    raw_start, raw_end = text.raw_span(item.start, item.end)
    return replace(item, raw_start=raw_start, raw_end=raw_end)


def _check(text: CleanText, item: Mention | Measurement) -> None:
    if not item.text or text.text[item.start : item.end] != item.text:
        seen = text.text[max(0, item.start) : max(0, item.end)]
        raise ValueError(f"rule {item.rule!r} says {item.text!r} stands at {item.start}:{item.end}, where the text has {seen!r}")
