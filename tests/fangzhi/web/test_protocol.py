"""The query operation: https://www.w3.org/TR/2013/REC-sparql11-protocol-20130321/#query-operation"""

import json
from typing import Any

import httpx
import pytest

from .conftest import Running

Q = "SELECT ?n { ?p a fz:County ; rdfs:label ?n }"
ASK, CONSTRUCT = "ASK { ?s a fz:County }", "CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s a fz:County ; rdfs:label ?n }"
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DOCUMENT, HOSTILE = "https://w3id.org/fangzhi/id/document/made-up", "https://w3id.org/fangzhi/id/document/hostile"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

# method, request, status, start of the content type, what the body holds
CASES: list[tuple[str, dict[str, Any], int, str, str]] = [
    ("GET", {"params": {"query": Q}}, 200, "application/sparql-results+json", "青枫县"),
    ("HEAD", {"params": {"query": Q}}, 200, "application/sparql-results+json", ""),
    ("POST", {"data": {"query": Q}}, 200, "application/sparql-results+json", "青枫县"),
    ("POST", {"content": Q, "headers": {"Content-Type": DIRECT}}, 200, "application/sparql-results+json", "青枫县"),
    ("POST", {"content": "ASK { ?s rdfs:label '青枫县'@zh }", "headers": {"Content-Type": DIRECT + "; charset=UTF-8"}}, 200, "application/", "true"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "application/sparql-results+xml"}}, 200, "application/sparql-results+xml", "<literal"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "text/csv"}}, 200, "text/csv; charset=utf-8", "n\r\n青枫县\r\n"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "text/tab-separated-values"}}, 200, "text/tab-separated-values", '"青枫县"@zh'),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "text/csv;q=0.2,application/json;q=0.9"}}, 200, "application/json", "青枫县"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "text/html"}}, 200, "text/html; charset=utf-8", "<td>"),
    ("GET", {"params": {"query": Q, "as": "csv"}, "headers": {"Accept": "text/html"}}, 200, "text/csv", "青枫县"),
    ("GET", {"params": {"query": ASK}}, 200, "application/sparql-results+json", '"boolean":true'),
    ("GET", {"params": {"query": ASK}, "headers": {"Accept": "text/xml"}}, 200, "text/xml", "<boolean>true"),
    ("GET", {"params": {"query": CONSTRUCT}}, 200, "text/turtle; charset=utf-8", "place:970102 rdfs:label"),
    ("GET", {"params": {"query": CONSTRUCT}, "headers": {"Accept": "application/n-triples"}}, 200, "application/n-triples", "/place/970102>"),
    ("GET", {"params": {"query": CONSTRUCT}, "headers": {"Accept": "application/ld+json"}}, 200, "application/ld+json", '"id": "place/970102"'),
    ("GET", {"params": {"query": CONSTRUCT}, "headers": {"Accept": "application/rdf+xml"}}, 200, "application/rdf+xml", "<rdf:RDF"),
    ("GET", {"params": {"query": "DESCRIBE <https://w3id.org/fangzhi/id/place/970102>"}}, 200, "text/turtle", "fz:within"),
    ("GET", {"params": {"query": COUNT, "default-graph-uri": HOSTILE}}, 200, "application/", '"6"'),
    ("POST", {"data": {"query": COUNT, "default-graph-uri": HOSTILE}}, 200, "application/", '"6"'),
    ("POST", {"content": COUNT, "params": {"default-graph-uri": HOSTILE}, "headers": {"Content-Type": DIRECT}}, 200, "application/", '"6"'),
    ("GET", {"params": {"query": COUNT, "named-graph-uri": HOSTILE}}, 200, "application/", '"0"'),
    ("GET", {"params": {"query": "SELECT ?g { GRAPH ?g {} }", "named-graph-uri": HOSTILE}, "headers": {"Accept": "text/csv"}}, 200, "text/", HOSTILE),
    ("GET", {"params": {"query": COUNT, "default-graph-uri": "http://no.such/graph"}}, 200, "application/", '"0"'),
    ("GET", {"params": {"query": COUNT, "default-graph-uri": "no iri"}}, 400, "text/plain", "default-graph-uri is not an IRI"),
    ("GET", {"params": {"query": "SELECT *\nWHERE { ?s ?p }"}}, 400, "text/plain; charset=utf-8", "line 2, column 16"),
    ("GET", {"params": {"query": "nonsense"}}, 400, "text/plain", "line 1, column"),
    ("GET", {"params": {"query": ""}}, 400, "text/plain", "line 1, column 1"),
    ("GET", {"params": {"query": "SELECT * {\n # y:\n ?s ?p 'z:', x:y }"}}, 400, "text/plain", "line 3, column 14: unknown prefix x:"),
    ("GET", {"params": {"query": [Q, Q]}}, 400, "text/plain", "query stands 2 times"),
    ("POST", {"data": {"other": "x"}}, 400, "text/plain", "there is no query"),
    ("POST", {"content": Q, "params": {"query": Q}, "headers": {"Content-Type": DIRECT}}, 400, "text/plain", "stands in the body"),
    ("POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": {"Content-Type": DIRECT}}, 400, "text/plain", "not UTF-8: byte 14"),
    ("POST", {"content": b"query=%FF", "headers": {"Content-Type": FORM}}, 400, "text/plain", "not UTF-8"),
    ("GET", {"params": {"query": Q, "as": "nonsense"}}, 400, "text/plain", "there are json"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "image/png"}}, 406, "text/plain", "application/sparql-results+json"),
    ("GET", {"params": {"query": Q}, "headers": {"Accept": "text/turtle"}}, 406, "text/plain", "the answer is a table"),
    ("GET", {"params": {"query": CONSTRUCT}, "headers": {"Accept": "text/csv"}}, 406, "text/plain", "the answer is a graph"),
    ("PUT", {"params": {"query": Q}}, 405, "text/plain", "not allowed"),
    ("DELETE", {}, 405, "text/plain", "not allowed"),
    ("PATCH", {}, 405, "text/plain", "not allowed"),
    ("POST", {"content": Q, "headers": {"Content-Type": "text/plain"}}, 415, "text/plain", FORM),
    ("POST", {"content": Q}, 415, "text/plain", "not as nothing"),
    ("POST", {"files": {"query": Q}}, 415, "text/plain", "multipart/form-data"),
    ("POST", {"content": Q.encode("gb18030"), "headers": {"Content-Type": DIRECT + ";charset=gb18030"}}, 415, "text/plain", "UTF-8"),
    ("POST", {"content": b"x", "headers": {"Content-Type": DIRECT, "Content-Encoding": "gzip"}}, 415, "text/plain", "not compressed"),
    ("POST", {"content": "#" * 1_100_000, "headers": {"Content-Type": DIRECT}}, 413, "text/plain", "1048576 bytes"),
    ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "text/plain", "Update is refused"),
    ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "text/plain", "Update is refused"),
    ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": UPDATE}}, 403, "text/plain", "Update is refused"),
    ("POST", {"data": {"query": "DELETE WHERE { ?s ?p ?o }"}}, 403, "text/plain", "DELETE changes the graph"),
    ("GET", {"params": {"query": "LOAD <http://127.0.0.1/x>"}}, 403, "text/plain", "LOAD changes the graph"),
    ("GET", {"params": {"query": "ASK {\n SERVICE <http://127.0.0.1/x> { ?s ?p ?o } }"}}, 403, "text/plain", "SERVICE asks another server"),
    ("GET", {"params": {"query": "ASK { SERV\\u0049CE <http://127.0.0.1/x> { ?s ?p ?o } }"}}, 403, "text/plain", "SERVICE asks another server"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "sent", "status", "kind", "held"), CASES)
