"""Marks in sentences: every character once, the mention's own and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clean import clean
from graph.portrait.quotes import Span, in_order, segments, through

SPANS = st.lists(st.builds(Span, st.integers(-5, 30), st.integers(-5, 30), st.sampled_from(["main", "other", "Place"]), st.sampled_from(["", "x"])))


@given(st.text(max_size=25), SPANS)
def test_the_stretches_are_the_text(text: str, spans: list[Span]) -> None:
    parts = segments(text, spans)
    assert "".join(p.text for p in parts) == text and all(p.text for p in parts if text)
    marked = {i for s in spans for i in range(max(0, s.start), min(len(text), s.end))}
    at = 0
    for part in parts:
        assert all((i in marked) == bool(part.mark) for i in range(at, at + len(part.text)))
        at += len(part.text)


def test_the_shortest_wins_and_the_rest_of_the_longer_stays() -> None:
    parts = segments("青枫县委会议", [Span(0, 4, "Organisation", "o"), Span(0, 3, "Place", "p")])
    assert [(p.text, p.mark, p.target) for p in parts] == [("青枫县", "Place", "p"), ("委", "Organisation", "o"), ("会议", "", "")]


@pytest.mark.parametrize(
    ("raw", "mention", "reading"),
    [("強(qiáng)基工程,,投入23萬(wàn)元。", "23萬(wàn)元", "23万元"), ("<p>石橋鎮</p>召開", "石橋鎮", "石桥镇"), ("青枫县", "青枫县", "青枫县")],
)
def test_a_mark_is_carried_through_cleaning(raw: str, mention: str, reading: str) -> None:
    start = raw.index(mention)
    read = clean(raw)
    spans = [Span(start, start + len(mention), "main")]
    assert [p.text for p in segments(raw, spans) if p.mark] == [mention]
    assert [p.text for p in segments(read.text, through(read, spans)) if p.mark] == [reading]


def test_iris_are_put_in_the_order_of_the_text() -> None:
    found = ["b/measurement/d/9-10", "b/measurement/d/100-101", "b/measurement/c/11-12", "b/measurement/d/x"]
    assert in_order(found) == ["b/measurement/c/11-12", "b/measurement/d/x", "b/measurement/d/9-10", "b/measurement/d/100-101"]
