"""Errors by cause, worst documents and reliability, on made-up gold whose faults are known."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.rates import Rates, Tally, read_rates
from fangzhi.calibration import Answer, answers, by_rule, expected_error, reliability
from fangzhi.causes import causes
from fangzhi.fitting import fitted, foretold, written
from fangzhi.scores import show_scores, worst_documents

TEXT = "东县南镇党委推行红烛夜话制度，投入23万元修路5公里。"


def mention(of: str, text: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"type": of, "start": start, "end": start + len(text), "text": text, "confidence": 0.9, "rule": "r", **more}


def figure(text: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    fields = {"object": "路", "action": "修", "subject": "14", "kind": "result", "period": None, "approx": "exact", "min": None, "max": None}
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "value": value,
        "unit": unit,
        "confidence": 0.6,
        "rule": "quantity-unit subject-x",
        **fields,
        **more,
    }


PLACE = mention("PLACE", "东县", link="140000")
ORG = mention("ORG", "南镇党委", place="140000100")
PROGRAMME = mention("PROGRAMME", "红烛夜话制度", kind="system", by=[])
MONEY, ROAD = figure("23万元", 23, "万元"), figure("5公里", 5, "公里")


def record(*items: dict[str, Any], document: str = "d") -> dict[str, Any]:
    return {"id": document, "text": TEXT, "mentions": [i for i in items if "type" in i], "measurements": [i for i in items if "type" not in i]}


GOLD = record(PLACE, ORG, PROGRAMME, MONEY, ROAD)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([PLACE, ORG, PROGRAMME, MONEY, ROAD], {}),
        ([{**PLACE, "link": "15"}, ORG, PROGRAMME, MONEY, ROAD], {("PLACE", "wrong link"): 1}),
        ([{**PLACE, "link": None}, ORG, PROGRAMME, MONEY, ROAD], {("PLACE", "wrong link: none"): 1}),
        ([PLACE, mention("ORG", "镇党委", place=None), PROGRAMME, MONEY, ROAD], {("ORG", "boundary"): 1}),
        ([PLACE, ORG, mention("ORG", "红烛夜话制度"), MONEY, ROAD], {("ORG", "spurious: PROGRAMME in the gold"): 1, ("PROGRAMME", "missed: found as ORG"): 1}),
        ([PLACE, ORG, {**PROGRAMME, "kind": "campaign"}, mention("PERSON", "修路"), MONEY, ROAD], {("PROGRAMME", "wrong kind"): 1, ("PERSON", "spurious"): 1}),
        ([PLACE, ORG, {**PROGRAMME, "by": ["14"]}, MONEY, ROAD], {("PROGRAMME", "carrier spurious"): 1}),
        ([ORG, PROGRAMME, MONEY], {("PLACE", "missed"): 1, ("QUANTITY", "missed"): 1, ("MEASUREMENT", "quantity missed"): 1}),
        (
            [PLACE, ORG, PROGRAMME, figure("23万元", 2.3, "万元"), {**ROAD, "object": "", "subject": "15"}],
            {("QUANTITY", "wrong value"): 1, ("MEASUREMENT", "quantity alone"): 1, ("MEASUREMENT", "object + subject"): 1},
        ),
        ([PLACE, ORG, PROGRAMME, MONEY, {**ROAD, "object": ""}], {("MEASUREMENT", "object alone: not found"): 1}),
        ([PLACE, ORG, PROGRAMME, MONEY, {**ROAD, "kind": "target", "action": "投"}], {("MEASUREMENT", "kind alone"): 1}),
    ],
)
def test_each_error_is_counted_under_its_cause(found: list[dict[str, Any]], expected: dict[tuple[str, str], int]) -> None:
    rows = causes({"d": GOLD}, {"d": record(*found)}).rows()
    assert {(layer, cause): n for layer, cause, n, _ in rows} == expected


def sure(**fields: float) -> dict[str, Any]:
    return {"fields": {name: {"rule": f"{name}-x", "confidence": value} for name, value in fields.items()}}


def test_answers_are_held_against_gold_by_confidence_and_rule() -> None:
    wrong = {**PLACE, "link": "15", "confidence": 0.3, "rule": "s", **sure(link=0.95)}
    body, money = {**ORG, **sure(place=0.7)}, {**MONEY, "subject": "15", "rule": "quantity-unit o s", **sure(quantity=0.9, subject=0.6)}
    given = answers({"d": GOLD}, {"d": record(wrong, body, money, {**ROAD, "rule": "quantity-unit o s"})})
    bins = {(b.layer, b.name): (b.number, b.confidence, b.precision) for b in reliability(given)}
    assert bins == {
        ("PLACE", "0.00–0.50"): (1, 0.3, 1.0),
        ("PLACE/link", "0.95–1.00"): (1, 0.95, 0.0),
        ("ORG", "0.90–0.95"): (1, 0.9, 1.0),
        ("ORG/place", "0.70–0.80"): (1, 0.7, 1.0),
        ("MEASUREMENT", "0.60–0.70"): (2, 0.6, 0.5),
        ("MEASUREMENT/quantity", "0.90–0.95"): (1, 0.9, 1.0),
        ("MEASUREMENT/subject", "0.60–0.70"): (1, 0.6, 0.0),
    }
    rules = {(b.layer, b.name): b.precision for b in by_rule(given, least=1)}
    assert rules["MEASUREMENT/quantity", "quantity-x"] == 1.0 and rules["PLACE", "s"] == 1.0
    assert expected_error(reliability(given))["MEASUREMENT"] == pytest.approx(0.1)
    assert {b.layer for b in reliability(given, {"ORG"})} == {"ORG"}


def test_candidates_and_figures_that_the_gold_has_not_are_answers_too() -> None:
    """A candidate is right where the gold has what was passed over; a figure that is none is a wrong quantity and nothing else."""
    passed = [{**ORG, "confidence": 0.1}, {**ROAD, "type": "QUANTITY", "confidence": 0.2, "rule": "quantity-unit ordinal"}]
    noise = {**figure("5公里", 5, "公里"), "start": 0, "end": 2, "text": TEXT[:2], **sure(quantity=0.9, object=0.9)}
    given = answers({"d": GOLD}, {"d": {**record(noise), "candidates": passed}})
    assert {(a.layer, a.rule, a.right) for a in given} == {
        ("ORG/candidate", "r", True),
        ("QUANTITY/candidate", "ordinal", True),
        ("MEASUREMENT", "subject-x", False),
        ("MEASUREMENT/quantity", "quantity-x", False),
    }


def answer(document: str, right: bool, confidence: float = 0.9, layer: str = "ORG") -> Answer:
    return Answer(layer, "official", confidence, right, document)


LIKE = Rates(0.5, 0.01, 10, (0.0, 0.5, 0.8), {})


def test_a_table_is_counted_and_reads_back(tmp_path: Path) -> None:
    given = [answer("a", right=True), answer("a", right=False, confidence=0.6), answer("b", right=True), answer("b", right=True, layer="MEASUREMENT/kind")]
    table = fitted(given, LIKE)
    assert table.layers["ORG"].tally == Tally(3, 2)
    assert table.layers["ORG"].rules["official"].bands == {0.5: Tally(1, 0), 0.8: Tally(2, 2)}
    (tmp_path / "confidence.yaml").write_text(written(table, "counted\nby hand"), "utf-8")
    assert read_rates(tmp_path / "confidence.yaml") == table
    assert written(fitted(reversed(given), LIKE), "x") == written(table, "x")


def test_a_document_is_judged_by_the_counts_of_the_others() -> None:
    given = [answer("a", right=True), answer("b", right=False), answer("b", right=False)]
    told = {(a.document, round(a.confidence, 4)) for a in foretold(given, LIKE)}
    assert told == {("a", round((0 + 10 * 1 / 4) / 12, 4)), ("b", round((1 + 10 * 2 / 3) / 11, 4))}


def test_the_worst_documents_come_first() -> None:
    gold = {"a": record(PLACE, document="a"), "b": record(PLACE, document="b")}
    assert [d for d, _ in worst_documents(gold, {"a": gold["a"], "b": record(document="b")}, 1)] == ["b"]


def test_all_that_is_asked_for_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text(json.dumps(GOLD), "utf-8")
    found.write_text(json.dumps(record(PLACE, MONEY)), "utf-8")
    show_scores(gold, found, [], errors="ORG", worst=3, with_causes=True, with_calibration=True, as_json=False)
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("headline", "worst documents", "errors by cause", "reliability", "missed", "南镇党委"))
    show_scores(gold, found, [], errors=None, worst=1, with_causes=True, with_calibration=True, as_json=True)
    assert {"headline", "PLACE+link", "worst", "causes", "calibration"} <= json.loads(capsys.readouterr().out).keys()
