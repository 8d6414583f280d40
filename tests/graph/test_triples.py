"""What one document says, as quads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.compare import isomorphic

from extract.values import Extraction, Measurement, Mention, Source
from graph.identity import Identities
from graph.store import memory_store
from graph.triples import quads
from graph.validate import rdflib_graph, validation
from ontology.iri import Names
from ontology.terms import FZ, STD, term

CASES = Path(__file__).parents[1] / "cases"
ID = "https://w3id.org/fangzhi/id/"


class NoGazetteer:
    """Knows no place at all."""

    def name(self, code: str) -> str:
        raise KeyError(code)

    def label(self, code: str) -> str:
        raise KeyError(code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        return tuple(code[:n] for n in (2, 4, 6, 9) if n < len(code))


def document(text: str, mentions: tuple[Mention, ...], figures: tuple[Measurement, ...] = (), name: str = "d") -> Extraction:
    return Extraction(Source(name, Path(name), text, "0" * 64), text, mentions, figures)


def mention(kind: str, text: str, at: int = 0, **fields: object) -> Mention:
    return Mention(kind, at, at + len(text), text, "t", raw_start=at, raw_end=at + len(text), **fields)  # type: ignore[arg-type]


def entities(extraction: Extraction) -> list[str | None]:
    who = Identities(extraction, Names(), NoGazetteer())
    return [e.iri.removeprefix(ID) if (e := who.of(m)) else None for m in extraction.mentions]


def facts(found: list[Quad], subject: str, predicate: str) -> set[str]:
    return {str(q.object.value) for q in found if q.subject == NamedNode(ID + subject) and q.predicate.value == predicate}  # type: ignore[union-attr]


def test_a_made_up_article_says_what_the_golden_file_says(made_up_quads: list[Quad]) -> None:
    assert isomorphic(rdflib_graph(made_up_quads, whole=True), rdflib.Graph().parse(CASES / "made-up.ttl"))


def test_each_document_has_its_own_graph_and_places_have_one(made_up_quads: list[Quad]) -> None:
    assert {q.graph_name.value for q in made_up_quads} == {ID + "document/made-up", ID + "graph/places"}  # type: ignore[union-attr]
    assert len(set(made_up_quads)) == len(made_up_quads)


def test_the_same_extraction_gives_the_same_quads_in_the_same_order(gold: list[Extraction]) -> None:
    for extraction in gold:
        assert list(quads(extraction)) == list(quads(extraction))


def test_quotes_and_sentences_are_the_raw_text(gold: list[Extraction], gold_store: Store) -> None:
    raws = {e.source.id: e.source.raw for e in gold}
    rows = gold_store.query(
        """SELECT ?id ?start ?end ?exact ?prefix ?suffix ?sentence ?at {
        ?m a fz:Mention ; fz:sentence ?sentence ; fz:sentenceStart ?at ; oa:hasTarget ?t .
        ?t oa:hasSource/dcterms:identifier ?id ; oa:hasSelector ?p, ?q .
        ?p oa:start ?start ; oa:end ?end .
        ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }""",
        prefixes={"fz": term("fz:"), "oa": term("oa:"), "dcterms": term("dcterms:")},
    )
    checked = 0
    for row in rows:  # type: ignore[union-attr]
        raw, start, end, at = raws[row["id"].value], int(row["start"].value), int(row["end"].value), int(row["at"].value)
        assert raw[start:end] == row["exact"].value
        assert raw[:start].endswith(row["prefix"].value) and raw[end:].startswith(row["suffix"].value)
        assert raw[at:].startswith(row["sentence"].value) and row["sentence"].value[start - at : end - at] == row["exact"].value
        checked += 1
    assert checked == sum(len(e.mentions) + len(e.measurements) for e in gold)


def test_the_gold_of_the_seeds_is_all_there(gold: list[Extraction], gold_store: Store) -> None:
    """Every linked place, every figure's value, every `by` and every post of the gold is asserted."""

    def asked(variables: str, pattern: str) -> set[tuple[str, ...]]:
        prefixes = {p: str(term(f"{p}:")) for p in ("fz", "oa", "org", "qudt", "rdfs")}
        rows = gold_store.query(f"SELECT DISTINCT {variables} {{ {pattern} }}", prefixes=prefixes)
        return {tuple(cell.value for cell in row) for row in rows}  # type: ignore[union-attr]

    mentions, figures = [m for e in gold for m in e.mentions], [f for e in gold for f in e.measurements]
    assert asked("?c", "?m oa:hasBody/fz:divisionCode ?c") == {(m.link,) for m in mentions if m.type == "PLACE" and m.link and "/" not in m.link}
    assert len(asked("?f", "?f a fz:Measurement ; qudt:numericValue ?v")) == sum(f.value is not None for f in figures)
    by = {(m.text, code) for m in mentions for code in m.by if code.isdigit()}
    assert by == asked("?p ?c", "?x fz:carriedOutBy ?y ; rdfs:label ?p . ?y fz:divisionCode ?c")
    posts = {(m.text, post) for m in mentions for _, post in m.posts if post}
    assert posts == asked("?n ?p", "?m org:member/rdfs:label ?n ; org:role/rdfs:label ?p")


