"""Brings a server to what a build holds: only graphs that changed are sent, and a load that broke off is finished by the next.

The graph `graph/loaded` of a base says which graphs the server holds (`sd:namedGraph`), the SHA-256 of each that is whole, and whether
a load is under way (`schema:creativeWorkStatus`: its own digest, or `loaded`). What is about to change loses its digest first and gets
it back last, so at every moment what bears a digest is as the digest says. The union is carried on while the last load was whole, and
made again otherwise.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from graph.remote.store import DATASET, LOADED, UNION, RemoteStore
from graph.store import ontology_quads
from ontology.terms import STD, term

STATUS, WHOLE = term("schema:creativeWorkStatus"), "loaded"
SOME = 100
"""Graphs after which it is noted that they are whole."""
LARGE = 0.25
"""From this share of changed graphs on, the union is made again."""
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many graphs a load sent, removed and left as they were."""

    sent: int
    removed: int
    unchanged: int


def named_graphs(file: Path) -> Iterator[tuple[str, bytes]]:
    """The graphs of an N-Quads file in which each stands together, and of the ontology: IRI, N-Triples."""
    with file.open("rb") as lines:
        split = (line.rstrip(b"\n").rsplit(b" ", 2) for line in lines)
        for name, group in groupby(split, key=lambda parts: parts[1]):
            yield name[1:-1].decode(), b"".join(parts[0] + b" .\n" for parts in group)
    own = sorted(ontology_quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    for graph, quads in groupby(own, key=lambda quad: str(quad.graph_name)):
        yield graph[1:-1], b"".join(f"{quad.triple} .\n".encode() for quad in quads)


def load(store: RemoteStore, file: Path, base: str, *, fresh: bool = False, step: Step = lambda name: None) -> Loaded:
    """Makes the server hold what the N-Quads file of a build of this base does; `fresh` sends all of it. Raises StoreError.

    `step` is told each graph that is sent.
    """
    wanted = {name: hashlib.sha256(triples).hexdigest() for name, triples in named_graphs(file)}
    state = _State(store, base)
    whole = state.whole and not fresh
    changed = {name for name, digest in wanted.items() if fresh or state.held.get(name) != digest}
    removed = state.held.keys() - wanted.keys()
    done = Loaded(len(changed), len(removed), len(wanted) - len(changed))
    if whole and not changed and not removed:
        return done
    state.begin(wanted, changed | removed)
    anew = not whole or len(changed) > LARGE * len(wanted)
    union = _Union(store, base)
    for name in sorted(removed):
        if not anew:
            union.forget(name)
        store.drop(name)
    for name, triples in named_graphs(file):
        if name in changed:
            if not anew:
                union.forget(name)
            store.put(name, triples)
            if not anew:
                store.add(union.name, triples)
            state.sent(name, wanted[name])
            step(name)
    if anew:
        union.make(sorted(wanted))
    state.end(removed)
    return done


def held(store: RemoteStore, base: str) -> Mapping[str, str]:
    """The graphs of a base that a server says it holds, each with its SHA-256, empty where it is not whole. Raises StoreError."""
    return _State(store, base).held


class _State:
    """What the server says of its load."""

    def __init__(self, store: RemoteStore, base: str) -> None:
        self.store, self.name = store, base + LOADED
        dataset = f"GRAPH <{self.name}> {{ <{self.name}> <{DATASET}namedGraph> ?graph }}"
        rows = store.rows(f"SELECT ?graph ?digest {{ {dataset} OPTIONAL {{ GRAPH <{self.name}> {{ ?graph <{STD.SHA256}> ?digest }} }} }}")
        self.held: dict[str, str] = {row["graph"]: row.get("digest", "") for row in rows}
        self.status = self._status()
        self._mark = ""
        self._wanted: Mapping[str, str] = {}
        self._sent: list[tuple[str, str]] = []

    @property
    def whole(self) -> bool:
        """Whether the last load came to its end."""
        return self.status == [WHOLE]

    def begin(self, wanted: Mapping[str, str], touched: Iterable[str]) -> None:
        """Says that a load is under way, and of which graphs nothing is sure from here on."""
        self._wanted, self._mark = wanted, hashlib.sha256("".join(sorted(wanted.values())).encode()).hexdigest()
        about: list[tuple[str, str, str]] = [(self.name, STD.TYPE, f"<{DATASET}Dataset>"), (self.name, STATUS, f'"{self._mark}"')]
        about += [(self.name, f"{DATASET}defaultGraph", f"<{self.name.removesuffix(LOADED) + UNION}>")]
        self._say(about + [(self.name, f"{DATASET}namedGraph", f"<{graph}>") for graph in wanted])
        self._unsay([(self.name, STATUS, f'"{status}"') for status in self.status if status != self._mark])
        self._unsay([(graph, STD.SHA256, f'"{self.held[graph]}"') for graph in touched if self.held.get(graph)])

    def sent(self, graph: str, digest: str) -> None:
        """Notes that a graph is whole; a few are noted together."""
        self._sent.append((graph, digest))
        if len(self._sent) >= SOME:
            self._note()

    def end(self, removed: Iterable[str]) -> None:
        """Says that all is loaded. Raises StoreError if another load has come between."""
        self._note()
        self._unsay([(self.name, f"{DATASET}namedGraph", f"<{graph}>") for graph in removed])
        if self._status() != [self._mark]:
            raise self.store.fault("is being loaded by somebody else at the same time", "build again when the other is done")
        self._say([(self.name, STATUS, f'"{WHOLE}"')])
        self._unsay([(self.name, STATUS, f'"{self._mark}"')])

    def _status(self) -> list[str]:
        return sorted(row["state"] for row in self.store.rows(f"SELECT ?state {{ GRAPH <{self.name}> {{ <{self.name}> <{STATUS}> ?state }} }}"))

    def _note(self) -> None:
        self._say([(graph, STD.SHA256, f'"{digest}"') for graph, digest in self._sent])
        self._sent.clear()

    def _say(self, facts: Sequence[tuple[str, str, str]]) -> None:
        if facts:
            self.store.add(self.name, "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in facts).encode())

    def _unsay(self, facts: Sequence[tuple[str, str, str]]) -> None:
        for at in range(0, len(facts), SOME):
            triples = " ".join(f"<{s}> <{p}> {o} ." for s, p, o in facts[at : at + SOME])
            self.store.update(f"DELETE DATA {{ GRAPH <{self.name}> {{ {triples} }} }}")


class _Union:
    """The graph that holds every triple of the others once."""

    def __init__(self, store: RemoteStore, base: str) -> None:
        self.store, self.name, self._state = store, base + UNION, base + LOADED

    def make(self, graphs: Iterable[str]) -> None:
        """Makes it of these graphs, in the server."""
        self.store.drop(self.name)
        for graph in graphs:
            self.store.update(f"ADD <{graph}> TO <{self.name}>")

    def forget(self, graph: str) -> None:
        """Takes out of it what only this graph says."""
        said = "{ ?subject ?predicate ?object }"
        others = f"GRAPH <{self._state}> {{ <{self._state}> <{DATASET}namedGraph> ?other }} GRAPH ?other {said} FILTER(?other != <{graph}>)"
        self.store.update(f"DELETE {{ GRAPH <{self.name}> {said} }} WHERE {{ GRAPH <{graph}> {said} FILTER NOT EXISTS {{ {others} }} }}")
