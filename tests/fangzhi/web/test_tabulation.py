"""Sheets made from a store: pages, sums, bars, cells of spreadsheets."""

import csv
import io
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from fangzhi.web.jobs import Faulty
from fangzhi.web.numbers import full, rounded
from fangzhi.web.sheet import Sheeted, View
from fangzhi.web.tabulation import BARS, ON_A_PAGE, sheet, table
from graph.store import memory_store
from graph.units import unit
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, STD

NAMES = Names()
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x","y")')


def document(name: str, title: str, figures: int) -> list[Quad]:
    node = NamedNode(NAMES.document(name))
    said = {STD.IDENTIFIER: Literal(name), STD.HEADLINE: Literal(title, language="zh")} | {
        count: Literal(figures) for count in (FZ.CHARACTER_COUNT, FZ.MENTION_COUNT, FZ.MEASUREMENT_COUNT, FZ.REPAIR_COUNT, FZ.DAMAGED_COUNT)
    }
    return [Quad(node, NamedNode(STD.TYPE), NamedNode(FZ.DOCUMENT)), *(Quad(node, NamedNode(p), value) for p, value in said.items())]


@pytest.fixture(scope="module")
def store() -> Store:
    many = 2 * ON_A_PAGE + 7
    return memory_store(quad for n in range(many) for quad in document(f"d{n:04}", FORMULAS[n] if n < len(FORMULAS) else f"题{n}", n))


def asked(**view: object) -> Sheeted:
    return Sheeted("documents", {}, View(**view))  # type: ignore[arg-type]


def test_pages_hold_all_rows_once(store: Store) -> None:
    pages = [sheet(store, asked(sort="figures", descending=True, page=n), ID_BASE, 10_000) for n in (1, 2, 3, 4)]
    assert [(p.page, p.pages, len(p.rows), p.found) for p in pages[:3]] == [(n, 3, r, 507) for n, r in ((1, 250), (2, 250), (3, 7))]
    assert pages[3].rows == pages[2].rows, "behind the last page is the last page"
    at = pages[0].columns.index("figures")
    assert [int(row[at].text) for page in pages[:3] for row in page.rows] == list(range(506, -1, -1))


def test_totals_and_bars_are_of_all_pages(store: Store) -> None:
    found = sheet(store, asked(page=2, measure="mentions"), ID_BASE, 10_000)
    assert {(t.column, t.count, t.sum) for t in found.totals} == {(c, 507, Decimal(506 * 507 // 2)) for c in ("figures", "mentions", "characters", "damaged")}
    assert found.chart and found.chart.column == "mentions" and found.chart.left_out == 507 - BARS
    assert [bar.value for bar in found.chart.bars] == [Decimal(n) for n in range(506, 506 - BARS, -1)]
    assert found.chart.bars[0].iri == NAMES.document("d0506")


def test_more_rows_than_the_server_reads_are_said(store: Store) -> None:
    found = sheet(store, asked(), ID_BASE, 100)
    assert {(t.count, t.sum) for t in found.totals} == {(100, None)}, "a sum of some would pass for that of all"
    assert (found.found, found.complete) == (100, False) and sheet(store, asked(), ID_BASE, 507).complete


def figure(number: int, written: str, value: int | None) -> list[tuple[str, str, NamedNode | Literal]]:
    known = unit(written)
    assert known
    iri, mention, target = NAMES.measurement("d", number, number + 1), f"urn:mention{number}", f"urn:target{number}"
    return [
        (iri, FZ.ABOUT, NamedNode(NAMES.place("97"))), (iri, STD.DERIVED_FROM, NamedNode(mention)), (iri, STD.HAS_UNIT, NamedNode(known.iri)),
        *([] if value is None else [(iri, FZ.BASE_VALUE, Literal(str(value), datatype=NamedNode(STD.XSD_DECIMAL)))]),
        (mention, FZ.CLEAN_TEXT, Literal(f"{'数十' if value is None else value}{written}")), (mention, FZ.SENTENCE, Literal("句")),
        (mention, STD.HAS_TARGET, NamedNode(target)), (target, STD.HAS_SOURCE, NamedNode(NAMES.document("d"))),
        (target, STD.HAS_SELECTOR, NamedNode(f"{target}s")), (f"{target}s", STD.START, Literal(number)),
        *known.described(),
    ]  # fmt: skip


def figures(*written: tuple[str, int | None]) -> Store:
    """A place of which these figures are said, each a unit and a value."""
    place = NAMES.place("97")
    said: list[tuple[str, str, NamedNode | Literal]] = [
        (place, STD.TYPE, NamedNode(FZ.PLACE)),
        (place, STD.LABEL, Literal("假想省", language="zh")),
        (place, FZ.DIVISION_CODE, Literal("97")),
    ]
    for number, (name, value) in enumerate(written):
        said += figure(number, name, value)
    return memory_store([*document("d", "题", 1), *(Quad(NamedNode(s), NamedNode(p), o) for s, p, o in said)])


@pytest.mark.parametrize(("down", "order"), [(False, "3人 20人 4元 数十人 数十元"), (True, "4元 20人 3人 数十元 数十人")])
def test_numbers_stand_before_what_is_none_whichever_way(down: bool, order: str) -> None:
    made = figures(("人", 20), ("元", None), ("人", None), ("元", 4), ("人", 3))
    found = sheet(made, Sheeted("figures-of-place", {"place": "97"}, View(sort="figure", descending=down)), ID_BASE, 1000)
    assert " ".join(row[found.columns.index("figure")].text for row in found.rows) == order


def test_only_amounts_have_a_sum() -> None:
    made = figures(*((unit, value) for unit in ("元", "人", "℃", "秒", "%", "分") for value in (3, 4)))
    found = sheet(made, Sheeted("figures-of-place", {"place": "97"}, View()), ID_BASE, 1000)
    assert {t.unit: (t.count, t.sum) for t in found.totals} == {u: (2, Decimal(7) if u in "元人" else None) for u in {t.unit for t in found.totals}}
    assert len(found.totals) == 6


def test_a_file_is_whole_or_refused(store: Store) -> None:
    with pytest.raises(Faulty, match="longer than 506 rows") as refused:
        table(store, asked(), ID_BASE, 506)
    assert refused.value.fault.status == 422 and table(store, asked(), ID_BASE, 507).rows == 507


def test_no_cell_is_a_formula(store: Store) -> None:
    body = table(store, Sheeted("documents", {}, View(), ("=文章", "题")), ID_BASE, 10_000).body
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "'=文章" and [row[1] for row in rows[1 : len(FORMULAS) + 1]] == [f"'{text}" for text in FORMULAS]
    assert body.startswith(b"\xef\xbb\xbf") and [row[5] for row in rows[1:4]] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("value", "whole", "zh", "en"),
    [
        ("0", "0", "0", "0"), ("-12345", "-12,345", "-1.23万", "-12,345"), ("0.3562", "0.3562", "0.3562", "0.3562"), ("1E+3", "1,000", "1,000", "1,000"),
        ("2584000000", "2,584,000,000", "25.8亿", "2.58 billion"), ("55919814416000", "55,919,814,416,000", "55.9万亿", "55.9 trillion"),
        ("100000000", "100,000,000", "1亿", "100 million"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_written(value: str, whole: str, zh: str, en: str) -> None:
    assert (full(Decimal(value)), rounded(Decimal(value), "zh"), rounded(Decimal(value), "en")) == (whole, zh, en)
