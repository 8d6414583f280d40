"""Which figures of several places are added, and why others are not."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from graph.portrait.adding import sums
from graph.portrait.evidence import Link
from graph.portrait.numbers import Figure, Sum

ROAD = Figure(
    "f", "", "5公里", "Result", "5", "", "", "公里", Decimal(5000), "米", "Length", "exact", "道路", "修建", "2024", (), Link("d", "文章", "Document"), "m"
)
ABOVE = {"village-a": ["town-a", "county"], "village-b": ["town-b", "county"], "town-b": ["county"], "county": [], "site": ["county"], "site-inner": ["site"]}


def figure(place: str, value: str = "5", **other: object) -> Figure:
    base = Decimal(value) * 1000 if value else None
    return replace(ROAD, iri=f"f-{place}-{value}", value=value, base=base, about=(Link(place, place, "Place", place.partition("-")[0]),), **other)  # type: ignore[arg-type]


def added(*figures: Figure) -> list[Sum]:
    def above(place: str) -> Sequence[str]:
        return ABOVE[place]

    return sums(figures, above)


def test_what_two_villages_have_of_one_thing_is_added() -> None:
    (one,) = added(figure("village-a"), figure("village-b", "7"))
    assert (one.total, one.unit, one.count, one.approximation, one.refused) == (Decimal(12), "公里", 2, "exact", "")
    assert [f.value for f in one.figures] == ["7", "5"]


def test_other_units_of_the_same_base_come_to_the_base() -> None:
    metres = replace(figure("village-b"), value="300", unit="米", base=Decimal(300))
    (one,) = added(figure("village-a"), metres)
    assert (one.total, one.unit) == (Decimal(5300), "米")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(("exact", "exact"), "exact"), (("over", "exact"), "over"), (("under", "under"), "under"), (("over", "under"), "about"), (("about", "exact"), "about")],
)
def test_a_total_is_no_more_exact_than_its_parts(kinds: tuple[str, str], expected: str) -> None:
    (one,) = added(figure("village-a", approximation=kinds[0]), figure("village-b", approximation=kinds[1]))
    assert one.approximation == expected


REFUSED = [
    ("一个村有两个数字", [figure("village-a"), figure("village-a", "6"), figure("village-b")], "twice"),
    (
        "一个数字说的是两个村",
        [replace(figure("village-a"), about=tuple(Link(p, p, "Place", "village") for p in ("village-a", "village-b"))), figure("village-b")],
        "shared",
    ),
    ("镇和村", [figure("village-a"), figure("town-b", "9")], "levels"),
    ("一处包含另一处", [figure("site"), figure("site-inner", "9")], "nested"),
    ("百分比", [figure(p, quantity="DimensionlessRatio", unit="%", base_unit="倍") for p in ("village-a", "village-b")], "unit"),
    ("年龄", [figure(p, quantity="Time", unit="岁", base_unit="岁") for p in ("village-a", "village-b")], "unit"),
    ("分数", [figure(p, quantity="Count", unit="分", base_unit="分") for p in ("village-a", "village-b")], "unit"),
    ("人均", [figure(p, object="人均可支配收入", quantity="Currency") for p in ("village-a", "village-b")], "object"),
    ("排名", [figure(p, action="排名", quantity="Count") for p in ("village-a", "village-b")], "object"),
    ("没有对象", [figure(p, object="") for p in ("village-a", "village-b")], "object-unknown"),
    ("有上下限", [figure("village-a", ""), figure("village-b")], "bounds"),
]


@pytest.mark.parametrize(("figures", "why"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_has_no_sum_is_counted(figures: list[Figure], why: str) -> None:
    (one,) = added(*figures)
    assert (one.total, one.refused, one.count) == (None, why, len(figures))


@pytest.mark.parametrize("field", ["status", "action", "object", "period"])
def test_what_differs_is_never_put_together(field: str) -> None:
    assert added(figure("village-a"), figure("village-b", **{field: "Target" if field == "status" else "别的"})) == []
