"""Why a graph says what it says of a resource: every piece of evidence with its raw sentence, rule, doubts and corrections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.correction_entry import entity_name, is_entity
from graph.facts import Facts, StoreFacts
from graph.sameness import reason
from graph.sureness import FIELDS
from ontology.terms import FZ, FZ_NS, STD, curie

RELATIONS: Mapping[str, str] = {
    FZ.OF_PLACE: "所属地方", FZ.CARRIED_OUT_BY: "实施者", FZ.PART_OF: "属于", FZ.ABOUT: "关于", STD.HAS_MEMBERSHIP: "任职", FZ.WITHIN: "隶属于",
}  # fmt: skip
PROPERTIES: Mapping[str, str] = {
    FZ.DIVISION_CODE: "区划代码", STD.ALT_LABEL: "其他写法", STD.NUMERIC_VALUE: "数值", FZ.MIN_VALUE: "下限", FZ.MAX_VALUE: "上限", FZ.UNIT_TEXT: "单位",
    FZ.BASE_VALUE: "基准值", FZ.APPROXIMATION: "概略", FZ.OBJECT: "对象", FZ.ACTION: "动作", FZ.PERIOD: "时期",
}  # fmt: skip
KINDS = (FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME, FZ.MEASUREMENT, FZ.CLAIM, FZ.MENTION, FZ.UNASSERTED, FZ.DOCUMENT, FZ.CORRECTION)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that a name may mean."""

    iri: str
    kind: str
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Used:
    """A correction that was used: what it says, and its note and author."""

    entry: str
    note: str
    author: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the raw text: `sentence[start:end]` is the span; `raw_start`, `raw_end` are its offsets in the document.

    `fields` says how sure each part of the reading is, `candidates` what is not asserted of it, `why` for what reason a
    candidate is none of the graph's facts.
    """

    mention: str
    document: str
    title: str
    raw_start: int
    raw_end: int
    sentence: str
    start: int
    end: int
    reading: str
    rule: str
    confidence: str
    corrections: tuple[Used, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that one document states, by which rule, and how sure that is."""

    claim: str
    document: str
    subject: str
    relation: str
    object: str
    evidence: tuple[Evidence, ...]
    corrections: tuple[Used, ...] = ()
    rule: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another resource that it may be the same as, or that conflicts with it."""

    iri: str
    label: str
    score: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Why mentions stand for one entity: the claim, its rule, and of each document the first mention under each name."""

    claim: str
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the graph has to say for a resource. `rule` is why all documents' mentions of it are one, `identities` which mentions met."""

    iri: str
    kind: str
    label: str
    facts: tuple[tuple[str, str], ...]
    rule: str
    identities: tuple[Identity, ...]
    evidence: tuple[Evidence, ...]
    relations: tuple[Relation, ...]
    doubts: tuple[Other, ...]
    conflicts: tuple[Other, ...]
    corrections: tuple[Used, ...]


def candidates(facts: StoreFacts, name: str, base: str) -> tuple[Candidate, ...]:
    """The resources that an IRI (whole or without its base), a division code or a label may mean, by IRI."""
    short = entity_name(name)
    iris: Iterable[str] = [base + short] if is_entity(short) else [name] if name.startswith(("http://", "https://")) else [base + name] if "/" in name else ()
    found = [iri for iri in dict.fromkeys(iris) if facts.all(iri, STD.TYPE) or facts.all(iri, FZ.CORRECTED_BY)]
    found = found or list(facts.coded(name)) or list(facts.labelled(name))
    exact = [iri for iri in found if facts.one(iri, STD.LABEL) == name]
    return tuple(Candidate(iri, kind(facts, iri), label(facts, iri), facts.one(iri, FZ.DIVISION_CODE)) for iri in exact or found)


def kind(facts: Facts, iri: str) -> str:
    """The name of a resource's own class; empty for what the graph does not type."""
    types = facts.all(iri, STD.TYPE)
    top = next((t for t in KINDS if t in types), "")
    own = [t for t in types if t.startswith(FZ_NS) and t != top]
    return (own[0] if own else top).removeprefix(FZ_NS)


def label(facts: Facts, iri: str) -> str:
    """What to call a resource: its label, a mention's text, a membership's post and organisation."""
    if STD.MEMBERSHIP in facts.all(iri, STD.TYPE):
        organisation = facts.one(facts.one(iri, STD.MEMBER_ORGANIZATION), STD.LABEL)
        return f"{organisation} {facts.one(facts.one(iri, STD.ROLE), STD.LABEL)}".strip()
    return facts.one(iri, STD.LABEL) or facts.one(iri, FZ.CLEAN_TEXT) or facts.one(iri, STD.HEADLINE) or iri


