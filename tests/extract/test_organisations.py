"""ORG mentions on hand-made Docs: `word/TAG` in the text gives the words that the model would see, the rest is read as nouns."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import add_mentions
from extract.organisation_class import organisation_class
from extract.organisations import organisation_mentions
from extract.people import person_mentions
from extract.reference import Home
from extract.statistical import Word
from extract.values import Mention

COUNTY, TOWN, VILLAGE = "141122", "141122102", "141122102201"
PLACES = {"交城县": COUNTY, "西营镇": TOWN, "寨子村": VILLAGE, "吕梁市": "1411", "山西省": "14"}
"""The places of the made-up articles: real divisions, so that their labels are known."""


def doc(tagged: str, *, home: str = TOWN) -> Doc:
    """A Doc of `word/TAG word/TAG …`; words of PLACES are PLACE mentions."""
    pairs = [w.replace("⏎", "\n").rpartition("/")[::2] for w in tagged.split()]
    words, at = [], 0
    for word, tag in pairs:
        words.append(Word(at, at + len(word), tag))
        at += len(word)
    made = Doc(Vocab(), words=[w for w, _ in pairs], spaces=[False] * len(pairs))
    made._.words = tuple(words)
    made._.home = Home(home, home[:6])
    places = [Mention("PLACE", w.start, w.end, t, "test", link=PLACES[t]) for w, (t, _) in zip(words, pairs, strict=True) if t in PLACES]
    add_mentions(made, places)
    return add_mentions(made, person_mentions(made))


CASES = [
    pytest.param("交城县/LOC 农业农村局/n 表示/v 。/w", [("交城县农业农村局", COUNTY, "交城县农业农村局")], id="full"),
    pytest.param("县/n 农业农村局/n 的/u 数据/n 。/w", [("县农业农村局", COUNTY, "交城县农业农村局")], id="short"),
    pytest.param("镇党委/ORG 、/w 政府/n 部署/v 。/w", [("镇党委", TOWN, "西营镇党委"), ("政府", TOWN, "西营镇政府")], id="coordination"),
    pytest.param("县人大/ORG 、/w 政协/n 监督/v 。/w", [("县人大", COUNTY, "交城县人大"), ("政协", COUNTY, "交城县政协")], id="coordination-county"),
    pytest.param("镇纪委/ORG 、/w 组织办/n 牵头/v 。/w", [("镇纪委", TOWN, "西营镇纪委"), ("组织办", TOWN, "西营镇组织办")], id="office"),
    pytest.param(
        "司法所/n 、/w 环卫办/n 等/u 部门/n 参加/v 。/w", [("司法所", TOWN, "西营镇司法所"), ("环卫办", TOWN, "西营镇环卫办")], id="offices-in-a-list"
    ),
    pytest.param("西营镇/LOC 寨子村/LOC 党支部/n 带头/v 。/w", [("寨子村党支部", VILLAGE, "寨子村党支部")], id="path"),
    pytest.param("交城县委/ORG 、/w 县政府/ORG 研究/v 。/w", [("交城县委", COUNTY, "交城县委"), ("县政府", COUNTY, "交城县政府")], id="county"),
    pytest.param("交城县/LOC 人民政府/n 通报/v 。/w", [("交城县人民政府", COUNTY, "交城县政府")], id="one-canonical-name"),
    pytest.param("寨子村/LOC 村民委员会/n 公示/v 。/w", [("寨子村村民委员会", VILLAGE, "寨子村委会")], id="village-committee-in-full"),
    pytest.param("村委会/n 公示/v 。/w", [("村委会", VILLAGE, "寨子村委会")], id="village-committee"),
    pytest.param("县/n 第三届/m 人民代表大会/n 开幕/v 。/w", [("县第三届人民代表大会", COUNTY, "交城县人大")], id="session-of-a-congress"),
    pytest.param("团县委/ORG 组织/v 活动/n 。/w", [("团县委", COUNTY, "交城县团委")], id="youth-league"),
    pytest.param("共青团/n 交城县/LOC 委/n 通知/v 。/w", [("共青团交城县委", COUNTY, "交城县团委")], id="youth-league-in-full"),
    pytest.param("中共/n 交城县/LOC 委/n 通知/v 。/w", [("中共交城县委", COUNTY, "交城县委")], id="party-in-full"),
    pytest.param("县公安局/ORG 西营镇/LOC 派出所/n 出警/v 。/w", [("县公安局西营镇派出所", TOWN, "西营镇派出所")], id="body-of-a-body"),
    pytest.param("成立/v “/w 红石榴/nz ”/w 宣讲队/n 。/w", [("“红石榴”宣讲队", TOWN, "红石榴宣讲队")], id="quoted-team"),
    pytest.param("组建/v “/w 红袖章/n 巡逻队/n ”/w 。/w", [("红袖章巡逻队", TOWN, "红袖章巡逻队")], id="quoted-whole"),
    pytest.param("成立/v 工作/n 督导组/n 。/w", [("工作督导组", TOWN, "工作督导组")], id="founded-team"),
    pytest.param(
        "邻里/n 搭把手/v 维修队/n 上门/v 。/w 邻里/n 搭把手/v 维修队/n 收工/v 。/w",
        [("邻里搭把手维修队", TOWN, "邻里搭把手维修队"), ("邻里搭把手维修队", TOWN, "邻里搭把手维修队")],
        id="team-said-again",
    ),
    pytest.param("先后/d 成立/v 了/u 6/m 个/q 工作专班/n 。/w", [], id="counted-teams"),
    pytest.param("引进/v 永丰/nz 果蔬/n 有限公司/n 。/w", [("永丰果蔬有限公司", TOWN, "永丰果蔬有限公司")], id="company"),
    pytest.param(
        "永丰果蔬有限公司/ORG （/w 简称/v 永丰公司/n ）/w 收购/v ，/w 永丰公司/n 加价/v 。/w",
        [("永丰果蔬有限公司", TOWN, "永丰果蔬有限公司"), ("永丰公司", TOWN, "永丰果蔬有限公司"), ("永丰公司", TOWN, "永丰果蔬有限公司")],
        id="abbreviation",
    ),
    pytest.param("通过/p 《/w 民声热线/n 》/w 栏目/n 反映/v 。/w", [("民声热线", "14", "民声热线")], id="titled-medium"),
    pytest.param("央视网/ORG 消息/n ：/w", [("央视网", None, "央视网")], id="national"),
    pytest.param("国务院/ORG 印发/v 通知/n 。/w", [("国务院", None, "国务院")], id="national-body"),
    pytest.param("交城县/LOC 石壁/nz 林场/n 造林/v 。/w", [("石壁林场", COUNTY, "石壁林场")], id="farm-of-its-own-locality"),
    pytest.param("各级/r 党委/n 、/w 党支部/n 行动/v 。/w", [], id="every-level"),
    pytest.param("乡镇党委/ORG 落实/v 。/w", [], id="generic-level"),
    pytest.param("村/n “/w 两委/n ”/w 干部/n 。/w", [], id="two-committees"),
    pytest.param("县委/ORG 书记/n 履行/v 责任/n 。/w", [], id="only-in-a-post"),
    pytest.param("寨子村/LOC 党支部/n 书记/n 李文远/PER 说/v 。/w", [], id="only-in-a-persons-post"),
    pytest.param("县气象台/ORG 技术员/n 预计/v 。/w", [("县气象台", COUNTY, "交城县气象台")], id="occupation-without-a-name"),
    pytest.param("新建/v 日间照料中心/n 。/w", [], id="facility"),
    pytest.param("依据/p 《/w 交城县/LOC 委/n 工作/n 规则/n 》/w", [], id="inside-a-title"),
    pytest.param("25/m 个/q 村党支部/n 申报/v 。/w", [], id="counted"),
    pytest.param("坚持/v “/w 镇党委/ORG 主导/v 、/w 村组/n 落实/v ”/w 。/w", [], id="working-formula"),
    pytest.param("国家卫生健康委派/ORG 出/v 专家/n 。/w", [("国家卫生健康委", None, "国家卫生健康委")], id="known-name-cut-late-by-the-model"),
    pytest.param("国家跳/n 水队/n 走进/v 校园/n 。/w", [("国家跳水队", None, "国家跳水队")], id="national-team"),
    pytest.param("中国/LOC 派出/v 代表团/n 。/w", [], id="a-delegation-is-sent"),
    pytest.param("交城县人民医院/ORG 儿科/n 扩建/v 。/w", [("交城县人民医院儿科", COUNTY, "交城县人民医院儿科")], id="department"),
    pytest.param("交城县人民医院/ORG 创办/v 儿科/n 。/w", [("交城县人民医院", COUNTY, "交城县人民医院")], id="department-not-yet-there"),
    pytest.param("站点/n 有/v 三千/m 个/q ⏎/w 国家邮政局/ORG 发布/v 。/w", [("国家邮政局", None, "国家邮政局")], id="counted-in-the-line-before"),
    pytest.param("中共/ORG 十八大/nz 以来/f 。/w", [], id="congress-of-the-party"),
    pytest.param("获得/v “/w 爱婴医院/ORG ”/w 称号/n 。/w", [], id="title-of-honour"),
    pytest.param("西营镇/LOC 寨子村/LOC 卫生所/n 看病/v 。/w", [("寨子村卫生所", VILLAGE, "寨子村卫生所")], id="clinic-of-a-path"),
    pytest.param("复旦大学/ORG 招生/v 。/w", [("复旦大学", "31", "复旦大学")], id="university-with-its-place"),
    pytest.param("安徽师范大学/ORG 思政/n 课/n 教师/n 李文远/PER 说/v 。/w", [], id="only-in-a-post-with-its-field"),
    pytest.param("联合/v 辖区/n 卫生院/n 义诊/v 。/w", [], id="level-inside-a-word"),
    pytest.param(
        "丰禾种业/ORG （/w 交城县/LOC ）/w 有限公司/n 投产/v 。/w",
        [("丰禾种业（交城县）有限公司", COUNTY, "丰禾种业（交城县）有限公司")],
        id="place-in-brackets",
    ),
    pytest.param("交城县/LOC 中等/a 职业/n 学校/n 招生/v 。/w", [("交城县中等职业学校", COUNTY, "交城县中等职业学校")], id="general-word-inside-another"),
    pytest.param("交城县/LOC 等/u 职业/n 学校/n 招生/v 。/w", [], id="general-word-itself"),
    pytest.param("交城县人民医院/ORG 西营分院/n 开诊/v 。/w", [("交城县人民医院西营分院", COUNTY, "交城县人民医院西营分院")], id="branch"),
    pytest.param("曾/d 是/v 新四军第七师/ORG 战场/n 。/w", [("新四军第七师", None, "新四军第七师")], id="numbered-unit"),
    pytest.param("日本/LOC 厚生/n 劳动省/n 通报/v 。/w", [("日本厚生劳动省", None, "日本厚生劳动省")], id="body-abroad"),
    pytest.param(
        "全国/n 打击/v 假冒/vn 工作/n 领导小组/n 办公室/n 部署/v 。/w",
        [("全国打击假冒工作领导小组办公室", None, "全国打击假冒工作领导小组办公室")],
        id="single-national-body",
    ),
    pytest.param("水利部/ORG 5/m 个/q 工作组/n 赶赴/v 。/w", [("水利部", None, "水利部")], id="known-body-before-a-count"),
    pytest.param(
        "交城县总医院/ORG 扩建/v ，/w 送到/v 总医院/n 治疗/v 。/w",
        [("交城县总医院", COUNTY, "交城县总医院"), ("总医院", COUNTY, "交城县总医院")],
        id="kind-alone",
    ),
    pytest.param("交城县总医院/ORG 扩建/v ，/w 各地/r 总医院/n 都/d 来/v 。/w", [("交城县总医院", COUNTY, "交城县总医院")], id="kind-alone-of-others"),
    pytest.param(
        "交城县委/ORG 、/w 县政府/ORG 代表/v 全县/n 群众/n 写信/v 。/w", [("交城县委", COUNTY, "交城县委"), ("县政府", COUNTY, "交城县政府")], id="speaks-for"
    ),
    pytest.param("市生态环境局/ORG 交城/LOC 分局/n 检查/v 。/w", [("市生态环境局交城分局", "1411", "市生态环境局交城分局")], id="branch-of-a-bureau"),
    pytest.param("县住建局/ORG 物业股/n 办理/v 。/w", [("县住建局物业股", COUNTY, "交城县住建局物业股")], id="section-of-a-bureau"),
    pytest.param("县/n 公安局/n 出动/v 派出所/n 民警/n 。/w", [("县公安局", COUNTY, "交城县公安局")], id="no-outpost-behind-a-verb"),
    pytest.param("国网/ORG 交城县/LOC 供电公司/n 抢修/v 。/w", [("国网交城县供电公司", COUNTY, "国网交城县供电公司")], id="company-before-its-place"),
    pytest.param("西营镇/LOC ，/w 西营/nz 法庭/n 开庭/v 。/w", [("西营法庭", TOWN, "西营法庭")], id="outpost-named-by-a-short-place"),
    pytest.param("寨子村/LOC 里/f ，/w 寨子/n 小学/n 开学/v 。/w", [("寨子小学", VILLAGE, "寨子小学")], id="school-named-by-a-short-place"),
    pytest.param(
        "寨子村/LOC 党总支/n 联合/v 镇司法所/ORG 普法/v 。/w",
        [("寨子村党总支", VILLAGE, "寨子村党总支"), ("镇司法所", TOWN, "西营镇司法所")],
        id="joined-in-action",
    ),
    pytest.param("交城县组织/ORG 巡回/vn 医疗队/n 进村/v 。/w", [("巡回医疗队", TOWN, "巡回医疗队")], id="verb-in-the-model-s-name"),
    pytest.param(
        "寨子村/LOC 成立/v 红白/n 理事会/n 、/w 村民/n 理事会/n 。/w",
        [("红白理事会", VILLAGE, "红白理事会"), ("村民理事会", VILLAGE, "寨子村村民理事会")],
        id="no-level-in-another-word",
    ),
    pytest.param(
        "组建/v 青年/n 宣讲团/n 、/w 乡音/n 宣讲团/n 。/w",
        [("青年宣讲团", TOWN, "青年宣讲团"), ("乡音宣讲团", TOWN, "西营镇乡音宣讲团")],
        id="no-level-in-a-team-s-name",
    ),
    pytest.param("寨子村/LOC 第一/m 网格/n 党支部/n 开会/v 。/w", [("寨子村第一网格党支部", VILLAGE, "寨子村第一网格党支部")], id="numbered-branch"),
    pytest.param("交城县/LOC 工业/n 园区/n 党工委/n 部署/v 。/w", [("交城县工业园区党工委", COUNTY, "交城县工业园区党工委")], id="zone"),
    pytest.param("组建/v 二十大/m 基层/n 党代表/n 宣讲团/n 。/w", [("二十大基层党代表宣讲团", TOWN, "二十大基层党代表宣讲团")], id="team-after-a-congress"),
    pytest.param("在/p 交城县/LOC ，/w 陆军第90集团军/ORG 抢险/v 。/w", [("陆军第90集团军", None, "陆军第90集团军")], id="army-without-a-place"),
    pytest.param("中铁十一局/ORG 承建/v 。/w", [("中铁十一局", None, "中铁十一局")], id="numbered-builder"),
    pytest.param("浙江大学农学院/ORG 在/p 交城县/LOC 授课/v 。/w", [("浙江大学农学院", "33", "浙江大学农学院")], id="college-of-a-known-university"),
    pytest.param("向/p 驻地部队/ORG 致敬/v 。/w", [], id="troops-stationed-here"),
    pytest.param("全国农民合作社/ORG 增加/v 。/w", [], id="a-kind-all-over-the-country"),
    pytest.param("在/p 交城县/LOC 等地/u ，/w 县医院/ORG 接诊/v 。/w", [], id="bodies-of-several-places"),
    pytest.param("八路军129师/ORG 战史/n 陈列馆/n 开放/v 。/w", [], id="name-of-a-memorial"),
]


@pytest.mark.parametrize(("tagged", "expected"), CASES)
def test_mentions(tagged: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = organisation_mentions(doc(tagged, home=VILLAGE if tagged.startswith("村委会") else TOWN))
    assert [(m.text, m.place, m.canonical) for m in found] == expected


@pytest.mark.parametrize("tagged", ["镇党委/ORG 、/w 村委会/n 负责/v 。/w", "县委/ORG 是/v 一线/n 指挥部/n 。/w"])
def test_a_level_word_without_its_place_names_no_body(tagged: str) -> None:
    assert organisation_mentions(doc(tagged, home="")) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("河津市委", "party"),
        ("交城县人民政府", "government"),
        ("县人大常委会", "congress"),
        ("区政协", "consultative"),
        ("丰禾种植专业合作社", "cooperative"),
        ("永丰果蔬有限公司", "enterprise"),
        ("石壁林场", "farm"),
        ("县人民法院", "court"),
        ("红石榴宣讲队", "team"),
        ("央视网", "media"),
        ("寨子村村民委员会", "committee"),
        ("实验小学", "school"),
        ("山水", ""),
    ],
)
def test_class(name: str, kind: str) -> None:
    assert organisation_class(name) == kind


NAMES = ("县/n", "镇党委/ORG", "政府/n", "交城县/LOC", "西营镇/LOC", "有限公司/n", "宣讲队/n", "李文远/PER")
PIECES = (*NAMES, "、/w", "。/w", "成立/v", "“/w", "”/w", "书记/n", "各/r")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_spans_are_the_text_and_never_overlap(pieces: list[str]) -> None:
    made = doc(" ".join(pieces))
    found = organisation_mentions(made)
    assert all(made.text[m.start : m.end] == m.text and m.type == "ORG" and re.sub("[“”]", "", m.text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("tagged", ["", "“/w ”/w", "委/n", "等/u 企业/n", "（/w 简称/v ）/w"])
def test_next_to_nothing(tagged: str) -> None:
    assert organisation_mentions(doc(tagged)) == []
