"""Room for new nodes beside those that already stand: each new one on the nearest free spot around its hub, nothing else moves."""

from collections import defaultdict
from collections.abc import Iterator
from math import atan2, cos, hypot, pi, sin

from graph.layout import GAP, STRETCH

CELL = 80.0
RINGS = 400
"""After so many rings without a free spot a node is put on the last one: it would be far off the screen anyway."""


class Room:
    """Discs that do not overlap, in the drawing's units; x is stretched as in graph/layout.py."""

    def __init__(self) -> None:
        self._discs: dict[str, tuple[float, float, float]] = {}
        self._cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        self._widest = 0.0

    def __contains__(self, key: object) -> bool:
        return key in self._discs

    def at(self, key: str) -> tuple[float, float]:
        """Where a node stands."""
        x, y, _ = self._discs[key]
        return round(x * STRETCH, 1), round(y, 1)

    def put(self, key: str, x: float, y: float, radius: float) -> None:
        """Puts a node down, or elsewhere, whatever is there."""
        self.free(key)
        self._discs[key] = (x / STRETCH, y, radius)
        self._cells[_cell(x / STRETCH, y)].append(key)
        self._widest = max(self._widest, radius)

    def free(self, key: str) -> None:
        """Takes a node away."""
        if key in self._discs:
            x, y, _ = self._discs.pop(key)
            self._cells[_cell(x, y)].remove(key)

    def beside(self, key: str, hub: str | None, radius: float) -> None:
        """Puts a node on the nearest free spot around its hub, outwards first; without one, around the middle of all."""
        x, y, own = self._discs.get(hub or "", (*self._middle(), 0.0))
        for at in _spiral(x, y, own + radius, radius, self._outwards(x, y)):
            if self._is_free(*at, radius):
                break
        self.put(key, at[0] * STRETCH, at[1], radius)

    def _middle(self) -> tuple[float, float]:
        number = len(self._discs) or 1
        return sum(d[0] for d in self._discs.values()) / number, sum(d[1] for d in self._discs.values()) / number

    def _outwards(self, x: float, y: float) -> float:
        mx, my = self._middle()
        return atan2(y - my, x - mx) if hypot(x - mx, y - my) > 1 else -pi / 2

    def _is_free(self, x: float, y: float, radius: float) -> bool:
        reach = int((radius + self._widest + GAP) // CELL) + 1
        cx, cy = _cell(x, y)
        near = (key for i in range(cx - reach, cx + reach + 1) for j in range(cy - reach, cy + reach + 1) for key in self._cells.get((i, j), ()))
        return all(hypot(self._discs[k][0] - x, self._discs[k][1] - y) >= self._discs[k][2] + radius for k in near)


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // CELL), int(y // CELL)


def _spiral(x: float, y: float, first: float, radius: float, towards: float) -> Iterator[tuple[float, float]]:
    """Spots on rings around a point, on each from one direction to both sides."""
    for ring in range(RINGS):
        distance = first + ring * radius
        number = max(6, int(pi * distance / radius))
        for i in range(number):
            angle = towards + (i + 1) // 2 * (1 if i % 2 else -1) * 2 * pi / number
            yield x + distance * cos(angle), y + distance * sin(angle)
