"""The source of a document: its text character by character, or, where that is not there or does not fit, its sentences."""

import pytest
from pyoxigraph import Quad, Store

from extract.values import Extraction
from graph.portrait.quotes import cleaned
from graph.portrait.source import identifier, sourced
from graph.store import memory_store
from ontology.iri import Names
from ontology.terms import ID_BASE

DOCUMENT = Names().document("made-up")


@pytest.fixture(scope="module")
def store(made_up_quads: list[Quad]) -> Store:
    return memory_store(made_up_quads)


def test_the_whole_text_with_what_was_found_in_it(store: Store, made_up: Extraction) -> None:
    found = sourced(store, DOCUMENT, ID_BASE, made_up.source.raw, (17, 21))
    assert found and not found.why and not found.passages and found.identifier == "made-up"
    assert "".join(p.text for line in found.paragraphs for p in line.raw) == made_up.source.raw
    assert [p.text for line in found.paragraphs for p in line.raw if p.mark == "main"] == ["23万元"]
    assert found.at and found.at.link and found.at.link.label == "投入23万元"
    named = {p.text for line in found.paragraphs for p in line.raw if p.mark == "Place"}
    assert named == {"青枫县", "石桥镇", "柳坪村"}
    assert "".join(p.text for p in found.paragraphs[0].reading).strip() == "青枫县新闻" and not found.paragraphs[1].reading


@pytest.mark.parametrize(("raw", "why"), [(None, "absent"), ("", "differs"), ("x{raw}", "differs")])
def test_a_text_that_does_not_fit_is_not_shown(store: Store, made_up: Extraction, raw: str | None, why: str) -> None:
    text = raw if raw is None else raw.format(raw=made_up.source.raw)
    found = sourced(store, DOCUMENT, ID_BASE, text)
    assert found and found.why == why and not found.paragraphs and len(found.passages) == 2


def test_only_documents_have_a_source(store: Store) -> None:
    assert sourced(store, Names().place("97"), ID_BASE, "x") is None and identifier(store, DOCUMENT, ID_BASE) == "made-up"


def test_a_text_that_was_shown_is_not_kept(store: Store, made_up: Extraction) -> None:
    cleaned.cache_clear()
    assert sourced(store, DOCUMENT, ID_BASE, made_up.source.raw)
    assert cleaned.cache_info().currsize == 0
