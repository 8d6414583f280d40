"""The rows of an answer to a ready question, as a worker reads them: entries, what they open, the numbers among them, in any order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from fangzhi.web.links import short
from fangzhi.web.sheet import Entry, Sheeted, View
from graph.query import plain, ready_text, results
from graph.questions import OPENED, Question, linked, question
from ontology.errors import QueryError
from ontology.iri import Names

DOCUMENTS = frozenset({"document", "otherDocument"})
"""Columns that hold ids of articles."""
DISTINCT = re.compile(r"^SELECT\s+DISTINCT\b", re.MULTILINE)
"""Of the outer query, which stands at the beginning of its line."""


@dataclass(frozen=True, slots=True)
class Row:
    """Entries by column, and the numbers among them."""

    entries: tuple[Entry, ...]
    values: tuple[Decimal | None, ...]


class Answer:
    """All rows of an answer."""

    def __init__(self, store: Store, asked: Sheeted, base: str, most: int) -> None:
        self.question: Question = question(asked.question)
        self.text = ready_text(store, asked.question, asked.values, base=base)
        found = results(store, linked(self.question, self.text), base=base)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError(f"{asked.question} gives no rows", remedy="write it as a SELECT")
        names = [v.value for v in found.variables]
        self.columns = tuple(name for name in names if not name.endswith(OPENED))
        self._opened = [names.index(self.question.links[c] + OPENED) if c in self.question.links else None for c in self.columns]
        self._base = base
        solutions = list(islice(found, most + 1))
        self.complete = len(solutions) <= most
        self.all = [self._row(tuple(solution)) for solution in solutions[:most]]
        self.rows = _once(self.all) if DISTINCT.search(self.text) else self.all

    def at(self, column: str) -> int:
        """Where a column stands."""
        return self.columns.index(column)

    def ordered(self, view: View) -> list[Row]:
        """The rows by a column: numbers by unit and value, then texts, whichever way each runs, then those without any; equals as the question has them."""
        if view.sort not in self.columns:
            return self.rows
        at = self.at(view.sort)
        measure = next((m for m in self.question.measures if m.written == view.sort), None)
        value = self.at(measure.column) if measure else at
        unit = self.at(measure.unit) if measure and measure.unit else None

        def key(row: Row) -> tuple[str, Decimal, str]:
            return row.entries[unit].text if unit is not None else "", row.values[value] or Decimal(0), row.entries[at].text

        known = sorted((row for row in self.rows if row.entries[at].text), key=key, reverse=view.descending)
        known.sort(key=lambda row: row.values[value] is None)
        return known + [row for row in self.rows if not row.entries[at].text]

    def _row(self, terms: Sequence[NamedNode | BlankNode | Literal | Triple | None]) -> Row:
        entries, values = [], []
        for i, (column, opened) in enumerate(zip(self.columns, self._opened, strict=True)):
            term, link = terms[i], terms[opened] if opened is not None else None
            value = plain(term)
            number = Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None
            iri = link.value if isinstance(link, (NamedNode, Literal)) else ""
            if isinstance(term, NamedNode):
                entries.append(Entry(short(term.value, self._base), iri=term.value))
            elif column in DOCUMENTS and isinstance(value, str):
                entries.append(Entry(value, iri=Names(self._base).document(value)))
            else:
                entries.append(Entry("" if value is None else str(value), number is not None, iri))
            values.append(number)
        return Row(tuple(entries), tuple(values))


def _once(rows: Iterable[Row]) -> list[Row]:
    """Rows that look alike only once: they differ in what they open."""
    return list({tuple(entry.text for entry in row.entries): row for row in reversed(list(rows))}.values())[::-1]
