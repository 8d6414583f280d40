"""Names found in either script, by pinyin, initials, any mixture of them, and by code."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.web.names import EXACT, LONGEST, Named, Names


def named(label: str, kind: str = "Place", code: str = "", *others: str) -> Named:
    return Named(f"urn:{kind}:{label}", label, kind, kind, code, "", others, 0)


THINGS = (
    named("山西省", "Place", "14"), named("交城县", "Place", "141122", "交城"), named("长治市", "Place", "1404"), named("重庆市", "Place", "50"),
    named("西安市", "Place", "6101"), named("先锋村", "Place", "141122001"), named("响肠镇", "Place", "340828105"), named("绿城园区"),
    named("交城县委", "Organisation"), named("三会一课", "Programme"), named("乡村振兴“十百千”工程", "Programme"),
    named("G307国道建设", "Programme"), named("Party School", "Organisation"),
    named("投入23万元", "Measurement"), named("𠮷村𠀀", "Person"),
)  # fmt: skip
NAMES = Names(THINGS)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("交城县", "交城县"), ("交城縣", "交城县"), ("交 城 县", "交城县"), ("交城", "交城县"), ("城县", "交城县"), ("141122", "交城县"), ("jcx", "交城县"),
        ("JCX", "交城县"), ("jiaochengxian", "交城县"), ("jiao cheng xian", "交城县"), ("jiaocx", "交城县"), ("jcxian", "交城县"), ("jichxi", "交城县"),
        ("jcxw", "交城县委"), ("changzhi", "长治市"), ("zhangzhi", "长治市"), ("cqs", "重庆市"), ("chongqing", "重庆市"), ("xian", "西安市"),
        ("xi'an", "西安市"), ("xianshi", "西安市"), ("xas", "西安市"), ("shyk", "三会一课"),
        ("會一課", "三会一课"), ("十百千", "乡村振兴“十百千”工程"), ("g307gd", "G307国道建设"),
        ("Ｇ３０７", "G307国道建设"), ("party", "Party School"), ("23万", "投入23万元"), ("響腸", "响肠镇"), ("lvcheng", "绿城园区"), ("LÜCHENG", "绿城园区"),
        ("𠮷村", "𠮷村𠀀"),
    ],
)  # fmt: skip
def test_found_first(typed: str, first: str) -> None:
    assert NAMES.find(typed, 5)[0].thing.label == first


@pytest.mark.parametrize("typed", ["", " ", "交城县县", "jcxq", "qcj", "\n", "\n交城县", "0", "'", "qz", "jiaochengxianjiaochengxian", "."])
def test_found_nothing(typed: str) -> None:
    assert [hit.thing.label for hit in NAMES.find(typed, 5) if typed.strip() not in hit.matched] == []


def test_the_order_and_the_name_that_was_met() -> None:
    hits = NAMES.find("交城", 9)
    assert [(hit.thing.label, hit.matched) for hit in hits] == [("交城县", "交城"), ("交城县委", "交城县委")]
    assert hits[0].rank == EXACT
    assert [hit.thing.label for hit in NAMES.find("1411", 9)] == ["交城县", "先锋村"]
    assert [hit.thing.label for hit in NAMES.find("交城", 9, "Organisation")] == ["交城县委"]
    assert len(NAMES.find("市", 2)) == 2


def test_a_rare_reading_counts_least() -> None:
    names = Names((named("承德市"), named("镇江市")))
    assert names.find("z", 2)[0].thing.label == "镇江市"


def test_it_travels() -> None:
    copy = pickle.loads(pickle.dumps(NAMES))
    assert [hit.thing for hit in copy.find("jcx", 3)] == [hit.thing for hit in NAMES.find("jcx", 3)] and len(copy) == len(THINGS)


def test_no_names_at_all() -> None:
    assert Names(()).find("jcx", 3) == [] and Names(()).find("县", 3) == []


@given(st.text(max_size=2 * LONGEST))
def test_any_text_is_answered_and_every_hit_is_one(typed: str) -> None:
    hits = NAMES.find(typed, 50)
    assert len({hit.thing.iri for hit in hits}) == len(hits) and all(hit.thing in THINGS for hit in hits)


@given(st.sampled_from(THINGS), st.data())
def test_any_part_of_a_name_finds_it(thing: Named, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(thing.label) - 1))
    part = thing.label[start : data.draw(st.integers(start + 1, len(thing.label)))]
    assert not NAMES.folded(part) or thing in [hit.thing for hit in NAMES.find(part, 50)]
