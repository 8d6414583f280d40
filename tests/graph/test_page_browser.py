"""The page in Chromium: found by search, read in the panel, silent towards the network, proof against hostile names."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import networkx
import pytest
from pyoxigraph import Quad

from graph.merge import network
from graph.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"
ALIEN = "</script><script>alert(2)</script>"
COUNTY, TOWN, PROGRAMME, FIGURE = "urn:county", "urn:town", "urn:programme", "urn:figure"
SENTENCE = "西營(yíng)鎮(zhèn)推行“一村一策”,受理500余件"


def proof(mention: str, sentence: str = SENTENCE) -> dict[str, object]:
    start = sentence.index(mention)
    end = start + len(mention)
    return {
        "document": "doc-1", "title": "交城新闻", "url": "https://example.org/1", "sentence": sentence, "mention_start": start, "mention_end": end,
        "raw_start": start, "raw_end": end, "text": mention, "rule": "hand", "confidence": "0.9",
    }  # fmt: skip


def small_net() -> "networkx.MultiDiGraph[str]":
    net: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    blank = {"subtype": "", "code": "", "aliases": (), "facts": (), "evidence": ()}
    net.add_node("urn:14", **{**blank, "type": "Place", "subtype": "Province", "label": "山西省", "code": "14"})
    net.add_node(COUNTY, **{**blank, "type": "Place", "subtype": "County", "label": "交城县", "code": "141122", "aliases": ("交城",)})
    net.add_node(TOWN, **{**blank, "type": "Place", "subtype": "Township", "label": "西营镇", "code": "141122102", "evidence": (proof("西營(yíng)鎮(zhèn)"),)})
    net.add_node(PROGRAMME, **{**blank, "type": "Programme", "subtype": "System", "label": "一村一策", "evidence": (proof("一村一策"),)})
    figure = {"type": "Measurement", "subtype": "Result", "label": "受理500余件", "facts": (("数值", "500"),), "evidence": (proof("500余件"),)}
    net.add_node(FIGURE, **{**blank, **figure})
    for iri, text in (("urn:evil", HOSTILE), ("urn:alien", ALIEN)):
        evil = {**proof(text, f"名为{text}的项目"), "title": text, "url": "javascript:alert(4)"}
        net.add_node(iri, **{**blank, "type": "Programme", "label": text, "facts": ((text, "javascript:alert(3)"),), "evidence": (evil,)})
        net.add_edge(iri, TOWN, key="carriedOutBy", relation="carriedOutBy", label=text, evidence=(evil,))
    net.add_edge(COUNTY, "urn:14", key="within", relation="within", label="", evidence=())
    net.add_edge(TOWN, COUNTY, key="within", relation="within", label="", evidence=())
    net.add_edge(PROGRAMME, TOWN, key="carriedOutBy", relation="carriedOutBy", label="", evidence=(proof("一村一策"),))
    net.add_edge(FIGURE, TOWN, key="about", relation="about", label="", evidence=(proof("500余件"),))
    return net


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(small_net(), path, title=f"方志 {HOSTILE}")
    return path


@pytest.fixture
def opened(browser: "Browser", file: Path) -> Iterator["Page"]:
    yield from watched(browser, file, 1280, 800)


@pytest.fixture
def narrow(browser: "Browser", file: Path) -> Iterator["Page"]:
    yield from watched(browser, file, 390, 844)


def watched(browser: "Browser", file: Path, width: int, height: int) -> Iterator["Page"]:
    """The open page; afterwards it must have asked for nothing, complained of nothing and opened no dialog."""
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    requests: list[str] = []
    complaints: list[str] = []

    def refuse(dialog: "Dialog") -> None:
        complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("request", lambda r: requests.append(r.url))
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("dialog", refuse)
    page.route("http://**", lambda route: route.abort())
    page.route("https://**", lambda route: route.abort())
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn]")
    yield page
    page.close()
    assert {r for r in requests if not r.startswith("data:")} == {file.as_uri()}
    assert complaints == []


def title_of(page: "Page") -> str:
    return page.locator("#panel h2").inner_text()


def click(page: "Page", *iris: str) -> None:
    """A click on a node, or on the middle of the line between two."""
    box = page.locator("#canvas").bounding_box()
    assert box
    spots = [page.evaluate("iri => window.fangzhi.spot(iri)", iri) for iri in iris]
    page.mouse.click(box["x"] + sum(s["x"] for s in spots) / len(spots), box["y"] + sum(s["y"] for s in spots) / len(spots))


@pytest.mark.parametrize("typed", ["交城县", "交城縣", "交城", "jcx", "jiaocheng", "JiaoCheng Xian", "jiaocx", "141122"])
def test_search_finds_the_county_however_it_is_typed(opened: "Page", typed: str) -> None:
    opened.fill("#search", typed)
    assert "交城县" in opened.locator("#hits li[aria-selected=true]").inner_text()
    opened.press("#search", "Enter")
    assert title_of(opened) == "交城县"
    assert opened.evaluate("window.fangzhi.network.getSelectedNodes().length") == 1
    assert opened.evaluate("document.activeElement.id") == "panel-title"


def test_the_keyboard_is_enough(opened: "Page") -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("14")
    opened.keyboard.press("ArrowDown")
    chosen = opened.locator("#hits li[aria-selected=true]")
    assert chosen.get_attribute("id") == opened.get_attribute("#search", "aria-activedescendant") == "hit-1"
    label = chosen.inner_text()
    opened.keyboard.press("Enter")
    assert title_of(opened) in label
    opened.keyboard.press("Escape")
    assert opened.locator("#panel").is_hidden()
    opened.fill("#search", "没有这个")
    assert opened.locator("#hits-said").inner_text() == "没有找到"
    opened.press("#search", "Escape")
    assert opened.locator("#hits").is_hidden()


def test_a_click_on_a_node_shows_its_facts_and_the_raw_sentence(opened: "Page") -> None:
    click(opened, FIGURE)
    assert title_of(opened) == "受理500余件"
    assert opened.locator("#panel th", has_text="数值").locator("xpath=../td").inner_text() == "500"
    assert opened.locator("#panel blockquote").inner_text() == SENTENCE
    assert opened.locator("#panel mark").inner_text() == "500余件"
    assert "交城新闻" in opened.locator("#panel figcaption").inner_text()
    assert opened.locator("#panel figcaption a").get_attribute("href") == "https://example.org/1"


def test_a_click_on_a_line_shows_what_it_says_and_from_where(opened: "Page") -> None:
    click(opened, PROGRAMME, TOWN)
    assert "一村一策 — 实施者 — 西营镇" in opened.locator("#panel").inner_text()
    assert opened.locator("#panel mark").inner_text() == "一村一策"


def test_the_panel_steps_to_neighbours_and_the_address_follows(opened: "Page") -> None:
    click(opened, TOWN)
    assert opened.locator("#panel mark").inner_text() == "西營(yíng)鎮(zhèn)"
    opened.locator("#panel .step", has_text="交城县").click()
    assert title_of(opened) == "交城县"
    assert "at=urn%3Acounty" in opened.url
    opened.reload()
    opened.wait_for_selector("html[data-drawn]")
    assert title_of(opened) == "交城县"


def test_hostile_names_are_text(opened: "Page") -> None:
    for iri, text in (("urn:evil", HOSTILE), ("urn:alien", ALIEN)):
        click(opened, iri)
        assert title_of(opened) == text
        assert opened.locator("#panel mark").inner_text() == text
        assert opened.locator("#panel img, #panel script").count() == 0
        assert opened.locator("#panel a").count() == 0
    opened.fill("#search", "img")
    assert HOSTILE in opened.locator("#hits").inner_text()
    opened.press("#search", "Escape")
    opened.click("#as-table")
    assert HOSTILE in opened.locator("#table").inner_text()
    assert opened.locator("header h1").inner_text() == f"方志 {HOSTILE}"


def test_the_legend_filters_by_type(opened: "Page") -> None:
    shown = "window.fangzhi.network.body.data.nodes.length"
    assert opened.evaluate(shown) == 7
    opened.locator("#legend input[data-type=Programme]").uncheck()
    assert opened.evaluate(shown) == 4
    opened.fill("#search", "一村一策")
    opened.press("#search", "Enter")
    assert opened.evaluate(shown) == 7
    assert opened.locator("#legend input[data-type=Programme]").is_checked()


def test_the_legend_filters_by_relation_and_counts(opened: "Page") -> None:
    lines = "window.fangzhi.network.body.data.edges.length"
    row = opened.locator("#relations li", has=opened.locator("[data-relation=carriedOutBy]"))
    assert row.inner_text().split() == ["实施者", "3"]
    assert opened.evaluate(lines) == 6
    row.locator("input").uncheck()
    assert opened.evaluate(lines) == 3
    click(opened, TOWN)
    assert "按图例筛去 3 项" in opened.locator("#panel").inner_text()
    assert opened.locator("#panel .step", has_text="一村一策").count() == 0
    opened.reload()
    opened.wait_for_selector("html[data-drawn]")
    assert opened.evaluate(lines) == 3
    opened.locator("[data-relation=carriedOutBy]").check()
    assert opened.evaluate(lines) == 6


def labels(page: "Page") -> set[str]:
    return set(page.evaluate("window.fangzhi.shown()"))


def test_a_neighbourhood_is_expanded_pinned_and_hidden_and_the_address_restores_it(opened: "Page") -> None:
    click(opened, FIGURE)
    opened.click("#near")
    around = labels(opened)
    assert FIGURE in around
    opened.locator("#panel .step", has_text="西营镇").click()
    opened.keyboard.press("p")
    assert opened.locator("#panel .acts [aria-pressed=true]").inner_text() == "固定"
    opened.locator("#panel .step", has_text="交城县").click()
    opened.keyboard.press("h")
    assert opened.locator("#panel").is_hidden()
    assert COUNTY not in labels(opened)
    before, address = labels(opened), opened.url
    assert "pin=" in address and "hide=" in address and "show=near" in address
    opened.goto("about:blank")
    opened.goto(address)
    opened.wait_for_selector("html[data-drawn]")
    assert labels(opened) == before
    opened.click("#restore")
    assert COUNTY in labels(opened)
    assert opened.locator("#restore").is_hidden()


def test_places_add_up_what_they_hold_and_open(opened: "Page") -> None:
    opened.click("#places")
    assert labels(opened) == {"urn:14", COUNTY}
    assert "2 / 7" in opened.locator("#notice").inner_text()
    click(opened, COUNTY)
    opened.keyboard.press("e")
    assert labels(opened) == {"urn:14", COUNTY, TOWN}
    click(opened, TOWN)
    opened.locator("#panel .acts button", has_text="展开").click()
    assert labels(opened) >= {PROGRAMME, FIGURE}
    opened.locator("#panel .acts button", has_text="收起").click()
    assert labels(opened) == {"urn:14", COUNTY, TOWN}
    opened.fill("#search", "一村一策")
    opened.press("#search", "Enter")
    assert PROGRAMME in labels(opened)


def test_the_view_is_saved_as_png_and_svg(opened: "Page", tmp_path: Path) -> None:
    with opened.expect_download() as png:
        opened.click("#png")
    png.value.save_as(tmp_path / "view.png")
    assert (tmp_path / "view.png").read_bytes().startswith(b"\x89PNG")
    with opened.expect_download() as svg:
        opened.click("#svg")
    svg.value.save_as(tmp_path / "view.svg")
    root = ElementTree.parse(tmp_path / "view.svg").getroot()
    texts = {"".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"交城县", "西营镇"} <= texts
    assert len(list(root.iter("{http://www.w3.org/2000/svg}line"))) == 6
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert svg.value.suggested_filename.endswith(".svg")


def test_the_picture_follows_the_pointer_while_it_is_dragged(opened: "Page") -> None:
    box = opened.locator("#canvas").bounding_box()
    assert box
    spot = opened.evaluate("iri => window.fangzhi.spot(iri)", COUNTY)
    opened.mouse.move(box["x"] + 40, box["y"] + 300)
    opened.mouse.down()
    opened.mouse.move(box["x"] + 60, box["y"] + 310)
    opened.mouse.move(box["x"] + 140, box["y"] + 340)
    opened.locator("#canvas canvas.behind").wait_for(state="attached")
    opened.mouse.up()
    opened.locator("#canvas canvas.behind").wait_for(state="detached")
    moved = opened.evaluate("iri => window.fangzhi.spot(iri)", COUNTY)
    assert (round(moved["x"] - spot["x"]), round(moved["y"] - spot["y"])) == (100, 40)
    click(opened, COUNTY)
    assert title_of(opened) == "交城县"


def test_the_page_follows_the_readers_light(opened: "Page", axe: "Callable[[Page], None]") -> None:
    drawn = "() => Object.values(window.fangzhi.network.body.nodes)[0].options.color.border"
    by_day = opened.evaluate(drawn)
    opened.emulate_media(color_scheme="dark", reduced_motion="reduce")
    opened.wait_for_function(f"day => ({drawn})() !== day", arg=by_day)
    assert opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 31)"
    axe(opened)
    click(opened, TOWN)
    axe(opened)
    opened.click("#as-table")
    axe(opened)
    opened.emulate_media(color_scheme="light", reduced_motion="reduce")
    opened.wait_for_function(f"day => ({drawn})() === day", arg=by_day)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(opened: "Page", axe: "Callable[[Page], None]", language: str, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    if language == "en":
        opened.click("#language")
    axe(opened)
    click(opened, TOWN)
    axe(opened)
    opened.click("#as-table")
    axe(opened)


def test_a_browser_without_inflation_says_so(browser: "Browser", file: Path) -> None:
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(file.as_uri())
    assert "太旧" in page.locator("#old").inner_text()
    page.close()


def test_the_list_holds_everything_the_drawing_holds(opened: "Page") -> None:
    opened.focus("#skip")
    opened.keyboard.press("Enter")
    assert opened.locator("#table tbody tr").count() == 7
    opened.locator("#table button", has_text="西营镇").click()
    assert title_of(opened) == "西营镇"


def test_the_page_speaks_english_too(opened: "Page") -> None:
    opened.click("#language")
    assert opened.evaluate("document.documentElement.lang") == "en"
    click(opened, FIGURE)
    text = opened.locator("#panel").inner_text()
    assert "is about" in text
    assert "Value" in text
    assert "Evidence in the source" in text


def test_a_narrow_screen_has_it_all(narrow: "Page") -> None:
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    narrow.fill("#search", "jcx")
    narrow.press("#search", "Enter")
    panel = narrow.locator("#panel").bounding_box()
    assert panel and panel["width"] == 390
    spot = narrow.evaluate("window.fangzhi.spot('urn:county')")
    stage = narrow.locator("#canvas").bounding_box()
    assert stage and stage["y"] < stage["y"] + spot["y"] < panel["y"]
    narrow.click("#close")
    assert narrow.locator("#panel").is_hidden()
    narrow.click("#legend summary")
    assert narrow.locator("#legend input").first.is_visible()


def test_the_seeds_open_at_once_and_whole(browser: "Browser", gold_quads: list[Quad], tmp_path: Path) -> None:
    write_page(network(gold_quads), tmp_path / "graph.html", title="方志")
    start = time.perf_counter()
    for page in watched(browser, tmp_path / "graph.html", 1280, 800):
        assert time.perf_counter() - start < 15
        assert page.evaluate("window.fangzhi.network.body.data.nodes.length") == page.evaluate("window.fangzhi.entities")
        page.fill("#search", "jcx")
        page.press("#search", "Enter")
        assert title_of(page) == "交城县"


def test_above_the_limit_the_page_opens_on_the_places_and_says_what_is_counted_only(browser: "Browser", tmp_path: Path) -> None:
    net = small_net()
    for number in range(900):
        net.add_node(f"urn:n{number:03}", type="Measurement", subtype="Target", label=f"{number}户", code="", aliases=(), facts=(), evidence=())
        net.add_edge(f"urn:n{number:03}", (COUNTY, TOWN)[number % 2], key="about", relation="about", label="", evidence=())
    write_page(net, tmp_path / "graph.html", title="方志", limit=600)
    for page in watched(browser, tmp_path / "graph.html", 1280, 800):
        assert page.evaluate("window.fangzhi.network.body.data.nodes.length") == 2
        notice = page.locator("#notice").inner_text()
        assert "2 / 600" in notice
        assert "全图 907 个节点" in notice
        assert "307 个数字" in notice
        page.click("#whole")
        assert page.evaluate("window.fangzhi.network.body.data.nodes.length") == 600
        page.fill("#search", "jcx")
        page.press("#search", "Enter")
        assert "未收入本页：" in page.locator("#panel").inner_text()
