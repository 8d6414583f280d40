"""The same questions give the same rows from a server as from the embedded store: terms, columns and order."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.explain import KINDS, candidates, explanation
from graph.export import n_quads
from graph.facts import StoreFacts
from graph.query import MalformedQuery, RefusedQuery, Results, answer, question, questions, ready, ready_text
from graph.remote.facts import RemoteFacts
from graph.remote.loading import load, named_graphs
from graph.remote.store import UNION, RemoteStore
from graph.store import memory_store
from ontology.errors import QueryError, StoreError
from ontology.terms import ID_BASE

MOST = 10_000
"""Rows that Virtuoso answers with as Debian ships it, and as these tests start it."""
ASKED = [(q.name, whole) for q in questions() for whole in (False, True) if not whole or any(p.optional for p in q.parameters)]


@pytest.fixture(scope="module")
def embedded(whole_quads: list[Quad]) -> Store:
    return memory_store(whole_quads)


@pytest.fixture(scope="module")
def loaded(server: str, whole_quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """A server with the seeds, made-up articles and all that a build says of them."""
    file = tmp_path_factory.mktemp("loaded") / "graph.nq"
    file.write_bytes(n_quads(whole_quads))
    with RemoteStore(server) as store:
        load(store, file, ID_BASE)
    with RemoteStore(server, base=ID_BASE) as store:
        yield store


@pytest.mark.parametrize(("name", "whole"), ASKED, ids=[f"{name}{'-of' * whole}" for name, whole in ASKED])
def test_every_ready_question_has_the_same_rows(loaded: RemoteStore, embedded: Store, name: str, whole: bool) -> None:
    values = {p.name: p.example for p in question(name).parameters if whole or not p.optional}
    assert ready(loaded, name, values) == ready(embedded, name, values)


def test_no_ready_question_is_silent_for_want_of_data(embedded: Store) -> None:
    asked = {name: {p.name: p.example for p in question(name).parameters if not p.optional} for name, whole in ASKED if not whole}
    assert [name for name, values in asked.items() if not ready(embedded, name, values).rows] == []


class Counted:
    """A server, and how often it was asked."""

    def __init__(self, store: RemoteStore) -> None:
        self.asked, self._store = 0, store

    def query(self, query: str, **how: object) -> Results:
        """The answer."""
        self.asked += 1
        return self._store.query(query)


EXPLAINED = (
    "交城县", "141122", "山西省", "person/140882/李晓武", "organisation/140882/河津市委", "三会一课", "测量", "没有这个", 'a"b\\', "http://x y",
    "document/seed-000", "measurement/made-up/17-21", "mention/made-up/programme/32-36",
)  # fmt: skip


@pytest.mark.parametrize("name", EXPLAINED)
def test_an_explanation_is_that_of_the_embedded_store_in_few_requests(loaded: RemoteStore, embedded: Store, name: str) -> None:
    here, server = StoreFacts(embedded), Counted(loaded)
    there = RemoteFacts(server)
    meant = candidates(here, name, ID_BASE)
    assert candidates(there, name, ID_BASE) == meant
    for one in meant:
        there.gather(one.iri)
        gathered = server.asked
        assert explanation(there, one.iri, ID_BASE) == explanation(here, one.iri, ID_BASE)
        assert gathered < 40 and server.asked - gathered < 5, "the rest was there already"


def test_every_kind_of_thing_is_explained_alike(loaded: RemoteStore, embedded: Store) -> None:
    here, there = StoreFacts(embedded), RemoteFacts(loaded)
    for kind in KINDS:
        for iri in here.of_type(kind)[:2]:
            there.gather(iri)
            assert explanation(there, iri, ID_BASE) == explanation(here, iri, ID_BASE)


def test_the_union_holds_each_triple_once(loaded: RemoteStore, embedded: Store) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert answer(loaded, everything).rows == answer(embedded, everything).rows == ((len(list(embedded.quads_for_pattern(None, None, None, DefaultGraph()))),),)


def test_graphs_are_those_of_the_embedded_store(loaded: RemoteStore, embedded: Store) -> None:
    counted = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert answer(loaded, counted).rows == answer(embedded, counted).rows


SAME = [
    "ASK { ?x a fz:County ; rdfs:label '交城县'@zh }",
    "ASK { ?x a fz:County ; rdfs:label '没有县'@zh }",
    "SELECT * { ?x a fz:County ; rdfs:label ?name } ORDER BY STR(?name)",
    "SELECT ?n ?x { VALUES ?n { 1 } }",
    "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a fz:Province ; rdfs:label ?l }",
    "SELECT ?l { GRAPH document:seed-000 { ?x a fz:Programme ; rdfs:label ?l } } ORDER BY STR(?l)",
    "PREFIX fz: <https://w3id.org/fangzhi/ontology#> SELECT (COUNT(*) AS ?n) { ?x a fz:Mention }",
    "PREFIX mine: <https://w3id.org/fangzhi/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nASK { ?x a mine:County }",
    "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/fangzhi/id/document/seed-000> { ?x a fz:Mention }",
    "SELECT ?x { ?x a fz:Nothing }",
]


@pytest.mark.parametrize("text", SAME)
def test_other_questions_have_the_same_answer(loaded: RemoteStore, embedded: Store, text: str) -> None:
    assert answer(loaded, text) == answer(embedded, text)


def test_one_document_can_be_asked_by_a_dataset(loaded: RemoteStore, embedded: Store) -> None:
    graph = [NamedNode("https://w3id.org/fangzhi/id/document/seed-001")]
    text = "SELECT (COUNT(*) AS ?n) { ?x a <https://w3id.org/fangzhi/ontology#Mention> }"
    (there,), (here,) = (list(store.query(text, default_graph=[*graph])) for store in (loaded, embedded))
    assert there[0] == here[0]


def test_a_wrong_query_is_refused_here_and_never_sent(embedded: Store) -> None:
    with RemoteStore("sparql+http://127.0.0.1:9/sparql") as nowhere:
        with pytest.raises(MalformedQuery, match="line 2, column"):
            answer(nowhere, "SELECT * WHERE {\n ?s ?p }")
        with pytest.raises(RefusedQuery, match="INSERT changes the graph"):
            answer(nowhere, "INSERT DATA { <a:a> <a:b> <a:c> }")
        with pytest.raises(RefusedQuery, match="SERVICE"):
            answer(nowhere, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_wrong_place_is_told_the_right_one(loaded: RemoteStore) -> None:
    with pytest.raises(QueryError, match="no place in this graph is called '交域县'; did you mean 交城县"):
        ready_text(loaded, "figures-of-place", {"place": "交域县"})


NASTY = ['"', "\\", "\n", "'''", '三会一课") } #', "} INSERT DATA {", "\\u0022"]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_parameter_is_a_value_and_nothing_else(loaded: RemoteStore, text: str) -> None:
    assert ready(loaded, "programme-evidence", {"name": text}).rows == ()


def test_data_of_others_in_the_server_are_not_seen(loaded: RemoteStore, embedded: Store) -> None:
    loaded.put("http://example.org/others", b'<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "others" .\n')
    try:
        for text in ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"):
            assert answer(loaded, text) == answer(embedded, text)
        assert answer(loaded, "ASK { ?s ?p 'others' }").rows == answer(loaded, "ASK { GRAPH ?g { ?s ?p 'others' } }").rows == ((False,),)
    finally:
        loaded.drop("http://example.org/others")


def test_a_cut_answer_does_not_pass_for_the_whole(loaded: RemoteStore, embedded: Store) -> None:
    text = "SELECT ?s ?p ?o { ?s ?p ?o }"
    assert len(answer(embedded, text).rows) > MOST
    if "dba" not in loaded.url:
        assert len(answer(loaded, text).rows) > MOST
        return
    with pytest.raises(StoreError, match=r"only a part of the answer.*ResultSetMaxRows"):
        answer(loaded, text)
    assert len(answer(loaded, text + " ORDER BY STR(?s) LIMIT 100").rows) == 100


def test_the_last_graph_of_a_file_is_read_as_the_first(gold_quads: list[Quad], file_of: Callable[[list[Quad]], Path]) -> None:
    found = dict(named_graphs(file_of(gold_quads)))
    store = memory_store(gold_quads)
    assert found.keys() == {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    for name, triples in found.items():
        assert triples.count(b"\n") == sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(name)))
        assert UNION not in name
