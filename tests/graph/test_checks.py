"""The shapes as SPARQL find what pySHACL finds: on sound graphs nothing, on broken ones the same nodes, properties and values."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from extract.values import Extraction
from graph.checks import Check, checked, checks
from graph.rdf import number
from graph.review import review, review_quads
from graph.shacl import SHAPES, Fault
from graph.store import memory_store
from graph.validate import validation
from ontology.errors import SchemaError
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, STD

SH = rdflib.SH
SHAPE_GRAPH = rdflib.Graph().parse(SHAPES)
CLASSES = sorted({str(c) for c in SHAPE_GRAPH.objects(None, SH.targetClass)})


@pytest.fixture(scope="module")
def sound(made_up_quads: list[Quad], unsure_quads: list[Quad], build_quads: list[Quad]) -> list[Quad]:
    """A graph with an instance of every class that has a shape."""
    found = [*made_up_quads, *unsure_quads, *build_quads]
    return [*found, *review_quads(review(found, ID_BASE), Names())]


def agreed(quads: list[Quad]) -> set[Fault]:
    """What both engines find; they must find the same."""
    ours, judge = set(checked(memory_store(quads)).faults), set(validation(quads).faults)
    assert ours == judge, f"only we: {sorted(ours - judge)}\nonly pySHACL: {sorted(judge - ours)}"
    return ours


def properties(kind: str) -> set[str]:
    """The properties that the shapes of a class speak of, and those of their alternatives."""
    shapes = list(SHAPE_GRAPH.subjects(SH.targetClass, rdflib.URIRef(kind)))
    parts = {part for shape in shapes for part in SHAPE_GRAPH.transitive_objects(shape, None)}
    return {str(path) for part in parts for path in SHAPE_GRAPH.objects(part, SH.path)}


def first_of(quads: list[Quad], kind: str) -> NamedNode:
    return min((q.subject for q in quads if q.predicate.value == STD.TYPE and q.object == NamedNode(kind)), key=str)  # type: ignore[type-var,return-value]


def every_of(quads: list[Quad], kind: str) -> set[object]:
    return {q.subject for q in quads if q.predicate.value == STD.TYPE and q.object == NamedNode(kind)}


BREAKS = (
    "nothing is said", "an empty text", "two texts", "a resource of no class", "a number too large", "a number too small", "another of its own kind",
    "of every class",
)  # fmt: skip


def broken(quads: list[Quad], kind: str, how: str) -> Iterator[Quad]:
    """The graph with everything that the shapes ask of one thing of a class said wrong."""
    node, asked = first_of(quads, kind), properties(kind)
    values = {
        "an empty text": Literal(""), "two texts": Literal("x y"), "a resource of no class": NamedNode("https://example.org/x"),
        "a number too large": number(Decimal(10) ** 12), "a number too small": number(Decimal(-(10**12))), "another of its own kind": node,
    }  # fmt: skip
    for quad in quads:
        if how not in ("nothing is said", "an empty text") or quad.subject not in every_of(quads, kind) or quad.predicate.value not in asked:
            yield quad
    if how in values:
        yield from (Quad(node, NamedNode(predicate), values[how]) for predicate in sorted(asked))
    if how == "of every class":
        yield from (Quad(node, NamedNode(STD.TYPE), NamedNode(str(c))) for c in sorted(set(SHAPE_GRAPH.objects(None, SH["class"]))))
    if how == "two texts":
        yield from (Quad(node, NamedNode(predicate), Literal("z")) for predicate in sorted(asked))


def test_both_find_nothing_in_sound_graphs(sound: list[Quad], gold_quads: list[Quad]) -> None:
    assert agreed(sound) == agreed(gold_quads) == agreed([]) == set()


@pytest.mark.parametrize("kind", CLASSES, ids=[rdflib.URIRef(c).fragment or c.rsplit("/", 1)[-1] for c in CLASSES])
def test_both_find_the_same_in_broken_graphs(sound: list[Quad], kind: str) -> None:
    found = [agreed(list(broken(sound, kind, how))) for how in BREAKS]
    assert found[0] and any(found[1:])


def test_every_constraint_is_seen_to_break(sound: list[Quad]) -> None:
    """A check that no broken graph breaks would be one that cannot fail."""
    seen: set[Check] = set()
    for kind in CLASSES:
        for how in BREAKS:
            store = memory_store(broken(sound, kind, how))
            seen |= {check for check in checks() if check not in seen and any(True for _ in store.query(check.text))}  # type: ignore[union-attr]
    assert [check.text for check in checks() if check not in seen] == []


def test_the_things_of_one_class_are_held_to_all_its_shapes(sound: list[Quad]) -> None:
    assert [check for check in checks() if f"?node a <{check.kind}>" not in check.text] == []
    store = memory_store(broken(sound, FZ.MEASUREMENT, "of every class"))
    (wrong,) = {f.message.split(" / ")[1] for f in checked(store, {FZ.MEASUREMENT}).faults}
    assert wrong == "a figure is a result, a target or a standard" and not checked(store, {FZ.PERSON}).faults


def test_a_constraint_that_is_not_known_is_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shapes.ttl"  # type: ignore[operator]
    path.write_text(SHAPES.read_text("utf-8").replace("sh:minLength 1", "sh:flags 1", 1), "utf-8")
    monkeypatch.setattr("graph.checks.SHAPES", path)
    with pytest.raises(SchemaError, match="sh:flags cannot be asked"):
        checks.__wrapped__()


def test_offsets_behind_the_end_are_found_by_both(made_up: Extraction, sound: list[Quad]) -> None:
    short = [
        Quad(q.subject, q.predicate, Literal("30", datatype=NamedNode(STD.XSD_INTEGER)), q.graph_name) if q.predicate.value.endswith("characterCount") else q
        for q in sound
    ]
    assert {f.message.split(" / ")[1] for f in agreed(short)} == {"an end lies inside the document"}
