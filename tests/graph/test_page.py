"""The page as a file: what stands in it, what it leaves out, and that no text of the graph becomes markup."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import accumulate, combinations
from pathlib import Path
from typing import cast

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad

from graph.merge import network
from graph.page import page_html, write_page
from graph.page_file import SCRIPTS, TEMPLATES, WORKER, vis_network
from graph.page_packing import columns, deflated
from graph.search_keys import folding, pinyin_key
from graph.style import style
from ontology.errors import SchemaError

from .conftest import inflated

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "a\u2028b\u2029c",
    "\"'><svg onload=alert(4)>",
    "𠮷村 &amp; <b>粗</b>",
)
FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "eval(", "new Function", "DOMParser", "srcdoc")

Net = networkx.MultiDiGraph


def evidence(sentence: str, mention: str, *, document: str = "a", title: str = "甲文") -> dict[str, object]:
    start = sentence.index(mention)
    return {
        "document": document, "title": title, "url": "", "sentence": sentence, "mention_start": start, "mention_end": start + len(mention),
        "raw_start": start, "raw_end": start + len(mention), "text": mention, "rule": "hand", "confidence": "1",
    }  # fmt: skip


def node(net: "Net[str]", iri: str, kind: str, label: str, **more: object) -> None:
    net.add_node(iri, **{"type": kind, "subtype": "", "label": label, "code": "", "aliases": (), "facts": (), "evidence": (), **more})


def hostile_net() -> "Net[str]":
    net: Net[str] = networkx.MultiDiGraph()
    node(net, "urn:p", "Place", "交城县", subtype="County", code="141122")
    for number, text in enumerate(HOSTILE):
        proof = evidence(f"前{text}后", text, document=text, title=text)
        node(net, f"urn:{text}", "Programme", text, facts=((text, text), ("网址", "javascript:alert(3)")), evidence=(proof,), aliases=(text,))
        net.add_edge(f"urn:{text}", "urn:p", key=str(number), relation="carriedOutBy", label=text, evidence=(proof,))
    return net


class Parts(HTMLParser):
    """Elements with their attributes, and the text of each script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style"):
            self.texts.append((self._open, self.elements[-1][1], data))


Row = dict[str, object]


def data(html: str) -> Row:
    text = next(t for tag, attributes, t in Parts(html).texts if attributes.get("id") == "data")
    return cast(Row, json.loads(inflated(text)))


def details(html: str) -> Row:
    return cast(Row, data(html)["details"])


def rows(packed: object) -> list[Row]:
    """The rows that were packed as columns, as data.js reads them."""
    table = cast(dict[str, dict[str, dict[str, list[object]]]], packed)
    read = {}
    for key, form in table["columns"].items():
        if "steps" in form:
            read[key] = list(accumulate(cast(list[int], form["steps"])))
        else:
            read[key] = form["each"] if "each" in form else [form["of"][cast(int, i)] for i in form["at"]]  # type: ignore[assignment]
    return [{key: read[key][i] for key in read} for i in range(cast(int, table["count"]))]


def entities(html: str) -> list[Row]:
    """The entities with their labels, which the drawing holds."""
    packed = data(html)
    return [{**e, "label": n["label"]} for e, n in zip(rows(cast(Row, packed["details"])["entities"]), rows(packed["nodes"]), strict=True)]


def test_the_same_graph_gives_the_same_bytes(gold_quads: list[Quad], tmp_path: Path) -> None:
    net = network(gold_quads)
    summary = write_page(net, tmp_path / "graph.html", title="五篇文章")
    written = (tmp_path / "graph.html").read_bytes()
    backwards: Net[str] = networkx.MultiDiGraph()
    backwards.add_nodes_from(reversed(list(net.nodes(data=True))))
    for source, target, key, data in reversed(list(net.edges(keys=True, data=True))):
        backwards.add_edge(source, target, key=key, **data)
    assert page_html(backwards, title="五篇文章").encode() == written
    assert (summary.nodes, summary.edges, summary.bytes) == (len(net), net.number_of_edges(), len(written))
    assert summary.left_out == {}
    assert summary.bytes < 300_000


def test_hostile_strings_stay_data() -> None:
    html = page_html(hostile_net(), title=HOSTILE[0])
    plain = Parts(page_html(networkx.MultiDiGraph(), title="x"))
    parts = Parts(html)
    assert parts.elements == plain.elements
    assert [e["label"] for e in entities(html) if e["look"] == "Programme"] == sorted(HOSTILE)
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert "<img" not in markup
    assert "onerror" not in markup.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    for _, attributes, text in parts.texts:
        if attributes.get("type") == "text/plain":
            assert re.fullmatch(r"[A-Za-z0-9+/]+=*", text)


