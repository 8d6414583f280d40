"""The start page and search, as they are without script."""

import json

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.start import twigs
from fangzhi.web.tree import Branch
from graph.query import questions

PAGE = {"Accept": "text/html"}


def test_start_page(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/").text)
    counts = {d.attributes["data-kind"]: d.css_first("dd").text() for d in page.css(".counts div")}
    assert counts["Document"] == "2" and counts["Measurement"] == "3"
    assert all(d.css_first("dd a") for d in page.css(".counts div") if d.css_first("dd").text() != "0"), "every count leads to what was counted"
    forms = {f.attributes["action"] for f in page.css("form.ready")} | {a.attributes["href"] for a in page.css(".questions a")}
    assert forms == {f"/ask/{q.name}" for q in questions()}
    for field in page.css("input, select"):
        assert page.css(f"label[for='{field.attributes['id']}']"), "every field has its label"


def test_places_stand_on_their_tree_with_what_is_inside(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/").text)
    rows = {row.css_first("a").text(): [n.text() for n in row.css(".n")] for row in page.css(".tree li > .row")}
    county = next(d for d in page.css(".tree li") if d.css_first("a").text() == "青枫县")
    inner = {a.text() for a in county.css_first("ul").css("a[lang]")}
    assert rows["青枫县"][0] == str(len(inner)) and inner
    figures = page.css_first(".tree a[aria-label^='青枫县']")
    assert figures.text() == "2"
    answer = HTMLParser(web.get(figures.attributes["href"] or "", headers=PAGE).text)
    assert len(answer.css(".sheet tbody tr")) == 2, "the number is that of the figures which it opens"


def branch(number: int, depth: int, places: int = 0) -> Branch:
    return Branch(f"urn:{number}", str(number), "Place", "", depth + 1, depth, places, 0, 0)


@pytest.mark.parametrize(
    ("most", "at", "shown", "hidden"),
    [
        (9, "", ["0", "1", "2", "3"], 0),
        (3, "", ["0", "1", "3"], 1),
        (1, "", ["0"], 3),
        (1, "urn:1", ["1", "2"], 0),
        (9, "urn:3", ["3"], 0),
        (9, "urn:x", ["0", "1", "2", "3"], 0),
    ],
)
def test_the_tree_leaves_out_the_deepest(most: int, at: str, shown: list[str], hidden: int) -> None:
    found, left = [], list(twigs((branch(0, 0, 3), branch(1, 1, 1), branch(2, 2), branch(3, 1)), at, most))
    count = 0
    while left:
        twig = left.pop(0)
        found.append(twig.branch.label)
        count += twig.hidden
        left = [*twig.below, *left]
    assert (found, count) == (shown, hidden)


@pytest.mark.parametrize(
    ("text", "path"),
    [("青枫县", "/id/place/970102"), ("青楓縣", "/id/place/970102"), ("970102", "/id/place/970102"), ("青枫", "/id/place/970102"), ("qfx", "/id/place/970102"),
     ("qingfeng", "/id/place/970102"), ("qfengx", "/id/place/970102"), ("清泉", "/id/programme/970102/")],
)  # fmt: skip
def test_finding(web: httpx.Client, text: str, path: str) -> None:
    page = HTMLParser(web.get("/find", params={"q": text}).text)
    assert any((a.attributes["href"] or "").startswith(path) for a in page.css(".found a"))
    told = web.get("/find.json", params={"q": text}).json()
    assert told["ready"] and any(hit["path"].startswith(path) for hit in told["hits"])


def test_what_a_hit_says(web: httpx.Client) -> None:
    first = web.get("/find.json", params={"q": "青枫县", "type": "Place", "limit": "1"}).json()["hits"]
    assert len(first) == 1 and {k: first[0][k] for k in ("label", "type", "class", "code", "path", "what")} == {
        "label": "青枫县", "type": "Place", "class": "County", "code": "970102", "path": "/id/place/970102", "what": "县（市、区）",
    }  # fmt: skip
    assert first[0]["iri"].endswith("place/970102") and first[0]["within"]
    assert len(web.get("/find.json", params={"q": "青枫县", "limit": "9" * 5000}).json()["hits"]) >= 1
    assert web.get("/find.json", params={"q": "青枫县", "type": "Person"}).json()["hits"] == []
    assert web.get("/find.json", params={"q": "青枫县"}, headers={"Accept-Language": "en"}).json()["hits"][0]["what"] == "County"


def test_finding_nothing(web: httpx.Client) -> None:
    for text in ("", "无此名", '" } DELETE', "\\", "\n", "a" * 5000, "\u0000", "%", "zzzzzzz"):
        answer = web.get("/find", params={"q": text})
        assert answer.status_code == 200 and not HTMLParser(answer.text).css(".found a")
        assert json.loads(web.get("/find.json", params={"q": text, "limit": "-1"}).text)["hits"] == []
