"""The graph as one HTML file that needs nothing else: drawn by pyvis with our own template, found by search, read in a panel.

pyvis's stock template fetches scripts from elsewhere and runs what stands in titles; ours inlines vis-network from the pyvis
wheel, keeps every text out of the markup (data blocks and `textContent` only), and lets a policy forbid the rest.
"""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import networkx

from graph.layout import Layout, layout
from graph.page_data import Entity, Relation, anchors, chosen, entities, left_out, missing_neighbours, parents, relations
from graph.page_details import Line, details
from graph.style import Style, TypeStyle, style

if TYPE_CHECKING:
    from pyvis.network import Network

TEMPLATES = Path(__file__).with_name("templates")
SCRIPTS = ("elements.js", "data.js", "canvas.js", "labels.js", "panel.js", "search.js", "legend.js", "table.js", "page.js")
"""Our scripts in the order in which they are joined."""
LIMIT = 2000
WHOLE_UP_TO = 400
"""Up to so many nodes the page opens on the whole, above on the home's neighbourhood."""
NEIGHBOURHOOD = 150
NEVER = 1_000_000
"""vis-network draws a label above this height: our own script draws them, so that none covers another."""
LINE_WIDTH, LINES = 8.0, 2
"""A label is drawn in two lines of eight Han characters; search, table and panel have the whole of it."""


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What the page holds; `left_out` counts the nodes it has no room for, by type."""

    nodes: int
    edges: int
    left_out: Mapping[str, int]
    bytes: int


def write_page(net: "networkx.MultiDiGraph[str]", path: Path, *, title: str, limit: int = LIMIT) -> PageSummary:
    """Writes the page of the graph, with its best connected `limit` nodes."""
    html, summary = _page(net, title, limit)
    path.write_bytes(html.encode("utf-8"))
    return summary


def page_html(net: "networkx.MultiDiGraph[str]", *, title: str, limit: int = LIMIT) -> str:
    """The page as text: the same graph gives the same bytes."""
    return _page(net, title, limit)[0]


def _page(net: "networkx.MultiDiGraph[str]", title: str, limit: int) -> tuple[str, PageSummary]:
    look = style()
    every, lines = entities(net), relations(net)
    parent = parents(every, lines, look)
    kept = chosen(every, lines, parent, max(1, limit))
    nodes = [n for n in every if n.iri in kept]
    edges = [e for e in lines if e.source in kept and e.target in kept]
    where = layout(anchors(nodes, parent, look))
    missing = left_out(every, kept)
    pairs = _pairs(nodes, edges)
    data = details(nodes, pairs, look, missing_neighbours(every, lines, kept))
    data |= {"leftOut": missing, "regions": _regions(nodes, where), "home": _home(nodes, edges), "wholeUpTo": WHOLE_UP_TO, "neighbourhood": NEIGHBOURHOOD}
    html = _rendered(_drawing(nodes, pairs, where, look, title), data)
    return html, PageSummary(len(nodes), len(edges), missing, len(html.encode("utf-8")))


def _pairs(nodes: Sequence[Entity], edges: Sequence[Relation]) -> list[Line]:
    """One drawn line for each pair of nodes that has relations, whichever way they go."""
    number = {n.iri: i for i, n in enumerate(nodes)}
    found: dict[tuple[int, int], list[Relation]] = {}
    for edge in edges:
        ends = number[edge.source], number[edge.target]
        found.setdefault((min(ends), max(ends)), []).append(edge)
    return [(a, b, found[a, b]) for a, b in sorted(found)]


def _drawing(nodes: Sequence[Entity], pairs: Sequence[Line], where: Layout, look: Style, title: str) -> "Network":
    from pyvis.network import Network

    drawing = Network(directed=True, heading=title, bgcolor=look.background, cdn_resources="in_line")
    for number, node in enumerate(nodes):
        x, y = where.positions[node.iri]
        drawing.add_node(number, label=_wrapped(node.label), x=x, y=y, **_node_look(look.of_node(node.type, node.subtype), look))
    for number, (a, b, items) in enumerate(pairs):
        first = min(items, key=lambda r: look.of_relation(r.relation).anchor or 99)
        line = look.of_relation(first.relation)
        ends = (a, b) if nodes[a].iri == first.source else (b, a)
        drawing.add_edge(*ends, id=number, color=line.colour, width=line.width, dashes=line.dashes, arrows="")
    drawing.options = _options(look, len(nodes))
    return drawing


def _node_look(kind: TypeStyle, look: Style) -> dict[str, object]:
    hollow = kind.fill == "hollow"
    colour = {"background": look.background if hollow else kind.colour, "border": kind.colour}
    return {
        "shape": kind.shape,
        "size": kind.size,
        "color": {**colour, "highlight": colour, "hover": colour},
        "borderWidth": 2.5 if hollow else 1,
        "font": {"size": kind.font, "color": look.text if kind.under == "Place" else kind.colour},
    }


def _options(look: Style, count: int) -> dict[str, object]:
    many = count > 800
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True,
            "dragNodes": False,
            "hideEdgesOnDrag": many,
            "hideEdgesOnZoom": many,
            "selectConnectedEdges": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {
            "borderWidthSelected": 4,
            "labelHighlightBold": False,
            "scaling": {"label": {"drawThreshold": NEVER}},
        },
        "edges": {"smooth": False, "hoverWidth": 1, "selectionWidth": 2},
    }


def _wrapped(label: str) -> str:
    """The label in as few lines as it takes, of much the same length; what does not fit is cut off with an ellipsis."""
    letters = [(c, 1.0 if east_asian_width(c) in "WFA" else 0.56) for c in " ".join(label.split())]
    whole = sum(w for _, w in letters)
    number = min(LINES, ceil(whole / LINE_WIDTH))
    room = min(LINE_WIDTH, whole / max(1, number) + 0.5)
    lines, width = [""], 0.0
    for letter, step in letters:
        if width + step > room + 0.01:
            if len(lines) == number:
                lines[-1] = lines[-1][:-1] + "…"
                break
            lines.append("")
            width = 0.0
        lines[-1] += letter
        width += step
    return "\n".join(lines)


def _regions(nodes: Sequence[Entity], where: Layout) -> list[list[float]]:
    """The ellipses of the places, as number of the place's node, centre, half axes and depth."""
    number = {n.iri: i for i, n in enumerate(nodes) if n.type == "Place"}
    return [[number[r.key], r.x, r.y, r.rx, r.ry, r.depth] for r in where.regions if r.key in number]


