"""The entities of a store, read by predicate: what each is, how it is called, where it lies, how much is said of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from fangzhi.web.names import Named
from graph.store import DEFAULT
from graph.style import style
from ontology.terms import FZ, FZ_NS, STD

KINDS = ("Place", "Organisation", "Person", "Programme", "Measurement", "Document")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
DEEPEST = 12
"""Steps that lead from a place to the province, at most: a circle must not hold us."""


class Entities:
    """All that has a name."""

    def __init__(self, store: Store) -> None:
        self.kinds: dict[str, str] = {iri: kind for kind in KINDS for iri in instances(store, FZ_NS + kind)}
        self._classes = {iri: name for kind in KINDS for name in _under(store, FZ_NS + kind) for iri in instances(store, FZ_NS + name)}
        self.classes = {name: _said_of(store, FZ_NS + name) for name in sorted({*KINDS, *self._classes.values()})}
        """How each class is called, by language."""
        self._labels = {**_texts(store, STD.HEADLINE), **_texts(store, STD.LABEL)}
        self._codes = {**_texts(store, STD.IDENTIFIER), **_texts(store, FZ.DIVISION_CODE)}
        self._others: Mapping[str, list[str]] = _all_texts(store, STD.ALT_LABEL)
        self.said: Counter[str] = Counter(value for _, value in nodes(store, STD.HAS_BODY))
        self.said.update(value for _, value in nodes(store, FZ.ABOUT))
        self.above = dict(nodes(store, FZ.WITHIN))
        self.of_place = dict(nodes(store, FZ.OF_PLACE))
        self._about = dict(nodes(store, FZ.ABOUT))
        self._doers = _many(nodes(store, FZ.CARRIED_OUT_BY))
        member, employer = dict(nodes(store, STD.MEMBER)), dict(nodes(store, STD.MEMBER_ORGANIZATION))
        self._employers = {person: employer[membership] for membership, person in sorted(member.items()) if membership in employer}

    def label(self, iri: str) -> str:
        """What it is called; the end of its IRI where it has no name."""
        return self._labels.get(iri) or iri.rsplit("/", 1)[-1]

    def code(self, iri: str) -> str:
        """The division code of a place, the id of a document."""
        return self._codes.get(iri, "")

    def klass(self, iri: str) -> str:
        """The subtype where there is one, else the kind."""
        return self._classes.get(iri) or self.kinds.get(iri, "")

    def level(self, iri: str) -> int:
        """1 for a province, the more the deeper."""
        return style().of_node(self.kinds.get(iri, ""), self.klass(iri)).rank

    def chain(self, place: str) -> list[str]:
        """A place and all above it."""
        found = [place]
        while (up := self.above.get(found[-1])) and up not in found and len(found) < DEEPEST:
            found.append(up)
        return found

    def within(self, iri: str) -> str:
        """Where it lies, from the province down: of a figure what it is about, of a person whom they work for."""
        kind = self.kinds.get(iri)
        if kind == "Place":
            return self._path(self.chain(iri)[1:])
        if kind == "Organisation":
            return self._path(self.chain(self.of_place[iri])) if iri in self.of_place else ""
        if kind == "Programme":
            doers = self._doers.get(iri, [])
            return self._of(doers[0]) if len(doers) == 1 else ""
        if kind == "Person":
            return self._of(self._employers[iri]) if iri in self._employers else ""
        return self._of(self._about[iri]) if iri in self._about else ""

    def named(self) -> Iterator[Named]:
        """All of them, in the order in which equals are found: by kind and level, then those of which most is said."""

        def key(iri: str) -> tuple[int, int, int, str, str]:
            return style().of_node(self.kinds[iri]).rank, self.level(iri), -self.said[iri], self.label(iri), iri

        for iri in sorted(self.kinds, key=key):
            within, others = self.within(iri), tuple(self._others.get(iri, ()))
            yield Named(iri, self.label(iri), self.kinds[iri], self.klass(iri), self.code(iri), within, others, self.said[iri])

    def _of(self, iri: str) -> str:
        """A thing behind where it lies."""
        return " ".join(part for part in (self.within(iri) if self.kinds.get(iri) in ("Place", "Organisation") else "", self.label(iri)) if part)

    def _path(self, chain: list[str]) -> str:
        return " ".join(self.label(place) for place in reversed(chain))


def instances(store: Store, kind: str) -> Iterator[str]:
    """The IRIs of a class."""
    for quad in store.quads_for_pattern(None, NamedNode(STD.TYPE), NamedNode(kind), DEFAULT):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def objects(store: Store, predicate: str) -> Iterator[tuple[str, NamedNode | BlankNode | Literal | Triple]]:
    """Subject and object of every statement with a predicate; subjects without a name are left out."""
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DEFAULT):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.object


def nodes(store: Store, predicate: str) -> list[tuple[str, str]]:
    """The same where both are IRIs, sorted backwards: a dictionary of them keeps the first."""
    return sorted(((subject, value.value) for subject, value in objects(store, predicate) if isinstance(value, NamedNode)), reverse=True)


def _texts(store: Store, predicate: str) -> dict[str, str]:
    """Subject → text; the first in order where there are several, in Chinese rather than English."""
    found = [(subject, value.language == "en", value.value) for subject, value in objects(store, predicate) if isinstance(value, Literal)]
    return {subject: text for subject, _, text in sorted(found, reverse=True)}


def _said_of(store: Store, iri: str) -> dict[str, str]:
    """The labels of a term by language."""
    labels = (q.object for q in store.quads_for_pattern(NamedNode(iri), NamedNode(STD.LABEL), None, DEFAULT))
    return {label.language: label.value for label in labels if isinstance(label, Literal) and label.language}


def _all_texts(store: Store, predicate: str) -> Mapping[str, list[str]]:
    return _many(sorted((subject, value.value) for subject, value in objects(store, predicate) if isinstance(value, Literal)))


def _many(pairs: list[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for subject, value in pairs:
        found[subject].append(value)
    return dict(found)


def _under(store: Store, kind: str) -> list[str]:
    """The names of our classes under a class, those further down last."""
    found: list[str] = []
    front = [kind]
    while front and len(found) < 1000:
        below = {q.subject.value for k in front for q in store.quads_for_pattern(None, SUBCLASS, NamedNode(k), DEFAULT) if isinstance(q.subject, NamedNode)}
        front = sorted(iri for iri in below if iri.startswith(FZ_NS) and iri.removeprefix(FZ_NS) not in found)
        found += [iri.removeprefix(FZ_NS) for iri in front]
    return found
