"""Where each node of the page stands: every node near the one that it hangs under, clusters that never overlap.

A tree is laid out from its leaves: the leaves of a node stand in rings around it, and each child that has children of its
own is a disc that touches the rings from outside. The roots' discs stand in rows. Nothing is random and nothing is
iterated to rest, so 50,000 nodes take some tenths of a second and the same tree always gives the same picture. Lengths are
units of the drawing; x is stretched, because labels are wider than high.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, asin, cos, hypot, pi, sin, sqrt

STRETCH = 1.75
GAP = 14.0
ASPECT = 1.5
CENTRED_ABOVE = 12
HEAPED_UP_TO = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A node, the key of the node that it stands by (None at the top), its place in the order, and half its height."""

    key: str
    parent: str | None
    rank: int
    radius: float


@dataclass(frozen=True, slots=True)
class Region:
    """The ellipse that holds a node and all that hangs under it; `depth` is 0 at the top."""

    key: str
    x: float
    y: float
    rx: float
    ry: float
    depth: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions by key, and the regions of the nodes that have children, the outer ones first."""

    positions: Mapping[str, tuple[float, float]]
    regions: tuple[Region, ...]


@dataclass(slots=True)
class _Disc:
    """A laid-out subtree: its radius, where its own node stands, and its children, seen from its centre."""

    radius: float
    hub: tuple[float, float]
    children: list[tuple[str, float, float]]


def layout(anchors: Iterable[Anchor]) -> Layout:
    """Positions of all anchors. An unknown parent and a circle of parents count as none."""
    nodes = {a.key: a for a in sorted(anchors, key=lambda a: (a.rank, a.key))}
    children, roots = _tree(nodes)
    discs: dict[str, _Disc] = {}
    for key in _leaves_first(roots, children):
        if key in children:
            discs[key] = _disc(nodes[key], [nodes[c] for c in children[key]], discs)
    tops = _rows([(k, discs[k].radius) for k in roots if k in discs], [nodes[k] for k in roots if k not in discs])
    return _absolute(tops, discs)


def _tree(nodes: Mapping[str, Anchor]) -> tuple[dict[str, list[str]], list[str]]:
    parents: dict[str, str] = {}
    for key, node in nodes.items():
        parent = node.parent
        step = parent
        while step is not None and step != key:
            step = parents.get(step)
        if parent in nodes and step is None and parent is not None:
            parents[key] = parent
    children: dict[str, list[str]] = {}
    for key in nodes:
        if key in parents:
            children.setdefault(parents[key], []).append(key)
    return children, [k for k in nodes if k not in parents]


def _leaves_first(roots: Sequence[str], children: Mapping[str, Sequence[str]]) -> list[str]:
    order = list(roots)
    for key in order:  # grows while it runs: parents before children
        order.extend(children.get(key, ()))
    return order[::-1]


def _disc(node: Anchor, children: Sequence[Anchor], discs: Mapping[str, _Disc]) -> _Disc:
    leaves = [c for c in children if c.key not in discs]
    groups = sorted((c for c in children if c.key in discs), key=lambda c: (-discs[c.key].radius, c.rank, c.key))
    spots, core = _rings(len(leaves), node.radius, max((c.radius for c in leaves), default=0.0))
    around, (x, y, radius) = _best([discs[c.key].radius for c in groups], core)
    placed = zip((*leaves, *groups), (*spots, *around), strict=True)
    return _Disc(radius, (-x, -y), [(c.key, cx - x, cy - y) for c, (cx, cy) in placed])


def _best(radii: Sequence[float], core: float) -> tuple[list[tuple[float, float]], tuple[float, float, float]]:
    """Centres of the discs about the core, and the circle around all: in rings, or heaped up where that takes less room."""
    ways = [_around(core, radii)]
    if 2 <= len(radii) <= HEAPED_UP_TO:
        ways.append(_heap(core, radii))
    circles = [_enclosing([(0.0, 0.0, core), *((x, y, r) for (x, y), r in zip(way, radii, strict=True))]) for way in ways]
    return min(zip(ways, circles, strict=True), key=lambda w: w[1][2])


def _rings(count: int, hub: float, leaf: float) -> tuple[list[tuple[float, float]], float]:
    """Spots for leaves of one size in rings around a hub, the inner ring first, and the radius of the whole."""
    spots: list[tuple[float, float]] = []
    outer = hub
    turn = -pi / 2
    while len(spots) < count:
        distance = outer + leaf
        number = min(count - len(spots), max(1, int(pi / asin(leaf / distance))))
        step = 2 * pi / number
        spots.extend((distance * cos(turn + i * step), distance * sin(turn + i * step)) for i in range(number))
        outer = distance + leaf
        turn += step / 2
    return spots, outer


def _around(core: float, radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres of discs, given from the largest to the smallest, that touch a core from outside, in as many rings as it takes."""
    centres: list[tuple[float, float]] = []
    while len(centres) < len(radii):
        rest = radii[len(centres) :]
        if len(rest) <= CENTRED_ABOVE:
            while _turn(core, rest)[-1] > 2 * pi:
                core *= 1.08
        number = len(rest) if _turn(core, rest)[-1] <= 2 * pi else _fitting(core, rest)
        ring = rest[:number]
        *angles, total = _turn(core, ring)
        for angle, radius in zip(angles, ring, strict=True):
            direction = pi / 2 + angle * 2 * pi / total
            distance = core + radius + GAP
            centres.append((distance * cos(direction), distance * sin(direction)))
        core += 2 * ring[0] + GAP
    return centres


