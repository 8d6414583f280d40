"""The period that a sentence opens with lasts into the next one, where that goes on about the same subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.knowledge import lexicon
from extract.periods import NOW, PUBLISHED, Time
from extract.values import Measurement

QUOTES = "“‘"
"""What opens a sentence that another one speaks, at another time."""
OPENING = 2
"""Characters that may stand before the time that opens a sentence (在, 截至)."""
SAME_TIME = re.compile("同一时[刻间]|同一天|当[天日晚]|此[时刻]")
DAY = re.compile(r"\d\d-\d\d(?:/\.\.)?$")
"""The end of a period that is told to the day."""
WHOLE = re.compile("[^，,。；;、]{1,8}中[，,]")
"""What stands behind the count of a whole of which only a part is told of (21个乡镇中，…)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence leaves to the next: when it happened, and to whom."""

    period: str | None
    subject: str | None


UNTOLD = Told(None, None)


def dated(measurement: Measurement, told: Told, *, again: bool = False) -> Measurement:
    """The measurement with the period that the sentence before opened with, where it goes on about the same subject (2023年，甲村…。甲村…) or says so."""
    if measurement.period is not None or measurement.kind != "result" or not (again or _is_part(measurement.subject, told.subject)):
        return measurement
    return replace(measurement, period=told.period)


def _is_part(subject: str | None, told: str | None) -> bool:
    """Whether the subject is the one told of, or a division inside that."""
    return subject == told or (subject is not None and told is not None and told.isdigit() and subject.startswith(told))


def lasting(text: str, measurement: Measurement) -> Measurement:
    """The measurement without its day where what it tells is no matter of days: an age, a length, a works' time, how many there are in all."""
    dated_to_a_day = measurement.period is not None and DAY.search(measurement.period) is not None
    timeless = measurement.unit in ("岁", "周岁", "周年") or measurement.object.endswith(tuple(lexicon("period-timeless").entries))
    return replace(measurement, period=None) if dated_to_a_day and (timeless or WHOLE.match(text, measurement.end)) else measurement


def same_time(text: str, start: int) -> bool:
    """Whether a sentence opens by saying that it tells of the time of the one before."""
    return SAME_TIME.match(text, start) is not None


def opening_period(text: str, sentence: tuple[int, int], expressions: Sequence[Time]) -> str | None:
    """The period that a sentence opens with and leaves to the next one: its last point in time, None for one that only starts then (自2021年起)."""
    inside = [t for t in expressions if sentence[0] <= t.start < sentence[1] and t.role == "at"]
    if not inside or inside[0].start > sentence[0] + OPENING or inside[-1].period is None or inside[-1].period.endswith(".."):
        return None
    return None if PUBLISHED.match(text, inside[-1].end) else inside[-1].period


def says_when(text: str, start: int, end: int, expressions: Sequence[Time]) -> bool:
    """Whether a sentence speaks of a time of its own before the end: another voice does so too."""
    return text[start] in QUOTES or NOW.search(text, start, end) is not None or any(start <= t.start < end and t.role == "at" for t in expressions)
