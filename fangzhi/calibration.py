"""How far confidences can be trusted: held against precision, in bins of confidence and by the rule that speaks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fangzhi.alignment import Aligned, Record, aligned, right_fields
from fangzhi.evaluation import TYPES, WHOLE

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where the bins begin."""
FIELD_OF = {"quantity": "quantity", "object": "object", "subject": "subject", "period": "period"}
"""Which field of a measurement a part of its rule speaks for, by the part's first word; modality is the rest."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Some answers of like confidence, or of one rule: how many, their mean confidence, and the share that is right."""

    layer: str
    name: str
    number: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing found: whose layer, by which rule, how sure, and whether the gold has it so."""

    layer: str
    rule: str
    confidence: float
    right: bool


def answers(gold: Mapping[str, Record], found: Mapping[str, Record]) -> list[Answer]:
    """Every mention and measurement found that has a confidence, and every field of the measurements whose quantity the gold has.

    A PLACE is right with span and link, the other mentions with their span, a measurement with all that the row
    MEASUREMENT asks.
    """
    collected: list[Answer] = []
    for document, record in gold.items():
        both = aligned(document, record, found.get(document))
        collected += [*_mentions(both), *_measurements(both)]
    return collected


def reliability(given: list[Answer]) -> list[Bin]:
    """The reliability table: for each layer its bins of confidence."""
    groups: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for a in given:
        if "/" not in a.layer:
            groups[a.layer, max(i for i, bound in enumerate(BOUNDS) if a.confidence >= bound)].append(a)
    tops = (*BOUNDS[1:], 1.0)
    return [_bin(layer, f"{BOUNDS[i]:.2f}–{tops[i]:.2f}", groups[layer, i]) for layer, i in sorted(groups)]


def by_rule(given: list[Answer], *, least: int = 5) -> list[Bin]:
    """The same by rule, for rules that spoke at least so often."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for a in given:
        groups[a.layer, a.rule].append(a)
    return [_bin(layer, rule, group) for (layer, rule), group in sorted(groups.items()) if len(group) >= least and layer != "MEASUREMENT"]


def expected_error(bins: list[Bin]) -> dict[str, float]:
    """The expected calibration error of each layer: the mean distance of confidence and precision, weighted by number."""
    layers: dict[str, list[Bin]] = defaultdict(list)
    for b in bins:
        layers[b.layer].append(b)
    return {layer: sum(abs(b.confidence - b.precision) * b.number for b in found) / sum(b.number for b in found) for layer, found in layers.items()}


def _bin(layer: str, name: str, group: list[Answer]) -> Bin:
    n = len(group)
    return Bin(layer, name, n, sum(a.confidence for a in group) / n, sum(a.right for a in group) / n)


def _mentions(both: Aligned) -> Iterator[Answer]:
    for kind in TYPES:
        gold, found = both.of_type(kind)
        at = {(m["start"], m["end"]): m for m in gold}
        for m, span in found:
            if "confidence" in m:
                hit = at.get(span) if span else None
                right = hit is not None and (kind != "PLACE" or hit["link"] == m.get("link"))
                yield Answer(kind, m["rule"], m["confidence"], right)


def _measurements(both: Aligned) -> Iterator[Answer]:
    """The whole measurement, and under `MEASUREMENT/field` what each part of its rule says of that field."""
    for gold, found in both.pairs():
        if found is None or "confidence" not in found:
            continue
        right = right_fields(gold, found) if gold else {}
        yield Answer("MEASUREMENT", found["rule"], found["confidence"], bool(right) and all(right[name] for name in WHOLE))
        for part in found["rule"].split():
            name = FIELD_OF.get(part.partition("-")[0], "kind")
            if right or name == "quantity":
                yield Answer(f"MEASUREMENT/{name}", part, found["confidence"], right.get(name, False))
