"""Names of rules as pages explain them."""

FAMILIES = ("quantity", "object", "subject", "period", "place", "org", "person", "programme", "posts", "carrier", "other")
"""The words that names of rules begin with; `other` are all that begin with none of these."""


def family(rule: str) -> str:
    """The family of a rule.

    >>> family("subject-carried"), family("no-modality")
    ('subject', 'other')
    """
    first = rule.partition("-")[0]
    return first if first in FAMILIES else FAMILIES[-1]
