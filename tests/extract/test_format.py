"""The JSON line says what the Extraction says, in a fixed order, and reads back."""

import json
from pathlib import Path

import pytest

from extract.format import as_json, from_json
from extract.values import Extraction, Measurement, Mention, Source, Zone
from ontology.errors import InputError

TEXT = "杏花县投入23.5万元。"
PLACE = Mention("PLACE", 0, 3, "杏花县", "path", 0.9, link=None, candidates=("140101", "140102"), raw_start=1, raw_end=4)
PERSON = Mention("PERSON", 3, 5, "投入", "statistical", posts=(("县委", "书记"), ("", "记者")), canonical="投入")
PROGRAMME = Mention("PROGRAMME", 0, 2, "杏花", "quoted", kind="system", by=("140101",))
FIGURE = Measurement(5, 11, "23.5万元", 23.5, None, None, "万元", "exact", "", "投入", "140101", "result", "2014", "number", 0.5, 6, 12)
WHOLE = Extraction(
    source=Source("a", Path("a.txt"), "", "0f", title="题", date="2014-03-01"),
    text=TEXT,
    mentions=(PLACE, PROGRAMME, PERSON),
    measurements=(FIGURE,),
    zones=(Zone(0, 3, "title"),),
    damaged=((1, 2),),
    repairs=(("pinyin", 3),),
)


def test_it_reads_back() -> None:
    assert from_json(as_json(WHOLE)) == WHOLE
    assert from_json(as_json(WHOLE, entity=lambda item: "urn:x")) == WHOLE


def test_it_is_one_line_with_keys_in_order() -> None:
    line = as_json(WHOLE)
    assert "\n" not in line and "杏花县" in line
    data = json.loads(line)
    assert list(data)[:4] == ["id", "text", "mentions", "measurements"]
    assert list(data["mentions"][0]) == ["type", "start", "end", "text", "link", "candidates", "raw_start", "raw_end", "rule", "confidence"]
    assert data["measurements"][0]["value"] == 23.5


def test_whole_numbers_have_no_fraction() -> None:
    figure = Measurement(5, 7, "23", 23.0, None, None, "", "exact", "", "", None, "result", None, "number")
    line = as_json(Extraction(WHOLE.source, TEXT, measurements=(figure,)))
    assert '"value": 23,' in line
    assert from_json(line).measurements == (figure,)


def test_entity_stands_last() -> None:
    entities: dict[Mention | Measurement, str] = {PLACE: "urn:place"}
    data = json.loads(as_json(WHOLE, entity=entities.get))
    assert [m["entity"] for m in data["mentions"]] == ["urn:place", None, None]


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"id": "a"}', "1"])
def test_what_is_no_extraction_is_named(line: str) -> None:
    with pytest.raises(InputError, match="not an extraction"):
        from_json(line)
