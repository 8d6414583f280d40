"""The graph as one HTML file that needs nothing else: drawn by pyvis with our own template, found by search, read in a panel.

pyvis's stock template fetches scripts from elsewhere and runs what stands in titles; ours carries vis-network from the pyvis
wheel, keeps every text out of the markup (deflated data and `textContent` only), and lets a policy forbid the rest.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx

from graph.layout import layout
from graph.page_choice import chosen, gathered, left_out, missing_neighbours
from graph.page_data import Entity, Relation, anchors, entities, parents, relations
from graph.page_details import Line, details
from graph.page_drawing import drawing, grounds
from graph.page_file import rendered
from graph.page_packing import columns
from graph.page_sparql import Sparql
from graph.style import style

LIMIT = 2000
WHOLE_UP_TO = 400
"""Up to so many nodes the page opens on the whole, above on the home's neighbourhood, or on the places where not all nodes are in the file."""
NEIGHBOURHOOD = 150


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What the page holds; `left_out` counts the nodes it has no room for, by type."""

    nodes: int
    edges: int
    left_out: Mapping[str, int]
    bytes: int


def write_page(net: "networkx.MultiDiGraph[str]", path: Path, *, title: str, limit: int = LIMIT, sparql: Sparql | None = None) -> PageSummary:
    """Writes the page of the graph; above `limit` nodes, with the best connected of them and the rest added up by place."""
    html, summary = _page(net, title, limit, sparql)
    path.write_bytes(html.encode("utf-8"))
    return summary


def page_html(net: "networkx.MultiDiGraph[str]", *, title: str, limit: int = LIMIT, sparql: Sparql | None = None) -> str:
    """The page as text: the same graph gives the same bytes."""
    return _page(net, title, limit, sparql)[0]


def _page(net: "networkx.MultiDiGraph[str]", title: str, limit: int, sparql: Sparql | None) -> tuple[str, PageSummary]:
    look = style()
    every, edges = entities(net), relations(net)
    parent = parents(every, edges, look)
    kept = chosen(every, edges, parent, max(1, limit))
    nodes = [n for n in every if n.iri in kept]
    within = [e for e in edges if e.source in kept and e.target in kept]
    where = layout(anchors(nodes, parent, look))
    missing = left_out(every, kept)
    lines = _lines(nodes, within)
    number = {n.iri: i for i, n in enumerate(nodes)}
    data = details(nodes, lines, look) | {
        "parents": [number.get(parent.get(n.iri, ""), -1) for n in nodes],
        "missing": _numbered(missing_neighbours(every, edges, kept), number),
        "gathered": _numbered(gathered(every, parent, kept), number),
        "leftOut": missing,
        "grounds": columns(grounds(nodes, where)),
        "home": _home(nodes, within),
        "wholeUpTo": WHOLE_UP_TO,
        "neighbourhood": NEIGHBOURHOOD,
    }
    if sparql:
        data["sparql"] = sparql.data
    html = rendered(drawing(nodes, lines, where, look, title), data, sparql)
    return html, PageSummary(len(nodes), len(within), missing, len(html.encode("utf-8")))


def _numbered(counts: Mapping[str, Mapping[str, int]], number: Mapping[str, int]) -> dict[str, Mapping[str, int]]:
    return {str(number[iri]): found for iri, found in counts.items()}


def _lines(nodes: Sequence[Entity], edges: Sequence[Relation]) -> list[Line]:
    """One drawn line for each pair of nodes that has relations, whichever way they go."""
    number = {n.iri: i for i, n in enumerate(nodes)}
    found: dict[tuple[int, int], list[Relation]] = {}
    for edge in edges:
        ends = number[edge.source], number[edge.target]
        found.setdefault((min(ends), max(ends)), []).append(edge)
    return [Line(a, b, tuple(found[a, b])) for a, b in sorted(found)]


def _home(nodes: Sequence[Entity], edges: Sequence[Relation]) -> int:
    """The number of the node that most relations meet, a place if there is one."""
    degree = Counter(end for e in edges for end in (e.source, e.target))
    return min(range(len(nodes)), key=lambda i: (nodes[i].type != "Place", -degree[nodes[i].iri], nodes[i].iri), default=-1)
