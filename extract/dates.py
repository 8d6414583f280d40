"""The dates that tables, pages and spreadsheets write, as ISO 8601."""

import re
from datetime import date

WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?|年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?)?|(?P<mm>\d\d)(?P<dd>\d\d))?"
    r"(?:(?:T|\s+|(?<=[日号]))\d{1,2}:\d\d.*)?",
    re.ASCII,
)


def iso_date(written: str) -> str:
    """A date, month or year as ISO 8601, without the time of day; what is no such date, or may be two, as it is written.

    >>> iso_date("2024/5/2"), iso_date("2024年5月2日 9:30"), iso_date("5/2/2024")
    ('2024-05-02', '2024-05-02', '5/2/2024')
    """
    match = WRITTEN.fullmatch(written.strip())
    if match is None:
        return written
    month, day = (match["month"] or match["m"] or match["mm"], match["day"] or match["d"] or match["dd"])
    try:
        date(int(match["year"]), int(month or 1), int(day or 1))
    except ValueError:
        return written
    return "-".join((match["year"], *(f"{int(part):02}" for part in (month, day) if part)))
