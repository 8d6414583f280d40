"""The JSON line of a document: an Extraction written with its keys in a fixed order, and read back.

The first four keys are those of the evaluation's gold files, `candidates` is not said by the document; `raw_start`, `raw_end` point into the decoded input. The
input itself is not in the line, so what is read back has an empty `source.raw`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extract.values import Candidate, Extraction, Field, Measurement, Mention, MentionType, Source, Zone
from ontology.errors import InputError

Entity = Callable[[Mention | Measurement], str | None]
OWN_FIELDS: dict[MentionType, tuple[str, ...]] = {
    "PLACE": ("link",),
    "ORG": ("place",),
    "PERSON": ("posts",),
    "PROGRAMME": ("kind", "by"),
}
"""What a mention of each type has besides the fields of every mention."""
SPAN = ("start", "end", "text")
MEASUREMENT = ("value", "min", "max", "unit", "approx", "object", "action", "subject", "kind", "period")
EVIDENCE = ("raw_start", "raw_end", "rule", "confidence")
SOURCE = ("sha256", "encoding", "title", "date", "url", "creator")


def as_json(extraction: Extraction, entity: Entity | None = None) -> str:
    """One line without a line end; `entity` gives the IRI that a mention or measurement was resolved to."""
    return json.dumps(record(extraction, entity), ensure_ascii=False)


def record(extraction: Extraction, entity: Entity | None = None) -> dict[str, object]:
    """The extraction as JSON's own types, keys in the order of the line."""
    source = extraction.source
    return {
        "id": source.id,
        "text": extraction.text,
        "mentions": [_mention(m, entity) for m in extraction.mentions],
        "measurements": [_measurement(m, entity) for m in extraction.measurements],
        "candidates": [_candidate(c) for c in extraction.candidates],
        "source": {"file": source.path.name, **{key: getattr(source, key) for key in SOURCE}},
        "zones": [[z.start, z.end, z.kind] for z in extraction.zones],
        "damaged": [list(span) for span in extraction.damaged],
        "repairs": dict(extraction.repairs),
    }


def from_json(line: str) -> Extraction:
    """The extraction of a line that `as_json` wrote. Raises InputError."""
    try:
        data: dict[str, Any] = json.loads(line)
        source = data["source"]
        return Extraction(
            source=Source(id=data["id"], path=Path(source["file"]), raw="", **{key: source[key] for key in SOURCE}),
            text=data["text"],
            mentions=tuple(_read_mention(m) for m in data["mentions"]),
            measurements=tuple(_read_measurement(m) for m in data["measurements"]),
            zones=tuple(Zone(*zone) for zone in data["zones"]),
            damaged=tuple((start, end) for start, end in data["damaged"]),
            repairs=tuple(data["repairs"].items()),
            candidates=tuple(_read_candidate(c) for c in data["candidates"]),
        )
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as fault:
        what = f"no key {fault}" if isinstance(fault, KeyError) else str(fault)
        raise InputError(f"not an extraction: {what}", remedy="give a line that `fangzhi extract` or `fangzhi build` wrote") from fault


def _mention(mention: Mention, entity: Entity | None) -> dict[str, object]:
    own = {key: _plain(getattr(mention, key)) for key in OWN_FIELDS[mention.type]}
    found = {"type": mention.type, **_fields(mention, SPAN), **own}
    if mention.candidates:
        found["candidates"] = list(mention.candidates)
    if mention.canonical:
        found["canonical"] = mention.canonical
    return {**found, **_evidence(mention), **_entity(mention, entity)}


def _measurement(measurement: Measurement, entity: Entity | None) -> dict[str, object]:
    return {**_fields(measurement, SPAN + MEASUREMENT), **_evidence(measurement), **_entity(measurement, entity)}


def _candidate(candidate: Candidate) -> dict[str, object]:
    """The item as it would stand in its own list, with why it does not."""
    item = candidate.item
    found = _mention(item, None) if isinstance(item, Mention) else {"type": candidate.kind, **_measurement(item, None)}
    return {**found, "why": candidate.why}


def _evidence(item: Mention | Measurement) -> dict[str, object]:
    fields = {f.name: {"rule": f.rule, "confidence": _plain(f.confidence), **({} if f.asserted else {"asserted": False})} for f in item.fields}
    return {**_fields(item, EVIDENCE), **({"fields": fields} if fields else {})}


def _fields(item: Mention | Measurement, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: _plain(getattr(item, key)) for key in keys}


def _entity(item: Mention | Measurement, entity: Entity | None) -> dict[str, object]:
    return {} if entity is None else {"entity": entity(item)}


def _plain(value: object) -> object:
    """Tuples as lists, whole numbers without a fraction."""
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _read_mention(data: dict[str, Any]) -> Mention:
    return Mention(
        type=data["type"],
        **{key: data[key] for key in SPAN + EVIDENCE},
        link=data.get("link"),
        candidates=tuple(data.get("candidates", ())),
        place=data.get("place"),
        kind=data.get("kind"),
        by=tuple(data.get("by", ())),
        posts=tuple((organisation, post) for organisation, post in data.get("posts", ())),
        canonical=data.get("canonical", ""),
        fields=_read_fields(data),
    )


def _read_measurement(data: dict[str, Any]) -> Measurement:
    return Measurement(**{key: data[key] for key in SPAN + MEASUREMENT + EVIDENCE}, fields=_read_fields(data))


def _read_candidate(data: dict[str, Any]) -> Candidate:
    return Candidate(_read_measurement(data) if data["type"] == "QUANTITY" else _read_mention(data), data["why"])


def _read_fields(data: dict[str, Any]) -> tuple[Field, ...]:
    return tuple(Field(name, f["rule"], f["confidence"], f.get("asserted", True)) for name, f in data.get("fields", {}).items())
