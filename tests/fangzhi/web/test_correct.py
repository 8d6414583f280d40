"""Corrections by the pages: what is offered, the entry that comes of it, and who may write it."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml
from pyoxigraph import Literal
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from graph.correction_file import HEAD, corrections

from .conftest import HOSTILE, NAMES, Running

FIGURE, PROGRAMME, VILLAGE = NAMES.measurement("made-up", 17, 21), NAMES.programme("970102", "清泉工程"), NAMES.place("970102100201")
PERSON, DOCUMENT, MENTION = NAMES.person("970102", "何一平"), NAMES.document("made-up"), NAMES.mention("made-up", "programme", 32, 36)
PAGE = {"Accept": "text/html"}
ASKED = [
    ({"iri": FIGURE, "do": "reject"}, {"reject": "FIGURE", "document": "made-up", "span": [17, 21], "text": "23万元"}),
    ({"iri": FIGURE, "do": "reject", "everywhere": "1"}, {"reject": "FIGURE", "text": "23万元"}),
    (
        {"iri": FIGURE, "do": "change", "set-value": "24.5", "set-unit": "万元", "set-object": "修路款", "note": "看原文", "author": "甲"},
        {"change": "FIGURE", "document": "made-up", "span": [17, 21], "text": "23万元", "value": 24.5, "object": "修路款", "note": "看原文", "author": "甲"},
    ),
    (
        {"iri": FIGURE, "do": "relink", "code": "141122", "value": ""},
        {"relink": "FIGURE", "document": "made-up", "span": [17, 21], "text": "23万元", "to": "141122"},
    ),
    (
        {"iri": FIGURE, "do": "relink", "code": "海拉尔区"},
        {"relink": "FIGURE", "document": "made-up", "span": [17, 21], "text": "23万元", "to": "150702"},
    ),
    (
        {"iri": FIGURE, "do": "relink", "code": "清泉工程"},
        {"relink": "FIGURE", "document": "made-up", "span": [17, 21], "text": "23万元", "to": "清泉工程"},
    ),
    ({"iri": PROGRAMME, "do": "rename", "value": "清泉计划"}, {"rename": "programme/970102/清泉工程", "to": "清泉计划"}),
    ({"iri": PROGRAMME, "do": "retype", "value": "ORG"}, {"retype": "PROGRAMME", "text": "清泉工程", "to": "ORG"}),
    ({"iri": PROGRAMME, "do": "split", "document": "made-up", "value": "别的"}, {"split": "programme/970102/清泉工程", "document": "made-up", "as": "别的"}),
    ({"iri": VILLAGE, "do": "merge", "value": "970102100"}, {"merge": "place/970102100201", "into": "place/970102100"}),
    (
        {"iri": PERSON, "do": "reject"},
        {"reject": "PERSON", "text": "何一平"},
    ),
    (
        {"iri": DOCUMENT, "do": "add", "kind": "FIGURE", "value": "3000户", "set-value": "3000", "set-unit": "户", "start": "43", "end": "48"},
        {"add": "FIGURE", "document": "made-up", "text": "3000户", "span": [43, 48], "value": 3000, "unit": "户"},
    ),
    (
        {"iri": DOCUMENT, "do": "add", "kind": "PERSON", "value": "何二", "set-posts": "县委/书记；镇长"},
        {"add": "PERSON", "document": "made-up", "text": "何二", "posts": [["县委", "书记"], ["", "镇长"]]},
    ),
]


@pytest.mark.parametrize(("asked", "entry"), ASKED, ids=[f"{a['do']}-{i}" for i, (a, _) in enumerate(ASKED)])
def test_the_entry_that_a_form_asks_for(web: httpx.Client, tmp_path: Path, asked: dict[str, str], entry: dict[str, object]) -> None:
    page = web.get("/correct", params=asked, headers=PAGE)
    assert page.status_code == 200, page.text
    shown = HTMLParser(page.text).css_first("pre.entry").text()
    assert yaml.safe_load(shown) == [entry]
    file = web.get("/correct.yaml", params=asked)
    assert file.headers["content-disposition"] == 'attachment; filename="corrections.yaml"' and file.text == HEAD + shown
    (tmp_path / "corrections.yaml").write_text(file.text, "utf-8")
    assert len(corrections(tmp_path / "corrections.yaml").entries) == 1


def test_a_relation_is_rejected_in_its_document(web: httpx.Client) -> None:
    query = f"SELECT ?c {{ ?c rdf:subject <{FIGURE}> ; rdf:predicate fz:about }}"
    claim = web.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["c"]["value"]
    page = HTMLParser(web.get("/correct", params={"iri": claim, "do": "reject"}, headers=PAGE).text)
    assert yaml.safe_load(page.css_first("pre.entry").text()) == [
        {"reject": "RELATION", "subject": "measurement/made-up/17-21", "predicate": "fz:about", "object": "place/970102100201", "document": "made-up"}
    ]


WRONG = [
    ({"iri": FIGURE, "do": "merge", "value": "x"}, 400, "cannot be done here"),
    ({"iri": FIGURE, "do": "relink", "code": "鼓楼区"}, 400, "320106 江苏省 南京市 鼓楼区"),
    ({"iri": FIGURE, "do": "relink", "code": "火星县"}, 400, "no place is called '火星县'"),
    ({"iri": FIGURE, "do": "change"}, 400, "nothing is changed"),
    ({"iri": FIGURE, "do": "change", "set-value": "很多"}, 400, "不是数"),
    ({"iri": FIGURE, "do": "change", "set-value": "1e400"}, 400, "不是数"),
    ({"iri": FIGURE, "do": "change", "set-kind": "hope"}, 400, "write one of"),
    ({"iri": MENTION, "do": "retype", "value": "THING"}, 400, "there is no type"),
    ({"iri": PROGRAMME, "do": "rename"}, 400, "into what"),
    ({"iri": PROGRAMME, "do": "merge", "value": "没有"}, 400, "nothing in this graph"),
    ({"iri": PROGRAMME, "do": "split", "value": "x", "document": "none"}, 400, "no document"),
    ({"iri": DOCUMENT, "do": "add", "kind": "FIGURE", "value": "3"}, 400, "no value"),
    ({"iri": DOCUMENT, "do": "add", "kind": "THING", "value": "3"}, 400, "write add: and one of"),
    ({"iri": DOCUMENT, "do": "add", "kind": "PLACE", "value": "某村", "set-link": "000000"}, 400, "no division has the code"),
    ({"iri": DOCUMENT, "do": "add", "kind": "PLACE", "value": "某村", "start": "a", "end": "2"}, 400, "offsets"),
    ({"iri": FIGURE, "do": "reject", "note": "长" * 3000}, 413, "characters"),
    ({"iri": NAMES.place("000000")}, 404, "name what is wrong"),
    ({"iri": "no iri"}, 404, "name what is wrong"),
    ({}, 404, "name what is wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "said"), WRONG, ids=[w[2] for w in WRONG])
def test_what_cannot_be_corrected_so(web: httpx.Client, asked: dict[str, str], status: int, said: str) -> None:
    page = web.get("/correct", params=asked, headers=PAGE)
    assert page.status_code == status and said in HTMLParser(page.text).text() and 'pre class="entry"' not in page.text
    assert web.get("/correct.yaml", params=asked).status_code in (status, 400)


HOSTILES = [HOSTILE, "a: b\n- reject: PLACE", "'\"#&*!|>%@`{}[],?:-", "\x00\x1b\u2028\ufeff", "=cmd|'/c calc'!A1", "~", "null", "2025-01-01", "甲\r\n  乙"]


@pytest.mark.parametrize("text", HOSTILES, ids=range(len(HOSTILES)))
def test_hostile_words_are_words(web: httpx.Client, tmp_path: Path, text: str) -> None:
    asked = {"iri": PROGRAMME, "do": "rename", "value": text, "note": text}
    answer = web.get("/correct", params=asked, headers=PAGE)
    page = HTMLParser(answer.text)
    assert answer.status_code == 200 and not page.css("main script") and not page.css("main img") and not page.css("[onerror]")
    path = tmp_path / "corrections.yaml"
    path.write_bytes(web.get("/correct.yaml", params=asked).content)
    (entry,) = yaml.safe_load(path.read_text("utf-8"))
    assert entry == {"rename": "programme/970102/清泉工程", "to": text.strip(), "note": text.strip()}
    assert len(corrections(path).entries) == 1


def test_without_edit_nothing_is_written(web: httpx.Client, served: Running) -> None:
    page = web.get("/correct", params={"iri": FIGURE, "do": "reject"}, headers=PAGE)
    assert not HTMLParser(page.text).css("form[method=post]")
    answer = web.post("/correct", data={"iri": FIGURE, "do": "reject", "token": "x"}, headers=PAGE)
    assert answer.status_code == 403 and "--edit" in answer.text and not (served.out.parent / "corrections.yaml").exists()


def test_only_our_own_pages_may_write(serving: Callable[..., Running], tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    server = serving("--edit", "--corrections", str(file))
    assert str(file) in server.said
    asked = {"iri": FIGURE, "do": "reject"}
    page = HTMLParser(server.web.get("/correct", params=asked, headers=PAGE).text)
    token = page.css_first("input[name=token]").attributes["value"] or ""
    good = {**asked, "token": token}
    refused: list[tuple[dict[str, str], dict[str, str]]] = [
        (good, {"Origin": "https://evil.example"}),
        (good, {"Origin": "null"}),
        (good, {"Origin": server.url.replace("127.0.0.1", "localhost")}),
        (good, {"Origin": server.url + "0"}),
        (good, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}),
        (good, {"Sec-Fetch-Site": "same-site"}),
        (good, {"Sec-Fetch-Site": "none"}),
        (asked, {"Origin": server.url}),
        ({**asked, "token": ""}, {}),
        ({**asked, "token": token[:-1] + "é"}, {}),
        ({**asked, "token": token + "x"}, {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}),
    ]
    for data, headers in refused:
        answer = server.web.post("/correct", data=data, headers={**PAGE, **headers})
        assert answer.status_code == 403 and not file.exists(), headers
    assert server.web.post("/correct", json=good).status_code == 415
    assert server.web.post("/correct", data=good, headers={"Host": "evil.example"}).status_code == 421
    assert server.web.put("/correct", data=good).status_code == 405 and server.web.get("/correct", params=good).status_code == 200
    assert not file.exists()
    answer = server.web.post("/correct", data=good, headers={"Origin": server.url, "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303 and "token" not in answer.headers["location"]
    assert [str(c) for c in corrections(file).entries] == ["reject FIGURE 23万元 in made-up at 17-21"]
    done = HTMLParser(server.web.get(answer.headers["location"], headers=PAGE).text)
    assert str(file) in done.css_first("main [role=status]").text() and "fangzhi build" in done.css_first("main [role=status]").text()
    assert not done.css("form[method=post]")


def test_only_what_the_file_says_is_called_written(serving: Callable[..., Running], tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    web = serving("--edit", "-c", str(file)).web
    asked = {"iri": FIGURE, "do": "reject"}
    claimed = HTMLParser(web.get("/correct", params={**asked, "written": "1"}, headers=PAGE).text)
    assert not claimed.css(".corrected") and claimed.css("form[method=post]") and not file.exists()
    form = {**asked, "token": claimed.css_first("input[name=token]").attributes["value"] or "", "written": "1"}
    first, second = (web.post("/correct", data=data) for data in (form, {**form, "note": "又一次"}))
    assert len(corrections(file).entries) == 1 and "written=1" in first.headers["location"] and "written" not in second.headers["location"]
    shown = [HTMLParser(web.get(a.headers["location"], headers={**PAGE, "Accept-Language": "en"}).text).css_first(".corrected").text() for a in (first, second)]
    assert "Written into" in shown[0] and "already there" in shown[1] and str(file) in shown[1]
    assert not HTMLParser(web.get("/correct", params=asked, headers=PAGE).text).css("form[method=post]")
    file.write_text("- {reject: NOTHING}\n", "utf-8")
    broken = HTMLParser(web.get(first.headers["location"], headers=PAGE).text)
    assert not broken.css(".corrected") and broken.css("form[method=post]")


def test_what_is_written_must_be_a_file_of_corrections(serving: Callable[..., Running], tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("- {reject: NOTHING}\n", "utf-8")
    server = serving("--edit", "-c", str(file))
    asked = {"iri": FIGURE, "do": "reject"}
    token = HTMLParser(server.web.get("/correct", params=asked, headers=PAGE).text).css_first("input[name=token]").attributes["value"] or ""
    answer = server.web.post("/correct", data={**asked, "token": token})
    assert answer.status_code == 409 and "write reject: and one of" in answer.text and file.read_text("utf-8") == "- {reject: NOTHING}\n"


def test_a_name_that_was_led_here_may_not_write(serving: Callable[..., Running], tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    web = serving("--edit", "--edit-anywhere", "--host", "0.0.0.0", "-c", str(file)).web
    led = {"Host": "evil.example", "Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}
    page = HTMLParser(web.get("/correct", params={"iri": FIGURE, "do": "reject"}, headers={**PAGE, **led}).text)
    good = {"iri": FIGURE, "do": "reject", "token": page.css_first("input[name=token]").attributes["value"] or ""}
    assert web.post("/correct", data=good, headers=led).status_code == 403 and not file.exists()
    assert web.post("/correct", data=good).status_code == 303 and file.exists()


def test_two_starts_have_two_tokens(serving: Callable[..., Running], tmp_path: Path) -> None:
    found = set()
    for _ in range(2):
        page = serving("--edit", "-c", str(tmp_path / "c.yaml")).web.get("/correct", params={"iri": FIGURE, "do": "reject"}, headers=PAGE).text
        found |= set(re.findall(r'name="token" value="([\w-]{40,})"', page))
    assert len(found) == 2


def test_a_label_that_is_markup(web: httpx.Client) -> None:
    person = NAMES.person("document:hostile", HOSTILE)
    page = HTMLParser(web.get("/correct", params={"iri": person}, headers=PAGE).text)
    assert HOSTILE in page.css_first("h1").text() and not page.css("main script") and str(Literal(HOSTILE))