# Who is who: (mentions of one article, what they are)
SAME = [
    ("a canonical name joins short and full forms", [("ORG", "县委", {"place": "970102", "canonical": "青枫县委"}), ("ORG", "青枫县委", {"place": "970102"})]),
    ("a person with and without the post", [("PERSON", "何一平", {"posts": (("青枫县委", "书记"),)}), ("PERSON", "何一平", {})]),
    ("a programme with and without who carries it out", [("PROGRAMME", "清泉工程", {"by": ("970102",)}), ("PROGRAMME", "清泉工程", {})]),
]


@pytest.mark.parametrize("rows", [rows for _, rows in SAME], ids=[i for i, _ in SAME])
def test_mentions_of_one_thing_meet(rows: list[tuple[str, str, dict[str, object]]]) -> None:
    found = entities(document("甲" * 40, tuple(mention(kind, text, at=i * 10, **fields) for i, (kind, text, fields) in enumerate(rows))))
    assert len(set(found)) == 1


SCOPES = [
    ("an institution is the nation's", "PROGRAMME", "三会一课", {"by": ("970102",)}, "programme/nation/三会一课"),
    ("a programme is its county's", "PROGRAMME", "清泉工程", {"by": ("970102100201",)}, "programme/970102/清泉工程"),
    ("of two counties, the prefecture's", "PROGRAMME", "清泉工程", {"by": ("970102", "970103")}, "programme/9701/清泉工程"),
    ("of two provinces, the nation's", "PROGRAMME", "清泉工程", {"by": ("970102", "960102")}, "programme/nation/清泉工程"),
    ("of nobody, the document's", "PROGRAMME", "清泉工程", {}, "programme/document%3Ad/清泉工程"),
    ("a ministry is the nation's", "ORG", "国务院", {}, "organisation/nation/国务院"),
    ("an organisation of no place is the document's", "ORG", "工作专班", {}, "organisation/document%3Ad/工作专班"),
    ("a person without post is the document's", "PERSON", "何一平", {}, "person/document%3Ad/何一平"),
    ("who holds a post that the country has once", "PERSON", "何一平", {"posts": (("", "总书记"),)}, "person/nation/何一平"),
    ("who works for the nation", "PERSON", "何一平", {"posts": (("国务院", "秘书"),)}, "person/nation%3A国务院/何一平"),
    ("a mountain is one everywhere", "PLACE", "太行山", {"link": "?/太行山"}, "place/nation/太行山"),
    ("a pond that nobody listed is the document's", "PLACE", "柳塘", {"link": "?/柳塘"}, "place/document%3Ad/柳塘"),
    ("a hamlet whose place is unknown is the document's", "PLACE", "柳屯", {"link": "?/柳屯"}, "place/document%3Ad/柳屯"),
    ("a place that could not be told is none", "PLACE", "和平村", {"candidates": ("1", "2")}, None),
]


