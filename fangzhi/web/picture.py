"""A small picture of a resource and its neighbours: places of nodes and lines for an SVG, grouped by relation.

The resource stands on the left, its neighbours in one column under the names of their relations, so that every label can be read and
the picture fits a phone. Shapes and colours are those of graph/style.yaml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin

from fangzhi.web.language import Language
from fangzhi.web.links import path_of
from graph.portrait.evidence import Link
from graph.portrait.values import Portrait
from graph.style import RelationStyle, TypeStyle, style

WIDTH, ROW, HUB, COLUMN = 340, 25, 30, 128
SIZE = 7.0
LONGEST = 13
"""Characters of a label that fit in the picture; the whole stands in its title."""
CORNERS = {"square": (4, pi / 4), "diamond": (4, 0.0), "triangle": (3, -pi / 2), "triangleDown": (3, pi / 2), "hexagon": (6, 0.0)}
"""Shape → its corners, and the angle of the first."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: where, how it is drawn, what it is called and where it leads. `points` are those of a polygon; none for a circle."""

    x: float
    y: float
    label: str
    title: str
    href: str | None
    colour: str
    fill: str
    points: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the resource to a neighbour, as the path of an SVG."""

    path: str
    colour: str
    width: float
    dashes: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a relation above its neighbours."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture; `height` is what it takes at the width of `WIDTH`."""

    width: int
    height: int
    hub: Node
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]


def picture(portrait: Portrait, base: str, tongue: Language) -> Picture | None:
    """The picture of a portrait's neighbours; None where there are none."""
    if not portrait.neighbours:
        return None
    nodes: list[Node] = []
    lines: list[tuple[float, RelationStyle]] = []
    headings: list[Heading] = []
    y = 0.0
    for (relation, outward), some in groupby(portrait.neighbours, key=lambda n: (n.relation, n.outward)):
        look = style().of_relation(relation)
        headings.append(Heading(y + 15, _name(look, tongue, outward=outward)))
        y += 22
        for one in some:
            y += ROW
            nodes.append(_node(one.link, COLUMN, y - ROW / 2, base, one.note))
            lines.append((y - ROW / 2, look))
        y += 4
    middle = y / 2
    hub = _node(Link(portrait.iri, portrait.label, portrait.kind, portrait.subtype), HUB, middle, base, "")
    return Picture(WIDTH, round(max(y, 60)), hub, tuple(nodes), tuple(_line(middle, end, look) for end, look in lines), tuple(headings))


def _name(look: RelationStyle, tongue: Language, *, outward: bool) -> str:
    if tongue == "zh":
        return look.zh if outward else look.zh_back
    return look.en if outward else look.en_back


def _node(link: Link, x: float, y: float, base: str, note: str) -> Node:
    look = style().of_node(link.type, link.subtype)
    label = link.label if len(link.label) <= LONGEST else link.label[: LONGEST - 1] + "…"
    title = f"{link.label} {note}".strip()
    fill = style().background if look.fill == "hollow" else look.colour
    return Node(x, round(y, 1), label, title, path_of(link.iri, base), look.colour, fill, points(look, x, y))


def points(look: TypeStyle, x: float, y: float, size: float = SIZE) -> str:
    """The corners of a shape for a polygon; empty for a circle."""
    return " ".join(f"{x + px:.1f},{y + py:.1f}" for px, py in _corners(look.shape, size))


def _corners(shape: str, size: float) -> Iterator[tuple[float, float]]:
    if shape == "star":
        for i in range(10):
            radius = size * (1.15 if i % 2 == 0 else 0.5)
            yield radius * cos(-pi / 2 + i * pi / 5), radius * sin(-pi / 2 + i * pi / 5)
    elif shape in CORNERS:
        number, first = CORNERS[shape]
        for i in range(number):
            yield size * 1.1 * cos(first + i * 2 * pi / number), size * 1.1 * sin(first + i * 2 * pi / number)


def _line(start: float, end: float, look: RelationStyle) -> Line:
    bend = (HUB + COLUMN) / 2
    return Line(f"M{HUB},{start:.1f} C{bend},{start:.1f} {bend},{end:.1f} {COLUMN},{end:.1f}", look.colour, look.width, look.dashes)
