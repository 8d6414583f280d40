"""The values that a portrait is made of: links, quotes with their marks, figures, sums, the tree of places, rows under headings."""

from dataclasses import dataclass
from decimal import Decimal


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
class Row:
    """One statement: what it names, in which words or capacity, who else it names, and its evidence."""

    link: Link
    note: str = ""
    others: tuple[Link, ...] = ()
    evidence: Evidence = NOTHING


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of one meaning; `total` counts those that are left out too."""

    key: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a figure, with the rule that found it and how surely, where the graph says so for this property alone."""

    key: str
    value: str
    link: Link | None = None
    rule: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; numbers are kept as they are written in the graph, `base` is the value in the unit's base."""

    iri: str
    label: str
    text: str
    status: str
    value: str
    minimum: str
    maximum: str
    unit: str
    base: Decimal | None
    base_unit: str
    quantity: str
    approximation: str
    object: str
    action: str
    period: str
    about: tuple[Link, ...]
    document: Link
    mention: str
    evidence: Evidence = NOTHING


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one status (Result, Target, Standard), and how many there are."""

    status: str
    rows: tuple[Figure, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of one kind from several places: their total where they may be added, else why not (a key of the words)."""

    status: str
    action: str
    object: str
    unit: str
    period: str
    count: int
    total: Decimal | None
    approximation: str
    refused: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A place in the tree with all that is inside it: how many figures, organisations, places; `left_out` children are not listed."""

    place: Link
    figures: int
    organisations: int
    places: int
    children: tuple["Branch", ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Rollup:
    """Figures of all that lies in a place: how many, the first of them, those that are about places, their sums; `complete` is false above the limit."""

    count: int = 0
    figures: tuple[Figure, ...] = ()
    added: int = 0
    sums: tuple[Sum, ...] = ()
    groups: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A resource one step away: how it is joined to the middle, and whether the line runs to it."""

    link: Link
    relation: str
    note: str
    outward: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another resource that it may be the same as (with a score and a rule), or that conflicts with it."""

    link: Link
    score: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as RDF has it, for readers of RDF: a property and its values, or what points here by it."""

    property: str
    label_zh: str
    label_en: str
    values: tuple[Link, ...]
    left_out: int = 0


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


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that a page shows of a resource; what a kind of resource does not have is empty."""

    iri: str
    label: str
    kind: str
    subtype: str
    names: tuple[str, str]
    """What its class is called, in Chinese and English."""
    code: str = ""
    aliases: tuple[str, ...] = ()
    rule: str = ""
    chain: tuple[Link, ...] = ()
    tree: Branch | None = None
    rollup: Rollup = Rollup()
    fields: tuple[Field, ...] = ()
    figures: tuple[Figures, ...] = ()
    sections: tuple[Section, ...] = ()
    mentions: Evidence = NOTHING
    documents: int = 0
    doubts: tuple[Other, ...] = ()
    conflicts: tuple[Other, ...] = ()
    corrections: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    neighbours_total: int = 0
    statements: tuple[Statement, ...] = ()
    incoming: tuple[Statement, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    passages_total: int = 0
