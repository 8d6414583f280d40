"""What the server asks of a worker process and what it gets back: plain values that both sides share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from pyoxigraph import Store

from graph.proof import Proven
from graph.view import Traced, Wanted

RowForm: TypeAlias = Literal["json", "xml", "csv", "tsv"]
GraphForm: TypeAlias = Literal["turtle", "ntriples", "jsonld", "rdfxml"]
Value = TypeVar("Value", covariant=True)
BYTES = 64 * 1024 * 1024
"""The longest answer, whatever its rows."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds, rows (triples, for a graph), mebibytes of memory; and how many run at once."""

    seconds: float = 30.0
    rows: int = 100_000
    memory: int = 2048
    workers: int = 2
    waiting: int = 64
    """How many queries may wait for a worker before the next is turned away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as SPARQL, or the name and values of a ready question; a form that is None cannot be used for such an answer.

    `default` and `named` are the dataset that the protocol gives, above the query's own. With `cut` an answer that is longer is cut
    there instead of refused. `guarded` CSV holds nothing that a spreadsheet would run.
    """

    text: str = ""
    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    rows_as: RowForm | None = "json"
    graph_as: GraphForm | None = "turtle"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    cut: int | None = None
    guarded: bool = False


class Task(ABC, Generic[Value]):
    """Something else than a query, which a worker does where it can be killed; what it gives goes back whole."""

    @abstractmethod
    def done(self, store: "Store", base: str) -> Value:
        """What was wanted. Raises Faulty and InputError."""


Job: TypeAlias = Asked | Wanted | Traced | Proven | Task[object]
"""What a worker can be asked: a query, a view of the graph or of an answer, the proof behind a part of one, a task."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Asks for the survey of the build: what it holds, and all its names."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, written in the form that was asked for (a task's value as a pickle); `text` is the SPARQL that was run."""

    kind: Literal["select", "ask", "graph", "json", "value"]
    body: bytes
    rows: int
    complete: bool
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer, as an HTTP status and a message for the reader; `trace` is for the server's own eyes."""

    status: int
    message: str
    line: int | None = None
    column: int | None = None
    trace: str = ""


class Faulty(Exception):
    """There is no answer, for the reason that `fault` gives."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker is told first."""

    limits: Limits
    store: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What a worker says first: the base of the data's IRIs in the store that it has open."""

    base: str


def refusal(status: int, message: str) -> Faulty:
    """A fault to raise."""
    return Faulty(Fault(status, message))


def too_long(size: str) -> Faulty:
    """The fault of an answer that is longer than may be."""
    return refusal(422, f"the answer is longer than {size}, and part of it would pass for the whole: page by ORDER BY, LIMIT and OFFSET, or aggregate")