@pytest.mark.parametrize(("kind", "text", "fields", "expected"), [row[1:] for row in SCOPES], ids=[row[0] for row in SCOPES])
def test_scopes(kind: str, text: str, fields: dict[str, object], expected: str | None) -> None:
    assert entities(document(text, (mention(kind, text, 0, **fields),))) == [expected]


COUNTY = ("青枫县", "970102")
TOWN = ("石桥镇", "970102100")
# (posts' organisation, places named in the article, its full name, whose organisation it is)
EMPLOYERS = [
    ("青枫县委", [COUNTY], "青枫县委", "970102"),
    ("青枫县委组织部", [("青枫", "970102"), ("云梦", "97")], "青枫县委组织部", "970102"),
    ("县委", [COUNTY], "青枫县委", "970102"),
    ("县人民政府", [COUNTY], "青枫县政府", "970102"),
    ("市委", [COUNTY], "泽口市委", "9701"),
    ("省委", [COUNTY], "云梦省委", "97"),
    ("镇政府", [COUNTY, TOWN, TOWN], "石桥镇政府", "970102100"),
    ("云梦省青枫县石桥镇党委", [("云梦省", "97"), COUNTY, TOWN], "石桥镇党委", "970102100"),
    ("青枫县清泉有限公司", [COUNTY], "青枫县清泉有限公司", "970102"),
    ("国务院", [COUNTY], "国务院", None),
    ("某公司", [COUNTY], "某公司", None),
]


@pytest.mark.parametrize(("organisation", "places", "full", "place"), EMPLOYERS, ids=[row[0] for row in EMPLOYERS])
def test_the_organisation_of_a_post(organisation: str, places: list[tuple[str, str]], full: str, place: str | None, made_up_gazetteer: object) -> None:
    mentions = tuple(mention("PLACE", text, 5 * i, link=link) for i, (text, link) in enumerate(places))
    who = Identities(document("字" * 30, mentions), Names(), made_up_gazetteer)  # type: ignore[arg-type]
    employer = who.employer(organisation)
    assert employer is not None and (employer.label, employer.place) == (full, place)


def test_candidates_are_kept_but_not_asserted() -> None:
    found = list(quads(document("和平村", (mention("PLACE", "和平村", candidates=("1", "2")),)), gazetteer=NoGazetteer()))
    assert facts(found, "mention/d/place/0-3", FZ.CANDIDATE) == {"1", "2"}
    assert not any(q.predicate.value == STD.HAS_BODY for q in found)


def test_a_code_that_the_gazetteer_lacks_still_has_its_chain() -> None:
    found = list(quads(document("新镇", (mention("PLACE", "新镇", link="970102999"),)), gazetteer=NoGazetteer()))
    assert facts(found, "place/970102999", FZ.WITHIN) == {ID + "place/970102"}
    assert facts(found, "place/970102999", STD.LABEL) == {"970102999"} and facts(found, "place/970102999", STD.ALT_LABEL) == {"新镇"}


def figure(**fields: object) -> Measurement:
    made = Measurement(0, 2, "一件", 1.0, None, None, "件", "exact", "", "", None, "result", None, "t", raw_start=0, raw_end=2)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_not_stated(value: float) -> None:
    found = list(quads(document("一件", (), (figure(value=value),)), gazetteer=NoGazetteer()))
    assert facts(found, "measurement/d/0-2", STD.NUMERIC_VALUE) == set()


def test_an_unknown_unit_stays_as_text() -> None:
    found = list(quads(document("一件", (), (figure(unit="元/亩"),)), gazetteer=NoGazetteer()))
    assert facts(found, "measurement/d/0-2", FZ.UNIT_TEXT) == {"元/亩"} and not facts(found, "measurement/d/0-2", STD.HAS_UNIT)


