"""The portrait of a resource: its kind decides what is gathered."""

from dataclasses import replace

from pyoxigraph import Store

from graph.explain import RELATIONS
from graph.portrait.figures import by_status, fields, figure
from graph.portrait.neighbours import neighbours
from graph.portrait.numbers import Field
from graph.portrait.passages import passages
from graph.portrait.quotes import evidence, in_order
from graph.portrait.records import Records, is_iri
from graph.portrait.sections import Sections, mentioned
from graph.portrait.statements import incoming, own
from graph.portrait.tree import Inside, chain
from graph.portrait.values import Other, Portrait
from graph.sameness import reason
from ontology.terms import FZ, FZ_NS, STD, Iri, curie

MENTIONS = 25
"""Sentences that a page shows under the heading of mentions."""
DOCUMENT_DATA = {
    STD.IDENTIFIER: "identifier", STD.CREATOR: "creator", STD.DATE_PUBLISHED: "date", STD.URL: "url", STD.SHA256: "sha256",
    FZ.CHARACTER_COUNT: "characters", FZ.MENTION_COUNT: "mentions", FZ.MEASUREMENT_COUNT: "measurements", FZ.REPAIR_COUNT: "repairs",
    FZ.DAMAGED_COUNT: "damaged",
}  # fmt: skip


def portrait(store: Store, iri: str, base: str) -> Portrait | None:
    """What the graph knows of a resource; None where it says nothing."""
    facts = Records(store, base)
    if not is_iri(iri):
        return None
    said, pointing = own(facts, iri), incoming(facts, iri)
    if not said and not pointing and not facts.subjects(STD.OBJECT, iri) and not facts.subjects(STD.HAS_BODY, iri):
        return None
    link = facts.link(iri)
    around, total = neighbours(facts, iri)
    made = Portrait(
        iri,
        link.label,
        link.type,
        link.subtype,
        facts.named(_class(facts, iri)),
        code=facts.one(iri, FZ.DIVISION_CODE),
        aliases=tuple(a for a in facts.all(iri, STD.ALT_LABEL) if a != link.label),
        mentions=mentioned(facts, iri, MENTIONS),
        documents=len(facts.subjects(STD.MENTIONS, iri)),
        doubts=tuple(_doubts(facts, iri)),
        conflicts=tuple(Other(facts.link(o)) for o in facts.all(iri, FZ.CONFLICTS_WITH)),
        corrections=tuple(facts.one(c, STD.LABEL) for c in facts.all(iri, FZ.CORRECTED_BY)),
        neighbours=around,
        neighbours_total=total,
        statements=said,
        incoming=pointing,
    )
    maker = {"Place": _place, "Organisation": _organisation, "Person": _person, "Programme": _programme, "Measurement": _figure, "Document": _document}
    if made.kind == "Claim":
        return _claim(facts, made)
    if made.kind not in maker:
        return made
    if made.kind in ("Place", "Organisation", "Person", "Programme"):
        made = replace(made, rule=reason(facts, iri, base))
    return maker[made.kind](facts, made)


def _place(facts: Records, made: Portrait) -> Portrait:
    inside, sections = Inside(facts, made.iri), Sections(facts, made.iri)
    organisations = list(inside.organisations_inside())
    return replace(
        made,
        chain=chain(facts, made.iri),
        tree=inside.tree(),
        rollup=inside.rollup(),
        figures=by_status(facts, in_order(inside.figures[made.iri])),
        sections=sections.made(sections.organisations(organisations), sections.people(organisations), sections.programmes([*inside.children, *organisations])),
    )


def _organisation(facts: Records, made: Portrait) -> Portrait:
    sections = Sections(facts, made.iri)
    return replace(
        made,
        figures=by_status(facts, in_order(facts.subjects(FZ.ABOUT, made.iri))),
        sections=sections.made(sections.related("of-place", FZ.OF_PLACE), sections.people([made.iri]), sections.programmes([made.iri])),
    )


def _person(facts: Records, made: Portrait) -> Portrait:
    sections = Sections(facts, made.iri)
    return replace(made, figures=by_status(facts, in_order(facts.subjects(FZ.ABOUT, made.iri))), sections=sections.made(sections.posts()))


def _programme(facts: Records, made: Portrait) -> Portrait:
    sections = Sections(facts, made.iri)
    return replace(
        made,
        figures=by_status(facts, in_order(facts.subjects(FZ.ABOUT, made.iri))),
        sections=sections.made(
            sections.related("carried-out-by", FZ.CARRIED_OUT_BY),
            sections.related("part-of", FZ.PART_OF),
            sections.related("parts", FZ.PART_OF, backward=True),
        ),
    )


def _figure(facts: Records, made: Portrait) -> Portrait:
    one, sections = figure(facts, made.iri), Sections(facts, made.iri)
    return replace(made, fields=fields(facts, one), sections=sections.made(sections.related("about", FZ.ABOUT)))


def _document(facts: Records, made: Portrait) -> Portrait:
    found, total = passages(facts, made.iri)
    told = ((key, facts.one(made.iri, p)) for p, key in DOCUMENT_DATA.items())
    return replace(made, metadata=tuple((key, value) for key, value in told if value), passages=found, passages_total=total)


def _claim(facts: Records, made: Portrait) -> Portrait:
    """A claim says what it states and shows the sentence that it rests on."""
    subject, predicate, value = (facts.one(made.iri, p) for p in (STD.SUBJECT, STD.PREDICATE, STD.OBJECT))
    relation = RELATIONS.get(predicate, curie(predicate))
    ends = tuple(Field(key, link.label, link) for key, link in (("subject", facts.link(subject)), ("object-of", facts.link(value))))
    told = (ends[0], Field("relation", relation), ends[1])
    return replace(made, label=f"{ends[0].value} {relation} {ends[1].value}", fields=told, mentions=evidence(facts, (made.iri,)))


def _class(facts: Records, iri: str) -> str:
    """The class to name it by: the narrowest of ours, else any."""
    types = facts.all(iri, STD.TYPE)
    top, below = facts.types(iri)
    return FZ_NS + (below or top) if top else next(iter(types), iri)


def _doubts(facts: Records, iri: str) -> list[Other]:
    others = dict.fromkeys((*facts.all(iri, STD.CLOSE_MATCH), *facts.subjects(STD.CLOSE_MATCH, iri)))
    doubts = [(other, facts.names.doubt(Iri(iri), Iri(other))) for other in others]
    return [Other(facts.link(other), facts.one(d, FZ.CONFIDENCE), facts.one(d, FZ.RULE)) for other, d in doubts]
