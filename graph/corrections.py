"""What somebody who knows better says of a build: values that name their target so that every later build finds it again.

A target is a span (document, raw offsets, text), all mentions of a text (in one document or in all), an entity (its IRI without
the base, or its label), or a relation (subject, predicate, object). The narrower target wins: a span over its document's text, that over the
text everywhere. Two entries that say different things of the very same target contradict each other, and neither is used; so the
order of entries never matters.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from ontology.iri import text_of

Action = Literal["reject", "retype", "relink", "change", "add", "rename", "merge", "split"]
Kind = Literal["PLACE", "ORG", "PERSON", "PROGRAMME", "FIGURE", "RELATION", ""]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry. `kind` says what is meant by a span or text ("" for entities); `fields` are what `add`, `change` and `retype` set.

    `entity` and an entity in `to` are IRIs without the base (organisation/141122/交城县委) or labels.
    """

    action: Action
    kind: Kind = ""
    document: str = ""
    span: tuple[int, int] | None = None
    text: str = ""
    entity: str = ""
    to: str = ""
    fields: tuple[tuple[str, object], ...] = ()
    relation: tuple[str, str, str] | None = None
    note: str = ""
    author: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """A digest of what it says: the same wherever it stands in the file, whatever its note."""
        parts = (self.action, self.kind, self.document, self.span, self.text, self.entity, self.to, self.fields, self.relation)
        return sha256(repr(parts).encode()).hexdigest()[:16]

    @property
    def key(self) -> Key:
        """What it speaks of."""
        if self.relation:
            return "relation", self.relation, self.document
        if self.entity:
            return "entity", self.entity, self.document, "name" if self.action == "rename" else "identity"
        return self.kind, self.document, self.span or self.text

    @property
    def says(self) -> Mapping[str, object]:
        """What it says of its target; `exists` is about whether there is such a thing at all."""
        match self.action:
            case "reject":
                return {"exists": False}
            case "retype":
                return {"exists": True, "type": self.to, **dict(self.fields)}
            case "relink":
                return {"exists": True, "link": self.to}
            case "change" | "add":
                return {"exists": True, **dict(self.fields)}
        return {self.action: self.to} if self.action == "rename" else {"identity": (self.action, self.to)}

    @property
    def subject(self) -> str:
        """What it says that a figure is about, a link or a name; empty where it says nothing of that."""
        says = self.says if self.kind == "FIGURE" else {}
        return str(says.get("link") or says.get("subject") or "")

    def __str__(self) -> str:
        where = f" in {self.document}" + (f" at {self.span[0]}-{self.span[1]}" if self.span else "") if self.document else ""
        what = text_of(" ".join(self.relation) if self.relation else self.entity) or f"{self.kind} {self.text}".strip()
        return f"{self.action} {what}{where}" + (f" → {text_of(self.to)}" if self.to else "")


@dataclass(frozen=True)
class Corrections:
    """The entries of a file, indexed; `name` is the file's name, for the report."""

    entries: tuple[Correction, ...] = ()
    name: str = ""

    @cached_property
    def contradictions(self) -> Mapping[Correction, tuple[Correction, ...]]:
        """The entries that are not used → those that each contradicts."""
        return contradictions(self.entries)

    @cached_property
    def digest(self) -> str:
        """Changes when, and only when, what the entries say changes: part of what a document's graph depends on."""
        return sha256("\n".join(sorted({c.id for c in self.active})).encode()).hexdigest()[:16]

    @cached_property
    def active(self) -> tuple[Correction, ...]:
        """The entries that contradict none, each once, in an order that does not hang on the file's."""
        return tuple(sorted({c.id: c for c in reversed(self.entries) if c not in self.contradictions}.values(), key=lambda c: (repr(c.key), c.id)))

    def of_document(self, document: str) -> Iterator[Correction]:
        """The active entries on this document's own spans, texts and relations."""
        yield from self._by_document.get(document, ())

    def of_text(self, kind: str, written: str) -> Iterator[Correction]:
        """The active entries on all mentions of a kind and text, whatever the document."""
        yield from self._by_text.get((kind, written), ())

    def of_entities(self) -> Iterator[Correction]:
        """The active entries on entities."""
        yield from self._entities

    @cached_property
    def _by_document(self) -> Mapping[str, list[Correction]]:
        found: dict[str, list[Correction]] = defaultdict(list)
        for one in self.active:
            if one.document and not one.entity:
                found[one.document].append(one)
        return found

    @cached_property
    def _by_text(self) -> Mapping[tuple[str, str], list[Correction]]:
        found: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for one in self.active:
            if not one.document and one.kind and not one.relation:
                found[one.kind, one.text].append(one)
        return found

    @cached_property
    def _entities(self) -> tuple[Correction, ...]:
        return tuple(c for c in self.active if c.entity)

    @cached_property
    def rejected_relations(self) -> Mapping[tuple[str, str, str], tuple[Correction, ...]]:
        """Relation → the active entries that reject it."""
        found: dict[tuple[str, str, str], list[Correction]] = defaultdict(list)
        for one in self.active:
            if one.relation and one.action == "reject":
                found[one.relation].append(one)
        return {relation: tuple(ones) for relation, ones in found.items()}


def contradictions(entries: Iterable[Correction]) -> dict[Correction, tuple[Correction, ...]]:
    """The entries that another one contradicts, each with those others; merges that lead in a circle contradict each other."""
    by_key: dict[Key, list[Correction]] = defaultdict(list)
    for one in entries:
        by_key[one.key].append(one)
    found: dict[Correction, tuple[Correction, ...]] = {}
    for group in by_key.values():
        for one in group:
            if others := tuple(o for o in group if _disagree(one, o)):
                found[one] = others
    into = {c.entity: c for group in by_key.values() for c in group if c.action == "merge" and c not in found}
    for one in list(into.values()):
        circle = [one]
        while (following := into.get(circle[-1].to)) and following not in circle:
            circle.append(following)
        if following is one:
            found[one] = tuple(circle[1:]) or (one,)
    return found


def _disagree(one: Correction, other: Correction) -> bool:
    a, b = one.says, other.says
    return any(a[name] != b[name] for name in a.keys() & b.keys())
