"""Loading: a server comes to hold what a build does, by the changes alone, whenever and wherever the last load broke off."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.query import answer
from graph.remote.client import Client, Request
from graph.remote.loading import Loaded, load, named_graphs
from graph.remote.store import LOADED, PIECE, UNION, RemoteStore
from graph.store import ontology_quads
from ontology.errors import StoreError
from ontology.iri import Names
from ontology.terms import PREFIXES

BASE = "https://example.org/loading/"
Files = Callable[[list[Quad]], Path]
LABEL = NamedNode(PREFIXES["rdfs"] + "label")


def document(name: str, *labels: str) -> list[Quad]:
    """A document that says some labels of itself, and with all others one thing of one place."""
    graph = NamedNode(Names(BASE).document(name))
    place = NamedNode(Names(BASE).place("141122"))
    return [*(Quad(graph, LABEL, Literal(label, language="zh"), graph) for label in labels), Quad(place, LABEL, Literal("交城县", language="zh"), graph)]


def held(store: RemoteStore, graph: str) -> set[Triple]:
    """What a graph of the server holds."""
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graph=[NamedNode(graph)])
    return set(found)  # type: ignore[arg-type]


def check(store: RemoteStore, quads: Iterable[Quad]) -> None:
    """The server holds exactly these quads, their union, and says so."""
    graphs: dict[str, set[Triple]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name.value), set()).add(quad.triple)  # type: ignore[union-attr]
    own = {quad.triple for quad in ontology_quads()}
    own_subjects = {triple.subject for triple in own}
    union = {t for t in held(store, BASE + UNION) if t.subject not in own_subjects}
    assert union == set().union(*graphs.values())
    for graph, triples in graphs.items():
        assert held(store, graph) == triples
    with RemoteStore(store.url, base=BASE) as fresh:
        assert {g for g in fresh.graphs if g.startswith(BASE)} == graphs.keys()


@pytest.fixture
def empty(remote: RemoteStore) -> RemoteStore:
    """A server without anything of this base."""
    rows = remote.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    for name in (row["g"] for row in rows):
        if name.startswith(BASE):
            remote.drop(name)
    return remote


def test_only_what_changed_is_sent(empty: RemoteStore, file_of: Files) -> None:
    ontology = 2
    first = [*document("a", "甲"), *document("b", "乙"), *document("c", "丙"), *document("d", "丁"), *document("e", "戊"), *document("f", "己")]
    told: list[str] = []
    assert load(empty, file_of(first), BASE, step=told.append) == Loaded(6 + ontology, 0, 0)
    assert len(told) == 8
    check(empty, first)
    assert load(empty, file_of(first), BASE) == Loaded(0, 0, 8)
    changed = [*first[2:-2], *document("f", "庚")]
    assert load(empty, file_of(changed), BASE) == Loaded(1, 1, 6)
    check(empty, changed)
    assert held(empty, Names(BASE).document("a")) == set()
    assert load(empty, file_of(changed), BASE, fresh=True) == Loaded(7, 0, 0)
    check(empty, changed)


def test_any_way_there_leads_to_the_same(empty: RemoteStore, file_of: Files) -> None:
    chance = random.Random(130)
    for _ in range(4):
        names = [name for name in "abcdefghij" if chance.random() < 0.8]
        quads = [quad for name in names for quad in document(name, *chance.sample("金木水火土", 2))]
        load(empty, file_of(quads), BASE)
        check(empty, quads)


def test_an_empty_graph_can_be_loaded(empty: RemoteStore, file_of: Files) -> None:
    load(empty, file_of(document("a", "甲")), BASE)
    load(empty, file_of([]), BASE)
    check(empty, [])


class Broken(Exception):
    """The line is cut."""


def test_a_load_that_breaks_off_anywhere_is_finished_by_the_next(empty: RemoteStore, file_of: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [*document("a", "甲"), *document("b", "乙", "丑"), *document("c", "丙"), *document("d", "丁")]
    second = [*document("a", "甲"), *document("b", "乙"), *document("e", "戊")]
    third = [*document("a", "子"), *document("c", "丙"), *document("e", "戊")]
    send, seen = Client.send, 0

    def sends(broken_at: int) -> Callable[[Client, Request], httpx.Response]:
        def broken(client: Client, request: Request) -> httpx.Response:
            nonlocal seen
            seen += 1
            if seen > broken_at:
                raise Broken
            return send(client, request)

        return broken

    load(empty, file_of(first), BASE)
    broke = 0
    for at in range(1, 36, 5 if "dba" in empty.url else 1):  # Virtuoso takes a second for each
        seen = 0
        monkeypatch.setattr(Client, "send", sends(at))
        try:
            load(empty, file_of(second if at % 2 else first), BASE)
        except Broken:
            broke += 1
        monkeypatch.setattr(Client, "send", send)
        with RemoteStore(empty.url, base=BASE) as reader:
            try:
                assert reader.base == BASE
            except StoreError as fault:
                assert "was not loaded to the end" in str(fault) and "build" in fault.remedy
        if at % 3 != 0:
            load(empty, file_of(third), BASE)
            check(empty, third)
    load(empty, file_of(first), BASE)
    check(empty, first)
    assert broke > 2


def test_what_is_not_whole_is_not_asked(empty: RemoteStore, file_of: Files) -> None:
    def broken(name: str) -> None:
        raise Broken(name)

    with pytest.raises(Broken):
        load(empty, file_of(document("a", "甲")), BASE, step=broken)
    with RemoteStore(empty.url, base=BASE) as reader, pytest.raises(StoreError, match="was not loaded to the end; finish it by"):
        answer(reader, "ASK { ?s ?p ?o }", base=BASE)
    load(empty, file_of(document("a", "甲")), BASE)
    with RemoteStore(empty.url, base=BASE) as reader:
        assert answer(reader, "ASK { ?s rdfs:label '甲'@zh }", base=BASE).rows == ((True,),)


def test_two_loads_at_once_are_noticed(empty: RemoteStore, file_of: Files, tmp_path: Path) -> None:
    other = tmp_path / "other.nq"
    other.write_bytes(file_of(document("b", "乙")).read_bytes())
    mine = file_of([*document("a", "甲"), *document("c", "丙")])

    def meanwhile(name: str) -> None:
        if name.endswith("document/a"):
            load(empty, other, BASE)

    with pytest.raises(StoreError, match="by somebody else at the same time; build again"):
        load(empty, mine, BASE, step=meanwhile)
    load(empty, mine, BASE)
    check(empty, [*document("a", "甲"), *document("c", "丙")])


HOSTILE = ['"', "\\", "\\u0041", "a\nb\r\tc", "'''", '"""', "} } DROP ALL", "𠮷\U0001f600", "é e\u0301", "\u200b\ufeff", "<b>&amp;", "%2F", "$x ?y", " ", ""]


