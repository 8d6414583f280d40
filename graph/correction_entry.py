"""One written entry of a file of corrections, checked and made into what it says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path
from typing import NoReturn, cast, get_args

from extract.values import Approximation, MentionType, ProgrammeKind, Status
from graph.corrections import Action, Correction, Kind
from ontology.errors import CorrectionError
from ontology.iri import is_link, segment, text_of
from ontology.terms import curie, term

ACTIONS: tuple[Action, ...] = get_args(Action)
TYPES: tuple[MentionType, ...] = get_args(MentionType)
OWN: Mapping[str, tuple[str, ...]] = {
    "PLACE": ("link",),
    "ORG": ("place", "name"),
    "PERSON": ("posts", "name"),
    "PROGRAMME": ("kind", "by", "name"),
    "FIGURE": ("value", "min", "max", "unit", "approx", "object", "action", "subject", "kind", "period"),
    "RELATION": (),
}
"""Kind → the fields that an entry can set."""
RELATION = ("subject", "predicate", "object")
PREDICATES = ("fz:ofPlace", "fz:carriedOutBy", "fz:partOf", "fz:about")
"""Relations that can be added; posts are fields of a person."""
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("FIGURE", "approx"): get_args(Approximation),
    ("FIGURE", "kind"): get_args(Status),
    ("PROGRAMME", "kind"): get_args(ProgrammeKind),
}
ENTITY = re.compile(r"(?:https?://[^\s]*?/)?(place|organisation|programme|person|measurement|membership|mention|claim|role)[/:](\S.*)")
TARGET = ("document", "span", "text")
ALWAYS = ("note", "author")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is written, and where."""

    path: Path
    line: int
    values: Mapping[str, object]

    def fault(self, what: str, remedy: str) -> NoReturn:
        """Raises CorrectionError that says where."""
        raise CorrectionError(what, path=self.path, line=self.line, remedy=remedy)

    def text(self, key: str) -> str:
        """The text of a key, empty where it has none."""
        value = self.values.get(key, "")
        if isinstance(value, bool | list | dict):
            self.fault(f"{key} is not a text: {value!r}", "write one text there")
        return str(value).strip()

    def needed(self, key: str) -> str:
        """The text of a key that must be there."""
        return self.text(key) or self.fault(f"it has no {key}", f"add {key}: …")


def entity_name(written: str) -> str:
    """An entity's IRI without its base and in its one spelling; any other text (a label) as it is.

    >>> entity_name("https://w3id.org/fangzhi/id/person/140882/李晓武"), entity_name("person:140882/李晓武"), entity_name("李晓武")
    ('person/140882/李晓武', 'person/140882/李晓武', '李晓武')
    """
    match = ENTITY.fullmatch(written)
    return f"{match[1]}/" + "/".join(segment(text_of(part)) for part in match[2].split("/")) if match else written


def is_entity(name: str) -> bool:
    """Whether it is an IRI without its base, and not a label."""
    return ENTITY.fullmatch(name) is not None


def correction(entry: Entry) -> Iterator[Correction]:
    """What an entry says; a merge of several entities is one correction for each. Raises CorrectionError."""
    actions = [a for a in ACTIONS if a in entry.values]
    if len(actions) != 1:
        entry.fault("an entry has one action" if actions else f"no action: {', '.join(entry.values) or 'empty'}", f"write one of {', '.join(ACTIONS)}")
    action = actions[0]
    if action in ("rename", "merge", "split"):
        yield from _on_entity(entry, action)
        return
    kind = cast(Kind, str(entry.values[action]).upper())
    allowed = OWN if action in ("reject", "add") else (*TYPES, "FIGURE") if action in ("change", "relink") else TYPES
    if kind not in allowed or (action == "relink" and kind not in ("PLACE", "ORG", "FIGURE")):
        known = ("PLACE", "ORG", "FIGURE") if action == "relink" else allowed
        entry.fault(f"{action} of {entry.values[action]!r}", f"write {action}: and one of {', '.join(known)}")
    if kind == "RELATION":
        yield _relation(entry, action)
    else:
        yield _on_span(entry, action, kind)


