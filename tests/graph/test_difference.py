"""A store carried on from an earlier one is the store of the new statements, and checking what changed finds what checking all finds."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from graph.difference import difference, faults
from graph.export import n_quads
from graph.store import open_store, update_store, write_store
from graph.validate import SH, SHAPES, validation
from ontology.terms import FZ, STD

Copies = Callable[[str], list[Quad]]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, copies: Copies) -> tuple[Path, set[Quad]]:
    """A sound build of two documents that speak of the same things."""
    folder, statements = tmp_path_factory.mktemp("old"), {*copies("a"), *copies("b")}
    (folder / "graph.nq").write_bytes(n_quads(statements))
    write_store(folder / "store", statements)
    assert validation(statements).conforms
    return folder, statements


def carried_on(old: Path, new: set[Quad], folder: Path) -> tuple[set[Quad], set[object]]:
    """The store that follows from the old one, and the faults found in it."""
    changed = difference(old / "graph.nq", new)
    assert changed is not None
    update_store(folder / "updated", old / "store", changed)
    store = open_store(folder / "updated")
    return set(store), set(faults(store, changed))


def written(new: set[Quad], folder: Path) -> set[Quad]:
    write_store(folder / "written", new)
    return set(open_store(folder / "written"))


@pytest.mark.parametrize("seed", range(6))
def test_any_statements_lost_or_turned(old: tuple[Path, set[Quad]], tmp_path: Path, seed: int) -> None:
    folder, statements = old
    chance = random.Random(seed)
    links = sorted((q for q in statements if isinstance(q.object, NamedNode)), key=str)
    lost = chance.sample(sorted(statements, key=str), 2 * seed)
    turned = [(one, other.object) for one, other in zip(chance.sample(links, 3 * seed), chance.sample(links, 3 * seed), strict=True)]
    new = (statements - {*lost, *(q for q, _ in turned)}) | {Quad(q.subject, q.predicate, value, q.graph_name) for q, value in turned}
    store, found = carried_on(folder, new, tmp_path)
    assert store == written(new, tmp_path)
    assert found == set(validation(new).faults) and (found or seed < 2)


@pytest.mark.parametrize("predicate", [STD.TYPE, FZ.WITHIN, FZ.CHARACTER_COUNT, STD.HAS_SOURCE, STD.END, STD.HAS_SELECTOR, FZ.UNIT_TEXT])
def test_a_property_that_is_lost(old: tuple[Path, set[Quad]], tmp_path: Path, predicate: str) -> None:
    folder, statements = old
    lost = min((q for q in statements if q.predicate.value == predicate), key=str)
    new = {q for q in statements if q.triple != lost.triple}
    store, found = carried_on(folder, new, tmp_path)
    assert store == written(new, tmp_path) and found == set(validation(new).faults) and (found or predicate == STD.TYPE)


def test_an_end_behind_a_document_that_became_shorter_is_found(old: tuple[Path, set[Quad]], tmp_path: Path) -> None:
    folder, statements = old
    lengths = {q for q in statements if q.predicate.value == FZ.CHARACTER_COUNT}
    integer = NamedNode(STD.XSD_INTEGER)
    new = (statements - lengths) | {Quad(q.subject, q.predicate, Literal("30", datatype=integer), q.graph_name) for q in lengths}
    _, found = carried_on(folder, new, tmp_path)
    assert found == set(validation(new).faults) and found


def test_a_document_goes_and_what_another_says_stays(copies: Copies, tmp_path: Path) -> None:
    stay = {quad for name in "abcdef" for quad in copies(name)}
    (tmp_path / "graph.nq").write_bytes(n_quads(stay | set(copies("gone"))))
    write_store(tmp_path / "store", stay | set(copies("gone")))
    store, found = carried_on(tmp_path, stay, tmp_path)
    assert store == written(stay, tmp_path) and not found and not any("gone" in str(quad) for quad in store)


def test_too_large_a_difference_is_none(old: tuple[Path, set[Quad]], copies: Copies) -> None:
    folder, _ = old
    assert difference(folder / "graph.nq", set(copies("a"))) is None


def test_the_earlier_store_stays_as_it_was(old: tuple[Path, set[Quad]], tmp_path: Path) -> None:
    folder, statements = old
    before, files = set(open_store(folder / "store")), sorted(p.name for p in (folder / "store").iterdir())
    carried_on(folder, {q for q in statements if "何一平" not in str(q)}, tmp_path)
    assert set(open_store(folder / "store")) == before and sorted(p.name for p in (folder / "store").iterdir()) == files


def test_every_shape_asks_only_what_a_partial_check_can_see() -> None:
    """A path of two steps, a shape in another node or a query would read more of the graph than `faults` hands over."""
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    used = {str(p).removeprefix(str(SH)) for p in shapes.predicates() if str(p).startswith(str(SH))}
    own = "path message minCount maxCount minLength pattern datatype in nodeKind minInclusive maxInclusive lessThan lessThanOrEquals class"
    assert used <= {*own.split(), "property", "or", "xone", "targetClass"}
    assert all(isinstance(path, rdflib.URIRef) for path in shapes.objects(None, SH.path))
