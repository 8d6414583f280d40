"""The ready questions: forms, sheets, totals, bars and files, as they are without script."""

import csv
import io
from decimal import Decimal

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from graph.query import questions

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_every_ready_question(seeds_web: httpx.Client, name: str) -> None:
    asked = next(q for q in questions() if q.name == name)
    values = {p.name: "河津市" if p.kind == "place" else p.example for p in asked.parameters if not p.optional}
    answer = seeds_web.get(f"/ask/{name}", params=values, headers=PAGE)
    page = HTMLParser(answer.text)
    assert answer.status_code == 200 and asked.title_zh in page.css_first("h1").text() and not page.css(".fault")
    table = seeds_web.get(f"/ask/{name}", params={**values, "as": "table"})
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    headings = [h for name, (zh, _) in asked.columns.items() for h in ([zh, "读作"] if name in ("sentence", "otherSentence") else [zh])]
    assert rows[0] == headings and "attachment" in table.headers["content-disposition"]
    plain = list(csv.reader(io.StringIO(seeds_web.get(f"/ask/{name}", params={**values, "as": "csv"}).text)))
    assert plain[0] == list(asked.columns) and len(plain) == len(rows) == len(page.css(".sheet tbody tr")) + 1
    if len(rows) > 1:
        assert [h.text() for h in page.css(".sheet thead th")] == [h for h in rows[0] if h != "读作"]
        sentences = [d for d in page.css(".sheet details.proof")]
        assert not {"sentence"} & set(asked.columns) or (all(d.css("blockquote mark") for d in sentences) and sentences)
    else:
        assert page.css(".empty")
    if any(not p.optional for p in asked.parameters):
        assert HTMLParser(seeds_web.get(f"/ask/{name}", headers=PAGE).text).css("input[required]")


def column(page: HTMLParser, heading: str) -> list[str]:
    at = [h.text() for h in page.css(".sheet thead th")].index(heading)
    return [row.css("td")[at].text().strip() for row in page.css(".sheet tbody tr")]


def test_a_heading_orders_and_turns_and_lets_go(seeds_web: httpx.Client) -> None:
    page = HTMLParser(seeds_web.get("/ask/documents", headers=PAGE).text)
    own, seen = column(page, "数据"), []
    for _ in range(3):
        link = next(h.css_first("a").attributes["href"] for h in page.css(".sheet thead th") if h.text() == "数据")
        page = HTMLParser(seeds_web.get(link or "", headers=PAGE).text)
        seen.append(column(page, "数据"))
    assert [sorted(own, key=int), sorted(own, key=int, reverse=True), own] == seen
    assert HTMLParser(seeds_web.get("/ask/documents?sort=figures&desc=1", headers=PAGE).text).css("th[aria-sort=descending]")
    for nonsense in ("sort=nothing", "page=99", "page=x", "desc=1", "measure=x&bars=y", "bars=%00"):
        assert column(HTMLParser(seeds_web.get(f"/ask/documents?{nonsense}", headers=PAGE).text), "数据") == own


def test_totals_and_bars(seeds_web: httpx.Client) -> None:
    page = HTMLParser(seeds_web.get("/ask/documents", headers=PAGE).text)
    totals = {r.css_first("th").text(): r.css("td")[1].text().split()[0] for r in page.css(".totals tbody tr")}
    assert Decimal(totals["数据"]) == sum(Decimal(n) for n in column(page, "数据"))
    bars = page.css(".bars a")
    assert [b.css_first(".written").text() for b in bars] == sorted(column(page, "数据"), key=int, reverse=True)
    assert all((b.attributes["href"] or "").startswith("/id/document/") for b in bars)
    widths = [float(r.attributes["width"] or 0) for r in page.css(".bars rect")]
    assert max(widths) == 100 and all(0 < w <= 100 for w in widths)
    other = next(a.attributes["href"] for a in page.css(".totals a") if a.text() == "提及")
    assert "提及" in HTMLParser(seeds_web.get(other or "", headers=PAGE).text).css_first(".chart figcaption").text()


def test_a_question_with_a_wrong_value_says_so(web: httpx.Client) -> None:
    answer = web.get("/ask/figures-of-place", params={"place": "无此地"}, headers=PAGE)
    page = HTMLParser(answer.text)
    assert (
        answer.status_code == 400
        and "这张图里没有叫'无此地'的地方" in page.css_first(".fault").text()
        and page.css_first("input[name=place]").attributes["value"] == "无此地"
    )
    told = web.get("/ask/figures-of-place", params={"place": "无此地"}, headers={"Accept": "application/json"})
    assert told.status_code == 400 and "无此地" in told.json()["message"]
    assert web.get("/ask/figures-of-place", params={"as": "csv"}).status_code == 400
    assert web.get("/ask/no-such-question", headers=PAGE).status_code == 404


@pytest.mark.parametrize("typed", ["青楓縣", "970102", "青枫", "qfx", "qingfengxian"])
def test_a_form_understands_or_suggests(web: httpx.Client, typed: str) -> None:
    answer = web.get("/ask/figures-of-place", params={"place": typed}, headers=PAGE)
    page = HTMLParser(answer.text)
    if answer.status_code == 200:
        assert page.css_first("input[name=place]").attributes["value"] == "青枫县" and len(page.css(".sheet tbody tr")) == 2
    else:
        meant = next(a.attributes["href"] for a in page.css(".hint a") if a.text().endswith("青枫县"))
        assert len(HTMLParser(web.get(meant or "", headers=PAGE).text).css(".sheet tbody tr")) == 2


def test_forms_offer_the_values_of_this_graph(web: httpx.Client) -> None:
    page = HTMLParser(web.get("/ask/figures-of-place", headers=PAGE).text)
    assert "青枫县" in {o.attributes["value"] for o in page.css("#offers-place option")}
    units = [o.text() for o in page.css("select[name=unit] option")]
    assert units[0] == "不限" and {"万元", "元"} <= set(units)
    answer = HTMLParser(web.get("/ask/figures-of-place", params={"place": "青枫县", "unit": "元"}, headers=PAGE).text)
    assert answer.css_first("option[selected]").text() == "元" and set(column(answer, "基准单位")) == {"元"}


def test_what_questions_call_things_is_said_in_english(seeds_web: httpx.Client) -> None:
    english = {**PAGE, "Accept-Language": "en"}
    page = HTMLParser(seeds_web.get("/ask/figures-of-place", params={"place": "河津市"}, headers=english).text)
    assert set(column(page, "Status")) <= {"Result", "Target", "Standard"}
    kinds = set(column(HTMLParser(seeds_web.get("/ask/organisations-of-place", params={"place": "河津市"}, headers=english).text), "Kind"))
    assert kinds and all(kind.isascii() for kind in kinds)
