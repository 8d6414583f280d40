"""Every IRI of the graph opens, as a page and as RDF; what stands in labels is text."""

from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import Literal
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.links import href_of, iri_of, path_of
from ontology.iri import Names

from .conftest import HOSTILE, NAMES

PAGE = {"Accept": "text/html"}
COUNTY, FIGURE, PROGRAMME = NAMES.place("970102"), NAMES.measurement("made-up", 17, 21), NAMES.programme("970102", "清泉工程")


def path(iri: str) -> str:
    found = path_of(iri, NAMES.base)
    assert found
    return found


@pytest.mark.parametrize(
    ("kind", "form"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")],
)
def test_a_figure_as_rdf_with_its_claim_and_mention(web: httpx.Client, kind: str, form: str) -> None:
    answer = web.get(path(FIGURE), headers={"Accept": kind})
    assert answer.headers["content-type"].startswith(kind) and answer.headers["vary"] == "Accept"
    graph = Graph().parse(data=answer.text, format=form)
    village, mention = URIRef(NAMES.place("970102100201")), URIRef(NAMES.mention("made-up", "quantity", 17, 21))
    fz = "https://w3id.org/fangzhi/ontology#"
    claim = graph.value(predicate=RDF.subject, object=URIRef(FIGURE))
    assert graph.value(URIRef(FIGURE), URIRef(fz + "about")) == village and graph.value(claim, RDF.object) == village
    assert "柳坪村投入23万元" in str(graph.value(mention, URIRef(fz + "sentence")))
    assert (URIRef(f"{mention}#quote"), URIRef("http://www.w3.org/ns/oa#exact"), None) in graph


def test_a_figure_as_a_page(web: httpx.Client) -> None:
    answer = web.get(path(FIGURE), headers=PAGE)
    page = HTMLParser(answer.text)
    text = page.text()
    assert answer.status_code == 200 and page.css_first("h1").text() == "投入23万元"
    assert {m.text() for m in page.css("mark:not(.other)")} == {"23万元"} and "主体" in text and "柳坪村" in text
    links = {a.attributes["href"] for a in page.css("main a")}
    assert {path(NAMES.place("970102100201")), "/ontology#Measurement", path(NAMES.document("made-up")), f"{path(FIGURE)}?as=turtle"} <= links
    assert web.get(f"{path(FIGURE)}?as=turtle", headers=PAGE).headers["content-type"].startswith("text/turtle")


def test_a_place_shows_its_evidence_and_what_points_to_it(web: httpx.Client) -> None:
    page = HTMLParser(web.get(path(COUNTY), headers=PAGE).text)
    assert page.css_first("h1").text() == "青枫县" and "青枫县" in [m.text() for m in page.css("mark")]
    assert "青枫县委" in page.text() and "石桥镇" in page.text() and "泽口市" in page.text()


def test_every_iri_of_the_graph_opens_both_ways(web: httpx.Client) -> None:
    query = "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?s), 'https://w3id.org/fangzhi/') && !CONTAINS(STR(?s), '#')) } ORDER BY ?s"
    iris = [r["s"]["value"] for r in web.get("/sparql", params={"query": query}).json()["results"]["bindings"]]
    kinds = {iri.removeprefix(NAMES.base).partition("/")[0] for iri in iris if iri.startswith(NAMES.base)}
    assert {"place", "organisation", "person", "role", "membership", "programme", "document", "mention", "measurement", "claim"} <= kinds
    failed = []
    for iri in [i for i in iris if i.startswith(NAMES.base)] + [i for i in iris if not i.startswith(NAMES.base)][::40]:
        page, rdf = web.get(path(iri), headers=PAGE), web.get(path(iri), headers={"Accept": "application/n-triples"})
        if page.status_code != 200 or rdf.status_code != 200 or not (f"<{iri}>" in rdf.text or iri.endswith("/ontology")):
            failed.append(iri)
        if any(mark not in page.text for mark in ("<h1", 'lang="zh"', "<main")):
            failed.append(iri)
    assert failed == []


def test_hostile_labels_are_text(web: httpx.Client) -> None:
    person = Names().person("document:hostile", HOSTILE)
    for address in (
        path(person),
        path(NAMES.document("hostile")),
        f"/find?q={quote(HOSTILE)}",
        f"/ask/figures-of-place?place={quote(HOSTILE)}",
    ):
        answer = web.get(address, headers=PAGE)
        page = HTMLParser(answer.text)
        assert not page.css("script:not([src], [type='application/json'])") and not page.css("img:not([src^='/static/'])") and not page.css("[onerror]"), (
            address
        )
        assert not [a for a in page.css("a") if (a.attributes.get("href") or "").lower().startswith("javascript")]
        assert HOSTILE in page.text() or HOSTILE in [i.attributes.get("value") for i in page.css("input")], address
    query = f"SELECT ?s {{ ?s rdfs:label {Literal(HOSTILE, language='zh')} }}"
    table = HTMLParser(web.get("/sparql", params={"query": query}, headers=PAGE).text)
    assert [a.attributes["href"] for a in table.css("td a")] == [path(person)] and not table.css("script:not([src], [type='application/json'])")


@pytest.mark.parametrize(
    "address",
    [
        "/id/place/000000", "/id/", "/id/place/", "/id//place", "/id/place/%FF", "/id/../../etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd", "/id/%2e%2e/%2e%2e/etc/passwd",
        "/id/place/97%0A0102", "/id/place/%3E%20a%20b", "/unit/nowhere",
        "/style.css/..%2fapp.py", "/templates/style.css", "/ask/none", "/nowhere", "/id", "/sparql/",
    ],
)  # fmt: skip
def test_what_is_not_there(web: httpx.Client, address: str) -> None:
    for accept in ("text/html", "text/turtle", "application/json"):
        answer = web.get(address, headers={"Accept": accept})
        assert answer.status_code in (404, 406) and "Traceback" not in answer.text and "root:" not in answer.text


def test_ontology(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/ontology", headers=PAGE).text)
    assert page.css_first("tr#County") and "县级区划" in page.css_first("tr#County").text()
    graph = Graph().parse(data=web.get("/ontology", headers={"Accept": "text/turtle"}).text, format="turtle")
    assert "County" in {str(o) for o in graph.objects(URIRef("https://w3id.org/fangzhi/ontology#County"), RDFS.label)}


def test_links_keep_iris_apart() -> None:
    names = Names("http://x/y/")
    for iri in (
        names.programme("nation", "a/b"),
        names.programme("nation", "a b%2Fc"),
        names.organisation("14", "“引号”"),
        names.place("?/..", "14"),
        names.role("?&#"),
    ):
        where = path_of(iri, names.base)
        assert where and where.isascii() and iri_of(where, names.base) == iri
    assert href_of("javascript:alert(1)", names.base) is None and href_of("https://example.org", names.base) == "https://example.org"
