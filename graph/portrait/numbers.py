"""The values that tell of figures: one with its fields, those of a status, their sums, and what the tree of places adds up."""

from dataclasses import dataclass
from decimal import Decimal

from graph.portrait.evidence import NOTHING, Evidence, Link


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


EMPTY = Rollup()
