"""Portraits: what the graph knows of each kind of thing, and that every quote marks exactly its mention."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pyoxigraph import Quad, Store

from extract.values import Extraction, Measurement
from graph.places import Gazetteer
from graph.portrait.evidence import Evidence, Quote
from graph.portrait.numbers import Branch
from graph.portrait.portrait import portrait
from graph.portrait.values import Portrait
from graph.store import memory_store
from graph.triples import quads
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, STD

NAMES = Names()
VILLAGE_CODE, SECOND = "970102100201", "970102100202"
COUNTY, VILLAGE, PROVINCE = NAMES.place("970102"), NAMES.place("970102100201"), NAMES.place("97")


@pytest.fixture(scope="module")
def store(made_up_quads: list[Quad]) -> Store:
    return memory_store(made_up_quads)


def seen(store: Store, iri: str) -> Portrait:
    found = portrait(store, iri, ID_BASE)
    assert found
    return found


def quotes(found: Portrait) -> list[Quote]:
    pieces = [found.mentions, *(r.evidence for s in found.sections for r in s.rows), *(f.evidence for g in found.figures for f in g.rows)]
    pieces += [f.evidence for f in found.rollup.figures]
    return [quote for piece in pieces for quote in piece.quotes]


def labels(branch: Branch) -> list[str]:
    return [branch.place.label, *(label for child in branch.children for label in labels(child))]


def test_a_county(store: Store) -> None:
    found = seen(store, COUNTY)
    assert (found.label, found.kind, found.subtype, found.code, found.names) == ("青枫县", "Place", "County", "970102", ("县级区划", "County"))
    assert [link.label for link in found.chain] == ["云梦省", "泽口市"]
    assert found.tree and labels(found.tree) == ["青枫县", "石桥镇", "柳坪村"]
    assert (found.tree.figures, found.tree.organisations, found.tree.places) == (1, 1, 2)
    assert [f.text for f in found.rollup.figures] == ["23万元"] and found.rollup.count == 1 and not found.figures
    sections = {s.key: [(r.link.label, r.note, [o.label for o in r.others]) for r in s.rows] for s in found.sections}
    assert sections == {
        "organisations": [("青枫县委", "", [])],
        "people": [("何一平", "书记", ["青枫县委"])],
        "programmes": [("清泉工程", "", ["柳坪村"])],
    }
    assert found.rule == "place-by-code" and found.documents == 1


def test_a_village_has_its_figures_by_status(store: Store) -> None:
    found = seen(store, VILLAGE)
    assert [(g.status, [f.text for f in g.rows], g.total) for g in found.figures] == [("Result", ["23万元"], 1)]
    (quote,) = found.figures[0].rows[0].evidence.quotes
    assert [p.text for p in quote.parts if p.mark == "main"] == ["23万元"] and [p.text for p in quote.parts if p.mark == "other"] == ["柳坪村"]
    assert quote.statement.startswith(ID_BASE + "claim/") and found.tree is None


def test_a_programme_a_person_and_an_organisation(store: Store) -> None:
    programme = seen(store, NAMES.programme("970102", "清泉工程"))
    assert {s.key: [r.link.label for r in s.rows] for s in programme.sections} == {"carried-out-by": ["柳坪村"]}
    assert [(g.status, [f.text for f in g.rows]) for g in programme.figures] == [("Target", ["2000至3000户"])]
    person = seen(store, NAMES.person("970102", "何一平"))
    assert [(s.key, [(r.link.label, r.note) for r in s.rows]) for s in person.sections] == [("posts", [("青枫县委", "书记")])]
    organisation = seen(store, NAMES.organisation("970102", "青枫县委"))
    assert [s.key for s in organisation.sections] == ["of-place", "people"]


def test_a_figure_says_each_of_its_properties(store: Store) -> None:
    found = seen(store, NAMES.measurement("made-up", 17, 21))
    told = {f.key: f.value for f in found.fields}
    assert told == {
        "value": "23", "unit": "万元", "base": "230,000 元", "approximation": "exact", "action": "投入", "about": "柳坪村", "status": "Result",
    }  # fmt: skip
    assert [(f.rule, f.confidence) for f in found.fields if f.key in ("value", "object", "status")] == [("m", "1"), ("", "")]


def test_a_document_is_told_sentence_by_sentence(store: Store) -> None:
    found = seen(store, NAMES.document("made-up"))
    assert [p.start for p in found.passages] == sorted(p.start for p in found.passages) and found.passages_total == 2
    assert [f.spot.text for f in found.passages[1].found] == ["约1.5万元"]
    first = found.passages[0]
    assert [p.target for p in first.parts if p.text == "清泉工程"] == [NAMES.programme("970102", "清泉工程")]
    assert dict(found.metadata)["identifier"] == "made-up"


def test_claims_and_mentions_show_their_sentence(store: Store) -> None:
    claim = next(
        q.subject.value for q in store.quads_for_pattern(None, None, None, None) if q.predicate.value == STD.PREDICATE and "claim/made-up" in str(q.subject)
    )
    found = seen(store, claim)
    assert found.kind == "Claim" and [f.key for f in found.fields] == ["subject", "relation", "object-of"] and found.mentions.total == 1
    mention = seen(store, NAMES.mention("made-up", "quantity", 17, 21))
    assert [p.text for p in mention.mentions.quotes[0].parts if p.mark] == ["23万元"]


def test_what_is_not_there(store: Store) -> None:
    assert portrait(store, NAMES.place("11"), ID_BASE) is None and portrait(memory_store([]), COUNTY, ID_BASE) is None
    assert portrait(store, "no iri", ID_BASE) is None


@pytest.mark.parametrize("kind", [FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME, FZ.MEASUREMENT, FZ.DOCUMENT, FZ.CLAIM, FZ.MENTION])
def test_every_quote_of_the_seeds_marks_its_mention(gold_store: Store, kind: str) -> None:
    seen_quotes = 0
    for quad in sorted(gold_store.quads_for_pattern(None, None, None, None), key=str):
        if quad.predicate.value == STD.TYPE and str(getattr(quad.object, "value", "")) == kind and not hasattr(quad.graph_name, "value"):
            for quote in quotes(seen(gold_store, quad.subject.value)):
                spot = quote.spots[0]
                marked = [p.text for p in quote.parts if p.mark == "main"]
                assert "".join(marked) == quote.sentence[spot.raw_start - quote.start : spot.raw_end - quote.start] == spot.text
                seen_quotes += 1
    assert seen_quotes or kind == FZ.DOCUMENT


def test_villages_add_up_in_their_county(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    class Two:
        """The made-up province with one village more."""

        def name(self, code: str) -> str:
            return "新坪村委会" if code == SECOND else made_up_gazetteer.name(code)

        def label(self, code: str) -> str:
            return self.name(code).removesuffix("委会")

        def ancestors(self, code: str) -> Sequence[str]:
            return made_up_gazetteer.ancestors(VILLAGE_CODE if code == SECOND else code)

    def money(document: str, place: str, value: float) -> Extraction:
        figures = [replace(f, subject=place, value=value, object="修路款") for f in made_up.measurements[:1]]
        return replace(made_up, source=replace(made_up.source, id=document), mentions=made_up.mentions[:3], measurements=tuple[Measurement, ...](figures))

    both = [q for e in (money("a", "970102100201", 23.0), money("b", SECOND, 17.5)) for q in quads(e, gazetteer=Two())]
    found = seen(memory_store(both), COUNTY)
    (total,) = found.rollup.sums
    assert (str(total.total), total.unit, total.object, total.count) == ("40.5", "万元", "修路款", 2)
    assert [f.about[0].label for f in total.figures] == ["柳坪村", "新坪村"] and all(
        isinstance(f.evidence, Evidence) and f.evidence.quotes for f in total.figures
    )
