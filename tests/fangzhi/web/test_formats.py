"""Content negotiation: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1"""

from time import perf_counter

import pytest

from fangzhi.web.formats import GRAPHS, HTML, ROWS, chosen, named

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name", "media"),
    [
        (None, "json", "application/sparql-results+json"),
        ("", "json", "application/sparql-results+json"),
        ("*/*", "json", "application/sparql-results+json"),
        (BROWSER, "html", "text/html"),
        ("text/csv", "csv", "text/csv"),
        ("TEXT/CSV", "csv", "text/csv"),
        ("text/csv;q=0.1, text/tab-separated-values;q=0.2", "tsv", "text/tab-separated-values"),
        ("text/*", "xml", "text/xml"),
        ("text/*;q=0.5, text/html", "html", "text/html"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml", "application/sparql-results+xml"),
        ("application/json", "json", "application/json"),
        ('application/json;profile="a,b;q=0";q=0.3, text/csv;q=0.2', "json", "application/json"),
        ("application/sparql-results+xml;q=1.0", "xml", "application/sparql-results+xml"),
        ("text/csv;q=nonsense, application/xml;q=0.001", "xml", "application/xml"),
        ("text/csv ; q=0.9 , application/xml", "xml", "application/xml"),
    ],
)
def test_rows(accept: str | None, name: str, media: str) -> None:
    found = chosen(accept, (*ROWS, HTML))
    assert found and (found.name, found.media) == (name, media)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", "text/csv;q=0", "nonsense", ",", "text/csv;q=nonsense"])
def test_nothing_fits(accept: str) -> None:
    assert chosen(accept, ROWS) is None


def test_no_header_takes_long() -> None:
    began = perf_counter()
    for accept in ('"' + '\\"' * 30_000, '"' * 60_001, 'text/csv;a="' + "\\" * 60_001, ";q=" * 20_000):
        chosen(accept, ROWS)
    assert perf_counter() - began < 1
    assert chosen('text/csv;a="never ended, application/json', ROWS) == named("csv", ROWS)


def test_graphs_and_names() -> None:
    assert [c.name for a in ("*/*", "application/ld+json", "application/n-triples;q=0.9,text/turtle;q=0.8") if (c := chosen(a, GRAPHS))] == [
        "turtle",
        "jsonld",
        "ntriples",
    ]
    csv = named("csv", ROWS)
    assert csv and csv.content_type == "text/csv; charset=utf-8" and named("turtle", ROWS) is None
