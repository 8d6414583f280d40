"""The language of a page: chosen, kept, switched; every word said in both."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.language import language, loaded, say, switched, words
from graph.correction_entry import CHOICES
from ontology.errors import SchemaError

from .conftest import asked


@pytest.mark.parametrize(
    ("query", "cookie", "accepted", "expected"),
    [
        ("", "", "", "zh"),
        ("lang=en", "zh", "zh", "en"),
        ("lang=xx", "en", "zh", "en"),
        ("", "en", "zh", "en"),
        ("", "xx", "en", "en"),
        ("", "", "en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("", "", "fr;q=1, zh-CN;q=0.9, en;q=0.5", "zh"),
        ("", "", "en;q=0, zh;q=0.1", "zh"),
        ("", "", "fr", "zh"),
        ("", "", ";;q=,,en;q=x", "zh"),
    ],
)
def test_the_language(query: str, cookie: str, accepted: str, expected: str) -> None:
    assert language(asked("/", query, cookie=f"lang={cookie}", accept_language=accepted)) == expected


def test_every_word_is_said_in_both() -> None:
    assert words("zh").keys() == words("en").keys() == loaded().keys()
    assert say("zh")("rows", n=1234) == "1,234 行" and say("en")("rows", n=3) == "3 rows"
    with pytest.raises(KeyError):
        say("en")("no-such-key")


@pytest.mark.parametrize(
    "files",
    [
        {"a.yaml": "one: {zh: 一, en: one}\n", "b.yaml": "one: {zh: 一, en: one}\n"},
        {"a.yaml": "one: {zh: 一, en: one}\none: {zh: 二, en: two}\n"},
        {"a.yaml": "one: {zh: 一}\n"},
        {"a.yaml": "one: {zh: 一, en: ''}\n"},
        {"a.yaml": "one: 一\n"},
        {"a.yaml": "- one\n"},
    ],
)
def test_faulty_words_are_named(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SchemaError):
        loaded(tmp_path)


def test_the_switch_keeps_the_address_and_the_choice(fresh: Callable[[], httpx.Client]) -> None:
    web = fresh()
    page = HTMLParser(web.get("/find", params={"q": "青枫&县"}).text)
    assert page.css_first("html").attributes["lang"] == "zh-Hans"
    switch = page.css_first("a.tongue").attributes["href"]
    english = web.get(switch or "")
    assert english.headers["content-language"] == "en" and "青枫&amp;县" in english.text and 'value="青枫&amp;县"' in english.text
    assert HTMLParser(web.get("/").text).css_first("html").attributes["lang"] == "en"
    assert HTMLParser(web.get("/", params={"lang": "zh"}).text).css_first("html").attributes["lang"] == "zh-Hans"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", "/"), ("//evil.example/", "/evil.example/"), ("///evil.example", "/evil.example"), ("/%5Cevil.example", "/%5Cevil.example"),
     ("/\\evil.example", "/evil.example"), ("/id/a%2Fb/%3F", "/id/a%2Fb/%3F"), ('/"<', "/%22%3C")],
)  # fmt: skip
def test_the_switch_stays_on_this_site_and_page(path: str, expected: str) -> None:
    request = asked(path, "q=x&lang=zh")
    request.scope["raw_path"] = path.encode()
    assert switched(request, "en") == f"{expected}?q=x&lang=en"


@pytest.mark.parametrize("address", ["/", "/find?q=x", "/ontology", "/sparql", "/nowhere", "/sparql?query=nonsense", "/ask/posts"])
def test_an_english_page_says_nothing_in_chinese_but_names(web: httpx.Client, address: str) -> None:
    page = HTMLParser(web.get(address, headers={"Accept": "text/html", "Accept-Language": "en"}).text)
    chrome = " ".join(node.text() for node in page.css("header.site nav, header.site label, h1, h2, main > p, footer"))
    assert chrome.isascii() or not any("\u4e00" <= c <= "\u9fff" for c in chrome), chrome


def test_every_choice_of_a_correction_is_said_in_both() -> None:
    assert all(f"value-{value}" in loaded() for values in CHOICES.values() for value in values)