def _home(nodes: Sequence[Entity], edges: Sequence[Relation]) -> int:
    """The number of the node that most relations meet, a place if there is one."""
    degree = Counter(end for e in edges for end in (e.source, e.target))
    return min(range(len(nodes)), key=lambda i: (nodes[i].type != "Place", -degree[nodes[i].iri], nodes[i].iri), default=-1)


def _rendered(drawing: "Network", data: Mapping[str, object]) -> str:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    css = (TEMPLATES / "page.css").read_text("utf-8")
    scripts = (_vis_network(), "(() => {\n'use strict';\n" + "\n".join((TEMPLATES / s).read_text("utf-8") for s in SCRIPTS) + "})();\n")
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, keep_trailing_newline=True)
    environment.filters |= {"data_block": lambda value: Markup(_safe(_json(value))), "data_text": lambda text: Markup(_safe(text))}
    environment.globals |= {"css": Markup(css), "scripts": [Markup(s) for s in scripts], "policy": _policy([css], scripts), "details": data}
    drawing.path, drawing.templateEnv = "page.html.j2", environment
    return str(drawing.generate_html())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _safe(text: str) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or a line of script."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """The Content-Security-Policy: these very styles and scripts, drawn images, and nothing else."""

    def sources(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in texts)

    return f"default-src 'none'; script-src {sources(scripts)}; style-src {sources(styles)}; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _vis_network() -> str:
    """vis-network as the pyvis wheel carries it, without the pointer to its source map; of its style sheet the page needs nothing."""
    import pyvis

    path = next(iter(sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"), reverse=True)))
    return path.read_text("utf-8").rpartition("//# sourceMappingURL=")[0]
