"""What a graph says of a resource, looked up by subject and predicate: over quads in memory or a store, without SPARQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ontology.terms import FZ, STD


class Facts(Protocol):
    """Values are texts or IRIs, sorted."""

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        ...

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The resources that have this resource as a property's value."""
        ...

    def of_type(self, kind: str) -> Sequence[str]:
        """The resources of a class."""
        ...

    def one(self, subject: str, predicate: str) -> str:
        """The first value of a property, empty for none."""
        ...

    def document_of_figure(self, figure: str) -> str:
        """The IRI of the document that a figure stands in."""
        ...

    def document_of_mention(self, mention: str) -> str:
        """The IRI of the document that a mention stands in."""
        ...


class _Derived:
    """What follows from `all` and `subjects`."""

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        raise NotImplementedError

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        raise NotImplementedError

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.all(subject, predicate)), "")

    def of_type(self, kind: str) -> Sequence[str]:
        return self.subjects(STD.TYPE, kind)

    def document_of_figure(self, figure: str) -> str:
        return next((found for m in self.all(figure, STD.DERIVED_FROM) if (found := self.document_of_mention(m))), "")

    def document_of_mention(self, mention: str) -> str:
        return self.one(self.one(mention, STD.HAS_TARGET), STD.HAS_SOURCE)


class QuadFacts(_Derived):
    """Facts of quads in memory, whatever their graph."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._subjects: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._values[quad.subject.value][quad.predicate.value].add(quad.object.value)
                if isinstance(quad.object, NamedNode):
                    self._subjects[quad.predicate.value, quad.object.value].add(quad.subject.value)

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        known = self._values.get(subject)
        return sorted(known[predicate]) if known and predicate in known else ()

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The resources that have this resource as a property's value."""
        return sorted(self._subjects.get((predicate, value), ()))


class StoreFacts(_Derived):
    """Facts of the default graph of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        try:
            node = NamedNode(subject)
        except ValueError:  # no IRI: nothing is said of it
            return ()
        found = self._store.quads_for_pattern(node, NamedNode(predicate), None, DefaultGraph())
        return sorted({str(q.object.value) for q in found if isinstance(q.object, NamedNode | Literal)})

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The resources that have this resource as a property's value."""
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), DefaultGraph())
        return sorted({q.subject.value for q in found if isinstance(q.subject, NamedNode)})

    def labelled(self, label: str) -> Sequence[str]:
        """The resources with this label or other name in Chinese."""
        wanted = Literal(label, language="zh")
        found = (self._store.quads_for_pattern(None, NamedNode(p), wanted, DefaultGraph()) for p in (STD.LABEL, STD.ALT_LABEL))
        return sorted({q.subject.value for quads in found for q in quads if isinstance(q.subject, NamedNode)})

    def coded(self, code: str) -> Sequence[str]:
        """The places with this division code."""
        found = self._store.quads_for_pattern(None, NamedNode(FZ.DIVISION_CODE), Literal(code), DefaultGraph())
        return sorted({q.subject.value for q in found if isinstance(q.subject, NamedNode)})
