"""The drawing as pyvis holds it: nodes at their places, lines and the options of vis-network; and the grounds of the places."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.layout import Layout
from graph.page_data import Entity
from graph.page_details import Line
from graph.style import Style, TypeStyle

if TYPE_CHECKING:
    from pyvis.network import Network

NEVER = 1_000_000
"""vis-network draws a label above this height: our own script draws them, so that none covers another."""
EDGES_REST_ABOVE = 800
"""Above so many nodes vis-network leaves out the lines while the view moves and our script cannot move a picture instead."""


def drawing(nodes: Sequence[Entity], lines: Sequence[Line], where: Layout, look: Style, title: str) -> "Network":
    """The network of these nodes and lines, which are numbered in their order."""
    from pyvis.network import Network

    network = Network(directed=True, heading=title, bgcolor=look.background, cdn_resources="in_line")
    for number, node in enumerate(nodes):
        x, y = where.positions[node.iri]
        network.add_node(number, label=node.label, x=round(x), y=round(y), **_node_look(look.of_node(node.type, node.subtype), look))
    for number, line in enumerate(lines):
        first = min(line.relations, key=lambda r: look.of_relation(r.relation).anchor or 99)
        drawn = look.of_relation(first.relation)
        network.add_edge(line.a, line.b, id=number, color=drawn.colour, width=drawn.width, dashes=drawn.dashes, arrows="")
    network.options = _options(len(nodes))
    return network


def grounds(nodes: Sequence[Entity], where: Layout) -> list[dict[str, object]]:
    """The ellipses of the places: the number of the place's node, centre, half axes and depth."""
    number = {n.iri: i for i, n in enumerate(nodes) if n.type == "Place"}
    return [
        {"node": number[r.key], "x": round(r.x), "y": round(r.y), "rx": round(r.rx), "ry": round(r.ry), "depth": r.depth}
        for r in where.regions
        if r.key in number
    ]


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


def _options(count: int) -> dict[str, object]:
    many = count > EDGES_REST_ABOVE
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
