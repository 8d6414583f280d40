"""What a store says of a resource, each resource read once; how resources are named on pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.explain import KINDS, label
from graph.facts import StoreFacts
from graph.portrait.evidence import Link
from graph.style import style
from ontology.iri import Names, text_of
from ontology.terms import FZ_NS, STD, Iri

Record = Mapping[str, Sequence[str]]
BLANK: Record = {}


def is_iri(text: str) -> bool:
    """Whether a text can be an IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


class Records(StoreFacts):
    """Facts of the default graph of a store; a resource is read whole when it is first asked for."""

    def __init__(self, store: Store, base: str) -> None:
        super().__init__(store)
        self.store, self.names = store, Names(base)
        self._known: dict[str, Record] = {}
        self._links: dict[str, Link] = {}

    def of(self, iri: str) -> Record:
        """Predicate → values, sorted."""
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        return self._known[iri]

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        return self.of(subject).get(predicate, ())

    def link(self, iri: str) -> Link:
        """The resource with its label and types as the style names them."""
        if iri not in self._links:
            top, subtype = self.types(iri)
            self._links[iri] = Link(iri, label(self, iri), top, subtype)
        return self._links[iri]

    def types(self, iri: str) -> tuple[str, str]:
        """The names of its top class and of the class below it; empty for what is not ours."""
        types = self.all(iri, STD.TYPE)
        top = next((t for t in KINDS if t in types), "")
        below = sorted(t.removeprefix(FZ_NS) for t in types if t.startswith(FZ_NS) and t != top)
        drawn = [b for b in below if b in style().types]
        return top.removeprefix(FZ_NS), (drawn or below or [""])[0]

    def named(self, iri: str) -> tuple[str, str]:
        """What a term of the ontology is called in Chinese and in English."""
        found = {"zh": "", "en": ""}
        for quad in self.store.quads_for_pattern(NamedNode(iri), NamedNode(STD.LABEL), None, DefaultGraph()):
            if isinstance(quad.object, Literal) and quad.object.language in found:
                found[quad.object.language] = quad.object.value
        return found["zh"], found["en"]

    def claims(self, subject: str, predicate: str, value: str) -> list[str]:
        """The claims of a relation, one for each document that states it: their IRIs are made of what they say."""
        stating = self.store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), NamedNode(value), None)
        documents = sorted({q.graph_name.value for q in stating if isinstance(q.graph_name, NamedNode)})
        found = (self.names.claim(text_of(d.rpartition("/")[2]), Iri(subject), Iri(predicate), Iri(value)) for d in documents)
        return [claim for claim in found if self.of(claim)]

    def with_class(self, iris: Iterable[str], classes: Sequence[str]) -> dict[str, list[str]]:
        """Class → those of the resources that are of it, in their order."""
        found: dict[str, list[str]] = {kind: [] for kind in classes}
        nodes = [(kind, NamedNode(kind)) for kind in classes]
        for iri in iris:
            kind = next((k for k, node in nodes if self._is(iri, node)), None)
            if kind:
                found[kind].append(iri)
        return found

    def _is(self, iri: str, kind: NamedNode) -> bool:
        return any(True for _ in self.store.quads_for_pattern(NamedNode(iri), NamedNode(STD.TYPE), kind, DefaultGraph()))

    def _read(self, iri: str) -> Record:
        if not is_iri(iri):
            return BLANK
        node = NamedNode(iri)
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(node, None, None, DefaultGraph()):
            if isinstance(quad.object, NamedNode | Literal):
                found[quad.predicate.value].add(quad.object.value)
        return {predicate: sorted(values) for predicate, values in found.items()}
