"""Titles and authors of documents."""

from pathlib import Path

import pytest

from extract.values import Extraction, Mention, Source, Zone, ZoneKind
from graph.credits import creators, headline

TEXT = "何记\n清泉流进柳坪村\n青枫县的柳坪村在石桥镇的山里，今年修好了一条通到每家每户门前的水渠。大家高兴。\n编辑：木子"


def article(*zones: tuple[str, ZoneKind], text: str = TEXT, title: str = "", creator: str = "", people: tuple[str, ...] = ()) -> Extraction:
    found = tuple(Zone(text.index(t), text.index(t) + len(t), kind) for t, kind in zones)
    mentions = tuple(Mention("PERSON", text.index(p), text.index(p) + len(p), p, "t") for p in people)
    return Extraction(Source("d", Path("d"), text, "0" * 64, title=title, creator=creator), text, mentions, zones=found)


TITLES = [
    ("of the metadata", article(title=" 甲 "), "甲"),
    ("the title line", article(("何记", "byline"), ("清泉流进柳坪村", "title")), "清泉流进柳坪村"),
    ("the first line behind the byline", article(("何记", "byline")), "清泉流进柳坪村"),
    ("opening words", article(text=TEXT[TEXT.index("青枫县的") :]), "青枫县的柳坪村在石桥镇的山里，今年修好了一条通到每家每户门前…"),
    ("of an empty text the id", article(text=""), "d"),
    ("of nothing but a byline the id", article(("何记", "byline"), text="何记"), "d"),
]


@pytest.mark.parametrize(("extraction", "expected"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_headlines(extraction: Extraction, expected: str) -> None:
    assert headline(extraction) == expected


AUTHORS = [
    ("of the metadata", article(creator="甲报", people=("何记",)), ("甲报",)),
    ("of the byline before the credits", article(("何记", "byline"), ("编辑：木子", "credit"), people=("何记", "木子")), ("何记",)),
    ("of the credits", article(("编辑：木子", "credit"), people=("何记", "木子")), ("木子",)),
    ("none", article(people=("何记",)), ()),
]


@pytest.mark.parametrize(("extraction", "expected"), [row[1:] for row in AUTHORS], ids=[row[0] for row in AUTHORS])
def test_creators(extraction: Extraction, expected: tuple[str, ...]) -> None:
    assert creators(extraction) == expected
