"""The place that is meant where a correction is to name one and somebody writes what it is called."""

from collections.abc import Iterable, Sequence

from extract.gazetteer import gazetteer

SHOWN = 12
"""Places of one name that a message lists."""
COUNTY = 6
FINDING = (
    'write a division code in quotes ("141122102201"), code/name, ?/name, or the full name of a division; '
    "codes are found by fangzhi query OUT place-codes, in tables/places.csv and by the explorer's search"
)
"""What to write for a place, and where codes are found."""


def codes(name: str, *, stems: bool = True) -> tuple[str, ...]:
    """The divisions with this full name, else those with this form; without `stems` no bare names of towns and villages.

    >>> codes("交城县"), codes("交城"), codes("甲乙丙")
    (('141122',), ('141122',), ())
    """
    table = gazetteer()
    found = table.candidates(name)
    full = tuple(c for c in found if table.label(c) == name or table.name(c) == name)
    return full or tuple(c for c in found if stems or len(c) <= COUNTY)


def path(code: str) -> str:
    """A division's code and the names of all around it, from the province down.

    >>> path("141122")
    '141122 山西省 吕梁市 交城县'
    """
    table = gazetteer()
    if not code.isdecimal() or code not in table:
        return code
    return " ".join((code, *(table.label(c) for c in (*table.ancestors(code), code))))


def listed(found: Sequence[str]) -> str:
    """The places that a name may mean, each on a line with its code and path, as the end of a message."""
    shown = "".join(f"\n  {path(code)}" for code in found[:SHOWN])
    return shown + (f"\n  … {len(found) - SHOWN} more" if len(found) > SHOWN else "")


def nearest(found: Iterable[str], near: Iterable[str]) -> tuple[str, ...]:
    """The divisions of one name, those first that share most of their code with a place that is near."""
    around = tuple(near)

    def shared(code: str) -> int:
        return max((next((i for i, (a, b) in enumerate(zip(code, n, strict=False)) if a != b), min(len(code), len(n))) for n in around), default=0)

    return tuple(sorted(found, key=lambda c: (-shared(c), c)))


def in_counties(found: Iterable[str], near: Iterable[str]) -> tuple[str, ...]:
    """Those that lie in a county that some place near lies in."""
    counties = {code[:COUNTY] for code in near if len(code) >= COUNTY}
    return tuple(c for c in found if c[:COUNTY] in counties)
