"""PERSON mentions and posts on hand-made Docs: `word/TAG` gives the words that the model would see."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import add_mentions
from extract.people import person_mentions
from extract.person_names import strength
from extract.posts import post_behind
from extract.statistical import Word
from extract.values import Mention

PLACES = {"河津市": "140882", "西营镇": "141122102", "寨子村": "141122102201"}


def doc(tagged: str) -> Doc:
    """A Doc of `word/TAG word/TAG …`; ⏎ ends a line, ␣ is a blank."""
    pairs = [(w.replace("⏎", "\n").replace("␣", " "), t) for w, t in (x.rsplit("/", 1) for x in tagged.split())]
    words, at = [], 0
    for word, tag in pairs:
        words.append(Word(at, at + len(word), tag))
        at += len(word)
    made = Doc(Vocab(), words=[w for w, _ in pairs], spaces=[False] * len(pairs))
    made._.words = tuple(w for w in words if made.text[w.start : w.end].strip())
    return add_mentions(made, [Mention("PLACE", w.start, w.end, t, "test", link=PLACES[t]) for w, (t, _) in zip(words, pairs, strict=True) if t in PLACES])


Posts = tuple[tuple[str, str], ...]
CASES: list[tuple[str, list[tuple[str, Posts]]]] = [
    ("市委/ORG 书记/n 李文远/PER 说/v 。/w", [("李文远", (("市委", "书记"),))]),
    ("运城市委/ORG 常委/n 、/w 河津市委/ORG 书记/n 李文远/PER 说/v 。/w", [("李文远", (("运城市委", "常委"), ("河津市委", "书记")))]),
    ("河津市委/ORG 常委/n 、/w 组织部/n 部长/n 高文/PER 表示/v 。/w", [("高文", (("河津市委", "常委"), ("河津市委组织部", "部长")))]),
    ("河津市委/ORG 副书记/n 、/w 市长/n 王小云/PER 要求/v 。/w", [("王小云", (("河津市委", "副书记"), ("", "市长")))]),
    ("县水利局/ORG 党组/n 书记/n 、/w 局长/n 李文远/PER 说/v 。/w", [("李文远", (("县水利局党组", "书记"), ("县水利局", "局长")))]),
    ("西营镇/LOC 镇长/n 李文远/PER 说/v 。/w", [("李文远", (("", "镇长"),))]),
    ("寨子村/LOC 党支部/n 书记/n 李文远/PER 说/v 。/w", [("李文远", (("寨子村党支部", "书记"),))]),
    ("社区/n 第一书记/n 李文远/PER 说/v 。/w", [("李文远", (("社区", "第一书记"),))]),
    ("网格员/n 李文远/PER 敲锣/v 。/w", [("李文远", (("", "网格员"),))]),
    ("放映员/n 李文远/PER 来/v 了/u 。/w", [("李文远", (("", "放映员"),))]),
    ("村民/n 李文远/PER 说/v 。/w", [("李文远", ())]),
    ("县委/ORG 书记/n 李文远/PER 来/v 。/w 李文远/PER 说/v 。/w", [("李文远", (("县委", "书记"),)), ("李文远", (("县委", "书记"),))]),
    ("县委/ORG 书记/n 李文远/PER 来/v 。/w 李书记/PER 说/v 。/w", [("李文远", (("县委", "书记"),)), ("李书记", (("县委", "书记"),))]),
    ("技术/n 总监/n 李文远/PER 说/v 。/w", [("李文远", (("", "技术总监"),))]),
    ("安徽师范大学/ORG 思政/n 课/n 教师/n 李文远/PER 说/v 。/w", [("李文远", (("安徽师范大学", "思政课教师"),))]),
    ("高/a 级别/n 专家/n 李文远/PER 说/v 。/w", [("李文远", (("", "专家"),))]),
    ("【/w 十九大/nz 代表/n 风采/n 】/w 李文远/PER ：/w 扎根/v 山村/n ⏎/w", [("李文远", (("十九大", "代表"),))]),
    ("用心/a 当/v 服务员/n ␣/w 李文远/PER ：/w 扎根/v 山村/n ⏎/w", [("李文远", ())]),
    ("村民/n 秦玉/n 连住/v 进/v 新房/n 。/w", []),
    ("种粮大户/n 周/PER 能/v 为/v 的/u 稻田/n 。/w", [("周能为", ())]),
    ("眼下/t ，/w 老/a 付家/n 盖/v 房/n 。/w", [("老付", ())]),
    ("打工/v 的/u 杨星/PER 回到/v 家乡/n 。/w", [("杨星", ())]),
    ("发展/v 雷竹/PER 产业/n 。/w", []),
    ("马一布/PER 拉黑/v 麦/n 养/v 羊/n ，/w 马一布/PER 拉黑/v 麦/n 笑/v 了/u 。/w", [("马一布拉黑麦", ()), ("马一布拉黑麦", ())]),
    ("科技特派员/n 何惠娟/PER 是/v 科技/n 理论/n 宣讲团/n 成员/n 。/w", [("何惠娟", (("", "科技特派员"),))]),
    ("居民/n 赵先生/PER 反映/v 。/w", [("赵先生", ())]),
    ("李文远/PER 是/v 寨子村/LOC 党支部/n 书记/n ，/w 今年/t 五十/m 。/w", [("李文远", (("寨子村党支部", "书记"),))]),
    ("李文远/PER 是/v 寨子村/LOC 的/u 党支部/n 书记/n ，/w 今年/t 五十/m 。/w", [("李文远", (("寨子村党支部", "书记"),))]),
    ("李文远/PER 是/v 西营中学/ORG 的/u 老师/n 。/w", [("李文远", (("西营中学", "老师"),))]),
    ("李文远/PER 是/v 一所/m 高校/n 的/u 老师/n 。/w", [("李文远", (("", "老师"),))]),
    ("会上/s ，/w 作为/p 全国人大/ORG 代表/n ，/w 李文远/PER 发言/v 。/w", [("李文远", (("全国人大", "代表"),))]),
    (
        "李文远/PER 是/v 寨子村/LOC 党支部/n 书记/n ，/w 作为/p 来自/v 山区/n 的/u 全国人大/ORG 代表/n ，/w 他/r 说/v 。/w",
        [("李文远", (("全国人大", "代表"), ("寨子村党支部", "书记")))],
    ),
    ("担任/v 村支书/n 的/u 李文远/PER 说/v 。/w", [("李文远", (("", "村支书"),))]),
    ("李文远/PER （/w 县水利局/ORG 局长/n ）/w 说/v 。/w", [("李文远", (("县水利局", "局长"),))]),
    ("村支书/n 阿依古丽/PER ·/w 买买提/PER 说/v 。/w", [("阿依古丽·买买提", (("", "村支书"),))]),
    ("以/p 习近平/PER 新时代/n 中国/LOC 特色/n 社会主义/n 思想/n 为/v 指导/n 。/w", []),
    ("全国人大/ORG 代表/n 、/w 西营镇/LOC 寨子村/LOC 党支部/n 书记/n 李文远/PER 说/v 。/w", [("李文远", (("全国人大", "代表"), ("寨子村党支部", "书记")))]),
    ("认识/v 全国人大/ORG 代表/n ——/w 寨子村/LOC 党支部/n 书记/n 李文远/PER 。/w", [("李文远", (("全国人大", "代表"), ("寨子村党支部", "书记")))]),
    ("中央军委委员/ORG 李文远/PER 说/v 。/w", [("李文远", (("中央军委", "委员"),))]),
    ("全国人大常委会/ORG 副委员长/n 李文远/PER 说/v 。/w", [("李文远", (("全国人大常委会", "副委员长"),))]),
    ("县委/ORG 副书记/n 李文远/PER 、/w 赵小雨/PER 出席/v 。/w", [("李文远", (("县委", "副书记"),)), ("赵小雨", (("县委", "副书记"),))]),
    ("硕士/n 村官/n ⏎/w 李文远/PER 回/v 村/n 。/w", [("李文远", ())]),
    ("品牌/n “/w 周全/PER ”/w 上市/v 。/w", []),
    ("护民/v 周全/PER 。/w", []),
    ("本报/r 记者/n ␣/w 李文远/PER ⏎/w 昨天/t 下雨/v 。/w", [("李文远", (("", "记者"),))]),
    ("晨光日报/ORG 记者/n ␣/w 李文远/PER ⏎/w 昨天/t 下雨/v 。/w", [("李文远", (("晨光日报", "记者"),))]),
    ("文/n //w 李文远/PER ␣/w 图/n //w 赵小雨/PER ⏎/w 昨天/t 下雨/v 。/w", [("李文远", ()), ("赵小雨", ())]),
    ("昨天/t 下雨/v 。/w ⏎/w 编辑/n ：/w 李文远/PER", [("李文远", (("", "编辑"),))]),
    ("取得/v 实效/n 。/w （/w 县/n 基层办/n ␣/w 李文远/PER ）/w", [("李文远", (("县基层办", ""),))]),
    ("昨天/t 下雨/v 。/w ⏎/w 李文远/PER", [("李文远", ())]),
]


@pytest.mark.parametrize(("tagged", "expected"), CASES)
def test_mentions(tagged: str, expected: list[tuple[str, Posts]]) -> None:
    assert [(m.text, m.posts) for m in person_mentions(doc(tagged))] == expected


def test_a_form_of_address_meets_the_full_name() -> None:
    found = person_mentions(doc("村支书/n 李文远/PER 来/v 。/w 李支书/PER 说/v 。/w"))
    assert [m.canonical for m in found] == ["李文远", "李文远"]


@pytest.mark.parametrize(("text", "behind"), [("书记履行责任", True), ("技术员预计", False), ("党建工作", False), ("副主任", True), ("工作人员到场", False)])
def test_post_behind(text: str, behind: bool) -> None:
    assert post_behind("县委" + text, 2) is behind


@pytest.mark.parametrize(("name", "expected"), [("李文远", "strong"), ("欧阳文远", "strong"), ("高峰", ""), ("村委会", ""), ("扎西顿珠", "weak")])
def test_strength(name: str, expected: str) -> None:
    assert strength(name) == expected


PIECES = ("李文远/PER", "书记/n", "县委/ORG", "、/w", "。/w", "␣/w", "⏎/w", "记者/n", "李书记/PER", "是/v", "的/u", "·/w", "周全/PER", "（/w", "）/w")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_spans_are_the_text_and_never_overlap(pieces: list[str]) -> None:
    made = doc(" ".join(pieces))
    found = person_mentions(made)
    assert all(made.text[m.start : m.end] == m.text and m.text.strip() == m.text != "" for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_name_that_the_model_cut_ends_where_the_segmenter_ends_a_word() -> None:
    text = "村民秦玉连住进新房"
    made = Doc(Vocab(), words=["村民", "秦玉", "连", "住进", "新房"], spaces=[False] * 5)
    made._.words = (Word(0, 2, "n"), Word(2, 4, "n"), Word(4, 6, "v"), Word(6, 7, "v"), Word(7, 9, "n"))
    assert [m.text for m in person_mentions(made)] == [text[2:5]]


@pytest.mark.parametrize("tagged", ["", "␣/w", "⏎/w", "·/w", "书记/n", "是/v"])
def test_next_to_nothing(tagged: str) -> None:
    assert person_mentions(doc(tagged)) == []
