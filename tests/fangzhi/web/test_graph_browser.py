"""The graph view in Chromium: from a search hit by expanding, filtering and hiding to the sentence behind a line."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import write_store
from ontology.iri import Names
from ontology.terms import FZ, STD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


pytestmark = pytest.mark.browser

NAMES = Names()
COUNTY, TOWN, VILLAGE = NAMES.place("970102"), NAMES.place("970102100"), NAMES.place("970102100201")
FIGURE, PROGRAMME = NAMES.measurement("made-up", 17, 21), NAMES.programme("970102", "清泉工程")
HOSTILE_NAME = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
HOSTILE = NAMES.person("document:hostile", HOSTILE_NAME)

Open = Callable[..., "Page"]


def graph(opened: Open, *pairs: tuple[str, str], **how: object) -> "Page":
    page = opened("/graph?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs), **how)
    page.wait_for_selector("html[data-drawn]", state="attached")
    return page


def nodes(page: "Page") -> dict[str, tuple[float, float]]:
    return {n["id"]: (n["x"], n["y"]) for n in page.evaluate("window.fangzhi.nodes()")}


def click(page: "Page", *iris: str, double: bool = False) -> None:
    """A click on a node, or on the middle of the line between two."""
    box = page.locator("#graph-canvas").bounding_box()
    assert box
    spots = [page.evaluate("id => window.fangzhi.spot(id)", iri) for iri in iris]
    x, y = (box[c] + sum(s[c] for s in spots) / len(spots) for c in ("x", "y"))
    page.mouse.click(x, y, click_count=2 if double else 1)


def address(page: "Page") -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def title(page: "Page") -> str:
    return page.locator("#graph-panel-title").inner_text()


def wait_for_node(page: "Page", iri: str, *, there: bool = True) -> None:
    page.wait_for_function("([id, there]) => window.fangzhi.nodes().some((n) => n.id === id) === there", arg=[iri, there])


@pytest.mark.parametrize("typed", ["柳坪村", "liuping", "lpc"])
def test_a_search_hit_starts_the_view(opened: Open, typed: str) -> None:
    page = opened("/graph")
    page.fill("#graph-q", typed)
    page.locator("[role=option]", has_text="柳坪村").first.click()
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert ("at", VILLAGE) in address(page) and {VILLAGE, FIGURE} <= set(nodes(page))


def test_another_hit_joins_and_moves_nothing(opened: Open) -> None:
    page = graph(opened, ("at", FIGURE), ("depth", "1"))
    before = nodes(page)
    page.fill("#graph-q", "何一平")
    page.locator("[role=option]", has_text="何一平").first.click()
    wait_for_node(page, NAMES.person("970102", "何一平"))
    assert nodes(page).items() >= before.items()
    assert title(page) == "何一平"


def test_expanding_keeps_what_stands_and_back_undoes_it(opened: Open) -> None:
    page = graph(opened, ("at", TOWN), ("depth", "1"))
    before = nodes(page)
    click(page, VILLAGE)
    page.locator("#graph-panel button.main").click()
    wait_for_node(page, FIGURE)
    assert nodes(page).items() >= before.items() and ("expand", VILLAGE) in address(page)
    page.go_back()
    wait_for_node(page, FIGURE, there=False)
    assert nodes(page) == before
    page.go_forward()
    wait_for_node(page, FIGURE)


def test_a_double_click_expands(opened: Open) -> None:
    page = graph(opened, ("at", TOWN), ("depth", "1"))
    click(page, VILLAGE, double=True)
    wait_for_node(page, FIGURE)


def test_a_line_shows_the_sentences_behind_it(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "1"))
    click(page, FIGURE, VILLAGE)
    page.wait_for_selector("#graph-panel mark")
    assert "投入23万元 — 说的是 — 柳坪村" in page.locator("#graph-panel").inner_text()
    assert page.locator("#graph-panel mark").all_inner_texts() == ["柳坪村", "23万元"]
    assert dict(address(page))["to"] in (FIGURE, VILLAGE)
    page.reload()
    page.wait_for_selector("#graph-panel mark")


def test_a_node_shows_facts_and_sentences_and_leads_on(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("sel", FIGURE), ("depth", "1"))
    page.wait_for_selector("#graph-panel mark")
    assert page.locator("#graph-panel th", has_text="数值").locator("xpath=../td").inner_text() == "23"
    page.locator("#graph-panel .step", has_text="柳坪村").click()
    assert title(page) == "柳坪村" and page.evaluate("document.activeElement.id") == "graph-panel-title"
    page.locator("#graph-panel .why").first.click()
    assert " — " in title(page)
    page.click("#graph-close")
    assert page.locator("#graph-panel").is_hidden()
    click(page, FIGURE)
    page.locator("#graph-panel a", has_text="详细页面").click()
    page.wait_for_url("**/id/measurement/**")


def test_the_legend_counts_and_filters(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "2"))
    row = page.locator("#graph-legend label", has=page.locator("[data-type=Measurement]"))
    assert int(row.locator(".count").inner_text()) == sum("measurement" in iri for iri in nodes(page)) > 0
    page.locator("#graph-legend [data-type=Measurement]").uncheck()
    assert not [iri for iri in nodes(page) if "measurement" in iri]
    assert "筛掉" in page.locator("#graph-notice").inner_text()
    page.reload()
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert not page.locator("#graph-legend [data-type=Measurement]").is_checked()
    lines = page.locator("#graph-notice").inner_text()
    page.locator("#graph-legend [data-relation=carriedOutBy]").uncheck()
    assert page.locator("#graph-notice").inner_text() != lines


def test_a_hidden_node_comes_back(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "1"), ("sel", FIGURE))
    page.locator("#graph-panel .actions button", has_text="隐藏").click()
    assert FIGURE not in nodes(page) and ("hide", FIGURE) in address(page) and page.locator("#graph-panel").is_hidden()
    page.locator("#graph-notice button").click()
    assert FIGURE in nodes(page)


def test_a_dragged_node_is_pinned_where_it_is_dropped(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "1"))
    before = nodes(page)
    box = page.locator("#graph-canvas").bounding_box()
    spot = page.evaluate("id => window.fangzhi.spot(id)", TOWN)
    assert box
    x, y = box["x"] + spot["x"], box["y"] + spot["y"]
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x + 10 * step, y + 5 * step)
    page.mouse.up()
    page.wait_for_function("() => window.location.search.includes('pin=')")
    after = nodes(page)
    assert after[TOWN] != before[TOWN] and all(after[iri] == at for iri, at in before.items() if iri != TOWN)
    page.reload()
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert nodes(page)[TOWN] == pytest.approx(after[TOWN], abs=0.1)
    page.locator("#graph-legend [data-type=Place]").uncheck()
    assert TOWN in nodes(page) and VILLAGE not in nodes(page)  # a pinned node stays, whatever is filtered


def test_an_edited_address_is_the_view(opened: Open) -> None:
    page = graph(opened, ("at", COUNTY), ("expand", TOWN), ("expand", VILLAGE), ("no", "Organisation"), ("depth", "1"))
    assert {FIGURE, TOWN, VILLAGE} <= set(nodes(page)) and not [iri for iri in nodes(page) if "/organisation/" in iri]
    page.goto(page.url + f"&hide={quote(FIGURE, safe='')}&view=list")
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert FIGURE not in nodes(page) and page.locator("#graph-list").is_visible() and page.locator("#graph-stage").is_hidden()


def test_the_keyboard_is_enough(opened: Open) -> None:
    page = graph(opened, ("at", TOWN), ("depth", "1"))
    page.focus("#graph-canvas")
    page.keyboard.press("ArrowDown")
    said = page.locator("#graph-said")
    assert said.inner_text()
    first = said.inner_text()
    page.keyboard.press("Tab")
    assert said.inner_text() != first
    for _ in range(8):
        if "柳坪村" in said.inner_text():
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#graph-panel mark")
    assert title(page) == "柳坪村" and page.evaluate("document.activeElement.id") == "graph-panel-title"
    page.keyboard.press("Escape")
    assert page.locator("#graph-panel").is_hidden() and page.evaluate("document.activeElement.id") == "graph-canvas"
    page.keyboard.press("+")
    wait_for_node(page, FIGURE)
    page.keyboard.press("p")
    page.wait_for_function("() => window.location.search.includes('pin=')")
    page.keyboard.press("Delete")
    wait_for_node(page, VILLAGE, there=False)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "zoom-in"  # the drawing is no trap


def test_the_list_has_all_that_the_drawing_has(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "1"))
    page.click("#as-list")
    assert page.locator("#graph-list tbody tr").count() == len(nodes(page))
    page.locator("#graph-list .name", has_text="投入23万元").click()
    page.wait_for_selector("#graph-panel mark")
    page.locator("#graph-list tbody tr", has_text="投入23万元").get_by_role("button", name=re.compile("隐藏")).click()
    assert FIGURE not in nodes(page)
    page.click("#as-drawing")
    assert page.locator("#graph-canvas").is_visible()


def test_the_drawing_is_saved_as_svg_and_png(opened: Open, tmp_path: Path) -> None:
    page = graph(opened, ("at", HOSTILE), ("add", VILLAGE), ("add", FIGURE))
    with page.expect_download() as svg:
        page.click("#save-svg")
    svg.value.save_as(tmp_path / "a.svg")
    drawn = ET.parse(tmp_path / "a.svg").getroot()
    texts = {e.text for e in drawn.iter() if e.tag.endswith("}text")}
    assert {"柳坪村", "投入23万元", "人物"} <= texts and HOSTILE_NAME in (drawn.findtext("{http://www.w3.org/2000/svg}title") or "")
    assert not [e for e in drawn.iter() if e.tag.endswith(("}script", "}img", "}image", "}foreignObject"))]
    assert len([e for e in drawn.iter() if e.tag.endswith("}line")]) == 1
    with page.expect_download() as png:
        page.click("#save-png")
    png.value.save_as(tmp_path / "a.png")
    written = (tmp_path / "a.png").read_bytes()
    assert written.startswith(b"\x89PNG") and len(written) > 2000
    assert "/" not in png.value.suggested_filename and png.value.suggested_filename.endswith(".png")


def test_hostile_names_are_text(opened: Open) -> None:
    page = graph(opened, ("at", HOSTILE), ("sel", HOSTILE), ("articles", "1"))
    assert title(page) == HOSTILE_NAME and page.locator("#graph-title").inner_text() == HOSTILE_NAME
    page.click("#as-list")
    assert HOSTILE_NAME in page.locator("#graph-list").inner_text()
    assert page.locator("main img, main script").count() == 0
    page.fill("#graph-q", "alert")
    page.locator("[role=option]", has_text="alert").first.wait_for()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_serious_is_wrong_for_readers(opened: Open, axe: "Callable[[Page], None]", width: int, lang: str) -> None:
    axe(opened("/graph", width=width, lang=lang))
    page = graph(opened, ("at", VILLAGE), ("sel", FIGURE), width=width, lang=lang)
    page.wait_for_selector("#graph-panel mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    page.click("#graph-close")
    page.click("#as-list")
    axe(page)


def test_a_narrow_screen_has_it_all(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE), ("depth", "1"), width=390)
    click(page, FIGURE)
    panel = page.locator("#graph-panel").bounding_box()
    stage = page.locator("#graph-canvas").bounding_box()
    assert panel and stage and panel["width"] > 340
    page.wait_for_function("([id, room]) => window.fangzhi.spot(id).y < room", arg=[FIGURE, panel["y"] - stage["y"]])
    page.click("#graph-close")
    page.locator("#graph-legend summary").click()
    assert page.locator("#graph-legend input").first.is_visible()


def test_the_language_switch_keeps_the_view(opened: Open) -> None:
    page = graph(opened, ("at", TOWN), ("depth", "1"))
    click(page, VILLAGE, double=True)
    wait_for_node(page, FIGURE)
    before = nodes(page)
    page.click("a.tongue")
    page.wait_for_selector("html[lang=en][data-drawn]", state="attached")
    assert nodes(page) == before and "nodes" in page.locator("#graph-notice").inner_text()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with a programme that two hundred villages of eight counties carry out."""
    out = tmp_path_factory.mktemp("crowded")
    write_store(out / "store", crowd())
    return out


