"""Pages of entities and the source of a document: grouped, linked, in two languages, the raw characters marked."""

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from .conftest import HOSTILE, NAMES

PAGE = {"Accept": "text/html"}
COUNTY, VILLAGE, FIGURE = NAMES.place("970102"), NAMES.place("970102100201"), NAMES.measurement("made-up", 17, 21)
DOCUMENT = NAMES.document("made-up")


def seen(web: httpx.Client, iri: str, lang: str = "zh") -> HTMLParser:
    answer = web.get(iri.replace(NAMES.base, "/id/"), headers={**PAGE, "Accept-Language": lang})
    assert answer.status_code == 200, answer.text
    return HTMLParser(answer.text)


HEADINGS = [
    ("zh", ["青枫县辖内", "组织", "任职的人", "实施的项目与制度", "文中提到", "相邻"]),
    ("en", ["Inside 青枫县", "Organisations", "People and posts", "Programmes carried out", "Mentioned", "Neighbours"]),
]


@pytest.mark.parametrize(("lang", "headings"), HEADINGS)
def test_a_county_in_both_languages(web: httpx.Client, lang: str, headings: list[str]) -> None:
    page = seen(web, COUNTY, lang)
    assert [h.text(deep=False).strip() for h in page.css("h2")] == headings
    assert [a.text() for a in page.css(".chain a")] == ["云梦省", "泽口市"]
    assert [a.text() for a in page.css(".inside-tree a")] == ["石桥镇", "柳坪村"]
    assert "何一平" in page.css_first("#s-people").parent.text() and "书记" in page.css_first("#s-people").parent.text()


def test_every_statement_has_its_sentence_and_a_way_to_correct_it(web: httpx.Client) -> None:
    page = seen(web, VILLAGE)
    proof = page.css_first("table.figures details.basis")
    assert [m.text() for m in proof.css("blockquote mark:not(.other)")] == ["23万元"]
    assert proof.css_first("blockquote").text().startswith("青枫县石桥镇柳坪村投入23万元，")
    links = [a.attributes["href"] or "" for a in proof.css("figcaption a")]
    assert links[0] == "/id/document/made-up" and links[1].startswith("/source?document=") and links[1].endswith("at=17-21#at")
    assert links[-1].startswith("/correct?iri=") and "claim%2Fmade-up" in links[-1]
    assert all(row.css("details.basis") for row in page.css("table.figures tbody tr"))


def test_the_picture_links_to_every_neighbour(web: httpx.Client) -> None:
    page = seen(web, COUNTY)
    links = {a.attributes["href"]: a.attributes["aria-label"] for a in page.css("svg.picture a")}
    assert links["/id/place/9701"] == "泽口市" and links["/id/place/970102100"] == "石桥镇" and len(links) <= 25
    assert not page.css("svg [style]") and not page.css("svg script")
    assert "/graph?" + str(httpx.QueryParams({"at": COUNTY})) in {a.attributes["href"] for a in page.css("a")}


def test_a_document_and_its_source_without_originals(web: httpx.Client) -> None:
    page = seen(web, DOCUMENT)
    assert len(page.css(".passages > li")) == 2 and "made-up" in page.css_first("dl").text()
    source = web.get("/source", params={"document": DOCUMENT}, headers=PAGE)
    assert source.status_code == 200 and "没有保存" in source.text and len(HTMLParser(source.text).css(".passages > li")) == 2


@pytest.mark.parametrize(
    "query", ["", "document=", "document=place/97", "document=no%20iri", "document=%00", "document=/etc/passwd", "document=http://x/%3Cscript%3E"]
)
def test_no_source(web: httpx.Client, query: str) -> None:
    assert web.get(f"/source?{query}", headers=PAGE).status_code == 404


def test_hostile_names_are_text_on_every_part(web: httpx.Client) -> None:
    for iri in (NAMES.person("document:hostile", HOSTILE), NAMES.document("hostile")):
        page = seen(web, iri)
        assert HOSTILE in page.css_first("h1").text() and not page.css("main script") and not page.css("main img") and not page.css("[onerror]")
        assert not [a for a in page.css("a") if (a.attributes.get("href") or "").lower().startswith("javascript")]
