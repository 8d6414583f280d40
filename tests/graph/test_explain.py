"""Explanations: what a name may mean, every piece of evidence in its raw sentence, and that every claim leads to raw text."""

import pytest
from pyoxigraph import Quad, Store

from extract.values import Extraction
from graph.explain import candidates, explanation
from graph.facts import QuadFacts, StoreFacts
from graph.store import memory_store
from ontology.terms import FZ, ID_BASE, STD


@pytest.fixture(scope="module")
def facts(gold_store: Store) -> StoreFacts:
    return StoreFacts(gold_store)


MEANT = [
    ("交城县", ["place/141122"]),
    ("交城", ["place/141122"]),
    ("141122", ["place/141122"]),
    ("place/141122", ["place/141122"]),
    ("place:141122", ["place/141122"]),
    (ID_BASE + "person/140882/李晓武", ["person/140882/李晓武"]),
    ("没有这个", []),
    ("place/99", []),
    ("http://x y", []),
    ("a/b c", []),
]


@pytest.mark.parametrize(("name", "expected"), MEANT, ids=[n for n, _ in MEANT])
def test_what_a_name_means(facts: StoreFacts, name: str, expected: list[str]) -> None:
    assert [c.iri.removeprefix(ID_BASE) for c in candidates(facts, name, ID_BASE)] == expected


def test_candidates_of_a_name_of_several_have_their_kind_and_code(made_up_quads: list[Quad]) -> None:
    again = [Quad(type(q.subject)(str(q.subject.value).replace("970102100", "970102200")), q.predicate, q.object, q.graph_name) for q in made_up_quads]  # type: ignore[union-attr]
    found = candidates(StoreFacts(memory_store([*made_up_quads, *again])), "石桥镇", ID_BASE)
    assert [(c.kind, c.label, c.code) for c in found] == [("Township", "石桥镇", "970102100")] * 2


def test_an_entity_shows_its_posts_and_sentences(facts: StoreFacts) -> None:
    found = explanation(facts, ID_BASE + "person/140882/李晓武", ID_BASE)
    assert (found.kind, found.label, found.rule) == ("Person", "李晓武", "person-by-post-place-and-name")
    assert [(r.relation, r.object) for r in found.relations] == [("任职", "河津市委 书记"), ("任职", "运城市委 常委")]
    assert all(e.sentence[e.start : e.end] == "李晓武" for e in found.evidence) and found.evidence


def test_a_figure_a_relation_and_a_mention(facts: StoreFacts, gold_store: Store) -> None:
    (figure,) = (c for c in candidates(facts, "投入23万元", ID_BASE))
    found = explanation(facts, figure.iri, ID_BASE)
    assert dict(found.facts)["数值"] == "23" and [(r.relation, r.object) for r in found.relations] == [("关于", "南堡村")]
    claim = explanation(facts, found.relations[0].claim, ID_BASE)
    assert len(claim.relations) == 1 and claim.relations[0].evidence
    (piece,) = found.evidence
    assert explanation(facts, piece.mention, ID_BASE).evidence == (piece,)


def test_every_claim_leads_to_raw_characters_that_contain_it(facts: StoreFacts, gold: list[Extraction]) -> None:
    raws = {e.source.id: e.source.raw for e in gold}
    claims = facts.of_type(FZ.CLAIM)
    assert len(claims) > 100
    for claim in claims:
        (relation,) = explanation(facts, claim, ID_BASE).relations
        assert relation.evidence
        for piece in relation.evidence:
            assert raws[piece.document][piece.raw_start : piece.raw_end] == piece.sentence[piece.start : piece.end] == piece.reading


def test_facts_of_quads_and_of_a_store_are_the_same(made_up_quads: list[Quad]) -> None:
    quads, store = QuadFacts(made_up_quads), StoreFacts(memory_store(made_up_quads))
    for quad in made_up_quads:
        subject, predicate = quad.subject.value, quad.predicate.value  # type: ignore[union-attr]
        if subject.startswith(ID_BASE):  # the store knows more of units
            assert quads.all(subject, predicate) == store.all(subject, predicate)
    assert quads.of_type(FZ.MENTION) == store.of_type(FZ.MENTION) and quads.subjects(STD.HAS_BODY, "x") == []