def test_every_text_arrives_as_it_is(empty: RemoteStore, file_of: Files) -> None:
    quads = document("漢字 and “quotes” / %", *(f"{text}{n}" for n, text in enumerate(HOSTILE)))
    load(empty, file_of(quads), BASE)
    check(empty, quads)
    with RemoteStore(empty.url, base=BASE) as reader:
        labels = {str(row[0]) for row in answer(reader, "SELECT ?l { GRAPH ?g { ?s rdfs:label ?l FILTER(?s = ?g) } }", base=BASE).rows}
    assert labels == {f"{text}{n}" for n, text in enumerate(HOSTILE)}


def test_a_large_graph_goes_in_pieces(empty: RemoteStore, file_of: Files) -> None:
    quads = document("large", *(f"{n:06}{'田' * 400}" for n in range(PIECE // 1000)))
    file = file_of(quads)
    assert file.stat().st_size > PIECE
    load(empty, file, BASE)
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = NamedNode(Names(BASE).document("large"))
    assert [str(row[0].value) for row in empty.query(counted, default_graph=[graph])] == [str(len(quads))]  # type: ignore[union-attr]


def test_two_bases_stand_side_by_side(empty: RemoteStore, file_of: Files) -> None:
    other = "https://example.org/loading/other/"
    load(empty, file_of(document("a", "甲")), BASE)
    load(empty, file_of([Quad(NamedNode(other + "x"), LABEL, Literal("乙"), NamedNode(other + "x"))]), other)
    for base, there, gone in ((BASE, "'甲'@zh", "'乙'"), (other, "'乙'", "'甲'@zh")):
        with RemoteStore(empty.url, base=base) as reader:
            assert answer(reader, f"ASK {{ ?s rdfs:label {there} }}", base=base).rows == ((True,),)
            assert answer(reader, f"ASK {{ ?s rdfs:label {gone} }}", base=base).rows == ((False,),)
    with RemoteStore(empty.url) as reader, pytest.raises(StoreError, match=f"holds several graphs; name the base of one with --base: .*{other}"):
        assert reader.base
    with RemoteStore(empty.url, base="https://example.org/none/") as reader, pytest.raises(StoreError, match="holds no graph of ours with the base"):
        assert reader.base


def test_the_state_is_no_part_of_the_data(empty: RemoteStore, file_of: Files) -> None:
    load(empty, file_of(document("a", "甲")), BASE)
    with RemoteStore(empty.url, base=BASE) as reader:
        assert BASE + LOADED not in reader.graphs and BASE + UNION not in reader.graphs
        assert answer(reader, f"ASK {{ <{BASE}{LOADED}> ?p ?o }}", base=BASE).rows == ((False,),)


def test_graphs_of_a_file_are_its_lines(file_of: Files) -> None:
    quads = [*document("a", "甲 <b> .", "乙"), *document("b", "丙")]
    found = {name: triples.decode() for name, triples in named_graphs(file_of(quads)) if name.startswith(BASE)}
    assert {name: text.count("\n") for name, text in found.items()} == {BASE + "document/a": 3, BASE + "document/b": 2}
    assert '"甲 <b> ."@zh .\n' in found[BASE + "document/a"] and "document/a> ." not in found[BASE + "document/a"]
