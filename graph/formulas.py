"""Texts that a spreadsheet would run as a formula, and how they are written so that it does not."""

import csv
import io
import re

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> harmless("=1+1"), harmless("交城县")
    ("'=1+1", '交城县')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def harmless_csv(table: bytes) -> bytes:
    """A CSV table in UTF-8 with every cell guarded but those that are numbers."""
    rows = csv.reader(io.StringIO(table.decode("utf-8"), newline=""))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([cell if NUMBER.fullmatch(cell) else harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode()
