"""How often each rule was right on gold that it was not written with: the counts of data/confidence.yaml and the chances they give."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.knowledge_files import Loader
from ontology.errors import LexiconError

PATH = Path(__file__).parent / "data" / "confidence.yaml"
REMEDY = "run scripts/fit_confidence.py"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers there were, and how many of them right."""

    found: int = 0
    right: int = 0

    def chance(self, prior: float, weight: float) -> float:
        """The share that is right, drawn towards `prior` as by so many answers of that share.

        >>> Tally(10, 10).chance(0.5, 10)
        0.75
        """
        return (self.right + weight * prior) / (self.found + weight)


@dataclass(frozen=True, slots=True)
class Rule:
    """The tally of a rule, and where it declares more than one confidence that of each band of them, by its lower bound."""

    tally: Tally
    bands: Mapping[float, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """The tally of a layer (PLACE, PLACE/link, …) and of its rules."""

    tally: Tally
    rules: Mapping[str, Rule]

    @property
    def mean(self) -> float:
        """The share of its answers that is right, never quite 0 or 1."""
        return self.tally.chance(0.5, 2)


@dataclass(frozen=True, slots=True)
class Rates:
    """The whole table: below `threshold` nothing is asserted, below `least` nothing is kept as a candidate either.

    `prior` answers draw a rule to its layer and a band to its rule.
    """

    threshold: float
    least: float
    prior: float
    bounds: tuple[float, ...]
    layers: Mapping[str, Layer]

    def band(self, declared: float) -> float:
        """The lower bound of the band that a declared confidence lies in."""
        return self.bounds[bisect_right(self.bounds, declared) - 1]

    def chance(self, layer: str, rule: str, declared: float | None = None) -> float:
        """The chance that what a rule says in a layer is right.

        What the table does not know keeps what is declared, and where nothing is declared the mean of its layer.
        """
        known = self.layers.get(layer)
        if known is None or (rule not in known.rules and declared is not None):
            return 0.5 if declared is None else declared
        if rule not in known.rules:
            return known.mean
        found = known.rules[rule]
        share = found.tally.chance(known.mean, self.prior)
        band = found.bands.get(self.band(declared)) if declared is not None else None
        return band.chance(share, self.prior) if band else share


@cache
def rates() -> Rates:
    """The table in use. Raises LexiconError."""
    return read_rates(PATH)


def read_rates(path: Path) -> Rates:
    """The table of a file, its counts and shares checked. Raises LexiconError."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader)
        bounds = tuple(float(b) for b in data["bounds"])
        layers = {str(name): _layer(path, str(name), layer) for name, layer in data["layers"].items()}
        table = Rates(float(data["threshold"]), float(data["least"]), float(data["prior"]), bounds, layers)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise LexiconError(f"no table of confidences ({fault!r})", path=path, remedy=REMEDY) from fault
    rising = bool(bounds) and bounds[0] == 0 and list(bounds) == sorted(set(bounds)) and bounds[-1] <= 1
    if not 0 <= table.least <= table.threshold <= 1 or table.prior <= 0 or not rising:
        wanted = "write 0 ≤ least ≤ threshold ≤ 1, a prior above 0, bounds from 0 up"
        raise LexiconError("threshold, least, prior or bounds are not what they can be", path=path, remedy=wanted)
    return table


def _layer(path: Path, name: str, data: Mapping[str, Any]) -> Layer:
    rules = {str(rule): _rule(path, f"{name} {rule}", row) for rule, row in data.items()}
    return Layer(_sum([r.tally for r in rules.values()]), rules)


def _rule(path: Path, name: str, row: Mapping[str, Any]) -> Rule:
    bands = {float(bound): _tally(path, name, counts) for bound, counts in row.items() if bound != "all"}
    return Rule(_tally(path, name, row["all"]), bands)


def _tally(path: Path, name: str, counts: Any) -> Tally:
    right, found = (int(n) for n in counts)
    if not 0 <= right <= found:
        raise LexiconError(f"{name}: {right} of {found} cannot be right", path=path, remedy=REMEDY)
    return Tally(found, right)


def _sum(tallies: list[Tally]) -> Tally:
    return Tally(sum(t.found for t in tallies), sum(t.right for t in tallies))
