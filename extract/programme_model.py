"""The learnt scores of named features: a logistic regression that a reader can check by eye.

`data/programme-model.json` holds one table a kind of candidate: the bias and the weight of each feature. It is made by
scripts/train_programme_model.py.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from ontology.errors import LexiconError

PATH = Path(__file__).parent / "data" / "programme-model.json"


@dataclass(frozen=True, slots=True)
class Model:
    """`bias` and a weight for each feature that was seen in training; other features weigh nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5

    def probability(self, features: Iterable[str]) -> float:
        """The chance that a candidate with these features is a programme, in (0, 1).

        >>> Model(0.0, {"head=firm": 2.0}).probability(["head=firm"]) > 0.5
        True
        """
        z = self.bias + sum(self.weights.get(f, 0.0) for f in sorted(set(features)))
        return 1 / (1 + exp(-max(-30.0, min(30.0, z))))


@cache
def model(name: str) -> Model:
    """The table of that name, `quoted` or `bare`. Raises LexiconError."""
    try:
        tables = json.loads(PATH.read_text("utf-8"))
        table = tables[name]
        return Model(float(table["bias"]), {k: float(v) for k, v in table["weights"].items()}, float(table["threshold"]))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise LexiconError(f"no table {name!r} of weights", path=PATH, remedy="run scripts/train_programme_model.py") from fault
