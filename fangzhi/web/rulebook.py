"""Names of rules and numbers of confidence as pages write them."""

from decimal import ROUND_DOWN, Decimal, InvalidOperation

FAMILIES = ("quantity", "object", "subject", "period", "place", "org", "person", "programme", "posts", "carrier", "other")
"""The words that names of rules begin with; `other` are all that begin with none of these."""


def family(rule: str) -> str:
    """The family of a rule.

    >>> family("subject-carried"), family("no-modality")
    ('subject', 'other')
    """
    first = rule.partition("-")[0]
    return first if first in FAMILIES else FAMILIES[-1]


def share(written: str) -> str:
    """A confidence with two digits, cut and not rounded: it never claims more than there is.

    >>> share("0.4961"), share("0.9987"), share("1"), share("")
    ('0.49', '0.99', '1', '')
    """
    try:
        value = Decimal(written)
    except InvalidOperation:
        return written
    return "1" if value == 1 else str(value.quantize(Decimal("0.01"), ROUND_DOWN))
