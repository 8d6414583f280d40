"""What a build holds, read once in a worker: its counts and places, how far it was read, its open doubts, its names, what forms may offer."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from fangzhi.report import REPORT
from fangzhi.web.entities import KINDS, Entities, instances, objects
from fangzhi.web.names import Named, Names
from fangzhi.web.tree import Branch, branches
from graph.questions import LEVELS
from graph.style import style
from ontology.terms import FZ, PREFIXES, STD

DOUBTFUL = 0.6
"""Confidences below this are counted as open doubts."""
OFFERED = 300
"""How many values a form offers at once; typing finds the others."""
SHOWN = 50
"""Refused inputs that are listed."""
UNRESOLVED = """SELECT (COUNT(DISTINCT ?m) AS ?n) (COUNT(DISTINCT ?some) AS ?candidates) {
  ?m a fz:Mention FILTER NOT EXISTS { ?m oa:hasBody ?body }
  OPTIONAL { ?m fz:candidate ?candidate BIND(?m AS ?some) } }"""
LOW = f"SELECT (COUNT(?m) AS ?n) {{ ?m a fz:Mention ; fz:confidence ?confidence FILTER(?confidence < {DOUBTFUL}) }}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the articles were read; `refused` are inputs that gave none: path, reason, remedy.

    What is damaged are characters where there is a report beside the store, else stretches of them.
    """

    documents: int = 0
    with_figures: int = 0
    damaged_documents: int = 0
    damaged: int = 0
    characters: int = 0
    repairs: int = 0
    refused_count: int = 0
    refused: tuple[tuple[str, str, str], ...] = ()
    conforms: bool | None = None
    """None where there is no report beside the store."""


@dataclass(frozen=True, slots=True)
class Survey:
    """All of it; `doubts` are counts by the ready question that lists them, `offers` the values of a kind of parameter, most used first."""

    counts: Mapping[str, int]
    branches: tuple[Branch, ...]
    coverage: Coverage
    doubts: Mapping[str, int]
    candidates: int
    offers: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    """Names that several places share."""
    classes: Mapping[str, Mapping[str, str]]
    names: Names

    def value_of(self, thing: Named) -> str:
        """What a form may say for it: its name, or what tells it from others of that name."""
        return thing.label if thing.kind != "Place" or thing.label not in self.ambiguous else thing.code or thing.iri

    def class_names(self, tongue: str) -> Mapping[str, str]:
        """What the classes are called in a language, by their own names and by their Chinese ones."""
        names = {name: self.called(name, tongue) for name in (*style().types, *self.classes)}
        return names | {said["zh"]: said[tongue] for said in self.classes.values() if {"zh", tongue} <= said.keys()}

    def called(self, klass: str, tongue: str) -> str:
        """What a class is called in a language."""
        look = style().types.get(klass)
        return (look.zh if tongue == "zh" else look.en) if look else self.classes.get(klass, {}).get(tongue, klass)


def survey(store: Store, out: Path) -> Survey:
    """The survey of a store; `out` is the folder of its build."""
    entities = Entities(store)
    tree = branches(store, entities)
    counts = {kind: sum(1 for k in entities.kinds.values() if k == kind) for kind in KINDS}
    counts["Mention"] = len(set(instances(store, FZ.MENTION)))
    unresolved = _row(store, UNRESOLVED)
    doubts = {
        "conflicting-figures": sum(1 for one, other in objects(store, FZ.CONFLICTS_WITH) if isinstance(other, NamedNode) and one < other.value),
        "doubtful-pairs": len(set(instances(store, FZ.DOUBT))),
        "candidates": len(set(instances(store, FZ.UNASSERTED))),
        "unresolved-places": unresolved.get("n", 0),
        "low-confidence": _row(store, LOW).get("n", 0),
        "places-without-figures": sum(1 for branch in tree if branch.said and not branch.figures),
        "corrections": sum(1 for _, outcome in objects(store, FZ.OUTCOME) if isinstance(outcome, Literal) and outcome.value != "applied"),
    }
    ambiguous = frozenset(label for label, n in Counter(b.label for b in tree).items() if n > 1)
    return Survey(
        counts, tree, _coverage(store, out), doubts, unresolved.get("candidates", 0), _offers(store, entities, tree, ambiguous), ambiguous, entities.classes,
        Names(entities.named()),
    )  # fmt: skip


