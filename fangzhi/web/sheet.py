"""An answer to a ready question as a reader sees it: plain values that the worker makes and the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

SENTENCES = frozenset({"sentence", "otherSentence"})
"""Columns that hold raw sentences."""


@dataclass(frozen=True, slots=True)
class View:
    """How a reader wants to see an answer: by which column it is ordered, which page, the bars of which column and group."""

    sort: str = ""
    descending: bool = False
    page: int = 1
    measure: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A raw sentence in three parts, the mention in the middle."""

    before: str
    mark: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a row under a column: text or number, the IRI that it opens, its parts where it is a sentence."""

    text: str = ""
    number: bool = False
    iri: str = ""
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Numbers of a column that compare: their unit, how many, their sum, what they have in common; without a sum, why (a key of the words)."""

    column: str
    unit: str
    count: int
    sum: Decimal | None
    alike: tuple[str, ...] = ()
    refused: str = ""

    @property
    def group(self) -> str:
        """What tells the group from others of its column, as an address says it."""
        return " ".join(part for part in (self.unit, *self.alike) if part)


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of a chart: what it is about, as it was written, and the IRI that it opens."""

    label: str
    written: str
    value: Decimal
    iri: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The largest numbers of a group; `left_out` more are smaller."""

    of: Total
    bars: tuple[Bar, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of an answer; `found` rows were found, and where it is not `complete` there are more than the server reads."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    found: int
    complete: bool
    page: int
    pages: int
    totals: tuple[Total, ...]
    chart: Chart | None
    text: str


@dataclass(frozen=True, slots=True)
class Sheeted:
    """Asks a worker for a page of the answer to a ready question; with headings, for all of it as CSV under these."""

    question: str
    values: Mapping[str, str]
    view: View
    headings: tuple[str, ...] | None = None
