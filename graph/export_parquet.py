"""The merged graph as Parquet tables: those of the CSV files with typed columns, and the relations and evidence besides.

pyarrow is an extra (`fangzhi[parquet]`), imported only here and only when it is used.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import TypeAlias, cast

from graph.candidates import Row
from graph.merge import Net
from graph.portrait.quotes import cleaned
from graph.tables import COLUMNS, NUMBERS, SURE, rows
from ontology.errors import InputError

Cell: TypeAlias = str | int | float | None
Evidence: TypeAlias = Mapping[str, str | int]
COUNTS = frozenset({"mentions", "documents", "figures", "evidence", "mention_start", "mention_end", "raw_start", "raw_end"})
FLOATS = frozenset({*NUMBERS, *SURE})
RELATIONS = ("source", "source_label", "relation", "label", "target", "target_label", "evidence")
PIECES = ("title", "url", "text", "sentence", "reading", "mention_start", "mention_end", "raw_start", "raw_end", "rule", "confidence", "mention")
EVIDENCE = ("source", "relation", "label", "target", "document", *PIECES)
"""Columns of evidence.parquet: `relation`, `label` and `target` are null where the evidence is of the source itself."""


def parquet(net: Net, candidates: Iterable[Row] = ()) -> dict[str, bytes]:
    """File name → content of each table. Raises InputError where pyarrow is missing."""
    arrow, writer = _arrow()
    found = {name.replace(".csv", ".parquet"): (COLUMNS[name], cast("Iterable[Mapping[str, Cell]]", table)) for name, table in rows(net, candidates).items()}
    found["relations.parquet"] = (RELATIONS, _relations(net))
    found["evidence.parquet"] = (EVIDENCE, _evidence(net))
    return {name: _file(arrow, writer, columns, list(table)) for name, (columns, table) in found.items()}


def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as fault:
        raise InputError(f"Parquet needs pyarrow, which is not here: {fault}", remedy="pip install 'fangzhi[parquet]'") from fault
    return pyarrow, pyarrow.parquet


def _file(arrow: ModuleType, writer: ModuleType, columns: tuple[str, ...], table: list[Mapping[str, Cell]]) -> bytes:
    schema = arrow.schema([(c, arrow.int64() if c in COUNTS else arrow.float64() if c in FLOATS else arrow.string()) for c in columns])
    cells = {c: [_cell(c, row.get(c)) for row in table] for c in columns}
    buffer = io.BytesIO()
    writer.write_table(arrow.table(cells, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _cell(column: str, value: Cell) -> Cell:
    """The cell in its column's type; null where there is nothing."""
    if value is None or value == "":
        return None
    return float(value) if column in FLOATS else value


def _relations(net: Net) -> Iterator[Mapping[str, Cell]]:
    for source, target, data in net.edges(data=True):
        labels = {"source_label": net.nodes[source]["label"], "target_label": net.nodes[target]["label"]}
        yield {"source": source, "target": target, **labels, "relation": data["relation"], "label": data["label"], "evidence": len(data["evidence"])}


def _read(piece: Evidence) -> Evidence:
    """The evidence with its sentence as it was read."""
    return {**piece, "reading": cleaned(str(piece["sentence"])).text}


def _evidence(net: Net) -> Iterator[Mapping[str, Cell]]:
    for iri, node in net.nodes(data=True):
        for piece in cast("Iterable[Evidence]", node["evidence"]):
            yield {"source": iri, **_read(piece), "label": None}
    for source, target, data in net.edges(data=True):
        for piece in cast("Iterable[Evidence]", data["evidence"]):
            yield {**_read(piece), "source": source, "relation": data["relation"], "label": data["label"], "target": target}
