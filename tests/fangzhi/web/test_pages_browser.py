"""All pages in Chromium: no complaint, nothing asked elsewhere, nothing serious found by axe, nothing wider than the screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