def explanation(facts: StoreFacts, iri: str, base: str) -> Explanation:
    """What the graph has to say for a resource; relations and evidence by document and place in the text."""
    claims = [iri] if FZ.CLAIM in facts.all(iri, STD.TYPE) else sorted({*facts.subjects(STD.SUBJECT, iri), *facts.subjects(STD.OBJECT, iri)})
    mentions = [iri] if {FZ.MENTION, FZ.UNASSERTED} & set(facts.all(iri, STD.TYPE)) else facts.subjects(STD.HAS_BODY, iri)
    entity = any(t in facts.all(iri, STD.TYPE) for t in KINDS[:4])
    why = [c for c in claims if facts.one(c, STD.PREDICATE) == FZ.MERGE_RULE]
    return Explanation(
        iri,
        kind(facts, iri),
        label(facts, iri),
        tuple((name, "；".join(values)) for predicate, name in PROPERTIES.items() if (values := [v for v in facts.all(iri, predicate) if v])),
        reason(facts, iri, base) if entity else "",
        tuple(sorted((Identity(c, facts.one(c, STD.OBJECT), evidence(facts, facts.all(c, STD.DERIVED_FROM))) for c in why), key=lambda i: i.rule)),
        evidence(facts, mentions),
        tuple(
            sorted(
                (_relation(facts, c) for c in claims if FZ.CLAIM in facts.all(c, STD.TYPE) and c not in why), key=lambda r: (r.document, r.relation, r.claim)
            )
        ),
        tuple(_doubts(facts, iri)),
        tuple(Other(other, label(facts, other)) for other in facts.all(iri, FZ.CONFLICTS_WITH)),
        _corrections(facts, iri),
    )


def evidence(facts: Facts, mentions: Iterable[str]) -> tuple[Evidence, ...]:
    """The spans of the mentions, by document and place in the text."""
    return tuple(sorted((_piece(facts, m) for m in mentions), key=lambda e: (e.document, e.raw_start, e.raw_end, e.mention)))


def _piece(facts: Facts, mention: str) -> Evidence:
    target = facts.one(mention, STD.HAS_TARGET)
    document = facts.one(target, STD.HAS_SOURCE)
    position = next(s for s in facts.all(target, STD.HAS_SELECTOR) if facts.one(s, STD.START))
    raw_start, raw_end = int(facts.one(position, STD.START)), int(facts.one(position, STD.END))
    at = int(facts.one(mention, FZ.SENTENCE_START))
    return Evidence(
        mention,
        facts.one(document, STD.IDENTIFIER),
        facts.one(document, STD.HEADLINE),
        raw_start,
        raw_end,
        facts.one(mention, FZ.SENTENCE),
        raw_start - at,
        raw_end - at,
        facts.one(mention, FZ.CLEAN_TEXT),
        facts.one(mention, FZ.RULE),
        facts.one(mention, FZ.CONFIDENCE),
        _corrections(facts, mention),
        tuple((name, value) for name, predicate in FIELDS.items() if (value := facts.one(mention, predicate))),
        tuple(facts.all(mention, FZ.CANDIDATE)),
        facts.one(mention, FZ.REASON),
    )


def _relation(facts: Facts, claim: str) -> Relation:
    subject, predicate, value = (facts.one(claim, p) for p in (STD.SUBJECT, STD.PREDICATE, STD.OBJECT))
    proof = evidence(facts, facts.all(claim, STD.DERIVED_FROM))
    return Relation(
        claim,
        proof[0].document if proof else "",
        label(facts, subject),
        RELATIONS.get(predicate, curie(predicate)),
        label(facts, value),
        proof,
        _corrections(facts, claim),
        facts.one(claim, FZ.RULE),
        facts.one(claim, FZ.CONFIDENCE),
    )


def _doubts(facts: Facts, iri: str) -> Iterator[Other]:
    for predicate, opposite in ((STD.SUBJECT, STD.OBJECT), (STD.OBJECT, STD.SUBJECT)):
        for doubt in facts.subjects(predicate, iri):
            if FZ.DOUBT in facts.all(doubt, STD.TYPE):
                other = facts.one(doubt, opposite)
                yield Other(other, label(facts, other), facts.one(doubt, FZ.CONFIDENCE), facts.one(doubt, FZ.RULE))


def _corrections(facts: Facts, iri: str) -> tuple[Used, ...]:
    return tuple(Used(facts.one(c, STD.LABEL), facts.one(c, STD.COMMENT), facts.one(c, STD.CREATOR)) for c in facts.all(iri, FZ.CORRECTED_BY))
