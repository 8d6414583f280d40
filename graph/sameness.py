"""Why mentions in several documents are one entity: the rule, told by its IRI, which is made from nothing else."""

from collections.abc import Iterator, Mapping

from graph.facts import Facts
from ontology.iri import is_link, text_of
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
    "person-of-the-nation": ("全国唯一的职务或全国性组织中的同名者", "the same name in a post or body of the nation"),
    "merged-by-correction": ("人工更正合并", "merged by a correction"),
    "within-document": ("只限本文", "known in its own document only"),
}
"""Rule → what it says, in Chinese and English."""
KINDS = (FZ.PLACE, FZ.ORGANISATION, FZ.PERSON, FZ.PROGRAMME)


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
    return "person-of-the-nation" if nation else "person-by-post-place-and-name"


def merges(facts: Facts, base: str) -> Iterator[tuple[str, str]]:
    """Each entity that several documents speak of, and by which rule it is one."""
    for kind in KINDS:
        for iri in facts.of_type(kind):
            if len(facts.subjects(STD.MENTIONS, iri)) > 1:
                yield iri, reason(facts, iri, base)


def reason(facts: Facts, iri: str, base: str) -> str:
    """The rule by which an entity is one, or that a correction merged it."""
    merged = any("merge" in facts.all(c, FZ.OPERATION) for c in facts.all(iri, FZ.CORRECTED_BY))
    return "merged-by-correction" if merged else rule(iri, base)
