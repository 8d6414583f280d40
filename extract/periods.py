"""Dates and periods of a text, and the period that a figure holds for, as ISO 8601: 2014, 2014-03, --03, 2014/.., --01/--04.

A year is only taken from the article: a month without one stays --03, and 今年 is a year only where a heading or a date line
says which.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from extract.knowledge import rules
from extract.numerals import chinese_value
from extract.period_anchors import DAYS, END_OF_FEBRUARY, base_year, own_day, section_year

PARTS = {
    "year": r"(?:(?P<y>(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})年(?!均|级|代)|(?P<w>今年|去年|前年|明年|上年|本年|全年|年内)(?!度))",
    "month": r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!龄|均|供)份?",
    "day": r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])[日号](?!楼|线|院|店|文件|召集|人)",
    "quarter": r"(?P<q>[上下]半年|前?[一二三四1-4]个?季度|第[一二三四1-4]季度|前(?:1[01]|[2-9]|[两二三四五六七八九十]|十一)个?月)",
    "own": r"(?P<t>今[天日早晨晚]|昨[天日晚夜]|前天|明[天日])(?!的|[（(])",
    "clock": r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|夜间|午夜)?\d{1,2}(?:[时点](?!期|代|间)(?:\d{1,2}分|半|整)?|[:：]\d{2}(?:[:：]\d{2})?)许?",
}
"""The parts of a date; a group is named by its letter (year, word for a year, month, day, quarter, today)."""
TAIL = "(?:初(?!步|级|中|期|心)|底(?![盘气座价层])|末(?!端)|中(?=[，,、。；;（(]|$))"
"""What part of a year or month is meant, where it does not open the next word (4月中国花展)."""
POINT = (
    "(?:(?:{year}(?:\\s?{month})?(?:\\s?{day})?(?:{quarter}|(?:年)?"
    + TAIL
    + ")?|{month}(?:\\s?{day})?|{day})(?:"
    + TAIL
    + "|[上中下]旬)?(?:{clock})?|{own}(?:{clock})?|{clock}|{quarter})"
)
RANGE_SIGN = "(?:[-—–~～－]+|至|到)"
YEAR_RANGE = re.compile(rf"(?P<from>(?:19|20)\d\d)年?{RANGE_SIGN}(?P<to>(?:19|20)\d\d)年")
MONTH_RANGE = re.compile(rf"(?:(?P<y>(?:19|20)\d\d)年)?(?P<from>1[0-2]|[1-9])月?{RANGE_SIGN}(?P<to>1[0-2]|[1-9])月(?!\d{{1,2}}[日号])份?")
DAY_RANGE = re.compile(rf"(?:(?P<y>(?:19|20)\d\d)年)?(?:(?P<m>1[0-2]|[1-9])月)?(?P<from>3[01]|[12]\d|[1-9])[日号]?{RANGE_SIGN}(?P<to>3[01]|[12]\d|[1-9])[日号]")
SHIFT = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}
STOP = re.compile("[。！？\n]|(?:今|去|前|明|上)年")
"""What ends the reach of a year over the months behind it (2023年，…，1—10月…)."""
CLOCK = re.compile("[时点:：]")
SINCE = re.compile("[^，,。；;\n]{1,24}以来[，,]")
"""What may stand between a date and 以来 (自2020年在全县实行…以来，; 5月2日开门以来，)."""
STARTING = re.compile("(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|夜间)?(?:起|以来|以后|开始)")
PUBLISHED = re.compile("[^，,。]{0,12}(?:显示|获悉|了解到|消息|发布会[上]?|介绍|发布|公布|通报)[，,：:]")
"""Behind a date: it dates a publication, not the figures that follow."""
MULTIPLE = re.compile(r"[\d.]+倍")
"""A figure behind 2030年的 that only compares with that year (是2030年的1.5倍)."""
YEARS_LONG = re.compile("(?<![^。，,；;：:—\\s])(?:过去|近)?[两三四五六七八九十]年(?:来|间|里|中|共|累计|内|(?=[^，。级制期计规行多前后]{2}))")
"""A clause that tells of several years (五年累计投资…), no year of a heading being meant."""
CLAUSE_MARK = re.compile("[，,。；;：:！？!?、…\n]")
"""Where a clause or a member of a list ends: a time behind that is another's."""
NOW = re.compile("目前|如今|(?<!出)现在|眼下|当前|每年|每月|每天|常年")


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month and day as far as the text says them; `shift` counts years from the article's own (今年 0, 去年 -1), `days` days (今天 0)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    last_month: int | None = None
    days: int | None = None

    def iso(self) -> str | None:
        """ISO 8601 in the text's precision, None where not even a month is known."""
        if self.last_month is not None:
            return f"{replace(self, last_month=None).iso()}/{replace(self, month=self.last_month, last_month=None).iso()}"
        if self.year is None and self.month is None:
            return None
        year = "-" if self.year is None else str(self.year)
        return "-".join([year, *(f"{part:02}" for part in (self.month, self.day) if part is not None)])


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time in the text: `period` is its ISO form (None where the article does not tell), `role` how it stands: `at` or `comparison`."""

    start: int
    end: int
    period: str | None
    role: str = "at"


def _pattern() -> re.Pattern[str]:
    """A point in time, or two with a sign of range between; each group gets its own name: its letter, 1 or 2, and underscores."""
    seen: Counter[str] = Counter()

    def named(match: re.Match[str], side: int) -> str:
        seen[f"{match[1]}{side}"] += 1
        return f"(?P<{match[1]}{side}{'_' * seen[f'{match[1]}{side}']}>"

    sides = [re.sub(r"\(\?P<(\w)>", lambda m, n=side: named(m, n), POINT.format(**PARTS)) for side in (1, 2)]  # type: ignore[misc]
    return re.compile(f"{sides[0]}(?:{RANGE_SIGN}{sides[1]})?")


TIME = _pattern()


def times(text: str) -> list[Time]:
    """All dates, clock times and parts of the year, in text order; a year or month that was said before completes a later one."""
    return list(_resolved(text, _matches(text)))


def _matches(text: str) -> Iterator[tuple[int, int, tuple[Point, Point | None]]]:
    ahead = {pattern: pattern.search(text) for pattern in (YEAR_RANGE, MONTH_RANGE, DAY_RANGE, TIME)}
    while found := [m for m in ahead.values() if m]:
        match = min(found, key=lambda m: (m.start(), -m.end()))
        ahead = {p: p.search(text, match.end()) if m and m.start() < match.end() else m for p, m in ahead.items()}
        if match.start() and text[match.start() - 1] in "0123456789.第+":
            continue
        yield match.start(), match.end(), _points(match)


def _points(match: re.Match[str]) -> tuple[Point, Point | None]:
    if match.re is TIME:
        first, second = _point(match, 1), _point(match, 2)
        return first, None if second == Point() else second
    year = int(match["y"]) if "y" in match.re.groupindex and match["y"] else None
    low, high = int(match["from"]), int(match["to"])
    if match.re is YEAR_RANGE:
        return Point(year=low), Point(year=high)
    if match.re is MONTH_RANGE:
        return Point(year, low), Point(year, high)
    month = int(match["m"]) if match["m"] else None
    return Point(year, month, low), Point(year, month, high)


def _point(match: re.Match[str], n: int) -> Point:
    def group(letter: str) -> str:
        return next((v for k, v in match.groupdict().items() if v and k.rstrip("_") == f"{letter}{n}"), "")

    year, word, quarter = group("y"), group("w"), group("q")
    first, last = _months(quarter)
    shift = SHIFT.get(word, 0) if word else None
    days = DAYS[group("t")[0]] if group("t") else None
    return Point(_integer(year) if year else None, _integer(group("m")) or first, _integer(group("d")), shift, last, days)


def _months(part: str) -> tuple[int | None, int | None]:
    """First and last month of a half-year or quarter."""
    if not part:
        return None, None
    if "半年" in part:
        return (1, 6) if part[0] == "上" else (7, 12)
    if part.endswith("月"):
        return 1, _integer(part.strip("前个月").replace("两", "二"))
    number = int(next(c for c in part.translate(str.maketrans("一二三四", "1234")) if c.isdigit()))
    return (1 if part[0] == "前" else 3 * number - 2), 3 * number


def _integer(text: str) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if len(text) == 4:
        return int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in text))
    value = chinese_value(text)
    return None if value is None else int(value)


def _resolved(text: str, found: Iterator[tuple[int, int, tuple[Point, Point | None]]]) -> Iterator[Time]:
    month: int | None = None
    day: str | None = None
    said, behind = None, 0
    for start, end, (first, second) in found:
        base = base_year(text, start) or (said if not STOP.search(text, behind, start) else None)
        if first.year is not None and first.month is None and second is None:
            said, behind = first.year, end
        relative = first.days is not None
        first = _completed(_on_own_day(text, first), base, month)
        month = first.month or month
        period = first.iso()
        day = period if first.day is not None else day
        if first == Point() and not relative and CLOCK.search(text[start:end]):
            period = day
        if second is not None and period is not None:
            second = _completed(second, first.year, first.month)
            month = second.month or month
            period = f"{period}/{second.iso()}" if second.iso() != period else period
        yield _with_role(text, start, end, period)


def _on_own_day(text: str, point: Point) -> Point:
    """The point with the month and day that 今天 or 昨天 means here, none where the article does not say."""
    own = own_day(text) if point.days is not None else None
    if own is None or point.days is None:
        return replace(point, days=None)
    day = own + timedelta(days=point.days)
    return Point() if {own.month, day.month} == END_OF_FEBRUARY else Point(month=day.month, day=day.day)


def _completed(point: Point, base: int | None, month: int | None) -> Point:
    year = point.year
    if year is None and point.shift is not None:
        year = None if base is None else base + point.shift
        if year is None and point.month is None:
            return Point()
    elif year is None and (point.month or point.day):
        year = base
    if point.day is not None and point.month is None:
        return replace(point, year=year if month else None, month=month, day=point.day if month else None)
    return replace(point, year=year)


def _with_role(text: str, start: int, end: int, period: str | None) -> Time:
    before, after = text[max(0, start - 3) : start], text[end : end + 4]
    if period and "/" not in period and (SINCE.match(text, end) or (before[-1:] in ("自", "从") and STARTING.match(text, end))):
        return Time(start, end, f"{period}/..")
    if any(r.pattern.search(before + "│" + after) for r in rules("period-comparison")):
        return Time(start, end, period, "comparison")
    if period and "/" not in period:
        if re.match("以来|以后|起(?![步点])", after):
            return Time(start, end, f"{period}/..")
        if re.match("以前|之前", after):
            return Time(start, end, f"../{period}")
    return Time(start, end, period)


def period_at(text: str, start: int, expressions: Sequence[Time]) -> str | None:
    """The period of the figure at `start`: the nearest expression before it in its sentence, else the year of the heading above.

    An expression of comparison (比上年, 去年同期的) speaks only of the figure right behind it; 目前, 如今 and their like end a period.
    """
    opening = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    for expression in reversed([t for t in expressions if opening <= t.start < start]):
        if MULTIPLE.match(text, start) and re.fullmatch("(?:同期|末|底)?的", text[expression.end : start]):
            continue
        if expression.role == "at":
            return None if PUBLISHED.match(text, expression.end) or NOW.search(text, expression.end, start) else expression.period
        if re.fullmatch("(?:同期|末|底)?的?(?:不足|近|约)?", text[expression.end : start]):
            return expression.period
    if (later := _later(text, start, expressions)) is not None:
        return later
    year = None if YEARS_LONG.search(text, opening, start) else section_year(text, start)
    return None if year is None else str(year)


def _later(text: str, start: int, expressions: Sequence[Time]) -> str | None:
    """The period of a time behind the figure in its clause (8条公路今天打通, 9户于2030年迁入); a year alone may be part of a name."""
    for time in expressions:
        if time.start > start and time.role == "at":
            reached = not CLAUSE_MARK.search(text, start, time.start)
            year_alone = time.period is not None and len(time.period) == len("2030") and text[time.start - 1] not in "于在到"
            return time.period if reached and not year_alone else None
    return None
