"""Corrections: what each does to an extraction and its graph, which contradict each other, and that order and repetition change nothing."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from extract.values import Extraction, Mention
from graph.corrections import Correction, Corrections, contradictions
from graph.outcomes import described, outcomes, touches
from graph.revision import Revision, corrected
from graph.triples import quads
from graph.validate import validation
from ontology.iri import Names
from ontology.terms import FZ, STD

ID = "https://w3id.org/fangzhi/id/"
D = "made-up"
VILLAGE, OTHER = "970102100201", "970102100202"


@pytest.fixture(scope="module")
def made_up(made_up: Extraction) -> Extraction:
    """The made-up article with its first line cleaned, as the program's own cleaning gives it."""
    text = made_up.text.replace("青楓縣新聞", "青枫县新闻")
    return replace(made_up, text=text, source=replace(made_up.source, raw=text))


def one(action: str, kind: str = "", **fields: object) -> Correction:
    return Correction(action, kind, **fields)  # type: ignore[arg-type]


def revised(extraction: Extraction, *entries: Correction) -> Revision:
    return corrected(extraction, Corrections(entries))


def graph(revision: Revision, gazetteer: object) -> list[Quad]:
    return list(quads(revision.extraction, gazetteer=gazetteer, revision=revision))  # type: ignore[arg-type]


def facts(found: list[Quad], subject: str, predicate: str) -> set[str]:
    return {str(q.object.value).removeprefix(ID) for q in found if q.subject == NamedNode(ID + subject) and q.predicate.value == predicate}  # type: ignore[union-attr]


def named(extraction: Extraction, text: str) -> Mention:
    return next(m for m in extraction.mentions if m.text == text)


def test_without_corrections_nothing_changes(made_up: Extraction) -> None:
    assert corrected(made_up, Corrections()).extraction is made_up
    assert revised(made_up, one("reject", "PLACE", text="别处")).extraction == made_up


def test_reject_a_mention_a_figure_and_a_relation(made_up: Extraction, made_up_gazetteer: object) -> None:
    figure = made_up.measurements[0]
    relation = ("programme/970102/清泉工程", "fz:carriedOutBy", f"place/{VILLAGE}")
    entries = (
        one("reject", "ORG", text="县委"),
        one("reject", "FIGURE", document=D, span=(figure.raw_start, figure.raw_end), text="23万元"),
        one("reject", "RELATION", relation=relation),
    )
    revision = revised(made_up, *entries)
    found = graph(revision, made_up_gazetteer)
    assert [m.text for m in revision.extraction.mentions if m.type == "ORG"] == []
    assert [f.text for f in revision.extraction.measurements] == ["2000至3000户", "约1.5万元"]
    assert not facts(found, relation[0], FZ.CARRIED_OUT_BY) and facts(found, relation[0], STD.TYPE)
    assert {s for _, s in touches(found)} == {
        ID + f"mention/{D}/org/{made_up.mentions[3].raw_start}-{made_up.mentions[3].raw_end}",
        ID + f"measurement/{D}/{figure.raw_start}-{figure.raw_end}",
        Names().claim(D, *(ID + part for part in (relation[0],)), FZ.CARRIED_OUT_BY, ID + relation[2]),  # type: ignore[arg-type]
    }
    assert validation(found).conforms


def test_a_post_can_be_rejected(made_up: Extraction, made_up_gazetteer: object) -> None:
    person = "person/970102/何一平"
    (membership,) = facts(graph(Revision(made_up), made_up_gazetteer), person, STD.HAS_MEMBERSHIP)
    found = graph(revised(made_up, one("reject", "RELATION", relation=(person, "org:hasMembership", membership), document=D)), made_up_gazetteer)
    assert not facts(found, person, STD.HAS_MEMBERSHIP) and not facts(found, membership, STD.TYPE)
    assert validation(found).conforms


def test_relink_takes_what_refers_to_the_place_along(made_up: Extraction) -> None:
    found = revised(made_up, one("relink", "PLACE", text="柳坪村", to=OTHER)).extraction
    assert (named(found, "柳坪村").link, named(found, "柳坪村").rule, named(found, "柳坪村").confidence) == (OTHER, "correction-relink", 1.0)
    assert found.measurements[0].subject == OTHER and named(found, "清泉工程").by == (OTHER,)


