"""The period that a sentence opens with lasts into the next one, where that goes on about the same subject."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.periods import NOW, PUBLISHED, Time
from extract.values import Measurement

QUOTES = "“‘"
"""What opens a sentence that another one speaks, at another time."""
OPENING = 2
"""Characters that may stand before the time that opens a sentence (在, 截至)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence leaves to the next: when it happened, and to whom."""

    period: str | None
    subject: str | None


UNTOLD = Told(None, None)


def dated(measurement: Measurement, told: Told) -> Measurement:
    """The measurement with the period that the sentence before opened with, where it goes on about the same subject (2023年，甲村…。算下来，甲村…)."""
    if measurement.period is not None or measurement.kind != "result" or measurement.subject != told.subject:
        return measurement
    return replace(measurement, period=told.period)


def opening_period(text: str, sentence: tuple[int, int], expressions: Sequence[Time]) -> str | None:
    """The period that a sentence opens with and leaves to the next one: its last point in time, None for one that only starts then (自2021年起)."""
    inside = [t for t in expressions if sentence[0] <= t.start < sentence[1] and t.role == "at"]
    if not inside or inside[0].start > sentence[0] + OPENING or inside[-1].period is None or inside[-1].period.endswith(".."):
        return None
    return None if PUBLISHED.match(text, inside[-1].end) else inside[-1].period


def says_when(text: str, start: int, end: int, expressions: Sequence[Time]) -> bool:
    """Whether a sentence speaks of a time of its own before the end: another voice does so too."""
    return text[start] in QUOTES or NOW.search(text, start, end) is not None or any(start <= t.start < end and t.role == "at" for t in expressions)
