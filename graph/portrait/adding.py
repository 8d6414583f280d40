"""When figures of several places may be added, and what they come to.

Only what is of one status, action, object, period and unit is set together. It is added where the unit and the object are those of
an amount, each figure is one number of one place, all places are of one level, none stands twice and none lies in another. Otherwise
the figures are counted, and it is said why they are not added.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from graph.portrait.numbers import Figure, Sum
from ontology.errors import SchemaError

PATH = Path(__file__).with_name("adding.yaml")
KEYS = ("quantities", "objects", "actions", "units")
Above = Callable[[str], Sequence[str]]
"""The places that a place lies in, by IRI."""


def sums(figures: Iterable[Figure], above: Above) -> list[Sum]:
    """Figures of one kind from two places or more, those that can be added first, the larger groups before the smaller."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in figures:
        groups[one.status, one.action, one.object, one.base_unit or one.unit, one.period].append(one)
    found = [_sum(group, above) for group in groups.values() if len({_place(f) for f in group}) > 1]
    return sorted(found, key=lambda s: (s.total is None, -s.count, s.object, s.action, s.unit, s.period, s.status))


def is_amount(quantity: str, unit: str) -> bool:
    """Whether numbers of a unit, of a kind of quantity as QUDT calls it, can be those of an amount."""
    return quantity in _words()["quantities"] and unit not in _words()["units"]


def refusal(group: Sequence[Figure], above: Above) -> str:
    """Why these figures may not be added, as a key of the page's words; empty where they may."""
    words, first = _words(), group[0]
    if not is_amount(first.quantity, first.unit) or not first.object:
        return "unit" if first.object else "object-unknown"
    if any(word in first.object for word in words["objects"]) or any(word in first.action for word in words["actions"]):
        return "object"
    if any(f.base is None for f in group):
        return "bounds"
    if any(sum(about.type == "Place" for about in f.about) > 1 for f in group):
        return "shared"
    places = [_place(f) for f in group]
    if len(set(places)) < len(places):
        return "twice"
    if len({about.subtype for f in group for about in f.about if about.type == "Place"}) > 1:
        return "levels"
    if any(set(above(place)) & set(places) for place in places):
        return "nested"
    return ""


def approximation(group: Iterable[Figure]) -> str:
    """How near the total is: exact where all parts are, over (under) where parts are over (under) and none the other way, else about."""
    kinds = {f.approximation for f in group} - {"exact", ""}
    return "exact" if not kinds else kinds.pop() if len(kinds) == 1 else "about"


def _sum(group: Sequence[Figure], above: Above) -> Sum:
    first, refused = group[0], refusal(group, above)
    unit = _written_unit(group)
    total = None if refused else sum((f.base for f in group if f.base is not None), Decimal(0))
    if total is not None and unit != first.base_unit:
        total = sum((Decimal(f.value) for f in group if f.value), Decimal(0))
    ordered = tuple(sorted(group, key=lambda f: (-(f.base or Decimal(0)), f.iri)))
    return Sum(first.status, first.action, first.object, unit, first.period, len(group), total, approximation(group), refused, ordered)


def _written_unit(group: Sequence[Figure]) -> str:
    """The unit as all of them write it, else that of the base."""
    units = {f.unit for f in group}
    return group[0].unit if len(units) == 1 else group[0].base_unit


def _place(one: Figure) -> str:
    return next((about.iri for about in one.about if about.type == "Place"), "")


@cache
def _words() -> dict[str, list[str]]:
    data = yaml.safe_load(PATH.read_text("utf-8"))
    if not isinstance(data, dict) or not all(isinstance(data.get(k), list) for k in KEYS):
        raise SchemaError(f"needs the lists {', '.join(KEYS)}", path=PATH, line=1, remedy="see the head of the file")
    return {key: [str(word) for word in data[key]] for key in KEYS}
