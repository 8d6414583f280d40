"""What kind of organisation a name tells."""

import pytest

from graph.organisations import function, is_official, kinds, level_word, nation_wide
from ontology.terms import curie

# made-up names, one a kind
KINDS = [
    ("青枫县委", "fz:PartyOrganisation"),
    ("石桥镇党委", "fz:PartyOrganisation"),
    ("青枫县人民政府", "fz:GovernmentBody"),
    ("青枫县人民法院", "fz:JudicialBody"),
    ("柳坪村委会", "fz:ResidentsCommittee"),
    ("清泉农业科技有限公司", "fz:Enterprise"),
    ("清泉种植专业合作社", "fz:Cooperative"),
    ("青枫县第一中学", "fz:School"),
    ("青枫县人民医院", "fz:PublicInstitution"),
    ("青枫县妇联", "fz:Association"),
    ("“清泉工程”领导小组", "fz:Team"),
    ("青枫日报社", "fz:Media"),
    ("云梦气象厅", "fz:GovernmentBody"),
    ("清泉公司第二分厂", "fz:Enterprise"),
    ("青枫县旧城改造指挥部", "fz:Team"),
    ("青枫水利委员会", "fz:Association"),
    ("党支部", "fz:PartyOrganisation"),
]


@pytest.mark.parametrize(("name", "expected"), KINDS, ids=[n for n, _ in KINDS])
def test_kinds(name: str, expected: str) -> None:
    assert [curie(k) for k in kinds(name)] == [expected]


def test_a_name_that_tells_nothing_has_no_kind() -> None:
    assert kinds("清泉") == kinds("") == ()


NATION = [("国务院", True), ("国家发展改革委", True), ("中共中央组织部", True), ("青枫县委", False), ("清泉有限公司", False)]


@pytest.mark.parametrize(("name", "expected"), NATION)
def test_nation_wide(name: str, expected: bool) -> None:
    assert nation_wide(name) is expected


def test_levels_functions_and_official_names() -> None:
    assert (level_word("市委"), level_word("街道党工委"), level_word("清泉公司")) == ("市", "街道", "")
    assert function("石桥镇人民政府") == "石桥镇政府"
    assert is_official("石桥镇党委") and not is_official("清泉农业科技有限公司")
