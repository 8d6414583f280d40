"""What kind of organisation a name is, whose level it bears, and whether it is the nation's."""

import re
from collections.abc import Mapping
from functools import cache

from extract.knowledge import lexicon
from extract.organisation_class import organisation_class
from ontology.terms import FZ, Iri

CLASSES: Mapping[str, Iri] = {
    "association": FZ.ASSOCIATION,
    "committee": FZ.RESIDENTS_COMMITTEE,
    "congress": FZ.GOVERNMENT_BODY,
    "consultative": FZ.GOVERNMENT_BODY,
    "cooperative": FZ.COOPERATIVE,
    "court": FZ.JUDICIAL_BODY,
    "enterprise": FZ.ENTERPRISE,
    "farm": FZ.ENTERPRISE,
    "government": FZ.GOVERNMENT_BODY,
    "hospital": FZ.PUBLIC_INSTITUTION,
    "institution": FZ.PUBLIC_INSTITUTION,
    "mass": FZ.ASSOCIATION,
    "media": FZ.MEDIA,
    "military": FZ.MILITARY_BODY,
    "party": FZ.PARTY_ORGANISATION,
    "research": FZ.PUBLIC_INSTITUTION,
    "school": FZ.SCHOOL,
    "team": FZ.TEAM,
}
"""Class of a lexicon's entry → class of the ontology; a class that is not here gives fz:Organisation alone."""
OFFICIAL = frozenset({FZ.PARTY_ORGANISATION, FZ.GOVERNMENT_BODY, FZ.JUDICIAL_BODY, FZ.RESIDENTS_COMMITTEE, FZ.ASSOCIATION})
NATIONAL = re.compile("党中央|中共中央|中央|全国|国家|国务院")
LEVEL = re.compile("(省|自治区|市|州|盟|县|区|旗|镇|乡|街道|村|社区)")


@cache
def kinds(name: str) -> tuple[Iri, ...]:
    """The classes below fz:Organisation that a name tells.

    >>> kinds("国务院"), kinds("没有这种后缀")
    (('https://w3id.org/fangzhi/ontology#GovernmentBody',), ())
    """
    found = CLASSES.get(organisation_class(name))
    return (found,) if found else ()


def function(words: str) -> str:
    """The one form of a function that has several spellings.

    >>> function("县人民政府")
    '县政府'
    """
    same = lexicon("org-synonyms").entries
    return next((words[:i] + same[words[i:]]["as"] for i in range(len(words)) if words[i:] in same), words)


def is_official(name: str) -> bool:
    """Whether a body is of party, state or residents, so that its place and function are its name."""
    return not OFFICIAL.isdisjoint(kinds(name))


def nation_wide(name: str) -> bool:
    """Whether an organisation is of the whole country, so that its name means one wherever it is read."""
    return name in lexicon("org-national") or NATIONAL.match(name) is not None


def level_word(organisation: str) -> str:
    """The word for a level that a bare name starts with (市委, 镇政府), or nothing."""
    match = LEVEL.match(organisation)
    return match[1] if match else ""
