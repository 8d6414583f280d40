"""The quality gate: floors on gold that only rise. `tests/gate.json` holds them, in the rows of the scorer."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from extract.format import as_json
from extract.read import sources
from extract.values import Extraction, Source
from fangzhi.engine import extractions
from fangzhi.evaluation import Evaluation, evaluation, records

FLOORS: Mapping[str, Mapping[str, float]] = json.loads((Path(__file__).parent / "gate.json").read_text("utf-8"))
pytestmark = pytest.mark.model


def held_against(gold: Path, articles: Path) -> Evaluation:
    wanted = records(gold)
    found = [s for s in sources(sorted(articles.glob("*.txt"))) if isinstance(s, Source)]
    lines = [as_json(e) for e in extractions(found) if isinstance(e, Extraction)]
    return evaluation(wanted, {r["id"]: r for r in map(json.loads, lines)})


def below(figures: Evaluation, floors: Mapping[str, float]) -> list[str]:
    have = {"text": figures.text, "headline": figures.headline, **{name: row.f1 for name, row in figures.rows.items()}}
    return [f"{name} {have[name]:.4f} is below its floor {floor}" for name, floor in floors.items() if have[name] < floor]


def test_seeds_keep_their_floors(seeds: Path) -> None:
    assert not below(held_against(seeds / "gold.jsonl", seeds), FLOORS["seeds"])


@pytest.mark.shared
def test_dev_keeps_its_floors(shared: Path) -> None:
    assert not below(held_against(shared / "gold" / "dev.jsonl", shared / "gold" / "raw"), FLOORS["dev"])
