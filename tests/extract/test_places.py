"""Places by rule: a Doc of single characters, so that no model is needed; `named` is what the model would call LOC."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.gazetteer import gazetteer
from extract.hidden_places import part_of_a_name
from extract.places import place_mentions
from extract.sites import generic_site
from extract.spots import generic, vague
from extract.unlisted import near_name, of_other_rank, own_town
from extract.values import Mention, MentionType


def article(text: str, *named: str, kind: str = "LOC") -> Doc:
    """A Doc whose every character is a token, with these names as entities wherever they stand."""
    doc = spacy.blank("zh")(text)
    spans = []
    at = -1
    for name in named:
        at = text.find(name, at + 1)
        spans.append(doc.char_span(at, at + len(name), label=kind))
    doc.set_ents([s for s in spans if s is not None])
    return doc


def links(doc: Doc) -> list[tuple[str, str | None]]:
    return [(m.text, m.link) for m in place_mentions(doc)]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("安庆市岳西县响肠镇修路。", (), [("安庆市", "3408"), ("岳西县", "340828"), ("响肠镇", "340828107")]),
        ("山西晋城东圣社区试点。", (), [("山西", "14"), ("晋城", "1405"), ("东圣社区", "140502009010")]),
        ("交城县水峪贯镇牛头咀村开会。", (), [("交城县", "141122"), ("水峪贯镇", "141122103"), ("牛头咀村", "141122103211")]),
        ("重庆石柱县中益乡华溪村", (), [("重庆", "50"), ("石柱县", "500240"), ("中益乡", "500240213"), ("华溪村", "500240213203")]),
        ("浙江义乌的鸡鸣山社区", (), [("浙江", "33"), ("义乌", "330782"), ("鸡鸣山社区", "330782002005")]),
    ],
)
def test_paths(text: str, named: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert links(article(text, *named)) == expected


def test_the_path_decides_between_namesakes() -> None:
    found = links(article("睢宁县王集镇陈楼村修路，邱集镇陈楼村种树。"))
    assert ("陈楼村", "320324102217") in found
    assert ("陈楼村", "320324111217") in found


def test_a_village_is_linked_by_the_articles_county() -> None:
    assert ("寨子村", "141122102201") in links(article("交城县召开会议。交城县西营镇带头，寨子村响应。"))


def test_an_ambiguous_name_keeps_candidates_and_is_not_asserted() -> None:
    (mention,) = place_mentions(article("记者来到和平村采访。", "和平村"))
    assert mention.link is None
    assert len(mention.candidates) > 1


def test_a_village_that_no_table_lists_is_named_within_its_town() -> None:
    assert ("甲乙丙丁村", "141122102/甲乙丙丁村") in links(article("交城县西营镇甲乙丙丁村修路。", "甲乙丙丁村"))


def test_hamlets_and_groups() -> None:
    found = links(article("鹿寨县黄冕镇大端村安乐屯群众来访，大端村三组修桥。", "安乐屯"))
    assert ("安乐屯", "450223105203/安乐屯") in found
    assert ("三组", "450223105203/三组") in found


def test_a_list_that_shares_its_head() -> None:
    found = links(article("晋中市榆次区修文镇修路。对东郝、西郝、中郝等村进行修复。"))
    assert [link for text, link in found if text.endswith("郝")] == ["140702105220", "140702105218", "140702105219"]


def test_villages_that_go_on_a_list_and_their_repeats() -> None:
    found = links(article("抚远市浓桥镇东方红村、建设村增收。建设村增长最快。"))
    assert [link for text, link in found if text == "建设村"] == ["230883102203", "230883102203"]


def test_towns_that_share_their_head() -> None:
    found = links(article("句容市天王镇修路。白兔、后白两镇种稻。"))
    assert found[-2:] == [("白兔", "321183103"), ("后白", "321183106")]


@pytest.mark.parametrize("text", ["车停在北京路。", "住进呼伦贝尔大饭店。", "说一口四川话。"])
def test_things_named_after_a_place(text: str) -> None:
    assert links(article(text, "北京", "呼伦贝尔", "四川")) == []


def test_a_site_that_begins_with_a_bare_name() -> None:
    assert links(article("浙江义乌市开会。商户来到义乌商贸城。", "义乌商贸城"))[-1] == ("义乌商贸城", "330782/义乌商贸城")


def test_customary_short_names() -> None:
    assert links(article("新疆巴州和硕县修渠。")) == [("新疆", "65"), ("巴州", "6528"), ("和硕县", "652828")]


def test_mountains_and_countries_have_no_code() -> None:
    assert links(article("翻过太行山，运往日本。")) == [("太行山", "?/太行山"), ("日本", "?/日本")]


def test_old_revolutionary_areas_are_named_whole() -> None:
    assert links(article("位于大别山革命老区。")) == [("大别山革命老区", "?/大别山革命老区")]


def test_sites_lie_in_the_place_before_them() -> None:
    found = links(article("万年县大源镇仙人洞遗址开放。", "仙人洞遗址"))
    assert found[-1] == ("仙人洞遗址", "361129104/仙人洞遗址")


@pytest.mark.parametrize("tail", ["党支部书记发言", "党委研究", "人民政府印发", "纪委监督", "公安局通报", "村委会开会"])
def test_places_inside_organisations_are_not_mentioned(tail: str) -> None:
    found = [text for text, _ in links(article(f"交城县天宁镇{tail}。"))]
    assert found == ["交城县"]


def test_places_inside_titles_are_not_mentioned() -> None:
    assert links(article("出台《交城县管理细则》。")) == []


@pytest.mark.parametrize("text", ["大家团结互助，共建和平家园。", "全县新兴产业长寿命。", "乡村振兴是关键，建设美丽乡村。", "各村、该镇、全县"])
def test_ordinary_words_are_no_places(text: str) -> None:
    assert links(article(text)) == []


def test_an_ordinary_word_is_a_place_in_its_own_article() -> None:
    found = links(article("万年县召开会议。万年县部署工作，万年人民欢欣。"))
    assert found[-1] == ("万年", "361129")


def test_the_home_is_what_most_paths_lie_in() -> None:
    doc = article("交城县工作综述\n交城县西营镇修路，交城县天宁镇种树，交城县部署。江苏南京来人。")
    place_mentions(doc)
    assert (doc._.home.place, doc._.home.county) == ("141122", "141122")


@pytest.mark.parametrize("text", ["示范村", "城中村", "老旧社区", "美丽乡村", "各村", "县县通乡", "百县通村", "组组通村"])
def test_generic_villages(text: str) -> None:
    assert generic(text)


def test_offsets_and_order() -> None:
    text = "安庆市岳西县响肠镇，又到交城县。"
    found = place_mentions(article(text))
    assert all(text[m.start : m.end] == m.text for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        pytest.param("广东、海南、四川等地降雨。", ("广东", "四川"), [("广东", "44"), ("海南", "46"), ("四川", "51")], id="provinces in a list"),
        pytest.param(
            "吉林舒兰市修路。舒兰市、吉林种树。",
            ("吉林",),
            [("吉林", "22"), ("舒兰市", "220283"), ("舒兰市", "220283"), ("吉林", "22")],
            id="province and city of a name",
        ),
        pytest.param(
            "青海民和县修路，民和、循化受灾。",
            ("民和",),
            [("青海", "63"), ("民和县", "630222"), ("民和", "630222"), ("循化", "630225")],
            id="neighbours in a list",
        ),
        pytest.param("推进城乡和县乡村三级物流。", ("和县",), [], id="a county where words meet"),
        pytest.param("参观香港特区。", (), [("香港特区", "81")], id="special administrative region"),
        pytest.param("不少澳门市民参观。", ("澳门",), [], id="single characters: 澳门市 goes on"),
        pytest.param(
            "在宁夏中卫，河边的大湾村建民宿。",
            ("宁夏", "中卫", "大湾村"),
            [("宁夏", "64"), ("中卫", "6405"), ("大湾村", "6405/大湾村")],
            id="not a namesake elsewhere",
        ),
        pytest.param(
            "湖北恩施营上村修路。",
            ("湖北", "恩施"),
            [("湖北", "42"), ("恩施", "4228"), ("营上村", "422801400202")],
            id="the county that bears the prefecture's name",
        ),
        pytest.param(
            "浙江建德寿昌古镇开街。",
            ("浙江", "建德", "寿昌古镇"),
            [("浙江", "33"), ("建德", "330182"), ("寿昌古镇", "330182109/寿昌古镇")],
            id="called after its town",
        ),
        pytest.param("港珠澳大桥通车。", (), [("港珠澳大桥", "4404/港珠澳大桥")], id="a bridge that the nation knows"),
        pytest.param("广西柳州柳江水位上涨。", ("广西", "柳州", "柳江"), [("广西", "45"), ("柳州", "4502"), ("柳江", "?/柳江")], id="a river"),
        pytest.param("雄安新区招商。", ("雄安新区",), [("雄安新区", "13/雄安新区")], id="a new area"),
        pytest.param("京津冀、东北等地降雨，车向东北方向行驶。", (), [("京津冀", "?/京津冀"), ("东北", "?/东北")], id="part of the country"),
        pytest.param("大会在京召开，工程横跨苏皖两省。", (), [("京", "11"), ("苏", "32"), ("皖", "34")], id="one-character names"),
        pytest.param(
            "杭州亚运村开放，亚运村热闹。", ("杭州", "亚运村"), [("杭州亚运村", "3301/杭州亚运村"), ("亚运村", "3301/杭州亚运村")], id="an event's village"
        ),
        pytest.param("日本石川县地震，石川县停电。", ("日本", "石川县"), [("日本", "?/日本"), ("石川县", "?/石川县"), ("石川县", "?/石川县")], id="abroad"),
        pytest.param("门头沟区龙泉镇清淤。", ("门头沟区", "龙泉镇"), [("门头沟区", "110109"), ("龙泉镇", "110109007")], id="listed under another rank"),
        pytest.param(
            "受灾的龙泉镇，门头沟区龙泉镇清淤。",
            ("龙泉镇", "门头沟区", "龙泉镇"),
            [("龙泉镇", "110109007"), ("门头沟区", "110109"), ("龙泉镇", "110109007")],
            id="said in full further on",
        ),
        pytest.param("在沅江江畔和罗霄山脉。", ("沅江江畔", "罗霄山脉"), [("沅江", "?/沅江"), ("罗霄山脉", "?/罗霄山脉")], id="bank and range"),
        pytest.param("河南的新乡丰收。", ("河南", "新乡"), [("河南", "41"), ("新乡", "4107")], id="a city that ends like a town"),
        pytest.param(
            "兴隆县六道河镇杨家台等7个村。", (), [("兴隆县", "130822"), ("六道河镇", "130822104"), ("杨家台", "130822104202")], id="one village of many"
        ),
        pytest.param("来到故宫和青岛港。", ("故宫", "青岛港"), [("故宫", "11/故宫"), ("青岛港", "3702/青岛港")], id="sights where their name says"),
        pytest.param("涿州市两座水厂恢复，长兴县布局产业。", ("涿州市", "长兴县"), [("涿州市", "130681"), ("长兴县", "330522")], id="no organisations"),
        pytest.param("党员是群众的“连心桥”。", ("连心桥",), [], id="a figure of speech"),
        pytest.param("走出以茶兴村、以茶强村的路。", ("茶兴村", "茶强村"), [], id="a slogan"),
        pytest.param("乘车到北京大兴国际机场。", ("北京", "大兴国际机场"), [("北京大兴国际机场", "11/北京大兴国际机场")], id="an airport"),
    ],
)
def test_contexts(text: str, named: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert links(article(text, *named)) == expected


def test_a_name_that_is_a_verb_is_no_village() -> None:
    doc = article("亚运村今天开村。")
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[5:7], attrs={"TAG": "vn"})
    assert "开村" not in [text for text, _ in links(doc)]


def test_villages_called_mountain_village() -> None:
    assert not generic("峒山村") and generic("山村") and generic("小山村") and generic("贫困山村")


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("我国推进试点\n商务部数据显示，" + "各地推进试点。" * 25 + "浙江岳西县修路。", ""),
        ("岳西县推进试点\n我国推进试点，" + "岳西县推进试点。" * 25, "340828"),
    ],
    ids=["an example", "its own"],
)
def test_an_article_about_the_country_has_no_home(text: str, home: str) -> None:
    doc = article(text)
    place_mentions(doc)
    assert doc._.home.place == home


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        pytest.param(
            "交城县西营镇松丙丁村修路。",
            ("交城县", "西营镇", "丙丁村"),
            [("交城县", "141122"), ("西营镇", "141122102"), ("松丙丁村", "141122102/松丙丁村")],
            id="a village's first character",
        ),
        pytest.param(
            "走进安徽岳西丙丁佤族村。",
            ("安徽岳西丙丁佤族村",),
            [("安徽", "34"), ("岳西", "340828"), ("丙丁佤族村", "340828/丙丁佤族村")],
            id="a path in one entity",
        ),
        pytest.param(
            "黑龙江海林长汀地区来电。", ("黑龙江", "长汀"), [("黑龙江", "23"), ("海林", "231083"), ("长汀", "231083101")], id="a town as a far county"
        ),
        pytest.param(
            "山东莱西的马连庄办起了集市。", ("山东", "马连庄"), [("山东", "37"), ("莱西", "370285"), ("马连庄", "370285116")], id="a town by its bare name"
        ),
        pytest.param("山西平遥古城开街。", ("平遥古城",), [("山西", "14"), ("平遥古城", "140728/平遥古城")], id="no town of that name"),
        pytest.param("途经青云国道岳西段时减速。", (), [("岳西", "340828")], id="a stretch of road"),
        pytest.param("上海丙山深水港区开工。", ("上海", "深水港区"), [("上海", "31"), ("丙山深水港区", "31/丙山深水港区")], id="a site's first characters"),
        pytest.param(
            "来到双河古塔景区。双河古塔景区开放。",
            ("古塔景区", "双河古塔景区"),
            [("双河古塔景区", "?/双河古塔景区")] * 2,
            id="a site begins where it begins elsewhere",
        ),
        pytest.param(
            "参观岳西县丙丁纪念馆。\n丙丁纪念馆开放。",
            ("丙丁纪念馆", "丙丁纪念馆"),
            [("岳西县", "340828"), ("丙丁纪念馆", "340828/丙丁纪念馆"), ("丙丁纪念馆", "340828/丙丁纪念馆")],
            id="a site lies in one place",
        ),
        pytest.param(
            "岳西县响肠镇位于丙丁湿地公园旁。",
            ("丙丁湿地公园",),
            [("岳西县", "340828"), ("响肠镇", "340828107"), ("丙丁湿地公园", "340828/丙丁湿地公园")],
            id="a town lies in a site",
        ),
        pytest.param("岳西县的丙猴国家公园。", ("丙猴国家公园",), [("岳西县", "340828"), ("丙猴国家公园", "?/丙猴国家公园")], id="wider than a county"),
        pytest.param(
            "陕西宝鸡开园。考察渭河生态公园。",
            ("陕西", "宝鸡", "渭河生态公园"),
            [("陕西", "61"), ("宝鸡", "6103"), ("渭河生态公园", "6103/渭河生态公园")],
            id="called after a river",
        ),
        pytest.param("湖北发券。在福建土楼观光。", ("湖北", "福建土楼"), [("湖北", "42"), ("福建土楼", "35/福建土楼")], id="where its name says"),
        pytest.param("岳西县开街，临沂商城开业。", ("临沂商城",), [("岳西县", "340828"), ("临沂商城", "340828/临沂商城")], id="a market called after a place"),
        pytest.param("产品卖到亚洲市场。", ("亚洲市场",), [("亚洲", "?/亚洲")], id="a market of the world"),
        pytest.param("推动新时代东北全面振兴，来自西北的风。", (), [("东北", "?/东北"), ("西北", "?/西北")], id="part of the country that is spoken of"),
        pytest.param("黄河一号公路通车，长城蜿蜒。", (), [("长城", "?/长城")], id="a road's name"),
        pytest.param(
            "交城县交城县保护太行山、罗山的植被。",
            ("罗山",),
            [("交城县", "141122"), ("交城县", "141122"), ("太行山", "?/太行山"), ("罗山", "?/罗山")],
            id="a mountain among mountains",
        ),
        pytest.param(
            "黑龙江多雨，牡丹江、松花江等20条河流解冻。",
            ("黑龙江", "牡丹江"),
            [("黑龙江", "23"), ("牡丹江", "?/牡丹江"), ("松花江", "?/松花江")],
            id="a river among rivers",
        ),
        pytest.param("浙江松阳县说到强城、兴村、融合。", ("浙江", "兴村"), [("浙江", "33"), ("松阳县", "331124")], id="a deed"),
        pytest.param(
            "湖南益阳清溪村获奖。赫山区支持。\n清溪村开街。",
            ("湖南", "益阳", "清溪村", "清溪村"),
            [("湖南", "43"), ("益阳", "4309"), ("清溪村", "430972109207"), ("赫山区", "430903"), ("清溪村", "430972109207")],
            id="a village that was told",
        ),
        pytest.param(
            "岳西县三河村增收。“三河手工”茶上市。",
            ("三河村", "三河"),
            [("岳西县", "340828"), ("三河村", "340828102204")],
            id="a village's bare name",
        ),
        pytest.param("岳西县丙丁村人称“桃花村”。", ("丙丁村", "桃花村"), [("岳西县", "340828"), ("丙丁村", "340828/丙丁村")], id="a nickname"),
        pytest.param("今年六十岁的林芳村住在岳西县。", ("林芳村", "岳西县"), [("岳西县", "340828")], id="a person"),
        pytest.param(
            "走进井冈山革命老区，神山村办起民宿。", ("神山村",), [("井冈山革命老区", "?/井冈山革命老区"), ("神山村", "360881108204")], id="an old area's city"
        ),
        pytest.param(
            "河北阜平修路。记者去了十八洞村。",
            ("河北", "阜平", "十八洞村"),
            [("河北", "13"), ("阜平", "130624"), ("十八洞村", "130624/十八洞村")],
            id="at home",
        ),
        pytest.param(
            "河北保定、江苏徐州修路。湘西的十八洞村考察。",
            ("河北", "保定", "江苏", "徐州", "十八洞村"),
            [("河北", "13"), ("保定", "1306"), ("江苏", "32"), ("徐州", "3203"), ("湘西", "4331"), ("十八洞村", "433124110226")],
            id="in its prefecture",
        ),
    ],
)
def test_names_read_whole_and_where_they_lie(text: str, named: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert links(article(text, *named)) == expected


def test_a_memorial_begins_with_what_it_remembers() -> None:
    doc = article("启动甲乙战争岳西纪念园。", "岳西纪念园")
    with doc.retokenize() as retokenizer:
        for start, end, tag in ((0, 2, "v"), (2, 4, "nz"), (4, 6, "n")):
            retokenizer.merge(doc[start:end], attrs={"TAG": tag})
    assert links(doc) == [("甲乙战争岳西纪念园", "?/甲乙战争岳西纪念园")]


def test_a_later_path_explains_a_guess() -> None:
    text = "岳西县开会。丙丁村领奖，岳西县丙丁村修路。浙江建德丙乙村开街。后来丙乙村通车。"
    found = dict(links(article(text, "丙丁村", "丙丁村", "丙乙村", "丙乙村")))
    assert found["丙丁村"] == "340828/丙丁村" and found["丙乙村"] == "330182/丙乙村"


@pytest.mark.parametrize(
    ("name", "outer", "code"), [("察汗乌苏镇", "632822", "632822100"), ("慈松塘社区", "540102", "540102012002"), ("上丙村", "141122102", None)]
)
def test_names_a_character_apart(name: str, outer: str, code: str | None) -> None:
    assert near_name(gazetteer(), name, outer) == code


def test_towns_under_another_rank_and_streets_that_are_in_none() -> None:
    table = gazetteer()
    assert of_other_rank(table, "七里镇", "220283") == "220283203"
    assert own_town(table, "330182", "寿昌古镇") == "330182109" and own_town(table, "150702", "胜利大街") == "150702"


@pytest.mark.parametrize("name", ["育种基地", "果树种植基地", "市民公园", "许多村", "自治区级物流园区", "农牧区", "三十七座水库"])
def test_kinds_of_sites(name: str) -> None:
    assert generic_site(name) or generic(name)


def test_divisions_said_of_any_town() -> None:
    assert vague("老城区") and vague("沿江街道") and vague("中心镇") and not vague("虹桥街道")


def test_our_county_is_the_home_of_a_report() -> None:
    text = "政府工作报告\n内蒙古呼伦贝尔市海拉尔区修路。呼伦贝尔市支持，呼伦贝尔市表彰。" + "我区经济增长。" * 3 + "呼伦贝尔市考核。" * 4
    doc = article(text)
    place_mentions(doc)
    assert doc._.home.place == "150702"


def test_places_inside_names_are_no_mentions() -> None:
    text = "江苏常州迎春庙会；杭州亚运会；交城县修渠工程；北京四中；北京。"

    def at(kind: MentionType, name: str, rule: str = "rule", link: str | None = None) -> Mention:
        start = text.index(name)
        return Mention(kind, start, start + len(name), name, rule, 0.9, link=link)

    path, event, full = at("PLACE", "常州", "place-path"), at("PLACE", "杭州"), at("PLACE", "交城县", link="141122")
    inner, free = at("PLACE", "北京"), Mention("PLACE", len(text) - 3, len(text) - 1, "北京", "rule", 0.9)
    names = [at("PROGRAMME", "常州迎春庙会"), at("PROGRAMME", "杭州亚运会"), at("PROGRAMME", "交城县修渠工程"), at("ORG", "北京四中")]
    found = [path, event, full, inner, free, *names]
    is_part = part_of_a_name(found)
    assert [m for m in found if not is_part(m)] == [path, full, free, *names]