def test_a_subject_that_is_nothing_known_is_not_asserted() -> None:
    found = list(quads(document("一件", (), (figure(subject="没提过的组织"),)), gazetteer=NoGazetteer()))
    assert facts(found, "measurement/d/0-2", FZ.ABOUT) == set()


@pytest.mark.parametrize("nasty", ["\x00", "\ud800", "<img src=x onerror=alert(1)>", '"\\\n', "％00", "𠮷"], ids=ascii)
def test_nasty_text_stays_text(nasty: str) -> None:
    name = f"甲{nasty}乙"
    mentions = (mention("ORG", name, place="970102"), mention("PERSON", name, posts=((name, name),)))
    extraction = Extraction(Source(name, Path("x"), name, "0" * 64, title=name), name, mentions)
    found = list(quads(extraction, gazetteer=NoGazetteer()))
    shown = name.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert Literal(shown, language="zh") in {q.object for q in found}
    memory_store(found)


LINKS = st.sampled_from(["970102", "970102100", "970102100201", "970102100201/柳屯", "?/太行山", "9701"])
WORDS = st.sampled_from(["县委", "青枫县委", "清泉工程", "何一平", "三会一课", "国务院"])


@st.composite
def drawn(draw: st.DrawFn) -> Extraction:
    """Any article over one text: mentions and figures anywhere, references to anything."""
    text = "青枫县委何一平说，清泉工程。受益三千户！\n石桥镇三会一课"
    mentions, figures = [], []
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 4)).map(lambda s: (s[0], min(len(text), s[0] + s[1])))
    for kind, (start, end) in sorted(draw(st.sets(st.tuples(st.sampled_from(["PLACE", "ORG", "PERSON", "PROGRAMME"]), spans), max_size=6))):
        refs = draw(st.lists(LINKS | WORDS, max_size=2))
        fields: dict[str, dict[str, object]] = {
            "PLACE": {"link": draw(LINKS | st.none())},
            "ORG": {"place": draw(LINKS | st.none()), "canonical": draw(WORDS)},
            "PERSON": {"posts": tuple((r, draw(st.sampled_from(["书记", ""]))) for r in refs)},
            "PROGRAMME": {"by": tuple(refs), "kind": draw(st.sampled_from([None, "campaign", "document"])), "canonical": draw(WORDS)},
        }
        mentions.append(Mention(kind, start, end, text[start:end], "t", draw(st.floats(0, 1)), raw_start=start, raw_end=end, **fields[kind]))  # type: ignore[arg-type]
    for start, end in sorted(draw(st.sets(spans, max_size=3))):
        low = draw(st.none() | st.integers(0, 9))
        value, high = (draw(st.floats(-1e12, 1e12)), None) if low is None else (None, low + 1)
        unit, subject = draw(st.sampled_from(["万元", "户", "怪", ""])), draw(LINKS | WORDS | st.none())
        status, period = draw(st.sampled_from(["result", "target", "standard"])), draw(st.sampled_from([None, "2014/..", "x"]))
        made = figure(value=value, min=low, max=high, unit=unit, subject=subject, kind=status, period=period)
        figures.append(replace(made, start=start, end=end, text=text[start:end], raw_start=start, raw_end=end))
    return document(text, tuple(mentions), tuple(figures), draw(st.sampled_from(["甲", "乙", "丙"])))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn())
def test_whatever_is_extracted_the_graph_is_sound(extraction: Extraction) -> None:
    report = validation(quads(extraction, gazetteer=NoGazetteer()))
    assert report.conforms, str(report)


def test_the_copies_differ_in_nothing_but_the_document(copies: Callable[[str], list[Quad]]) -> None:
    a, b = copies("a"), copies("b")
    assert len(a) == len(b) and {q.object for q in a if q.predicate.value == STD.LABEL} == {q.object for q in b if q.predicate.value == STD.LABEL}
