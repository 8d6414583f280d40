"""The time of a figure, ISO 8601 text, as typed values where XML Schema has a type for it."""

import re
from datetime import date

from ontology.terms import Iri, term

POINT = re.compile(r"(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
TYPES: dict[tuple[bool, bool, bool], Iri] = {
    (True, True, True): term("xsd:date"),
    (True, True, False): term("xsd:gYearMonth"),
    (True, False, False): term("xsd:gYear"),
    (False, True, True): term("xsd:gMonthDay"),
    (False, True, False): term("xsd:gMonth"),
}
LEAP = 2000

Point = tuple[str, Iri]


def bounds(period: str) -> tuple[Point | None, Point | None]:
    """Start and end of a period, each as text and datatype; an open or inexpressible end is None.

    >>> bounds("2014/..")
    (('2014', 'http://www.w3.org/2001/XMLSchema#gYear'), None)
    >>> [p[0] for p in bounds("--01/--04")], bounds("2023-13")
    (['--01', '--04'], (None, None))
    """
    start, slash, end = period.partition("/")
    return _point(start), _point(end if slash else start)


def _point(written: str) -> Point | None:
    match = POINT.fullmatch(written)
    kind = TYPES.get((bool(match[1]), bool(match[2]), bool(match[3]))) if match else None
    if match is None or kind is None:
        return None
    try:
        date(int(match[1]) if match[1] else LEAP, int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return written, kind
