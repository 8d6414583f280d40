"""What a view of the graph is asked for and what it is: plain values between the store, the server and the page.

The start brings a neighbourhood, laid out as a whole. Each expansion brings the neighbours of one node, on free spots around it. Where
either brings more than there is room for, things that lie in the same place are collapsed into a group, named `PLACE CENTRE` after the
place that holds them and the node that they are neighbours of; expanding the group opens it. What still has no room is counted, and
comes when the node is expanded again. A view depends on the store and what was asked for alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.surroundings import Thing, Tie

FIRST = 150
"""How many nodes a view starts with."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: a node or group to expand, a node to pin where it stands or at a point, a thing to add."""

    kind: Literal["expand", "pin", "add"]
    id: str
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A view to make; with `depth` 0 the start is as deep as it needs to be, and `articles` are nodes only when asked for."""

    starts: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    limit: int = FIRST
    depth: int = 0
    articles: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, or a group of things in a place; `holds` counts a group's things by type, `missing` a thing's neighbours that are not shown."""

    id: str
    thing: Thing
    x: float
    y: float
    holds: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    sample: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """What relates two nodes; to or from a group it is only counted."""

    a: str
    b: str
    ties: tuple[Tie, ...]
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """What is to be drawn; `left_out` counts by type what the start had no room for, `unknown` are the starts that are no things.

    `full` says that an expansion had no room, `cut` that the start reaches more than is looked at, so that groups hold more than they count.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: Mapping[str, int]
    unknown: tuple[str, ...]
    full: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Traced:
    """A view of the things in the answer to a query: of the rows of a table, of the triples of a graph; the dataset is as for the query itself."""

    query: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
