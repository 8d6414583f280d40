"""All pages in Chromium: no complaint, nothing asked elsewhere, nothing serious found by axe, nothing wider than a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ADDRESSES = ("/", "/find?q=青枫", "/ontology", "/sparql", "/ask/figures-of-place?place=青枫县", "/id/place/970102")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page(opened: "Callable[..., Page]", axe: "Callable[[Page], None]", address: str, lang: str, width: int) -> None:
    page = opened(address, width=width, lang=lang)
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
