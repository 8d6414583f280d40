"""Periods as typed values."""

import pytest

from graph.period import bounds
from ontology.terms import curie

TABLE = [
    ("2014", ("2014", "xsd:gYear"), ("2014", "xsd:gYear")),
    ("2014/..", ("2014", "xsd:gYear"), None),
    ("../2025", None, ("2025", "xsd:gYear")),
    ("2021-03", ("2021-03", "xsd:gYearMonth"), ("2021-03", "xsd:gYearMonth")),
    ("2021-03-05/2021-04", ("2021-03-05", "xsd:date"), ("2021-04", "xsd:gYearMonth")),
    ("--01/--04", ("--01", "xsd:gMonth"), ("--04", "xsd:gMonth")),
    ("--02-29", ("--02-29", "xsd:gMonthDay"), ("--02-29", "xsd:gMonthDay")),
    ("2021-02-29", None, None),
    ("2021-13", None, None),
    ("0000", None, None),
    ("2021-W05", None, None),
    ("近年", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("period", "start", "end"), TABLE, ids=[row[0] or "empty" for row in TABLE])
def test_bounds(period: str, start: tuple[str, str] | None, end: tuple[str, str] | None) -> None:
    assert tuple(p and (p[0], curie(p[1])) for p in bounds(period)) == (start, end)
