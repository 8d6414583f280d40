"""An extraction with the corrections of its mentions and figures applied, and what was touched by which entry.

`corrected` is pure and idempotent: what an entry has changed or added bears its action as rule and is not matched again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from extract.clean import CleanText, clean
from extract.values import Extraction, Measurement, Mention, MentionType
from graph.corrections import Correction, Corrections
from graph.sureness import unchanged
from ontology.iri import Names, document_scope, is_link, text_of
from ontology.terms import Iri

RULE = "correction-"
"""How the rule of a corrected mention or figure starts; the action follows."""
NAMES = {"name": "canonical"}
"""Keys of an entry that a Mention calls otherwise."""
Item = Mention | Measurement


@dataclass(frozen=True, slots=True)
class Revision:
    """A corrected extraction. `touched` are the mentions and figures (also those taken away) and the entry used on each."""

    extraction: Extraction
    touched: tuple[tuple[Iri, Correction], ...] = ()
    relations: tuple[tuple[Correction, Mention], ...] = ()
    """Relations to add, each with its evidence as a mention of nothing."""
    corrections: Corrections = field(default_factory=Corrections)


def corrected(extraction: Extraction, corrections: Corrections, *, names: Names | None = None) -> Revision:
    """The extraction as the corrections say it should be."""
    if not corrections.active:
        return Revision(extraction, corrections=corrections)
    work = _Work(extraction, corrections, names or Names())
    read: list[Item] = [changed for item in extraction.mentions if (changed := work.changed(item)) is not None]
    work.names_of(read)
    items = work.followed([*read, *(changed for item in extraction.measurements if (changed := work.changed(item)) is not None)])
    items = [work.merged(item) for item in work.with_added(items)]
    mentions = sorted((i for i in items if isinstance(i, Mention)), key=lambda m: (m.start, m.end, m.type))
    figures = sorted((i for i in items if isinstance(i, Measurement)), key=lambda m: (m.start, m.end))
    stands = {(kind_of(i), i.raw_start, i.raw_end) for i in items}
    passed = tuple(c for c in extraction.candidates if (kind_of(c.item), c.item.raw_start, c.item.raw_end) not in stands)
    result = replace(extraction, mentions=tuple(mentions), measurements=tuple(figures), candidates=passed)
    touched = sorted(set(work.touched), key=lambda pair: (pair[0], pair[1].id))
    return Revision(result, tuple(touched), tuple(work.relations()), corrections)


class _Work:
    """One document under the corrections."""

    def __init__(self, extraction: Extraction, corrections: Corrections, names: Names) -> None:
        self.extraction, self.corrections, self.names = extraction, corrections, names
        self.raw = extraction.source.raw
        self.touched: list[tuple[Iri, Correction]] = []
        self.own = list(corrections.of_document(extraction.source.id))
        self.spans: dict[tuple[str, int, int], list[Correction]] = defaultdict(list)
        self.texts: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        self.moved: dict[str, dict[str | None, Correction]] = defaultdict(dict)
        self.subjects: frozenset[object] = frozenset()
        for one in self.own:
            if one.action == "add" or one.relation:
                continue
            if one.span is None:
                self.texts[one.kind, one.text].append(one)
            elif span := self._target(one, one.span):
                self.spans[one.kind, *span].append(one)

    @cached_property
    def clean(self) -> CleanText:
        return clean(self.raw)

    def names_of(self, items: Iterable[Item]) -> None:
        """Learns what organisations and programmes are called in the document: a figure may be about one of these, or about a place by its link."""
        agents = [i for i in items if isinstance(i, Mention) and i.type in ("ORG", "PROGRAMME")]
        added = [name for one in self.own if one.action == "add" and one.kind in ("ORG", "PROGRAMME") for name in (one.text, dict(one.fields).get("name"))]
        self.subjects = frozenset(name for name in (*added, *(name for i in agents for name in (i.text, i.canonical))) if name)

    def changed(self, item: Item) -> Item | None:
        """The item as the entries that name it say, None where they reject it; the narrower ones win."""
        if item.rule.startswith(RULE):
            return item
        kind = kind_of(item)
        says: dict[str, tuple[object, Correction]] = {}
        wider = (self.corrections.of_text(kind, item.text), self.texts[kind, item.text], self.spans[kind, item.raw_start, item.raw_end])
        for entries in wider:
            for one in filter(self._can_follow, entries):
                says |= {name: (value, one) for name, value in one.says.items()}
        if not says:
            return item
        exists, by = says.pop("exists")
        used = {one for _, one in says.values()} if exists else {by}
        self._touch(item, used)
        result = _changed(item, {name: value for name, (value, _) in says.items()}, min(one.action for one in used)) if exists else None
        if result is not None:
            self._touch(result, used)
        if isinstance(item, Mention) and item.type == "PLACE" and item.link:
            now = result.link if isinstance(result, Mention) and result.type == "PLACE" else None
            if now != item.link:
                self.moved[item.link][now] = min(used, key=lambda c: c.id)
        return result

    def _can_follow(self, one: Correction) -> bool:
        """Whether the document knows what an entry calls a figure's subject: what is called nothing there would leave the figure about nothing."""
        about = one.subject
        return not about or is_link(about) or about in self.subjects

    def followed(self, items: list[Item]) -> list[Item]:
        """The items with references to a place that is no longer read in this document led to the one that all its mentions became."""
        kept = {i.link for i in items if isinstance(i, Mention)}
        for link, to in sorted(self.moved.items()):
            if link not in kept and len(to) == 1:
                ((now, by),) = to.items()
                items = [self._relinked(item, link, now, by, own_link=False) for item in items]
        return items

    def merged(self, item: Item) -> Item:
        """The item with the links of places that are merged into others replaced."""
        for link, (to, by) in self._merges.items():
            item = self._relinked(item, link, to, by, own_link=True)
        return item

    @cached_property
    def _merges(self) -> Mapping[str, tuple[str, Correction]]:
        """Links of places that are merged here → the last link that this leads to."""
        into: dict[str, tuple[str, Correction]] = {}
        for one in self.corrections.of_entities():
            if one.action == "merge" and one.entity.startswith("place/") and one.document in ("", self.extraction.source.id):
                link, to = self._link(one.entity), self._link(one.to)
                if link and to:
                    into[link] = to, one
        for link, (to, by) in into.items():
            seen = {link}
            while to in into and to not in seen:
                seen.add(to)
                to = into[to][0]
            into[link] = to, by
        return into

    def _link(self, entity: str) -> str | None:
        """The link of a place's IRI as this document writes it; None for a name that only another document knows."""
        scope, _, name = entity.removeprefix("place/").partition("/")
        if text_of(scope) in ("nation", document_scope(self.extraction.source.id)):
            return f"?/{text_of(name)}"
        return (scope + (f"/{text_of(name)}" if name else "")) if scope.isdecimal() else None

    def _relinked(self, item: Item, link: str, now: str | None, by: Correction, *, own_link: bool) -> Item:
        fields: dict[str, Any] = {}
        if isinstance(item, Measurement):
            fields |= {"subject": now} if item.subject == link else {}
        else:
            fields |= {"link": now} if own_link and item.link == link else {}
            fields |= {"place": now} if item.place == link else {}
            if link in item.by:
                fields["by"] = tuple(dict.fromkeys(now if b == link else b for b in item.by if b != link or now))
        if fields:
            self._touch(item, (by,))
        return replace(item, **fields) if fields else item

    def with_added(self, items: list[Item]) -> list[Item]:
        """The items with those that entries add; what is added takes the place of one of its kind at its span."""
        found = {(kind_of(i), i.raw_start, i.raw_end): i for i in items}
        for one in self.own:
            if one.action == "add" and not one.relation and self._can_follow(one) and (span := self._evidence(one)):
                new = _added(one, *span)
                found[one.kind, new.raw_start, new.raw_end] = new
                self._touch(new, (one,))
        return list(found.values())

    def relations(self) -> Iterator[tuple[Correction, Mention]]:
        """The relations to add, each with the span that says so."""
        for one in self.own:
            if one.action == "add" and one.relation and (span := self._evidence(one)):
                start, end, written, raw_start, raw_end = span
                yield one, Mention("PLACE", start, end, written, f"{RULE}add", raw_start=raw_start, raw_end=raw_end)

    def _evidence(self, one: Correction) -> tuple[int, int, str, int, int] | None:
        """Clean span, clean text and raw span of what an added fact rests on; None where the document does not have it."""
        span = self._span(one)
        if span is None:
            return None
        start, end = self.clean.clean_span(*span)
        written = self.extraction.text[start:end]
        if not written.strip() or self.clean.text != self.extraction.text:
            return None
        return start, end, written, *self.clean.raw_span(start, end)

    def _span(self, one: Correction) -> tuple[int, int] | None:
        """Where the raw text has the entry's text: at its span, else at the one place that has it, raw or cleaned."""
        if one.span and self._stands(one.text, *one.span):
            return one.span
        if self.raw.count(one.text) == 1:
            at = self.raw.index(one.text)
            return at, at + len(one.text)
        if self.extraction.text.count(one.text) == 1 and self.clean.text == self.extraction.text:
            at = self.extraction.text.index(one.text)
            return self.clean.raw_span(at, at + len(one.text))
        return None

    def _target(self, one: Correction, span: tuple[int, int]) -> tuple[int, int] | None:
        """The span of the mention or figure that is meant: the entry's own while its text stands there, else the only one of this text."""
        if self._stands(one.text, *span):
            return span
        items: Iterable[Item] = self.extraction.measurements if one.kind == "FIGURE" else self.extraction.mentions
        same = [i for i in items if kind_of(i) == one.kind and one.text in (i.text, self.raw[i.raw_start : i.raw_end])]
        return (same[0].raw_start, same[0].raw_end) if len(same) == 1 else None

    def _stands(self, written: str, start: int, end: int) -> bool:
        there = self.raw[start:end]
        return bool(there) and (there == written or clean(there).text == written)

    def _touch(self, item: Item, by: Iterable[Correction]) -> None:
        self.touched += [(iri_of(self.names, self.extraction, item), one) for one in by]


