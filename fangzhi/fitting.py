"""The table of confidences fitted on gold: counts for each rule, and how well such counts tell documents that they were not taken from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.rates import Layer, Rates, Rule, Tally
from fangzhi.calibration import Answer


def fitted(given: Iterable[Answer], like: Rates) -> Rates:
    """The table of these answers, with the threshold, prior and bounds of another; a band stands for itself where its rule declares several."""
    counted: dict[str, dict[str, dict[float, list[bool]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for a in given:
        counted[a.layer][a.rule][like.band(a.confidence)].append(a.right)
    return replace(like, layers={layer: _layer(layer, rules) for layer, rules in sorted(counted.items())})


def _layer(name: str, rules: Mapping[str, Mapping[float, Sequence[bool]]]) -> Layer:
    made = {rule: _rule(bands, split=not name.startswith("MEASUREMENT")) for rule, bands in sorted(rules.items())}
    return Layer(_tally([right for bands in rules.values() for some in bands.values() for right in some]), made)


def _rule(bands: Mapping[float, Sequence[bool]], *, split: bool) -> Rule:
    whole = _tally([right for some in bands.values() for right in some])
    return Rule(whole, {bound: _tally(some) for bound, some in sorted(bands.items())} if split and len(bands) > 1 else {})


def _tally(answers: Sequence[bool]) -> Tally:
    return Tally(len(answers), sum(answers))


def foretold(given: Sequence[Answer], like: Rates) -> list[Answer]:
    """The answers, each with the confidence that the table of all other documents gives it."""
    result: list[Answer] = []
    for document in sorted({a.document for a in given}):
        table = fitted([a for a in given if a.document != document], like)
        result += [replace(a, confidence=said(table, a)) for a in given if a.document == document]
    return result


def said(table: Rates, answer: Answer) -> float:
    """What a table says of an answer; a figure and its parts declare nothing of their own."""
    return table.chance(answer.layer, answer.rule, None if answer.layer.startswith("MEASUREMENT") else answer.confidence)


def written(table: Rates, head: str) -> str:
    """The table as YAML, `head` as comments above it; each count is `[right, found]`."""
    lines = [*(f"# {line}".rstrip() for line in head.splitlines())]
    lines += [f"threshold: {table.threshold:g}", f"least: {table.least:g}", f"prior: {table.prior:g}", f"bounds: {list(table.bounds)}", "layers:"]
    for name, layer in table.layers.items():
        lines.append(f"  {name}: # {layer.tally.right} of {layer.tally.found}")
        lines += [f"    {rule}: {{{_row(row)}}}" for rule, row in layer.rules.items()]
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    counts = {"all": rule.tally, **{f"{bound:g}": tally for bound, tally in rule.bands.items()}}
    return ", ".join(f"{name}: [{tally.right}, {tally.found}]" for name, tally in counts.items())
