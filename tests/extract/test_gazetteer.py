import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.aliases import forms, label, village_parts, village_unit
from extract.divisionforms import division_forms
from extract.gazetteer import enclosing, fold, gazetteer, within


@pytest.mark.parametrize(
    ("name", "core", "unit"),
    [
        ("寨子村委会", "寨子", "村"),
        ("寨子村民委员会", "寨子", "村"),
        ("寨子村村民委员会", "寨子", "村"),
        ("下村民委员会", "下村", ""),
        ("丁村委会", "丁村", ""),
        ("东圣社区居委会", "东圣", "社区"),
        ("四道口居民委员会", "四道口", "社区"),
        ("民主村社区居民委员会", "民主", "村社区"),
        ("卜尔汉图嘎查", "卜尔汉图", "嘎查"),
        ("虚拟生活区", "虚拟生活区", ""),
        ("庙桥社区居委会（含庙桥村村委）", "庙桥", "社区"),
    ],
)
def test_village_parts(name: str, core: str, unit: str) -> None:
    found, tail = village_parts(name)
    assert (found, found + tail) == (core, name)
    assert village_unit(tail) == unit


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("内蒙古自治区", 1, ("内蒙古自治区", "内蒙古")),
        ("文山壮族苗族自治州", 2, ("文山壮族苗族自治州", "文山州", "文山")),
        ("博尔塔拉蒙古自治州", 2, ("博尔塔拉蒙古自治州", "博尔塔拉州", "博尔塔拉")),
        ("岳西县", 3, ("岳西县", "岳西")),
        ("沙县区", 3, ("沙县区", "沙县")),
        ("沙县", 3, ("沙县",)),
        ("石柱土家族自治县", 3, ("石柱土家族自治县", "石柱县", "石柱")),
        ("东乡族自治县", 3, ("东乡族自治县", "东乡县", "东乡")),
        ("积石山保安族东乡族撒拉族自治县", 3, ("积石山保安族东乡族撒拉族自治县", "积石山县", "积石山")),
        ("城区街道办事处", 4, ("城区街道办事处", "城区街道")),
        ("中寨瑶族乡", 4, ("中寨瑶族乡", "中寨乡", "中寨")),
        ("夏家营生态工业园区", 4, ("夏家营生态工业园区",)),
    ],
)
def test_forms(name: str, level: int, expected: tuple[str, ...]) -> None:
    found = forms(name, level)
    assert found[: len(expected)] == expected[: len(found)]
    assert set(expected) <= set(found) | {expected[-1]}
    assert label(name, level) in found


@pytest.mark.parametrize(
    ("code", "name", "label_", "level", "ancestors"),
    [
        ("14", "山西省", "山西省", "province", ()),
        ("5326", "文山壮族苗族自治州", "文山州", "prefecture", ("53",)),
        ("110101", "东城区", "东城区", "county", ("11",)),
        ("419001", "济源市", "济源市", "county", ("41",)),
        ("500240", "石柱土家族自治县", "石柱县", "county", ("50",)),
        ("441900003", "东城街道", "东城街道", "township", ("44", "4419")),
        ("340828107", "响肠镇", "响肠镇", "township", ("34", "3408", "340828")),
        ("141122102201", "寨子村委会", "寨子村", "village", ("14", "1411", "141122", "141122102")),
        ("141122103211", "牛头嘴村委会", "牛头嘴村", "village", ("14", "1411", "141122", "141122103")),
        ("140502009010", "东圣社区居委会", "东圣社区", "village", ("14", "1405", "140502", "140502009")),
    ],
)
def test_codes(code: str, name: str, label_: str, level: str, ancestors: tuple[str, ...]) -> None:
    table = gazetteer()
    assert (table.name(code), table.label(code), table.level(code)) == (name, label_, level)
    assert table.ancestors(code) == ancestors
    assert code in table


def test_a_code_that_no_division_has() -> None:
    assert "999999" not in gazetteer()
    with pytest.raises(KeyError):
        gazetteer().name("141122102999")


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("寨子村", "141122102201"),
        ("寨子", "141122102201"),
        ("牛头咀村", "141122103211"),
        ("岳西", "340828"),
        ("石柱县", "500240"),
        ("文山州", "5326"),
        ("沙县", "350405"),
        ("内蒙古", "15"),
        ("响肠", "340828107"),
        ("东圣社区", "140502009010"),
        ("城区街道", "140882001"),
    ],
)
def test_candidates(surface: str, code: str) -> None:
    assert code in gazetteer().candidates(surface)


def test_full_forms_come_before_bare_stems() -> None:
    assert gazetteer().candidates("吉林")[0] == "22"
    assert gazetteer().candidates("万年")[0] == "361129"
    assert gazetteer().candidates("东莞")[0] == "4419"
    assert not gazetteer().candidates("没有这个地方")


def test_scan_finds_nested_paths() -> None:
    text = "安庆市岳西县响肠镇千佛塔村与牛头咀村"
    found = {text[start:end]: codes for start, end, codes in gazetteer().scan(text)}
    assert {"安庆市", "岳西县", "响肠镇", "千佛塔村", "牛头咀村"} <= found.keys()
    assert found["响肠镇"] == ("340828107",)
    assert "141122103211" in found["牛头咀村"]


def test_scan_leaves_words_of_kind_alone() -> None:
    text = "市辖区里有农场、工业园区和开发区"
    assert not [text[a:b] for a, b, _ in gazetteer().scan(text) if text[a:b] in ("市辖区", "农场", "工业园区", "开发区")]


@given(st.text(alphabet="安庆市岳西县响肠镇村社区寨子牛头咀大山和在，。 a", max_size=40))
def test_scan_spans_are_forms(text: str) -> None:
    for start, end, codes in gazetteer().scan(text):
        assert 0 <= start < end <= len(text)
        assert set(codes) <= set(gazetteer().candidates(text[start:end]))


@given(st.text(max_size=30))
def test_folding_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("link", "outer", "expected"),
    [("141122102/石佛寺", "1411", True), ("141122102", "141122102", True), ("1411", "141122", False), ("?/太行山", "14", False), (None, "14", False)],
)
def test_within(link: str | None, outer: str, expected: bool) -> None:
    assert within(link, outer) is expected


def test_enclosing() -> None:
    assert [enclosing(link) for link in ("450223105203/安乐屯", "450223", "?/太行山", None)] == ["450223105203", "450223", None, None]


def test_children_and_villages() -> None:
    table = gazetteer()
    assert "141122102" in table.children("141122")
    assert table.children("50")[0].startswith("5001") and len(table.children("50")[0]) == 6
    assert "141122102201" in table.children("141122102")
    assert table.villages("141122102")["寨子"] == ("141122102201",)


def test_the_stored_forms_are_those_of_the_names() -> None:
    """A change of the forms or of a lexicon that they are made with needs a run of scripts/make_gazetteer.py."""
    table = gazetteer()
    assert list(table.stored_forms()) == list(division_forms(table.names()))
