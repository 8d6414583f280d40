"""The plain frozen values that pass between the stages of extraction.

Offsets count code points, are 0-based and half-open. Those named `start`, `end` point into the clean text, those named
`raw_start`, `raw_end` into the decoded input.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

MentionType = Literal["PLACE", "ORG", "PERSON", "PROGRAMME"]
Approximation = Literal["exact", "about", "over", "under"]
Status = Literal["result", "target", "standard"]
ProgrammeKind = Literal["campaign", "project", "system", "document"]
ZoneKind = Literal["title", "subtitle", "heading", "byline", "credit", "trailer", "navigation"]


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it was found: `raw` is the decoded input, untouched; `sha256` is of its bytes."""

    id: str
    path: Path
    raw: str
    sha256: str
    encoding: str = "utf-8"
    title: str = ""
    date: str = ""
    url: str = ""
    creator: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the clean text with a role in the page; all but title, subtitle and heading are closed to facts."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the clean text that names something; `text == clean[start:end]`.

    `link` is a PLACE's division code or `code/name` or `?/name`; `place` the link of the place whose ORG it is; `kind`
    and `by` belong to a PROGRAMME (`by`: place links or exact organisation texts); `posts` to a PERSON:
    `(organisation as written or "", post)`. `canonical` is the normalised full name by which mentions of one entity
    meet ("" means `text`). `candidates` are the ranked links that a place could have when none is sure. `rule` names
    the rule or model, `confidence` is in [0, 1].
    """

    type: MentionType
    start: int
    end: int
    text: str
    rule: str
    confidence: float = 1.0
    link: str | None = None
    candidates: tuple[str, ...] = ()
    place: str | None = None
    kind: ProgrammeKind | None = None
    by: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    canonical: str = ""
    raw_start: int = -1
    raw_end: int = -1


@dataclass(frozen=True, slots=True)
class Measurement:
    """One numeric fact. A range has `min` and `max` and no `value`; `unit` is as written ("万元", "%", "" for none).

    `subject` is a place link, or the exact text of an organisation or programme; `period` is ISO 8601 or None.
    `start`, `end` span number, approximation and unit.
    """

    start: int
    end: int
    text: str
    value: float | None
    min: float | None
    max: float | None
    unit: str
    approx: Approximation
    object: str
    action: str
    subject: str | None
    kind: Status
    period: str | None
    rule: str
    confidence: float = 1.0
    raw_start: int = -1
    raw_end: int = -1


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says. `text` is the clean text; `damaged` are its spans that could not be repaired."""

    source: Source
    text: str
    mentions: tuple[Mention, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    zones: tuple[Zone, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()
    repairs: tuple[tuple[str, int], ...] = field(default=())
    """How often each cleaning step changed something, by the step's name."""
