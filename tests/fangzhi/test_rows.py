"""Answers in a terminal: what is cut keeps what it is about, and a table too wide for the screen is written row by row."""

import json

import pytest
from pyoxigraph import Literal
from rich.cells import cell_len

from fangzhi import console
from fangzhi.rows import LONGEST, around, show
from graph.query import Answer

RAW = "去年以來,全村老少一齊動(dòng)手,清淤、砌石、鋪管,前后忙了三個(gè)月,累計(jì)投入23萬(wàn)元,修好了村東頭的排水渠,二百戶人家從此不怕下雨。"
COLUMNS = ("village", "action", "money", "yuan", "object", "sentence", "document")
ROW = ("南堡村", "投入", "23万元", 230000, "", RAW, "seed-2024")


def found(count: int = 1) -> Answer:
    return Answer("select", COLUMNS, tuple(tuple(Literal(cell) for cell in ROW) for _ in range(count)))


@pytest.mark.parametrize(
    ("sentence", "words", "shown"),
    [
        ("短句23万元。", ["23万元"], "短句23万元。"),
        ("甲" * 30 + "累计投入23万元" + "乙" * 30, ["甲", "23万元"], "…" + "甲" * 13 + "累计投入23万元" + "乙" * 17 + "…"),
        ("投入23万元" + "乙" * 60, ["23万元"], "投入23万元" + "乙" * 32 + "…"),
        ("甲" * 60 + "23万元", ["23万元"], "…" + "甲" * 35 + "23万元"),
        ("甲" * 30 + "二〇二四年南堡村" + "乙" * 30, ["2024", "南堡村"], "…" + "甲" * 13 + "二〇二四年南堡村" + "乙" * 17 + "…"),
        ("甲" * 60, ["不在"], "甲" * 39 + "…"),
    ],
    ids=["短", "中间", "开头", "末尾", "地名", "没有"],
)
def test_a_cut_sentence_keeps_what_it_is_about(sentence: str, words: list[str], shown: str) -> None:
    told = around(sentence, words)
    assert len(told) <= LONGEST and told.strip("…") in sentence and all(w in told for w in words if w in sentence and any(c.isdigit() for c in w))
    assert abs(told.find(words[-1]) - shown.find(words[-1])) <= 3 and (told[0] == "…", told[-1] == "…") == (shown[0] == "…", shown[-1] == "…")


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_row_is_readable_at_every_width(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(console, "OUT", console.Console(highlight=False, width=width))
    show(found(3), {"money": "金额 Money", "yuan": "合人民币元 In yuan"}, "table")
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert all(cell_len(line) <= width for line in lines) and "3 rows" in lines[-1]
    assert sum("23万元" in line for line in lines) >= 3 and sum("seed-2024" in line for line in lines) == 3, "nothing is torn apart"
    assert sum("金额 Money" in line for line in lines) == (1 if width >= 100 else 3)
    assert len(lines) <= 3 * 9 + 4


def test_csv_and_json_have_the_raw_sentence_and_its_reading(capsys: pytest.CaptureFixture[str]) -> None:
    show(found(), {}, "json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row["sentence"] == RAW and "累计投入23万元" in row["reading"]
    assert list(row) == ["village", "action", "money", "yuan", "object", "sentence", "reading", "document"]
    own = Answer("select", ("sentence", "reading"), ((Literal("萬(wàn)"), Literal("自己的")),))
    show(own, {}, "csv")
    assert capsys.readouterr().out == "sentence,reading\n萬(wàn),自己的\n", "a question's own column of that name stays"
