"""What stands around a thing in a store: its relations to other things, read by subject and object, without SPARQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology.terms import FZ, FZ_NS, STD, Iri, curie, term

KINDS: tuple[Iri, ...] = (FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME, FZ.MEASUREMENT, FZ.DOCUMENT)
RELATIONS: Mapping[str, str] = {
    FZ.WITHIN: "within", term("org:subOrganizationOf"): "subOrganizationOf", FZ.OF_PLACE: "ofPlace", FZ.CARRIED_OUT_BY: "carriedOutBy",
    FZ.PART_OF: "partOf", FZ.ABOUT: "about",
}  # fmt: skip
"""Property → relation, as graph/style.yaml names it; a post (`holdsPost`) and an article (`mentionedIn`) take more than one step."""
SOURCE_TYPES: Mapping[str, str] = {
    "within": "Place", "subOrganizationOf": "Organisation", "ofPlace": "Organisation", "carriedOutBy": "Programme", "partOf": "Programme",
    "about": "Measurement", "holdsPost": "Person",
}  # fmt: skip
"""The type of what a relation starts from."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource that can stand as a node; an article's label is its headline."""

    iri: str
    type: str
    subtype: str
    label: str
    code: str


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A relation between two things; `label` is the post, where it is one."""

    source: str
    target: str
    relation: str
    label: str = ""

    def other(self, iri: str) -> str:
        """The end that is not this one."""
        return self.target if self.source == iri else self.source


class Surroundings:
    """Things and their relations in the default graph of a store; everything is read once."""

    def __init__(self, store: Store, *, articles: bool = False) -> None:
        self._store = store
        self._articles = articles
        self._others: set[str] = set()
        self._told: dict[str, set[Tie]] = {}
        self.thing = cache(self._thing)
        self.outgoing = cache(self._outgoing)
        self.incoming = cache(self._incoming)
        self._facts = cache(self._read)

    def admit(self, iri: str) -> None:
        """Lets a resource of another kind pass for a thing; before anything is looked up."""
        self._others.add(iri)

    def relate(self, tie: Tie) -> None:
        """Adds a relation that the store need not have; before anything is looked up."""
        self._told.setdefault(tie.source, set()).add(tie)

    def ties(self, iri: str) -> Sequence[Tie]:
        """All relations of a thing, each once, in a fixed order."""
        return sorted({*self.outgoing(iri), *self.incoming(iri)})

    def neighbours(self, iri: str) -> list[str]:
        """The other ends of its relations that are things, by IRI."""
        return sorted({far for tie in self.ties(iri) if (far := tie.other(iri)) != iri and self.thing(far)})

    def ends(self, iri: str) -> set[tuple[str, str]]:
        """Its neighbours, each with its type; those that point here are typed by what their relation starts from, without a look at them."""
        return {(tie.source, SOURCE_TYPES.get(tie.relation, "Other")) for tie in self.incoming(iri)} | {
            (tie.target, thing.type) for tie in self.outgoing(iri) if (thing := self.thing(tie.target))
        }

    def places(self, iri: str) -> tuple[str, ...]:
        """The place that a thing belongs to and those that it lies in, the innermost first; a place belongs to itself."""
        step: str | None = self._place(iri, frozenset())
        chain: list[str] = []
        while step and step not in chain:
            chain.append(step)
            step = next((t.target for t in self.outgoing(step) if t.relation == "within"), None)
        return tuple(chain)

    def _place(self, iri: str, seen: frozenset[str]) -> str | None:
        known = self.thing(iri)
        if known is None or known.type == "Place" or iri in seen:
            return iri if known and iri not in seen else None
        ways = (self._place(tie.target, seen | {iri}) for tie in self.outgoing(iri) if tie.relation in SOURCE_TYPES)
        return next((place for place in ways if place), None)

    def _read(self, iri: str) -> Mapping[str, tuple[str, ...]]:
        """What is said of a resource: values by property, sorted."""
        found: dict[str, set[str]] = {}
        try:
            node = NamedNode(iri)
        except ValueError:
            return {}
        for quad in self._store.quads_for_pattern(node, None, None, DefaultGraph()):
            if isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.predicate.value, set()).add(quad.object.value)
        return {name: tuple(sorted(values)) for name, values in found.items()}

    def _one(self, iri: str, predicate: str) -> str:
        return max(self._facts(iri).get(predicate, ("",)), key=lambda text: (len(text), text))

    def _thing(self, iri: str) -> Thing | None:
        types = self._facts(iri).get(STD.TYPE, ())
        kind = next((k for k in KINDS if k in types), None)
        if kind is None:
            return Thing(iri, "Other", "", curie(iri) if curie(iri) != iri else self._one(iri, STD.LABEL) or iri, "") if iri in self._others else None
        below = [t.removeprefix(FZ_NS) for t in types if t.startswith(FZ_NS) and t != kind]
        label = self._one(iri, STD.HEADLINE if kind == FZ.DOCUMENT else STD.LABEL)
        return Thing(iri, kind.removeprefix(FZ_NS), max(below, default=""), label or iri, self._one(iri, FZ.DIVISION_CODE))

    def _outgoing(self, iri: str) -> tuple[Tie, ...]:
        facts = self._facts(iri)
        found = {Tie(iri, value, name) for predicate, name in RELATIONS.items() for value in facts.get(predicate, ())} | self._told.get(iri, set())
        for membership in facts.get(STD.HAS_MEMBERSHIP, ()):
            found |= self._posts(iri, membership)
        if self._articles:
            found |= {Tie(iri, article, "mentionedIn") for article in self._articles_of(iri)}
        return tuple(sorted(tie for tie in found if self.thing(tie.target)))

    def _posts(self, person: str, membership: str) -> set[Tie]:
        facts = self._facts(membership)
        posts = [self._one(role, STD.LABEL) for role in facts.get(STD.ROLE, ())] or [""]
        return {Tie(person, organisation, "holdsPost", post) for organisation in facts.get(STD.MEMBER_ORGANIZATION, ()) for post in posts}

    def _articles_of(self, iri: str) -> set[str]:
        """The articles that mention a thing; a figure stands in one."""
        if (known := self.thing(iri)) and known.type == "Measurement":
            targets = [t for mention in self._facts(iri).get(STD.DERIVED_FROM, ()) for t in self._facts(mention).get(STD.HAS_TARGET, ())]
            return {article for target in targets for article in self._facts(target).get(STD.HAS_SOURCE, ())}
        return set(self._subjects(STD.MENTIONS, iri))

    def _incoming(self, iri: str) -> tuple[Tie, ...]:
        known = self.thing(iri)
        if known is None or known.type == "Measurement":
            return ()
        if known.type == "Document":
            return tuple(Tie(thing, iri, "mentionedIn") for thing in self._facts(iri).get(STD.MENTIONS, ()) if self.thing(thing)) if self._articles else ()
        found = {Tie(source, iri, name) for predicate, name in RELATIONS.items() for source in self._subjects(predicate, iri)}
        for membership in self._subjects(STD.MEMBER_ORGANIZATION, iri) if known.type == "Organisation" else ():
            for person in self._facts(membership).get(STD.MEMBER, ()):
                found |= {tie for tie in self._posts(person, membership) if tie.target == iri}
        return tuple(sorted(found))

    def _subjects(self, predicate: str, value: str) -> list[str]:
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), DefaultGraph())
        return [quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)]
