"""What only all documents together show: conflicting figures, entities that may be one, and why entities are one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Quad

from extract.values import Extraction, Measurement, Mention, Source
from graph.conflicts import Figure, compatible
from graph.corrections import Correction, Corrections
from graph.doubts import similarity
from graph.outcomes import described, outcomes, touches
from graph.query import ready
from graph.review import review, review_quads
from graph.revision import corrected
from graph.sameness import RULES, rule
from graph.store import memory_store
from graph.triples import quads
from graph.validate import validation
from ontology.iri import Names
from ontology.terms import ID_BASE


def with_value(extraction: Extraction, document: str, **fields: object) -> Extraction:
    """The article under another name, its first figure changed."""
    first, *others = extraction.measurements
    figure = replace(first, object="水渠款", **fields)
    return replace(extraction, source=replace(extraction.source, id=document), measurements=(figure, *others))


def said(gazetteer: object, *extractions: Extraction) -> list[Quad]:
    found = [q for e in extractions for q in quads(e, gazetteer=gazetteer)]  # type: ignore[arg-type]
    return [*found, *review_quads(review(found, ID_BASE), Names())]


# what the second article says otherwise than 23万元 → whether the two conflict
OTHERWISE = [
    ({"value": 25.0}, True),
    ({"value": 230000.0, "unit": "元"}, False),
    ({"value": 250000.0, "unit": "元"}, True),
    ({"value": 24.0, "approx": "about"}, False),
    ({"value": 20.0, "approx": "over"}, False),
    ({"value": 30.0, "approx": "over"}, True),
    ({"value": None, "min": 20.0, "max": 30.0}, False),
    ({"value": None, "min": 30.0, "max": 40.0}, True),
    ({"value": 25.0, "kind": "target"}, False),
    ({"value": 25.0, "period": "2024"}, False),
    ({"value": 25.0, "action": "节省"}, False),
    ({"value": 25.0, "unit": "亩"}, False),
    ({"value": 25.0, "subject": "970102"}, False),
]


@pytest.mark.parametrize(("fields", "conflict"), OTHERWISE, ids=[str(f) for f, _ in OTHERWISE])
def test_figures_conflict(made_up: Extraction, made_up_gazetteer: object, fields: dict[str, object], conflict: bool) -> None:
    store = memory_store(said(made_up_gazetteer, with_value(made_up, "a"), with_value(made_up, "b", **fields)))
    found = ready(store, "conflicting-figures", {"place": "青枫县"}).rows
    assert [(r[0], r[1], r[5], r[8]) for r in found] == ([("柳坪村", "水渠款", "a", "b")] if conflict else [])
    assert all("投入23万元" in str(r[4]) and "投入23万元" in str(r[7]) for r in found)


def test_figures_of_other_years_or_of_one_sentence_do_not(made_up: Extraction, made_up_gazetteer: object) -> None:
    one, other = with_value(made_up, "a"), with_value(made_up, "b", value=25.0)
    older = replace(other, source=replace(other.source, date="2023-01-01"))
    assert not review(said(made_up_gazetteer, one, older), ID_BASE).conflicts
    dated = with_value(made_up, "a", period="2024")
    beside = replace(dated.measurements[0], value=30.0, raw_start=dated.measurements[0].raw_start + 1)
    assert not review(said(made_up_gazetteer, replace(dated, measurements=(*dated.measurements, beside))), ID_BASE).conflicts


def test_compatible_is_symmetric() -> None:
    def figure(low: int, approximation: str) -> Figure:
        return Figure("i", "d", "", "", "", Decimal(low), Decimal(low), approximation)

    pairs = [(figure(a, x), figure(b, y)) for a in (90, 100, 130) for b in (100, 112) for x in ("exact", "over") for y in ("about", "under")]
    assert all(compatible(a, b) == compatible(b, a) for a, b in pairs)


NAMES = [
    ("教体局", "教育体育局", 0.6),
    ("云峰茶叶", "云峰茶叶有限公司", 0.8),
    ("县委办", "县委办公室", 0.8),
    ("农业农村局", "农业农村局", 0.0),
    ("第一小学", "第二十一小学", 0.0),
    ("理工大学", "云州大学", 0.0),
    ("云州大学", "云州理工大学", 0.0),
    ("国有云峰林场", "云峰林场", 0.67),
    ("委", "纪委", 0.0),
    ("宣传部", "组织部", 0.0),
]


@pytest.mark.parametrize(("one", "other", "score"), NAMES)
def test_long_and_short_names(one: str, other: str, score: float) -> None:
    assert similarity(one, other) == similarity(other, one) == score


def article(document: str, text: str, *mentions: Mention) -> Extraction:
    placed = tuple(replace(m, start=text.index(m.text), end=text.index(m.text) + len(m.text)) for m in mentions)
    placed = tuple(replace(m, raw_start=m.start, raw_end=m.end) for m in placed)
    return Extraction(Source(document, __import__("pathlib").Path(document), text, "0" * 64), text, placed)


def test_pairs_that_may_be_one_are_named_and_not_merged(made_up_gazetteer: object) -> None:
    county, town = Mention("PLACE", 0, 0, "青枫县", "t", link="970102"), Mention("PLACE", 0, 0, "石桥镇", "t", link="970102100")
    long, short = (Mention("ORG", 0, 0, name, "t", place="970102", canonical=f"青枫县{name}") for name in ("教育体育局", "教体局"))
    programme = Mention("PROGRAMME", 0, 0, "清泉工程", "t", kind="project", by=("970102",))
    store = memory_store(
        said(
            made_up_gazetteer,
            article("a", "青枫县教育体育局何一平推行清泉工程。", county, long, Mention("PERSON", 0, 0, "何一平", "t"), programme),
            article("b", "石桥镇教体局何一平说。", town, short, Mention("PERSON", 0, 0, "何一平", "t", posts=(("教体局", "局长"),))),
            article("c", "泽口市推行清泉工程。", Mention("PLACE", 0, 0, "泽口市", "t", link="9701"), replace(programme, by=("9701",))),
        )
    )
    assert [row[:4] for row in ready(store, "doubtful-pairs").rows] == [
        ("清泉工程", "清泉工程", Decimal("0.7"), "programme-same-name-nearby"),
        ("青枫县教体局", "青枫县教育体育局", Decimal("0.6"), "organisation-long-and-short-name"),
        ("何一平", "何一平", Decimal("0.5"), "person-same-name"),
    ]
    assert len(ready(store, "doubtful-pairs", {"above": "0.6"}).rows) == 2


def test_a_name_that_everybody_bears_is_paired_with_its_neighbours_only(made_up_gazetteer: object) -> None:
    many = [article(f"d{n:02}", "记者何一平", Mention("PERSON", 0, 0, "何一平", "t")) for n in range(20)]
    found = review(said(made_up_gazetteer, *many), ID_BASE)
    assert len(found.doubts) == 19 and found.doubts == review(said(made_up_gazetteer, *many[::-1]), ID_BASE).doubts


RULE = [
    ("place/141122", "place-by-code"),
    ("place/450223105203/安乐屯", "place-by-division-and-name"),
    ("place/nation/太行山", "place-known-by-name"),
    ("place/document%3Aa/南山", "within-document"),
    ("organisation/140882/河津市委", "organisation-by-place-and-name"),
    ("organisation/450223105203%2F安乐屯/村委会", "organisation-by-place-and-name"),
    ("organisation/nation/国务院", "organisation-of-the-nation"),
    ("programme/nation/三会一课", "programme-known-everywhere"),
    ("programme/1411/清泉工程", "programme-by-scope-and-name"),
    ("person/document%3Aa/王伟", "within-document"),
    ("person/nation/林武", "person-of-the-nation"),
    ("person/140882/李晓武/医生", "person-by-post-place-and-name"),
    ("person/nation%3A国务院/王伟", "person-by-national-body-and-name"),
]


@pytest.mark.parametrize(("iri", "expected"), RULE)
def test_the_rule_of_an_iri(iri: str, expected: str) -> None:
    assert rule(ID_BASE + iri, ID_BASE) == expected and expected in RULES


def test_entities_of_several_documents_or_names_say_why_they_are_one(gold_quads: list[Quad]) -> None:
    store = memory_store([*gold_quads, *review_quads(review(gold_quads, ID_BASE), Names())])
    assert [row[:5] for row in ready(store, "merges").rows] == [
        *((name, "举措", "programme-known-everywhere", 2, 1) for name in ("一村一策", "三会一课", "主题党日", "四议两公开")),
        ("交城县", "地方", "place-by-code", 1, 2), ("河津市", "地方", "place-by-code", 1, 2),
    ]  # fmt: skip


def post(organisation: str, name: str = "书记") -> dict[str, object]:
    return {"posts": ((organisation, name),)}


COUNTY, TOWN, CITY = "青枫县", "石桥镇", "泽口市"
# a person called 何一平 in two articles: (what is said of him in each, with a place named there) → the rule by which he is one, or None for two people
PEOPLE = [
    ("the same post", (COUNTY, post("县委")), (COUNTY, post("县委")), "person-by-post-place-and-name"),
    ("another post in the same place", (COUNTY, post("县委")), (COUNTY, post("县政府", "县长")), "person-by-post-place-and-name"),
    ("a post in another place", (COUNTY, post("县委")), (TOWN, post("石桥镇党委")), None),
    ("a name alone", (COUNTY, {}), (COUNTY, {}), None),
    ("a name alone beside a post", (COUNTY, post("县委")), (COUNTY, {}), None),
    ("a post without its body", (COUNTY, post("")), (COUNTY, post("")), None),
    ("a body of no known place", (COUNTY, post("某公司", "经理")), (COUNTY, post("某公司", "经理")), None),
    ("a post that the country has once", (COUNTY, post("", "总书记")), (CITY, post("", "总书记")), "person-of-the-nation"),
    ("one body of the nation", (COUNTY, post("国务院", "秘书")), (CITY, post("国务院", "司长")), "person-by-national-body-and-name"),
    ("two bodies of the nation", (COUNTY, post("国务院", "秘书")), (CITY, post("国家统计局", "处长")), None),
]


@pytest.mark.parametrize(("one", "other", "expected"), [row[1:] for row in PEOPLE], ids=[row[0] for row in PEOPLE])
def test_people_are_one_by_name_with_post_or_place_never_by_name_alone(
    made_up_gazetteer: object, one: tuple[str, dict[str, object]], other: tuple[str, dict[str, object]], expected: str | None
) -> None:
    codes = {COUNTY: "970102", TOWN: "970102100", CITY: "9701"}
    texts = [article(d, f"{place}何一平。", Mention("PLACE", 0, 0, place, "t", link=codes[place]), Mention("PERSON", 0, 0, "何一平", "t", **said))  # type: ignore[arg-type]
             for d, (place, said) in zip("ab", (one, other), strict=True)]  # fmt: skip
    found = [m for m in review(said(made_up_gazetteer, *texts), ID_BASE).merges if "/person/" in m.entity]
    assert [m.rule for m in found] == ([expected] if expected else [])
    assert all([e.removeprefix(ID_BASE) for e in m.evidence] == [f"mention/{d}/person/3-6" for d in "ab"] for m in found)


# mentions of an article, and those of a second, as (type, text, fields) → (entity, rule, the texts that met, by document)
COUNTY_COMMITTEE = ("ORG", "县委", {"place": "970102", "canonical": "青枫县委"})
MEETING = [
    ("a bare form and its full name", [COUNTY_COMMITTEE, ("ORG", "青枫县委", {"place": "970102", "canonical": "青枫县委"})], [],
     ("organisation/970102/青枫县委", "form-of-full-name", ["a 县委", "a 青枫县委"])),
    ("two names of a code", [("PLACE", "青枫县", {"link": "970102"}), ("PLACE", "青枫", {"link": "970102"})], [],
     ("place/970102", "place-by-code", ["a 青枫", "a 青枫县"])),
    ("the same form again and again", [COUNTY_COMMITTEE, COUNTY_COMMITTEE], [], None),
    ("two documents", [COUNTY_COMMITTEE, COUNTY_COMMITTEE], [COUNTY_COMMITTEE],
     ("organisation/970102/青枫县委", "organisation-by-place-and-name", ["a 县委", "b 县委"])),
    ("a post that names the body and a mention of it", [("PERSON", "何一平", post("青枫县委")), ("PLACE", "青枫县", {"link": "970102"})], [COUNTY_COMMITTEE],
     ("organisation/970102/青枫县委", "organisation-by-place-and-name", ["a 何一平", "b 县委"])),
    ("a county that one article only implies", [COUNTY_COMMITTEE], [("PLACE", "青枫县", {"link": "970102"})],
     ("place/970102", "place-by-code", ["a 县委", "b 青枫县"])),
    ("a programme's other form", [("PROGRAMME", "清泉工程", {"by": ("970102",)}), ("PROGRAMME", "清泉", {"canonical": "清泉工程"})], [],
     ("programme/970102/清泉工程", "form-of-full-name", ["a 清泉", "a 清泉工程"])),
    ("a hamlet of an unknown division", [("PLACE", "柳屯", {"link": "?/柳屯"}), ("PLACE", "柳屯村", {"link": "?/柳屯"})], [],
     ("place/document%3Aa/柳屯", "form-of-full-name", ["a 柳屯", "a 柳屯村"])),
]  # fmt: skip
Row = tuple[str, str, dict[str, object]]


@pytest.mark.parametrize(("first", "second", "expected"), [row[1:] for row in MEETING], ids=[row[0] for row in MEETING])
def test_each_merge_is_one_claim_with_rule_and_evidence(
    made_up_gazetteer: object, first: list[Row], second: list[Row], expected: tuple[str, str, list[str]] | None
) -> None:
    def made(document: str, rows: list[Row]) -> Extraction:
        text = "".join(f"{written}。" for _, written, _ in rows)
        starts = [sum(len(written) + 1 for _, written, _ in rows[:i]) for i in range(len(rows))]
        placed = [Mention(k, s, s + len(w), w, "t", raw_start=s, raw_end=s + len(w), **f) for (k, w, f), s in zip(rows, starts, strict=True)]  # type: ignore[arg-type]
        return replace(article(document, text), mentions=tuple(placed))

    found = said(made_up_gazetteer, *(made(d, rows) for d, rows in (("a", first), ("b", second)) if rows))
    claims = memory_store(found).query(
        "PREFIX fz: <https://w3id.org/fangzhi/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX prov: <http://www.w3.org/ns/prov#>"
        "SELECT ?claim ?entity ?rule ?mention ?text { ?claim a fz:Claim ; rdf:predicate fz:mergeRule ; rdf:subject ?entity ; rdf:object ?rule ;"
        " prov:wasDerivedFrom ?mention . ?mention fz:cleanText ?text }"
    )
    rows = [
        (r["claim"].value, r["entity"].value.removeprefix(ID_BASE), r["rule"].value, r["mention"].value.split("/")[-3] + " " + r["text"].value) for r in claims
    ]  # type: ignore[union-attr]
    if expected is None:
        assert not rows
        return
    entity, why, texts = expected
    mine = [r for r in rows if r[1] == entity]
    assert len({r[0] for r in mine}) == 1 and {r[2] for r in mine} == {why} and sorted(r[3] for r in mine) == texts
    assert validation(found).conforms


def test_a_merge_by_hand_is_its_own_reason_and_every_correction_can_be_asked_for(made_up: Extraction, made_up_gazetteer: object) -> None:
    entries = (Correction("merge", entity="organisation/970102/青枫县委", to="organisation/9701/泽口市委", note="合署", author="甲"),)
    both = [corrected(replace(made_up, source=replace(made_up.source, id=d)), Corrections(entries)) for d in ("a", "b")]
    found = [q for r in both for q in quads(r.extraction, gazetteer=made_up_gazetteer, revision=r)]  # type: ignore[arg-type]
    found += described(outcomes(Corrections(entries), touches(found), {"a", "b"}, Names()), Names())
    store = memory_store([*found, *review_quads(review(found, ID_BASE), Names())])
    assert ("泽口市委", "组织", "merged-by-correction", 2) in [row[:4] for row in ready(store, "merges").rows]
    ((entry, outcome, thing, note, author),) = ready(store, "corrections").rows
    assert (outcome, note, author) == ("applied", "合署", "甲") and str(entry).startswith("merge") and str(thing).endswith("泽口市委")


def test_the_review_of_nothing_is_empty() -> None:
    found = review((), ID_BASE)
    assert not (found.conflicts or found.doubts or found.merges or list(review_quads(found, Names())))


def test_a_figure_without_object_or_subject_conflicts_with_none(made_up: Extraction, made_up_gazetteer: object) -> None:
    def bare(document: str, value: float) -> Extraction:
        figure: Measurement = replace(made_up.measurements[0], value=value)
        return replace(made_up, source=replace(made_up.source, id=document), measurements=(figure,))

    assert not review(said(made_up_gazetteer, bare("a", 1), bare("b", 2)), ID_BASE).conflicts
