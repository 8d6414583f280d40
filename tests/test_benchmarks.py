"""The benchmarks run: gold is split by the fixed rule, each switch changes what it says, baselines go through the scorer."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model
FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, Any]]:
    sys.path.insert(0, str(FOLDER))
    import ablation
    import baselines
    import goldsets
    import throughput

    yield {"goldsets": goldsets, "ablation": ablation, "baselines": baselines, "throughput": throughput}
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
