"""What two graphs say differently: mentions, figures and relations by document, and entities over all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.explain import KINDS, label
from graph.facts import Facts
from ontology.terms import FZ, FZ_NS, STD, curie

ENTITIES = KINDS[:4]
SAID = (
    STD.NUMERIC_VALUE, FZ.MIN_VALUE, FZ.MAX_VALUE, FZ.UNIT_TEXT, FZ.APPROXIMATION, FZ.OBJECT, FZ.ACTION, FZ.PERIOD, FZ.ABOUT,
)  # fmt: skip
"""What is compared of a figure, besides its status and text."""
Said = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: `before` is None for what is new, `after` for what is gone, else both say only what differs."""

    kind: str
    what: str
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes by document id, and changes of entities; both empty for graphs that say the same."""

    documents: Mapping[str, tuple[Change, ...]]
    entities: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.documents and not self.entities


def difference(one: Facts, other: Facts, base: str, other_base: str) -> Difference:
    """What the second graph says differently from the first; IRIs are compared without their bases."""
    before, after = _Said(one, base), _Said(other, other_base)
    documents: dict[str, tuple[Change, ...]] = {}
    a, b = before.by_document(), after.by_document()
    for document in sorted({*a, *b}):
        if changes := tuple(_changes(a.get(document, {}), b.get(document, {}))):
            documents[document] = changes
    return Difference(documents, tuple(_changes(before.entities(), after.entities())))


def _changes(before: Mapping[Key, Said], after: Mapping[Key, Said]) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        what = (new or old or {}).get("text", "") or " ".join(key[1:])
        if key[1].isdecimal():
            what = f"{what} [{int(key[1])}–{int(key[2])}]"
        if old is not None and new is not None:
            names = [n for n in sorted({*old, *new}) if old.get(n) != new.get(n)]
            old, new = ({n: side.get(n, "") for n in names} for side in (old, new))
        yield Change(key[0], what, old, new)


class _Said:
    """What one graph says, as values that can be compared."""

    def __init__(self, facts: Facts, base: str) -> None:
        self.facts, self.base = facts, base

    def by_document(self) -> Mapping[str, Mapping[Key, Said]]:
        """Document id → what it says; the document itself is among it, by its digest."""
        found: dict[str, dict[Key, Said]] = defaultdict(dict)
        for document in self.facts.of_type(FZ.DOCUMENT):
            name = self.facts.one(document, STD.IDENTIFIER)
            found[name]["document", name] = {"text": self.facts.one(document, STD.HEADLINE), "sha256": self.facts.one(document, STD.SHA256)}
        for mention in self.facts.of_type(FZ.MENTION):
            if key := self._mention_key(mention):
                found[self._document(mention)][key] = self._mention(mention, key)
        for claim in self.facts.of_type(FZ.CLAIM):
            evidence = self.facts.one(claim, STD.DERIVED_FROM)
            subject, predicate, value = (self.facts.one(claim, p) for p in (STD.SUBJECT, STD.PREDICATE, STD.OBJECT))
            if predicate not in (FZ.ABOUT, FZ.MERGE_RULE):  # told with its figure; follows from the mentions
                text = f"{label(self.facts, subject)} {curie(predicate)} {label(self.facts, value)}"
                found[self._document(evidence)]["relation", self._short(subject), curie(predicate), self._value(value)] = {"text": text}
        return found

    def _value(self, iri: str) -> str:
        """An entity by its IRI; a membership, whose IRI hangs on the base, by organisation and post."""
        organisation, role = self.facts.one(iri, STD.MEMBER_ORGANIZATION), self.facts.one(iri, STD.ROLE)
        return f"{self._short(organisation)} {self._short(role)}" if role else self._short(iri)

    def entities(self) -> Mapping[Key, Said]:
        """Entity → its label and classes."""
        found: dict[Key, Said] = {}
        for kind in ENTITIES:
            for iri in self.facts.of_type(kind):
                types = " ".join(t.removeprefix(FZ_NS) for t in self.facts.all(iri, STD.TYPE) if t.startswith(FZ_NS))
                found["entity", self._short(iri)] = {"text": self.facts.one(iri, STD.LABEL), "types": types}
        return found

    def _mention_key(self, mention: str) -> Key | None:
        """Kind, start and end, by the mention's IRI; None for the evidence of an added relation."""
        kind, _, span = self._short(mention).rpartition("/")
        start, _, end = span.partition("-")
        kind = kind.rpartition("/")[2]
        return None if kind == "relation" else ("figure" if kind == "quantity" else kind, start.zfill(9), end.zfill(9))

    def _mention(self, mention: str, key: Key) -> Said:
        text, body = self.facts.one(mention, FZ.CLEAN_TEXT), self.facts.one(mention, STD.HAS_BODY)
        if key[0] != "figure":
            return {"text": text, "entity": self._short(body)}
        types = [t.removeprefix(FZ_NS) for t in self.facts.all(body, STD.TYPE) if t in (FZ.RESULT, FZ.TARGET, FZ.STANDARD)]
        said = {curie(p): v for p in SAID if (v := self._short(self.facts.one(body, p)))}
        return {"text": text, "status": " ".join(types), **said}

    def _document(self, mention: str) -> str:
        return self.facts.one(self.facts.document_of_mention(mention), STD.IDENTIFIER)

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self.base)
