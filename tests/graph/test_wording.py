"""How alike two wordings of a figure are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.conflicts import ALIKE_ELSEWHERE, ALIKE_HERE, ALIKE_UNDATED
from graph.wording import likeness

SAID = [
    # one figure, reported twice
    ("柳坪村投入35万元修建排水渠。", "35万元", "柳坪村投入30万元修建排水渠。", "30万元", ALIKE_HERE, True),
    ("全年粮食总产量完成5万吨，增长3%。", "5万吨", "2024年全县粮食总产量完成6万吨。", "6万吨", ALIKE_ELSEWHERE, True),
    ("柳坪村累計(jì)投入35萬(wàn)元，，修建排水渠。", "35万元", "柳坪村累计投入30万元，修建排水渠。", "30万元", ALIKE_HERE, True),
    # two figures of one kind
    ("新建农业项目27个，完成投资2亿元。", "2亿元", "加快老城改造，城市建设完成投资56亿元。", "56亿元", ALIKE_HERE, False),
    ("总投资3亿元的柳坪水库工程完成投资1亿元。", "1亿元", "总投资9亿元的青枫商贸城完成投资5亿元。", "5亿元", ALIKE_HERE, False),
]


@pytest.mark.parametrize(("one", "figure", "other", "other_figure", "least", "alike"), SAID)
def test_what_leads_to_a_figure_tells(one: str, figure: str, other: str, other_figure: str, least: float, alike: bool) -> None:
    assert (likeness((one, figure), (other, other_figure), whole=False) >= least) is alike


def test_the_whole_sentence_tells_two_grants_apart() -> None:
    one, other = ("省财政厅紧急下达救灾资金3亿元，支持青枫县、白石县抗旱。", "3亿元"), ("省财政厅紧急下达救灾资金1亿元，支持柳坪镇重建学校和医院。", "1亿元")
    assert likeness(one, other, whole=False) >= ALIKE_UNDATED > likeness(one, other, whole=True)


@given(st.text("投入3万元修渠，。；", max_size=30), st.text("投入5万元修路，。；", max_size=30), st.booleans())
def test_it_is_symmetric_and_between_nothing_and_one(one: str, other: str, whole: bool) -> None:
    found = likeness((one, "3万元"), (other, "5万元"), whole=whole)
    assert 0 <= found <= 1 and found == likeness((other, "5万元"), (one, "3万元"), whole=whole)
