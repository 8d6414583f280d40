"""Which entity a mention stands for once corrections have merged, split and renamed: the last word on identity in a document."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from graph.corrections import Correction, Corrections
from graph.identity import Entity
from graph.organisations import kinds
from ontology.iri import Names, is_link, segment, text_of
from ontology.terms import FZ, STD, Iri


@dataclass
class Settlement:
    """What entity-level corrections make of one document's entities; `used` gathers which entry was used on which entity."""

    corrections: Corrections
    names: Names
    document: str
    used: dict[tuple[Iri, Correction], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._of: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for one in self.corrections.of_entities():
            if one.document in ("", self.document):
                self._of[one.action, one.entity].append(one)

    def entity(self, entity: Entity) -> Entity:
        """The entity that this one is: split off, merged into another, renamed. Places are merged by their links, before."""
        if not self._of or FZ.PLACE in entity.types:
            return self.named(entity)
        entity = self._split(entity)
        seen = {entity.iri}
        while (one := self._first("merge", entity)) and (into := self._into(entity, one)).iri not in seen:
            seen.add(into.iri)
            self._use(into.iri, one)
            entity = into
        return self.named(entity)

    def named(self, entity: Entity) -> Entity:
        """The entity with its new name, the old one kept beside it."""
        one = self._first("rename", entity)
        if one is None or one.to == entity.label:
            return entity
        self._use(entity.iri, one)
        return replace(entity, label=one.to, aliases=(*entity.aliases, entity.label))

    def rejects(self, subject: Iri, predicate: str, value: Iri) -> tuple[Correction, ...]:
        """The entries that reject a relation, by IRIs and the predicate's short name."""
        known = self.corrections.rejected_relations
        if not known:
            return ()
        return tuple(c for c in known.get((self._short(subject), predicate, self._short(value)), ()) if c.document in ("", self.document))

    def made(self, name: str) -> Entity:
        """The organisation, programme or person of an IRI without its base; what it is called is the IRI's last part."""
        kind, scope, *rest = name.split("/")
        label, place = text_of(rest[0]) if rest else text_of(scope), text_of(scope)
        iri = Iri(self.names.base + name)
        match kind:
            case "organisation":
                return Entity(iri, label, (FZ.ORGANISATION, STD.ORGANIZATION, *kinds(label)), place if is_link(place) else None)
            case "programme":
                return Entity(iri, label, (FZ.PROGRAMME, STD.PLAN))
        return Entity(iri, label, (FZ.PERSON, STD.FOAF_PERSON))

    def thing(self, name: str, place: Callable[[str], Entity]) -> Entity:
        """What an IRI without its base names, as corrected; a figure has no types here, it is described where it is found."""
        kind, scope, *rest = name.split("/")
        if kind == "place":
            return place("/".join((scope if scope.isdecimal() else "?", *map(text_of, rest))))
        if kind in ("organisation", "programme", "person"):
            return self.entity(self.made(name))
        return Entity(Iri(self.names.base + name), "", ())

    def _split(self, entity: Entity) -> Entity:
        one = next((c for c in self._both("split", entity)), None)
        if one is None:
            return entity
        apart = replace(entity, iri=Iri(f"{entity.iri}/{segment(one.to)}"))
        self._use(apart.iri, one)
        return apart

    def _into(self, entity: Entity, one: Correction) -> Entity:
        short = self._short(entity.iri)
        kind, scope, *_ = short.split("/")
        to = one.to if "/" in one.to else f"{kind}/{scope}/{segment(one.to)}"
        if to.partition("/")[0] != kind:
            return entity
        made = self.made(to)
        types = entity.types if kind == "programme" else made.types
        return replace(made, types=types, aliases=tuple(a for a in dict.fromkeys((*entity.aliases, entity.label)) if a != made.label))

    def _first(self, action: str, entity: Entity) -> Correction | None:
        """The entry on an entity: by IRI before by label, of this document before of all."""
        return next(iter(sorted(self._both(action, entity), key=lambda c: ("/" not in c.entity, not c.document, c.id))), None)

    def _both(self, action: str, entity: Entity) -> list[Correction]:
        return [*self._of.get((action, self._short(entity.iri)), ()), *self._of.get((action, entity.label), ())]

    def _short(self, iri: Iri) -> str:
        return iri.removeprefix(self.names.base)

    def _use(self, iri: Iri, one: Correction) -> None:
        self.used[iri, one] = None
