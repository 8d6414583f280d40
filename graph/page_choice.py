"""Which nodes a page has room for where it cannot hold all, and what it says of the others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.page_data import Entity, Relation

FIGURES_SHARE = 0.3
"""The part of a page that is kept for figures where not everything fits."""
FRAME_SHARE = 0.3
"""The most of a page that goes to the places by which the rest is added up."""
FRAME = ("Province", "Prefecture", "County")
"""Subtypes of those places, the upper ones first."""


def chosen(nodes: Sequence[Entity], edges: Iterable[Relation], parent: Mapping[str, str], limit: int) -> set[str]:
    """The IRIs of at most `limit` nodes: the places that hold the rest, then the best connected, each with all that it hangs under, a share of them figures."""
    if len(nodes) <= limit:
        return {n.iri for n in nodes}
    frame = _frame(nodes, parent, int(limit * FRAME_SHARE))
    degree = Counter(end for e in edges for end in (e.source, e.target))
    ordered = sorted(nodes, key=lambda n: (-degree[n.iri], -len(n.evidence), n.iri))
    figures = [n.iri for n in ordered if n.type == "Measurement"]
    others = [n.iri for n in ordered if n.type != "Measurement"]
    kept = _with_parents([*frame, *others], parent, limit - min(len(figures), int(limit * FIGURES_SHARE)))
    near = [f for f in figures if parent.get(f) in kept]
    kept |= set([*near, *(f for f in figures if f not in set(near))][: limit - len(kept)])
    return kept


def _with_parents(ordered: Iterable[str], parent: Mapping[str, str], limit: int) -> set[str]:
    kept: set[str] = set()
    for iri in ordered:
        line = [step for step in _line(iri, parent) if step not in kept]
        if len(kept) + len(line) <= limit:
            kept.update(line)
    return kept


def _frame(nodes: Sequence[Entity], parent: Mapping[str, str], limit: int) -> list[str]:
    """The counties and what is above them, level by level, those that hold most first."""
    holds = Counter(iri for n in nodes for iri in _line(n.iri, parent)[1:])
    levels = [[n.iri for n in nodes if n.type == "Place" and n.subtype == level and holds[n.iri]] for level in FRAME]
    return [iri for level in levels for iri in sorted(level, key=lambda i: (-holds[i], i))][:limit]


def _line(iri: str, parent: Mapping[str, str]) -> list[str]:
    """The node, the one that it hangs under, and so on up."""
    line: list[str] = []
    step: str | None = iri
    while step is not None and step not in line:
        line.append(step)
        step = parent.get(step)
    return line


def gathered(nodes: Iterable[Entity], parent: Mapping[str, str], kept: Collection[str]) -> dict[str, dict[str, int]]:
    """For each kept node, how many that are not kept hang under it and under no kept node nearer to them, by type."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for node in nodes:
        holder = next((iri for iri in _line(node.iri, parent) if iri in kept), None)
        if holder not in (None, node.iri):
            counts[str(holder)][node.type] += 1
    return {iri: dict(sorted(found.items())) for iri, found in sorted(counts.items())}


def left_out(nodes: Iterable[Entity], kept: Collection[str]) -> dict[str, int]:
    """How many nodes of each type are not kept, by type."""
    return dict(sorted(Counter(n.type for n in nodes if n.iri not in kept).items()))


def missing_neighbours(nodes: Iterable[Entity], edges: Iterable[Relation], kept: Collection[str]) -> dict[str, dict[str, int]]:
    """For each kept node that has neighbours which are not kept, how many of each type."""
    kinds = {n.iri: n.type for n in nodes}
    missing: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for here, there in ((edge.source, edge.target), (edge.target, edge.source)):
            if here in kept and there not in kept and there in kinds:
                missing[here].add(there)
    return {iri: dict(sorted(Counter(kinds[t] for t in there).items())) for iri, there in sorted(missing.items())}
