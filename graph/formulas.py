"""Texts that a spreadsheet would run as a formula, and how they are written so that it does not."""

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("交城县")
    ("'=1+1", '交城县')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
