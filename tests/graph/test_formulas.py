"""Cells of a spreadsheet: nothing is run, numbers stay numbers."""

import pytest

from graph.formulas import harmless, harmless_csv

CELLS = [("=1", "'=1"), ("+86", "'+86"), ("-1", "'-1"), ("＠x", "'＠x"), ("\t=1", "'\t=1"), ("", ""), ("南堡村", "南堡村"), ("'=1", "'=1")]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_cells(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_tables_keep_their_numbers_lines_and_quotes() -> None:
    table = b'a,b\r\n-5,"=1,""x"""\r\n+1.5,"two\nlines"\r\n-a,\r\n'
    assert harmless_csv(table) == b'a,b\r\n-5,"\'=1,""x"""\r\n+1.5,"two\nlines"\r\n\'-a,\r\n'
    assert harmless_csv(b"") == b"" and harmless_csv("省\r\n".encode()) == "省\r\n".encode()
