"""Quantities with their units and words of approximation, and what is none. Sentences are our own; tokens are made by hand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import add_mentions
from extract.periods import times
from extract.quantities import Quantity, quantities
from extract.values import Mention

VOCAB = Vocab()


def made(text: str, tags: str = "") -> Doc:
    """A Doc of one token a character, or of the words of `tags` (词/n 词/v …) where given."""
    pairs = [word.rsplit("/", 1) for word in tags.split()] or [[c, "m" if re.match(r"[\d一二两三四五六七八九十百千万亿]", c) else "x"] for c in text]
    doc = Doc(VOCAB, words=[w for w, _ in pairs], spaces=[False] * len(pairs))
    for token, (_, tag) in zip(doc, pairs, strict=True):
        token.tag_ = tag
    return doc


def found(text: str, tags: str = "") -> list[Quantity]:
    doc = made(text, tags)
    return quantities(doc, times(doc.text))


FIGURES = [
    ("修路23公里。", "23公里", 23, "公里", "exact"),
    ("投入23万元。", "23万元", 23, "万元", "exact"),
    ("约3万元。", "约3万元", 3, "万元", "about"),
    ("意见百余条。", "百余条", 100, "条", "over"),
    ("近百户。", "近百户", 100, "户", "about"),
    ("上百户。", "上百户", 100, "户", "over"),
    ("超10万户。", "超10万户", 10, "万户", "over"),
    ("不到10分钟。", "不到10分钟", 10, "分钟", "under"),
    ("不超过15元。", "不超过15元", 15, "元", "under"),
    ("不低于62万亩。", "不低于62万亩", 62, "万亩", "over"),
    ("收入突破2万元。", "2万元", 2, "万元", "over"),
    ("8.5%以上。", "8.5%以上", 8.5, "%", "over"),
    ("5.5%以内。", "5.5%以内", 5.5, "%", "under"),
    ("1860万元左右。", "1860万元左右", 1860, "万元", "about"),
    ("3个多小时。", "3个多小时", 3, "小时", "over"),
    ("两个半小时。", "两个半小时", 2.5, "小时", "exact"),
    ("提高3.6个百分点。", "3.6个百分点", 3.6, "个百分点", "exact"),
    ("占近三成。", "近三成", 3, "成", "about"),
    ("翻了近三番。", "近三番", 3, "番", "about"),
    ("一倍以上。", "一倍以上", 1, "倍", "over"),
    ("达到百分之九十三。", "百分之九十三", 93, "%", "exact"),
    ("过半的农户。", "过半", 0.5, "", "over"),
    ("每亩300元/年。", "300元/年", 300, "元/年", "exact"),
    ("举行70周年。", "70周年", 70, "周年", "exact"),
    ("上万盏灯笼。", "上万盏", 10_000, "盏", "over"),
    ("物资300余件（套）。", "300余件（套）", 300, "件（套）", "over"),
    ("两省遭遇5.1级地震。", "5.1级", 5.1, "级", "exact"),
    ("12座大中型水库。", "12座", 12, "座", "exact"),
    ("明确五方面任务。", "五方面", 5, "方面", "exact"),
    ("收入比缩小到2.45。", "2.45", 2.45, "", "exact"),
    ("40万返乡务工人员。", "40万", 400_000, "", "exact"),
    ("零下20摄氏度。", "零下20摄氏度", -20, "摄氏度", "exact"),
    ("至少走访一次。", "一次", 1, "次", "over"),
    ("一年多时间。", "一年多", 1, "年", "over"),
    ("二十几号人。", "二十几号", 20, "号", "over"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit", "approx"), FIGURES, ids=[row[0] for row in FIGURES])
def test_one_figure(text: str, span: str, value: float, unit: str, approx: str) -> None:
    assert [(q.text, q.value, q.unit, q.approx) for q in found(text)] == [(span, value, unit, approx)]


RANGES = [
    ("培养2-3名。", 2, 3, "名"),
    ("压减10—15%。", 10, 15, "%"),
    ("提高150—200元。", 150, 200, "元"),
    ("100元到200元。", 100, 200, "元"),
    ("100至200元。", 100, 200, "元"),
    ("3—5万元。", 3, 5, "万元"),
    ("住了两三个月。", 2, 3, "个月"),
    ("来了七八百人。", 700, 800, "人"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES, ids=[row[0] for row in RANGES])
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    assert [(q.value, q.low, q.high, q.unit) for q in found(text)] == [(None, low, high, unit)]


def test_from_to_is_two_figures() -> None:
    assert [q.text for q in found("从2人到5人。")] == ["2人", "5人"]


NOTHING = [
    "2023年3月5日", "1月至4月", "第三批", "第一、二批", "十四五规划", "一批项目", "一个村", "镇村两级干部", "三大攻坚战", "拨打12345热线", "参加G20峰会",
    "1+3+N体系", "“12种情形”逐项核查", "《3个办法》", "近年来", "近三年来，", "五年来，", "十年前", "未来三年", "为80岁老人体检", "实行24小时值班",
    "做到两个维护", "坚持六个一，", "三口之家", "数十种", "3号楼", "8时30分", "千家万户", "二次分配", "电话13812345678", "〔2023〕5号", "“7·22”强降雨",
    "五星红旗", "接收2—3岁的幼儿", "抢通35千伏输电线路", "从建渠、修路两方面入手", "举办建县30周年成就展", "看望老两口", "，近两个月的客流",
    "照护2岁以下婴幼儿", "保障一日三餐", "撑起四梁八柱", "两节期间", "二十四节气", "收成一年比一年多。", "支援东北三省",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_nothing(text: str) -> None:
    assert found(text) == []


BEFORE_NOUNS = [
    ("划分/v 378/m 党员/n 中心户/n", 378, ""),
    ("管辖/v 12/m 镇/n 3/m 乡/n", 12, ""),
    ("惠及/v 两千多/m 党员/n", 2000, ""),
    ("购置/v 5/m 挺/q 水枪/n", 5, "挺"),
    ("发生/v 20/m 次/q 余震/n", 20, "次"),
    ("开工/v 9/m 条/q 次干道/n", 9, "条"),
    ("经过/v 半/m 个/q 多/m 月/n 抢修/v", 0.5, "月"),
    ("节约/v 8/m 吨/q 煤/n", 8, "吨"),
    ("安装/v 10/m 千伏安/q 变压器/n", 10, "千伏安"),
]


@pytest.mark.parametrize(("tags", "value", "unit"), BEFORE_NOUNS, ids=[row[0] for row in BEFORE_NOUNS])
def test_units_by_grammar(tags: str, value: float, unit: str) -> None:
    first = found("", tags)[0]
    assert (first.value, first.unit) == (value, unit)


def test_numbers_inside_names_are_left_out() -> None:
    doc = made("九户村有5户。")
    add_mentions(doc, [Mention("PLACE", 0, 3, "九户村", "made", link="140000")])
    assert [q.text for q in quantities(doc, [])] == ["5户"]


@given(st.text(alphabet="0123456789.,%近约超一二三五十百万亿余多以上至到—-个名元户公里成半年月日“”《》，。", max_size=30))
def test_spans_are_ordered_and_say_what_they_are(text: str) -> None:
    end = 0
    for quantity in found(text) if text else []:
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end
