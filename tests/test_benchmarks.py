"""The benchmarks run: gold is split by the fixed rule, each switch changes what it says, baselines go through the scorer, copies make a sound graph."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.gazetteer import gazetteer
from extract.read import sources
from extract.values import Extraction, Source
from fangzhi.engine import extractions
from graph.checks import checked
from graph.questions import questions
from graph.store import memory_store

pytestmark = pytest.mark.model
FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, Any]]:
    sys.path.insert(0, str(FOLDER))
    import ablation
    import baselines
    import copies
    import goldsets
    import shapes
    import store
    import throughput

    found = (ablation, baselines, copies, goldsets, shapes, store, throughput)
    yield {module.__name__: module for module in found}
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def seed(modules: dict[str, Any], seeds: Path) -> Any:
    return modules["goldsets"].gold_set("one seed", seeds / "gold.jsonl", seeds, lambda i: i == 4)


@pytest.mark.shared
def test_the_halves_of_dev_alternate_by_id(modules: dict[str, Any], shared: Path) -> None:
    _, first, second = modules["goldsets"].gold_sets()
    together = sorted([*first.gold, *second.gold])
    assert list(first.gold) == together[::2] and list(second.gold) == together[1::2]


def test_every_switch_works_and_is_on_again_afterwards(modules: dict[str, Any], seed: Any) -> None:
    find, ablation = modules["goldsets"].found, modules["ablation"]
    before = find(seed.sources)
    whole = seed.evaluated(before)
    for switch in ablation.SWITCHES[1:]:
        with ablation.off(switch):
            figures = seed.evaluated(find(seed.sources))
        assert 0 <= figures.headline <= whole.headline + 0.02, switch.name
    assert find(seed.sources) == before


def test_the_gazetteer_is_really_off(modules: dict[str, Any], seed: Any) -> None:
    ablation = modules["ablation"]
    switches = {s.name: s for s in ablation.SWITCHES}
    with ablation.off(switches["without gazetteer"]):
        assert seed.evaluated(modules["goldsets"].found(seed.sources)).rows["PLACE+link"].f1 < 0.3


def test_a_baseline_goes_through_the_same_scorer(modules: dict[str, Any], seed: Any) -> None:
    baselines = modules["baselines"]
    found = {s.id: baselines.record(baselines.with_lac, s, cleaned=True) for s in seed.sources}
    figures = seed.evaluated(found)
    assert figures.text > 0.99 and figures.rows["PLACE"].f1 > 0.3 and figures.rows["PROGRAMME"].f1 == 0.0


def test_throughput_clocks_every_step(modules: dict[str, Any], seed: Any) -> None:
    shown = modules["throughput"].table(list(seed.sources), 1.0)
    assert all(step in shown for step in ("cleaning", "tokens and LAC", "places", "measurements", "documents/s"))


@pytest.fixture(scope="module")
def told(modules: dict[str, Any], seeds: Path) -> list[Extraction]:
    """The seed with the most places, as it is extracted."""
    return list(extractions([s for s in sources([str(seeds)]) if isinstance(s, Source) and s.id == "seed-000"], workers=1))


def test_copies_are_of_other_places_and_sound(modules: dict[str, Any], told: list[Extraction]) -> None:
    copies = modules["copies"]
    (one,) = told
    moved = copies.moved(one, 1)
    assert copies.moved(one, 0) is one and moved.source.id == f"{one.source.id}~1" and moved.source.raw == one.source.raw
    assert {m.link for m in moved.mentions if m.link}.isdisjoint(m.link for m in one.mentions if m.link and not m.link.startswith("?"))
    quads, documents = copies.graph_of(told, 4_000)
    assert documents > 1 and len({(q.subject, q.predicate, q.object) for q in quads}) >= 4_000 and not checked(memory_store(quads)).faults
    assert copies.division("141122", 0) == "141122" != copies.division("141122", 1) in gazetteer()


def test_both_stores_answer_the_same_rows_and_a_slow_one_is_stopped(modules: dict[str, Any], told: list[Extraction]) -> None:
    quads, _ = modules["copies"].graph_of(told, 3_000)
    benchmark, store = modules["store"], memory_store(quads)
    asked = list(benchmark.asked(store))
    assert {one.name for one in asked} == {q.name for q in questions()} and {one.told for one in asked} > {"", "a county", "a province"}
    dataset = benchmark.loaded(quads)
    for one in asked:
        if one.name in ("documents", "people-and-documents"):
            took, rows = benchmark.by_rdflib(dataset, one.text, 60.0)
            assert float(took) >= 0 and int(rows) == benchmark.rows_of(store, one.text) > 0
    assert benchmark.by_rdflib(dataset, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 0.2) == ("gave up after 0.2", "")
    assert benchmark.by_rdflib(dataset, "SELECT", 1.0)[0].startswith("failed: ")


def test_validation_is_timed_on_a_sound_graph(modules: dict[str, Any], told: list[Extraction]) -> None:
    shown = modules["shapes"].table(told, 2_000)
    assert all(part in shown for part in ("pySHACL", "the whole graph", "one document changed"))


def test_coverage_names_what_one_article_alone_holds(seeds: Path) -> None:
    command = [sys.executable, str(FOLDER / "coverage.py"), *(str(seeds / f"seed-00{i}.txt") for i in (3, 4)), "--at-most", "1", "--only", "org-functions"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = {entry: articles for _, entry, _, articles in (line.split("\t") for line in done.stdout.splitlines())}
    assert rows["党政办"] == "seed-004" and rows["军分区"] == "" and "党委" not in rows
