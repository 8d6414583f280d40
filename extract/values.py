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
Reason = Literal["below-threshold", "refused-by-model", "refused-by-rule", "model-alone"]
"""Why something is a candidate; `model-alone`: the statistical model names it and no rule bears it out."""
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
class Field:
    """What one part of a mention or figure rests on: the part's name, the rule or model that filled it, and how sure it is.

    `asserted` is False where that is below the threshold, or where the part names what is itself not asserted.
    """

    name: str
    rule: str
    confidence: float
    asserted: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the clean text that names something; `text == clean[start:end]`.

    `link` is a PLACE's division code or `code/name` or `?/name`; `place` the link of the place whose ORG it is; `kind`
    and `by` belong to a PROGRAMME (`by`: place links or exact organisation texts); `posts` to a PERSON:
    `(organisation as written or "", post)`. `canonical` is the normalised full name by which mentions of one entity
    meet ("" means `text`). `candidates` are the ranked links that a place could have when none is sure. `rule` names
    the rule or model, `confidence` is the chance that just this span names something of this type; `fields` says the
    same of link, place, posts, kind and by, each taken for right if the mention is.
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
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """One numeric fact. A range has `min` and `max` and no `value`; `unit` is as written ("万元", "%", "" for none).

    `subject` is a place link, or the exact text of an organisation or programme; `period` is ISO 8601 or None.
    `start`, `end` span number, approximation and unit. `confidence` is the chance that quantity, object, subject and
    kind are all right; `fields` has each part by itself: the quantity, and the others if the quantity is right.
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
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a mention or a figure but is not asserted, and why: `below-threshold`, or refused by the model or a rule."""

    item: Mention | Measurement
    why: Reason

    @property
    def kind(self) -> str:
        """What it would be: PLACE, ORG, PERSON, PROGRAMME or QUANTITY."""
        return self.item.type if isinstance(self.item, Mention) else "QUANTITY"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says. `text` is the clean text; `damaged` are its spans that could not be repaired.

    `candidates` are not said: they wait for a reader.
    """

    source: Source
    text: str
    mentions: tuple[Mention, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    zones: tuple[Zone, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()
    repairs: tuple[tuple[str, int], ...] = field(default=())
    """How often each cleaning step changed something, by the step's name."""
    candidates: tuple[Candidate, ...] = ()
