"""What kind of organisation a name says it is: the one reading of a name's ending, for extraction and graph alike."""

import re
from collections.abc import Mapping
from functools import cache

from extract.knowledge import lexicon

COMMITTEE = re.compile("[省市州盟县区旗乡镇]委$")
"""A party committee by its level (市委), which no list of endings holds."""


@cache
def organisation_class(name: str) -> str:
    """The class (party, government, enterprise, …) of the longest known body or ending that a name ends with; "" when unknown.

    >>> organisation_class("城固县人民政府"), organisation_class("苗木专业合作社"), organisation_class("东方")
    ('government', 'cooperative', '')
    """
    bare = name.strip("“”")
    ending = next((found for start in range(len(bare)) if (found := _endings().get(bare[start:]))), "")
    return "party" if COMMITTEE.search(bare) else ending


@cache
def _endings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name in ("org-functions", "org-suffixes", "org-national"):
        found.update({term: kind for term, attributes in lexicon(name).entries.items() if (kind := attributes.get("class", ""))})
    return found
