"""The things in the answer to a query, and how they relate: a table's by the graph and by its rows, a graph's by its triples."""

from collections.abc import Iterable
from itertools import combinations, islice

import pyoxigraph as ox
from pyoxigraph import NamedNode, Store

from graph.query import Results
from graph.surroundings import RELATIONS, Surroundings, Tie
from graph.view import FIRST, View
from graph.viewing import view_of
from ontology.terms import STD, curie

READ = 5000
"""Rows or triples that are looked at."""


def traced(store: Store, found: Results, limit: int = FIRST) -> View:
    """The view of an answer, with what the store knows of its things; a yes or no has nothing to draw."""
    around = Surroundings(store)
    if isinstance(found, ox.QueryTriples):
        things = _triples(around, islice(found, READ))
    elif isinstance(found, ox.QuerySolutions):
        things = _rows(around, Surroundings(store), islice(found, READ))
    else:
        things = []
    return view_of(around, things, limit)


def _triples(around: Surroundings, triples: Iterable[ox.Triple]) -> list[str]:
    things: dict[str, None] = {}
    for triple in sorted(triples, key=str):
        subject, value, predicate = triple.subject, triple.object, triple.predicate.value
        if isinstance(subject, NamedNode):
            things[subject.value] = None
            if isinstance(value, NamedNode) and predicate != STD.TYPE:
                things[value.value] = None
                known = RELATIONS.get(predicate)
                around.relate(Tie(subject.value, value.value, known or "other", "" if known else curie(predicate)))
    for iri in things:
        around.admit(iri)
    return list(things)


def _rows(around: Surroundings, plain: Surroundings, rows: Iterable[ox.QuerySolution]) -> list[str]:
    """The first thing of a row is related to the others of it that nothing else relates to it."""
    things: dict[str, None] = {}
    for row in rows:
        found = list(dict.fromkeys(term.value for term in row if isinstance(term, NamedNode)))
        things.update(dict.fromkeys(found))
        related = {frozenset((tie.source, tie.target)) for iri in found for tie in plain.outgoing(iri)} if len(found) > 1 else set()
        if not any(frozenset(pair) in related for pair in combinations(found, 2)):
            for far in found[1:]:
                around.relate(Tie(found[0], far, "other"))
    for iri in things:
        around.admit(iri)
    return list(things)