def test_operation(web: httpx.Client, method: str, sent: dict[str, Any], status: int, kind: str, held: str) -> None:
    answer = web.request(method, "/sparql", **sent)
    assert (answer.status_code, answer.headers["content-type"][: len(kind)]) == (status, kind), answer.text
    assert held in answer.text
    assert "Traceback" not in answer.text
    assert status == 405 or answer.headers["vary"].startswith("Accept")
    if status == 405:
        assert {"GET", "POST"} <= set(answer.headers["allow"].replace(",", " ").split())


def test_a_fault_in_json_and_as_a_page(web: httpx.Client) -> None:
    query = {"query": "SELECT *\nWHERE { ?s ?p }"}
    told = json.loads(web.get("/sparql", params=query, headers={"Accept": "application/json"}).text)
    assert (told["status"], told["line"], told["column"]) == (400, 2, 16) and told["message"].startswith("line 2, column 16")
    shown = web.get("/sparql", params={"query": "SELECT * { <script>alert(1)</script>"}, headers={"Accept": "text/html"})
    assert shown.status_code == 400 and "<script>" not in shown.text and "&lt;script&gt;alert(1)" in shown.text and 'role="alert"' in shown.text


def test_several_default_graphs_are_merged_not_chained(web: httpx.Client) -> None:
    """Both say that the county is a place; each triple counts once."""
    query = "SELECT (COUNT(*) AS ?n) { <https://w3id.org/fangzhi/id/place/970102> a fz:Place }"
    graphs = {"default-graph-uri": [DOCUMENT, HOSTILE]}
    assert web.get("/sparql", params={"query": query, **graphs}, headers={"Accept": "text/csv"}).text == "n\r\n1\r\n"


def test_options_says_what_is_allowed(web: httpx.Client) -> None:
    answer = web.options("/sparql")
    assert answer.status_code == 204 and "POST" in answer.headers["allow"] and DIRECT in answer.headers["accept-post"]
    assert "access-control-allow-origin" not in answer.headers


def test_service_description(served: Running, web: httpx.Client) -> None:
    answer = web.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    for expected in ("a sd:Service", "sd:UnionDefaultGraph", "sd:SPARQL11Query", f"<{DOCUMENT}>", f"<{served.url}/sparql>"):
        assert expected in answer.text
    assert web.get("/sparql", headers={"Accept": "application/ld+json"}).json()
    page = web.get("/sparql", headers={"Accept": "text/html"})
    assert "<textarea" in page.text and DOCUMENT in page.text
    assert web.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_a_long_answer_is_cut_on_a_page_and_whole_in_files(web: httpx.Client) -> None:
    query = {"query": "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"}
    page = web.get("/sparql", params=query, headers={"Accept": "text/html"}).text
    assert "只显示前 1,000 行" in page and page.count("<tr>") == 1001 and "as=csv" in page
    assert len(web.get("/sparql", params={**query, "as": "csv"}).text.splitlines()) > 1500


def test_csv_for_people_is_never_a_formula_and_csv_of_the_standard_is_exact(web: httpx.Client) -> None:
    query = {"query": "SELECT * { VALUES (?a ?b) { ('=1+1' -5) ('@x' 2.5) ('a\\n=b' 1) } }"}
    exact = web.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert exact.content == b'a,b\r\n=1+1,-5\r\n@x,2.5\r\n"a\n=b",1\r\n'
    guarded = web.get("/sparql", params={**query, "as": "csv"})
    assert guarded.content == b"a,b\r\n'=1+1,-5\r\n'@x,2.5\r\n\"a\n=b\",1\r\n" and guarded.headers["content-type"].startswith("text/csv")
    posted = web.post("/sparql", data={**query, "as": "csv"})
    assert posted.content == guarded.content