def crowd() -> Iterator[Quad]:
    graph = NamedNode(NAMES.document("crowd"))

    def said(iri: str, label: str, *links: tuple[str, str]) -> Iterator[Quad]:
        yield Quad(NamedNode(iri), NamedNode(STD.LABEL), Literal(label, language="zh"), graph)
        yield from (Quad(NamedNode(iri), NamedNode(p), NamedNode(o), graph) for p, o in links)

    yield from said(graph.value, "crowd", (STD.TYPE, FZ.DOCUMENT))
    yield from said(PROGRAMME, "清泉工程", (STD.TYPE, FZ.PROGRAMME))
    for c in range(8):
        county = NAMES.place(f"97{c:04d}")
        yield from said(county, f"第{c}县", (STD.TYPE, FZ.PLACE), (STD.TYPE, FZ.COUNTY))
        for v in range(25):
            village = NAMES.place(f"97{c:04d}100{v:03d}")
            yield from said(village, f"{c}{v}村", (STD.TYPE, FZ.PLACE), (STD.TYPE, FZ.VILLAGE), (FZ.WITHIN, county))
            yield Quad(NamedNode(PROGRAMME), NamedNode(FZ.CARRIED_OUT_BY), NamedNode(village), graph)


def test_above_the_limit_counties_stand_for_their_villages(serving: Callable[..., Any], browser: "Browser", crowded: Path) -> None:
    context = browser.new_context(base_url=serving(out=crowded).url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="zh")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(f"/graph?at={quote(PROGRAMME, safe='')}&depth=1")
    page.wait_for_selector("html[data-drawn]", state="attached")
    county, group = NAMES.place("970003"), f"{NAMES.place('970003')} {PROGRAMME}"
    assert len(nodes(page)) == 9 and group in nodes(page)
    before = nodes(page)
    click(page, group)
    assert title(page) == "第3县里的 25 项" and "25 个地点" in page.locator("#graph-panel").inner_text()
    page.locator("#graph-panel button.main").click()
    wait_for_node(page, county)
    after = nodes(page)
    assert len(after) == 9 + 25 and group not in after and after[county] == before[group]
    assert all(after[iri] == at for iri, at in before.items() if iri != group)
    page.go_back()
    wait_for_node(page, group)
    assert nodes(page) == before and complaints == []
    context.close()


