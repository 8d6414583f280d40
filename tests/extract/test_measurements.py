"""What figures count, whom they are about, and whether they were reached. Sentences are our own; tokens and names are made by hand."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import add_mentions
from extract.measurements import measurements
from extract.reference import Home
from extract.values import Measurement, Mention

VOCAB = Vocab()
HOME = "140000000"


def read(words: str) -> list[Measurement]:
    """The measurements of tagged words; a word tagged PLACE:code, ORG or PROGRAMME:kind is a mention too, ⏎ is a line end."""
    pairs = [word.rsplit("/", 1) for word in words.split()]
    doc = Doc(VOCAB, words=["\n" if w == "⏎" else w for w, _ in pairs], spaces=[False] * len(pairs))
    mentions = []
    for token, (_, tag) in zip(doc, pairs, strict=True):
        kind, _, more = tag.partition(":")
        token.tag_ = {"PLACE": "LOC", "PROGRAMME": "n"}.get(kind, kind)
        start, end = token.idx, token.idx + len(token)
        if kind == "PERSON":
            mentions.append(Mention("PERSON", start, end, token.text, "made"))
        elif kind == "PLACE":
            mentions.append(Mention("PLACE", start, end, token.text, "made", link=more))
        elif kind == "SITE":
            mentions.append(Mention("PLACE", start, end, token.text, "place-site", link=more))
        elif kind == "ORG":
            mentions.append(Mention("ORG", start, end, token.text, "made"))
        elif kind == "PROGRAMME":
            mentions.append(Mention("PROGRAMME", start, end, token.text, "made", kind="document" if more == "document" else "project"))
    doc._.home = Home(HOME, HOME[:6])
    return measurements(add_mentions(doc, mentions))


OBJECTS = [
    ("noun behind", "完善/v 8/m 项/m 工作/n 制度/n", ["工作制度"]),
    ("noun before", "化解/v 矛盾/n 纠纷/n 20/m 余/m 件/m", ["矛盾纠纷"]),
    ("verb of state", "旅游/vn 收入/n 达到/v 9/m 亿元/m", ["旅游收入"]),
    ("rate of the figure before", "财政/n 收入/n 2/m 亿元/m ，/w 增长/v 5%/m", ["财政收入", "财政收入"]),
    ("nothing behind a deed", "投入/v 23万/m 元/m ，/w 完成/v 修缮/v", [""]),
    ("amount as a noun", "完成/v 投资/v 4/m 亿元/m", ["投资"]),
    ("relative clause", "住/v 着/u 600/m 名/m 从/p 山区/n 搬迁/v 出来/v 的/u 群众/n", ["群众"]),
    ("standard", "以/p 每年/TIME 2万/m 元/m 的/u 标准/n 下拨/v 办公/vn 经费/n", ["办公经费"]),
    ("shared from behind", "有/v 300/m 户/m 、/w 近/ad 千/m 名/m 居民/n", ["居民", "居民"]),
    ("shared from before", "转移/v 群众/n 11/m 户/m 40/m 人/m", ["群众", "群众"]),
    ("same unit again", "排查/v 问题/n 57/m 处/m ，/w 整改/v 54/m 处/m", ["问题", "问题"]),
    ("of which", "转移/v 群众/n 40/m 人/m ，/w 其中/f 投亲/v 30/m 人/m", ["群众", "群众"]),
    ("share of a whole", "提取/v 利润/n 的/u 10%/m", ["利润"]),
    ("from and to", "亩产/n 由/p 400/m 公斤/m 提高/v 到/v 500/m 公斤/m", ["亩产", "亩产"]),
    ("compared", "增速/n 高于/v 全市/n 2/m 个/m 百分点/n", ["增速"]),
    ("described by a clause", "种/v 下/v 百/m 余/m 种/m 花色/n 艳丽/a 的/u 月季/n", ["月季"]),
    ("sufferers of a deed", "办结/v 30/m 件/m 村民/n 反映/v 的/u 实事/n", ["实事"]),
    ("age of a person", "今年/TIME 70/m 岁/m 的/u 果农/n 王某/PERSON", ["王某"]),
    ("length of an event", "启动/v 为期/v 3/m 个月/m 的/u 灯会/n", ["灯会"]),
    ("a step that is passed", "产值/n 突破/v 10/m 亿元/m 大关/n", ["产值"]),
    ("distance", "村子/n 距离/v 县城/n 8/m 公里/m", ["村子"]),
    ("times of a deed", "书记/n 三/m 次/m 走访/v", [""]),
    ("people that there are", "独居/v 老人/n 有/v 5万/m 人/m", ["老人"]),
    ("owner who has", "全村/n 集体/n 有/v 5/m 亩/m", [""]),
    ("deepest place", "积水/n 最/d 深/a 的/u 地方/n 达/v 2/m 米/m", ["积水"]),
    ("multiple of another", "客流/n 是/v 平时/t 的/u 10/m 倍/m", ["客流"]),
    ("average of the figure before", "快递/n 突破/v 9/m 亿件/m ，/w 月均/d 超/v 1/m 亿件/m", ["快递", "快递"]),
    ("part of a target", "新增/v 学位/n 8/m 个/m ，/w 完成/v 年度/n 目标/n 的/u 108%/m", ["学位", "学位"]),
    ("gain is no change", "配套/v 大棚/n 1/m 座/m ，/w 增收/v 2万/m 元/m", ["大棚", ""]),
    ("heads beside things", "出动/v 20/m 人/m 、/w 3/m 辆/m 车/n", ["", "车"]),
    ("people before what they do", "吸纳/v 村民/n 30/m 名/m 就业/vn", ["村民"]),
    ("limit of another", "对/p 新建/v 大棚/n 10/m 座/m 以上/f 的/u 大户/n 奖励/v", ["大棚"]),
    ("people described by a verb", "联系/v 6/m 户/m 独居/v 老人/n", ["独居老人"]),
    ("actor of a duration", "志愿者/n 8/m 分钟/m 赶到/v", [""]),
    ("chain of shares", "72/m 家/m 食堂/n 中/f ，/w 51/m 家/m 由/p 村里/n 办/v ，/w 21/m 家/m 停办/v", ["食堂"] * 3),
    ("ratio", "收入/n 比/p 连续/d 十/m 年/m 缩小/v", ["收入比"]),
    ("person's age at the end", "李某/PERSON 今年/TIME 28/m 岁/m", ["李某"]),
    ("amount told in the clause before", "6000/m 名/m 居民/n 的/u 人均/b 收入/n 连年/d 增长/v ，/w 去年/TIME 达到/v 1万/m 元/m", ["居民", "人均收入"]),
    ("descriptions joined by a mark", "培育/v 3/m 个/m 规模/n 突出/v 、/w 辐射/v 范围/n 广/a 的/u 园区/n", ["园区"]),
    ("what becomes of the counted", "50/m 户/m 恢复/v 供电/n", [""]),
    ("what describes the counted", "修缮/v 50/m 处/m 受损/v 房屋/n", ["受损房屋"]),
    ("compared by 比", "收入/n 增长/v 6%/m ，/w 比/p 城镇/n 高/a 2/m 个/m 百分点/n", ["收入", "收入"]),
    ("compared without a subject", "收入/n 增长/v 6%/m ，/w 高于/v 城镇/n 增速/n 2/m 个/m 百分点/n", ["收入", "收入"]),
    ("distance without a subject", "新桥/n 位于/v 镇北/s ，/w 距离/v 县城/n 8/m 公里/m", ["新桥"]),
    ("change to a dated figure", "亩产/n 由/p 2012年/TIME 的/u 400/m 公斤/m 提高/v 到/v 2030年/TIME 的/u 500/m 公斤/m", ["亩产", "亩产"]),
    ("topic behind its description", "有/v 古街/n 的/u 城镇/n ，/w 今年/TIME 已/d 达/v 20/m 个/m", ["城镇"]),
    ("share that grew", "资金/n 用于/v 养殖/vn 的/u 比例/n 逐年/d 提高/v ，/w 去年/TIME 达到/v 60%/m", ["比例"]),
    ("a stay counts nothing", "他/r 回/v 村/n 当/v 兽医/n ，/w 一/m 干/v 就是/v 20/m 年/m", [""]),
    ("money that was paid", "取暖/vn 补贴/n 已/d 发放/v 3亿/m 元/m", ["取暖补贴"]),
    ("incidents", "堤防/n 先后/d 出现/v 三/m 处/m 垮塌/v ，/w 部分/n 农田/n 被淹/v", ["垮塌"]),
    ("grade and noun", "最/d 快/a 用时/n 7/m 个/m 小时/m", ["用时"]),
    ("strength of a quake", "5.5/m 级/m 地震/n 救援/vn 工作/n 展开/v", ["地震"]),
    ("length of a road", "主/b 路/n 全长/n 8/m 公里/m", ["主路"]),
    ("levels in a bracket", "来自/v 23/m 个/m 县/n （区）/x", ["县（区）"]),
    ("whole with its 中", "50/m 个/m 受灾/vn 村中/n ，/w 已/d 有/v 30/m 个/m 通电/v", ["受灾村", "受灾村"]),
    ("no time of a deed", "节水/v 50%/m 的/u 同时/n ，/w 产量/n 提高/v", [""]),
    ("rate that a phrase describes", "农业/n 对/p 增收/vn 的/u 贡献率/n 逐年/d 提高/v ，/w 去年/TIME 达到/v 60%/m", ["贡献率"]),
    ("what there is", "断电/v 的/u 乡镇/n 有/v 7/m 个/m ，/w 正/d 抢修/v", ["乡镇"]),
    ("respective rates", "城镇/n 收入/n 4/m 元/m 、/w 农村/n 收入/n 2/m 元/m ，/w 分别/d 增长/v 5%/m 、/w 7%/m", ["城镇收入", "农村收入"] * 2),
]


@pytest.mark.parametrize(("words", "objects"), [row[1:] for row in OBJECTS], ids=[row[0] for row in OBJECTS])
def test_object(words: str, objects: list[str]) -> None:
    assert [m.object for m in read(words)] == objects


SUBJECTS = [
    ("place at the head", "甲镇/PLACE:140000001 建成/v 5/m 座/m 桥/n", ["140000001"]),
    ("innermost of a path", "甲镇/PLACE:140000001 乙村/PLACE:140000001200 种/v 树/n 5/m 棵/m", ["140000001200"]),
    ("organisation", "县气象台/ORG 先后/d 发布/v 预警/n 3/m 次/m", ["县气象台"]),
    ("source of a statement", "县气象台/ORG 预计/v ，/w 丙县/PLACE:140003 降雨量/n 30/m 毫米/m", ["140003"]),
    ("governed by a preposition", "把/p 甲镇/PLACE:140000001 5/m 名/m 书记/n 调整/v", [HOME]),
    ("pivot", "带动/v 丙县/PLACE:140003 新增/v 粮食/n 5/m 万斤/m", ["140003"]),
    ("in turn", "甲村/PLACE:140000001200 、/w 乙村/PLACE:140000001201 分别/d 清运/v 垃圾/n 4/m 吨/m 和/c 3/m 吨/m", ["140000001200", "140000001201"]),
    ("carried into the next sentence", "甲镇/PLACE:140000001 动手/v 早/a 。/w 修/v 渠/n 5/m 公里/m", ["140000001"]),
    ("nobody named", "建成/v 5/m 座/m 桥/n", [HOME]),
    ("list in one parent", "甲村/PLACE:140000001200 、/w 乙村/PLACE:140000001201 签下/v 协议/n 3/m 份/m", ["140000001"]),
    ("whole country", "全国/n 建成/v 水库/n 5/m 座/m", [None]),
    ("whole country lasts", "我国/n 春播/n 顺利/a 。/w 建成/v 水库/n 5/m 座/m", [None]),
    ("in front in the country", "收入/n 居/v 全国/n 前列/n ，/w 建成/v 水库/n 5/m 座/m", [HOME]),
    ("ministry that states", "国家统计局/ORG 数据/n 显示/v ，/w 零售额/n 增长/v 5%/m", [None]),
    ("ministry that acts", "财政部/ORG 下拨/v 资金/n 5/m 亿元/m", ["财政部"]),
    ("ministry that orders", "水利部/ORG 要求/v 加强/v 巡查/v 。/w 截至/p 目前/TIME ，/w 派出/v 专家/n 5/m 名/m", ["水利部"]),
    ("programme of the whole country", "清渠行动/PROGRAMME:campaign 开展/v 以来/f ，/w 全国/n 疏浚/v 河道/n 5/m 公里/m", ["清渠行动"]),
    ("list that is counted", "甲县/PLACE:140001 、/w 乙县/PLACE:140002 等/u 3/m 个/m 县/n 受灾/v", ["1400"]),
    ("list over provinces that is counted", "甲省/PLACE:14 、/w 乙省/PLACE:15 等/u 3/m 个/m 省份/n 受灾/v", [None]),
    ("receivers are not in turn", "财政部/ORG 对/p 甲省/PLACE:14 、/w 乙省/PLACE:15 分别/d 安排/v 4/m 亿元/m 和/c 3/m 亿元/m", ["财政部"] * 2),
    ("place that only locates", "位于/v 甲河/PLACE:?/甲河 南岸/s 的/u 乙村/PLACE:140000001200 种/v 树/n 5/m 棵/m", ["140000001200"]),
    ("that programme", "引水工程/PROGRAMME:project 开工/v 。/w 该/r 工程/n 总长/n 5/m 公里/m", ["引水工程"]),
    ("cut word for the whole", "乙村/PLACE:140000001200 大/a 。/w 全/n 镇/n 修/v 渠/n 5/m 公里/m", ["140000001"]),
    ("district, not the community", "前进社区/PLACE:140000000200 很/d 忙/a 。/w 全区/n 完成/v 投资/n 5/m 亿元/m", ["1400"]),
    ("anniversary of the country", "庆祝/v 新中国/n 成立/v 70/m 周年/m", [None]),
    ("sufferer", "暴雨/n 造成/v 甲镇/PLACE:140000001 5/m 户/m 村民/n 受灾/v", ["140000001"]),
    ("site behind a pivot", "乙村/PLACE:140000001200 推动/v 甲园/SITE:140000 建设/vn ，/w 种/v 树/n 5/m 棵/m", ["140000001200"]),
    ("first in the country", "乙村/PLACE:140000001200 种/v 树/n 5/m 棵/m ，/w 全国/n 首创/v 2/m 项/m 技术/n", ["140000001200"] * 2),
    ("from all over the country", "全国/n 各地/n 的/u 物资/n 运/v 到/v 。/w 搭/v 起/v 帐篷/n 5/m 顶/m", [HOME]),
    ("one of the nation's", "甲镇/PLACE:140000001 是/v 全国/n 首批/b 5/m 个/m 试点/n 之一/r", [None]),
    ("one of a province's", "丙县/PLACE:140003 是/v 甲省/PLACE:14 5/m 个/m 试点/n 之一/r", ["14"]),
    ("described by a clause", "灌溉/v 良田/n 的/u 乙村/PLACE:140000001200 养/v 牛/n 5/m 头/m", ["140000001200"]),
    ("where another lies", "乙村/PLACE:140000001200 所在/v 的/u 甲镇/PLACE:140000001 建/v 桥/n 5/m 座/m", ["140000001"]),
    ("further owner", "乙村/PLACE:140000001200 的/u 果园/n 、/w 丁村/PLACE:140000001201 的/u 5/m 亩/m 荷塘/n", ["140000001201"]),
    ("road", "丙县/PLACE:140003 忙/a 。/w 甲镇/PLACE:140000001 至/v 戊镇/PLACE:140000002 公路/n 全长/n 5/m 公里/m", ["140003"]),
    ("where one acts", "丙县/PLACE:140003 动手/v 早/a ，/w 在/p 甲镇/PLACE:140000001 建/v 起/v 5/m 个/m 站点/n", ["140003"]),
    ("organisation all over", "县供电公司/ORG 在/p 全镇/n 建/v 站点/n 5/m 个/m", ["县供电公司"]),
    ("end of the name", "实施/v 甲河治理工程/PROGRAMME:project ，/w 工程/n 总/b 投资/n 3/m 亿元/m", ["甲河治理工程"]),
    ("that bureau", "县民政局/ORG 牵头/v 。/w 该局/r 建/v 食堂/n 5/m 家/m", ["县民政局"]),
    ("new rules", "镇里/n 出台/v 《/w 奖补办法/PROGRAMME:document 》/w ，/w 对/p 大户/n 每/r 座/q 补/v 5/m 元/m", ["奖补办法"]),
    ("in turn without a word", "乙村/PLACE:140000001200 、/w 丁村/PLACE:140000001201 也/d 退/v 了/u 5/m 亩/m 和/c 3/m 亩/m", ["140000001200", "140000001201"]),
    (
        "in turn a clause later",
        "乙村/PLACE:140000001200 、/w 丁村/PLACE:140000001201 上网/v ，/w 分别/d 卖出/v 5/m 包/m 、/w 3/m 包/m",
        ["140000001200", "140000001201"],
    ),
    (
        "owners in turn",
        "乙村/PLACE:140000001200 的/u 香菇/n 、/w 丁村/PLACE:140000001201 的/u 蜂蜜/n 产值/n 分别/d 达/v 5/m 元/m 和/c 3/m 元/m",
        ["140000001200", "140000001201"],
    ),
    ("villagers", "乙村/PLACE:140000000200 不/d 大/a 。/w ⏎/w 村民/n 李某/PERSON 养/v 牛/n 5/m 头/m", ["140000000200"]),
    (
        "organisation of the article",
        "甲供电局/ORG 总结/n ⏎/w 甲供电局/ORG 很/d 忙/a 。/w ⏎/w 新建/v 线路/n 5/m 公里/m 。/w ⏎/w 明年/TIME ，/w 甲供电局/ORG 要/v 检修/v",
        ["甲供电局"],
    ),
    ("programme that dates", "攻坚行动/PROGRAMME:campaign 开展/v 以来/f ，/w 修/v 渠/n 5/m 公里/m", [HOME]),
]


@pytest.mark.parametrize(("words", "subjects"), [row[1:] for row in SUBJECTS], ids=[row[0] for row in SUBJECTS])
def test_subject(words: str, subjects: list[str | None]) -> None:
    assert [m.subject for m in read(words)] == subjects


KINDS = [
    ("done", "全年/TIME 修/v 渠/n 5/m 公里/m", "result"),
    ("planned", "今年/TIME 拟/v 招录/v 47/m 人/m", "target"),
    ("will", "明年/TIME 将/d 新建/v 5/m 所/m 学校/n", "target"),
    ("object marker", "将/d 工作/n 分为/v 5/m 个/m 方面/n", "result"),
    ("obtained", "争取/v 资金/n 5/m 万元/m", "result"),
    ("what a change starts from", "通车/v 后/f 车程/n 由/p 50/m 分钟/m 变/v 到/v 了/u 新/a 值/n", "result"),
    ("on the basis of what was done", "明年/TIME 将/d 在/p 新建/v 5/m 所/m 的/u 基础/n 上/f 扩建/v", "result"),
    ("on the basis of what is planned", "在/p 今年/TIME 计划/v 新建/v 5/m 所/m 的/u 基础/n 上/f 扩建/v", "target"),
    ("what a plant will yield", "电站/n 投产/v 后/f ，/w 每年/r 可/v 发电/v 5/m 亿度/m", "target"),
    ("made sure of", "确保/v 了/u 每个/r 村/n 至少/d 有/v 2/m 名/m 医生/n", "result"),
    ("made standard", "实现/v 5/m 项/m 业务/n 的/u 标准化/vn 办理/vn", "result"),
    ("grown from year to year", "产量/n 逐年/d 提高/v 到/v 2024年/TIME 的/u 9/m 斤/m", "result"),
    ("object marker before a year", "现/d 将/d 2025年/TIME 9/m 件/m 实事/n 公示/v 如下/v", "result"),
    ("reached by a date", "到/p 2021年/TIME 底/f ，/w 收入/n 达到/v 了/u 5/m 万元/m", "result"),
    ("time that draws near", "新春/n 将至/v ，/w 卖/v 牛/n 5/m 头/m", "result"),
    ("rate for each", "每人/r 每年/TIME 3000/m 元/m", "standard"),
    ("agreed", "与/p 社员/n 约定/v ：/w 返还/v 6/m 成/m 盈余/n", "standard"),
    ("limit", "每个/r 网格员/n 最多/d 负责/v 30/m 户/m", "standard"),
    ("allowance", "按/p 每人/r 30/m 元/m 的/u 标准/n 发放/v 补助/n", "standard"),
]


@pytest.mark.parametrize(("words", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_kind(words: str, kind: str) -> None:
    assert [m.kind for m in read(words)] == [kind]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("避险工作法/PROGRAMME:system ，/w 即/v 提前/v 1/m 小时/m 预警/vn", "standard"),
        ("引水工程/PROGRAMME:project 开工/v ，/w 完成/v 投资/n 5/m 万元/m", "result"),
    ],
    ids=["told what it is", "told what it does"],
)
def test_a_system_that_is_explained_sets_rules(words: str, kind: str) -> None:
    assert [m.kind for m in read(words)] == [kind]


def test_a_verb_governs_its_whole_list() -> None:
    found = read("新建/v 泵站/n 3/m 座/m 、/w 水闸/n 5/m 座/m")
    assert [(m.object, m.action) for m in found] == [("泵站", "新建"), ("水闸", "新建")]


ACTIONS = [
    ("list of objects", "受理/v 保险/n 、/w 补贴/n 等/u 业务/n 500/m 件/m", "受理"),
    ("list before the figure", "成立/v 了/u 治理/vn 、/w 养殖/vn 等/u 6/m 个/m 专班/n", "成立了"),
    ("behind 有", "有/v 8/m 户/m 人家/n 开/v 了/u 客店/n", "开"),
    ("behind a causing verb", "带动/v 6/m 名/m 农民/n 参加/v 培训/vn", "参加"),
    ("people that do something", "有/v 9/m 人/m 从事/v 养蜂/vn", "从事"),
    ("no other verb than to exceed", "居民/n 超过/v 2000/m 人/m", "超过"),
    ("a verb that describes", "收到/v 的/u 来信/n 上/f 百/m 封/m", "收到"),
    ("to a dated figure", "亩产/n 增加/v 到/v 2030年/TIME 的/u 500/m 公斤/m", "增加到"),
    ("a list of figures before the verb", "30/m 顶/m 帐篷/n 、/w 40/m 床/m 棉被/n 运抵/v 灾区/n", "运抵"),
    ("described and nothing else", "新/a 研发/v 的/u 9/m 款/m 面料/n", "研发"),
    ("nothing for an age", "70/m 岁/m 的/u 果农/n 王某/PERSON 来到/v 集市/n", ""),
    ("what compares", "收入/n 增长/v 6%/m ，/w 高于/v 城镇/n 增速/n 2/m 个/m 百分点/n", "高于"),
]


@pytest.mark.parametrize(("words", "action"), [row[1:] for row in ACTIONS], ids=[row[0] for row in ACTIONS])
def test_action(words: str, action: str) -> None:
    assert read(words)[-1].action == action


def test_headings_decide_where_the_clause_is_silent() -> None:
    words = "一、/m 今年/TIME 工作/n 回顾/n ⏎/w 修/v 渠/n 5/m 公里/m 。/w ⏎/w 二、/m 明年/TIME 目标/n 任务/n ⏎/w 修/v 渠/n 9/m 公里/m"
    assert [m.kind for m in read(words)] == ["result", "target"]


def test_all_that_a_plan_names_is_wanted() -> None:
    assert [m.kind for m in read("清渠/n 行动/n 实施/v 方案/n ⏎/w 修/v 渠/n 5/m 公里/m")] == ["target"]
    assert [m.kind for m in read("清渠/n 行动/n 见闻/n ⏎/w 修/v 渠/n 5/m 公里/m")] == ["result"]


@pytest.mark.parametrize(
    ("following", "period"),
    [
        ("算下来/v ，/w 乙村/PLACE:140000001200 修/v 桥/n 5/m 座/m", "2023"),
        ("丁村/PLACE:140000001201 修/v 桥/n 5/m 座/m", None),
        ("目前/TIME ，/w 乙村/PLACE:140000001200 有/v 桥/n 5/m 座/m", None),
        ("⏎/w 乙村/PLACE:140000001200 修/v 桥/n 5/m 座/m", None),
        ("“/w 乙村/PLACE:140000001200 好/a ，/w 修/v 桥/n 5/m 座/m ”/w", None),
        ("乙村/PLACE:140000001200 拟/v 修/v 桥/n 5/m 座/m", None),
        ("同一/r 时刻/n ，/w 丁村/PLACE:140000001201 修/v 桥/n 5/m 座/m", "2023"),
    ],
    ids=["goes on", "another subject", "now", "new paragraph", "another voice", "wanted", "the same time"],
)
def test_a_period_lasts_while_the_text_goes_on_about_the_same(following: str, period: str | None) -> None:
    found = read(f"2023年/TIME ，/w 乙村/PLACE:140000001200 修/v 渠/n 9/m 公里/m 。/w {following}")
    assert [m.period for m in found] == ["2023", period]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("8月1日/TIME ，/w 甲镇/PLACE:140000001 修/v 桥/n 5/m 座/m", "--08-01"),
        ("8月1日/TIME ，/w 甲镇/PLACE:140000001 公路/n 开工/v ，/w 总/b 工期/n 36/m 个月/m", None),
        ("2030年/TIME ，/w 甲镇/PLACE:140000001 公路/n 开工/v ，/w 总/b 工期/n 36/m 个月/m", "2030"),
        ("8月1日/TIME ，/w 甲镇/PLACE:140000001 21/m 个/m 村/n 中/f ，/w 都/d 有/v 雨/n", None),
    ],
)
def test_a_day_dates_only_what_days_change(words: str, period: str | None) -> None:
    assert read(words)[0].period == period


def test_a_period_lasts_for_the_parts_of_a_division() -> None:
    found = read("8月1日/TIME ，/w 甲镇/PLACE:140000001 有/v 大雨/n 5/m 次/m 。/w 全镇/n 受灾/v ，/w 乙村/PLACE:140000001200 转移/v 群众/n 9/m 人/m")
    assert [m.period for m in found] == ["--08-01", "--08-01"]


def test_every_measurement_names_its_rules_and_its_confidence() -> None:
    (found,) = read("甲镇/PLACE:140000001 建成/v 5/m 座/m 桥/n")
    assert found.rule.split() == ["quantity-unit", "object-behind", "subject-place", "no-modality"]
    assert 0 < found.confidence <= 1
    assert (found.value, found.min, found.max, found.unit, found.approx, found.action) == (5, None, None, "座", "exact", "建成")
