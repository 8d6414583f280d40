"""How far confidences can be trusted: held against precision, in bins of confidence and by the rule that speaks."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from extract.confidence import PARTS
from fangzhi.alignment import Aligned, Record, Span, aligned, quantity, right_fields
from fangzhi.evaluation import TYPES, WHOLE

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where the bins begin."""


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
    """One thing found: whose layer, by which rule, how sure, whether the gold has it so, and in which document.

    The layer of a mention is its type, of a field that with the field's name (`PLACE/link`), of what is not asserted
    `TYPE/candidate`.
    """

    layer: str
    rule: str
    confidence: float
    right: bool
    document: str = ""


def answers(gold: Mapping[str, Record], found: Mapping[str, Record]) -> list[Answer]:
    """Every mention, measurement and candidate found that has a confidence, and every field of what the gold has too.

    A mention is right with its span, a measurement with all that the row MEASUREMENT asks, a candidate with its span (a
    figure with its quantity), a field with its value.
    """
    collected: list[Answer] = []
    for document, record in gold.items():
        prediction = found.get(document)
        both = aligned(document, record, prediction)
        collected += [*_mentions(both), *_measurements(both)]
        if prediction and (passed := prediction.get("candidates")):
            collected += _candidates(aligned(document, record, {**prediction, **_as_found(passed)}))
    return collected


def reliability(given: list[Answer], layers: Container[str] | None = None) -> list[Bin]:
    """The reliability table: for each layer (all of them unless they are named) its bins of confidence."""
    groups: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for a in given:
        if layers is None or a.layer in layers:
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
                yield Answer(kind, m["rule"], m["confidence"], hit is not None, both.document)
                yield from _fields(kind, m, {name: same(name, hit, m) for name in m.get("fields", {})} if hit else {}, both.document)


def same(name: str, gold: Record, found: Record) -> bool:
    """Whether a field of a mention says what the gold says; the order of several posts or carriers is nothing."""
    one, other = gold.get(name), found.get(name)
    return sorted(one or []) == sorted(other or []) if name in ("posts", "by") else one == other


def _fields(layer: str, item: Record, right: Mapping[str, bool], document: str) -> Iterator[Answer]:
    for name, evidence in item.get("fields", {}).items():
        if name in right:
            yield Answer(f"{layer}/{name}", evidence["rule"], evidence["confidence"], right[name], document)


def _measurements(both: Aligned) -> Iterator[Answer]:
    """The whole measurement under the rules of its object and subject, its quantity, and the other fields where the gold has the figure."""
    for gold, found in both.pairs():
        if found is None or "confidence" not in found:
            continue
        right = right_fields(gold, found) if gold else {"quantity": False}
        rules = " ".join(found["rule"].split()[1 : len(PARTS) - 1])
        yield Answer("MEASUREMENT", rules, found["confidence"], all(right.get(name, False) for name in WHOLE), both.document)
        yield from _fields("MEASUREMENT", found, right, both.document)


def _as_found(passed: list[Record]) -> dict[str, list[Record]]:
    """Candidates as the lists of a record, which lays them over the gold like anything else."""
    return {"mentions": [c for c in passed if c["type"] != "QUANTITY"], "entities": [], "measurements": [c for c in passed if c["type"] == "QUANTITY"]}


def _candidates(both: Aligned) -> Iterator[Answer]:
    gold: dict[tuple[str, Span], Record] = {(m["type"], (m["start"], m["end"])): m for m in both.mentions}
    for m, span in both.found_mentions:
        yield Answer(f"{m['type']}/candidate", m["rule"], m["confidence"], span is not None and (m["type"], span) in gold, both.document)
    figures = {id(found): gold for gold, found in both.pairs() if found is not None}
    for m, _ in both.found_measurements:
        hit = figures[id(m)]
        yield Answer("QUANTITY/candidate", m["rule"].split()[-1], m["confidence"], hit is not None and quantity(hit) == quantity(m), both.document)
