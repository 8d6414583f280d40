"""Prints the rows of an answer: as a table, one block a row where the terminal is too narrow for that, as CSV or JSON."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from rich.cells import cell_len

from fangzhi import console
from graph.formulas import harmless
from graph.portrait.quotes import cleaned
from graph.query import Answer, Cell

NUMBERS = (int, Decimal)
LONGEST = 40
"""Characters of a cell in a terminal: a whole sentence would fill the screen."""
READABLE = 16
"""Cells of the terminal that a column of a table needs, if it has so much to say; with less its words are torn apart."""
READINGS: Mapping[str, str] = {"sentence": "reading", "otherSentence": "otherReading"}
"""Columns that hold raw text, and what holds it cleaned: a terminal shows the latter in place of the former, CSV and JSON beside it."""


def show(found: Answer, headings: Mapping[str, str], form: str, *, full: bool = False) -> None:
    """Prints an answer as `table`, `csv` or `json`."""
    if form != "table":
        columns, rows = with_readings(found)
        cells = [[harmless(cell) if form == "csv" and isinstance(cell, str) else _plain(cell) for cell in row] for row in rows]
        console.write_rows(columns, cells, form)
        return
    whole = [[_read(name, _plain(cell)) for name, cell in zip(found.columns, row, strict=True)] for row in found.rows]
    shown = whole if full else [_short(found.columns, row) for row in whole]
    columns = [headings.get(c, c) for c in found.columns]
    if fits(columns, shown, console.OUT.width):
        numbers = [columns[i] for i in range(len(columns)) if found.rows and all(r[i] is None or isinstance(r[i], NUMBERS) for r in found.rows)]
        console.table(columns, shown, numbers=numbers)
    else:
        console.blocks(columns, shown)
    console.say(f"{len(whole)} rows" + ("" if shown == whole else "; long cells are cut: --full shows them whole"), style="dim")


def with_readings(found: Answer) -> tuple[list[str], list[list[Cell]]]:
    """Columns and rows with the reading of each raw sentence behind it, unless the answer has a column of that name."""
    wanted = {raw: read for raw, read in READINGS.items() if raw in found.columns and read not in found.columns}

    def doubled(row: Sequence[Cell]) -> Iterator[Cell]:
        for name, cell in zip(found.columns, row, strict=True):
            yield from (cell, cleaned(cell).text if isinstance(cell, str) else cell) if name in wanted else (cell,)

    columns = list(chain.from_iterable((c, wanted[c]) if c in wanted else (c,) for c in found.columns))
    return columns, [list(doubled(row)) for row in found.rows]


def around(sentence: str, words: Sequence[str], longest: int = LONGEST) -> str:
    """So much of a sentence, with what the row says of it in the middle: a number with its unit if there is one, else the longest.

    >>> around("去年以来，全村一起动手，累计投入23万元，修好了水渠。", ["南堡村", "23万元"], 15)
    '…累计投入23万元，修好了水…'
    """
    if len(sentence) <= longest:
        return sentence
    said = [word for word in words if word and word != sentence and word in sentence]
    told = max(said, key=lambda w: (any(c.isdigit() for c in w) and not w.isdigit(), len(w)), default="")
    room, last = longest - 2, len(sentence) - longest + 1
    start = sentence.find(told) - (room - len(told)) // 2 if told else 0
    if start <= 1:
        return sentence[: longest - 1] + "…"
    return "…" + (sentence[last:] if start >= last else sentence[start : start + room] + "…")


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether a table of so many cells across leaves each column what it needs to be read."""
    needed = (min(READABLE, max(map(cell_len, (name, *(row[i] for row in rows))))) for i, name in enumerate(columns))
    return sum(needed) + 3 * len(columns) + 1 <= width


def _short(columns: Sequence[str], row: Sequence[str]) -> list[str]:
    return [around(cell, row) if name in READINGS else _cut(cell) for name, cell in zip(columns, row, strict=True)]


def _read(column: str, cell: str) -> str:
    return cleaned(cell).text if column in READINGS else cell


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST or cell.startswith(("http://", "https://")) else cell[: LONGEST - 1] + "…"


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)
