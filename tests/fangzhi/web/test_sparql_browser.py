"""The SPARQL page in Chromium: writing, completing, running, the four faces of an answer, faults at their place."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from .conftest import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FIGURES = "SELECT ?name ?n { ?m fz:about ?p ; qudt:numericValue ?n . ?p rdfs:label ?name }"
TIES = "SELECT ?f ?p { ?f fz:about ?p }"


def sparql(opened: Open, query: str = "", view: str = "", **how: object) -> "Page":
    page = opened(f"/sparql?query={quote(query)}&view={view}" if query else "/sparql", **how)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def write(page: "Page", text: str) -> None:
    page.evaluate("text => window.fangzhi.write(text)", text)


def fields(page: "Page") -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def test_a_query_runs_by_ctrl_enter_and_the_address_has_it(opened: Open) -> None:
    page = sparql(opened)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(TIES)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#sparql-shown tbody tr")
    assert page.locator("#sparql-shown tbody tr").count() == 2 and "2 行" in page.locator("#sparql-said").inner_text()
    assert fields(page)["query"] == TIES
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("window.fangzhi.text()") == TIES and page.locator("#sparql-shown tbody tr").count() == 2
    write(page, "ASK { ?s ?p ?o }")
    page.locator("#sparql-form button.main").click()
    page.wait_for_function("() => document.querySelector('#sparql-shown .answer')?.textContent === '是'")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#sparql-shown tbody tr').length === 2")


@pytest.mark.parametrize(
    ("before", "typed", "label"),
    [
        ("SELECT * { ?p a ", "fz:Coun", "fz:County"),
        ("SELECT * { ?p a ", "县级", "fz:County"),
        ("SELECT * { ?m ", "fz:abo", "fz:about"),
        ("SELECT * { ?m a fz:Result ; ", "qudt:num", "qudt:numericValue"),
        ("SELECT ?village { ?vil", "l", "?village"),
        ("SEL", "E", "SELECT"),
        ("PREFIX ", "foa", "foaf: <http://xmlns.com/foaf/0.1/>"),
        ("SELECT * { ?p a ", "place", "place:"),
    ],
)
def test_terms_are_completed(opened: Open, before: str, typed: str, label: str) -> None:
    page = sparql(opened)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(before)
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    assert label in page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").all_inner_texts()
    first = page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").first.inner_text()
    page.wait_for_timeout(120)  # CodeMirror takes no key for a moment, lest one be meant for the text
    page.keyboard.press("Enter")
    assert page.evaluate("window.fangzhi.text()").startswith((before[: before.rfind(" ") + 1] + first)[:12])


@pytest.mark.parametrize(
    ("query", "told", "marked"),
    [
        ("SELECT * {\n  ?s ?p\n}", "line 3", "}"),
        ("SELECT * {\n  ?s nope:a ?o }", "line 2, column 6: unknown prefix nope:", "nope:a"),
        ("SELECT *\n{ SERVICE <urn:a> { ?s ?p ?o } }", "SERVICE asks another server", "{ SERVICE <urn:a> { ?s ?p ?o } }"),
        ('SELECT * { ?s ?p "𠮷村" ; ?? }', "line 1", None),
    ],
)
def test_a_fault_is_marked_at_its_place(browser: "Browser", served: Any, query: str, told: str, marked: str | None) -> None:
    context = browser.new_context(base_url=served.url, locale="zh")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    page.goto("/sparql")
    page.wait_for_selector("html[data-ready]", state="attached")
    write(page, query)
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector(".cm-lintRange-error")
    assert told in page.locator("#sparql-said .fault").inner_text()
    assert page.locator(".cm-lint-marker-error").count() == 1
    assert marked is None or "".join(page.locator(".cm-lintRange-error").all_inner_texts()) == marked
    write(page, TIES)
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-shown tbody tr")
    assert page.locator(".cm-lintRange-error").count() == 0 and page.locator(".fault").count() == 0
    assert [c for c in complaints if "status of 40" not in c] == []  # the browser itself notes every answer that is a refusal
    page.goto(f"/sparql?query={quote(query)}")
    page.wait_for_selector(".cm-lintRange-error")
    context.close()


def test_an_answer_has_four_faces(opened: Open) -> None:
    page = sparql(opened, FIGURES)
    page.click("#tab-raw")
    page.wait_for_selector("#sparql-shown pre")
    assert '"bindings"' in page.locator("#sparql-shown pre").inner_text() and fields(page)["view"] == "raw"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#sparql-shown svg.barchart rect")
    assert page.locator("svg.barchart text").all_text_contents() == ["柳坪村", "23"] and fields(page)["view"] == "chart"
    write(page, TIES)
    page.locator("#sparql-form button.main").click()
    page.wait_for_function("() => document.querySelector('#sparql-shown').textContent.includes('图表要有一列数字')")
    page.click("#tab-graph")
    page.wait_for_selector("#sparql-shown canvas")
    page.reload()
    page.wait_for_selector("#sparql-shown canvas")
    page.click("#tab-table")
    page.wait_for_selector("#sparql-shown tbody tr")
    assert "view" not in fields(page)


def test_columns_sort_by_number_and_name(opened: Open) -> None:
    page = sparql(opened)
    write(page, 'SELECT * { VALUES (?n ?t) { (9 "乙") (10 "甲") (1.5 "丙") } }')
    page.locator("#sparql-form button.main").click()
    head = page.locator("#sparql-shown thead th", has_text="n")
    head.locator("button").click()
    assert page.locator("#sparql-shown tbody td.n").all_inner_texts() == ["1.5", "9", "10"] and head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert page.locator("#sparql-shown tbody td.n").all_inner_texts() == ["10", "9", "1.5"]


def test_numbers_stand_before_texts_and_nothing_last_whichever_way(opened: Open) -> None:
    page = sparql(opened)
    write(page, 'SELECT * { VALUES ?n { 9 "乙" 10 UNDEF "甲" 1.5 } }')
    page.locator("#sparql-form button.main").click()
    for order in (["1.5", "9", "10", "甲", "乙", ""], ["10", "9", "1.5", "乙", "甲", ""]):
        page.locator("#sparql-shown thead button").click()
        assert page.locator("#sparql-shown tbody td").all_inner_texts() == order


def test_drawing_and_chart_are_of_the_dataset_that_was_asked(opened: Open) -> None:
    people = "SELECT ?p (1 AS ?n) { ?p a fz:Person }"
    page = opened(f"/sparql?query={quote(people)}&default-graph-uri={quote(NAMES.document('made-up'), safe='')}")
    page.wait_for_selector("html[data-ready]", state="attached")
    for tab, shown in (("chart", "svg.barchart text"), ("graph", "canvas")):
        with page.expect_response("**/graph.json*") as answer:
            page.click(f"#tab-{tab}")
            page.wait_for_selector(f"#sparql-shown {shown}")
        assert [node["label"] for node in answer.value.json()["nodes"]] == ["何一平"]
    assert fields(page)["default-graph-uri"] == NAMES.document("made-up")


def test_a_query_too_long_for_an_address_has_all_its_faces(opened: Open) -> None:
    page = sparql(opened)
    write(page, f"{FIGURES} # {'长' * 12_000}")
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-shown tbody tr")
    assert "query" not in fields(page) and page.locator("#sparql-long").is_visible()
    with page.expect_download() as download:
        page.locator("#sparql-said button", has_text="CSV").click()
    assert download.value.suggested_filename == "sparql.csv" and "23" in Path(download.value.path()).read_text("utf-8")
    page.click("#tab-graph")
    page.wait_for_selector("#sparql-shown :is(canvas, p)")
    assert page.locator(".fault").count() == 0
    write(page, FIGURES)
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-said a", state="attached")
    assert fields(page)["query"] == FIGURES and page.locator("#sparql-long").is_hidden()


def test_a_graph_is_shown_as_turtle_and_drawn(opened: Open) -> None:
    page = sparql(opened)
    write(page, "CONSTRUCT { ?f fz:about ?p } WHERE { ?f fz:about ?p }")
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-shown pre")
    assert "fz:about" in page.locator("#sparql-shown pre").inner_text() and "2 个三元组" in page.locator("#sparql-said").inner_text()
    page.click("#tab-graph")
    page.wait_for_selector("#sparql-shown canvas")


def test_a_ready_question_comes_into_the_editor(opened: Open) -> None:
    page = sparql(opened)
    page.locator(".examples summary").click()
    page.locator(".examples a").first.click()
    page.wait_for_selector("#sparql-tabs:not([hidden])")
    assert page.evaluate("window.fangzhi.text()") == fields(page)["query"]


def test_links_lead_to_pages_and_not_to_scripts(opened: Open) -> None:
    page = sparql(opened)
    write(
        page,
        "SELECT * { { ?s schema:url ?u } UNION { ?s rdfs:label ?l FILTER(CONTAINS(?l, 'alert')) } UNION { ?s a fz:Village } }",
    )
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-shown tbody tr")
    assert HOSTILE in page.locator("#sparql-shown").inner_text() and page.locator("#sparql-shown img, #sparql-shown script").count() == 0
    links = page.locator("#sparql-shown a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert "/id/place/970102100201" in links and not [to for to in links if not to.startswith(("/id/", "https://", "http://"))]
    page.locator("#sparql-shown a", has_text="place:970102100201").click()
    page.wait_for_url("**/id/place/970102100201")


def test_without_script_the_form_works(opened: Open) -> None:
    page = opened("/sparql", scripts=False)
    page.fill("#query", TIES)
    page.locator("#sparql-form button.main").click()
    page.wait_for_selector("#sparql-shown tbody tr")
    assert page.locator("#sparql-shown tbody tr").count() == 2
    page.locator(".examples summary").click()
    page.locator(".examples a").first.click()
    page.wait_for_url("**/sparql?query=**")
    assert page.locator("#query").input_value().startswith(("#", "SELECT"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_serious_is_wrong_for_readers(opened: Open, axe: "Callable[[Page], None]", width: int, lang: str) -> None:
    page = sparql(opened, FIGURES, "chart", width=width, lang=lang)
    for view, shown in (("chart", "svg.barchart"), ("graph", "canvas, p"), ("raw", "pre"), ("table", "table")):
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#sparql-shown :is({shown})")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    axe(page)
