"""SPARQL inside the page: the same answers as the store gives, from a file, with the network off."""

import csv
import io
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.merge import network
from graph.page import page_html, write_page
from graph.page_sparql import LIMIT, sparql
from graph.query import answer, ready_text
from graph.questions import OPENED, linked, questions
from graph.store import memory_store
from ontology.errors import SourceError
from ontology.iri import Names
from ontology.terms import FZ, FZ_NS, STD, UNIT_NS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "=1+1<img src=x onerror=alert(1)>"


def evil_quads() -> list[Quad]:
    """A programme whose name is a formula and markup, and two places of one name."""
    graph = NamedNode("urn:evil-document")
    said = [("urn:evil", FZ.PROGRAMME, HOSTILE), ("urn:one", FZ.PLACE, "同名村"), ("urn:two", FZ.PLACE, "同名村")]
    types = [Quad(NamedNode(iri), NamedNode(STD.TYPE), NamedNode(kind), graph) for iri, kind, _ in said]
    return types + [Quad(NamedNode(iri), NamedNode(STD.LABEL), Literal(label, language="zh"), graph) for iri, _, label in said]


@pytest.fixture(scope="module")
def store(gold_quads: list[Quad]) -> Store:
    return memory_store([*gold_quads, *evil_quads()])


@pytest.fixture(scope="module")
def file(store: Store, gold_quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sparql") / "graph.html"
    write_page(network([*gold_quads, *evil_quads()]), path, title="方志", sparql=sparql(store))
    return path


@pytest.fixture(scope="module")
def asking(browser: "Browser", file: Path) -> Iterator["Page"]:
    """The page on its questions, offline; nothing may have complained or been asked for."""
    context = browser.new_context(offline=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("dialog", lambda d: (complaints.append(d.message), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else complaints.append(r.url))
    page.goto(file.as_uri() + "#view=ask")
    page.wait_for_selector("html[data-drawn]")
    yield page
    context.close()
    assert complaints == []


def run(page: "Page", query: str) -> str:
    """Runs a query; what the page says of it."""
    page.fill("#query", query)
    page.click("#run")
    page.locator("#stop").wait_for(state="hidden")
    return page.locator("#ask-status").inner_text()


def cells(page: "Page") -> list[list[str]]:
    found: list[list[str]] = page.evaluate("() => [...document.querySelectorAll('#answer tbody tr')].map((r) => [...r.cells].map((c) => c.textContent))")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_a_ready_question_has_the_answer_of_the_store(asking: "Page", store: Store, name: str) -> None:
    question = next(q for q in questions() if q.name == name)
    asking.select_option("#ready", name)
    for parameter in question.parameters:
        asking.fill(f"#parameters input[name={parameter.name}]", parameter.example)
    asking.click("#run")
    asking.locator("#stop").wait_for(state="hidden")
    text = linked(question, ready_text(store, name, {p.name: p.example for p in question.parameters}))
    found = answer(store, text)
    kept = [i for i, column in enumerate(found.columns) if not column.endswith(OPENED)]
    expected = [tuple(row[i] for i in kept) for row in found.rows]
    assert asking.locator("#ask-status").inner_text().startswith(f"{len(expected)} 行")
    heads = asking.locator("#answer thead button").all_inner_texts()
    assert heads == ([question.columns[found.columns[i]][0] for i in kept] if expected else heads)
    shown = [[cell for cell in row if cell] for row in cells(asking)]
    plain = [[str(cell) for cell in row if cell not in (None, "")] for row in expected][: len(shown)]
    assert sorted(map(len, shown)) == sorted(map(len, plain))
    texts = {cell for row in shown for cell in row}
    assert {cell for row in plain for cell in row if not cell.startswith("http") and not cell.replace(".", "").isdigit()} <= texts | {"True", "False"}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n  ?s ?p ?o\n} LIMIT x", "第 3 行第 9 列有误"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "第 1 行第 10 列有误"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "not supported"),
        ("ASK { ?s a fz:Place }", "1 行"),
        ("CONSTRUCT { ?s a fz:Place } WHERE { ?s a fz:County }", "5 行"),
        ("SELECT (COUNT(*) AS ?n) { ?s a fz:County }", "1 行"),
        ("PREFIX fz: <urn:other> SELECT * { ?s a fz:Place }", "0 行"),
    ],
)
def test_any_sparql_is_answered_or_its_fault_is_placed(asking: "Page", query: str, said: str) -> None:
    assert said in run(asking, query)


@pytest.mark.browser
def test_only_counts_have_a_sum(asking: "Page", store: Store) -> None:
    sums = {}
    for name in ("documents", "largest-figures"):
        asking.select_option("#ready", name)
        asking.click("#run")
        asking.locator("#stop").wait_for(state="hidden")
        sums[name] = asking.locator("#answer tfoot td").all_inner_texts()
    (mentions,) = answer(store, "SELECT (SUM(?n) AS ?sum) { ?d fz:mentionCount ?n }").rows[0]
    assert str(mentions) in sums["documents"]
    assert sums["largest-figures"] == [], "figures of several units"
    run(asking, "SELECT ?code { ?p fz:divisionCode ?code }")
    assert len(cells(asking)) > 1 and asking.locator("#answer tfoot").count() == 0


