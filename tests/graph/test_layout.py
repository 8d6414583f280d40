"""Positions: every node one of its own, clusters apart, the same picture from the same tree."""

import time
from itertools import combinations
from math import hypot
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.layout import STRETCH, Anchor, Layout, layout


def tree(*widths: int) -> list[Anchor]:
    """A tree with so many children at each level, below five tops."""
    found = [Anchor(f"{i:02}", None, 1, 50) for i in range(5)]
    level = list(found)
    for rank, width in enumerate(widths, 2):
        level = [Anchor(f"{a.key}.{i:03}", a.key, rank, 50 / rank) for a in level for i in range(width)]
        found += level
    return found


@st.composite
def any_tree(draw: st.DrawFn) -> list[Anchor]:
    count = draw(st.integers(1, 60))
    return [
        Anchor(f"n{i}", draw(st.sampled_from([None, *(f"n{j}" for j in range(i))])), draw(st.integers(1, 9)), draw(st.floats(5, 60)))
        for i in range(count)
    ]  # fmt: skip


def collisions(anchors: list[Anchor], made: Layout) -> list[tuple[str, str]]:
    def apart(a: Anchor, b: Anchor) -> float:
        (ax, ay), (bx, by) = made.positions[a.key], made.positions[b.key]
        return hypot((ax - bx) / STRETCH, ay - by)

    return [(a.key, b.key) for a, b in combinations(anchors, 2) if apart(a, b) < (a.radius + b.radius) * 0.98 - 0.5]


@given(any_tree())
def test_every_node_has_a_place_that_no_other_overlaps(anchors: list[Anchor]) -> None:
    made = layout(anchors)
    assert set(made.positions) == {a.key for a in anchors}
    assert collisions(anchors, made) == []


@given(any_tree(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(anchors: list[Anchor], random: Random) -> None:
    shuffled = random.sample(anchors, len(anchors))
    assert layout(shuffled) == layout(anchors)


def test_children_stay_inside_the_region_of_their_parent() -> None:
    anchors = tree(7, 4, 3)
    made = layout(anchors)
    regions = {r.key: r for r in made.regions}
    for anchor in anchors:
        region = regions.get(anchor.parent or "")
        if region:
            x, y = made.positions[anchor.key]
            assert hypot((x - region.x) / region.rx, (y - region.y) / region.ry) <= 1.001


def test_regions_come_from_the_outside_in() -> None:
    depths = [r.depth for r in layout(tree(3, 3)).regions]
    assert depths == sorted(depths)


@pytest.mark.parametrize(
    "parents",
    [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}, {"a": "missing"}],
    ids=["itself", "two in a circle", "three in a circle", "unknown"],
)
def test_impossible_parents_count_as_none(parents: dict[str, str]) -> None:
    made = layout([Anchor(k, p, 1, 20) for k, p in parents.items()])
    assert len(set(made.positions.values())) == len(parents)


def test_nothing_gives_an_empty_layout() -> None:
    assert layout([]) == Layout({}, ())


def test_tens_of_thousands_take_a_moment() -> None:
    anchors = tree(10, 20, 45)
    start = time.perf_counter()
    made = layout(anchors)
    assert time.perf_counter() - start < 5
    assert len(set(made.positions.values())) == len(anchors) > 45_000
