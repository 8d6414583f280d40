"""A graph says how sure each field is, asserts nothing below the threshold, and keeps candidates apart from its facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from extract.confidence import asserted, divided
from extract.values import Candidate, Extraction, Field, Measurement, Mention
from graph.candidates import COLUMNS, candidate_rows
from graph.corrections import Correction, Corrections
from graph.explain import explanation
from graph.facts import QuadFacts, StoreFacts
from graph.merge import network
from graph.places import Gazetteer
from graph.query import question, questions, ready
from graph.revision import corrected
from graph.store import memory_store
from graph.tables import rows
from graph.triples import quads
from graph.validate import validation
from ontology.terms import FZ, ID_BASE, STD

FIELDS = {"PLACE": ("link",), "ORG": ("place",), "PERSON": ("posts",), "PROGRAMME": ("kind", "by")}
FIGURE = ("quantity", "object", "action", "subject", "kind", "period")


def judged(whole: Extraction, chance: float = 0.9, **fields: float) -> Extraction:
    """The extraction with a confidence for everything; `fields` those of some fields."""

    def sure(names: tuple[str, ...]) -> tuple[Field, ...]:
        return tuple(Field(name, f"{name}-rule", fields.get(name, chance)) for name in names)

    mentions = tuple(replace(m, confidence=chance, fields=sure(FIELDS[m.type])) for m in whole.mentions)
    return replace(whole, mentions=mentions, measurements=tuple(replace(m, fields=sure(FIGURE)) for m in whole.measurements))


def passed(whole: Extraction) -> Extraction:
    """The extraction with a refused programme and a refused figure."""
    programme = Candidate(Mention("PROGRAMME", 6, 8, whole.text[6:8], "quoted", 0.2, raw_start=6, raw_end=8), "refused-by-model")
    number = Measurement(0, 2, whole.text[0:2], 3.0, None, None, "户", "exact", "", "", None, "result", None, "quantity-unit ordinal", 0.1, 0, 2)
    return replace(whole, candidates=(programme, Candidate(number, "refused-by-rule")))


def graph(whole: Extraction, gazetteer: Gazetteer) -> list[Quad]:
    return list(quads(whole, gazetteer=gazetteer))


@pytest.mark.parametrize(
    ("field", "predicate", "before", "after"),
    [
        ("subject", FZ.ABOUT, 2, 0),
        ("place", FZ.OF_PLACE, 1, 1),  # the post of the person says it too
        ("posts", STD.HAS_MEMBERSHIP, 1, 0),
        ("by", FZ.CARRIED_OUT_BY, 1, 0),
        ("action", FZ.ACTION, 3, 0),
        ("object", FZ.OBJECT, 1, 0),
        ("period", FZ.PERIOD, 1, 0),
        ("link", STD.HAS_BODY, 9, 6),
    ],
)
def test_a_field_below_the_threshold_is_not_asserted(
    made_up: Extraction, made_up_gazetteer: Gazetteer, field: str, predicate: str, before: int, after: int
) -> None:
    def told(chance: float) -> int:
        whole = divided(judged(made_up, **{field: chance}), 0.5)
        return sum(q.predicate.value == predicate for q in graph(whole, made_up_gazetteer))

    assert (told(0.5), told(0.49)) == (before, after)


def test_an_unsure_subject_and_an_unsure_link_are_candidates(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    whole = divided(judged(made_up, subject=0.4, link=0.4), 0.5)
    found = {str(q.object.value) for q in graph(whole, made_up_gazetteer) if q.predicate.value == FZ.CANDIDATE and isinstance(q.object, object)}  # type: ignore[union-attr]
    assert found == {"970102", "970102100", "970102100201", "清泉工程"}


def test_each_mention_and_each_claim_says_how_sure_it_is(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    facts = QuadFacts(graph(divided(judged(made_up, subject=0.7, by=0.6, posts=0.8), 0.5), made_up_gazetteer))
    claims = {facts.one(c, STD.PREDICATE): (facts.one(c, FZ.RULE), facts.one(c, FZ.CONFIDENCE)) for c in facts.of_type(FZ.CLAIM)}
    assert claims[FZ.ABOUT] == ("subject-rule", "0.7") and claims[FZ.CARRIED_OUT_BY] == ("by-rule", "0.6")
    assert claims[STD.HAS_MEMBERSHIP] == ("posts-rule", "0.8")
    figure = next(m for m in facts.of_type(FZ.MENTION) if facts.one(m, FZ.CLEAN_TEXT) == "23万元")
    assert facts.one(figure, FZ.SUBJECT_CONFIDENCE) == "0.7" and facts.one(figure, FZ.OBJECT_CONFIDENCE) == "0.9"


def test_candidates_are_spans_without_a_body(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    found = graph(passed(made_up), made_up_gazetteer)
    facts = QuadFacts(found)
    for iri in facts.of_type(FZ.UNASSERTED):
        assert not facts.all(iri, STD.HAS_BODY) and FZ.MENTION not in facts.all(iri, STD.TYPE)
    assert validation(found).conforms
    assert [(row["may_be"], row["confidence"], row["reason"]) for row in candidate_rows(found)] == [
        ("Programme", "0.2", "refused-by-model"),
        ("Measurement", "0.1", "refused-by-rule"),
    ]
    for row in candidate_rows(found):
        assert tuple(row) == COLUMNS and made_up.source.raw[int(row["raw_start"]) : int(row["raw_end"])] == row["text"]
    without = graph(made_up, made_up_gazetteer)
    assert rows(network(found)) == rows(network(without))


@pytest.mark.parametrize("name", sorted({q.name for q in questions()} - {"candidates"}))
def test_no_ready_question_takes_a_candidate_for_a_fact(made_up: Extraction, made_up_gazetteer: Gazetteer, name: str) -> None:
    values = {p.name: "青枫县" if p.kind == "place" else p.example for p in question(name).parameters if not p.optional}
    with_them, without = (memory_store(graph(whole, made_up_gazetteer)) for whole in (passed(made_up), made_up))
    assert ready(with_them, name, values).rows == ready(without, name, values).rows


def test_the_question_for_candidates_has_them(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    store = memory_store(graph(passed(made_up), made_up_gazetteer))
    assert [row[1] for row in ready(store, "candidates", {}).rows] == ["Programme", "Measurement"]
    assert [row[1] for row in ready(store, "candidates", {"least": "0.15"}).rows] == ["Programme"]


def test_an_explanation_shows_fields_candidates_and_the_reason(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    whole = divided(judged(passed(made_up), subject=0.4), 0.5)
    facts = StoreFacts(memory_store(graph(whole, made_up_gazetteer)))
    figure = next(f for f in facts.of_type(FZ.MEASUREMENT) if facts.one(f, STD.LABEL).startswith("受益"))
    (piece,) = explanation(facts, figure, ID_BASE).evidence
    assert dict(piece.fields)["subject"] == "0.4" and piece.candidates == ("清泉工程",)
    candidate = next(iri for iri in facts.of_type(FZ.UNASSERTED) if "programme" in iri)
    (shown,) = explanation(facts, candidate, ID_BASE).evidence
    assert shown.why == "refused-by-model" and explanation(facts, candidate, ID_BASE).kind == "Candidate"


def test_a_table_has_the_confidence_of_each_field(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    table = rows(network(graph(divided(judged(made_up, object=0.6, kind=0.8), 0.5), made_up_gazetteer)))["measurements.csv"]
    assert {(row["object_confidence"], row["status_confidence"], row["quantity_confidence"]) for row in table} == {("0.6", "0.8", "0.9")}


def test_what_a_correction_says_is_sure_and_the_rest_is_as_sure_as_it_was(made_up: Extraction) -> None:
    whole = divided(judged(made_up, link=0.3, subject=0.3, object=0.4), 0.5)
    said = (
        Correction("relink", "PLACE", text="柳坪村", to="970102100"),
        Correction("change", "FIGURE", text="23万元", fields=(("object", "水渠"),)),
    )
    found = corrected(whole, Corrections(said)).extraction
    place = next(m for m in found.mentions if m.text == "柳坪村")
    figure = next(m for m in found.measurements if m.text == "23万元")
    assert place.link == "970102100" and asserted(place, "link")
    assert figure.object == "水渠" and asserted(figure, "object") and not asserted(figure, "subject")


def test_a_candidate_that_a_correction_adds_is_none_any_more(made_up: Extraction) -> None:
    text = made_up.text.replace("青楓縣新聞", "青枫县新闻")  # as the program's own cleaning gives it
    whole = passed(replace(made_up, text=text, source=replace(made_up.source, raw=text)))
    said = Correction("add", "PROGRAMME", document="made-up", text=whole.source.raw[6:8], span=(6, 8), fields=(("kind", "project"),))
    found = corrected(whole, Corrections((said,))).extraction
    assert any(m.type == "PROGRAMME" and m.raw_start == 6 for m in found.mentions)
    assert [c.kind for c in found.candidates] == ["QUANTITY"]


chances = st.floats(0, 1).map(lambda x: round(x, 4))


@given(st.lists(chances, min_size=6, max_size=6), st.dictionaries(st.sampled_from([*FIGURE, "link", "place", "posts", "by"]), chances), chances)
def test_nothing_below_the_threshold_is_in_the_graph_as_a_fact(
    made_up: Extraction, made_up_gazetteer: Gazetteer, sure: list[float], fields: dict[str, float], threshold: float
) -> None:
    whole = judged(made_up, **fields)
    whole = replace(whole, mentions=tuple(replace(m, confidence=c) for m, c in zip(whole.mentions, sure, strict=True)))
    found = graph(divided(whole, threshold), made_up_gazetteer)
    facts = QuadFacts(found)
    assert all(float(facts.one(m, FZ.CONFIDENCE)) >= threshold for m in facts.of_type(FZ.MENTION) if "/quantity/" not in m)
    assert all(float(facts.one(m, FZ.QUANTITY_CONFIDENCE)) >= threshold for m in facts.of_type(FZ.MENTION) if "/quantity/" in m)
    assert all(float(facts.one(m, FZ.CONFIDENCE)) < threshold for m in facts.of_type(FZ.UNASSERTED) if "/quantity/" not in m)
    for claim in facts.of_type(FZ.CLAIM):
        assert float(facts.one(claim, FZ.CONFIDENCE) or 1) >= threshold
    for name, predicate in (("object", FZ.OBJECT), ("action", FZ.ACTION), ("period", FZ.PERIOD)):
        if fields.get(name, 0.9) < threshold:
            assert not any(q.predicate == NamedNode(predicate) for q in found)