@pytest.mark.parametrize(("to", "about"), [(OTHER, OTHER), ("县委", "县委"), ("清泉工程", "清泉工程"), ("没有的局", VILLAGE)])
def test_a_figure_is_led_only_to_what_the_article_knows(made_up: Extraction, made_up_gazetteer: object, to: str, about: str) -> None:
    entries = (one("relink", "FIGURE", text="23万元", document=D, to=to), one("change", "FIGURE", text="约1.5万元", fields=(("subject", to), ("object", "款"))))
    revision = revised(made_up, *entries)
    figure, _, other = revision.extraction.measurements
    assert figure.subject == about and (other.object == "款") is (to == about)
    found = graph(revision, made_up_gazetteer)
    assert facts(found, f"measurement/{D}/{figure.raw_start}-{figure.raw_end}", FZ.ABOUT)
    for result in outcomes(Corrections(entries), touches(found), [D], Names()):
        assert result.status == ("applied" if to == about else "stale") and (f"is called {to}" in result.why) is (to != about)


def test_relink_of_one_of_two_mentions_leaves_the_references(made_up: Extraction) -> None:
    again = replace(named(made_up, "柳坪村"), start=0, end=3, text=made_up.text[:3], raw_start=0, raw_end=3)
    two = replace(made_up, mentions=(again, *made_up.mentions))
    assert revised(two, one("relink", "PLACE", text="柳坪村", to=OTHER)).extraction.measurements[0].subject == VILLAGE


def test_a_rejected_place_takes_its_references_away(made_up: Extraction, made_up_gazetteer: object) -> None:
    revision = revised(made_up, one("reject", "PLACE", text="柳坪村"))
    assert revision.extraction.measurements[0].subject is None and named(revision.extraction, "清泉工程").by == ()
    assert ID + f"place/{VILLAGE}" not in {str(q.subject) for q in graph(revision, made_up_gazetteer)}


def test_retype_and_change(made_up: Extraction) -> None:
    entries = (
        one("retype", "PROGRAMME", text="清泉工程", to="ORG", fields=(("place", "970102"), ("name", "清泉工程办"))),
        one("change", "FIGURE", text="23万元", fields=(("value", 32.0), ("object", "水渠"))),
        one("change", "PERSON", text="何一平", document=D, fields=(("posts", (("县政府", "县长"),)),)),
    )
    found = revised(made_up, *entries).extraction
    programme = named(found, "清泉工程")
    assert (programme.type, programme.place, programme.canonical, programme.by, programme.kind) == ("ORG", "970102", "清泉工程办", (), None)
    assert (found.measurements[0].value, found.measurements[0].object) == (32.0, "水渠")
    assert named(found, "何一平").posts == (("县政府", "县长"),)


def test_bounds_and_values_take_each_other_away(made_up: Extraction) -> None:
    entries = (
        one("change", "FIGURE", text="23万元", fields=(("min", 20.0), ("max", 30.0))),
        one("change", "FIGURE", text="2000至3000户", fields=(("value", 9.0),)),
    )
    first, second, _ = revised(made_up, *entries).extraction.measurements
    assert (first.value, first.min, first.max, second.value, second.min, second.max) == (None, 20.0, 30.0, 9.0, None, None)


def test_the_narrower_target_wins(made_up: Extraction) -> None:
    village = named(made_up, "柳坪村")
    entries = (
        one("reject", "PLACE", text="柳坪村"),
        one("relink", "PLACE", text="柳坪村", document=D, to="970102"),
        one("relink", "PLACE", text="柳坪村", document=D, span=(village.raw_start, village.raw_end), to=OTHER),
    )
    found = revised(made_up, *entries)
    assert named(found.extraction, "柳坪村").link == OTHER
    assert {c for _, c in found.touched} == {entries[2]}


def test_a_span_is_found_again_when_the_article_was_edited(made_up: Extraction) -> None:
    entry = one("relink", "PLACE", document=D, span=(1, 4), text="柳坪村", to=OTHER)
    assert named(revised(made_up, entry).extraction, "柳坪村").link == OTHER
    assert revised(made_up, replace(entry, text="柳坪镇")).touched == ()


