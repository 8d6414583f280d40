"""The report: refused inputs without this machine's paths, counts, and a page that shows hostile names as text."""

from pathlib import Path

from extract.values import Extraction, Mention, Source
from fangzhi.report import Refused, Report, document_report, refusals


def test_refused_inputs_are_named_below_their_common_folder(tmp_path: Path) -> None:
    rejected = [(tmp_path / "b" / "x.pdf", "is binary", "save it as text"), (tmp_path / "a.txt", "is empty", "fill it")]
    assert [r.path for r in refusals(rejected)] == ["a.txt", "b/x.pdf"]
    assert refusals(reversed(rejected)) == refusals(rejected)
    assert refusals([]) == ()


def test_a_document_is_counted() -> None:
    source = Source("d", Path("d.txt"), "甲村乙村", "0")
    mentions = (Mention("PLACE", 0, 2, "甲村", "r", link="14"), Mention("PLACE", 2, 4, "乙村", "r", candidates=("15", "16")))
    found = document_report(Extraction(source, "甲村乙村", mentions, damaged=((2, 4),), repairs=(("pinyin", 3),)))
    assert (found.mentions, found.candidates, found.damaged, found.repairs) == ({"PLACE": 2}, 1, 2, {"pinyin": 3})


def test_the_page_shows_hostile_names_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    report = Report("0", "https://a.example/", (), (Refused(hostile, hostile, hostile),), {"documents": 0}, False, (hostile,))
    page = report.as_html()
    assert "<img" not in page and page.count("&lt;img") == 4
    assert "default-src 'none'" in page