@pytest.mark.browser
def test_a_cell_of_a_ready_question_opens_its_entity_and_sentence(asking: "Page") -> None:
    asking.select_option("#ready", "figures-of-place")
    asking.locator("#answer tbody button", has_text="南堡村").first.click()
    assert asking.locator("#panel h2").inner_text() == "南堡村"
    assert OPENED not in asking.input_value("#query")
    asking.keyboard.press("Escape")


@pytest.mark.browser
def test_a_number_of_triples_is_counted_once_whatever_documents_say_it(asking: "Page", store: Store) -> None:
    query = "SELECT ?type (COUNT(*) AS ?n) { ?s a ?type } GROUP BY ?type ORDER BY ?type"
    run(asking, query)
    assert [int(row[1]) for row in cells(asking)] == [row[1] for row in answer(store, query).rows]


@pytest.mark.browser
def test_names_that_mean_harm_are_text_here_and_in_csv(asking: "Page", tmp_path: Path) -> None:
    run(asking, "SELECT ?p ?name (-3 AS ?n) { ?p rdfs:label ?name FILTER(STRSTARTS(?name, '=')) }")
    assert [row[1] for row in cells(asking)] == [HOSTILE]
    assert asking.locator("#answer img").count() == 0
    with asking.expect_download() as download:
        asking.click("#csv")
    download.value.save_as(tmp_path / "answer.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "answer.csv").read_text("utf-8-sig"))))
    assert rows == [["p", "name", "n"], ["urn:evil", f"'{HOSTILE}", "-3"]]


@pytest.mark.browser
def test_a_place_that_is_not_one_is_said(asking: "Page") -> None:
    for place, said in (("没有的地方", "没有叫"), ("同名村", "有 2 个地方叫"), ('"} ?s ?p ?o #', "没有叫")):
        asking.select_option("#ready", "figures-of-place")
        asking.locator("#stop").wait_for(state="hidden")
        asking.fill("#parameters input", place)
        asking.click("#run")
        asking.locator("#ask-status", has_text=said).wait_for()


@pytest.mark.browser
def test_a_long_query_is_stopped_and_the_next_is_answered(asking: "Page") -> None:
    asking.fill("#query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    asking.click("#run")
    asking.click("#stop")
    asking.locator("#ask-status", has_text="已停止").wait_for()
    assert "1 行" in run(asking, "ASK {}")


@pytest.mark.browser
def test_columns_are_sorted_and_an_entity_opens_in_the_panel(asking: "Page") -> None:
    run(asking, "SELECT ?county ?code { ?county a fz:County ; fz:divisionCode ?code }")
    asking.locator("#answer thead button", has_text="code").click()
    codes = [row[1] for row in cells(asking)]
    assert codes == sorted(codes)
    asking.locator("#answer thead button", has_text="code").click()
    assert [row[1] for row in cells(asking)] == codes[::-1]
    asking.locator("#answer tbody button", has_text="交城县").click()
    assert asking.locator("#panel h2").inner_text() == "交城县"
    asking.keyboard.press("Escape")


@pytest.mark.browser
def test_numbers_stand_before_texts_and_what_encodes_nothing_is_shown(asking: "Page") -> None:
    run(asking, 'SELECT ?n { VALUES ?n { 9 "乙" UNDEF 10 "甲" } }')
    for order in (["9", "10", "乙", "甲", ""], ["10", "9", "甲", "乙", ""]):
        asking.locator("#answer thead button").click()
        assert [row[0] for row in cells(asking)] == order
    stray = Names().programme("970102", "清泉工程") + "%FF"  # no UTF-8
    run(asking, f"SELECT (<{stray}> AS ?p) {{}}")
    assert cells(asking) == [[stray]]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_address_restores_a_question_and_axe_finds_nothing_serious(browser: "Browser", axe: "Callable[[Page], None]", file: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(file.as_uri() + "#view=ask&query=posts&with-place=%E6%B2%B3%E6%B4%A5%E5%B8%82&lang=en")
    page.locator("#answer tbody tr").nth(3).wait_for()
    assert page.locator("#answer tbody tr").count() == 4
    assert page.locator("#parameters input").input_value() == "河津市"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    page.close()


def test_only_files_that_ask_may_run_webassembly(store: Store) -> None:
    empty: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    assert "wasm" not in page_html(empty, title="x").split("<style>")[0]
    policy = unescape(page_html(empty, title="x", sparql=sparql(store)).split("<style>")[0])
    assert "'wasm-unsafe-eval'; worker-src blob:; style-src" in policy
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")


def test_the_documents_of_a_neighbourhood_come_with_places_and_ontology(store: Store) -> None:
    whole, part = sparql(store), sparql(store, {"seed-000"})
    assert part.triples < whole.triples
    graphs = {q.graph_name.value for q in parse(part.trig, format=RdfFormat.TRIG) if isinstance(q.graph_name, NamedNode)}
    assert {g for g in graphs if "/document/" in g} == {Names().document("seed-000")}
    assert {FZ_NS, UNIT_NS, "urn:evil-document"} <= graphs
    assert sparql(store, {"seed-000"}) == part


def test_too_many_triples_are_refused_with_a_way_out() -> None:
    graph = NamedNode("urn:g")
    crowd = Store()
    crowd.bulk_extend(Quad(NamedNode(f"urn:{i}"), NamedNode("urn:p"), Literal(str(i)), graph) for i in range(LIMIT + 1))
    with pytest.raises(SourceError, match="too many for SPARQL inside a file"):
        sparql(crowd)
