"""Writes an entry into the file of corrections, after checking that its target is in the build: `fangzhi correct`."""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from extract.clean import clean
from fangzhi import console
from fangzhi.explaining import only
from fangzhi.report import base_of
from fangzhi.review import corrections_file
from graph.correction_entry import ACTIONS, TYPES, entity_name
from graph.correction_file import added, missing
from graph.explain import Candidate, candidates, explanation
from graph.facts import StoreFacts
from graph.meaning import Meaning
from graph.store import open_store
from ontology.errors import CorrectionError
from ontology.terms import FZ, STD, curie

ENTITIES = ("place", "organisation", "programme", "person")
QUANTITY = "QUANTITY"
NUMBERS = ("value", "min", "max")
PLACED = {"PLACE": ("link",), "ORG": ("place",), "FIGURE": ("subject",)}
"""Kind → the fields that name a place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says: the action, its target and value, and what narrows them."""

    action: str
    target: str
    value: str = ""
    kind: str = ""
    document: str = ""
    span: tuple[int, int] | None = None
    fields: Mapping[str, object] | None = None
    everywhere: bool = False
    note: str = ""
    author: str = ""


def correct(out: Path, asked: Asked, file: Path | None = None) -> Path:
    """Adds the entries that this asks for to the file of corrections, all or none; the file. Raises CorrectionError or QueryError."""
    path = corrections_file(out, file)
    wanted = entries(StoreFacts(open_store(out / "store")), base_of(out), asked)
    new = append(path, wanted)
    for entry in new:
        console.say(" ".join(f"{key}: {value}" for key, value in entry.items()), style="green")
    there = f"{len(wanted) - len(new)} 原已在其中 already there; " if len(new) < len(wanted) else ""
    console.say(f"{path}: {there}{len(new)} written; 下次构建时生效 the next build applies it")
    return path


def entries(facts: StoreFacts, base: str, asked: Asked) -> list[dict[str, object]]:
    """The entries that this asks for, their target found in the build. Raises CorrectionError or QueryError."""
    if asked.action not in ACTIONS:
        raise CorrectionError(f"there is no action {asked.action!r}", remedy=f"there are {', '.join(ACTIONS)}")
    return [_signed(entry, asked) for entry in _Target(facts, base, asked).entries()]


