"""IRIs: stable, readable, safe, and never the same for two things."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from ontology.errors import SchemaError
from ontology.iri import Names, document_scope, is_link, segment, text_of, unit_iri

NAMES = Names()
ANY = st.text(min_size=1)
NFC = ANY.map(lambda s: text_of(segment(s)))

TABLE = [
    (NAMES.place("141122"), "place/141122"),
    (NAMES.place("450223105203/安乐屯"), "place/450223105203/安乐屯"),
    (NAMES.place("?/太行山"), "place/nation/太行山"),
    (NAMES.organisation("140882", "河津市委"), "organisation/140882/河津市委"),
    (NAMES.programme("nation", "三会一课"), "programme/nation/三会一课"),
    (NAMES.person(document_scope("a"), "李四"), "person/document%3Aa/李四"),
    (NAMES.document("甲/乙"), "document/甲%2F乙"),
    (NAMES.mention("a", "PLACE", 3, 7), "mention/a/place/3-7"),
    (NAMES.measurement("a", 3, 7), "measurement/a/3-7"),
]


@pytest.mark.parametrize(("iri", "expected"), TABLE, ids=[e for _, e in TABLE])
def test_iris_are_readable(iri: str, expected: str) -> None:
    assert iri == "https://w3id.org/fangzhi/id/" + expected


def test_the_base_is_a_setting() -> None:
    assert Names("http://example.org/").place("14") == "http://example.org/place/14"


@pytest.mark.parametrize("bad", ["", "http://example.org", "example.org/", "http://a b/", "ftp://x/", "http://example.org/data#", "http://example.org/a#b/"])
def test_a_base_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(SchemaError, match="not a base"):
        Names(bad)


@pytest.mark.parametrize("bad", ["", "?", "?/", "14112", "太行山", "141122/", "1411220000000"])
def test_what_is_no_link_gives_no_place(bad: str) -> None:
    assert not is_link(bad)
    with pytest.raises(ValueError, match="not a place's link"):
        NAMES.place(bad)


@given(NFC, NFC)
def test_different_texts_have_different_segments(a: str, b: str) -> None:
    assert (segment(a) == segment(b)) == (a == b)


@given(NFC)
def test_a_segment_gives_its_text_back(text: str) -> None:
    assert text_of(segment(text)) == text


@given(ANY)
def test_a_segment_is_one_safe_step_of_a_path(text: str) -> None:
    made = segment(text)
    assert made.strip(".") and not re.search(r'[/?#\[\]@!$&\'()*+,;=<>"{}|\\^`\s\x00-\x1f]', made)


@given(ANY, ANY)
def test_turtle_and_n_quads_carry_every_iri(scope: str, name: str) -> None:
    quad = Quad(NamedNode(NAMES.organisation(scope, name)), NamedNode("http://x/p"), Literal("o"))
    for form in (RdfFormat.TURTLE, RdfFormat.N_QUADS):
        prefixes = NAMES.prefixes if form == RdfFormat.TURTLE else None
        written = serialize([quad.triple], format=form, prefixes=prefixes) if form == RdfFormat.TURTLE else serialize([quad], format=form)
        assert written is not None
        assert [q.subject for q in parse(written, format=form)] == [quad.subject]


@given(st.tuples(NFC, NFC), st.tuples(NFC, NFC))
def test_scope_and_name_cannot_run_together(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert (NAMES.programme(*a) == NAMES.programme(*b)) == (a == b)


def test_units_of_ours_have_readable_names() -> None:
    assert unit_iri("万亩") == "https://w3id.org/fangzhi/unit/万亩"