def _on_entity(entry: Entry, action: Action) -> Iterator[Correction]:
    value = entry.values[action]
    targets = [entity_name(str(v).strip()) for v in (value if isinstance(value, list) else [value])]
    key = {"rename": "to", "merge": "into", "split": "as"}[action]
    _only(entry, action, key, *(("document",) if action != "rename" else ()))
    if not all(targets) or (len(targets) > 1 and action != "merge"):
        entry.fault(f"{action} needs one entity", "write its IRI or its label")
    to = entity_name(entry.needed(key)) if action == "merge" else entry.needed(key)
    document = entry.needed("document") if action == "split" else entry.text("document")
    if action == "merge" and is_link(to):
        to = entity_name("place/" + to.replace("?", "nation", 1))
    for target in targets:
        _check_entities(entry, action, target, to)
        yield Correction(action, document=document, entity=target, to=to, note=entry.text("note"), author=entry.text("author"), line=entry.line)


def _check_entities(entry: Entry, action: Action, target: str, to: str) -> None:
    of_place = target.startswith("place/")
    if is_entity(target) and target.partition("/")[0] not in ("place", "organisation", "programme", "person"):
        entry.fault(f"{action} of {target}", "name a place, organisation, programme or person")
    if of_place and action == "split":
        entry.fault("a place cannot be split", "relink the mentions that are another place")
    if action != "merge":
        return
    if target == to:
        entry.fault("it is merged into itself", "name two entities")
    if of_place and not to.startswith("place/"):
        entry.fault(f"a place cannot be merged into {to}", "name a place by IRI or code")
    if is_entity(target) and is_entity(to) and target.partition("/")[0] != to.partition("/")[0]:
        entry.fault(f"{target} and {to} are of different kinds", "name two of one kind, or retype the mentions")


def _relation(entry: Entry, action: Action) -> Correction:
    _only(entry, action, *RELATION, *(TARGET if action == "add" else ("document",)))
    subject, predicate, value = entity_name(entry.needed("subject")), entry.needed("predicate"), entity_name(entry.needed("object"))
    short = curie(predicate) if predicate.startswith("http") else predicate if ":" in predicate else f"fz:{predicate}"
    for end in (subject, value):
        if not is_entity(end):
            entry.fault(f"not the IRI of an entity: {end}", "write it like organisation/141122/交城县委; fangzhi explain shows it")
    if action == "add" and short not in PREDICATES:
        entry.fault(f"{predicate} cannot be added", f"there are {', '.join(PREDICATES)}; a post is added by change: PERSON with posts")
    try:
        term(short)
    except KeyError:
        entry.fault(f"unknown predicate {predicate}", "write it like fz:carriedOutBy")
    document, span, text = _target(entry, action)
    return Correction(
        action, "RELATION", document, span, text, relation=(subject, short, value), note=entry.text("note"), author=entry.text("author"), line=entry.line
    )


def _on_span(entry: Entry, action: Action, kind: Kind) -> Correction:
    needs_to = action in ("retype", "relink")
    to = entry.needed("to") if needs_to else ""
    if action == "retype" and to not in TYPES:
        entry.fault(f"there is no type {to!r}", f"write one of {', '.join(TYPES)}")
    if action == "relink":
        to = _link(entry, to, besides=kind == "FIGURE")
    own = () if action in ("reject", "relink") else OWN[to if action == "retype" else kind]
    _only(entry, action, *TARGET, *(("to",) if needs_to else ()), *own)
    document, span, text = _target(entry, action)
    fields = tuple((name, _field(entry, to if action == "retype" else kind, name)) for name in own if name in entry.values)
    if action == "change" and not fields:
        entry.fault("it changes nothing", f"add one of {', '.join(own)}")
    if action == "add":
        _check_added(entry, kind, dict(fields))
    return Correction(action, kind, document, span, text, to=to, fields=fields, note=entry.text("note"), author=entry.text("author"), line=entry.line)