def _coverage(store: Store, out: Path) -> Coverage:
    def numbers(predicate: str) -> list[int]:
        return [int(value.value) for _, value in objects(store, predicate) if isinstance(value, Literal) and value.value.isdigit()]

    report = _report(out)
    figures = numbers(FZ.MEASUREMENT_COUNT)
    damaged = [int(str(d.get("damaged", 0))) for d in _listed(report.get("documents"))] or numbers(FZ.DAMAGED_COUNT)
    refused = [tuple(str(r.get(key, "")) for key in ("path", "reason", "remedy")) for r in _listed(report.get("refused"))]
    conforms = report.get("conforms")
    return Coverage(
        documents=len(set(instances(store, FZ.DOCUMENT))),
        with_figures=sum(1 for n in figures if n),
        damaged_documents=sum(1 for n in damaged if n),
        damaged=sum(damaged),
        characters=sum(numbers(FZ.CHARACTER_COUNT)),
        repairs=sum(numbers(FZ.REPAIR_COUNT)),
        refused_count=len(refused),
        refused=tuple((path, reason, remedy) for path, reason, remedy in refused[:SHOWN]),
        conforms=conforms if isinstance(conforms, bool) else None,
    )


def _offers(store: Store, entities: Entities, tree: Iterable[Branch], ambiguous: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The values that a form may offer for each kind of parameter."""
    units: Counter[str] = Counter()
    for unit, n in Counter(unit.value for _, unit in objects(store, STD.HAS_UNIT) if isinstance(unit, NamedNode)).items():
        base = next((q.object for q in store.quads_for_pattern(NamedNode(unit), NamedNode(STD.SCALING_OF), None, None)), None)
        for iri in {unit, base.value if isinstance(base, NamedNode) else unit}:
            units[_zh(store, iri)] += n
    years = {value.value[:4] for p in (FZ.PERIOD_START, FZ.PERIOD_END) for _, value in objects(store, p) if isinstance(value, Literal)}
    places = sorted((b for b in tree if b.figures), key=lambda b: (b.level, -b.figures, b.code))
    programmes = sorted((iri for iri, kind in entities.kinds.items() if kind == "Programme"), key=lambda iri: (-entities.said[iri], entities.label(iri)))
    return {
        "level": tuple(LEVELS),
        "place": tuple(b.code if b.label in ambiguous and b.code else b.label for b in places[:OFFERED]),
        "programme": tuple(dict.fromkeys(entities.label(iri) for iri in programmes[:OFFERED])),
        "unit": tuple(label for label, _ in sorted(units.items(), key=lambda u: (-u[1], u[0])) if label),
        "year": tuple(sorted((year for year in years if len(year) == 4 and year.isdigit()), reverse=True)),
    }


def _zh(store: Store, iri: str) -> str:
    labels = (q.object for q in store.quads_for_pattern(NamedNode(iri), NamedNode(STD.LABEL), None, None))
    return min((label.value for label in labels if isinstance(label, Literal) and label.language == "zh"), default="")


def _row(store: Store, text: str) -> dict[str, int]:
    found = store.query(text, prefixes=dict(PREFIXES))
    if not isinstance(found, QuerySolutions):
        return {}
    names = [v.value for v in found.variables]
    return {name: int(value.value) for row in found for name, value in zip(names, row, strict=True) if isinstance(value, Literal)}


def _report(out: Path) -> Mapping[str, object]:
    try:
        found = json.loads((out / REPORT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _listed(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
