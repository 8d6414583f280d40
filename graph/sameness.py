"""Why mentions stand for one entity: the rule, told by the entity's IRI and by its corrections, and the mentions that met by it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.facts import Facts
from ontology.iri import NATION, is_link, text_of
from ontology.terms import FZ, STD

RULES: Mapping[str, tuple[str, str]] = {
    "place-by-code": ("区划代码相同", "the same division code"),
    "place-by-division-and-name": ("同一区划内同名", "the same name in the same division"),
    "place-known-by-name": ("全国知名的山川、地区、国家", "a mountain, river, region or country that is known by name"),
    "organisation-by-place-and-name": ("同一地方的同名组织", "the same full name and the same place"),
    "organisation-of-the-nation": ("全国性组织", "a body of the nation"),
    "programme-by-scope-and-name": ("同一地方实施的同名举措", "the same name, carried out in the same place"),
    "programme-known-everywhere": ("全国通行的举措", "an institution known everywhere"),
    "person-by-post-place-and-name": ("在同一地方任职的同名者", "the same name with a post in the same place"),
    "person-of-the-nation": ("担任全国唯一职务的同名者", "the same name in a post that the country has once"),
    "person-by-national-body-and-name": ("在同一全国性组织任职的同名者", "the same name with a post in the same body of the nation"),
    "form-of-full-name": ("简称、代称归于全称", "a short or bare form that stands for the full name in its document"),
    "merged-by-correction": ("人工更正合并", "merged by a correction"),
    "within-document": ("只限本文", "known in its own document only"),
}
"""Rule → what it says, in Chinese and English."""
KINDS = (FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME)


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """An entity in which mentions meet, the rule by which they do, and the mentions: of each document the first under each name."""

    entity: str
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Said:
    """A mention that speaks of an entity; `name` is empty where it only refers to it (县委 to its county)."""

    document: str
    start: int
    mention: str
    name: str


def rule(iri: str, base: str) -> str:
    """The rule by which mentions of an entity meet.

    >>> rule("https://x/id/place/141122", "https://x/id/"), rule("https://x/id/person/140882/李晓武", "https://x/id/")
    ('place-by-code', 'person-by-post-place-and-name')
    """
    kind, scope, *rest = [text_of(part) for part in iri.removeprefix(base).split("/")] + [""]
    if scope.startswith("document:"):
        return "within-document"
    nation = not is_link(scope)
    match kind:
        case "place":
            return "place-known-by-name" if nation else "place-by-division-and-name" if rest[0] else "place-by-code"
        case "organisation":
            return "organisation-of-the-nation" if nation else "organisation-by-place-and-name"
        case "programme":
            return "programme-known-everywhere" if nation else "programme-by-scope-and-name"
    return "person-of-the-nation" if scope == NATION else "person-by-national-body-and-name" if nation else "person-by-post-place-and-name"


def merges(facts: Facts, base: str) -> Iterator[Merge]:
    """Each entity that several documents speak of, or that one calls by several names, and by which rule it is one: at most two an entity."""
    for kind in KINDS:
        for iri in facts.of_type(kind):
            said = sorted(_said(facts, iri))
            names = {one.name for one in said if one.name}
            why = reason(facts, iri, base)
            everything = _firsts(said)
            several = len({one.document for one in said}) > 1
            by_itself = (kind == FZ.PLACE and why != "within-document") or why == "merged-by-correction"
            if several or (len(names) > 1 and by_itself):
                yield Merge(iri, why, everything)
            if len(names) > 1 and not by_itself:
                yield Merge(iri, "form-of-full-name", _firsts(one for one in said if one.name))


def reason(facts: Facts, iri: str, base: str) -> str:
    """The rule by which an entity is one, or that a correction merged it."""
    merged = any("merge" in facts.all(c, FZ.OPERATION) for c in facts.all(iri, FZ.CORRECTED_BY))
    return "merged-by-correction" if merged else rule(iri, base)


def _firsts(said: Iterable[_Said]) -> tuple[str, ...]:
    """Of each document the first mention under each name; one that names nothing only where no other of its document does."""
    first: dict[tuple[str, str], str] = {}
    for one in said:
        first.setdefault((one.document, one.name), one.mention)
    named = {document for document, name in first if name}
    return tuple(sorted(mention for (document, name), mention in first.items() if name or document not in named))


def _said(facts: Facts, iri: str) -> Iterator[_Said]:
    """What names an entity, and the evidence of the claims about it."""
    for mention in facts.subjects(STD.HAS_BODY, iri):
        yield _one(facts, mention, facts.one(mention, FZ.CLEAN_TEXT))
    spoken = {iri, *facts.subjects(STD.MEMBER_ORGANIZATION, iri)}
    for claim in {c for thing in spoken for predicate in (STD.SUBJECT, STD.OBJECT) for c in facts.subjects(predicate, thing)}:
        for mention in facts.all(claim, STD.DERIVED_FROM):
            yield _one(facts, mention, "")


def _one(facts: Facts, mention: str, name: str) -> _Said:
    return _Said(facts.document_of_mention(mention), int(mention.rpartition("/")[2].partition("-")[0]), mention, name)
