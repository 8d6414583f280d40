"""Entity pages in Chromium: from search to a thing, from a statement to its raw characters, from a doubt to a correction that a build applies."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import yaml

from extract.format import from_json
from graph.correction_file import corrections

from .conftest import HOSTILE, NAMES, PROGRAM, Running, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

COUNTY, VILLAGE, FIGURE, DOCUMENT = "/id/place/970102", "/id/place/970102100201", "/id/measurement/made-up/17-21", "/id/document/made-up"
MARKED = """block => { const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT); let at = 0, found = [];
  for (let node; (node = walker.nextNode()); at += node.length)
    if (node.parentElement.closest('mark:not(.other)')) found.push([at, at + node.length, node.data]);
  return found; }"""
"""The stretches of a quote that are marked: start, end, text."""
PROGRAMME, PERSON = "/id/programme/970102/清泉工程", "/id/person/970102/何一平"
ADDRESSES = [
    COUNTY,
    VILLAGE,
    FIGURE,
    DOCUMENT,
    PROGRAMME,
    PERSON,
    f"/source?document={quote(NAMES.document('made-up'))}",
    f"/correct?iri={quote(NAMES.measurement('made-up', 17, 21))}&do=reject",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "lang"), [(1280, "zh"), (390, "en")])
def test_a_page(opened: "Callable[..., Page]", axe: "Callable[[Page], None]", address: str, lang: str, width: int) -> None:
    page = opened(address, width=width, lang=lang)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_from_search_up_and_down_the_tree_to_a_sentence(opened: "Callable[..., Page]") -> None:
    page = opened("/find?q=青枫县")
    page.locator("main a", has_text="青枫县").first.click()
    page.locator(".chain a", has_text="云梦省").click()
    page.locator(".inside-tree a", has_text="青枫县").click()
    page.locator(".inside-tree a", has_text="柳坪村").click()
    assert page.locator("h1").inner_text() == "柳坪村"
    proof = page.locator("table.figures details.basis").first
    assert not proof.locator("blockquote").is_visible()
    proof.locator("summary").click()
    quote = proof.locator("blockquote")
    assert quote.is_visible() and quote.evaluate(MARKED) == [[11, 15, "23万元"]]


def test_it_all_works_without_scripts(opened: "Callable[..., Page]") -> None:
    page = opened(VILLAGE, scripts=False)
    page.locator("table.figures details.basis summary").first.click()
    page.locator("table.figures figcaption a.wrong").first.click()
    page.locator("details.form summary").first.click() if not page.locator("button").nth(1).is_visible() else None
    page.locator("details.form button").first.click()
    assert "reject: RELATION" in page.locator("pre.entry").inner_text()


def test_hostile_names_are_read_not_run(opened: "Callable[..., Page]") -> None:
    for iri in (NAMES.person("document:hostile", HOSTILE), NAMES.document("hostile")):
        page = opened("/id/" + quote(iri.removeprefix(NAMES.base), safe="/%:"))
        assert HOSTILE in page.locator("h1").inner_text() and page.locator("main script, main img").count() == 0


def test_an_entry_is_downloaded(opened: "Callable[..., Page]", tmp_path: Path) -> None:
    page = opened(f"/correct?iri={quote(NAMES.measurement('made-up', 17, 21))}")
    page.locator("details.form > summary").nth(1).click()
    form = page.locator("details.form[open] form")
    form.locator("[name=set-value]").fill("24")
    form.locator("[name=note]").fill(HOSTILE)
    form.locator("button").click()
    with page.expect_download() as download:
        page.locator("a[download]").click()
    download.value.save_as(tmp_path / "corrections.yaml")
    (entry,) = yaml.safe_load((tmp_path / "corrections.yaml").read_text("utf-8"))
    assert entry["value"] == 24 and entry["note"] == HOSTILE and len(corrections(tmp_path / "corrections.yaml").entries) == 1


@pytest.fixture(scope="module")
def edited(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with --edit over a build of the seeds."""
    folder = tmp_path_factory.mktemp("edited")
    built(seeds, folder / "out")
    server = started(folder / "out", "--edit")
    yield server
    assert server.stop() == 0


def built(seeds: Path, out: Path) -> None:
    subprocess.run([sys.executable, "-c", PROGRAM, "build", str(seeds), "-o", str(out), "-q"], check=True, capture_output=True, timeout=300)


@pytest.fixture
def page(browser: "Browser", edited: Running) -> "Iterator[Page]":
    context = browser.new_context(base_url=edited.url, locale="zh")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.model
def test_the_mark_stands_on_the_very_raw_characters(page: "Page", edited: Running, seeds: Path) -> None:
    lines = (edited.out / "extractions.jsonl").read_text("utf-8").splitlines()
    for extraction in map(from_json, lines[:3]):
        raw = (seeds / f"{extraction.source.id}.txt").read_bytes().decode("utf-8")
        for figure in extraction.measurements[:2]:
            page.goto(f"/source?document=document/{extraction.source.id}&at={figure.raw_start}-{figure.raw_end}#at")
            texts = page.locator(".source .raw").all_inner_texts()
            assert "".join(texts).replace("\n", "") == raw.replace("\r", "").replace("\n", "")
            assert page.locator("#at").is_visible() and whole(page.locator(".source .raw mark")) == raw[figure.raw_start : figure.raw_end]
            assert whole(page.locator(".source .reading mark")) in ("", figure.text)


def whole(marks: "Locator") -> str:
    return "".join(marks.all_text_contents())


@pytest.mark.model
def test_a_correction_is_written_and_the_next_build_applies_it(page: "Page", edited: Running, seeds: Path) -> None:
    page.goto("/find?q=南堡村")
    if page.locator("h1").inner_text() != "南堡村":
        page.locator("main a", has_text="南堡村").first.click()
    row = page.locator("table.figures tr", has_text="23万元")
    row.locator("a", has_text="23万元").first.click()
    page.locator(".tools a.wrong").click()
    page.locator("details.form > summary", has_text="改其中的内容").click()
    form = page.locator("details.form[open] form")
    form.locator("[name=set-value]").fill("25")
    form.locator("[name=set-object]").fill("修渠款")
    form.locator("[name=note]").fill("试一试")
    form.locator("button").click()
    assert "value: 25" in page.locator("pre.entry").inner_text()
    page.locator("form[method=post] button").click()
    assert "已写入" in page.locator("main [role=status]").inner_text() and page.locator("form[method=post]").count() == 0
    file = edited.out.parent / "corrections.yaml"
    assert [c.action for c in corrections(file).entries] == ["change"]
    built(seeds, edited.out)
    outcome = json.loads((edited.out / "report.json").read_text("utf-8"))["corrections"]
    assert [(c["status"], c["note"]) for c in outcome] == [("applied", "试一试")]
    page.goto("/find?q=南堡村")
    if page.locator("h1").inner_text() != "南堡村":
        page.locator("main a", has_text="南堡村").first.click()
    page.locator("table.figures tr", has_text="修渠款").locator("a", has_text="23万元").first.click()
    facts = page.locator("dl.told").inner_text()
    assert "25" in facts and "修渠款" in facts and page.locator(".note.corrected").count() == 1