def test_the_page_asks_for_nothing_and_runs_nothing_but_its_own_scripts() -> None:
    html = page_html(hostile_net(), title="方志")
    parts = Parts(html)
    for tag, attributes in parts.elements:
        assert not {"src", "action", "srcset", "style"} & attributes.keys(), tag
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href") in (None, "data:,", "#table")
    policy = next(a["content"] or "" for tag, a in parts.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    allowed = {p.split()[0]: p.split()[1:] for p in policy.split("; ")}
    for tag in ("script", "style"):
        texts = [t for name, attributes, t in parts.texts if name == tag and "type" not in attributes] + [vis_network()] * (tag == "script")
        assert allowed[f"{tag}-src"] == [f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in texts]
    library = next(t for _, attributes, t in parts.texts if attributes.get("id") == "library")
    assert inflated(library) == vis_network()


@pytest.mark.parametrize("script", [p.name for p in sorted(TEMPLATES.glob("*.js"))])
def test_our_scripts_build_the_page_from_text_only(script: str) -> None:
    source = (TEMPLATES / script).read_text("utf-8")
    assert [word for word in FORBIDDEN if word in source] == []
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\b\s*\(", source)


def test_every_script_is_in_the_page() -> None:
    assert sorted((*SCRIPTS, WORKER)) == [p.name for p in sorted(TEMPLATES.glob("*.js"))]


def test_both_languages_have_the_same_words() -> None:
    words = cast(dict[str, dict[str, str]], details(page_html(networkx.MultiDiGraph(), title="x"))["words"])
    assert words["zh"].keys() == words["en"].keys()
    holes = {lang: {k: sorted(re.findall(r"\{(\w+)\}", v)) for k, v in table.items()} for lang, table in words.items()}
    assert holes["zh"] == holes["en"]
    source = "".join((TEMPLATES / s).read_text("utf-8") for s in (*SCRIPTS, "page.html.j2"))
    places = (r"say\('([\w-]+)'", r'data-(?:word|label)="([\w-]+)"', r"\['([\w-]+)', '(?:number|optional|)[' ]", r"act\((?:opened \? '([\w-]+)' : )?'([\w-]+)'")
    found = {word for place in places for match in re.finditer(place, source) for word in match.groups() if word}
    assert found == words["zh"].keys()


def test_every_piece_of_evidence_is_in_the_file_and_each_sentence_once() -> None:
    net: Net[str] = networkx.MultiDiGraph()
    proofs = [evidence("在𠮷𠮷的𠮷村里", "𠮷村", document=f"{i:02}") for i in range(300)]
    node(net, "urn:a", "Place", "𠮷村", evidence=(*proofs, evidence("在𠮷𠮷的𠮷村里", "𠮷𠮷", document="07")))
    node(net, "urn:b", "Programme", "乙")
    net.add_edge("urn:b", "urn:a", relation="carriedOutBy", label="", evidence=(proofs[7], proofs[299]))
    html = page_html(net, title="x")
    found = details(html)
    pieces, sentences, documents = (rows(found[name]) for name in ("evidence", "sentences", "documents"))
    assert (len(pieces), len(sentences), len(documents)) == (301, 300, 300)
    assert sorted(accumulate(cast(list[int], entities(html)[0]["evidence"]))) == list(range(301))
    numbers = list(accumulate(cast(list[int], rows(found["relations"])[0]["evidence"])))
    quoted = [(sentences[cast(int, pieces[n]["sentence"])], pieces[n]) for n in numbers]
    assert [documents[cast(int, s["document"])]["id"] for s, _ in quoted] == ["07", "299"]
    for sentence, piece in quoted:
        start = cast(int, piece["start"])
        assert cast(str, sentence["text"])[start : start + cast(int, piece["length"])] == "𠮷村"
        assert (sentence["start"], piece["clean"]) == (0, "")


def crowd() -> "Net[str]":
    """A county with sixty figures, and thirty organisations of no place."""
    net: Net[str] = networkx.MultiDiGraph()
    node(net, "urn:14", "Place", "山西省", subtype="Province", code="14")
    node(net, "urn:1", "Place", "交城县", subtype="County", code="141122")
    net.add_edge("urn:1", "urn:14", relation="within", label="", evidence=())
    for number in range(60):
        node(net, f"urn:f{number:02}", "Measurement", f"{number}件", subtype="Result")
        net.add_edge(f"urn:f{number:02}", "urn:1", relation="about", label="", evidence=())
    for number in range(30):
        node(net, f"urn:o{number:02}", "Organisation", f"第{number}组")
        for other in range(number % 7):
            net.add_edge(f"urn:o{number:02}", f"urn:o{other:02}", key=str(other), relation="other", label="", evidence=())
    return net


def test_above_the_limit_the_best_connected_stay_and_the_rest_is_counted_at_its_place() -> None:
    html = page_html(crowd(), title="x", limit=20)
    found, kept = details(html), entities(html)
    assert len(kept) == 20
    labels = [e["label"] for e in kept]
    assert {"交城县", "山西省"} <= set(labels)
    assert found["leftOut"] == {"Measurement": 54, "Organisation": 18}
    county = str(labels.index("交城县"))
    assert cast(Row, found["gathered"])[county] == cast(Row, found["missing"])[county] == {"Measurement": 54}


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20, 60, 91, 92, 1000])
def test_nothing_is_lost_from_the_count(limit: int) -> None:
    html = page_html(crowd(), title="x", limit=limit)
    found, kept = details(html), entities(html)
    out = cast(dict[str, int], found["leftOut"])
    assert len(kept) == min(limit, 92)
    assert len(kept) + sum(out.values()) == 92
    gathered = sum(counts.get("Measurement", 0) for counts in cast(dict[str, dict[str, int]], found["gathered"]).values())
    figures = sum(str(e["look"]) == "Result" for e in kept)
    if "交城县" in {e["label"] for e in kept}:
        assert gathered == 60 - figures


