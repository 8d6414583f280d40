"""New nodes find room beside those that stand, which stay where they are."""

from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from graph.layout import STRETCH
from graph.placement import Room

SIZES = st.lists(st.floats(8, 60), min_size=1, max_size=40)


def overlaps(room: Room, radii: dict[str, float]) -> list[tuple[str, str]]:
    where = {key: room.at(key) for key in radii}
    return [(a, b) for a, b in combinations(radii, 2) if hypot((where[a][0] - where[b][0]) / STRETCH, where[a][1] - where[b][1]) < radii[a] + radii[b] - 0.2]


@given(sizes=SIZES, hubs=st.data())
def test_nothing_overlaps_and_nothing_moves(sizes: list[float], hubs: st.DataObject) -> None:
    room, radii, before = Room(), dict[str, float](), dict[str, tuple[float, float]]()
    for number, size in enumerate(sizes):
        hub = hubs.draw(st.sampled_from([None, *radii]))
        room.beside(f"n{number}", hub, size)
        radii[f"n{number}"] = size
        assert {key: room.at(key) for key in before} == before
        before[f"n{number}"] = room.at(f"n{number}")
    assert overlaps(room, radii) == []


def test_a_node_comes_near_its_hub() -> None:
    room = Room()
    room.put("hub", 1000.0, 500.0, 20)
    room.put("other", 0.0, 0.0, 20)
    room.beside("new", "hub", 10)
    x, y = room.at("new")
    assert hypot((x - 1000) / STRETCH, y - 500) < 40 and x > 1000 and y > 500


def test_what_is_taken_away_leaves_its_room() -> None:
    room = Room()
    room.put("a", 0.0, 0.0, 20)
    room.beside("b", "a", 10)
    spot = room.at("b")
    room.free("b")
    assert "b" not in room
    room.beside("c", "a", 10)
    assert room.at("c") == spot


def test_what_is_put_down_again_stands_elsewhere() -> None:
    room = Room()
    room.put("a", 0.0, 0.0, 20)
    room.put("a", 300.0, 40.0, 20)
    assert room.at("a") == (300.0, 40.0)
    room.beside("b", "nobody", 10)
    assert overlaps(room, {"a": 20, "b": 10}) == []
