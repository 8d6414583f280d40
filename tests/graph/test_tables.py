"""Tables for a spreadsheet."""

import csv
import io
import random
from pathlib import Path

import pytest
from pyoxigraph import Quad

from extract.clean import clean
from graph.merge import Net, network
from graph.tables import COLUMNS, tables, write_tables


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def net(made_up_quads: list[Quad]) -> Net:
    return network(made_up_quads)


EXPECTED = {
    "places.csv": {"label": "柳坪村", "level": "Village", "code": "970102100201", "path": "云梦省 泽口市 青枫县 石桥镇 柳坪村", "figures": "1"},
    "organisations.csv": {"label": "青枫县委", "kind": "PartyOrganisation", "place": "云梦省 泽口市 青枫县", "place_code": "970102", "aliases": "县委"},
    "people.csv": {"label": "何一平", "posts": "青枫县委书记", "documents": "1"},
    "programmes.csv": {"label": "清泉工程", "kind": "Project", "carried_out_by": "云梦省 泽口市 青枫县 石桥镇 柳坪村", "figures": "1"},
    "measurements.csv": {"about": "柳坪村", "action": "投入", "text": "23万元", "value": "23", "unit": "万元", "status": "Result", "document": "made-up"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_row_of_each_table(net: Net, name: str) -> None:
    found = rows(tables(net)[name])
    assert any(row.items() >= EXPECTED[name].items() for row in found), found
    assert tuple(found[0]) == COLUMNS[name]


def test_every_figure_has_its_sentence(gold_quads: list[Quad]) -> None:
    found = rows(tables(network(gold_quads))["measurements.csv"])
    assert len(found) == 82 and all(row["text"] in row["sentence"] for row in found)


@pytest.mark.parametrize("name", ["people.csv", "programmes.csv", "measurements.csv"])
def test_a_sentence_stands_beside_its_reading(gold_quads: list[Quad], name: str) -> None:
    found = rows(tables(network(gold_quads))[name])
    at = COLUMNS[name].index("sentence")
    assert COLUMNS[name][at + 1] == "reading" and all(row["reading"] == clean(row["sentence"]).text for row in found)
    assert any(row["reading"] != row["sentence"] for row in found)


def test_the_chance_of_a_whole_figure_is_called_so(made_up_quads: list[Quad]) -> None:
    """The threshold is applied to quantity and fields: a bare `confidence` below it would look as if nothing were applied."""
    found = rows(tables(network(made_up_quads))["measurements.csv"])
    assert "confidence" not in found[0] and all(0 < float(row["whole_confidence"]) <= 1 for row in found)


@pytest.mark.parametrize("label", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"], ids=ascii)
def test_a_text_is_never_a_formula(net: Net, label: str) -> None:
    odd = net.copy()
    for iri in odd.nodes:
        odd.nodes[iri]["label"] = label
    for content in tables(odd).values():
        assert all(row.get("label", row.get("about")) in ("'" + label, "") for row in rows(content))


def test_a_negative_number_stays_a_number(net: Net) -> None:
    odd = net.copy()
    for _, node in odd.nodes(data=True):
        node["facts"] = (("数值", "-3.5"), ("对象", "-3.5"))
    assert {(row["value"], row["object"]) for row in rows(tables(odd)["measurements.csv"])} == {("-3.5", "'-3.5")}


def test_the_same_bytes_in_any_order(gold_quads: list[Quad]) -> None:
    shuffled = random.Random(3).sample(gold_quads, len(gold_quads))
    assert tables(network(shuffled)) == tables(network(gold_quads))


def test_files_are_written(tmp_path: Path, net: Net) -> None:
    assert [p.name for p in write_tables(tmp_path / "tables", net)] == list(COLUMNS)
