"""What a document says, sentence by sentence in the order of its text."""

from collections import defaultdict

from graph.portrait.evidence import Found, Passage
from graph.portrait.quotes import Span, cleaned, segments, spot, through
from graph.portrait.records import Records
from ontology.terms import FZ, STD

SHOWN = 60
"""Sentences that the page of a document lists; its source has them all."""
TYPES = {"place": "Place", "org": "Organisation", "person": "Person", "programme": "Programme", "quantity": "Measurement", "relation": "Other"}
"""The kind of a mention, as its IRI says it → the type of what it names."""


def passages(facts: Records, document: str, most: int = SHOWN) -> tuple[tuple[Passage, ...], int]:
    """The first sentences in which something was found, and how many there are."""
    found: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for mention in mentions(facts, document):
        found[int(facts.one(mention, FZ.SENTENCE_START) or 0), facts.one(mention, FZ.SENTENCE)].append(one(facts, mention))
    order = sorted(found)
    return tuple(_passage(at, sentence, tuple(found[at, sentence])) for at, sentence in order[:most]), len(order)


def mentions(facts: Records, document: str) -> list[str]:
    """The mentions of a document in the order of its text."""
    targets = facts.subjects(STD.HAS_SOURCE, document)
    named = (target.partition("#")[0] for target in targets)
    spots = [spot(facts, mention) for mention in named if FZ.MENTION in facts.all(mention, STD.TYPE)]
    return [s.mention for s in sorted(spots, key=lambda s: (s.raw_start, s.raw_end, s.mention))]


def one(facts: Records, mention: str) -> Found:
    """What a mention was found to be."""
    body = facts.one(mention, STD.HAS_BODY)
    kind = mention.rsplit("/", 2)[-2]
    return Found(facts.link(body) if body else None, spot(facts, mention), TYPES.get(kind, "Other"))


def spans(found: tuple[Found, ...], offset: int = 0) -> list[Span]:
    """Where all that stands in the raw text, seen from an offset."""
    return [Span(f.spot.raw_start - offset, f.spot.raw_end - offset, f.type, f.link.iri if f.link else f.spot.mention) for f in found]


def _passage(at: int, sentence: str, found: tuple[Found, ...]) -> Passage:
    read, marks = cleaned(sentence), spans(found, at)
    return Passage(at, segments(sentence, marks), segments(read.text, through(read, marks)) if read.text != sentence else (), found)