def _target(entry: Entry, action: Action) -> tuple[str, tuple[int, int] | None, str]:
    document, span, text = entry.text("document"), entry.values.get("span"), entry.text("text")
    relation = entry.values.get(action) == "RELATION" and action == "reject"
    if not text and not relation:
        entry.fault("it has no text", "add text: as it stands in the article")
    if (span is not None or action == "add") and not document:
        entry.fault("it names no document", "add document: the id of the article")
    if span is None:
        return document, None, text
    if not isinstance(span, list) or len(span) != 2 or not all(type(n) is int for n in span) or not 0 <= span[0] < span[1]:
        entry.fault(f"not a span: {span!r}", "write the raw offsets like [120, 124]")
    return document, (span[0], span[1]), text


def _link(entry: Entry, to: str, *, besides: bool = False) -> str:
    """The link of what is called so, a link itself as it is; `besides`: organisations and programmes are named too, by their texts."""
    from extract.gazetteer import gazetteer
    from graph.place_names import FINDING, codes, listed

    if is_link(to):
        code = to.partition("/")[0]
        if code != "?" and code not in gazetteer():
            entry.fault(f"no division has the code {code}", FINDING)
        return to
    found = () if to.isdecimal() else codes(to, stems=not besides)
    if len(found) > 1:
        entry.fault(f"{len(found)} places are called {to}", f"write the code of the one that is meant:{listed(found)}")
    if not found and (not besides or to.isdecimal()):
        entry.fault(f"{to!r} is no place's link", FINDING)
    return found[0] if found else to


def _check_added(entry: Entry, kind: Kind, fields: Mapping[str, object]) -> None:
    if kind == "PLACE" and "link" not in fields:
        entry.fault("the place has no link", "add link: its division code in quotes")
    if kind == "FIGURE" and not ("unit" in fields and ("value" in fields or "min" in fields or "max" in fields)):
        entry.fault("the figure has no value or no unit", 'add value: (or min: and max:) and unit: ("" for none)')


def _field(entry: Entry, kind: str, name: str) -> object:
    if name in ("value", "min", "max"):
        value = entry.values[name]
        try:
            number = float(str(value))
        except ValueError:
            number = nan
        return number if isfinite(number) else entry.fault(f"{name} is no number: {value!r}", "write digits, like 23 or 1.5")
    if name in ("by", "posts"):
        return _list(entry, name)
    written = entry.text(name)
    if (choices := CHOICES.get((kind, name))) and written not in choices:
        entry.fault(f"{name} is {written!r}", f"write one of {', '.join(choices)}")
    if written and (name in ("link", "place") or (name, kind) == ("subject", "FIGURE")):
        return _link(entry, written, besides=name == "subject")
    return written


def _list(entry: Entry, name: str) -> tuple[object, ...]:
    value = entry.values[name]
    if not isinstance(value, list):
        entry.fault(f"{name} is not a list", "write [[县委, 书记]]" if name == "posts" else "write [141122]")
    if name == "by":
        return tuple(_link(entry, str(v), besides=True) for v in value)
    if any(not isinstance(v, list) or len(v) != 2 for v in value):
        entry.fault("a post is an organisation and a post", "write [[县委, 书记]], with an empty organisation where there is none")
    return tuple((str(a), str(b)) for a, b in value)


def _only(entry: Entry, action: Action, *keys: str) -> None:
    if unknown := [k for k in entry.values if k not in (action, *keys, *ALWAYS)]:
        entry.fault(f"{action} has no key {', '.join(unknown)}", f"it takes {', '.join((*keys, *ALWAYS))}")
