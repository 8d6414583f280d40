"""A graph in a server, asked as the embedded store is: the same checks before, the same terms and columns after.

The data of one base are, in the server: a named graph for each of the embedded store's, their union in a graph of its own (what a
server takes for its default graph differs from server to server), and a graph that says what is loaded (`loading`). A query without a
dataset of its own is asked of the union, and `GRAPH` of exactly the graphs that were loaded, whatever else the server holds.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import TracebackType
from typing import Any, Literal

import pyoxigraph as ox
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

from graph.query import Results
from graph.remote.address import Address, address, completed, credentials
from graph.remote.client import ANSWER, Client, Request
from graph.sparql import tokens, words
from ontology.errors import StoreError
from ontology.terms import PREFIXES

LOADED, UNION = "graph/loaded", "graph/union"
"""Behind the base: the graph that says what is loaded, and the union."""
ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"
PART = ("X-SPARQL-MaxRows", "X-SQL-State")
"""Headers by which Virtuoso says that an answer is a part of the whole."""
DATASET = "http://www.w3.org/ns/sparql-service-description#"
PIECE = 4 * 1024 * 1024
"""Bytes of triples that one request carries."""


class RemoteStore:
    """A server that holds graphs; use it in a `with` block. Everything raises StoreError."""

    def __init__(self, url: str, *, base: str = "", seconds: float = ANSWER) -> None:
        self.url = url
        where = address(url)
        who = credentials(where)
        self._client = Client(where, who, seconds=seconds)
        self._who, self._base = who, base

    def __enter__(self) -> "RemoteStore":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._client.__exit__(kind, fault, trace)

    def __str__(self) -> str:
        return str(self._client.where)

    @cached_property
    def base(self) -> str:
        """The base of the data that are asked: the one named, else the only one that is loaded. Raises StoreError if they are not whole."""
        text = f"SELECT ?graph ?state {{ GRAPH ?graph {{ ?graph a <{DATASET}Dataset> ; <{PREFIXES['schema']}creativeWorkStatus> ?state }} }}"
        found: dict[str, set[str]] = {}
        for row in self._rows(text):
            name = row["graph"]["value"]
            if name.endswith(LOADED):
                found.setdefault(name.removesuffix(LOADED), set()).add(row["state"]["value"])
        return self._chosen(found)

    def _chosen(self, found: Mapping[str, set[str]]) -> str:
        if not self._base and len(found) > 1:
            raise self._client.fault("holds several graphs", f"name the base of one with --base: {', '.join(sorted(found))}")
        base = self._base or next(iter(found), "")
        if base not in found:
            raise self._client.fault("holds no graph of ours" + (f" with the base {base}" if base else ""), f"load one: fangzhi build INPUT --store {self}")
        if found[base] != {"loaded"}:
            raise self._client.fault("was not loaded to the end", "finish it by the same fangzhi build … --store again")
        return base

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The named graphs that are loaded."""
        state = self.base + LOADED
        rows = self._rows(f"SELECT ?graph {{ GRAPH <{state}> {{ <{state}> <{DATASET}namedGraph> ?graph }} }}")
        return tuple(sorted(row["graph"]["value"] for row in rows))

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: list[NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None,
        named_graphs: list[NamedNode | ox.BlankNode] | None = None,
    ) -> Results:
        """What the server answers, as the embedded store would say it. Raises SyntaxError before anything is sent, and StoreError."""
        form, variables = _shape(query, prefixes)
        fields: dict[str, str | Sequence[str]] = {"query": "".join(_prologue(query, prefixes or {})) + query}
        used = words(query)
        if default_graph is not None or named_graphs is not None:
            given = {"default-graph-uri": default_graph or (), "named-graph-uri": named_graphs or ()}
            fields |= {name: [g.value for g in graphs if isinstance(g, NamedNode)] for name, graphs in given.items()}
        elif "FROM" not in used:
            fields["default-graph-uri"] = [self.base + UNION]
            fields |= {"named-graph-uri": self.graphs} if "GRAPH" in used else {}
        if form == "graph":
            return self._triples(fields)
        data = self._data(fields)
        if form == "select":
            data["head"] = {"vars": variables}
        elif "boolean" not in data:  # Virtuoso 7.2 answers ASK with a table: a row of 1 for yes, none for no
            data = {"head": {}, "boolean": any(term.get("value") != "0" for row in self._bindings(data) for term in row.values())}
        return self._read(data)

    def update(self, text: str) -> None:
        """Runs an update; it is sent once."""
        self._client.send(Request("POST", self.address.update, fields={"update": text}))

    def put(self, graph: str, triples: bytes) -> None:
        """Makes a graph hold these triples (N-Triples, a line each) and nothing else."""
        first, *others = list(_pieces(triples)) or [b""]
        self._send_triples("PUT", graph, first)
        for piece in others:
            self._send_triples("POST", graph, piece)

    def add(self, graph: str, triples: bytes) -> None:
        """Adds triples to a graph."""
        for piece in _pieces(triples):
            self._send_triples("POST", graph, piece)

    def drop(self, graph: str) -> None:
        """Removes a graph, if it is there."""
        self.update(f"DROP SILENT GRAPH <{graph}>")

    @cached_property
    def address(self) -> Address:
        """Where the server is asked and changed."""
        answer = self._client.send(Request("GET", self._client.where.query, params={"query": "ASK {}"}, headers={"Accept": ROWS}, again=True))
        return completed(self._client.where, answer.headers, with_user=bool(self._who.user))

    def rows(self, text: str) -> list[dict[str, str]]:
        """The rows of a SELECT over the whole server, as plain values."""
        return [{name: term["value"] for name, term in row.items()} for row in self._rows(text)]

    def fault(self, what: str, remedy: str = "") -> StoreError:
        """A fault of this server."""
        return self._client.fault(what, remedy)

    def _send_triples(self, method: str, graph: str, triples: bytes) -> None:
        # N-Triples are Turtle, which every graph store reads
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self._client.send(Request(method, self.address.graphs, params={"graph": graph}, body=triples or b"\n", headers=headers, again=True))

    def _triples(self, fields: Mapping[str, str | Sequence[str]]) -> ox.QueryTriples:
        answer = self._ask(fields, TRIPLES)
        store = Store()
        try:
            store.load(answer, format=RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as fault:
            raise self._nonsense(str(fault)) from None
        found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples)
        return found

    def _rows(self, text: str) -> list[dict[str, dict[str, str]]]:
        """The rows of a query of ours over all that the server holds."""
        data = self._data({"query": text})
        self._read(data)
        return self._bindings(data)

    def _bindings(self, data: Mapping[str, Any]) -> list[dict[str, dict[str, str]]]:
        rows: list[dict[str, dict[str, str]]] = data.get("results", {}).get("bindings")
        if rows is None:
            raise self._nonsense("no rows")
        return rows

    def _data(self, fields: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
        body = self._ask(fields, ROWS)
        try:
            data = json.loads(body)
        except ValueError as fault:
            raise self._nonsense(str(fault)) from None
        if not isinstance(data, dict):
            raise self._nonsense("no object")
        return data

    def _read(self, data: Mapping[str, Any]) -> ox.QuerySolutions | ox.QueryBoolean:
        """The results, read to the end once, so that what is wrong with them is known now."""
        text = json.dumps(data)
        if why := _malformed(text):
            raise self._nonsense(why)
        return ox.parse_query_results(text, format=QueryResultsFormat.JSON)

    def _ask(self, fields: Mapping[str, str | Sequence[str]], media: str) -> bytes:
        answer = self._client.send(Request("POST", self._client.where.query, fields=fields, headers={"Accept": media}, again=True))
        if any(name in answer.headers for name in PART):
            raise self.fault(
                "gives only a part of the answer", "raise its limits (Virtuoso: ResultSetMaxRows, MaxQueryExecutionTime), or page by LIMIT and OFFSET"
            )
        return answer.content

    def _nonsense(self, why: str) -> StoreError:
        return self.fault(
            f"does not answer as a SPARQL endpoint does ({' '.join(why.split())[:160]})", "check the path of the address: it is that of the query endpoint"
        )


def _shape(query: str, prefixes: dict[str, str] | None) -> tuple[Literal["select", "ask", "graph"], list[str]]:
    """What a query asks for, and its variables: told by asking an empty store. Raises SyntaxError."""
    found = Store().query(query, prefixes=prefixes)
    if isinstance(found, ox.QuerySolutions):
        return "select", [v.value for v in found.variables]
    return ("graph" if isinstance(found, ox.QueryTriples) else "ask"), []


def _malformed(text: str) -> str:
    """What is wrong with results in JSON; empty for nothing."""
    try:
        found = ox.parse_query_results(text, format=QueryResultsFormat.JSON)
        if isinstance(found, ox.QuerySolutions):
            for _ in found:
                pass
    except (SyntaxError, ValueError) as fault:
        return str(fault)
    return ""


def _prologue(query: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Declarations of the prefixes that a query uses and does not declare."""
    found = [token for kind, token in tokens(query) if kind in ("name", "word")]
    declared = {after.partition(":")[0] for before, after in pairwise(found) if before.upper() == "PREFIX"}
    used = {token.partition(":")[0] for token in found if ":" in token}
    return (f"PREFIX {name}: <{start}>\n" for name, start in sorted(prefixes.items()) if name in used - declared)


def _pieces(triples: bytes) -> Iterator[bytes]:
    """Whole lines, as many as one request carries."""
    start = 0
    while start < len(triples):
        end = len(triples) if len(triples) - start <= PIECE else triples.rfind(b"\n", start, start + PIECE) + 1 or len(triples)
        yield triples[start:end]
        start = end
