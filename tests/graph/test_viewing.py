"""Views: a neighbourhood first, expansions that move nothing, places that stand for what there is no room for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.store import memory_store
from graph.surroundings import Surroundings
from graph.view import Node, Step, View, Wanted
from graph.viewing import view
from ontology.iri import Names
from ontology.terms import FZ, STD

NAMES = Names()
PROVINCE = NAMES.place("97")
PROGRAMME = NAMES.programme("nation", "清泉工程")
COUNTIES, TOWNS, VILLAGES = 4, 3, 4


def county(c: int) -> str:
    return NAMES.place(f"9701{c:02d}")


def town(c: int, t: int) -> str:
    return NAMES.place(f"9701{c:02d}{t:03d}")


def village(c: int, t: int, v: int) -> str:
    return NAMES.place(f"9701{c:02d}{t:03d}{v:03d}")


def quads() -> Iterator[Quad]:
    """Four counties of three towns of four villages; every village has a figure and carries out one programme of the nation."""

    def said(iri: str, label: str, *kinds: str, **links: str) -> Iterator[Quad]:
        yield from (Quad(NamedNode(iri), NamedNode(STD.TYPE), NamedNode(kind)) for kind in kinds)
        yield Quad(NamedNode(iri), NamedNode(STD.LABEL), Literal(label, language="zh"))
        yield from (Quad(NamedNode(iri), NamedNode({"within": FZ.WITHIN, "about": FZ.ABOUT}[name]), NamedNode(far)) for name, far in links.items())

    yield from said(PROVINCE, "假想省", FZ.PLACE, FZ.PROVINCE)
    yield from said(PROGRAMME, "清泉工程", FZ.PROGRAMME)
    for c in range(COUNTIES):
        yield from said(county(c), f"{c}县", FZ.PLACE, FZ.COUNTY, within=PROVINCE)
        for t in range(TOWNS):
            yield from said(town(c, t), f"{c}县{t}镇", FZ.PLACE, FZ.TOWNSHIP, within=county(c))
            for v in range(VILLAGES):
                yield from said(village(c, t, v), f"{c}{t}{v}村", FZ.PLACE, FZ.VILLAGE, within=town(c, t))
                yield from said(NAMES.measurement("d", c * 100 + t * 10 + v, 1), "投入1万元", FZ.MEASUREMENT, FZ.RESULT, about=village(c, t, v))
                yield Quad(NamedNode(PROGRAMME), NamedNode(FZ.CARRIED_OUT_BY), NamedNode(village(c, t, v)))


@pytest.fixture(scope="module")
def store() -> Store:
    return memory_store(quads())


def made(store: Store, *starts: str, steps: tuple[Step, ...] = (), limit: int = 150, depth: int = 0, articles: bool = False) -> View:
    return view(Surroundings(store, articles=articles), Wanted(starts, steps, limit, depth, articles))


def spots(found: View) -> dict[str, tuple[float, float]]:
    return {n.id: (n.x, n.y) for n in found.nodes}


def node(found: View, key: str) -> Node:
    return next(n for n in found.nodes if n.id == key)


def test_a_start_brings_what_stands_around_it(store: Store) -> None:
    found = made(store, county(0))
    assert {n.id for n in found.nodes} >= {county(0), PROVINCE, town(0, 0), town(0, 1), town(0, 2)}
    assert found.left_out == {} and not found.full and not found.cut and found.unknown == ()
    assert {(e.a, e.b) for e in found.edges} >= {tuple(sorted((county(0), town(0, t)))) for t in range(TOWNS)}


def test_what_is_not_drawn_is_counted(store: Store) -> None:
    found = made(store, county(0), depth=1)
    assert node(found, town(0, 0)).missing == {"Place": VILLAGES}
    assert node(found, PROVINCE).missing == {"Place": COUNTIES - 1}
    assert node(found, county(0)).missing == {}


@pytest.mark.parametrize(("depth", "number"), [(1, 5), (2, 5 + 3 + 12), (3, 5 + 3 + 12 + 9 + 12 + 1)])
def test_depth_says_how_far(store: Store, depth: int, number: int) -> None:
    assert len(made(store, county(0), depth=depth).nodes) == number


def test_places_stand_for_what_there_is_no_room_for(store: Store) -> None:
    found = made(store, PROVINCE, depth=3, limit=20)
    groups = [n for n in found.nodes if n.holds]
    assert {n.id for n in groups} == {f"{county(c)} {PROVINCE}" for c in range(COUNTIES)}
    assert all(n.holds == {"Place": 1 + TOWNS + TOWNS * VILLAGES} for n in groups)
    assert {(e.a, e.b, e.count) for e in found.edges} == {(*sorted((PROVINCE, g.id)), 1) for g in groups}
    assert groups[0].sample


def test_things_of_a_programme_are_grouped_by_county(store: Store) -> None:
    found = made(store, PROGRAMME, depth=1, limit=12)
    assert {n.id: dict(n.holds) for n in found.nodes if n.holds} == {f"{county(c)} {PROGRAMME}": {"Place": TOWNS * VILLAGES} for c in range(COUNTIES)}


def test_an_opened_group_becomes_its_place_and_its_things(store: Store) -> None:
    group = f"{county(2)} {PROGRAMME}"
    before = made(store, PROGRAMME, depth=1, limit=12)
    after = made(store, PROGRAMME, depth=1, limit=12, steps=(Step("expand", group),))
    assert group not in spots(after)
    assert spots(after)[county(2)] == spots(before)[group]
    assert {village(2, t, v) for t in range(TOWNS) for v in range(VILLAGES)} <= set(spots(after))
    assert {k: v for k, v in spots(after).items() if k in spots(before)} == {k: v for k, v in spots(before).items() if k != group}


def test_a_group_that_stands_takes_in_what_comes_under_its_name() -> None:
    """Opening a group and then expanding its place both bring things of one county: its group holds them all, where it stood."""
    prefecture = NAMES.place("9701")
    said: list[tuple[str, str, str]] = [(PROVINCE, STD.TYPE, FZ.PLACE), (prefecture, STD.TYPE, FZ.PLACE), (prefecture, FZ.WITHIN, PROVINCE)]
    for c in range(2):
        said += [(county(c), STD.TYPE, FZ.PLACE), (county(c), STD.TYPE, FZ.COUNTY), (county(c), FZ.WITHIN, prefecture)]
        said += [(f"a:office{c}", STD.TYPE, FZ.ORGANISATION), (f"a:office{c}", FZ.OF_PLACE, county(c))]
        for i in range(80):
            done = f"urn:{c}{i:02d}"
            said += [(done, STD.TYPE, FZ.PROGRAMME), (done, FZ.CARRIED_OUT_BY, f"a:office{c}"), (done, FZ.CARRIED_OUT_BY, (PROVINCE, prefecture)[i % 2])]
    store = memory_store(Quad(NamedNode(s), NamedNode(p), NamedNode(o)) for s, p, o in said)
    steps = (Step("expand", f"{prefecture} {PROVINCE}"), Step("expand", prefecture))
    once, twice = (made(store, PROVINCE, depth=1, limit=10, steps=steps[:n]) for n in (1, 2))
    for c in range(2):
        group = f"{county(c)} {prefecture}"
        assert (node(once, group).holds, node(twice, group).holds) == ({"Programme": 40}, {"Place": 1, "Programme": 80})
        assert spots(once)[group] == spots(twice)[group]


def test_expanding_again_brings_the_rest(store: Store) -> None:
    figures = [Quad(NamedNode(f"urn:f{i:03d}"), NamedNode(p), NamedNode(o)) for i in range(70) for p, o in ((STD.TYPE, FZ.MEASUREMENT), (FZ.ABOUT, PROVINCE))]
    crowded = memory_store([*quads(), *figures])
    once = made(crowded, county(0), depth=1, steps=(Step("expand", PROVINCE),))
    twice = made(crowded, county(0), depth=1, steps=(Step("expand", PROVINCE), Step("expand", PROVINCE)))
    assert node(once, PROVINCE).missing["Measurement"] > 0
    assert node(twice, PROVINCE).missing == {}
    assert spots(twice).items() >= spots(once).items()


def test_a_pinned_thing_stands_where_it_was_put(store: Store) -> None:
    found = made(
        store, county(0), depth=1, steps=(Step("pin", town(0, 0), (900.0, -50.0)), Step("expand", town(0, 0)), Step("pin", village(3, 0, 0), (5.0, 5.0)))
    )
    assert spots(found)[town(0, 0)] == (900.0, -50.0) and spots(found)[village(3, 0, 0)] == (5.0, 5.0)
    assert all(abs(spots(found)[village(0, 0, v)][0] - 900) < 200 for v in range(VILLAGES))


def test_a_thing_is_added_beside_the_others(store: Store) -> None:
    before = made(store, county(0), depth=1)
    after = made(store, county(0), depth=1, steps=(Step("add", PROGRAMME), Step("add", "urn:nothing")))
    assert spots(after).keys() - spots(before).keys() == {PROGRAMME} and spots(after).items() >= spots(before).items()


@pytest.mark.parametrize("key", ["", "urn:nothing", "not an IRI", f"{PROVINCE} urn:x", " "])
def test_unknown_starts_and_steps_do_no_harm(store: Store, key: str) -> None:
    found = made(store, county(0), key, steps=(Step("expand", key), Step("pin", key, (0.0, 0.0))))
    assert spots(found) == spots(made(store, county(0))) and found.unknown == (key,)
    assert made(store, key).nodes == () and made(store).nodes == ()


def test_an_empty_graph_gives_an_empty_view() -> None:
    assert made(memory_store([]), PROVINCE) == View((), (), {}, (PROVINCE,), False, False)


KEYS = st.sampled_from(
    [PROVINCE, PROGRAMME, county(0), county(1), town(0, 0), village(1, 2, 3), f"{county(0)} {PROVINCE}", f"{town(0, 0)} {county(0)}", "urn:x"]
)
POINTS = st.tuples(st.integers(-2000, 2000).map(float), st.integers(-2000, 2000).map(float))
STEPS = st.one_of(
    st.builds(Step, st.just("expand"), KEYS), st.builds(Step, st.just("add"), KEYS), st.builds(Step, st.just("pin"), KEYS, st.one_of(st.none(), POINTS))
)


@given(start=KEYS, steps=st.lists(STEPS, max_size=6), limit=st.integers(1, 40), depth=st.integers(0, 3))
def test_any_steps_give_a_sound_view_that_grows_in_place(store: Store, start: str, steps: list[Step], limit: int, depth: int) -> None:
    before: dict[str, tuple[float, float]] = {}
    for number in range(len(steps) + 1):
        found = made(store, start, steps=tuple(steps[:number]), limit=limit, depth=depth)
        ids = [n.id for n in found.nodes]
        assert len(set(ids)) == len(ids) and all(e.a in ids and e.b in ids and e.a != e.b for e in found.edges)
        now = spots(found)
        moved = {key for key, at in before.items() if key in now and now[key] != at}
        assert moved <= ({steps[number - 1].id} if number else set())
        gone = before.keys() - now.keys()
        assert all(" " in key for key in gone)  # only groups ever go, when they are opened or empty
        before = now
