"""Quotations are found with and without partners, nested, in lists; names inside one pair of marks are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quotations import Quotation, is_formula, is_numeric, lists, parts, quotations

FOUND = [
    ("一对", "推行“户长制”。", ["户长制"]),
    ("书名号", "印发《某镇河道管护办法》", ["某镇河道管护办法"]),
    ("套着", "他说：“我们搞‘五户联保’，管用。”", ["我们搞‘五户联保’，管用。", "五户联保"]),
    ("直角引号", "開展「送春風」活動", ["送春風"]),
    ("没有后一半", "打好“翻身仗，走好“振兴路”", ["振兴路"]),
    ("没有前一半", "成长工程”与“育苗工程”", ["育苗工程"]),
    ("不跨行", "“上一行\n下一行”", []),
    ("空的", "“”《》", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_quotations(text: str, expected: list[str]) -> None:
    assert [q.text for q in quotations(text)] == expected


@given(st.text(alphabet="“”‘’《》「」甲乙丙、\n", max_size=60))
def test_a_quotation_is_what_stands_there(text: str) -> None:
    for q in quotations(text):
        assert text[q.start : q.end] == q.text
        assert text[q.start - 1] == q.mark
        assert q.text and "\n" not in q.text


@given(st.text(alphabet="“”‘’《》甲乙丙、和", max_size=60))
def test_each_quotation_is_in_one_list(text: str) -> None:
    found = quotations(text)
    assert sorted((q for row in lists(text, found) for q in row), key=lambda q: (q.start, -q.end)) == found


LISTS = [
    ("并排", "“春耕课堂”“巧手工坊”“书香小院”等项目", [3]),
    ("顿号", "“包片”、“包户”制度", [2]),
    ("和字", "落实“首问负责”和“限时办结”", [2]),
    ("隔得远", "“包片”制度与“包户”办法", [1, 1]),
    ("书名号不与引号并排", "《章程》“公约”", [1, 1]),
]


@pytest.mark.parametrize(("text", "sizes"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_lists(text: str, sizes: list[int]) -> None:
    assert [len(row) for row in lists(text, quotations(text))] == sizes


PARTS = [
    ("两个口诀", "一户一档、一人一卡", ["一户一档", "一人一卡"]),
    ("同一尾巴", "走访农户全覆盖、登记农户全覆盖", ["走访农户全覆盖", "登记农户全覆盖"]),
    ("一个对仗", "进农家、听民声", ["进农家、听民声"]),
    ("三个", "一户一档、一人一卡、一月一访", ["一户一档、一人一卡、一月一访"]),
    ("一个", "户长制", ["户长制"]),
]


@pytest.mark.parametrize(("core", "expected"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_parts(core: str, expected: list[str]) -> None:
    assert [core[a:b] for a, b in parts(Quotation(0, len(core), core, "“"))] == expected


SHAPES = [("五访四查", True, False), ("七统一", True, False), ("2+4+N", False, True), ("二四六", False, True), ("户长制", False, False)]


@pytest.mark.parametrize(("text", "formula", "numeric"), SHAPES)
def test_shapes(text: str, formula: bool, numeric: bool) -> None:
    assert is_formula(text) is formula
    assert is_numeric(text) is numeric