def test_names_stay_inside_the_picture(opened: Open) -> None:
    page = graph(opened, ("at", VILLAGE))
    found = page.evaluate("""async () => {
      const { placed } = await import('/static/graph-labels.js');
      const context = document.createElement('canvas').getContext('2d');
      const spot = (x, y) => ({ x, y, size: 5, font: 13, rows: ['完成137.8亿元规', '模以上工业总产值'], smallest: 0, always: true, marked: true });
      return placed(context, [spot(6, 100), spot(394, 200)], 1, 400, 400)
        .map(({ x, font, spot: s }) => {
          context.font = font;
          const wide = Math.max(...s.rows.map((row) => context.measureText(row).width));
          return [x - wide / 2, x + wide / 2];
        });
    }""")
    assert len(found) == 2 and all(left >= 0 and right <= 400 for left, right in found)


def test_a_narrow_screen_is_given_few_nodes_with_their_names(serving: Callable[..., Any], browser: "Browser", tmp_path: Path) -> None:
    many = (NAMES.programme("970102", f"第{n}工程") for n in range(90))
    said = [(p, STD.TYPE, NamedNode(FZ.PROGRAMME)) for p in many]
    said += [(p, FZ.CARRIED_OUT_BY, NamedNode(COUNTY)) for p, _, _ in said] + [
        (COUNTY, STD.TYPE, NamedNode(FZ.PLACE)),
        (COUNTY, STD.TYPE, NamedNode(FZ.COUNTY)),
    ]
    document = NamedNode(NAMES.document("many"))
    write_store(tmp_path / "store", [Quad(NamedNode(s), NamedNode(p), o, document) for s, p, o in said])
    server = serving(out=tmp_path)
    for width, count in ((390, 40), (1280, 91)):
        context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, reduced_motion="reduce", locale="zh")
        page = context.new_page()
        page.goto(f"/graph?at={quote(COUNTY, safe='')}")
        page.wait_for_function("n => window.fangzhi.nodes().length === n", arg=count)
        assert COUNTY in nodes(page) and page.evaluate("window.fangzhi.network().getScale()") >= 0.45
        context.close()
