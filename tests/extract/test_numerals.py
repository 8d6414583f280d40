"""Numbers in all the ways that news writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import arabic_value, chinese_bounds, chinese_value, numbers

SINGLE = [
    ("三十二户", "三十二", 32),
    ("一百四十六座", "一百四十六", 146),
    ("两千多亩", "两千多", 2000),
    ("八十余吨", "八十余", 80),
    ("1.2万余名", "1.2万余", 12_000),
    ("20余万元", "20余万", 200_000),
    ("5亿多元", "5亿多", 500_000_000),
    ("两万四千余元", "两万四千余", 24_000),
    ("四百二十万斤", "四百二十万", 4_200_000),
    ("1,300亩", "1,300", 1300),
    ("1，300，500元", "1，300，500", 1_300_500),
    ("２５．８％", "２５．８", 25.8),
    ("5万3千人", "5万3千", 53_000),
    ("百余条", "百余", 100),
    ("十几个", "十几", 10),
    ("百分之九十三", "百分之九十三", 93),
    ("百分之三点五", "百分之三点五", 3.5),
    ("五分之四", "五分之四", 0.8),
    ("1/3的农户", "1/3", 0.333333),
    ("近一半", "一半", 0.5),
    ("半个月", "半", 0.5),
    ("三万六", "三万六", 36_000),
    ("两点五亿元", "两点五亿", 250_000_000),
]


@pytest.mark.parametrize(("text", "span", "value"), SINGLE, ids=[row[0] for row in SINGLE])
def test_one_value(text: str, span: str, value: float) -> None:
    number = next(numbers(text))
    assert (text[number.start : number.end], number.value) == (span, value)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("七八百人", 700, 800), ("两三个月", 2, 3), ("三五天", 3, 5), ("十五六岁", 15, 16), ("八九十岁", 80, 90)], ids=lambda v: str(v)
)
def test_adjacent_digits(text: str, low: float, high: float) -> None:
    number = next(numbers(text))
    assert (number.low, number.high, number.value) == (low, high, None)


@pytest.mark.parametrize("text", ["一二三产", "二〇二三", "万一", "没有数字"])
def test_no_number(text: str) -> None:
    assert list(numbers(text)) == []


def test_half_year_is_part_of_the_calendar() -> None:
    assert list(numbers("上半年")) == []


def test_chinese_value_of_bare_multipliers() -> None:
    assert (chinese_value("万"), chinese_value("百"), chinese_value("十")) == (10_000, 100, 10)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert arabic_value(f"{value:,}") == arabic_value(str(value)) == value


@given(st.text(alphabet="0123456789.,，．·%一二两三五八十百千万亿余多几半分之成元户 ", max_size=24))
def test_spans_are_ordered_and_inside(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.low <= number.high
        end = number.end


def test_bounds_of_what_is_no_number() -> None:
    assert chinese_bounds("五五") is None
