"""Pairs of entities that may be one, for review: never merged, always the same pairs, found without comparing all with all.

People of one name that no shared post joins; organisations of one place whose names are long and short forms of each other; programmes
of one name in places that lie in each other or side by side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from graph.facts import Facts
from ontology.iri import is_link, text_of
from ontology.terms import FZ, STD

MANY = 6
"""Of more entities than this in one group only neighbours in order are paired: a name that everybody bears tells little."""
NUMERALS = frozenset("0123456789一二三四五六七八九十百东西南北中上下前后新老大小甲乙丙丁")
"""Characters that tell two bodies of otherwise one name apart (第一小学, 第二小学; 东风村, 西风村)."""
TAILS = ("公司", "有限公司", "有限责任公司", "集团", "合作社", "专业合作社", "农民专业合作社", "农场", "委员会", "公室")
"""What a short form leaves out at the end."""
SHORTEST = 3
"""Characters that the shorter of two names must have besides the place."""


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two entities that may be one, by IRI in order; how likely, and by which rule."""

    one: str
    other: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class _Named:
    iri: str
    label: str
    scope: str
    place: str


def doubts(facts: Facts, base: str) -> tuple[Doubt, ...]:
    """The pairs that may be one, sorted."""
    found = {
        *_same_name(_named(facts, FZ.PERSON, base), "person-same-name", _person_score),
        *_similar_names(_named(facts, FZ.ORGANISATION, base)),
        *_same_name(_named(facts, FZ.PROGRAMME, base), "programme-same-name-nearby", _programme_score),
    }
    return tuple(sorted(found))


def _named(facts: Facts, kind: str, base: str) -> list[_Named]:
    rows = []
    for iri in facts.of_type(kind):
        scope = text_of(iri.removeprefix(base).split("/")[1])
        place = facts.one(iri, FZ.OF_PLACE)
        rows.append(_Named(iri, facts.one(iri, STD.LABEL), scope, facts.one(place, STD.LABEL) if place else ""))
    return rows


def _same_name(entities: Iterable[_Named], rule: str, score: Callable[[_Named, _Named], float]) -> Iterator[Doubt]:
    groups: dict[str, list[_Named]] = defaultdict(list)
    for entity in entities:
        groups[entity.label].append(entity)
    for group in groups.values():
        for a, b in _pairs(group):
            if value := score(a, b):
                yield Doubt(a.iri, b.iri, value, rule)


def _pairs(group: list[_Named]) -> Iterable[tuple[_Named, _Named]]:
    ordered = sorted(group)
    return combinations(ordered, 2) if len(ordered) <= MANY else pairwise(ordered)


def _person_score(a: _Named, b: _Named) -> float:
    """A post in places that lie in each other says most, two posts far apart least."""
    if not (is_link(a.scope) and is_link(b.scope)):
        return 0.5
    return 0.7 if _nested(a.scope, b.scope) else 0.4 if a.scope[:4] == b.scope[:4] else 0.2


def _programme_score(a: _Named, b: _Named) -> float:
    if not (is_link(a.scope) and is_link(b.scope)):
        return 0.0
    return 0.7 if _nested(a.scope, b.scope) else 0.5 if a.scope[:4] == b.scope[:4] else 0.0


def _nested(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _similar_names(entities: Iterable[_Named]) -> Iterator[Doubt]:
    """Names of one place that share their first and last character, or begin alike and differ by a usual ending."""
    groups: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for entity in entities:
        own = _own(entity)
        if len(own) >= SHORTEST:
            groups[entity.scope, own[0]].append(entity)
    for group in groups.values():
        for a, b in combinations(sorted(group), 2):
            if value := similarity(_own(a), _own(b)):
                yield Doubt(a.iri, b.iri, value, "organisation-long-and-short-name")


def _own(entity: _Named) -> str:
    """The name without the place in front."""
    return entity.label.removeprefix(entity.place).strip("“”") if entity.place else entity.label.strip("“”")


def similarity(one: str, other: str) -> float:
    """How likely two names are long and short form of one; 0 where they are not.

    >>> similarity("教体局", "教育体育局"), similarity("第一小学", "第二小学"), similarity("云峰茶叶", "云峰茶叶有限公司")
    (0.6, 0.0, 0.8)
    """
    short, long = sorted((one, other), key=lambda t: (len(t), t))
    if len(short) == len(long) or len(short) < SHORTEST:
        return 0.0
    if long.startswith(short) and long.removeprefix(short) in TAILS:
        return 0.8
    rest = iter(long)
    kept = short[-1] == long[-1] and all(char in rest for char in short)
    extra = set(long) - set(short)
    if not kept or len(long) - len(short) > len(short) or NUMERALS & extra or _qualified(short, long):
        return 0.0
    return round(len(short) / len(long), 2)


def _qualified(short: str, long: str) -> bool:
    """Whether the long name has one more word inside, which tells two bodies apart (云州大学, 云州理工大学)."""
    if long.endswith(short):
        return False
    shared = next(i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b)
    return long.endswith(short[shared:])
