"""The neighbours of a small picture: no more than it holds, and some of each relation."""

from pyoxigraph import NamedNode, Quad

from graph.portrait.neighbours import SHOWN, neighbours
from graph.portrait.records import Records
from graph.store import memory_store
from ontology.terms import FZ, ID_BASE, STD

HUB, GRAPH = NamedNode("urn:hub"), NamedNode("urn:graph")


def test_a_crowd_of_one_kind_leaves_room_for_the_others() -> None:
    crowd = [Quad(NamedNode(f"urn:figure-{i}"), NamedNode(FZ.ABOUT), HUB, GRAPH) for i in range(500)]
    few = [Quad(HUB, NamedNode(FZ.WITHIN), NamedNode("urn:above"), GRAPH), Quad(NamedNode("urn:doc"), NamedNode(STD.MENTIONS), HUB, GRAPH)]
    shown, total = neighbours(Records(memory_store([*crowd, *few]), ID_BASE), HUB.value)
    assert len(shown) == SHOWN == 24 and total == 502
    assert {(n.link.iri, n.relation, n.outward) for n in shown} >= {("urn:above", "within", True), ("urn:doc", "mentionedIn", True)}
    assert [n.relation for n in shown] == ["within", *["about"] * 22, "mentionedIn"]


def test_a_neighbour_by_two_relations_stands_once() -> None:
    other = NamedNode("urn:other")
    found = [Quad(HUB, NamedNode(FZ.WITHIN), other, GRAPH), Quad(other, NamedNode(FZ.ABOUT), HUB, GRAPH)]
    shown, total = neighbours(Records(memory_store(found), ID_BASE), HUB.value)
    assert [n.link.iri for n in shown] == [other.value] and total == 1


def test_nothing_around() -> None:
    assert neighbours(Records(memory_store([]), ID_BASE), HUB.value) == ((), 0)
