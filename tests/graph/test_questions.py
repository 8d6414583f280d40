"""The headers of the ready questions: what they may say, what they must not, and what a column opens."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.query import answer, questions, ready, ready_text
from graph.questions import OPENED, TOPICS, Measure, linked, question
from graph.questions import questions as read
from ontology.errors import SchemaError

HEAD = "# title-zh: 甲\n# title-en: A\n"
BODY = "SELECT ?place ?n WHERE { ?thing rdfs:label ?place ; fz:baseValue ?n }\n"
COLUMNS = "# column: place 地方 | Place\n# column: n 数 | Number\n"


def one(folder: Path, header: str, body: str = BODY) -> Path:
    (folder / "q.rq").write_text(HEAD + COLUMNS + header + body, "utf-8")
    return folder


def test_links_measures_and_topic_are_read(tmp_path: Path) -> None:
    (found,) = read(one(tmp_path, "# topic: places\n# link: place thing\n# measure: n in place of place n as place alike place n\n"))
    assert (found.topic, dict(found.links)) == ("places", {"place": "thing"})
    assert found.measures == (Measure("n", "place", ("place", "n"), "place", ("place", "n")),)
    assert all(q.topic in TOPICS for q in questions())


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("# topic: weather\n", "no topic 'weather'; there are figures"),
        ("# link: village thing\n", "no column village; there are place, n"),
        ("# link: place village\n", "no variable $village"),
        ("# link: place\n", "not a header: place; write COLUMN VARIABLE"),
        ("# measure: n\n", "not a header: n"),
        ("# measure: n of village\n", "no column village"),
        ("# measure: n in mile of place\n", "no column mile"),
        ("# measure: n of place as n\n", "no column as"),
        ("# measure: n of place as n alike status\n", "no column status"),
        ("# param: place county 甲 | 乙 | B\n", "not a header"),
    ],
)
def test_faulty_headers_are_named(tmp_path: Path, header: str, said: str) -> None:
    with pytest.raises(SchemaError) as fault:
        read(one(tmp_path, header))
    assert said in str(fault.value).replace(" (", "; (") or said in str(fault.value)


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_what_a_column_opens_is_an_iri_and_changes_no_row(gold_store: Store, name: str) -> None:
    asked = question(name)
    values = {p.name: "河津市" if p.kind == "place" else p.example for p in asked.parameters if not p.optional}
    text = ready_text(gold_store, name, values)
    plain, wide = ready(gold_store, name, values), answer(gold_store, linked(asked, text))
    assert wide.columns == (*plain.columns, *(v + OPENED for v in sorted(set(asked.links.values()))))
    kept = [row[: len(plain.columns)] for row in wide.rows]
    assert list(dict.fromkeys(kept)) == list(dict.fromkeys(plain.rows))
    for row in wide.rows:
        assert all(value is None or str(value).startswith("https://w3id.org/fangzhi/id/") for value in row[len(plain.columns) :])


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("figures-of-place", {"place": "河津市", "unit": "元"}, {"元"}),
        ("figures-of-place", {"place": "河津市", "unit": "万元"}, {"元"}),
        ("largest-figures", {"unit": "万元"}, {"元"}),
        ("largest-figures", {"unit": "无此单位"}, set()),
    ],
)
def test_a_unit_stands_for_all_that_compare_with_it(gold_store: Store, name: str, values: dict[str, str], found: set[str]) -> None:
    answered = ready(gold_store, name, values)
    at = answered.columns.index("unit")
    assert {row[at] for row in answered.rows} == found


@pytest.mark.parametrize(("year", "periods"), [("2014", {"2014/.."}), ("2013", set()), ("无", set())])
def test_a_year_restricts_to_periods_that_hold_it(gold_store: Store, year: str, periods: set[str]) -> None:
    answered = ready(gold_store, "figures-by-period", {"year": year})
    assert {row[answered.columns.index("period")] for row in answered.rows} == periods
