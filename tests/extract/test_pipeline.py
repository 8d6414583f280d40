"""The pipeline's steps are named, its guards hold, and a document's extraction depends on that document alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extract.annotations import add_measurements, add_mentions, as_spans, clean_of, measurements_of, mentions_of
from extract.clean import CleanText
from extract.pipeline import COMPONENTS, document, extraction, extractions, guarded_measurements, guarded_mentions
from extract.values import Measurement, Mention, Source, Zone

TEXT = "杏花县本报记者 张平\n桃林镇党委投入3万元。"
PERSON = Mention("PERSON", 8, 10, "张平", "statistical")
PLACE = Mention("PLACE", 0, 3, "杏花县", "path")
TOWN = Mention("PLACE", 11, 14, "桃林镇", "path")
FIGURE = Measurement(18, 21, "3万元", 3, None, None, "万元", "exact", "", "投入", None, "result", None, "number")
BYLINE = replace(CleanText.of(TEXT), zones=(Zone(0, 10, "byline"),))
HEADING = replace(CleanText.of(TEXT), zones=(Zone(0, 10, "title"),))
DAMAGED = replace(CleanText.of(TEXT), damaged=((13, 21),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CleanText.of(TEXT), ["杏花县", "张平", "桃林镇"]),
        (BYLINE, ["张平", "桃林镇"]),
        (HEADING, ["杏花县", "张平", "桃林镇"]),
        (DAMAGED, ["杏花县", "张平"]),
    ],
    ids=["open", "byline", "title", "damaged"],
)
def test_guarded_mentions(text: CleanText, expected: list[str]) -> None:
    assert [m.text for m in guarded_mentions(text, [TOWN, PERSON, PLACE])] == expected


def test_guarded_measurements() -> None:
    assert [m.text for m in guarded_measurements(CleanText.of(TEXT), [FIGURE, FIGURE])] == ["3万元"]
    assert guarded_measurements(DAMAGED, [FIGURE]) == ()
    assert guarded_measurements(replace(BYLINE, zones=(Zone(11, 22, "trailer"),)), [FIGURE]) == ()


def test_the_surest_of_one_span_stays() -> None:
    doubtful = replace(PLACE, rule="statistical", confidence=0.5)
    assert [m.rule for m in guarded_mentions(CleanText.of(TEXT), [doubtful, PLACE])] == ["path"]


def test_raw_offsets_are_filled_in() -> None:
    mention, *_ = guarded_mentions(CleanText.of(TEXT), [TOWN])
    assert (mention.raw_start, mention.raw_end) == (11, 14)


@pytest.mark.parametrize("wrong", [replace(PLACE, end=4), replace(PLACE, start=99, end=102), replace(PLACE, end=0, text="")])
def test_a_mention_that_is_not_there_is_a_fault(wrong: Mention) -> None:
    with pytest.raises(ValueError, match="rule 'path'"):
        guarded_mentions(CleanText.of(TEXT), [wrong])


@pytest.mark.model
def test_every_step_has_a_name(nlp: Language) -> None:
    assert nlp.lang == "zh"
    assert nlp.pipe_names == [name for name, _ in COMPONENTS]


@pytest.mark.model
def test_a_doc_keeps_its_clean_text(nlp: Language) -> None:
    assert clean_of(document(nlp, HEADING)) is HEADING
    assert clean_of(nlp(TEXT)).text == TEXT


@pytest.mark.model
def test_annotations_are_mirrored_as_spans_with_ids(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    add_mentions(doc, [replace(TOWN, link="141122102"), PLACE])
    add_mentions(doc, [PERSON, PLACE])
    as_spans(add_measurements(doc, [FIGURE]))
    assert [m.text for m in mentions_of(doc)] == ["杏花县", "张平", "桃林镇"]
    assert [(s.text, s.id_) for s in doc.spans["PLACE"]] == [("杏花县", "杏花县"), ("桃林镇", "141122102")]
    assert [(s.text, s.label_) for s in doc.spans["QUANTITY"]] == [("3万元", "QUANTITY")]
    assert measurements_of(doc) == [FIGURE]


@pytest.mark.model
@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 6)), max_size=6))
def test_every_mention_becomes_a_span_of_its_text(nlp: Language, spans: list[tuple[int, int]]) -> None:
    doc = nlp(TEXT)
    entities, sentences, tags = [e.text for e in doc.ents], [s.text for s in doc.sents], {t.tag_ for t in doc}
    found = [Mention("ORG", a, min(a + n, len(TEXT)), TEXT[a : a + n], "any", canonical="名") for a, n in spans]
    as_spans(add_mentions(doc, found))
    assert [s.text for s in doc.spans.get("ORG", [])] == [m.text for m in mentions_of(doc, "ORG")]
    assert (doc.text, [e.text for e in doc.ents], [s.text for s in doc.sents], {t.tag_ for t in doc}) == (TEXT, entities, sentences, tags)


@pytest.mark.model
def test_a_span_outside_the_text_is_a_fault(nlp: Language) -> None:
    with pytest.raises(ValueError, match="no span of the text"):
        as_spans(add_mentions(nlp.make_doc("甲"), [PLACE]))


@pytest.mark.model
def test_a_document_depends_on_itself_alone(nlp: Language, seeds: Path) -> None:
    sources = [Source(p.stem, p, p.read_text("utf-8"), "") for p in sorted(seeds.glob("seed-*.txt"))]
    forward = list(extractions(nlp, sources))
    assert len(forward) == 5
    assert [extraction(nlp, source) for source in reversed(sources)] == forward[::-1]


@pytest.mark.model
def test_the_vocabulary_does_not_grow_with_the_documents(nlp: Language) -> None:
    extraction(nlp, Source("a", Path("a.txt"), "甲村修路。", ""))
    before = len(nlp.vocab.strings)
    extraction(nlp, Source("b", Path("b.txt"), "一座谁也没听说过的镜湖书屋开张了，来了zxqv-1984。", ""))
    assert len(nlp.vocab.strings) == before


@pytest.mark.model
@pytest.mark.parametrize("raw", ["", "\n", " ", "。", "a" * 2000, "\U0001f600村"])
def test_odd_texts_do_no_harm(nlp: Language, raw: str) -> None:
    assert extraction(nlp, Source("odd", Path("odd.txt"), raw, "")).measurements == ()
