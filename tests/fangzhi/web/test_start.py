"""The way in: counts, ready questions, finding by name."""

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from graph.query import questions

PAGE = {"Accept": "text/html"}


def test_start_page(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/").text)
    counts = {d.attributes["data-kind"]: d.css_first("dd").text() for d in page.css(".counts div")}
    assert counts["Document"] == "2" and counts["Measurement"] == "3"
    assert {a.attributes["href"] for a in page.css(".questions h3 a")} == {f"/ask/{q.name}" for q in questions()}
    for field in page.css("input"):
        assert page.css(f"label[for='{field.attributes['id']}']"), "every field has its label"


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_every_ready_question(web: httpx.Client, name: str) -> None:
    asked = next(q for q in questions() if q.name == name)
    values = {p.name: "青枫县" if p.kind == "place" else p.example for p in asked.parameters}
    page = HTMLParser(web.get(f"/ask/{name}", params=values, headers=PAGE).text)
    assert page.css_first("h1") and asked.title_zh in page.css_first("h1").text() and not page.css(".fault")
    assert [h.text() for h in page.css("thead th")] == [zh for zh, _ in asked.columns.values()]
    csv = next(a for a in page.css(".forms a") if a.text() == "CSV").attributes["href"]
    assert csv and web.get(csv).text.splitlines()[0].split(",") == list(asked.columns)
    if any(not p.optional for p in asked.parameters):
        assert HTMLParser(web.get(f"/ask/{name}", headers=PAGE).text).css("input[required]")


def test_a_question_with_a_wrong_value_says_so(web: httpx.Client) -> None:
    answer = web.get("/ask/figures-of-place", params={"place": "无此地"}, headers=PAGE)
    page = HTMLParser(answer.text)
    assert answer.status_code == 400 and "无此地" in page.css_first(".fault").text() and page.css_first("input[name=place]").attributes["value"] == "无此地"
    told = web.get("/ask/figures-of-place", params={"place": "无此地"}, headers={"Accept": "application/json"})
    assert told.status_code == 400 and "无此地" in told.json()["message"]
    assert web.get("/ask/figures-of-place", params={"as": "csv"}).status_code == 400


@pytest.mark.parametrize(
    ("text", "path"), [("青枫县", "/id/place/970102"), ("970102", "/id/place/970102"), ("青枫", "/id/place/970102"), ("清泉", "/id/programme/970102/")]
)
def test_finding(web: httpx.Client, text: str, path: str) -> None:
    page = HTMLParser(web.get("/find", params={"q": text}).text)
    assert any((a.attributes["href"] or "").startswith(path) for a in page.css(".found a"))


def test_finding_nothing(web: httpx.Client) -> None:
    for text in ("", "无此名", '" } DELETE', "\\"):
        answer = web.get("/find", params={"q": text})
        assert answer.status_code == 200 and not HTMLParser(answer.text).css(".found a")
