"""The places of a build on their administrative tree, each with the places and figures of all that lies inside it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Store

from fangzhi.web.entities import Entities
from ontology.terms import FZ


@dataclass(frozen=True, slots=True)
class Branch:
    """A place: how deep it stands in the list of all branches, and what is inside it, itself included."""

    iri: str
    label: str
    klass: str
    code: str
    level: int
    depth: int
    places: int
    figures: int
    said: int


def branches(store: Store, entities: Entities) -> tuple[Branch, ...]:
    """All places, each behind the one that it lies in, sisters by code and name."""
    places = [iri for iri, kind in entities.kinds.items() if kind == "Place"]
    inside: Counter[str] = Counter()
    below: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        chain = entities.chain(place)
        inside.update(chain[1:])
        below[chain[1] if len(chain) > 1 and entities.kinds.get(chain[1]) == "Place" else ""].append(place)
    figures = rolled_up(store, entities)
    found: list[Branch] = []
    left = [(place, 0) for place in sorted(below[""], key=lambda p: _order(entities, p), reverse=True)]
    while left:
        place, depth = left.pop()
        found.append(
            Branch(place, entities.label(place), entities.klass(place), entities.code(place), entities.level(place), depth, inside[place], figures[place],
                   entities.said[place])
        )  # fmt: skip
        left += [(inner, depth + 1) for inner in sorted(below[place], key=lambda p: _order(entities, p), reverse=True)]
    return tuple(found)


def rolled_up(store: Store, entities: Entities) -> Counter[str]:
    """How many figures are about a place or anything inside it: its organisations, and what these carry out by the same document."""
    doers: defaultdict[tuple[object, str], list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, NamedNode(FZ.CARRIED_OUT_BY), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and not isinstance(quad.graph_name, DefaultGraph):
            doers[quad.graph_name, quad.subject.value].append(quad.object.value)
    around: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(FZ.ABOUT), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and not isinstance(quad.graph_name, DefaultGraph):
            subject = quad.object.value
            for thing in (subject, *doers.get((quad.graph_name, subject), ())):
                place = entities.of_place.get(thing, thing)
                if entities.kinds.get(place) == "Place":
                    around[quad.subject.value].update(entities.chain(place))
    return Counter(place for places in around.values() for place in places)


def _order(entities: Entities, place: str) -> tuple[bool, str, str, str]:
    return not entities.code(place), entities.code(place), entities.label(place), place
