"""Confidences are chances counted on gold; what falls below the threshold is a candidate, and only the last threshold decides."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extract.confidence import asserted, calibrated, divided, existence, with_fields
from extract.format import as_json, from_json
from extract.pipeline import declared, extraction
from extract.rates import PATH, Layer, Rates, Rule, Tally, rates, read_rates
from extract.values import Candidate, Extraction, Field, Measurement, Mention, Source
from ontology.errors import LexiconError

TEXT = "桃林镇党委推行红烛夜话，修路5公里。"
TABLE = Rates(
    threshold=0.5,
    least=0.05,
    prior=10,
    bounds=(0.0, 0.5, 0.8),
    layers={
        "PROGRAMME": Layer(Tally(20, 15), {"quoted": Rule(Tally(20, 15), {0.5: Tally(10, 5), 0.8: Tally(10, 10)})}),
        "PLACE": Layer(Tally(98, 97), {"path": Rule(Tally(90, 90)), "site": Rule(Tally(8, 7))}),
        "PROGRAMME/candidate": Layer(Tally(100, 0), {"quoted": Rule(Tally(100, 0))}),
    },
)
PLACE = Mention("PLACE", 0, 3, "桃林镇", "path", 0.9, link="140101100", raw_start=0, raw_end=3)
BODY = Mention("ORG", 0, 5, "桃林镇党委", "official", 0.8, place="140101100", raw_start=0, raw_end=5, fields=(Field("place", "named", 0.7),))
TALKS = Mention("PROGRAMME", 7, 11, "红烛夜话", "quoted", 0.6, by=("桃林镇党委",), raw_start=7, raw_end=11, fields=(Field("by", "told", 0.6),))
ROAD = Measurement(
    14, 17, "5公里", 5, None, None, "公里", "exact", "路", "修", "红烛夜话", "result", None,
    "quantity-unit object-before subject-programme no-modality", 0.7, 14, 17,
)  # fmt: skip


def found(*items: Mention | Measurement, candidates: tuple[Candidate, ...] = ()) -> Extraction:
    mentions = tuple(with_fields(m) for m in items if isinstance(m, Mention))
    return Extraction(
        Source("a", Path("a.txt"), TEXT, "0"), TEXT, mentions, tuple(with_fields(m) for m in items if isinstance(m, Measurement)), candidates=candidates
    )


@pytest.mark.parametrize(
    ("layer", "rule", "said", "expected"),
    [
        ("PLACE", "path", 0.98, (90 + 10 * 0.98) / 100),  # the layer's mean is (97 + 1) / (98 + 2)
        ("PLACE", "site", None, (7 + 10 * 0.98) / 18),
        ("PROGRAMME", "quoted", 0.9, (10 + 10 * (15 + 10 * 16 / 22) / 30) / 20),  # the band is drawn towards its rule
        ("PROGRAMME", "quoted", 0.2, (15 + 10 * 16 / 22) / 30),  # no such band: the rule
        ("PLACE", "mine", 0.33, 0.33),  # what the table does not know keeps what it declares
        ("PLACE", "mine", None, 0.98),
        ("PERSON", "mine", 0.33, 0.33),
        ("PERSON", "mine", None, 0.5),
    ],
)
def test_a_chance_is_the_share_drawn_towards_what_is_above(layer: str, rule: str, said: float | None, expected: float) -> None:
    assert TABLE.chance(layer, rule, said) == pytest.approx(expected)


def test_every_part_of_a_figure_has_its_rule() -> None:
    fields = {f.name: f.rule for f in with_fields(ROAD).fields}
    assert fields == {
        "quantity": "quantity-unit", "object": "object-before", "action": "object-before", "subject": "subject-programme", "kind": "no-modality",
        "period": "period-none",
    }  # fmt: skip
    dated = with_fields(replace(ROAD, period="2024", action="", rule=ROAD.rule + " period-heading")).fields
    assert [f.rule for f in dated if f.name in ("action", "period")] == ["action-none", "period-heading"]


def test_a_place_is_linked_by_its_own_rule() -> None:
    assert with_fields(PLACE).fields == (Field("link", "path", 0.9),)
    assert with_fields(replace(PLACE, link=None)).fields == ()


def test_candidates_that_nobody_needs_to_see_are_let_go() -> None:
    passed = Candidate(replace(TALKS, confidence=0.1), "refused-by-model")
    assert calibrated(found(PLACE, candidates=(passed,)), TABLE).candidates == ()
    assert len(calibrated(found(PLACE, candidates=(passed,)), replace(TABLE, least=0.0)).candidates) == 1


def test_below_the_threshold_a_mention_is_a_candidate_and_what_names_it_is_not_asserted() -> None:
    whole = found(PLACE, BODY, TALKS, ROAD)
    low, high = divided(whole, 0.5), divided(whole, 0.65)
    assert [m.text for m in low.mentions] == ["桃林镇", "桃林镇党委", "红烛夜话"] and low.candidates == ()
    assert [m.text for m in high.mentions] == ["桃林镇", "桃林镇党委"]
    assert [(c.item.text, c.why, c.kind) for c in high.candidates] == [("红烛夜话", "below-threshold", "PROGRAMME")]
    (road,) = high.measurements
    assert not asserted(road, "subject") and asserted(road, "object") and road.subject == "红烛夜话"
    assert asserted(low.measurements[0], "subject")


def test_a_figure_without_a_sure_quantity_is_a_candidate() -> None:
    (passed,) = divided(found(ROAD), 0.8).candidates
    assert passed.kind == "QUANTITY" and passed.item.text == "5公里"


def test_what_comes_from_elsewhere_is_asserted() -> None:
    assert asserted(PLACE, "link") and asserted(ROAD, "subject")


thresholds = st.floats(0, 1)
chances = st.floats(0, 1).map(lambda x: round(x, 4))


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """The extraction with any confidences."""
    items = [replace(with_fields(i), confidence=draw(chances)) for i in (PLACE, BODY, TALKS, ROAD)]
    sure = [replace(i, fields=tuple(replace(f, confidence=draw(chances)) for f in i.fields)) for i in items]
    refused = Candidate(replace(TALKS, start=12, end=13, text="修", confidence=draw(chances), fields=(), raw_start=12, raw_end=13), "refused-by-model")
    mentions, figures = tuple(i for i in sure if isinstance(i, Mention)), tuple(i for i in sure if isinstance(i, Measurement))
    return replace(found(candidates=(refused,)), mentions=mentions, measurements=figures)


@given(extractions(), thresholds, thresholds)
def test_only_the_last_threshold_decides(whole: Extraction, one: float, other: float) -> None:
    assert divided(divided(whole, one), other) == divided(whole, other)


@given(extractions(), thresholds)
def test_asserted_and_candidates_are_apart_and_nothing_is_lost(whole: Extraction, threshold: float) -> None:
    parted = divided(whole, threshold)
    sure = {(type(i), i.start, i.end, i.text) for i in (*parted.mentions, *parted.measurements)}
    passed = {(type(c.item), c.item.start, c.item.end, c.item.text) for c in parted.candidates}
    assert not sure & passed and len(sure) + len(passed) == 5
    assert all(existence(i) >= threshold for i in (*parted.mentions, *parted.measurements))
    assert all(f.asserted <= (f.confidence >= threshold) for i in (*parted.mentions, *parted.measurements) for f in i.fields)


@given(extractions(), thresholds)
def test_candidates_and_fields_read_back(whole: Extraction, threshold: float) -> None:
    parted = divided(whole, threshold)
    assert from_json(as_json(parted)) == replace(parted, source=replace(parted.source, raw=""))


@given(st.sampled_from(["PLACE", "PROGRAMME", "PERSON", "MEASUREMENT/object"]), st.sampled_from(["path", "quoted", "mine"]), st.none() | st.floats(0, 1))
def test_a_chance_is_never_outside_0_and_1(layer: str, rule: str, said: float | None) -> None:
    assert 0 <= TABLE.chance(layer, rule, said) <= 1
    assert 0 <= rates().chance(layer, rule, said) <= 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("threshold: 0.5\nleast: 0\nprior: 10\nbounds: [0.0]\nlayers: {PLACE: {path: {all: [3, 2]}}}\n", "PLACE path: 3 of 2 cannot be right"),
        ("threshold: 2\nleast: 0\nprior: 10\nbounds: [0.0]\nlayers: {}\n", "not what they can be"),
        ("threshold: 0.5\nleast: 0.6\nprior: 10\nbounds: [0.0]\nlayers: {}\n", "not what they can be"),
        ("threshold: 0.5\nleast: 0\nprior: 10\nbounds: [0.5, 0.2]\nlayers: {}\n", "not what they can be"),
        ("threshold: 0.5\n", "no table of confidences"),
        ("[", "no table of confidences"),
        ("threshold: 0.5\nleast: 0\nprior: 10\nbounds: [0.0]\nlayers: {PLACE: {path: [3, 2]}}\n", "no table of confidences"),
    ],
    ids=["more right than found", "threshold", "least", "bounds", "keys missing", "not YAML", "no counts"],
)
def test_a_broken_table_is_named(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "confidence.yaml").write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=what) as fault:
        read_rates(tmp_path / "confidence.yaml")
    assert "confidence.yaml" in str(fault.value)


def test_our_table_is_sound_and_knows_every_layer() -> None:
    table = read_rates(PATH)
    assert {"PLACE", "PLACE/link", "ORG", "ORG/place", "PERSON", "PERSON/posts", "PROGRAMME", "PROGRAMME/by", "PROGRAMME/kind"} <= table.layers.keys()
    assert {f"MEASUREMENT/{name}" for name in ("quantity", "object", "action", "subject", "kind", "period")} <= table.layers.keys()
    assert 0 < table.least < table.threshold == 0.5


ARTICLE = """桃林镇：小课堂办出大成效

