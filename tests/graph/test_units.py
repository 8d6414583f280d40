"""Units by their text, and what they come to in their base."""

from decimal import Decimal

import pytest

from extract.knowledge import lexicon
from graph.rdf import scaled
from graph.units import unit, unit_by_iri

# (written, value, base value, base unit's label)
TABLE = [
    ("万元", "23", "230000", "元"),
    ("亿元", "25.84", "2584000000", "元"),
    ("亩", "15", "10000", "平方米"),
    ("万亩", "1.2", "8000000", "平方米"),
    ("斤", "3", "1.5", "公斤"),
    ("亿斤", "2", "100000000", "公斤"),
    ("吨", "2", "2000", "公斤"),
    ("公里", "3.5", "3500", "米"),
    ("名", "12", "12", "人"),
    ("万人次", "10", "100000", "人次"),
    ("%", "35.62", "0.3562", "倍"),
    ("个百分点", "1.5", "0.015", "倍"),
    ("个小时", "2", "7200", "秒"),
    ("万千瓦时", "1", "36000000000", "焦耳"),
    ("件", "500", "500", "件"),
    ("千瓦", "2", "2000", "瓦"),
]


@pytest.mark.parametrize(("written", "value", "expected", "base"), TABLE, ids=[row[0] for row in TABLE])
def test_base_values(written: str, value: str, expected: str, base: str) -> None:
    found = unit(written)
    assert found is not None and found.multiplier is not None
    assert scaled(Decimal(value), found.multiplier) == Decimal(expected)
    assert (found if found.base == found.iri else unit_by_iri(found.base)).label == base


@pytest.mark.parametrize("written", ["", "串门", "元/亩", "度", "万", "万番"])
def test_what_nobody_listed_is_no_unit(written: str) -> None:
    assert unit(written) is None


def test_most_units_that_extraction_knows_are_listed() -> None:
    known = [u for name in ("unit-classifier", "unit-measure") for u in lexicon(name)]
    assert sum(unit(u) is not None for u in known) / len(known) > 0.9
