"""Each kind of noise, what becomes of it, and what looks like it and stays (sentences made up unless marked seed-00N)."""

import pytest

from extract.clean import clean

CASES = {
    "pinyin": [
        ("強(qiáng)化、調(diào)整", "强化、调整"),
        ("強(qiáng)化", "强化"),
        ("各鄉(xiāng)鎮(zhèn)(街道)、村(社區(qū))干部", "各乡镇（街道）、村（社区）干部"),
        ("黨員中心戶(微網(wǎng)格)", "党员中心户（微网格）"),
        ("23萬(wàn)元、125個(gè)村", "23万元、125个村"),
        ("總量(GDP)、軟件(APP)、選項(a)", "总量(GDP)、软件(APP)、选项(a)"),
        ("洱(ěr)海", "洱(ěr)海"),
    ],
    "marks": [
        ("築室,,先治其基,。省,、市,;好", "筑室，先治其基。省、市；好"),
        ("50,、60戶", "50、60户"),
        ("真好！！是么？！……——“鄉情牌”“鄉愁牌”", "真好！！是么？！……——“乡情牌”“乡愁牌”"),
        ("全村1,300人,16:35开会,比分3:2。", "全村1,300人，16:35开会，比分3:2。"),
        ("2-3名、1+3X、5.5%,增长", "2-3名、1+3X、5.5%，增长"),
        ("见https://example.org/a,b:c;d?e", "见https://example.org/a,b:c;d?e"),
    ],
    "traditional": [
        ("幹部、戰斗、先后、公里、五百余件", "干部、战斗、先后、公里、五百余件"),
        ("圍著村子轉,著名的專著", "围着村子转，著名的专著"),
        ("乾隆年間的瞭望塔,坐落於瀋陽", "乾隆年间的瞭望塔，坐落于沈阳"),
        ("頭髮、發展、複雜、重復、鐘聲、颱風、平臺", "头发、发展、复杂、重复、钟声、台风、平台"),
        ("後來、裏面、製造", "后来、里面、制造"),
    ],
    "simplified": [(s, s) for s in ("著名作家王著", "乾隆年间", "瞭望", "张昇说，执著追求。", "狼藉，慰藉", "哪吒", "甪直镇、垴上、峪口、咀头")],
    "characters": [("陕⻄省⻓安区", "陕西省长安区"), ("a\u0301强\ufeff化\u200b", "á强化"), ("㎡、①、，：", "㎡、①、，："), ("⼈民", "人民")],
    "markup": [
        ('<p>第一段。</p><p>面积<span lang="EN-US">388</span>平方公里。</p>', "第一段。\n面积388平方公里。"),
        ("<script>var a='<p>';</script>正文&ldquo;好&rdquo;&nbsp;&#8212;", "正文“好” —"),
        ("正文。\nvar playerParas = { divid: 'player' };\n7hX$2k@!qL9#zPw&\n完。", "正文。\n完。"),
        ("1<2，a>b，<人民>", "1<2，a>b，<人民>"),
        ("<html><head><title>题</title></head><body><nav>首页</nav><p>文。</p></body></html>", "文。"),
        ("完。\n[查看原文](https://example.org/a_b.html)", "完。\n[查看原文](https://example.org/a_b.html)"),
    ],
    "blanks": [
        ("　　第一段。\r\n\r\n　　第二段。\r\n", "第一段。\n第二段。"),
        ("政 府 工 作 报 告\n2 0 0 1年 , 全县10 536 205人 。", "政府工作报告\n2001年，全县10 536 205人。"),
        ("8 月 17 日，修路 3 条", "8月17日，修路3条"),
        ("靶向施治 强基固本\n县长 李长顺\n2020年3月 5个村", "靶向施治 强基固本\n县长 李长顺\n2020年3月 5个村"),
        ("索\u00a0引\u00a0号", "索引号"),
    ],
    "mojibake": [
        ("根據(jù)當(dāng)?shù)貙?shí)際,", "根据当地实际，"),
        ("濟(jì)駛?cè)搿翱燔嚨馈薄贰饵h建引領(lǐng)", "济驶入“快车道”》《党建引领"),
        ("人民群眾的幸?!鞍駟巍薄?/p>\n創(chuàng)新", "人民群众的幸福“榜单”。\n创新"),
        ("隴南日?qǐng)?bào)記者", "陇南日报记者"),
        ("怎么办?大家商量。为什么?因为路远", "怎么办？大家商量。为什么？因为路远"),
    ],
    "spam": [("减肥,美容,彩票网,在线游戏,招聘\n鄉鎮會議開過兩場,總結經驗。", "乡镇会议开过两场，总结经验。")],
}


@pytest.mark.parametrize(("kind", "raw", "expected"), [(k, *c) for k, cases in CASES.items() for c in cases])
def test_step(kind: str, raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_each_step_is_counted() -> None:
    assert dict(clean("強(qiáng)化,。").repairs) == {"pinyin": 1, "doubled marks": 1, "simplified": 1}


@pytest.mark.parametrize(
    ("raw", "damaged"),
    [
        ("好的。高瞻(zhān)表示,河津?qū)哿ν?,盡銳出戰(zhàn),完。", ["河津?qū)哿ν?"]),
        ("路修好了。怎么办?大家商量。", []),
        ("全县修路\ufffd0公里，架桥3座。", ["全县修路\ufffd0公里"]),
    ],
    ids=["seed-002", "question", "unknown byte"],
)
def test_what_stays_broken_is_marked(raw: str, damaged: list[str]) -> None:
    found = clean(raw)
    assert [found.text[a:b] for a, b in found.damaged] == damaged
    assert all(not found.is_open(a, b) for a, b in found.damaged)


def test_a_lost_digit_closes_its_clause() -> None:
    found = clean("該縣總?cè)丝?50人,耕地3畝。")
    start = found.text.index("50")
    assert not found.is_open(start, start + 2)
    assert found.is_open(found.text.index("耕地"), len(found.text))