交城县西营镇党委推行“红烛夜话”制度，这是一个好办法。镇党委书记王明说，“一根针”要穿起千条线。全镇投入23万元，修路5公里，占全县的15%。
"""


@pytest.mark.model
def test_what_the_pipeline_says_is_calibrated_and_candidates_stand_where_they_say(nlp: Language) -> None:
    source = Source("a", Path("a.txt"), ARTICLE, "0")
    whole = extraction(nlp, source)
    items = [*whole.mentions, *whole.measurements, *(c.item for c in whole.candidates)]
    assert items and whole.candidates
    for item in items:
        assert 0 <= item.confidence <= 1 and all(0 <= f.confidence <= 1 for f in item.fields)
        assert whole.text[item.start : item.end] == item.text and 0 <= item.raw_start < item.raw_end <= len(ARTICLE)
    touched = {i for item in (*whole.mentions, *whole.measurements) for i in range(item.start, item.end)}
    assert all(touched.isdisjoint(range(c.item.start, c.item.end)) for c in whole.candidates if c.why != "below-threshold")
    for m in (*whole.mentions, *whole.measurements):
        assert existence(m) >= rates().threshold and (m.fields or m.rule == "place-ambiguous")
    said = declared(nlp, source)
    assert [m.text for m in divided(calibrated(said, rates()), 0.0).mentions] == [m.text for m in said.mentions]


@pytest.mark.model
def test_a_higher_threshold_asserts_less_and_none_asserts_all(nlp: Language) -> None:
    whole = extraction(nlp, Source("a", Path("a.txt"), ARTICLE, "0"))
    sizes = [len(divided(whole, t).mentions) for t in (0.0, 0.5, 0.9, 0.99, 1.0)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1] == 0
