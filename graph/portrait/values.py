"""The values that a portrait is made of: rows under headings, neighbours, statements, and the whole."""

from dataclasses import dataclass

from graph.portrait.evidence import NOTHING, Evidence, Link, Passage
from graph.portrait.numbers import EMPTY, Branch, Field, Figures, Rollup


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
    rollup: Rollup = EMPTY
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
