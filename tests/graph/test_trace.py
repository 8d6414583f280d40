"""The drawing of a query's answer: its things, the relations among them, its rows, its triples."""

import pytest
from pyoxigraph import Store

from graph.query import results
from graph.trace import traced
from graph.view import View
from ontology.iri import Names
from ontology.terms import ID_BASE

NAMES = Names()
VILLAGE, TOWN, PERSON, FIGURE = NAMES.place("970102100201"), NAMES.place("970102100"), NAMES.person("970102", "何一平"), NAMES.measurement("made-up", 17, 21)


def lines(found: View) -> set[tuple[str, str, str]]:
    return {(tie.source, tie.relation, tie.target) for edge in found.edges for tie in edge.ties}


@pytest.mark.parametrize(
    ("query", "things", "relations"),
    [
        ("SELECT ?f ?p { ?f fz:about ?p . ?p a fz:Village }", {FIGURE, VILLAGE}, {(FIGURE, "about", VILLAGE)}),
        ("SELECT ?p ?v { ?p a fz:Person . ?v a fz:Village }", {PERSON, VILLAGE}, {(PERSON, "other", VILLAGE)}),
        ("SELECT ?p { ?p a fz:Person }", {PERSON}, set()),
        ("CONSTRUCT { ?v fz:within ?t } WHERE { ?v a fz:Village ; fz:within ?t }", {VILLAGE, TOWN}, {(VILLAGE, "within", TOWN)}),
        ("CONSTRUCT { ?p fz:of ?v } WHERE { ?p a fz:Person . ?v a fz:Village }", {PERSON, VILLAGE}, {(PERSON, "other", VILLAGE)}),
        ("SELECT ?n { ?p a fz:Person ; rdfs:label ?n }", set(), set()),
        ("ASK { ?s ?p ?o }", set(), set()),
    ],
)
def test_an_answer_is_drawn(made_up_store: Store, query: str, things: set[str], relations: set[tuple[str, str, str]]) -> None:
    found = traced(made_up_store, results(made_up_store, query, base=ID_BASE))
    assert {n.id for n in found.nodes} == things and lines(found) == relations


def test_the_first_things_are_drawn_and_the_others_counted(made_up_store: Store) -> None:
    found = traced(made_up_store, results(made_up_store, "SELECT ?t { ?t a ?c } ORDER BY ?t", base=ID_BASE), limit=3)
    assert len(found.nodes) == 3 and sum(found.left_out.values()) > 3


def test_a_class_of_the_ontology_is_a_thing_too(made_up_store: Store) -> None:
    found = traced(made_up_store, results(made_up_store, "SELECT ?c { BIND(fz:Village AS ?c) }", base=ID_BASE))
    assert [(n.thing.type, n.thing.label) for n in found.nodes] == [("Other", "fz:Village")]
