"""What stands behind a node or a line: facts, and the raw sentences with the very characters."""

import pytest
from pyoxigraph import Store

from graph.proof import Proven, Told, told
from ontology.iri import Names

NAMES = Names()
VILLAGE, TOWN, COUNTY = (NAMES.place(code) for code in ("970102100201", "970102100", "970102"))
PERSON, COMMITTEE, ARTICLE = NAMES.person("970102", "何一平"), NAMES.organisation("970102", "青枫县委"), NAMES.document("made-up")
FIGURE = NAMES.measurement("made-up", 17, 21)


def quoted(found: Told) -> list[set[str]]:
    return [{e.sentence[e.start : e.end] for e in proof.evidence} for proof in found.proofs]


def asked(store: Store, *iris: str) -> Told:
    found = told(store, Proven(*iris))
    assert found is not None
    return found


def test_a_node_tells_its_facts_and_sentences(made_up_store: Store) -> None:
    found = asked(made_up_store, FIGURE)
    assert dict(found.facts)["数值"] == "23" and found.things[0].label == "投入23万元"
    assert quoted(found) == [{"23万元"}] and found.proofs[0].tie is None and found.proofs[0].more == 0


@pytest.mark.parametrize(
    ("a", "b", "relations", "words"),
    [
        (FIGURE, VILLAGE, ["about"], "23万元"),
        (VILLAGE, FIGURE, ["about"], "23万元"),
        (PERSON, COMMITTEE, ["holdsPost"], "何一平"),
        (COMMITTEE, COUNTY, ["ofPlace"], "县委"),
        (PERSON, ARTICLE, ["mentionedIn"], "何一平"),
    ],
)
def test_a_line_tells_the_sentences_that_it_was_read_from(made_up_store: Store, a: str, b: str, relations: list[str], words: str) -> None:
    found = asked(made_up_store, a, b)
    assert [proof.tie.relation for proof in found.proofs if proof.tie] == relations
    assert words in quoted(found)[0]


def test_the_official_table_needs_no_sentence(made_up_store: Store) -> None:
    found = asked(made_up_store, VILLAGE, TOWN)
    assert [proof.evidence for proof in found.proofs] == [()]


def test_two_things_without_a_relation_have_no_proof(made_up_store: Store) -> None:
    assert asked(made_up_store, PERSON, FIGURE).proofs == ()


@pytest.mark.parametrize("asked", [Proven("urn:nothing"), Proven("not an IRI"), Proven(FIGURE, "urn:nothing"), Proven("")])
def test_what_the_graph_does_not_know_is_nothing(made_up_store: Store, asked: Proven) -> None:
    assert told(made_up_store, asked) is None
