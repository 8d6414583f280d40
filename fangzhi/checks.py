"""Loads everything that is data and runs its own examples: what `fangzhi check` prints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

import ontology
from ontology.errors import InputError, SchemaError


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of knowledge: its kind and name, what it holds, and the fault that it has ("" when sound)."""

    kind: str
    name: str
    holds: str
    fault: str = ""


def checked() -> Iterator[Checked]:
    """Every lexicon, rule file, query, shape, unit and style, in a fixed order."""
    from extract.knowledge import lexicon, names, own_ontologies
    from graph.own_ontology import read_ontology
    from graph.query import questions
    from graph.style import style

    for name in names("lexicons"):
        yield _checked("lexicon", name, lambda name=name: f"{len(lexicon(name).entries)} terms" + _effects("lexicons", name))  # type: ignore[misc]
    for name in names("rules"):
        yield _checked("rules", name, lambda name=name: _rules(name))  # type: ignore[misc]
    yield _checked("queries", "graph/queries", lambda: f"{len(questions())} ready questions")
    yield _checked("style", "graph/style.yaml", lambda: f"{len(style().types)} types")
    for name in ("fangzhi.ttl", "units.ttl", "shapes.ttl"):
        yield _checked("ontology", f"ontology/{name}", lambda name=name: f"{_statements(name)} statements")  # type: ignore[misc]
    for path in own_ontologies():
        yield _checked("ontology", path.name, lambda path=path: f"yours added {len(read_ontology(path))} statements")  # type: ignore[misc]


def show_checks() -> bool:
    """Prints a line a file; whether all are sound."""
    from fangzhi import console

    results = list(checked())
    console.table(("kind", "name", "holds", "fault"), [(c.kind, c.name, c.holds, c.fault) for c in results])
    faults = sum(1 for c in results if c.fault)
    console.say(f"{len(results)} files, {faults} with a fault", style="bold red" if faults else "bold green")
    return not faults


def _rules(name: str) -> str:
    from extract.knowledge import rules

    found = rules(name)
    return f"{len(found)} rules, {sum(len(r.hits) + len(r.misses) for r in found)} examples" + _effects("rules", name)


def _effects(kind: str, name: str) -> str:
    """What users' files of that name do to ours."""
    from extract.knowledge import HERE, own_files
    from extract.knowledge_files import written

    key, called = ("entries", "term") if kind == "lexicons" else ("rules", "id")
    ours = {_name(item, called) for item, _ in written(HERE / kind / f"{name}.yaml", key, ())}
    found: dict[str, list[str]] = {}
    for path in (p for p in own_files() if (p.parent.name, p.stem) == (kind, name)):
        for item, _ in written(path, key, ()):
            term = _name(item, called)
            removed = isinstance(item, dict) and "remove" in item
            found.setdefault("removed" if removed else "replaced" if term in ours else "added", []).append(term)
    said = [f"{verb} {' '.join(terms[:5])}{f' … ({len(terms)})' if len(terms) > 5 else ''}" for verb, terms in sorted(found.items())]
    return f"; yours {', '.join(said)}" if said else ""


def _name(item: object, key: str) -> str:
    return str(item[key] if isinstance(item, dict) else item)


def _statements(name: str) -> int:
    """How many statements a Turtle file of the ontology holds. Raises SchemaError."""
    path = Path(ontology.__file__).parent / name
    try:
        return sum(1 for _ in parse(path=str(path), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as fault:
        raise SchemaError(f"not Turtle: {fault}", path=path, remedy="mend the line that it names") from fault


def _checked(kind: str, name: str, load: Callable[[], str]) -> Checked:
    try:
        return Checked(kind, name, load())
    except InputError as fault:
        return Checked(kind, name, "", str(fault))
