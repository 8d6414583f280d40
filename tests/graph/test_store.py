"""The store that queries run on."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from graph.query import answer
from graph.store import memory_store, open_store, write_store
from ontology.errors import SourceError


def test_a_store_is_written_once_and_read_by_several(tmp_path: Path, gold_quads: list[Quad]) -> None:
    size = write_store(tmp_path / "store", gold_quads)
    first, second = open_store(tmp_path / "store"), open_store(tmp_path / "store")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert answer(first, count).rows == answer(second, count).rows == ((size,),)
    with pytest.raises(SourceError, match="something here already"):
        write_store(tmp_path / "store", gold_quads)


def test_an_open_store_cannot_be_changed(tmp_path: Path, made_up_quads: list[Quad]) -> None:
    write_store(tmp_path / "store", made_up_quads)
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(tmp_path / "store").add(made_up_quads[0])


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("")], ids=["nothing", "empty folder", "file"])
def test_no_store_is_named(tmp_path: Path, make: object) -> None:
    make(tmp_path / "store")  # type: ignore[operator]
    with pytest.raises(SourceError, match="no store here"):
        open_store(tmp_path / "store")


def test_each_triple_counts_once_however_many_documents_say_it(gold_quads: list[Quad]) -> None:
    """A triple that several named graphs share must not be found several times."""
    store = memory_store(gold_quads)
    ((found,),) = answer(store, "SELECT (COUNT(*) AS ?n) { ?p a fz:Province }").rows
    assert found == 3


def test_the_content_is_the_same_in_any_order(gold_quads: list[Quad]) -> None:
    shuffled = random.Random(5).sample(gold_quads, len(gold_quads))
    assert set(memory_store(shuffled)) == set(memory_store(gold_quads))


def test_a_store_is_loaded_in_batches_and_holds_the_same(tmp_path: Path, gold_quads: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    """All quads at once take over a gigabyte of memory where there are a million."""
    whole = {str(quad) for quad in memory_store(gold_quads)}
    taken: list[int] = []

    class Counting:
        """A store that notes how much it is given at once."""

        def __init__(self, path: Path) -> None:
            self._store = Store(path)

        def __getattr__(self, name: str) -> object:
            return getattr(self._store, name)

        def bulk_extend(self, quads: Iterable[Quad]) -> None:
            batch = list(quads)
            taken.append(len(batch))
            self._store.bulk_extend(batch)

    monkeypatch.setattr("graph.store.BATCH", 1000)
    monkeypatch.setattr("graph.store.Store", Counting)
    write_store(tmp_path / "store", gold_quads)
    monkeypatch.undo()
    assert {str(quad) for quad in open_store(tmp_path / "store")} == whole and max(taken) <= 1000 < sum(taken)


def test_labels_of_classes_and_units_are_there(made_up_quads: list[Quad]) -> None:
    found = answer(memory_store(made_up_quads), 'SELECT ?zh { fz:County rdfs:label ?zh FILTER(LANG(?zh) = "zh") }')
    assert found.rows == (("县级区划",),)
