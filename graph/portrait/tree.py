"""A place among places: the chain that it lies in, the tree of what lies in it, and the figures of all that together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from graph.portrait.adding import sums
from graph.portrait.evidence import Link
from graph.portrait.figures import figure, with_evidence
from graph.portrait.numbers import Branch, Rollup, Sum
from graph.portrait.records import Records
from ontology.terms import FZ

CHILDREN, LEVELS = 60, 3
"""Places that one level of the tree lists, and levels below the place that it shows."""
COUNTED = 5000
"""Figures that are added up for a page; above that they are counted only."""
FIRST, GROUPS, PARTS = 15, 12, 20
"""Figures of places inside that a page lists one by one, groups of them, figures of each group."""


def chain(facts: Records, place: str) -> tuple[Link, ...]:
    """The places around a place, from the outermost in."""
    return tuple(facts.link(iri) for iri in reversed(above(facts, place)))


def above(facts: Records, place: str) -> list[str]:
    """The places around a place, the next one first."""
    found: list[str] = []
    while (upper := facts.one(found[-1] if found else place, FZ.WITHIN)) and upper not in found and upper != place:
        found.append(upper)
    return found


class Inside:
    """All that lies in a place, read once."""

    def __init__(self, facts: Records, place: str) -> None:
        self._facts, self.place = facts, place
        self.children: dict[str, list[str]] = {}
        self.figures: dict[str, list[str]] = {}
        self.organisations: dict[str, list[str]] = {}
        level = [place]
        while level:
            for one in level:
                self.children[one] = [c for c in facts.subjects(FZ.WITHIN, one) if c not in self.children]
                self.figures[one] = list(facts.subjects(FZ.ABOUT, one))
                self.organisations[one] = list(facts.subjects(FZ.OF_PLACE, one))
            level = [c for one in level for c in self.children[one] if c not in self.children]

    def tree(self) -> Branch | None:
        """The place with the places in it; None where there is none."""
        if not self.children[self.place]:
            return None
        totals: dict[str, tuple[int, int, int]] = {}
        for one in reversed(list(self.children)):  # children were put in behind their parents
            below = [totals[c] for c in self.children[one] if c in totals]
            own = (len(self.figures[one]) + len(self._of_organisations(one)), len(self.organisations[one]), 1)
            totals[one] = tuple(sum(column) for column in zip(own, *below, strict=True))
        return self._branch(self.place, totals, LEVELS)

    def rollup(self) -> Rollup:
        """What the figures of the places inside come to; the place's own are not among them."""
        inside = [p for p in self.children if p != self.place]
        about = dict.fromkeys(f for p in inside for f in self.figures[p])
        others = {f for p in inside for f in self._of_organisations(p)} - about.keys()
        count = len(about) + len(others)
        first = tuple(with_evidence(self._facts, figure(self._facts, f), 1) for f in (*about, *sorted(others))[:FIRST])
        if len(about) > COUNTED:
            return Rollup(count, first, len(about), complete=False)
        found = sums((figure(self._facts, f) for f in about), lambda place: above(self._facts, place))
        shown = tuple(self._detailed(one) for one in found[:GROUPS])
        return Rollup(count, first, len(about), shown, len(found))

    def organisations_inside(self) -> Iterable[str]:
        """The organisations of the place, then those of places in it."""
        return dict.fromkeys(o for place in self.children for o in self.organisations[place])

    def _detailed(self, one: Sum) -> Sum:
        return replace(one, figures=tuple(with_evidence(self._facts, f, 1) for f in one.figures[:PARTS]))

    def _of_organisations(self, place: str) -> list[str]:
        return [f for o in self.organisations[place] for f in self._facts.subjects(FZ.ABOUT, o)]

    def _branch(self, place: str, totals: Mapping[str, tuple[int, int, int]], levels: int) -> Branch:
        figures, organisations, places = totals[place]
        children = sorted(self.children[place], key=lambda c: (-(totals[c][0] > 0), c))
        shown = [self._branch(c, totals, levels - 1) for c in islice(children, CHILDREN)] if levels else []
        return Branch(self._facts.link(place), figures, organisations, places - 1, tuple(shown), len(children) - len(shown))
