"""Named arrangements are found in quotes, in titles and by their head nouns; images, goals and plurals are left alone."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extract.clean import CleanText
from extract.knowledge import lexicon, rules
from extract.pipeline import document
from extract.programme_carriers import source_of, supposed_carriers, told_carriers
from extract.programme_context import after_features, before_features
from extract.programme_lists import built_candidates, listed_candidates
from extract.programme_model import Model, model
from extract.programme_names import bare_candidates
from extract.programme_quoted import Candidate, inner_features, kind_of, quoted_candidates
from extract.programme_titles import titled_candidates
from extract.programmes import canonical, carriers_of, disjoint, formulas, programme_mentions, spread
from extract.reference import Home
from extract.values import Mention, Zone


def made(text: str, mentions: Iterable[Mention] = (), zones: tuple[Zone, ...] = ()) -> Doc:
    """A Doc of one-character tokens without tags."""
    doc = Doc(spacy.blank("zh").vocab, words=list(text), spaces=[False] * len(text))
    clean = CleanText.of(text)
    doc._.clean = CleanText(clean.raw, clean.text, clean.starts, clean.ends, zones=zones)
    doc._.mentions = tuple(mentions)
    return doc


def names(nlp: Language, text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.kind) for m in document(nlp, CleanText.of(text))._.mentions if m.type == "PROGRAMME"]


QUOTED = [
    ("引号加中心词", "该镇推行“户长包保”制度，成效明显。", [("户长包保", "system")]),
    ("工程", "县里实施“育苗强基”工程。", [("育苗强基", "project")]),
    ("活动", "村里开展“送春风、暖民心”活动。", [("送春风、暖民心", "campaign")]),
    ("口诀", "坚持“一户一档、一人一卡”，逐户登记。", [("一户一档", "system"), ("一人一卡", "system")]),
    ("步骤", "构建“收集—分办—回访”闭环机制。", [("收集—分办—回访", "system")]),
    ("加号", "采取“支部+合作社+农户”模式发展茶叶。", [("支部+合作社+农户", "system")]),
    ("只有数字", "全面推行“2+4+N”网格治理体系。", [("2+4+N”网格治理体系", "system")]),
    ("十四五", "这是实施“十四五”规划的第三年。", [("十四五”规划", "document")]),
    ("人人都知道的", "各支部落实“三会一课”。", [("三会一课", "system")]),
]
IMAGES = [
    ("比喻", "村干部当好“领头雁”，下好“先手棋”，打通“最后一公里”。"),
    ("毛病", "坚决避免“一刀切”和“大水漫灌”。"),
    ("转变", "群众从“旁观者”变成“参与者”。"),
    ("计数", "逐项核查“8种表现”和“15类问题”。"),
    ("难题", "着力破解“四大难题”，防范“三大风险”。"),
    ("说话", "他说：“这条路修了三个月，大家都满意。”"),
    ("称号", "该村获得“文明村”称号。"),
]
BARE = [
    ("工程", "全镇投资300万元，完成环湖步道亮化工程。", [("环湖步道亮化工程", "project")]),
    ("行动", "今年以来，县里开展农村饮水安全排查整治专项行动。", [("农村饮水安全排查整治专项行动", "campaign")]),
    ("轮流", "全县建立村干部轮流值班制度。", [("村干部轮流值班制度", "system")]),
    ("三大", "实施道路、水渠、路灯三大改造工程。", [("道路、水渠、路灯三大改造工程", "project")]),
]
GENERIC = [
    ("泛指", "各村完善各项制度，健全工作机制，建立长效机制。"),
    ("复数", "今年实施重点项目9个，推进民生项目建设。"),
    ("领域", "基层治理和乡村振兴工作有序推进。"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in QUOTED + BARE], ids=[row[0] for row in QUOTED + BARE])
def test_programmes(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize("text", [row[1] for row in IMAGES + GENERIC], ids=[row[0] for row in IMAGES + GENERIC])
def test_no_programmes(nlp: Language, text: str) -> None:
    assert names(nlp, text) == []


@pytest.mark.model
def test_a_name_is_known_again_without_its_marks(nlp: Language) -> None:
    assert names(nlp, "育苗强基\n县里实施“育苗强基”工程。") == [("育苗强基", "project"), ("育苗强基", "project")]


@pytest.mark.model
def test_offsets_and_confidence(nlp: Language) -> None:
    text = "杏花镇推行“户长包保”制度，印发《杏花镇河道管护办法》，实施环湖步道亮化工程。"
    found = [m for m in document(nlp, CleanText.of(text))._.mentions if m.type == "PROGRAMME"]
    assert len(found) == 3
    for m in found:
        assert text[m.start : m.end] == m.text
        assert 0 < m.confidence <= 1
        assert m.rule.startswith("programme-")


TITLES = [
    ("办法", "印发《杏花镇河道管护办法》，", [("杏花镇河道管护办法", "document")]),
    ("年份在后", "《杏花县水利发展规划（2021—2025年）》发布", [("杏花县水利发展规划（2021—2025年）", "document")]),
    ("等文件", "出台《村干部管理办法》《加强村级财务工作》等文件", [("村干部管理办法", "document"), ("加强村级财务工作", "document")]),
    ("项目", "实施《党建引领兴茶乡》等书记项目", [("党建引领兴茶乡", "project")]),
    ("剧目", "为《春到茶乡》等剧目提供场所", []),
    ("栏目", "《问政直通车》栏目转达了诉求", []),
    ("报纸", "据《杏花日报》消息", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.text, c.kind) for c in titled_candidates(made(text))] == expected


def test_nothing_from_closed_zones_or_inside_organisations() -> None:
    text = "落实“三会一课”制度"
    assert [m.text for m in programme_mentions(made(text))] == ["三会一课"]
    assert programme_mentions(made(text, zones=(Zone(0, len(text), "trailer"),))) == []
    assert programme_mentions(made(text, mentions=(Mention("ORG", 2, 8, text[2:8], "test"),))) == []


CONTEXT = [
    ("紧挨着的动词", "全镇推行", "verb.near=carry"),
    ("隔开的动词", "建立村级", "verb.far=build"),
    ("比喻的动词", "打通", "verb.near=image"),
    ("没有动词", "党员的", "before=的"),
    ("量词", "打好这张", "before=classifier"),
]


@pytest.mark.parametrize(("before", "expected"), [row[1:] for row in CONTEXT], ids=[row[0] for row in CONTEXT])
def test_before_features(before: str, expected: str) -> None:
    assert expected in before_features(before, len(before))


@pytest.mark.parametrize(
    ("after", "expected"), [("制度，", "head=firm"), ("的原则，", "head=loose"), ("干部", "other=people"), ("，", "closes=clause"), ("——一是", "explained")]
)
def test_after_features(after: str, expected: str) -> None:
    assert expected in after_features(made(after), 0)[1]


INNER = [("五访四查", "shape=formula-count"), ("最后一公里", "known=metaphor"), ("三会一课", "known=institution"), ("收集—分办—回访", "shape=chain")]


@pytest.mark.parametrize(("core", "feature"), INNER)
def test_inner_features(core: str, feature: str) -> None:
    assert feature in inner_features(core)


KINDS = [("工程", "育苗", "project"), ("", "主题党日", "system"), ("", "春风行动", "campaign"), ("要求", "五必访", "system"), ("规划", "十四五", "document")]


@pytest.mark.parametrize(("head", "core", "kind"), KINDS)
def test_kind_of(head: str, core: str, kind: str) -> None:
    assert kind_of(head, core) == kind


CANONICAL = [("1+3X”监督考评体系", "1+3X监督考评体系"), ("坡上种药,院里待客", "坡上种药，院里待客"), ("收集-分办", "收集—分办")]


@pytest.mark.parametrize(("name", "expected"), CANONICAL)
def test_canonical(name: str, expected: str) -> None:
    assert canonical(name) == expected
    assert canonical(expected) == expected


def test_weights_are_of_classes_not_of_words() -> None:
    for table in ("quoted", "bare"):
        assert 0 < model(table).threshold < 1
        for feature in model(table).weights:
            assert re.fullmatch(r"[A-Za-z0-9_.=:+\-]+|before=的", feature), feature


@given(st.sets(st.sampled_from(sorted(model("quoted").weights))), st.sampled_from(sorted(model("quoted").weights)))
def test_probability_follows_the_weights(features: set[str], more: str) -> None:
    table = model("quoted")
    less, higher = table.probability(features - {more}), table.probability(features | {more})
    assert 0 < less < 1
    assert (higher >= less) is (table.weights[more] >= 0) or higher == less


def test_unknown_features_weigh_nothing() -> None:
    assert Model(0.0, {}).probability(["shape=unheard-of"]) == 0.5


def candidate(start: int, end: int, rule: str = "programme-quoted", text: str = "") -> Candidate:
    return Candidate(start, end, text or "某" * (end - start), (), "system", rule)


def test_disjoint_keeps_the_better_rule_then_the_longer() -> None:
    found = [(candidate(0, 6, "programme-name"), 0.9), (candidate(2, 4), 0.5), (candidate(8, 12), 0.4), (candidate(8, 10), 0.9)]
    assert [(c.start, c.end) for c, _ in disjoint(found)] == [(2, 4), (8, 12)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12))
def test_disjoint_spans_never_overlap(spans: list[tuple[int, int]]) -> None:
    kept = [(c.start, c.end) for c, _ in disjoint((candidate(a, a + n), 0.5) for a, n in spans)]
    assert kept == sorted(kept)
    assert all(a[1] <= b[0] for a, b in pairwise(kept))


def test_a_high_score_spreads_to_the_same_name() -> None:
    one, two, other = candidate(0, 4, text="户长包保"), candidate(9, 13, text="户长包保"), candidate(20, 24, text="春暖花开")
    assert [p for _, p in spread([(one, 0.9), (two, 0.1), (other, 0.2)])] == [0.9, 0.9, 0.2]


def test_quotations_inside_titles_are_no_candidates() -> None:
    assert [c.text for c in quoted_candidates(made("印发《“户长包保”管理办法》，推行“轮值代办”"))] == ["轮值代办"]


def test_the_files_load_and_their_examples_hold() -> None:
    for name in ("borders", "carriers", "formulas", "shapes"):
        assert rules(f"programme-{name}")
    for name in ("heads", "other-heads", "verbs", "institutions", "metaphors", "generic", "titles"):
        assert lexicon(f"programme-{name}").entries
    assert not set(lexicon("programme-institutions")) & set(lexicon("programme-metaphors"))


def tagged(*tokens: str) -> Doc:
    """A Doc of `word/tag` tokens."""
    words, tags = zip(*(t.rsplit("/", 1) for t in tokens), strict=True)
    doc = Doc(spacy.blank("zh").vocab, words=list(words), spaces=[False] * len(words))
    for token, tag in zip(doc, tags, strict=True):
        token.tag_ = tag
    doc._.clean = CleanText.of(doc.text)
    return doc


BORDERS = [
    ("动词之后", ("完成/v", "环湖/vn", "步道/n", "亮化/v", "工程/n"), "环湖步道亮化工程"),
    ("的字之后", ("村里/s", "的/u", "民宿/n", "升级/v", "改造/vn", "工程/n"), "民宿升级改造工程"),
    ("数量之后", ("实施/v", "3/m", "个/q", "茶园/n", "改造/vn", "项目/n"), "茶园改造项目"),
    ("名称里的数字", ("举办/v", "第二/m", "届/q", "采茶/vn", "大赛/n"), "第二届采茶大赛"),
    ("三大", ("实施/v", "道路/n", "、/w", "水渠/n", "、/w", "路灯/n", "三/m", "大/a", "改造/vn", "工程/n"), "道路、水渠、路灯三大改造工程"),
    ("动词开头", ("开展/v", "抓/v", "党建/vn", "促/v", "增收/vn", "行动/vn"), "抓党建促增收行动"),
    ("分词切断动词", ("抓/v", "实村/n", "干部/n", "轮训/vn", "制度/n"), "村干部轮训制度"),
    ("指示词", ("推进/v", "重点/n", "水渠/n", "建设/vn", "项目/n"), "水渠建设项目"),
    ("地方和届数", ("在/p", "杏花市/LOC", "第/m", "3/m", "届/q", "农博会/nz", "上/f"), "杏花市第3届农博会"),
    ("只有简称", ("本/r", "届/r", "农博会/nz", "开幕/v"), "农博会"),
    ("两国之间", ("举办/v", "甲国/LOC", "—/w", "乙国/LOC", "商品/n", "展销会/n"), "甲国—乙国商品展销会"),
    ("新能源", ("启动/v", "新/a", "能源/n", "渔船/n", "推广/vn", "行动/vn"), "新能源渔船推广行动"),
    ("代表大会", ("召开/v", "村民/n", "大会/n"), None),
    ("更大工程的一部分", ("这/r", "是/v", "东山/n", "铁路/n", "控制性/n", "工程/n"), None),
    ("动宾短语作名称", ("深入/ad", "实施/v", "促进/v", "竹编/n", "加工业/n", "发展/v", "三年/m", "行动/vn"), "促进竹编加工业发展三年行动"),
    ("动词后的好字", ("落实/v", "好/a", "防止/v", "返贫/v", "监测/vn", "帮扶/vn", "机制/n"), "防止返贫监测帮扶机制"),
    ("副词在名称里", ("启动/v", "快速/d", "核拨/v", "机制/n"), "快速核拨机制"),
    ("千亿斤", ("实施/v", "新/a", "一轮/m", "千亿斤/m", "粮食/n", "提升/vn", "行动/vn"), "千亿斤粮食提升行动"),
    ("制字另成一词", ("在/p", "杏花/n", "团制/n", "种/n", "产业园/n"), None),
    ("没有修饰语", ("健全/v", "各项/r", "制度/n"), None),
    ("另一个词", ("河海/n", "工程/n", "大学/n"), None),
    ("几项工程的总称", ("建设/v", "柳河/LOC", "流域/n", "防洪/vn", "工程/n", "体系/n"), "柳河流域防洪工程体系"),
]


@pytest.mark.parametrize(("tokens", "expected"), [row[1:] for row in BORDERS], ids=[row[0] for row in BORDERS])
def test_left_borders(tokens: tuple[str, ...], expected: str | None) -> None:
    assert [c.text for c in bare_candidates(tagged(*tokens))] == ([expected] if expected else [])


def test_a_head_noun_may_stand_inside_a_longer_name() -> None:
    found = bare_candidates(tagged("出台/v", "茶园/n", "绿化/vn", "五年/m", "行动/v", "计划/n"))
    assert [c.text for c in found] == ["茶园绿化五年行动", "茶园绿化五年行动计划"]


def test_built_things_in_a_list_of_projects() -> None:
    doc = tagged("城南/n", "物流/n", "园区/n", "、/w", "茶叶/n", "交易/vn", "中心/n", "等/u", "重点/n", "项目/n", "开工/v")
    assert [(c.text, c.kind) for c in listed_candidates(doc)] == [("茶叶交易中心", "project"), ("城南物流园区", "project")]


UNDER_WAY = [
    ("开工", ("杏花/LOC", "物流/n", "园区/n", "今天/TIME", "开工/v"), ["杏花物流园区"]),
    ("正在建设", ("杏花/LOC", "竹业/n", "产业园/n", "正在/d", "建设/v"), ["杏花竹业产业园"]),
    ("两地之间", ("东山/LOC", "至/v", "西岭/LOC", "高铁/n", "开通/v"), ["东山至西岭高铁"]),
    ("泛指", ("现代/n", "产业园/n", "正在/d", "建设/v"), []),
    ("没有说建设", ("走进/v", "杏花/LOC", "竹业/n", "产业园/n"), []),
    ("计数的", ("五/m", "座/q", "杏花/LOC", "抽水/vn", "电站/n", "开工/v"), []),
    ("列举的总称", ("甲楼/n", "、/w", "乙楼/n", "等/u", "杏花/LOC", "商业/n", "综合体/n", "开工/v"), []),
]


@pytest.mark.parametrize(("tokens", "expected"), [row[1:] for row in UNDER_WAY], ids=[row[0] for row in UNDER_WAY])
def test_built_things_that_are_under_way(tokens: tuple[str, ...], expected: list[str]) -> None:
    assert [c.text for c in built_candidates(tagged(*tokens))] == expected


FORMS = [
    ("应急响应", "该县启动防汛三级应急响应，转移群众。", ("防汛三级应急响应", "campaign")),
    ("级别在前", "国家启动国家三级防汛应急响应，调集物资。", ("国家三级防汛应急响应", "campaign")),
    ("级别在后", "将国家气象应急响应调整为三级。", ("国家气象应急响应", "campaign")),
    ("生活圈", "打造“20分钟阅读圈”，方便群众。", ("20分钟阅读圈", "project")),
    ("口诀", "全镇推行五访四查制度。", ("五访四查", "system")),
    ("引水", "随着引柳济杏工程全线通水，群众用上甜水。", ("引柳济杏工程", "project")),
    ("延包", "今年开展第二轮土地承包到期后再延长三十年整县试点。", ("第二轮土地承包到期后再延长三十年整县试点", "system")),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_names_known_by_their_form(text: str, expected: tuple[str, str]) -> None:
    assert [(c.text, c.kind) for c in formulas(made(text))] == [expected]


def place(text: str, name: str, link: str) -> Mention:
    at = text.index(name)
    return Mention("PLACE", at, at + len(name), name, "test", link=link)


def by(doc: Doc, one: Candidate) -> tuple[str, ...]:
    return told_carriers(doc, one) or supposed_carriers(doc, one)


CARRIERS = [
    ("句中的地方", "杏花县推行“户长包保”", ("990101",)),
    ("全国的不算", "党的二十大报告提出，完善“户长包保”", ()),
    ("各村归全文的地方", "近期，各村严格落实“户长包保”", ("9901",)),
    ("正在那里举办", "杏花县正在举办“户长包保”", ("990101",)),
    ("当地", "杏花县茶叶丰收。今年，当地推行“户长包保”", ("990101",)),
    ("地方在后", "在“户长包保”中，杏花县走村入户", ("990101",)),
    ("开展以来", "“户长包保”开展以来，杏花县走村入户", ("990101",)),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CARRIERS], ids=[row[0] for row in CARRIERS])
def test_carriers(text: str, expected: tuple[str, ...]) -> None:
    doc = made(text, [place(text, "杏花县", "990101")] if "杏花县" in text else [])
    doc._.home = Home(place="9901")
    at = text.index("户长包保")
    assert by(doc, candidate(at, at + 4)) == expected


def test_the_place_of_a_meeting_carries_nothing_out() -> None:
    text = "会议在杏花县召开。会议强调，推行“户长包保”"
    doc = made(text, [place(text, "杏花县", "990101")])
    doc._.home = Home(place="990101")
    assert by(doc, candidate(text.index("户长"), len(text) - 1)) == ()


def test_a_zone_stands_for_itself_and_a_park_for_its_division() -> None:
    text = "杏花新区推行“户长包保”"
    zone, park = Mention("PLACE", 0, 4, text[:4], "place-region-name", link="9901/杏花新区"), "杏花公园推行“户长包保”"
    site = Mention("PLACE", 0, 4, park[:4], "place-site", link="990101/杏花公园")
    assert by(made(text, [zone]), candidate(7, 11)) == ("9901/杏花新区",)
    assert by(made(park, [site]), candidate(7, 11)) == ("990101",)


def test_all_places_of_a_list_carry_it_out() -> None:
    text = "连日来，杏花县、柳湾市桃林县等地推行“户长包保”"
    places = [place(text, "杏花县", "990101"), place(text, "柳湾市", "9902"), place(text, "桃林县", "990203")]
    doc = made(text, places)
    for token in doc:
        token.tag_ = "w" if token.text in "，、" else "n"
    assert by(doc, candidate(text.index("户长"), len(text) - 1)) == ("990101", "990203")


SOURCES = [
    ("获悉", "记者今天从商务部获悉，我国实施“户长包保”", ("商务部",)),
    ("还有别的部门", "记者从商务部获悉，水利部表示，我国实施“户长包保”", ()),
    ("不是消息来源", "商务部门前，我国实施“户长包保”", ()),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SOURCES], ids=[row[0] for row in SOURCES])
def test_a_ministry_carries_out_what_its_own_news_tells(text: str, expected: tuple[str, ...]) -> None:
    bodies = [Mention("ORG", text.index(n), text.index(n) + len(n), n, "test") for n in ("商务部", "水利部") if n in text]
    at = text.index("户长包保")
    assert source_of(made(text, bodies), candidate(at, at + 4)) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青枫县启动新一轮河谷和美乡村建设行动。", ["河谷和美乡村建设行动"]),
        ("各村实行社区网格化管理。", ["网格化管理"]),
        ("投资三千万元完成外立面亮化改造工程，抓好外立面改造工程。", ["外立面亮化改造工程"]),
    ],
)
def test_what_stays_of_a_longer_name(nlp: Language, text: str, expected: list[str]) -> None:
    assert [name for name, _ in names(nlp, text)] == expected


@pytest.mark.model
def test_an_organisation_inside_a_programme_s_name_is_no_mention(nlp: Language) -> None:
    doc = document(nlp, CleanText.of("交城县完成交城县人民医院扩建工程。"))
    assert [(m.type, m.text) for m in doc._.mentions if m.type != "PLACE"] == [("PROGRAMME", "交城县人民医院扩建工程")]


@pytest.mark.parametrize("opening", ["", "某台消息：近日，", "灾情发生后，"])
def test_organisations_joined_at_the_head_of_a_sentence(opening: str) -> None:
    text = f"{opening}杏花茶业公司、桃林农科院实施“户长包保”"
    bodies = [Mention("ORG", at, at + len(name), name, "test") for name in ("杏花茶业公司", "桃林农科院") for at in [text.index(name)]]
    at = text.index("户长包保")
    assert by(made(text, bodies), candidate(at, at + 4)) == ("杏花茶业公司", "桃林农科院")


STATE = [
    ("地方在后", "今天，国家防总针对杏花县实施“户长包保”", ("国家防总",)),
    ("空格隔开", "国家防总 水利部实施“户长包保”", ("国家防总", "水利部")),
    ("后一分句", "各地抓紧救灾，国家防总针对杏花县实施“户长包保”", ("国家防总",)),
    ("地方在前", "杏花县按照国家防总的部署实施“户长包保”", ("990101",)),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in STATE], ids=[row[0] for row in STATE])
def test_bodies_of_state_act_where_they_open_a_clause(text: str, expected: tuple[str, ...]) -> None:
    bodies = [Mention("ORG", text.index(n), text.index(n) + len(n), n, "test") for n in ("国家防总", "水利部") if n in text]
    places = [place(text, "杏花县", "990101")] if "杏花县" in text else []
    at = text.index("户长包保")
    assert by(made(text, sorted([*bodies, *places], key=lambda m: m.start)), candidate(at, at + 4)) == expected


@pytest.mark.parametrize(("title", "expected"), [("中华人民共和国茶叶法", ()), ("杏花县茶叶条例", ("990101",))])
def test_a_law_of_the_nation_is_no_place_s(title: str, expected: tuple[str, ...]) -> None:
    doc = made(f"《{title}》施行")
    doc._.home = Home(place="990101")
    assert [by(doc, c) for c in titled_candidates(doc)] == [expected]


def test_an_event_is_held_by_the_place_in_its_name() -> None:
    text = "杏花市第3届农博会"
    one = Candidate(0, len(text), text, (), "campaign", "programme-name")
    assert by(made(text, [place(text, "杏花市", "9901")]), one) == ("9901",)


def test_what_the_text_tells_once_holds_for_the_short_title_too() -> None:
    text = "杏花茶业公司印发《采茶工作方案》\n《方案》明确"
    doc = made(text, [Mention("ORG", 0, 6, text[:6], "test")])
    assert carriers_of(doc, list(titled_candidates(doc))) == [(("杏花茶业公司",), "carrier-told"), (("杏花茶业公司",), "carrier-told-elsewhere")]


def test_an_organisation_that_opens_the_sentence_carries_it_out() -> None:
    text = "杏花茶业公司推行“户长包保”"
    doc = made(text, [Mention("ORG", 0, 6, text[:6], "test", place="990101")])
    assert by(doc, candidate(9, 13)) == ("杏花茶业公司",)