def test_the_places_that_hold_the_rest_come_before_what_is_better_connected() -> None:
    net = crowd()
    for number in range(20):
        node(net, f"urn:c{number:02}", "Place", f"县{number}", subtype="County")
        net.add_edge(f"urn:c{number:02}", "urn:14", relation="within", label="", evidence=())
    node(net, "urn:v", "Place", "小村", subtype="Village")
    net.add_edge("urn:v", "urn:c19", relation="within", label="", evidence=())
    labels = {e["label"] for e in entities(page_html(net, title="x", limit=14))}
    assert {"山西省", "交城县", "县19"} <= labels


@pytest.mark.parametrize(
    "column",
    [[1, 2, 3, 4, 5, 6, 70], ["甲", "甲", "乙"] * 20, [{"a": [1]}, {"a": [1]}], [True, False], [], [1, True, None, "1"], [[], [0], []], list(range(500))],
)
def test_columns_give_back_what_they_were_given(column: list[object]) -> None:
    given = [{"x": value, "y": -i} for i, value in enumerate(column)]
    assert json.dumps(rows(json.loads(json.dumps(columns(given))))) == json.dumps(given)


@given(st.text())
def test_what_is_deflated_comes_back(text: str) -> None:
    assert inflated(deflated(text)) == text


def test_positions_are_in_the_file_and_nothing_moves_on_opening(gold_quads: list[Quad]) -> None:
    drawing = data(page_html(network(gold_quads), title="x"))
    options = cast(dict[str, dict[str, object]], drawing["options"])
    assert options["physics"] == {"enabled": False}
    assert options["layout"]["improvedLayout"] is False
    assert options["edges"]["smooth"] is False
    nodes = rows(drawing["nodes"])
    assert len({(n["x"], n["y"]) for n in nodes}) == len(nodes)
    assert all("title" not in n for n in nodes)


@pytest.mark.parametrize(
    ("name", "key"),
    [("交城县", "jiao cheng xian"), ("交城縣", "jiao cheng xian"), ("吕梁", "lv liang"), ("1+3X”监督", "1 3 x jian du"), ("", ""), ("<img>", "i m g")],
)
def test_pinyin(name: str, key: str) -> None:
    assert pinyin_key(name) == key


def test_every_reading_of_a_character_can_be_typed() -> None:
    assert [set(s.split("/")) >= r for s, r in zip(pinyin_key("长治").split(), [{"chang", "zhang"}, {"zhi"}], strict=True)] == [True, True]


def test_folding_lists_what_could_be_typed_for_the_names() -> None:
    table = folding(["交城县", "台后"])
    assert (table["縣"], table["臺"], table["後"]) == ("县", "台", "后")
    assert set(table.values()) <= set("交城县台后")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_stand_out_from_the_background() -> None:
    look = style()
    for kind in look.types.values():
        assert contrast(kind.colour, look.background) >= 4.5, kind.name  # names are written in it too
    assert contrast(look.text, look.background) >= 7


def test_types_differ_in_shape_as_well_as_in_colour() -> None:
    heads = [t for t in style().types.values() if t.under == t.name and t.name != "Other"]
    for one, other in combinations(heads, 2):
        assert (one.shape, one.colour) != (other.shape, other.colour)
        assert one.shape != other.shape, (one.name, other.name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("types: {}", "needs the keys"),
        ("background: '#fff'\ntext: '#000'\ntypes: {}\nrelations: {}", "'Other' is missing"),
        ("background: '#fff'\ntext: '#000'\ntypes: {Other: {zh: 其他}}\nrelations: {other: {}}", "Other has no en"),
        ("background: '#fff'\ntext: '#000'\ntypes: {Other: {under: Thing}}\nrelations: {other: {}}", "which is no type"),
        (
            "background: w\ntext: b\nrelations: {other: {}}\ntypes: {Other: {zh: 他, en: O, colour: b, shape: heart, rank: 1, size: 1, font: 1}}",
            "no shape 'heart'",
        ),
        (":", "no style can be read"),
    ],
)
def test_a_fault_in_the_style_says_where_and_what(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "style.yaml").write_text(text, "utf-8")
    with pytest.raises(SchemaError, match=re.escape(message)):
        style(tmp_path / "style.yaml")
