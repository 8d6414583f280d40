"""The store that queries run on: Oxigraph in a folder, one named graph a document, one of the places, one of the ontology.

The default graph holds the union of all of them, each triple once: Oxigraph up to 0.5 can also make that union while it asks, but
then a triple of three documents is found three times, and every count is wrong.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

import ontology
from graph.difference import Difference
from graph.folder import standing
from graph.own_ontology import own_quads
from ontology.errors import SourceError
from ontology.terms import FZ_NS, UNIT_NS

DEFAULT = DefaultGraph()
BATCH = 100_000
"""Quads that are loaded at once."""
FILES = {"fangzhi.ttl": FZ_NS, "units.ttl": UNIT_NS}
"""Files of the ontology folder that go into the store, and the graph that each goes into."""


def write_store(path: Path, quads: Iterable[Quad]) -> int:
    """Writes a new store with the quads and the ontology; how many triples its default graph holds. Raises SourceError if one is there."""
    if path.exists() and any(path.iterdir()):
        raise SourceError("there is something here already", path=path, remedy="write to a new folder")
    store = Store(path)
    _extend(store, quads)
    _extend(store, ontology_quads())
    store.optimize()
    store.flush()
    return sum(1 for _ in store.quads_for_pattern(None, None, None, DEFAULT))


def update_store(path: Path, before: Path, changed: Difference) -> None:
    """Writes a new store from an earlier one, which stays as it is, and what sets them apart."""
    shutil.copytree(before, path, copy_function=_linked)
    store = Store(path)
    for quad in changed.removed:
        store.remove(quad)
        if all(q.graph_name == DEFAULT for q in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, DEFAULT))
    _extend(store, changed.added)
    store.flush()


def _linked(source: str, target: str) -> None:
    """Tables of a store never change, so two stores can share them; all else is copied."""
    if source.endswith(".sst"):
        try:
            os.link(source, target)
        except OSError:  # a file system without links
            pass
        else:
            return
    shutil.copyfile(source, target)


def open_store(path: Path) -> Store:
    """The store of a build, for reading only; several readers may have it open at once. Raises SourceError.

    If the build was moved aside by a writer that was killed before it put the new one there, it comes back first.
    """
    standing(path.parent)
    if not (path / "CURRENT").is_file():
        raise SourceError("no store here", path=path, remedy="run fangzhi build first, and name its output folder")
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as fault:  # RuntimeError: its files are corrupt
        raise SourceError(f"the store cannot be opened: {fault}", path=path, remedy="build it again") from fault


def memory_store(quads: Iterable[Quad]) -> Store:
    """A store that lives in memory, with the quads and the ontology."""
    store = Store()
    _extend(store, quads)
    _extend(store, ontology_quads())
    return store


def ontology_quads() -> Iterator[Quad]:
    """The ontology and the units, each in the graph of its namespace; users' own terms in that of the ontology."""
    for name, graph in FILES.items():
        for quad in parse(path=str(Path(ontology.__file__).parent / name), format=RdfFormat.TURTLE, rename_blank_nodes=False):
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
    for quad in own_quads():
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(FZ_NS))


def _extend(store: Store, quads: Iterable[Quad]) -> None:
    """Adds the quads, to their graphs and to the default graph.

    In batches: left to itself, Oxigraph takes a million of them into memory at once, which is over a gigabyte.
    """
    rest = _with_union(quads)
    while batch := list(islice(rest, BATCH)):
        store.bulk_extend(batch)


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DEFAULT)
