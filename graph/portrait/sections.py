"""What is said of each kind of resource, grouped by meaning: organisations, people with posts, programmes, parts, where it was mentioned."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from graph.portrait.evidence import Evidence
from graph.portrait.quotes import evidence, in_order
from graph.portrait.records import Records
from graph.portrait.values import Row, Section
from ontology.terms import FZ, STD

SHOWN = 30
"""Rows of one section."""
NAMED = 500
"""Things of one section that are put in order by their labels; above that, by their IRIs, which end in names too."""


class Sections:
    """Makes the sections of one resource."""

    def __init__(self, facts: Records, iri: str) -> None:
        self._facts, self._iri = facts, iri

    def made(self, *sections: Section | None) -> tuple[Section, ...]:
        """Those that hold something."""
        return tuple(s for s in sections if s and s.total)

    def related(self, key: str, predicate: str, *, backward: bool = False) -> Section:
        """What this is related to by a property, or what is related to this."""
        own = self._facts.subjects(predicate, self._iri) if backward else self._facts.all(self._iri, predicate)
        return self._section(
            key, self._by_label(own), lambda o: self._relation(o, predicate, self._iri) if backward else self._relation(self._iri, predicate, o)
        )

    def organisations(self, iris: Iterable[str]) -> Section:
        """Organisations, each with the place that it is said to be of."""
        return self._section("organisations", list(iris), self._of_place)

    def people(self, organisations: Iterable[str]) -> Section:
        """Who holds which post in these organisations."""
        held = [m for o in organisations for m in self._facts.subjects(STD.MEMBER_ORGANIZATION, o)]
        return self._section("people", list(dict.fromkeys(held)), lambda m: self._post(m, person=True))

    def posts(self) -> Section:
        """The posts of a person."""
        return self._section("posts", self._facts.all(self._iri, STD.HAS_MEMBERSHIP), lambda m: self._post(m, person=False))

    def programmes(self, agents: Iterable[str]) -> Section:
        """Programmes that these places and organisations carry out."""
        agents = list(agents)
        found: dict[str, list[str]] = defaultdict(list)
        for agent in agents:
            for programme in self._facts.subjects(FZ.CARRIED_OUT_BY, agent):
                found[programme].append(agent)

        def row(programme: str) -> Row:
            doers = found[programme]
            claims = [c for agent in doers for c in self._facts.claims(programme, FZ.CARRIED_OUT_BY, agent)]
            others = tuple(self._facts.link(a) for a in doers if a != self._iri)
            return Row(self._facts.link(programme), "", others, evidence(self._facts, claims))

        return self._section("programmes", self._by_label(found), row)

    def _section(self, key: str, iris: Sequence[str], row: Callable[[str], Row]) -> Section:
        return Section(key, tuple(row(iri) for iri in iris[:SHOWN]), len(iris))

    def _relation(self, subject: str, predicate: str, value: str) -> Row:
        other = value if subject == self._iri else subject
        return Row(self._facts.link(other), evidence=evidence(self._facts, self._facts.claims(subject, predicate, value)))

    def _of_place(self, organisation: str) -> Row:
        places = self._facts.all(organisation, FZ.OF_PLACE)
        claims = [c for place in places for c in self._facts.claims(organisation, FZ.OF_PLACE, place)]
        return Row(self._facts.link(organisation), "", tuple(self._facts.link(p) for p in places if p != self._iri), evidence(self._facts, claims))

    def _post(self, membership: str, *, person: bool) -> Row:
        who, organisation = (self._facts.one(membership, p) for p in (STD.MEMBER, STD.MEMBER_ORGANIZATION))
        post = self._facts.one(self._facts.one(membership, STD.ROLE), STD.LABEL)
        proof = evidence(self._facts, self._facts.claims(who, STD.HAS_MEMBERSHIP, membership))
        if person:
            others = (self._facts.link(organisation),) if organisation and organisation != self._iri else ()
            return Row(self._facts.link(who), post, others, proof)
        if organisation:
            return Row(self._facts.link(organisation), post, (), proof)
        return Row(self._facts.link(self._facts.one(membership, STD.ROLE)), "", (), proof)

    def _by_label(self, iris: Iterable[str]) -> list[str]:
        found = sorted(iris)
        return sorted(found, key=lambda iri: self._facts.link(iri).label) if len(found) <= NAMED else found


def mentioned(facts: Records, iri: str, most: int) -> Evidence:
    """Where a resource is named; a mention names itself."""
    if FZ.MENTION in facts.all(iri, STD.TYPE):
        return evidence(facts, [iri])
    found = in_order(facts.subjects(STD.HAS_BODY, iri))
    return Evidence(evidence(facts, found[:most], most).quotes, len(found))
