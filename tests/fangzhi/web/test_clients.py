"""The clients that people use: SPARQLWrapper, and rdflib's SPARQLStore."""

from collections.abc import Sequence

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from .conftest import Running

FZ = Namespace("https://w3id.org/fangzhi/ontology#")
COUNTY = URIRef("https://w3id.org/fangzhi/id/place/970102")
PREFIX = f"PREFIX fz: <{FZ}> PREFIX rdfs: <{RDFS}>\n"
SELECT = PREFIX + "SELECT ?n { ?p a fz:County ; rdfs:label ?n }"


def wrapper(served: Running, query: str, form: str, how: Sequence[str] = (GET, URLENCODED)) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{served.url}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(how[0])
    client.setRequestMethod(how[1])
    client.setTimeout(20)
    return client


@pytest.mark.parametrize("how", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)], ids=["get", "post", "post directly"])
def test_sparqlwrapper_select_in_every_way(served: Running, how: tuple[str, str]) -> None:
    found = wrapper(served, SELECT, JSON, how).queryAndConvert()
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["青枫县"]


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_select_in_every_form(served: Running, form: str) -> None:
    found = wrapper(served, SELECT, form).queryAndConvert()
    text = found.decode() if isinstance(found, bytes) else found.toxml() if form == XML else str(found)
    assert "青枫县" in text


def test_sparqlwrapper_ask(served: Running) -> None:
    assert wrapper(served, PREFIX + "ASK { ?s a fz:County }", JSON).queryAndConvert()["boolean"] is True
    assert "true" in wrapper(served, PREFIX + "ASK { ?s a fz:County }", XML).queryAndConvert().toxml()


@pytest.mark.parametrize("form", [RDFXML, TURTLE, N3, JSONLD, XML])
def test_sparqlwrapper_construct(served: Running, form: str) -> None:
    found = wrapper(served, PREFIX + "CONSTRUCT { ?p rdfs:label ?n } { ?p a fz:County ; rdfs:label ?n }", form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert [str(n) for n in graph.objects(COUNTY, RDFS.label)] == ["青枫县"]


def test_sparqlwrapper_dataset_and_fault(served: Running) -> None:
    client = wrapper(served, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", JSON)
    client.addDefaultGraph("https://w3id.org/fangzhi/id/document/hostile")
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "6"
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapper(served, "SELECT * {", JSON).query()


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(served: Running, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql", method=method, returnFormat=form))
    assert [str(row[0]) for row in graph.query(SELECT)] == ["青枫县"]  # type: ignore[index]
    if form in ("xml", "json"):  # what rdflib can read a boolean from
        assert graph.query(PREFIX + "ASK { ?s a fz:County }").askAnswer is True


def test_rdflib_graph_patterns(served: Running) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql"))
    assert (COUNTY, RDF.type, FZ.County) in graph
    assert str(graph.value(COUNTY, RDFS.label)) == "青枫县" and len(graph) > 1000
    built = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{COUNTY}> }} ?s ?p ?o }}").graph
    assert built is not None and (COUNTY, RDF.type, FZ.County) in built


def test_rdflib_cannot_write(served: Running) -> None:
    store = SPARQLUpdateStore(f"{served.url}/sparql", f"{served.url}/sparql")
    with pytest.raises(Exception, match="403"):
        Graph(store, identifier=URIRef("http://g")).update("INSERT DATA { <http://a> <http://b> <http://c> }")
    assert (URIRef("http://a"), None, None) not in Graph(SPARQLStore(f"{served.url}/sparql"))
