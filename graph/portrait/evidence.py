"""The values that say on what a statement rests: links, raw sentences with their marks, the passages of a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A resource by its IRI and label; `type` and `subtype` are names of graph/style.yaml, empty for what it does not draw."""

    iri: str
    label: str
    type: str = ""
    subtype: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text. Its mark: none, `main` and `other` for words that a statement rests on, or the type of the `target` that it names."""

    text: str
    mark: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention in a quote: its IRI, raw offsets in the document, how it was read, by which rule and how surely."""

    mention: str
    raw_start: int
    raw_end: int
    text: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A raw sentence with what was found in it; `reading` is the sentence as cleaned, empty where nothing was to clean.

    `statement` is what a correction of it speaks of: the claim (with its own `rule` and `confidence`, where the graph has them), or the mention.
    """

    statement: str
    document: Link
    start: int
    parts: tuple[Part, ...]
    reading: tuple[Part, ...]
    spots: tuple[Spot, ...]
    corrections: tuple[str, ...] = ()
    rule: str = ""
    confidence: str = ""

    @property
    def sentence(self) -> str:
        """The raw sentence."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Quotes, and how many there are in all."""

    quotes: tuple[Quote, ...] = ()
    total: int = 0


NOTHING = Evidence()


@dataclass(frozen=True, slots=True)
class Found:
    """What a mention stands for: the resource, nothing where it was not decided, and the mention itself."""

    link: Link | None
    spot: Spot
    type: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A raw sentence of a document with all that was found in it."""

    start: int
    parts: tuple[Part, ...]
    reading: tuple[Part, ...]
    found: tuple[Found, ...]