def test_add_a_mention_a_figure_and_a_relation(made_up: Extraction, made_up_gazetteer: object) -> None:
    entries = (
        one("add", "PERSON", document=D, text="县委书记"),
        one("add", "FIGURE", document=D, text="每户", fields=(("value", 1.0), ("unit", "户"), ("object", "农户"))),
        one("add", "RELATION", document=D, text="柳坪村投入", relation=("programme/970102/清泉工程", "fz:partOf", "programme/970102/治水工程")),
        one("add", "PLACE", document=D, text="无此处", fields=(("link", "970102"),)),
        one("add", "RELATION", document=D, text="青枫县石桥镇", relation=("organisation/970102/水利局", "fz:ofPlace", "place/970102")),
    )
    revision = revised(made_up, *entries)
    for item in (*revision.extraction.mentions, *revision.extraction.measurements):
        assert made_up.text[item.start : item.end] == item.text
    found = graph(revision, made_up_gazetteer)
    assert facts(found, "programme/970102/清泉工程", FZ.PART_OF) == {"programme/970102/治水工程"}
    assert facts(found, "organisation/970102/水利局", FZ.OF_PLACE) == {"place/970102"}
    results = outcomes(Corrections(entries), touches(found), {D}, Names())
    assert [r.status for r in results] == ["applied", "applied", "applied", "stale", "applied"]
    assert validation(found).conforms


def test_what_is_added_in_noisy_text_lies_on_whole_raw_characters() -> None:
    from pathlib import Path

    from extract.clean import clean
    from extract.values import Source

    raw = "交城縣(xiàn)新聞(wén)\n投入23萬(wàn)元,,修路。"
    extraction = Extraction(Source("n", Path("n.txt"), raw, "0" * 64), clean(raw).text)
    for written in ("23萬(wàn)元", "23万元"):
        (figure,) = revised(extraction, one("add", "FIGURE", document="n", text=written, fields=(("value", 23.0), ("unit", "万元")))).extraction.measurements
        assert (figure.text, raw[figure.raw_start : figure.raw_end], extraction.text[figure.start : figure.end]) == ("23万元", "23萬(wàn)元", "23万元")


def test_rename_merge_and_split(copies: object, made_up: Extraction, made_up_gazetteer: object) -> None:
    entries = (
        one("merge", entity="organisation/970102/青枫县委", to="organisation/9701/泽口市委"),
        one("rename", entity="organisation/9701/泽口市委", to="中共泽口市委"),
        one("split", entity="何一平", document=D, to="教师"),
        one("rename", entity="place/970102", to="青枫市"),
    )
    found = graph(revised(made_up, *entries), made_up_gazetteer)
    assert facts(found, "organisation/9701/泽口市委", STD.LABEL) == {"中共泽口市委"}
    assert facts(found, "organisation/9701/泽口市委", STD.ALT_LABEL) == {"县委", "青枫县委", "泽口市委"}
    assert facts(found, "organisation/9701/泽口市委", FZ.OF_PLACE) == {"place/9701"}
    assert not facts(found, "organisation/970102/青枫县委", STD.TYPE)
    assert facts(found, "person/970102/何一平/教师", STD.LABEL) == {"何一平"} and not facts(found, "person/970102/何一平", STD.TYPE)
    assert facts(found, "place/970102", STD.LABEL) == {"青枫市"} and "青枫县" in facts(found, "place/970102", STD.ALT_LABEL)
    assert {r.status for r in outcomes(Corrections(entries), touches(found), {D}, Names())} == {"applied"}
    assert validation(found).conforms


def test_places_merge_with_all_that_refers_to_them(made_up: Extraction) -> None:
    found = revised(made_up, one("merge", entity=f"place/{VILLAGE}", to="place/970102100"), one("merge", entity="place/970102100", to="place/970102"))
    assert {m.link for m in found.extraction.mentions if m.type == "PLACE"} == {"970102"} and found.extraction.measurements[0].subject == "970102"


def test_a_merge_by_label_stays_in_its_place(made_up: Extraction, made_up_gazetteer: object) -> None:
    found = graph(revised(made_up, one("merge", entity="青枫县委", to="中共青枫县委员会")), made_up_gazetteer)
    assert facts(found, "organisation/970102/中共青枫县委员会", FZ.OF_PLACE) == {"place/970102"}


CONTRADICTIONS = [
    ((one("reject", "PLACE", text="甲"), one("relink", "PLACE", text="甲", to="14")), 2),
    ((one("relink", "PLACE", text="甲", to="15"), one("relink", "PLACE", text="甲", to="14")), 2),
    ((one("relink", "PLACE", text="甲", to="14"), one("relink", "PLACE", text="甲", to="14", note="同")), 0),
    ((one("relink", "PLACE", text="甲", to="15", document="d"), one("relink", "PLACE", text="甲", to="14")), 0),
    ((one("rename", entity="甲", to="乙"), one("rename", entity="甲", to="丙")), 2),
    ((one("rename", entity="甲", to="乙"), one("merge", entity="甲", to="丙")), 0),
    ((one("merge", entity="甲", to="乙"), one("merge", entity="乙", to="甲")), 2),
    ((one("merge", entity="甲", to="乙"), one("merge", entity="甲", to="丙")), 2),
    ((one("reject", "RELATION", relation=("a", "b", "c")), one("add", "RELATION", relation=("a", "b", "c"))), 2),
    ((one("retype", "PLACE", text="甲", to="ORG"), one("retype", "PLACE", text="甲", to="PERSON"), one("reject", "PLACE", text="乙")), 2),
]


