"""Which year and day an article calls its own: the year of a heading or of the page's date line, the day that it calls today."""

import re
from datetime import date, timedelta
from functools import lru_cache

DATE = re.compile(r"(?<!\d)(20\d\d)\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}(?!\d)")
NUMBERED = r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[章部分节]+)"
HEADING_YEAR = re.compile(
    rf"^[ \u3000]*(?:{NUMBERED}[^\n。；，,]{{0,10}}?((?:19|20)\d\d)年[^\n。；，,]{{0,20}}"
    r"|[^\n。；，,\d]{0,24}((?:19|20)\d\d)年[^\n。；，,\d]{0,24}(?:方案|计划|要点|综述|总结|小结|公报|公示|通报|完成情况|[年月季周]报|大事记|简报|清单|盘点|纪实)"
    r"|((?:19|20)\d\d)年(?!\d)[^\n。；，,]{0,6}(?:回顾|目标|任务|工作|安排|重点|成效|总结|情况)[^\n。；，,]{0,8})$",
    re.MULTILINE,
)
YEAR_BEFORE = re.compile(
    rf"^[ \u3000]*{NUMBERED}[^\n。；，,\d]{{0,4}}(?:过去的?一年|上一?年|去年)[^\n。；，,\d]{{0,8}}(?:回顾|总结|工作|情况)[^\n。；，,\d]{{0,6}}$", re.MULTILINE
)
"""A heading that speaks of the year before the page's date (一、过去一年工作回顾)."""
COMMON_YEAR = 2001
END_OF_FEBRUARY = {2, 3}
"""The months between which a day cannot be counted without the year."""
TODAY = re.compile(r"(?P<word>今[天日早晨晚]|昨[天日晚]|明[天日])[上下]?午?[（(](?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日[）)]")
"""Where an article says which day it calls today."""
DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1}


def base_year(text: str, position: int) -> int | None:
    """The year that the last heading above this place gives, or where none has one the date line of the page."""
    year = section_year(text, position)
    return year if year is not None else _date_line_year(text)


def section_year(text: str, position: int) -> int | None:
    """The year that the heading above this place announces (二、2024年目标任务), None without one."""
    return next((year for end, year in reversed(_heading_years(text)) if end < position), None)


@lru_cache(maxsize=8)
def _heading_years(text: str) -> tuple[tuple[int, int], ...]:
    """End and year of every heading that names a year."""
    found = [(m.end(), int(m[1] or m[2] or m[3])) for m in HEADING_YEAR.finditer(text)]
    own = _date_line_year(text)
    if own is not None:
        found += [(m.end(), own - 1) for m in YEAR_BEFORE.finditer(text)]
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def _date_line_year(text: str) -> int | None:
    """The year of the date that a short line at the page's head or foot gives (a byline, the date of a notice)."""
    lines = [line for line in text.split("\n") if line.strip()]
    for line in [*lines[:6], *lines[-3:]]:
        if len(line) <= 45 and "。" not in line and "//" not in line and (date := DATE.search(line)):
            return int(date[1])
    return None


@lru_cache(maxsize=8)
def own_day(text: str) -> date | None:
    """The day that the article calls today, in some year that has no 29th of February; None where it names none or several."""
    days = {_common(m["month"], m["day"], DAYS[m["word"][0]]) for m in TODAY.finditer(text)}
    return days.pop() if len(days) == 1 else None


def _common(month: str, day: str, ahead: int) -> date | None:
    """The day before or behind which the date lies so many days, None around the end of February and for no date."""
    try:
        own = date(COMMON_YEAR, int(month), int(day)) - timedelta(days=ahead)
    except ValueError:
        return None
    return None if {own.month, int(month)} == END_OF_FEBRUARY else own
