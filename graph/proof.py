"""What stands behind a node or a line of a view: its facts, and the raw sentences that it was read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from graph.explain import Evidence, evidence
from graph.facts import StoreFacts
from graph.merge import FACTS
from graph.surroundings import RELATIONS, Surroundings, Thing, Tie
from ontology.terms import STD

SENTENCES = 20
"""How many sentences are quoted for one node or relation; the rest are counted."""
PREDICATES = {name: predicate for predicate, name in RELATIONS.items()}


@dataclass(frozen=True, slots=True)
class Proven:
    """Asks for a node's proof, or with `far` for that of the relations between two things."""

    iri: str
    far: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Sentences, and how many more there are; `tie` is None for a node's own."""

    tie: Tie | None
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a node (`facts` are pairs of Chinese property and text) or of two, with a proof for each relation between them."""

    things: tuple[Thing, ...]
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]


def told(store: Store, asked: Proven) -> Told | None:
    """What the store has to say; None where an end is no thing of it."""
    around, facts = Surroundings(store, articles=True), StoreFacts(store)
    things = [around.thing(iri) for iri in ((asked.iri, asked.far) if asked.far else (asked.iri,))]
    known = tuple(thing for thing in things if thing)
    if len(known) < len(things):
        return None
    if asked.far:
        ties = sorted({tie for iri in (asked.iri, asked.far) for tie in around.outgoing(iri) if {tie.source, tie.target} == {asked.iri, asked.far}})
        return Told(known, (), (), tuple(_proof(facts, tie, _mentions_of(facts, tie)) for tie in ties))
    (thing,) = known
    aliases = tuple(a for a in facts.all(thing.iri, STD.ALT_LABEL) if a != thing.label)
    rows = tuple((name, value) for predicate, name in FACTS.items() for value in facts.all(thing.iri, predicate) if value)
    return Told(known, aliases, rows, (_proof(facts, None, facts.subjects(STD.HAS_BODY, thing.iri)),))


def _proof(facts: StoreFacts, tie: Tie | None, mentions: Iterable[str]) -> Proof:
    every = sorted(set(mentions))
    return Proof(tie, evidence(facts, every[:SENTENCES]), max(0, len(every) - SENTENCES))


def _mentions_of(facts: StoreFacts, tie: Tie) -> Sequence[str]:
    """The mentions that a relation was read from: those of its claims, and for an article the thing's mentions in it."""
    if tie.relation == "mentionedIn":
        return [m for m in facts.subjects(STD.HAS_BODY, tie.source) if facts.document_of_mention(m) == tie.target]
    predicate = PREDICATES.get(tie.relation, STD.HAS_MEMBERSHIP)
    values = {tie.target} if tie.relation in PREDICATES else _memberships(facts, tie)
    claims = [c for c in facts.subjects(STD.SUBJECT, tie.source) if facts.one(c, STD.OBJECT) in values and facts.one(c, STD.PREDICATE) == predicate]
    return [mention for claim in claims for mention in facts.all(claim, STD.DERIVED_FROM)]


def _memberships(facts: StoreFacts, tie: Tie) -> set[str]:
    """The person's memberships in the organisation with this post."""
    found = [m for m in facts.all(tie.source, STD.HAS_MEMBERSHIP) if tie.target in facts.all(m, STD.MEMBER_ORGANIZATION)]
    return {m for m in found if tie.label in {facts.one(role, STD.LABEL) for role in facts.all(m, STD.ROLE)}}
