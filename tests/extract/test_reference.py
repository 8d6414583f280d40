"""References to places by mentions made by hand; every character of the Doc is a token."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import add_mentions
from extract.gazetteer import Level
from extract.reference import Home, home, place_at_level, place_in_focus
from extract.values import Mention

LINKS = {"交城县": "141122", "西营镇": "141122102", "寨子村": "141122102201", "天宁镇": "141122100", "河津市": "140882", "运城市": "1408", "卦山": "?/卦山"}


def article(text: str, place: str = "", county: str = "") -> Doc:
    """A Doc with a mention wherever one of LINKS stands."""
    doc = spacy.blank("zh")(text)
    for token in doc:
        token.tag_ = "w" if token.text in "，。；、" else "n" if token.text not in "在于由至" else "p"
    doc._.home = Home(place, county)
    found = []
    for name, link in LINKS.items():
        at = text.find(name)
        while at >= 0:
            rule = "place-feature" if link.startswith("?") else "place-path"
            found.append(Mention("PLACE", at, at + len(name), name, rule, link=link))
            at = text.find(name, at + 1)
    return add_mentions(doc, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("西营镇寨子村投入#万元", "141122102201"),
        ("西营镇修路，天宁镇种树#亩", "141122100"),
        ("西营镇修路；全县共种树#亩", "141122"),
        ("今年，西营镇修路。该镇还种树#亩", "141122102"),
        ("西营镇修路。种树#亩", "141122"),
        ("河津市收入增加，排名运城市第一，增长#亿元", "140882"),
        ("西营镇修路，经卦山种树#亩", "141122102"),
    ],
)
def test_focus_in_the_sentence(text: str, expected: str) -> None:
    doc = article(text, "141122", "141122")
    assert place_in_focus(doc, text.index("#")) == expected


def test_focus_in_the_paragraph() -> None:
    text = "西营镇修路。种树#亩。\n又种树%亩。其次，养牛"
    doc = article(text, "141122", "141122")
    assert place_in_focus(doc, text.index("#"), sentence=False) == "141122102"
    assert place_in_focus(doc, text.index("%"), sentence=False) == "141122"


def test_a_list_mark_ends_the_focus() -> None:
    text = "一是修路。如西营镇修路。二是种树#亩"
    assert place_in_focus(article(text, "141122", "141122"), text.index("#"), sentence=False) == "141122"


@pytest.mark.parametrize(
    ("level", "expected"),
    [("province", "14"), ("prefecture", "1411"), ("county", "141122"), ("township", "141122102"), ("village", "141122102201")],
)
def test_levels(level: Level, expected: str) -> None:
    text = "西营镇寨子村修路，镇党委#"
    assert place_at_level(article(text, "141122", "141122"), text.index("#"), level) == expected


def test_the_home_gives_its_own_levels() -> None:
    doc = article("镇党委#", "141122102", "141122")
    assert place_at_level(doc, 3, "township") == "141122102"
    assert place_at_level(doc, 3, "county") == "141122"
    assert place_at_level(doc, 3, "village") is None


def test_no_home_no_place() -> None:
    doc = article("投入万元")
    assert home(doc) == Home()
    assert place_in_focus(doc, 2) is None
    assert place_at_level(doc, 2, "county") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("西营镇修路。目前，全国已建成#个", None),
        ("商务部最新数据显示，网点达到#个", None),
        ("目前，全国推进试点，西营镇建成#个", "141122102"),
        ("西营镇产量居全国前列，建成#个", "141122102"),
    ],
)
def test_the_whole_country_is_no_place(text: str, expected: str | None) -> None:
    assert place_in_focus(article(text, "141122", "141122"), text.index("#"), sentence=False) == expected


def test_a_level_below_the_country_is_the_homes() -> None:
    text = "全国推进试点，镇党委#"
    assert place_at_level(article(text, "141122102", "141122"), text.index("#"), "township") == "141122102"
