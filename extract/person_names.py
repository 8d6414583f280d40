"""The shape of personal names: surnames, given names, names with a dot, forms of address."""

from functools import cache
from re import Pattern, compile
from typing import Literal

from extract.knowledge import lexicon

Strength = Literal["", "weak", "usual", "strong"]
DOTTED = compile("[\\u4e00-\\u9fff]{1,8}(?:·[\\u4e00-\\u9fff]{1,8})+")
"""A name of several parts, as Uyghur, Kazakh and foreign names are written."""
HAN = compile("[\\u3400-\\u9fff]+")


@cache
def address() -> Pattern[str]:
    """A surname with a form of address (刘书记, 赵先生), or with 老 or 小 before it (老李)."""
    surnames = lexicon("person-surnames").alternation()
    return compile(f"(?P<surname>{surnames})(?P<title>{lexicon('person-titles').alternation()})|[老小](?P<short>{surnames})")


def strength(name: str) -> Strength:
    """How much the characters by themselves say that this is a full name: nothing, or by how rare the surname is as a word.

    >>> strength("李文远"), strength("高峰"), strength("欧阳文远"), strength("村委会")
    ('strong', '', 'strong', '')
    """
    surnames = lexicon("person-surnames").entries
    if not HAN.fullmatch(name) or name in lexicon("person-not-names"):
        return ""
    if name[:2] in surnames and len(name) in (3, 4):
        return "strong"
    weight = surname_weight(name)
    if not weight or len(name) not in (2, 3):
        return "weak" if any(name.startswith(e) or name.endswith(e) for e in lexicon("person-name-elements")) else ""
    if weight == "rare" or len(name) == 2:
        return "weak"
    return "strong" if weight == "common" else "usual"


def surname_weight(name: str) -> str:
    """common, usual or rare, "" where the first character is no surname."""
    return lexicon("person-surnames").entries.get(name[:1], {}).get("weight", "")
