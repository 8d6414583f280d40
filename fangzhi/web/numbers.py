"""Numbers as readers of each language write them."""

from decimal import Decimal

from fangzhi.web.language import Language

GREAT = {
    "zh": ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
}


def full(value: Decimal | int) -> str:
    """All digits, in groups of three, without zeros behind the point.

    >>> full(Decimal("1234567.5000")), full(Decimal("1E+3"))
    ('1,234,567.5', '1,000')
    """
    written = f"{Decimal(value):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def rounded(value: Decimal | int, tongue: Language) -> str:
    """Three digits and a word, where it is great; else all digits.

    >>> rounded(Decimal(2584000000), "zh"), rounded(Decimal(2584000000), "en"), rounded(9999, "zh")
    ('25.8亿', '2.58 billion', '9,999')
    """
    number = Decimal(value)
    for great, word in GREAT[tongue]:
        if abs(number) >= great:
            short = number / great
            digits = max(0, 3 - len(str(int(abs(short)))))
            return f"{full(round(short, digits))}{word}"
    return full(number)
