"""What a graph in a server says of a resource: looked up when it is asked for, and ahead of that in a few requests where much will be."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.facts import StoreFacts
from graph.query import Queryable
from ontology.terms import FZ, STD

AT_ONCE = 50
"""Resources that one request asks about."""
BACK = (STD.SUBJECT, STD.OBJECT, STD.HAS_BODY)
ON = (
    STD.DERIVED_FROM, STD.SUBJECT, STD.OBJECT, STD.HAS_TARGET, STD.HAS_SELECTOR, STD.HAS_SOURCE, STD.MEMBER_ORGANIZATION, STD.ROLE,
    FZ.CORRECTED_BY, FZ.CONFLICTS_WITH,
)  # fmt: skip
"""The properties by which what speaks of a resource points to it, and those that lead from there to the raw sentences."""
STEPS = 5
"""From a resource over claim, mention and target to selector and document."""


class RemoteFacts(StoreFacts):
    """Facts of a server's graph; what was fetched is kept in memory, and nothing is fetched twice."""

    def __init__(self, remote: Queryable) -> None:
        self._known = Store()
        super().__init__(self._known)
        self._remote = remote
        self._fetched: set[str] = set()
        self._asked: set[tuple[str, str]] = set()

    def gather(self, iri: str) -> None:
        """Fetches what explaining a resource will ask for."""
        near = [iri, *(subject for predicate in BACK for subject in self.subjects(predicate, iri))]
        for _ in range(STEPS):
            self._fetch(near)
            near = list(dict.fromkeys(far for one in near for predicate in ON for far in super(RemoteFacts, self).all(one, predicate)))

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        self._fetch([subject])
        return super().all(subject, predicate)

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The resources that have this resource as a property's value."""
        self._ask(predicate, NamedNode(value))
        return super().subjects(predicate, value)

    def labelled(self, label: str) -> Sequence[str]:
        """The resources with this label or other name in Chinese."""
        for predicate in (STD.LABEL, STD.ALT_LABEL):
            self._ask(predicate, Literal(label, language="zh"))
        return super().labelled(label)

    def coded(self, code: str) -> Sequence[str]:
        """The places with this division code."""
        self._ask(FZ.DIVISION_CODE, Literal(code))
        return super().coded(code)

    def _fetch(self, iris: Iterable[str]) -> None:
        """All that is said of these."""
        new = [node for iri in dict.fromkeys(iris) if iri not in self._fetched and (node := _node(iri))]
        self._fetched.update(node.value for node in new)
        for first in range(0, len(new), AT_ONCE):
            self._keep(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {' '.join(map(str, new[first : first + AT_ONCE]))} }} ?s ?p ?o }}")

    def _ask(self, predicate: str, value: NamedNode | Literal) -> None:
        """Who has this value."""
        if (predicate, str(value)) not in self._asked:
            self._asked.add((predicate, str(value)))
            self._keep(f"SELECT ?s ?p ?o {{ VALUES (?p ?o) {{ (<{predicate}> {value}) }} ?s ?p ?o }}")

    def _keep(self, text: str) -> None:
        found = self._remote.query(text)
        assert isinstance(found, ox.QuerySolutions)
        self._known.extend(Quad(row["s"], row["p"], row["o"], DefaultGraph()) for row in found)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:  # no IRI: nothing is said of it
        return None