@pytest.mark.parametrize(("entries", "number"), CONTRADICTIONS, ids=[" | ".join(map(str, e)) for e, _ in CONTRADICTIONS])
def test_contradictions(entries: tuple[Correction, ...], number: int) -> None:
    assert len(contradictions(entries)) == len(contradictions(entries[::-1])) == number


def test_contradictory_entries_are_not_used_and_say_so(made_up: Extraction, made_up_gazetteer: object) -> None:
    entries = (
        one("relink", "PLACE", text="柳坪村", to=OTHER, line=1),
        one("reject", "PLACE", text="柳坪村", line=4),
        one("reject", "ORG", text="没有", line=7),
    )
    revision = revised(made_up, *entries)
    assert revision.extraction == made_up
    results = outcomes(revision.corrections, touches(graph(revision, made_up_gazetteer)), {D}, Names())
    assert [(r.status, r.why) for r in results] == [
        ("contradictory", "says otherwise than line 4"), ("contradictory", "says otherwise than line 1"),
        ("stale", "this build has nothing like its target any more"),
    ]  # fmt: skip
    said = list(described(results, Names()))
    assert {q.graph_name for q in said} == {NamedNode(ID + "graph/corrections")}
    assert sum(q.predicate.value == FZ.CONTRADICTS for q in said) == 2


TEXTS = st.sampled_from(["青枫县", "石桥镇", "柳坪村", "县委", "何一平", "清泉工程", "23万元", "书记", "每户"])
WHERE = st.sampled_from(["", D])
KINDS = st.sampled_from(["PLACE", "ORG", "PERSON", "PROGRAMME", "FIGURE"])
LINKS = st.sampled_from([OTHER, "970102", VILLAGE])
PLACES = st.sampled_from([f"place/{VILLAGE}", "place/970102100", "place/970102"])
SPANS = st.sampled_from([(6, 9), (9, 12), (12, 15)])
ENTRIES = st.one_of(
    st.builds(one, st.just("reject"), KINDS, document=WHERE, text=TEXTS),
    st.builds(one, st.just("relink"), st.just("PLACE"), document=WHERE, text=TEXTS, to=LINKS),
    st.builds(one, st.just("retype"), KINDS.filter(lambda k: k != "FIGURE"), text=TEXTS, to=st.sampled_from(["ORG", "PERSON", "PROGRAMME"])),
    st.builds(one, st.just("merge"), entity=PLACES, to=PLACES).filter(lambda c: c.entity != c.to),
    st.builds(one, st.just("add"), st.just("PLACE"), document=st.just(D), text=TEXTS, fields=LINKS.map(lambda link: (("link", link),))),
    st.builds(one, st.just("reject"), st.just("PLACE"), document=st.just(D), span=SPANS, text=TEXTS),
)


@given(entries=st.lists(ENTRIES, max_size=6), seed=st.integers(0, 99))
def test_applying_is_idempotent_and_order_does_not_matter(made_up: Extraction, entries: list[Correction], seed: int) -> None:
    once = corrected(made_up, Corrections(tuple(entries)))
    assert corrected(once.extraction, once.corrections).extraction == once.extraction
    mixed = random.Random(seed).sample(entries, len(entries))
    again = corrected(made_up, Corrections(tuple(mixed)))
    assert (again.extraction, again.touched) == (once.extraction, once.touched)
    assert once.corrections.digest == again.corrections.digest
    for item in (*once.extraction.mentions, *once.extraction.measurements):
        assert made_up.text[item.start : item.end] == item.text


@given(entries=st.lists(ENTRIES, max_size=5))
def test_a_corrected_graph_is_sound(made_up: Extraction, made_up_gazetteer: object, copies: Callable[[str], object], entries: list[Correction]) -> None:
    revision = revised(made_up, *entries)
    found = graph(revision, made_up_gazetteer)
    subjects = {q.subject for q in found}
    assert {q.object for q in found if q.predicate.value == STD.HAS_BODY} <= subjects
    assert all(len(facts(found, f"place/{c}", STD.LABEL)) <= 1 for c in ("97", "970102", OTHER))
