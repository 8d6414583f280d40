"""What people see in the terminal: progress with counts, tables, coloured differences."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)


class Watch(Protocol):
    """Is told how far a long task has come."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins, of so many steps."""

    def step(self, note: str = "") -> None:
        """One step is done."""


class Silent:
    """Watches and says nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Says nothing."""

    def step(self, note: str = "") -> None:
        """Says nothing."""


class Bar:
    """Draws the stages as one progress bar with counts on the error stream."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("…", total=None, note="")

    def stage(self, name: str, total: int | None = None) -> None:
        """Starts the bar anew under this name."""
        self._progress.reset(self._task, description=name, total=total, note="")

    def step(self, note: str = "") -> None:
        """Moves the bar on by one."""
        self._progress.update(self._task, advance=1, note=note)


class Lines:
    """Says each stage in a line on the error stream, for what is no terminal; the first with the second, so that unfit inputs stay one line."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def stage(self, name: str, total: int | None = None) -> None:
        """Says what begins, and of how many steps."""
        self._said.append(name if total is None else f"{name} {total}")
        for line in self._said if len(self._said) == 2 else self._said[2:][-1:]:
            ERR.print(Text(line), soft_wrap=True)

    def step(self, note: str = "") -> None:
        """Says nothing."""


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch]:
    """A progress bar while the block runs, a line a stage where the error stream is no terminal; nothing when quiet."""
    if quiet or not ERR.is_terminal:
        yield Silent() if quiet else Lines()
        return
    columns = (TextColumn("[bold]{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=ERR, transient=True) as progress:
        yield Bar(progress)


def say(text: str = "", style: str = "") -> None:
    """Prints a line as it is: no markup is read in it."""
    OUT.print(Text(text, style=style), soft_wrap=True)


def warn(text: str) -> None:
    """Prints a line on the error stream."""
    ERR.print(Text(text, style="yellow"), soft_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", numbers: Sequence[str] = (), whole: Sequence[str] = ()) -> None:
    """Prints rows as a table; the columns named in `numbers` are set flush right, those in `whole` are not broken into lines: one copies from them."""
    drawn = Table(title=title or None, title_justify="left", header_style="bold", show_header=any(columns))
    for name in columns:
        drawn.add_column(name, justify="right" if name in numbers else "left", overflow="fold", no_wrap=name in whole)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    OUT.print(drawn)


def blocks(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints each row as a block of its own, a line a column, without what is empty: for terminals that are too narrow for a table."""
    for number, row in enumerate(rows, 1):
        drawn = Table.grid(padding=(0, 2))
        drawn.add_column(style="dim", no_wrap=True)
        drawn.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                drawn.add_row(Text(name), Text(cell))
        OUT.print(Text(f"{number}", style="bold"))
        OUT.print(drawn)
        OUT.print()


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], form: str, stream: TextIO | None = None) -> None:
    """Writes rows as `csv` or `json` to a stream, standard output by default."""
    target = stream or sys.stdout
    if form == "csv":
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return
    json.dump([dict(zip(columns, row, strict=True)) for row in rows], target, ensure_ascii=False, indent=1)
    target.write("\n")
