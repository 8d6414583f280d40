"""Writes a built graph in another format: one file, or a folder of tables."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.report import base_of
from graph.store import open_store
from ontology.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Quad


def write(out: Path, form: str, target: Path) -> list[Path]:
    """Writes the graph that was built into `out` to the file or folder `target`; the paths written. Raises InputError."""
    from graph.export import stored

    quads, base = stored(open_store(out / "store")), base_of(out)
    whole, tables = _files(base), _folders()
    if form in whole:
        if target.is_dir():
            raise InputError("this is a folder", path=target, remedy=f"name a file: {form} is one file")
        return [_replaced(target, whole[form](quads))]
    if form not in tables:
        raise InputError(f"there is no format {form!r}", remedy=f"there are {', '.join([*whole, *tables])}")
    if target.exists() and not target.is_dir():
        raise InputError("this is a file", path=target, remedy=f"name a folder: {form} is several files")
    return [_replaced(target / name, content) for name, content in tables[form](quads).items()]


def _files(base: str) -> "Mapping[str, Callable[[list[Quad]], bytes]]":
    from graph.export import graphml, n_quads, trig, turtle
    from graph.export_gexf import gexf
    from graph.export_jsonld import json_ld
    from graph.merge import network

    return {
        "turtle": lambda quads: turtle(quads, base=base),
        "nquads": n_quads,
        "trig": lambda quads: trig(quads, base=base),
        "jsonld": lambda quads: json_ld(quads, base=base),
        "graphml": lambda quads: graphml(network(quads)),
        "gexf": lambda quads: gexf(network(quads)),
    }


def _folders() -> "Mapping[str, Callable[[list[Quad]], Mapping[str, bytes]]]":
    from graph.candidates import candidate_rows
    from graph.export_neo4j import neo4j
    from graph.export_parquet import parquet
    from graph.merge import network
    from graph.tables import tables

    return {
        "csv": lambda quads: tables(network(quads), candidate_rows(quads)),
        "parquet": lambda quads: parquet(network(quads), candidate_rows(quads)),
        "neo4j": lambda quads: neo4j(network(quads)),
    }


def _replaced(path: Path, content: bytes) -> Path:
    """Writes a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", path=path, remedy="name a place that you may write to") from fault
    return path
