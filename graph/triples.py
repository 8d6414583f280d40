"""An extraction as quads: what one document says, in the named graph of its IRI, every statement with its evidence."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from extract.confidence import asserted
from extract.values import Extraction, Field, Measurement, Mention
from graph.credits import creators, headline
from graph.evidence import Evidence
from graph.identity import Entity, Identities, mention_iri
from graph.period import bounds
from graph.places import Gazetteer
from graph.rdf import chinese, decimal, in_graph, integer, node, number, scaled, text, typed
from graph.revision import Revision
from graph.settled import Settlement
from graph.sureness import Backing, candidate, field_of, fields, not_asserted, share
from graph.units import Unit, unit, unit_by_iri
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, STD, Iri, curie, term

Statement: TypeAlias = tuple[Iri, Iri, NamedNode | Literal]
STATUS: Mapping[str, Iri] = {"result": FZ.RESULT, "target": FZ.TARGET, "standard": FZ.STANDARD}


def quads(extraction: Extraction, *, base: str = ID_BASE, gazetteer: Gazetteer | None = None, revision: Revision | None = None) -> Iterator[Quad]:
    """All quads of one document: its own graph, then the graph of the places in use; without repeats, always in the same order.

    `revision` is what gave the extraction its corrections: those of entities and relations are applied here, and each is said.
    """
    writer = _Writer(extraction, Names(base), gazetteer or _country(), revision or Revision(extraction))
    yield from in_graph(writer.statements(), writer.document)
    yield from in_graph(writer.places(), writer.names.places)


def _country() -> Gazetteer:
    from extract.gazetteer import gazetteer

    return gazetteer()


class _Writer:
    """The statements of one document."""

    def __init__(self, extraction: Extraction, names: Names, gazetteer: Gazetteer, revision: Revision) -> None:
        self.extraction = extraction
        self.names = names
        self.document = names.document(extraction.source.id)
        self.revision = revision
        self.settlement = Settlement(revision.corrections, names, extraction.source.id)
        self.who = Identities(extraction, names, gazetteer, self.settlement.entity)
        self.evidence = Evidence(extraction.source.raw)
        self.used: dict[str, None] = {}
        self.backing = Backing()
        self.entities = [(m, self.who.of(m) if asserted(m, "link") else None, mention_iri(names, extraction, m)) for m in extraction.mentions]

    def statements(self) -> Iterator[Statement]:
        yield from self._document()
        for mention, entity, iri in self.entities:
            yield from self._annotation(iri, mention, entity.iri if entity else None)
            yield from not_asserted(iri, mention)
            if entity:
                yield from self._entity(entity, mention.text)
                yield self.document, STD.MENTIONS, node(entity.iri)
                yield from self._relations(iri, mention, entity)
        for measurement in self.extraction.measurements:
            yield from self._measurement(measurement)
        yield from self._added_relations()
        yield from self.backing.statements()
        yield from self._candidates()
        for thing, correction in (*self.revision.touched, *self.settlement.used):
            yield thing, FZ.CORRECTED_BY, node(self.names.correction(correction.id))

    def places(self) -> Iterator[Statement]:
        """What the gazetteer says of the places in use; call it after `statements`."""
        for link in self.used:
            yield from self._place(link)

    def _place(self, link: str) -> Iterator[Statement]:
        """What is said of a place and all around it, under their corrected names."""
        for subject, predicate, value in self.who.atlas.described(link):
            place = self.settlement.named(Entity(subject, str(value.value), (FZ.PLACE,))) if predicate == STD.LABEL else None
            for alias in place.aliases if place else ():
                yield subject, STD.ALT_LABEL, chinese(alias)
                yield from ((subject, FZ.CORRECTED_BY, node(self.names.correction(one.id))) for iri, one in self.settlement.used if iri == subject)
            yield subject, predicate, chinese(place.label) if place else value

    def _document(self) -> Iterator[Statement]:
        source, found = self.extraction.source, self.extraction
        yield self.document, STD.TYPE, node(FZ.DOCUMENT)
        yield self.document, STD.TYPE, node(STD.NEWS_ARTICLE)
        yield self.document, STD.IDENTIFIER, text(source.id)
        yield self.document, STD.HEADLINE, chinese(headline(found))
        for creator in creators(found):
            yield self.document, STD.CREATOR, text(creator)
        if source.date:
            date = None if "/" in source.date else bounds(source.date)[0]
            yield self.document, STD.DATE_PUBLISHED, typed(*date) if date else text(source.date)
        if source.url.startswith(("http://", "https://")):
            yield self.document, STD.URL, typed(source.url, STD.XSD_ANY_URI)
        yield self.document, STD.SHA256, text(source.sha256)
        yield self.document, FZ.CHARACTER_COUNT, integer(len(source.raw))
        yield self.document, FZ.MENTION_COUNT, integer(len(found.mentions))
        yield self.document, FZ.MEASUREMENT_COUNT, integer(len(found.measurements))
        yield self.document, FZ.REPAIR_COUNT, integer(sum(n for _, n in found.repairs))
        yield self.document, FZ.DAMAGED_COUNT, integer(len(found.damaged))

    def _annotation(self, iri: Iri, span: Mention | Measurement, body: Iri | None, kind: Iri = FZ.MENTION) -> Iterator[Statement]:
        """A span of the raw text, in the Web Annotation vocabulary, and its sentence."""
        target, position, quote = (Iri(f"{iri}#{part}") for part in ("target", "position", "quote"))
        first, last = self.evidence.sentence(span.raw_start, span.raw_end)
        prefix, exact, suffix = self.evidence.quote(span.raw_start, span.raw_end)
        yield iri, STD.TYPE, node(kind)
        yield iri, STD.TYPE, node(STD.ANNOTATION)
        if body:
            yield iri, STD.HAS_BODY, node(body)
        yield iri, STD.HAS_TARGET, node(target)
        yield target, STD.TYPE, node(STD.SPECIFIC_RESOURCE)
        yield target, STD.HAS_SOURCE, node(self.document)
        yield target, STD.HAS_SELECTOR, node(position)
        yield target, STD.HAS_SELECTOR, node(quote)
        yield position, STD.TYPE, node(STD.POSITION_SELECTOR)
        yield position, STD.START, integer(span.raw_start)
        yield position, STD.END, integer(span.raw_end)
        yield quote, STD.TYPE, node(STD.QUOTE_SELECTOR)
        yield quote, STD.EXACT, text(exact)
        yield quote, STD.PREFIX, text(prefix)
        yield quote, STD.SUFFIX, text(suffix)
        yield iri, FZ.CLEAN_TEXT, text(span.text)
        yield iri, FZ.SENTENCE, text(self.evidence.text(first, last))
        yield iri, FZ.SENTENCE_START, integer(first)
        yield iri, FZ.RULE, text(span.rule)
        yield iri, FZ.CONFIDENCE, share(span.confidence)
        yield from fields(iri, span)

    def _candidates(self) -> Iterator[Statement]:
        """What is not asserted, each a span with its reading, for a reader to judge."""
        for passed in self.extraction.candidates:
            iri = self.names.mention(self.extraction.source.id, passed.kind, passed.item.raw_start, passed.item.raw_end)
            yield from self._annotation(iri, passed.item, None, FZ.UNASSERTED)
            yield from candidate(iri, passed)

    def _entity(self, entity: Entity, written: str = "") -> Iterator[Statement]:
        if FZ.PLACE in entity.types and entity.place:
            self.used[entity.place] = None
        else:
            for kind in entity.types:
                yield entity.iri, STD.TYPE, node(kind)
            yield entity.iri, STD.LABEL, chinese(entity.label)
        for alias in dict.fromkeys((written, *entity.aliases)):
            if alias and alias != entity.label:
                yield entity.iri, STD.ALT_LABEL, chinese(alias)

    def _relations(self, iri: Iri, mention: Mention, entity: Entity) -> Iterator[Statement]:
        if mention.type == "ORG" and asserted(mention, "place"):
            yield from self._of_place(entity, iri, field=field_of(mention, "place"))
        elif mention.type == "PROGRAMME" and asserted(mention, "by"):
            for written in mention.by:
                if agent := self.who.agent(written):
                    yield from self._entity(agent)
                    yield from self._of_place(agent, iri)
                    yield from self._claim(entity.iri, FZ.CARRIED_OUT_BY, agent.iri, iri, field=field_of(mention, "by"))
        elif mention.type == "PERSON" and asserted(mention, "posts"):
            for organisation, written, post in self.who.posts(mention):
                if organisation:
                    yield from self._entity(organisation, written)
                    yield from self._of_place(organisation, iri)
                yield from self._post(entity, organisation, post, iri, field_of(mention, "posts"))

    def _of_place(self, entity: Entity, *mentions: Iri, field: Field | None = None) -> Iterator[Statement]:
        if entity.place and FZ.ORGANISATION in entity.types:
            place = self.who.place(entity.place)
            self.used[entity.place] = None
            yield from self._claim(entity.iri, FZ.OF_PLACE, place.iri, *mentions, field=field)

    def _post(self, person: Entity, organisation: Entity | None, post: str, mention: Iri, field: Field | None) -> Iterator[Statement]:
        membership = self.names.membership(person.iri, organisation.iri if organisation else None, post)
        if self.settlement.rejects(person.iri, curie(STD.HAS_MEMBERSHIP), membership):
            yield from self._claim(person.iri, STD.HAS_MEMBERSHIP, membership, mention)
            return
        role = self.names.role(post)
        yield role, STD.TYPE, node(STD.ROLE_CLASS)
        yield role, STD.LABEL, chinese(post)
        yield membership, STD.TYPE, node(STD.MEMBERSHIP)
        yield membership, STD.MEMBER, node(person.iri)
        yield membership, STD.ROLE, node(role)
        if organisation:
            yield membership, STD.MEMBER_ORGANIZATION, node(organisation.iri)
        yield from self._claim(person.iri, STD.HAS_MEMBERSHIP, membership, mention, field=field)

    def _measurement(self, figure: Measurement) -> Iterator[Statement]:
        document = self.extraction.source.id
        iri = self.names.measurement(document, figure.raw_start, figure.raw_end)
        mention = self.names.mention(document, "QUANTITY", figure.raw_start, figure.raw_end)
        yield from self._annotation(mention, figure, iri)
        for kind in (FZ.MEASUREMENT, STD.OBSERVATION, STATUS[figure.kind]):
            yield iri, STD.TYPE, node(kind)
        yield iri, STD.DERIVED_FROM, node(mention)
        yield from _values(iri, figure)
        yield from not_asserted(mention, figure)
        said = {name: value for name in ("object", "action", "period") if (value := getattr(figure, name)) and asserted(figure, name)}
        yield iri, STD.LABEL, chinese("".join((said.get("action", ""), figure.text, said.get("object", ""))))
        for predicate, name in ((FZ.OBJECT, "object"), (FZ.ACTION, "action"), (FZ.PERIOD, "period")):
            if name in said:
                yield iri, predicate, text(said[name])
        for predicate, point in zip((FZ.PERIOD_START, FZ.PERIOD_END), bounds(said.get("period", "")), strict=True):
            if point:
                yield iri, predicate, typed(*point)
        if figure.subject and asserted(figure, "subject") and (about := self.who.reference(figure.subject)):
            yield from self._entity(about)
            evidence = (mention, *self._nearest(about.iri, figure))
            yield from self._claim(iri, FZ.ABOUT, about.iri, *evidence, field=field_of(figure, "subject"))

    def _nearest(self, iri: Iri, figure: Measurement) -> Iterator[Iri]:
        """The mention of an entity that is nearest to a figure."""
        distances = [
            (min(abs(m.raw_start - figure.raw_start), abs(figure.raw_start - m.raw_end)), m.raw_start, at) for m, e, at in self.entities if e and e.iri == iri
        ]
        if distances:
            yield min(distances)[2]

    def _claim(self, subject: Iri, predicate: Iri, value: Iri, *mentions: Iri, field: Field | None = None) -> Iterator[Statement]:
        """The relation itself, and that this document states it and where."""
        claim = self.names.claim(self.extraction.source.id, subject, predicate, value)
        if rejected := self.settlement.rejects(subject, curie(predicate), value):
            yield from ((claim, FZ.CORRECTED_BY, node(self.names.correction(one.id))) for one in rejected)
            return
        self.backing.add(claim, field)
        yield subject, predicate, node(value)
        yield claim, STD.TYPE, node(FZ.CLAIM)
        yield claim, STD.TYPE, node(STD.STATEMENT)
        yield claim, STD.SUBJECT, node(subject)
        yield claim, STD.PREDICATE, node(predicate)
        yield claim, STD.OBJECT, node(value)
        for mention in mentions:
            yield claim, STD.DERIVED_FROM, node(mention)

    def _added_relations(self) -> Iterator[Statement]:
        """The relations that corrections add, with their evidence."""
        for correction, span in self.revision.relations:
            subject, predicate, value = correction.relation or ("", "", "")
            evidence = self.names.mention(self.extraction.source.id, "RELATION", span.raw_start, span.raw_end)
            yield from self._annotation(evidence, span, None)
            ends = [self.settlement.thing(name, self.who.place) for name in (subject, value)]
            for end in ends:
                if end.types:
                    yield from self._entity(end)
                    yield from self._of_place(end, evidence)
            relation = ends[0].iri, term(predicate), ends[1].iri
            yield from self._claim(*relation, evidence)
            yield self.names.claim(self.extraction.source.id, *relation), FZ.CORRECTED_BY, node(self.names.correction(correction.id))


def _values(iri: Iri, figure: Measurement) -> Iterator[Statement]:
    """The number or its bounds, as written and in the unit's base."""
    known = unit(figure.unit)
    rows = ((STD.NUMERIC_VALUE, FZ.BASE_VALUE, figure.value), (FZ.MIN_VALUE, FZ.BASE_MIN_VALUE, figure.min), (FZ.MAX_VALUE, FZ.BASE_MAX_VALUE, figure.max))
    for written, in_base, value in rows:
        if value is not None and (exact := decimal(value)) is not None:
            yield iri, written, number(exact)
            if known and known.multiplier is not None:
                yield iri, in_base, number(scaled(exact, known.multiplier))
    yield iri, FZ.UNIT_TEXT, text(figure.unit)
    yield iri, FZ.APPROXIMATION, text(figure.approx)
    if known:
        yield iri, STD.HAS_UNIT, node(known.iri)
        yield from _described(known)


def _described(known: Unit) -> Iterator[Statement]:
    yield from known.described()
    if known.base != known.iri:
        yield from unit_by_iri(known.base).described()
