"""What can be corrected of each kind of thing, with the values that stand there."""

from dataclasses import replace

import pytest
from pyoxigraph import Store

from extract.values import Candidate, Extraction
from graph.places import Gazetteer
from graph.portrait.correctable import correctable
from graph.store import memory_store
from graph.triples import quads
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, STD

NAMES = Names()
OFFERED = [
    (NAMES.place("141122"), "entity", "PLACE", ("rename", "relink", "merge", "reject")),
    (NAMES.programme("nation", "三会一课"), "entity", "PROGRAMME", ("rename", "merge", "split", "reject", "retype")),
    (NAMES.document("seed-000"), "document", "", ("add",)),
    (FZ.PLACE, "", "", ()),
]


@pytest.mark.parametrize(("iri", "what", "kind", "actions"), OFFERED, ids=[r[0].rpartition("/")[2] for r in OFFERED])
def test_actions(gold_store: Store, iri: str, what: str, kind: str, actions: tuple[str, ...]) -> None:
    found = correctable(gold_store, iri, ID_BASE)
    assert found and (found.what, found.kind, found.actions) == (what, kind, actions)


def one_of(store: Store, kind: str) -> str:
    return min(q.subject.value for q in store.quads_for_pattern(None, None, None, None) if q.predicate.value == STD.TYPE and f"<{kind}>" == str(q.object))


def test_a_figure_offers_its_fields_as_they_are(gold_store: Store) -> None:
    figure = next(q.subject.value for q in gold_store.quads_for_pattern(None, None, None, None) if str(q.object) == '"投入23万元"@zh')
    found = correctable(gold_store, figure, ID_BASE)
    assert found and found.kind == "FIGURE" and found.actions == ("reject", "change", "relink")
    now = {f.name: f.value for f in found.fields}
    assert (now["value"], now["unit"], now["action"], now["kind"], now["approx"], now["subject"]) == ("23", "万元", "投入", "result", "exact", "")
    assert next(f.choices for f in found.fields if f.name == "kind") == ("result", "target", "standard")


def test_a_place_offers_others_of_its_name_the_nearest_first(gold_store: Store) -> None:
    mention = min(
        q.subject.value
        for q in gold_store.quads_for_pattern(None, None, None, None)
        if q.predicate.value == FZ.CLEAN_TEXT and str(q.object) == '"寨子村"' and "/place/" in str(q.subject)
    )
    found = correctable(gold_store, mention, ID_BASE)
    assert found and found.what == "mention" and len(found.places) > 5 and "141122102201" not in {p.value for p in found.places}
    assert all("寨子" in p.label and " " in p.label for p in found.places)
    shared = [next((i for i, (a, b) in enumerate(zip(p.value, "141122102201", strict=False)) if a != b), 12) for p in found.places]
    assert shared == sorted(shared, reverse=True)


def test_nothing_is_known(gold_store: Store) -> None:
    assert correctable(gold_store, NAMES.place("11"), ID_BASE) is None and correctable(gold_store, "no iri", ID_BASE) is None
    assert one_of(gold_store, FZ.CLAIM) and (found := correctable(gold_store, one_of(gold_store, FZ.CLAIM), ID_BASE)) and found.actions == ("reject",)


def test_a_candidate_can_be_added_where_it_stands(made_up: Extraction, made_up_gazetteer: Gazetteer) -> None:
    programme = next(m for m in made_up.mentions if m.type == "PROGRAMME")
    doubted = replace(made_up, mentions=made_up.mentions[:2], measurements=(), candidates=(Candidate(programme, "refused-by-model"),))
    store = memory_store(quads(doubted, gazetteer=made_up_gazetteer))
    found = correctable(store, NAMES.mention("made-up", "programme", programme.raw_start, programme.raw_end), ID_BASE)
    assert found and found.actions == ("add",) and [kind for kind, _ in found.additions] == ["PROGRAMME"]
    assert (found.written, found.span, found.documents[0].value) == ("清泉工程", ("32", "36"), "made-up") and found.evidence.total == 1
