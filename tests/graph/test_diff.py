"""Differences between graphs: nothing for the same, and each change under its document."""

from dataclasses import replace

from extract.values import Extraction
from graph.diff import Difference, difference
from graph.facts import QuadFacts
from graph.triples import quads
from ontology.terms import ID_BASE

OTHER_BASE = "https://example.org/data/"


def between(gazetteer: object, one: list[Extraction], other: list[Extraction], base: str = ID_BASE) -> Difference:
    before = QuadFacts(q for e in one for q in quads(e, gazetteer=gazetteer))  # type: ignore[arg-type]
    after = QuadFacts(q for e in other for q in quads(e, gazetteer=gazetteer, base=base))  # type: ignore[arg-type]
    return difference(before, after, ID_BASE, base)


def test_the_same_say_the_same_under_any_base(made_up: Extraction, made_up_gazetteer: object) -> None:
    assert between(made_up_gazetteer, [made_up], [made_up]).is_empty
    assert between(made_up_gazetteer, [made_up], [made_up], OTHER_BASE).is_empty


def test_changes_by_document_and_entity(made_up: Extraction, made_up_gazetteer: object) -> None:
    first, *others = made_up.measurements
    figures = (replace(first, value=25.0, object="水渠"), *others[1:])
    mentions = tuple(replace(m, link="970102100") if m.text == "柳坪村" else m for m in made_up.mentions if m.type != "PERSON")
    found = between(made_up_gazetteer, [made_up], [replace(made_up, mentions=mentions, measurements=figures)])
    changes = {(c.kind, c.what.split(" [")[0]): (c.before, c.after) for c in found.documents["made-up"]}
    assert changes["figure", "23万元"] == ({"fz:object": "", "qudt:numericValue": "23"}, {"fz:object": "水渠", "qudt:numericValue": "25"})
    assert changes["place", "柳坪村"] == ({"entity": "place/970102100201"}, {"entity": "place/970102100"})
    assert changes["person", "何一平"][1] is None and changes["figure", "2000至3000户"][1] is None
    assert any(kind == "relation" and "何一平" in what for kind, what in changes)
    assert [c.what for c in found.entities if c.after is None] == ["何一平"]


def test_a_document_more(made_up: Extraction, made_up_gazetteer: object) -> None:
    more = replace(made_up, source=replace(made_up.source, id="b"))
    found = between(made_up_gazetteer, [made_up], [made_up, more])
    assert list(found.documents) == ["b"] and found.documents["b"][0].kind == "document" and not found.entities
    assert {c.before for c in found.documents["b"]} == {None}
