"""The figures of `fangzhi evaluate` against the official scorer, and the rules of comparison."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fangzhi.alignment import Record, laid_over, quantity
from fangzhi.evaluation import evaluation, records
from ontology.errors import SourceError


def worsened(record: Record, nth: int) -> Record:
    """The record with every nth thing lost, moved or changed, and a little of its text gone: an extraction with faults of each kind."""
    text = record["text"].replace("，", ",")
    cut = text.find("。") + 1
    mentions = [dict(m) for i, m in enumerate(record["entities"]) if i % nth]
    measurements = [dict(m) for i, m in enumerate(record["measurements"]) if i % (nth + 1)]
    for i, m in enumerate(mentions):
        if i % nth == 1:
            m["end"] -= 1
        for key, value in (("link", "14"), ("place", None), ("kind", "system"), ("posts", []), ("by", ["14"])):
            if key in m and i % (nth + 2) == 0:
                m[key] = value
    for i, m in enumerate(measurements):
        m.update({} if i % nth else {"object": "", "kind": "target", "value": 1, "unit": "个", "subject": None, "period": "2020"})
    moved = [*mentions, *measurements]
    for m in moved:
        m["start"], m["end"] = m["start"] - cut, m["end"] - cut
    return {"id": record["id"], "text": text[cut:], "mentions": mentions, "measurements": measurements}


@pytest.mark.shared
@pytest.mark.parametrize("gold", ["seeds.jsonl", "dev.jsonl"])
@pytest.mark.parametrize("nth", [2, 3, 7])
def test_agrees_with_the_official_scorer_to_the_last_digit(shared: Path, tmp_path: Path, gold: str, nth: int) -> None:
    wanted = records(shared / "gold" / gold)
    found = {key: worsened(record, nth) for key, record in list(wanted.items())[1:]}
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found.values()), "utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold" / gold), str(predicted), "--json"]
    official = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert evaluation(wanted, records(predicted)).as_dict() == official
    assert 0 < official["headline"] < 1


def test_gold_against_itself_is_perfect(seeds: Path) -> None:
    gold = records(seeds / "gold.jsonl")
    figures = evaluation(gold, gold)
    assert figures.headline == figures.text == 1.0
    assert {name: row.f1 for name, row in figures.rows.items()} == dict.fromkeys(figures.rows, 1.0)


def test_a_document_that_was_not_extracted_counts_as_all_missed(seeds: Path) -> None:
    gold = records(seeds / "gold.jsonl")
    figures = evaluation(gold, {})
    assert figures.headline == 0.0
    assert figures.rows["PLACE"].missed == sum(1 for r in gold.values() for m in r["entities"] if m["type"] == "PLACE")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"value": 5, "unit": "亿元"}, {"value": 500_000_000, "unit": "元"}),
        ({"value": 1.2, "unit": "万名", "approx": "over"}, {"value": 12000, "unit": "名", "approx": "over"}),
        ({"value": 3, "unit": "公里"}, {"value": 3, "unit": "千米"}),
        ({"min": 2, "max": 3, "unit": "个月"}, {"min": 2, "max": 3, "unit": "月"}),
    ],
)
def test_quantities_that_are_one(a: Record, b: Record) -> None:
    assert quantity(a) == quantity(b)


def test_kilowatt_keeps_its_thousand() -> None:
    assert quantity({"value": 3, "unit": "千瓦"}) != quantity({"value": 3000, "unit": "瓦"})


def test_offsets_are_laid_over_lost_text() -> None:
    offsets, ratio = laid_over("今年,投入23万元", "去年今年，投入23万元")
    assert offsets[0] == 2 and offsets[-2] == 10 and 0.8 < ratio < 1


@pytest.mark.parametrize(("content", "part"), [("{}", "not an extraction record"), ("no json", "not an extraction record"), ("", "")])
def test_a_faulty_line_is_named(tmp_path: Path, content: str, part: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content + "\n", "utf-8")
    if not part:
        assert records(path) == {}
        return
    with pytest.raises(SourceError, match=part) as caught:
        records(path)
    assert caught.value.line == 1