def append(path: Path, wanted: Sequence[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
    """Writes entries to the end of the file of corrections, all or none, once they are checked; those that it did not say yet. Raises CorrectionError.

    One writer at a time: the folder is locked meanwhile, by this program's own writers, so that none of two entries is lost. Where the
    file is a link, what it leads to is written.
    """
    path = path.resolve()
    staging = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as fault:
        raise CorrectionError(f"cannot be written: {fault.strerror}", path=path, remedy="make its folder, or name another file") from fault
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if new := missing(path, wanted):
            staging.write_text(added(path, new), "utf-8", newline="\n")
            staging.replace(path)
        return new
    except OSError as fault:
        raise CorrectionError(f"cannot be written: {fault.strerror}", path=path, remedy="see that you may write there") from fault
    finally:
        staging.unlink(missing_ok=True)
        os.close(folder)


def fields_of(settings: Sequence[str]) -> dict[str, object]:
    """The fields of `--set name=value`; lists are written as in YAML. Raises CorrectionError."""
    found: dict[str, object] = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign:
            raise CorrectionError(f"{setting!r} sets nothing", remedy="write --set name=value, for example --set unit=公里")
        try:
            found[name] = yaml.safe_load(value) if value.startswith("[") or name in NUMBERS else value
        except yaml.YAMLError:
            raise CorrectionError(f"{setting!r} cannot be read", remedy="write a number, or a list like posts=[[县委, 书记]]") from None
    return found


def _signed(entry: dict[str, object], asked: Asked) -> dict[str, object]:
    signature = {"note": asked.note, "author": asked.author}
    return {**entry, **{key: value for key, value in signature.items() if value}}


class _Target:
    """What is meant, found in the build."""

    def __init__(self, facts: StoreFacts, base: str, asked: Asked) -> None:
        self.facts, self.base, self.asked = facts, base, asked

    def entries(self) -> list[dict[str, object]]:
        """The entries to write."""
        asked = self.asked
        if asked.action == "add":
            return [self._added()]
        if asked.action in ("rename", "merge", "split"):
            return [self._on_entity()]
        if asked.kind:
            return [self._on_text(asked.kind.upper())]
        one = only(candidates(self.facts, asked.target, self.base), asked.target)
        kind = self._short(one.iri).partition("/")[0]
        if kind == "claim":
            return [self._relation(one.iri)]
        if kind in ("mention", "measurement"):
            return [self._spelled(self._spot(one.iri))]
        return list(self._every_mention(one))

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self.base)

    def _entity(self, name: str) -> str:
        """The IRI without its base of the one entity that a name means."""
        one = only(tuple(c for c in candidates(self.facts, name, self.base) if self._short(c.iri).partition("/")[0] in ENTITIES), name)
        return self._short(one.iri)

    def _on_entity(self) -> dict[str, object]:
        asked = self.asked
        if not asked.value:
            raise CorrectionError(f"{asked.action} of {asked.target} into what?", remedy="give a second name behind the first")
        entity = self._entity(asked.target)
        if asked.action == "rename":
            return {"rename": entity, "to": asked.value}
        place = {"document": self._document()} if asked.document else {}
        if asked.action == "merge":
            return {"merge": entity, "into": self._entity(asked.value), **place}
        if not place:
            raise CorrectionError("split off in which document?", remedy="name it with --document")
        return {"split": entity, **place, "as": asked.value}

    def _document(self) -> str:
        known = sorted(self.facts.one(d, STD.IDENTIFIER) for d in self.facts.of_type(FZ.DOCUMENT))
        if self.asked.document not in known:
            raise CorrectionError(
                f"this build has no document {self.asked.document!r}", remedy=f"it has {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"
            )
        return self.asked.document

    def _added(self) -> dict[str, object]:
        asked = self.asked
        if not asked.value:
            raise CorrectionError("add what, where?", remedy="write: add PLACE TEXT --document ID --set link=CODE")
        target: dict[str, object] = {"add": asked.target.upper(), "document": self._document(), "text": asked.value}
        spot = {"span": list(asked.span)} if asked.span else {}
        fields = self._fields(asked.target.upper(), asked.document)
        for name in ("subject", "object") if asked.target.upper() == "RELATION" else ():
            fields[name] = entity_name(self._entity(str(fields.get(name, ""))))
        return {**target, **spot, **fields}

    def _on_text(self, kind: str) -> dict[str, object]:
        """An entry on every mention of a text, in one document or in all."""
        asked = self.asked
        document = {"document": self._document()} if asked.document else {}
        span = {"span": list(asked.span)} if asked.span else {}
        wanted = clean(asked.target).text
        if not any(self._is(m, kind, wanted, str(document.get("document", ""))) for m in self.facts.of_type(FZ.MENTION)):
            where = asked.document or "this build"
            raise CorrectionError(f"no {kind} of {where} is written {asked.target!r}", remedy="fangzhi explain shows how a name is written")
        return self._spelled({asked.action: kind, "text": asked.target, **document, **span})

    def _is(self, mention: str, kind: str, wanted: str, document: str) -> bool:
        own = self._kind(mention)
        if own != kind or self.facts.one(mention, FZ.CLEAN_TEXT) != wanted:
            return False
        return not document or self.facts.one(self.facts.document_of_mention(mention), STD.IDENTIFIER) == document

    def _kind(self, mention: str) -> str:
        kind = self._short(mention).split("/")[-2].upper()
        return "FIGURE" if kind == QUANTITY else kind

    def _spot(self, iri: str) -> dict[str, object]:
        """The target of one mention or figure: its span, or its text alone where everywhere is meant."""
        mention = next(iter(self.facts.all(iri, STD.DERIVED_FROM)), "") if self._short(iri).startswith("measurement/") else iri
        (piece,) = explanation(self.facts, mention, self.base).evidence
        kind = self._kind(mention)
        if self.asked.everywhere:
            return {self.asked.action: kind, "text": piece.reading}
        raw = piece.sentence[piece.start : piece.end]
        return {self.asked.action: kind, "document": piece.document, "span": [piece.raw_start, piece.raw_end], "text": raw}

    def _every_mention(self, one: Candidate) -> Iterator[dict[str, object]]:
        """An entry for each document and text under which an entity is mentioned."""
        evidence = explanation(self.facts, one.iri, self.base).evidence
        spots = dict.fromkeys((self._kind(e.mention), e.reading, "" if self.asked.everywhere else e.document) for e in evidence)
        if not spots:
            raise CorrectionError(f"{one.label} is not mentioned itself", remedy="correct what speaks of it: fangzhi explain shows that")
        for kind, reading, document in spots:
            yield self._spelled({self.asked.action: kind, "text": reading, **({"document": document} if document else {})})

    def _spelled(self, target: dict[str, object]) -> dict[str, object]:
        """The target with the value that the action needs, and the fields."""
        asked = self.asked
        if asked.action in ("retype", "relink") and not asked.value:
            example = f"one of {', '.join(TYPES)}" if asked.action == "retype" else "a division code"
            raise CorrectionError(f"{asked.action} to what?", remedy=f"give {example} behind the target")
        kind, document = str(target[asked.action]), str(target.get("document", ""))
        to: dict[str, object] = {}
        if asked.action == "retype":
            to = {"to": asked.value.upper()}
        elif asked.action == "relink":
            to = {"to": Meaning(self.facts, self.base, document).link(asked.value, besides=kind == "FIGURE")}
        return {**target, **to, **self._fields(kind, document)}

    def _fields(self, kind: str, document: str) -> dict[str, object]:
        """The fields that are set, places by their links."""
        found, meaning = dict(self.asked.fields or {}), Meaning(self.facts, self.base, document)
        for name in PLACED.get(kind, ()):
            if written := str(found.get(name, "")):
                found[name] = meaning.link(written, besides=kind == "FIGURE")
        return found

    def _relation(self, claim: str) -> dict[str, object]:
        if self.asked.action != "reject":
            raise CorrectionError(f"a relation cannot be {self.asked.action}ed", remedy="reject it, and add the right one")
        subject, predicate, value = (self.facts.one(claim, p) for p in (STD.SUBJECT, STD.PREDICATE, STD.OBJECT))
        relation: dict[str, object] = {"reject": "RELATION", "subject": self._short(subject), "predicate": curie(predicate), "object": self._short(value)}
        mention = self.facts.one(claim, STD.DERIVED_FROM)
        return relation if self.asked.everywhere else {**relation, "document": self.facts.one(self.facts.document_of_mention(mention), STD.IDENTIFIER)}
