"""The terms of our vocabulary that a query names and the vocabulary does not have: such a query is sound, and finds nothing."""

import difflib

import pyoxigraph as ox

from graph.query import Queryable
from graph.sparql import ESCAPE, tokens
from ontology.terms import FZ_NS

PREFIX = "fz:"
DEFINED = f"SELECT DISTINCT ?term {{ GRAPH <{FZ_NS}> {{ ?term a ?kind FILTER(isIRI(?term)) }} }}"


def unknown_terms(store: Queryable, text: str) -> dict[str, str]:
    """Each such term as it stands in the query → the term that is most like it, as `fz:Village`; empty where none is like it.

    A store without a vocabulary of ours, and a query that gives our prefix another meaning, are not judged.
    """
    found = [] if ESCAPE.search(text) else [(kind, token) for kind, token in tokens(text) if kind in ("name", "iri")]
    if (("name", PREFIX)) in found:
        return {}
    named = {token: token.removeprefix(PREFIX) for kind, token in found if kind == "name" and token.startswith(PREFIX)}
    named |= {token: token[1:-1].removeprefix(FZ_NS) for kind, token in found if kind == "iri" and token.startswith(f"<{FZ_NS}") and token != f"<{FZ_NS}>"}
    known = _defined(store) if named else []
    small = {name.lower(): name for name in reversed(known)}
    unknown = {}
    for token, name in named.items():
        if known and name.rstrip(".") not in known:
            close = difflib.get_close_matches(name.lower(), small, 1, 0.6)
            unknown[token] = PREFIX + small[close[0]] if close else ""
    return unknown


def _defined(store: Queryable) -> list[str]:
    """The local names of the vocabulary's terms, in order."""
    rows = store.query(DEFINED)
    iris = [str(row[0].value) for row in rows] if isinstance(rows, ox.QuerySolutions) else []
    return sorted(iri.removeprefix(FZ_NS) for iri in iris if iri.startswith(FZ_NS))
