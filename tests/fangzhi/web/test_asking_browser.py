"""The ready questions in Chromium: asked by picking, sorted in place, restored by their address, each bar and number one click from its sentence."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ASKED = "/ask/figures-of-place?place=河津市"


def column(page: "Page", name: str) -> list[str]:
    at = page.locator(".sheet th a").evaluate_all("all => all.map(a => a.dataset.column)").index(name)
    found: list[str] = page.locator(".sheet tbody tr").evaluate_all(f"rows => rows.map(r => r.cells[{at}].textContent.trim())")
    return found


def test_from_the_start_page_to_a_sentence_in_four_actions(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened("/", server=seeds_served)
    field = page.locator("#questions ~ ul input[name=place]").first
    field.press_sequentially("jcx")
    page.locator(".ready [role=option]").first.click()
    assert field.input_value() == "交城县"
    page.locator("#questions ~ ul button").first.click()
    page.wait_for_url("**/ask/figures-of-place?**")
    assert len(column(page, "figure")) == 6
    page.locator("details.proof summary").first.click()
    assert page.locator("details.proof blockquote mark").first.is_visible()


def test_sorting_in_place_keeps_the_address_and_a_link_restores_it(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened(ASKED, server=seeds_served)
    own, asked = column(page, "value"), page.evaluate("performance.getEntriesByType('navigation').length + performance.timeOrigin")
    page.locator("a[data-column=value]").click()
    page.locator("a[data-column=value]").click()
    numbers = [float(n.replace(",", "")) for n in column(page, "value") if n]
    assert numbers == sorted(numbers, reverse=True) and page.locator("th[aria-sort=descending]").count() == 1
    assert page.evaluate("performance.getEntriesByType('navigation').length + performance.timeOrigin") == asked, "no page was loaded"
    here, address = column(page, "figure"), page.url
    page.goto(address)
    assert column(page, "figure") == here, "the server orders as the page does"
    page.goto(page.locator("#permalink").evaluate("a => a.href"))
    assert column(page, "figure") == here
    page.goto(ASKED)
    for _ in range(3):
        page.locator("a[data-column=value]").click()
    assert column(page, "value") == own and "sort" not in page.url


def test_page_and_server_order_alike(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened(ASKED, server=seeds_served)
    for name, clicks in (("figure", 1), ("figure", 2), ("sentence", 1)):
        for _ in range(clicks):
            page.locator(f"a[data-column={name}]").click()
        here = column(page, name)
        page.goto(page.url)
        assert column(page, name) == here
        page.goto(ASKED)


def test_a_bar_opens_the_figure_with_its_sentence(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened(ASKED, server=seeds_served)
    page.locator(".totals a", has_text="元").click()
    bar = page.locator(".bars a").first
    written = bar.locator(".written").inner_text()
    bar.click()
    page.wait_for_url("**/id/measurement/**")
    marked = page.locator("mark:visible").first
    assert marked.is_visible() and written[:2] in page.locator("main").inner_text()


def test_the_csv_is_the_table(opened: "Callable[..., Page]", seeds_served: Running, tmp_path: Path) -> None:
    page = opened("/ask/documents?sort=figures&desc=1", server=seeds_served)
    with page.expect_download() as download:
        page.locator(".files a", has_text="CSV").click()
    path = tmp_path / "sheet.csv"
    download.value.save_as(path)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == column(page, "document") and download.value.suggested_filename.endswith(".csv")


def test_a_phone_shows_each_row_as_a_card(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened(ASKED, server=seeds_served, width=390, lang="en")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".sheet td").first.evaluate("td => getComputedStyle(td, '::before').content") == '"About"'
