"""Sentences and quotes of the untouched text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evidence import CONTEXT, LONGEST, Evidence

RAW = "標題一行\n  甲村修了渠。乙村說:“好!是真的。”丙村呢?\n\n末行</p><p class='a'>丁<b>村</b>有路<br/>完"

TABLE = [
    ("標題", "標題一行"),
    ("甲村", "甲村修了渠。"),
    ("乙村", "乙村說:“好!是真的。”"),
    ("丙村", "丙村呢?"),
    ("末行", "末行"),
    ("丁村", "丁<b>村</b>有路"),
    ("渠。乙村", "甲村修了渠。乙村說:“好!是真的。”"),
]


@pytest.mark.parametrize(("span", "sentence"), TABLE, ids=[s for s, _ in TABLE])
def test_sentences(span: str, sentence: str) -> None:
    start = RAW.index(span[0])
    assert RAW[slice(*Evidence(RAW).sentence(start, start + len(span)))] == sentence


@given(st.text(alphabet="字。\n ！”a", max_size=60), st.data())
def test_a_sentence_holds_its_span(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    first, last = Evidence(raw).sentence(start, end)
    assert 0 <= first <= start <= end <= last <= len(raw)
    prefix, exact, suffix = Evidence(raw).quote(start, end)
    assert (prefix + exact + suffix) in raw and exact == raw[start:end] and max(len(prefix), len(suffix)) <= CONTEXT


def test_a_page_without_an_end_of_sentence_is_cut() -> None:
    first, last = Evidence("字" * 2000).sentence(1000, 1002)
    assert (first, last) == (1000 - LONGEST, 1002 + LONGEST)
