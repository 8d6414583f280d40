"""The search box in Chromium: typed in three scripts, led by keys, said to those who listen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from .conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def start(opened: "Callable[..., Page]", seeds_served: Running) -> "Page":
    return opened("/", server=seeds_served)


def first_hit(page: "Page", typed: str) -> str:
    """The first hit below the box, once what is typed has been answered."""
    page.fill("#q", "")
    with page.expect_response("**/find.json?*"):
        page.locator("#q").press_sequentially(typed)
    hit = page.locator("header [role=option] .name").first
    hit.wait_for()
    return hit.inner_text()


@pytest.mark.parametrize("typed", ["交城县", "交城縣", "jcx", "jiaocheng", "141122"])
def test_a_county_is_found_however_it_is_typed(start: "Page", typed: str) -> None:
    assert first_hit(start, typed) == "交城县"
    start.press("#q", "ArrowDown")
    start.press("#q", "Enter")
    start.wait_for_url("**/id/place/141122")
    assert start.locator("h1").inner_text().startswith("交城县")


def test_the_keys_and_what_they_say(start: "Page") -> None:
    start.keyboard.press("/")
    assert start.evaluate("document.activeElement.id") == "q"
    first_hit(start, "镇")
    options = start.locator("header [role=option]")
    assert start.get_attribute("#q", "aria-expanded") == "true" and options.count() > 2
    start.press("#q", "ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    start.press("#q", "ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    assert start.get_attribute("#q", "aria-activedescendant") == options.first.get_attribute("id")
    assert str(options.count()) in start.locator("header [role=status]").inner_text()
    start.press("#q", "Escape")
    assert start.get_attribute("#q", "aria-expanded") == "false" and options.first.is_hidden() and start.input_value("#q") == "镇"


def test_enter_without_a_choice_lists_all(start: "Page") -> None:
    first_hit(start, "村")
    start.press("#q", "Enter")
    start.wait_for_url("**/find?q=*")
    assert start.locator(".found li").count() > 12
    start.locator(".facets a", has_text="组织").click()
    assert set(start.locator(".found li img").evaluate_all("all => all.map(i => i.getAttribute('src'))")) == {"/static/types/Organisation.svg"}


def test_what_is_not_there_is_said(start: "Page") -> None:
    start.fill("#q", "")
    with start.expect_response("**/find.json?*"):
        start.locator("#q").press_sequentially("没有这个")
    start.wait_for_function("document.querySelector('header [role=status]').textContent.includes('没有')")
    assert start.locator("header [role=option]").count() == 0
