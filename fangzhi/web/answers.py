"""An answer written in the form that was asked for, refused or cut where it grows too long."""

from collections.abc import Mapping
from itertools import islice

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from fangzhi.web.dataset import dataset_results
from fangzhi.web.jobs import BYTES, Answered, Asked, GraphForm, RowForm, refusal, too_long
from graph.formulas import harmless_csv
from graph.query import ready_text
from ontology.errors import QueryError
from ontology.iri import Names
from ontology.terms import PREFIXES

ROWS: Mapping[RowForm, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS: Mapping[GraphForm, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


class _Full(Exception):
    """The sink has taken all that it may."""


class _Lines:
    """Takes TSV, in which every row is exactly one line, until there are too many lines or bytes."""

    def __init__(self, most: int) -> None:
        self.parts: list[bytes] = []
        self.lines = self.bytes = 0
        self._most = most

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        self.lines += part.count(b"\n")
        self.bytes += len(part)
        if self.lines > self._most + 1 or self.bytes > BYTES:  # one line is the head
            raise _Full
        return len(part)

    def flush(self) -> None:
        pass


def answered(store: Store, asked: Asked, base: str, most: int) -> Answered:
    """The answer to a query or ready question with at most so many rows. Raises QueryError and Faulty."""
    text = ready_text(store, asked.question, asked.values, base=base) if asked.question else asked.text
    found = dataset_results(store, text, base, asked.default, asked.named)
    try:
        if isinstance(found, ox.QueryTriples):
            return _graph(found, asked, text, base, most)
        if isinstance(found, ox.QueryBoolean):
            return Answered("ask", found.serialize(format=ROWS[_form(asked.rows_as)]) or b"", 1, True, text)
        return _rows(found, asked, text, most)
    except (OSError, RuntimeError) as fault:
        raise QueryError(f"the query fails while it runs: {fault}", remedy="simplify it") from fault


def _rows(found: ox.QuerySolutions, asked: Asked, text: str, most: int) -> Answered:
    form, allowed = _form(asked.rows_as), min(most, asked.cut or most)
    sink = _Lines(allowed)
    try:
        found.serialize(sink, format=QueryResultsFormat.TSV)  # type: ignore[arg-type]  # it writes and flushes, no more
        full = False
    except _Full:
        full = True
    written = b"".join(sink.parts)
    if full:
        if asked.cut is None or sink.bytes > BYTES:
            raise too_long(f"{BYTES // 1024 // 1024} MB" if sink.bytes > BYTES else f"{most} rows")
        written = b"\n".join(written.split(b"\n", allowed + 1)[: allowed + 1]) + b"\n"
    rows = min(sink.lines - 1, allowed)
    if form != "tsv":
        written = ox.parse_query_results(written, format=QueryResultsFormat.TSV).serialize(format=ROWS[form]) or b""
    if form == "csv" and asked.guarded:
        written = harmless_csv(written)
    return Answered("select", written, rows, not full, text)


def _graph(found: ox.QueryTriples, asked: Asked, text: str, base: str, most: int) -> Answered:
    if asked.graph_as is None:
        raise refusal(406, "the answer is a graph, and none of the media types asked for is one of RDF")
    allowed = min(most, asked.cut or most)
    triples = list(islice(found, allowed + 1))
    if len(triples) > allowed and asked.cut is None:
        raise too_long(f"{most} triples")
    kept = sorted(set(triples[:allowed]), key=str)
    if asked.graph_as == "jsonld":
        from graph.export_jsonld import json_ld_answer  # brings networkx, which a worker must not wait for

        if written := json_ld_answer(kept, base=base):
            return Answered("graph", written, len(kept), len(triples) <= allowed, text)
    prefixes = {**Names(base).prefixes, **PREFIXES}
    used = {name: start for name, start in prefixes.items() if any(start in str(triple) for triple in kept)} if len(kept) <= 1000 else prefixes
    body = ox.serialize(kept, format=GRAPHS[asked.graph_as], prefixes=used) or b""
    return Answered("graph", body, len(kept), len(triples) <= allowed, text)


def _form(form: RowForm | None) -> RowForm:
    if form is None:
        raise refusal(406, "the answer is a table, and none of the media types asked for is one of SPARQL results")
    return form
