"""The graph view's data and its page without script."""

import json
from urllib.parse import quote

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.looks import inside
from ontology.iri import Names

NAMES = Names()
COUNTY, TOWN, VILLAGE = NAMES.place("970102"), NAMES.place("970102100"), NAMES.place("970102100201")
FIGURE, PERSON = NAMES.measurement("made-up", 17, 21), NAMES.person("970102", "何一平")
HOSTILE = NAMES.person("document:hostile", "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>")


def data(web: httpx.Client, *pairs: tuple[str, str]) -> dict[str, list[dict[str, object]]]:
    answer = web.get("/graph.json", params=list(pairs))
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    found: dict[str, list[dict[str, object]]] = answer.json()
    return found


def test_the_data_hold_nodes_with_spots_and_lines_by_their_numbers(web: httpx.Client) -> None:
    found = data(web, ("at", VILLAGE), ("depth", "1"))
    first = found["nodes"][0]
    assert (first["id"], first["label"], first["type"], first["look"], first["path"]) == (VILLAGE, "柳坪村", "Place", "Village", "/id/place/970102100201")
    ids = [node["id"] for node in found["nodes"]]
    assert {FIGURE, TOWN} <= set(ids) and all(isinstance(node[c], float) for node in found["nodes"] for c in "xy")
    about = next(e for e in found["edges"] if {ids[e["a"]], ids[e["b"]]} == {FIGURE, VILLAGE})  # type: ignore[call-overload]
    assert about["ties"] == [["about", "", ids[about["a"]] == FIGURE]]  # type: ignore[call-overload]


def test_steps_are_taken_in_the_order_of_the_address(web: httpx.Client) -> None:
    plain = data(web, ("at", TOWN), ("depth", "1"))
    grown = data(web, ("at", TOWN), ("depth", "1"), ("pin", f"50,-60.5 {VILLAGE}"), ("expand", VILLAGE))
    spot = {node["id"]: (node["x"], node["y"]) for node in grown["nodes"]}
    assert spot[VILLAGE] == (50.0, -60.5) and FIGURE in spot
    assert all(spot[node["id"]] == (node["x"], node["y"]) for node in plain["nodes"] if node["id"] != VILLAGE)


def test_articles_come_when_they_are_asked_for(web: httpx.Client) -> None:
    kinds = {node["type"] for node in data(web, ("at", FIGURE), ("articles", "1"), ("depth", "1"))["nodes"]}
    assert "Document" in kinds and "Document" not in {node["type"] for node in data(web, ("at", FIGURE), ("depth", "1"))["nodes"]}


def test_an_unknown_start_is_named(web: httpx.Client) -> None:
    found = data(web, ("at", "urn:nothing"))
    assert found["nodes"] == [] and found["unknown"] == ["urn:nothing"]


@pytest.mark.parametrize(
    "query",
    ["at=x&limit=0", "at=x&limit=5001", "at=x&limit=0000005009999999", "at=x&limit=a", "at=x&depth=9", "at=x&limit=٣", "at=x&pin=", "at=x&pin=a b c", "at=%ff",
     "&".join(["at=x"] * 201), "at=x&" + "&".join(["expand=y"] * 301), "a=b&" * 2001],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(web: httpx.Client, query: str) -> None:
    for path in ("/graph.json", "/graph"):
        answer = web.get(f"{path}?{query}", headers={"Accept": "application/json"})
        assert answer.status_code == 400


@pytest.mark.parametrize("post", [False, True])
def test_the_answer_to_a_query_is_drawn_over_its_dataset(web: httpx.Client, post: bool) -> None:
    def drawn(*graphs: tuple[str, str], query: str = "SELECT ?p { ?p a fz:Person }") -> tuple[int, set[str]]:
        fields = dict([("query", query), *graphs])
        how = {"Accept": "application/json"}
        answer = web.post("/graph.json", data=fields, headers=how) if post else web.get("/graph.json", params=fields, headers=how)
        return answer.status_code, {node["id"] for node in answer.json().get("nodes", ())}

    good, bad = NAMES.document("made-up"), NAMES.document("hostile")
    assert drawn() == (200, {PERSON, HOSTILE})
    assert drawn(("default-graph-uri", good)) == (200, {PERSON}) and drawn(("default-graph-uri", bad)) == (200, {HOSTILE})
    named = "SELECT ?p { GRAPH ?g { ?p a fz:Person } }"
    assert drawn(("named-graph-uri", bad), query=named) == (200, {HOSTILE})
    assert drawn(query=f"SELECT ?p FROM <{good}> FROM <{bad}> {{ ?p a fz:Person }}") == (200, {PERSON, HOSTILE})
    for query in ("SELECT", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <urn:a> { ?s ?p ?o } }"):
        assert drawn(query=query)[0] in (400, 403)
    assert drawn(("default-graph-uri", "no iri"))[0] == 400


def test_what_is_posted_for_a_drawing_is_a_query(web: httpx.Client) -> None:
    assert web.post("/graph.json", data={"at": VILLAGE}).status_code == 400
    assert web.post("/graph.json", json={"query": "ASK {}"}).status_code == 415
    assert web.post("/graph.json", data={"query": f"SELECT ?p {{ ?p a fz:Person }} #{'长' * 30_000}"}).status_code == 200


def test_the_proof_quotes_the_raw_sentence(web: httpx.Client) -> None:
    found = web.get("/graph/evidence.json", params={"of": FIGURE, "to": VILLAGE}).json()
    (proof,) = found["proofs"]
    assert proof["tie"] == {"source": FIGURE, "target": VILLAGE, "relation": "about", "label": ""}
    assert any(e["parts"][1] == "23万元" and "".join(e["parts"]).startswith("青枫县") and e["path"] == "/id/document/made-up" for e in proof["evidence"])
    assert web.get("/graph/evidence.json", params={"of": FIGURE}).json()["facts"]


@pytest.mark.parametrize(("query", "status"), [("", 400), ("of=", 400), ("of=urn:x", 404), (f"of={quote(FIGURE)}&to=urn:x", 404), ("of=not an iri", 404)])
def test_a_proof_of_nothing(web: httpx.Client, query: str, status: int) -> None:
    assert web.get(f"/graph/evidence.json?{query}").status_code == status


def test_the_page_without_script_is_a_list(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/graph", params={"at": VILLAGE}, headers={"Accept-Language": "zh"}).text)
    listed = HTMLParser(page.css_first("noscript").html or "")
    assert "柳坪村" in listed.text() and "投入23万元 — 说的是 — 柳坪村" in listed.text()
    assert f"/graph?at={quote(FIGURE, safe='')}" in [a.attributes["href"] for a in listed.css("a")]


def test_without_a_start_there_are_ways_in(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/graph", headers={"Accept-Language": "zh"}).text)
    assert "柳坪村" in [a.text() for a in page.css(".ways a")] and not page.css("#graph-canvas")


def test_hostile_names_never_leave_their_block(web: httpx.Client) -> None:
    text = web.get("/graph", params={"at": HOSTILE}).text
    assert "<script>alert" not in text and "<img src=x" not in text
    block = HTMLParser(text).css_first("#graph-data").text()
    assert json.loads(block)["nodes"][0]["label"].startswith("<script>alert(1)")


@pytest.mark.parametrize("text", ["</script>", "<!--", "a&b", "\u2028\u2029", "\"'"])
def test_json_inside_a_page_ends_nothing(text: str) -> None:
    written = inside(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text and not set("<>&\u2028\u2029") & set(written)
