"""Dates and the periods of figures. Sentences are our own."""

import re
from pathlib import Path

import pytest

from extract.periods import period_at, section_year, times

EXPRESSIONS = [
    ("自2014年起，全县新建5所", "2014年", "2014/.."),
    ("1月至4月，收入增长", "1月至4月", "--01/--04"),
    ("2007年以前，人均收入", "2007年", "../2007"),
    ("7月18日一早", "7月18日", "--07-18"),
    ("上半年，各村清运", "上半年", "--01/--06"),
    ("2023年上半年", "2023年上半年", "2023-01/2023-06"),
    ("截至6月底", "6月底", "--06"),
    ("到2025年底，力争", "2025年底", "2025"),
    ("2023年1至10月", "2023年1至10月", "2023-01/2023-10"),
    ("2021—2023年", "2021—2023年", "2021/2023"),
    ("2023年第三季度", "2023年第三季度", "2023-07/2023-09"),
    ("前三季度", "前三季度", "--01/--09"),
    ("二〇二三年五月十二日", "二〇二三年五月十二日", "2023-05-12"),
    ("今年，全县", "今年", None),
    ("4月中国花展", "4月", "--04"),
    ("2031年中秋节", "2031年", "2031"),
    ("6月中，全县", "6月中", "--06"),
]


DOCUMENTED = re.findall(r"^\| (\d\S+) \| `([^`]+)` \|", (Path(__file__).parents[2] / "docs" / "ontology.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("written", "period"), DOCUMENTED, ids=[w for w, _ in DOCUMENTED])
def test_periods_are_as_the_documentation_says(written: str, period: str) -> None:
    assert len(DOCUMENTED) >= 10
    assert [t.period for t in times(f"{written}，甲村投入23万元。")] == [period]


@pytest.mark.parametrize(("text", "span", "period"), EXPRESSIONS, ids=[row[0] for row in EXPRESSIONS])
def test_one_expression(text: str, span: str, period: str | None) -> None:
    time = times(text)[0]
    assert (text[time.start : time.end], time.period) == (span, period)


def test_a_day_takes_the_month_said_before() -> None:
    assert [t.period for t in times("7月22日开始下雨。23日雨停。")] == ["--07-22", "--07-23"]


@pytest.mark.parametrize("text", ["用了3个月", "3小时内", "住了十天", "三月龄的羊"])
def test_durations_are_no_dates(text: str) -> None:
    assert times(text) == []


REPORT = "工作报告\n2024年2月3日\n一、2023年工作回顾\n全年修路8公里，比上年多2公里。\n二、2024年目标任务\n今年修路9公里，到2026年修完40公里。"


@pytest.mark.parametrize(("figure", "period"), [("8公里", "2023"), ("9公里", "2024"), ("40公里", "2026")])
def test_headings_and_sentences_give_the_period(figure: str, period: str) -> None:
    assert period_at(REPORT, REPORT.index(figure), times(REPORT)) == period


def test_section_year() -> None:
    assert section_year(REPORT, REPORT.index("8公里")) == 2023
    assert section_year("没有标题。", 3) is None


def test_a_word_for_now_ends_a_period() -> None:
    text = "2020年建厂，目前有12户。"
    assert period_at(text, text.index("12户"), times(text)) is None


def test_since_may_stand_at_the_end_of_its_clause() -> None:
    text = "自2021年在全乡推行以来，修渠8公里。"
    assert period_at(text, text.index("8公里"), times(text)) == "2021/.."


def test_the_day_of_a_publication_is_no_period() -> None:
    text = "3月5日县里的数据显示，全县修渠8公里。"
    assert period_at(text, text.index("8公里"), times(text)) is None


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("从2020年8月启动改造以来，修渠8公里。", "8公里", "2020-08/.."),
        ("从6月4日凌晨开始，甲县8条河涨水。", "8条", "--06-04/.."),
        ("3月5日发布，全县修渠8公里。", "8公里", None),
        ("5月2日开门以来，来客8人。", "8人", "--05-02/.."),
        ("今年前两个月，出口8吨。", "8吨", "--01/--02"),
        ("2023年，前三季度出口8吨。", "8吨", "2023-01/2023-09"),
        ("2023年，水稻丰收，1—10月出口8吨。", "8吨", "2023-01/2023-10"),
        ("2023年丰收。1—10月出口8吨。", "8吨", "--01/--10"),
        ("甲县2025年实事完成情况公示\n修渠8公里。", "8公里", "2025"),
        ("甲县2025年桃花开了\n修渠8公里。", "8公里", None),
        ("今天（3月1日），桥通了。昨晚，甲县转移8人。", "8人", None),
        ("今天（8月1日），桥通了。昨晚，甲县转移8人。", "8人", "--07-31"),
        ("昨天（8月1日），桥通了。截至今天12时，甲县转移8人。", "8人", "--08-02"),
        ("今天（8月1日）雨停。今天的甲县有8座桥。", "8座", None),
        ("今天（8月1日）雨停。明天（8月9日）有雨。今天转移8人。", "8人", None),
        ("今天有雨，转移8人。", "8人", None),
        ("今天（8月1日）雨停。8条公路也在今天中午打通。", "8条", "--08-01"),
        ("甲村8户于2021年迁入。", "8户", "2021"),
        ("甲村8户2021年迁入。", "8户", None),
        ("产量是2030年的8倍。", "8倍", None),
        ("产量由2030年的8%提高。", "8%", "2030"),
        ("2020年建厂，最大的浪出现在甲湾，达8米。", "8米", "2020"),
        ("报告\n2024年2月3日\n一、过去一年工作回顾\n全年修路8公里。", "8公里", "2023"),
        ("报告\n2024年2月3日\n一、2023年工作回顾\n五年累计修路8公里。", "8公里", None),
    ],
)
def test_where_a_period_comes_from(text: str, figure: str, period: str | None) -> None:
    assert period_at(text, text.index(figure), times(text)) == period