def _heap(core: float, radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres of discs that touch two others each, as near to the middle as they go, and of the core among them; the core ends at 0, 0."""
    order = sorted([(r, i) for i, r in enumerate(radii)] + [(core, len(radii))], key=lambda d: (-d[0], d[1]))
    placed = [(0.0, 0.0, order[0][0])]
    for radius, _ in order[1:]:
        if len(placed) == 1:
            placed.append((order[0][0] + radius + GAP, 0.0, radius))
            continue
        middle = _enclosing(placed)
        spots = [s for i, a in enumerate(placed) for b in placed[:i] for s in _touching(a, b, radius) if _free(s, radius, placed)]
        x, y = min(spots, key=lambda s: (round(hypot(s[0] - middle[0], s[1] - middle[1]), 3), s))
        placed.append((x, y, radius))
    where = {i: p for (_, i), p in zip(order, placed, strict=True)}
    x, y, _ = where[len(radii)]
    return [(where[i][0] - x, where[i][1] - y) for i in range(len(radii))]


def _touching(a: tuple[float, float, float], b: tuple[float, float, float], radius: float) -> list[tuple[float, float]]:
    """The two centres from which a disc touches both discs, if there are any."""
    p, q, d = a[2] + radius + GAP, b[2] + radius + GAP, hypot(b[0] - a[0], b[1] - a[1])
    if not d or p + q < d:
        return []
    along = (p * p - q * q + d * d) / (2 * d)
    off = sqrt(max(0.0, p * p - along * along))
    ux, uy = (b[0] - a[0]) / d, (b[1] - a[1]) / d
    return [(a[0] + along * ux - side * off * uy, a[1] + along * uy + side * off * ux) for side in (1, -1)]


def _free(spot: tuple[float, float], radius: float, placed: Sequence[tuple[float, float, float]]) -> bool:
    return all(hypot(x - spot[0], y - spot[1]) > r + radius + GAP * 0.99 for x, y, r in placed)


def _fitting(core: float, radii: Sequence[float]) -> int:
    low, high = 1, len(radii)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _turn(core, radii[:middle])[-1] <= 2 * pi else (low, middle - 1)
    return low


def _turn(core: float, radii: Sequence[float]) -> list[float]:
    """The angle of each disc when each touches the one before, and last the angle that the closed ring takes."""
    angles = [0.0]
    for before, radius in pairwise(radii):
        angles.append(angles[-1] + _between(core, before, radius))
    return [*angles, max((a + _between(core, radii[0], r) for a, r in zip(angles[1:], radii[1:], strict=True)), default=2 * pi)]


def _between(core: float, one: float, other: float) -> float:
    a, b, c = core + one + GAP, core + other + GAP, one + other + GAP
    return acos(max(-1.0, min(1.0, (a * a + b * b - c * c) / (2 * a * b))))


def _enclosing(circles: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """A circle around all circles: nearly the smallest for a few (Bădoiu and Clarkson 2003), around the first's centre for many."""
    x, y = circles[0][:2]
    if 1 < len(circles) <= CENTRED_ABOVE:
        for step in range(1, 60):
            far = max(circles, key=lambda c: hypot(c[0] - x, c[1] - y) + c[2])
            length = hypot(far[0] - x, far[1] - y)
            reach = (length + far[2]) / length / (step + 1) if length else 0.0
            x, y = x + (far[0] - x) * reach, y + (far[1] - y) * reach
    return x, y, max(hypot(cx - x, cy - y) + r for cx, cy, r in circles)


def _rows(groups: Sequence[tuple[str, float]], loose: Sequence[Anchor]) -> list[tuple[str, float, float]]:
    """Centres of the roots: discs in rows, the largest first, and below them the nodes that hang nowhere."""
    ordered = sorted(groups, key=lambda g: -g[1])
    few = range(1, min(len(ordered), 40) + 1)
    tries = [_shelves(ordered, sum(2 * r + GAP for _, r in ordered[:columns])) for columns in few]
    placed, width, height = min(tries, key=lambda t: max(t[1] * STRETCH / ASPECT, t[2]), default=([], 0.0, 0.0))
    room = max((a.radius for a in loose), default=1.0) * 2
    columns = max(1, int(max(width, sqrt(len(loose) * ASPECT / STRETCH) * room) / room))
    return placed + [(a.key, (i % columns + 0.5) * room, height + (i // columns + 0.5) * room) for i, a in enumerate(loose)]


def _shelves(ordered: Sequence[tuple[str, float]], width: float) -> tuple[list[tuple[str, float, float]], float, float]:
    """Discs in centred rows no wider than this, with the width and the height of the whole."""
    rows: list[list[tuple[str, float]]] = []
    used = width
    for key, radius in ordered:
        if used + 2 * radius > width:
            rows.append([])
            used = 0.0
        rows[-1].append((key, radius))
        used += 2 * radius + GAP
    placed: list[tuple[str, float, float]] = []
    y = 0.0
    for row in rows:
        x = (width - sum(2 * r + GAP for _, r in row)) / 2
        for key, radius in row:
            placed.append((key, x + radius, y + row[0][1]))
            x += 2 * radius + GAP
        y += 2 * row[0][1] + GAP
    return placed, width, y


def _absolute(tops: Sequence[tuple[str, float, float]], discs: Mapping[str, _Disc]) -> Layout:
    positions: dict[str, tuple[float, float]] = {}
    regions: list[Region] = []
    level = [(*t, 0) for t in tops]
    for key, x, y, depth in level:  # grows while it runs: the outer discs before the inner
        disc = discs.get(key)
        if disc is None:
            positions[key] = (round(x * STRETCH, 1), round(y, 1))
            continue
        positions[key] = (round((x + disc.hub[0]) * STRETCH, 1), round(y + disc.hub[1], 1))
        regions.append(Region(key, round(x * STRETCH, 1), round(y, 1), round(disc.radius * STRETCH, 1), round(disc.radius, 1), depth))
        level.extend((child, x + cx, y + cy, depth + 1) for child, cx, cy in disc.children)
    return Layout(positions, tuple(regions))