def kind_of(item: Item) -> str:
    """PLACE, ORG, PERSON, PROGRAMME or FIGURE."""
    return item.type if isinstance(item, Mention) else "FIGURE"


def iri_of(names: Names, extraction: Extraction, item: Item) -> Iri:
    """The IRI of a mention, or of a figure."""
    document = extraction.source.id
    if isinstance(item, Measurement):
        return names.measurement(document, item.raw_start, item.raw_end)
    return names.mention(document, item.type, item.raw_start, item.raw_end)


def _changed(item: Item, says: Mapping[str, object], action: str) -> Item:
    fields: dict[str, Any] = {NAMES.get(name, name): value for name, value in says.items()}
    if isinstance(item, Measurement):
        if "link" in fields:
            fields["subject"] = fields.pop("link")
        return replace(item, **_whole(fields), rule=RULE + action, confidence=1.0, fields=unchanged(item, fields))
    kind: MentionType = fields.get("type", item.type)
    if kind != item.type:
        item = Mention(kind, item.start, item.end, item.text, item.rule, raw_start=item.raw_start, raw_end=item.raw_end)
    if "link" in fields and kind == "ORG":
        fields["place"] = fields.pop("link")
    kept = {k: v for k, v in fields.items() if v != ""}
    return replace(item, **kept, rule=RULE + action, confidence=1.0, fields=unchanged(item, fields))


def _whole(fields: dict[str, Any]) -> dict[str, Any]:
    """A value takes the bounds away and bounds the value; an empty subject or period is none."""
    if fields.get("value") is not None:
        fields = {"min": None, "max": None, **fields}
    elif fields.keys() & {"min", "max"}:
        fields = {"value": None, **fields}
    return {k: None if k in ("subject", "period") and v == "" else v for k, v in fields.items()}


def _added(one: Correction, start: int, end: int, written: str, raw_start: int, raw_end: int) -> Item:
    fields: dict[str, Any] = {NAMES.get(name, name): value for name, value in one.fields}
    rule = f"{RULE}add"
    if one.kind != "FIGURE":
        kept = {k: v for k, v in fields.items() if v != ""}
        return Mention(one.kind, start, end, written, rule, raw_start=raw_start, raw_end=raw_end, **kept)  # type: ignore[arg-type]
    empty: dict[str, Any] = {"value": None, "min": None, "max": None, "approx": "exact", "object": "", "action": "", "subject": None, "kind": "result"}
    return Measurement(start, end, written, rule=rule, raw_start=raw_start, raw_end=raw_end, **{**empty, "period": None, **_whole(fields)})
