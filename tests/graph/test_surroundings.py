"""What stands around a thing: relations both ways, posts, articles, the places that it lies in."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.store import memory_store
from graph.surroundings import Surroundings, Tie
from ontology.iri import Names
from ontology.terms import FZ, STD

NAMES = Names()
PLACE, TOWN, VILLAGE = (NAMES.place(code) for code in ("970102", "970102100", "970102100201"))
PROGRAMME = NAMES.programme("970102", "清泉工程")
PERSON, COMMITTEE = NAMES.person("970102", "何一平"), NAMES.organisation("970102", "青枫县委")
FIGURE, TARGET = NAMES.measurement("made-up", 17, 21), NAMES.measurement("made-up", 47, 57)
ARTICLE = NAMES.document("made-up")


@pytest.fixture(scope="module")
def around(made_up_store: Store) -> Surroundings:
    return Surroundings(made_up_store)


@pytest.fixture(scope="module")
def with_articles(made_up_store: Store) -> Surroundings:
    return Surroundings(made_up_store, articles=True)


@pytest.mark.parametrize(
    ("iri", "ties"),
    [
        (VILLAGE, [Tie(FIGURE, VILLAGE, "about"), Tie(VILLAGE, TOWN, "within"), Tie(PROGRAMME, VILLAGE, "carriedOutBy")]),
        (FIGURE, [Tie(FIGURE, VILLAGE, "about")]),
        (PERSON, [Tie(PERSON, COMMITTEE, "holdsPost", "书记")]),
        (COMMITTEE, [Tie(PERSON, COMMITTEE, "holdsPost", "书记"), Tie(COMMITTEE, PLACE, "ofPlace")]),
        (PROGRAMME, [Tie(TARGET, PROGRAMME, "about"), Tie(PROGRAMME, VILLAGE, "carriedOutBy")]),
        (ARTICLE, []),
        ("urn:nothing", []),
        ("not an IRI", []),
    ],
)
def test_relations_are_read_both_ways(around: Surroundings, iri: str, ties: list[Tie]) -> None:
    assert around.ties(iri) == sorted(ties)
    assert around.neighbours(iri) == sorted({tie.other(iri) for tie in ties})


def test_articles_are_things_only_when_asked_for(around: Surroundings, with_articles: Surroundings) -> None:
    assert ARTICLE not in around.neighbours(PERSON)
    assert ARTICLE in with_articles.neighbours(PERSON) and ARTICLE in with_articles.neighbours(FIGURE)
    assert PERSON in with_articles.neighbours(ARTICLE)


@pytest.mark.parametrize("iri", [FIGURE, TARGET, PROGRAMME, VILLAGE])
def test_everything_lies_in_the_places_around_it(around: Surroundings, iri: str) -> None:
    assert around.places(iri)[:3] == (VILLAGE, TOWN, PLACE)


def test_the_person_lies_where_the_post_is(around: Surroundings) -> None:
    assert around.places(PERSON)[0] == PLACE and around.places(ARTICLE) == ()


def test_places_within_each_other_end_the_chain() -> None:
    a, b = NamedNode("urn:a"), NamedNode("urn:b")
    kind, within = NamedNode(STD.TYPE), NamedNode(FZ.WITHIN)
    store = memory_store([Quad(a, kind, NamedNode(FZ.PLACE)), Quad(b, kind, NamedNode(FZ.PLACE)), Quad(a, within, b), Quad(b, within, a)])
    assert Surroundings(store).places("urn:a") == ("urn:a", "urn:b")


def test_a_thing_without_a_name_is_called_by_its_iri() -> None:
    store = memory_store([Quad(NamedNode("urn:a"), NamedNode(STD.TYPE), NamedNode(FZ.PERSON)), Quad(NamedNode("urn:b"), NamedNode(STD.LABEL), Literal("乙"))])
    around = Surroundings(store)
    thing = around.thing("urn:a")
    assert thing and thing.label == "urn:a"
    assert around.thing("urn:b") is None
