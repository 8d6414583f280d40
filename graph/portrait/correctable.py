"""What can be corrected of a resource: the actions, the values that stand there now, the places that a name may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from graph.correction_entry import CHOICES, OWN, PREDICATES, RELATION, TYPES
from graph.place_names import nearest
from graph.portrait.evidence import NOTHING, Evidence, Link
from graph.portrait.figures import figure
from graph.portrait.quotes import evidence, spot
from graph.portrait.records import Records
from graph.portrait.sections import mentioned
from ontology.iri import text_of
from ontology.terms import FZ, FZ_NS, STD

SHOWN, PLACES, DOCUMENTS = 3, 40, 200
"""Quotes, places that a name may mean, and documents that a form offers."""
OF_MENTION: dict[str, tuple[str, ...]] = {
    "PLACE": ("reject", "relink", "retype"),
    "ORG": ("reject", "relink", "change", "retype"),
    "PERSON": ("reject", "change", "retype"),
    "PROGRAMME": ("reject", "change", "retype"),
    "FIGURE": ("reject", "change", "relink"),
}
OF_ENTITY: dict[str, tuple[str, ...]] = {
    "Place": ("rename", "relink", "merge", "reject"),
    "Organisation": ("rename", "merge", "split", "relink", "reject", "retype"),
    "Person": ("rename", "merge", "split", "reject", "retype"),
    "Programme": ("rename", "merge", "split", "reject", "retype"),
}
KINDS = {"Place": "PLACE", "Organisation": "ORG", "Person": "PERSON", "Programme": "PROGRAMME"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a form offers, and what it means."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldNow:
    """A field that can be changed: what it says now, and the values that it may have (any, where there are none)."""

    name: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correctable:
    """What can be done about a resource; `kind` is the type of a mention as corrections call it.

    `written` and `span` are the words and raw offsets that an addition starts from, empty where the reader gives them.
    """

    iri: str
    what: str
    kind: str
    link: Link
    document: Link | None
    actions: tuple[str, ...]
    fields: tuple[FieldNow, ...] = ()
    places: tuple[Choice, ...] = ()
    types: tuple[str, ...] = ()
    documents: tuple[Choice, ...] = ()
    evidence: Evidence = NOTHING
    additions: tuple[tuple[str, tuple[FieldNow, ...]], ...] = ()
    written: str = ""
    span: tuple[str, str] = ("", "")


ADDITIONS: tuple[tuple[str, tuple[FieldNow, ...]], ...] = (
    *((kind, tuple(FieldNow(name, "", CHOICES.get((kind, name), ())) for name in names)) for kind, names in OWN.items() if names),
    ("RELATION", tuple(FieldNow(name, "", PREDICATES if name == "predicate" else ()) for name in RELATION)),
)
"""Kind of what can be added to a document → its fields."""


def correctable(store: Store, iri: str, base: str) -> Correctable | None:
    """What can be corrected of a resource; None where the graph says nothing of it."""
    facts = Records(store, base)
    if not facts.of(iri):
        return None
    link = facts.link(iri)
    match link.type:
        case "Mention":
            return _mention(facts, iri, link)
        case "Measurement":
            return _mention(facts, facts.one(iri, STD.DERIVED_FROM), link, iri)
        case "Claim":
            document = facts.document_of_mention(next(iter(facts.all(iri, STD.DERIVED_FROM)), ""))
            return Correctable(iri, "claim", "RELATION", link, facts.link(document), ("reject",), evidence=evidence(facts, (iri,)))
        case "Candidate":
            return _candidate(facts, iri, link)
        case "Document":
            return Correctable(iri, "document", "", link, link, ("add",), documents=(Choice(facts.one(iri, STD.IDENTIFIER), link.label),), additions=ADDITIONS)
        case "Place" | "Organisation" | "Person" | "Programme":
            return _entity(facts, iri, link)
    return Correctable(iri, "", "", link, None, ())


def _mention(facts: Records, mention: str, link: Link, iri: str = "") -> Correctable:
    written = mention.rsplit("/", 2)[-2].upper() if "/" in mention else ""
    kind = "FIGURE" if written == "QUANTITY" else written
    text, document = facts.one(mention, FZ.CLEAN_TEXT), facts.document_of_mention(mention)
    body = facts.one(mention, STD.HAS_BODY)
    now = _codes(facts, [body])
    offered = _places(text, [*facts.all(mention, FZ.CANDIDATE), *now], now) if kind == "PLACE" else ()
    return Correctable(
        iri or mention,
        "mention",
        kind,
        link,
        facts.link(document),
        OF_MENTION.get(kind, ()),
        _fields(facts, kind, body),
        offered,
        tuple(t for t in TYPES if t != kind),
        evidence=evidence(facts, (mention,)),
    )


def _candidate(facts: Records, iri: str, link: Link) -> Correctable:
    """What is not asserted can be added after all, where it stands."""
    document, where = facts.document_of_mention(iri), spot(facts, iri)
    kind = KINDS.get(facts.one(iri, FZ.MAY_BE).removeprefix(FZ_NS), "FIGURE")
    fields = tuple(
        FieldNow(f.name, ", ".join(facts.all(iri, FZ.CANDIDATE)) if f.name == "link" else "", f.choices) for k, some in ADDITIONS if k == kind for f in some
    )
    offset = (str(where.raw_start), str(where.raw_end))
    return Correctable(
        iri, "document", "", link, facts.link(document), ("add",), documents=(Choice(facts.one(document, STD.IDENTIFIER), facts.link(document).label),),
        evidence=evidence(facts, (iri,)), additions=((kind, fields),), written=where.text, span=offset,
    )  # fmt: skip


def _entity(facts: Records, iri: str, link: Link) -> Correctable:
    documents = sorted(facts.subjects(STD.MENTIONS, iri))
    named = tuple(Choice(facts.one(d, STD.IDENTIFIER), facts.link(d).label) for d in documents[:DOCUMENTS])
    codes = _codes(facts, [iri])
    return Correctable(
        iri,
        "entity",
        KINDS[link.type],
        link,
        None,
        OF_ENTITY[link.type],
        places=_places(link.label, codes, codes) if link.type == "Place" else (),
        types=tuple(t for t in TYPES if t != KINDS[link.type]),
        documents=named,
        evidence=mentioned(facts, iri, SHOWN),
    )


def _fields(facts: Records, kind: str, body: str) -> tuple[FieldNow, ...]:
    """The fields of a mention that can be changed, with what they say."""
    now: dict[str, str] = {}
    if kind == "FIGURE":
        one = figure(facts, body)
        now = {
            "value": one.value, "min": one.minimum, "max": one.maximum, "unit": one.unit, "approx": one.approximation, "object": one.object,
            "action": one.action, "kind": one.status.lower(), "period": one.period,
        }  # fmt: skip
    elif body:
        now = {"name": facts.link(body).label, "posts": _posts(facts, body), "kind": facts.link(body).subtype.lower()}
    names = [name for name in OWN.get(kind, ()) if name != "link"]
    return tuple(FieldNow(name, now.get(name, ""), CHOICES.get((kind, name), ())) for name in names)


def _posts(facts: Records, person: str) -> str:
    """The posts of a person as a form writes them: 县委/书记；县政府/县长."""
    held = facts.all(person, STD.HAS_MEMBERSHIP)
    pairs = ((facts.one(facts.one(m, STD.MEMBER_ORGANIZATION), STD.LABEL), facts.one(facts.one(m, STD.ROLE), STD.LABEL)) for m in held)
    return "；".join("/".join(pair) for pair in pairs)


def _codes(facts: Records, places: Sequence[str]) -> list[str]:
    start = facts.names.prefixes["place"]
    return [text_of(p.removeprefix(start)) for p in places if p.startswith(start)]


def _places(text: str, near: Sequence[str], now: Sequence[str]) -> tuple[Choice, ...]:
    """The divisions that a name may mean besides what it means now, those first that share most of their code with where it is thought to be."""
    from extract.gazetteer import gazetteer

    table = gazetteer()
    codes = dict.fromkeys((*(n for n in near if n in table), *table.candidates(text)))
    ordered = nearest(codes.keys() - set(now), near)[:PLACES]
    return tuple(Choice(c, " ".join(table.label(a) for a in (*table.ancestors(c), c))) for c in ordered)
