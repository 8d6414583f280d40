"""All pages in Chromium: no complaint, nothing asked elsewhere, nothing serious found by axe, nothing wider than the screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import NAMES, Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/", "/find?q=a", "/find?q=hjs", "/ontology", "/sparql", "/ask/figures-of-place", "/ask/figures-of-place?place=河津市", "/ask/conflicting-figures",
    "/id/place/140882",
)  # fmt: skip


@pytest.mark.parametrize(("lang", "width"), [("zh", 1280), ("en", 390)])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page(opened: "Callable[..., Page]", axe: "Callable[[Page], None]", seeds_served: Running, address: str, lang: str, width: int) -> None:
    page = opened(address, server=seeds_served, width=width, lang=lang)
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


HERE = NAMES.place("140882")
IN_THE_DARK = (
    "/", "/find?q=hjs", "/ask/figures-of-place?place=河津市", "/id/place/140882", "/ontology", f"/correct?iri={HERE}&do=rename&value=x",
    f"/source?document={NAMES.document('seed-002')}", f"/graph?at={HERE}&sel={HERE}", "/sparql?query=SELECT * { ?s a fz:County } %23 x&view=graph",
    "/sparql?query=SELECT nothing",
)  # fmt: skip


@pytest.mark.parametrize("address", IN_THE_DARK)
def test_a_page_in_the_dark(browser: "Browser", axe: "Callable[[Page], None]", seeds_served: Running, address: str) -> None:
    page = browser.new_page(base_url=seeds_served.url, color_scheme="dark", reduced_motion="reduce")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 31)"
    axe(page)
    page.close()


def test_drawings_follow_the_light(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened(f"/graph?at={HERE}", server=seeds_served)
    page.wait_for_selector("html[data-drawn]", state="attached")
    drawn = "window.fangzhi.network().body.nodes[window.fangzhi.nodes()[0].id].options.color.border"
    by_day = page.evaluate(drawn)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"day => {drawn} !== day", arg=by_day)
    looks = page.evaluate("import('/static/graph-looks.js').then((m) => m.looksOf('graph-looks', () => {}))")
    assert looks["paper"] == "#14181f" and all(contrast(look["paint"], looks["paper"]) >= 3 for look in looks["types"].values())
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"day => {drawn} === day", arg=by_day)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_hostile_names_are_text(opened: "Callable[..., Page]") -> None:
    page = opened("/find?q=script")
    assert "<script>alert(1)</script>" in page.locator(".found").inner_text()
    page.fill("#q", "onerror")
    hit = page.locator("header [role=option]").first
    hit.wait_for()
    assert "<img src=x onerror=alert(1)>" in hit.inner_text()
    hit.click()
    page.wait_for_url("**/id/**")
    for address in ("/ask/people-and-documents", "/ask/documents", "/"):
        page.goto(address)
        assert page.evaluate("document.querySelectorAll('script:not([src]):not([type=\"application/json\"]), [onerror]').length") == 0


def test_the_language_is_switched_and_kept(opened: "Callable[..., Page]") -> None:
    page = opened("/find?q=青枫")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en" and page.input_value("#q") == "青枫"
    page.goto("/")
    assert page.get_by_role("heading", name="Ready questions").is_visible()
    page.get_by_role("link", name="中文").click()
    assert page.get_by_role("heading", name="现成的问题").is_visible()


def test_pages_answer_without_script(opened: "Callable[..., Page]", seeds_served: Running) -> None:
    page = opened("/", server=seeds_served, scripts=False)
    page.fill("#q", "hjs")
    page.press("#q", "Enter")
    page.get_by_role("link", name="河津市", exact=True).click()
    assert page.locator("h1").inner_text().startswith("河津市")
    page.goto("/ask/figures-of-place")
    page.fill("input[name=place]", "河津市")
    page.get_by_role("button", name="提问").click()
    page.locator("a[data-column=figure]").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("数据")
    page.locator("details.proof summary").first.click()
    assert page.locator("details.proof blockquote mark").first.is_visible()
