"""Makes the sheet of a ready question in a worker: ordered, added up, drawn as bars, each figure with its sentence; a page is all that leaves."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from fangzhi.web.jobs import Answered, too_long
from fangzhi.web.links import short
from fangzhi.web.sheet import Bar, Chart, Entry, Proof, Sheet, Sheeted, Total, View
from graph.formulas import harmless
from graph.portrait.adding import is_amount
from graph.query import plain, ready_text, results
from graph.questions import OPENED, Measure, Question, linked, question
from graph.store import DEFAULT
from ontology.errors import QueryError
from ontology.iri import Names
from ontology.terms import FZ, STD

ON_A_PAGE, BARS, UNITS = 250, 25, 24
"""Rows of a page, bars of a chart (the largest), units that are added up (those of most figures)."""
DOCUMENTS, SENTENCES = frozenset({"document", "otherDocument"}), frozenset({"sentence", "otherSentence"})
"""Columns that hold ids of articles, and raw sentences."""
DISTINCT = re.compile(r"^SELECT\s+DISTINCT\b", re.MULTILINE)
"""Of the outer query, which stands at the beginning of its line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Entries by column, and the numbers among them."""

    entries: tuple[Entry, ...]
    values: tuple[Decimal | None, ...]


class _Answer:
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

    def ordered(self, view: View) -> list[_Row]:
        """The rows by a column: numbers by unit and value, then texts, whichever way each runs, then those without any; equals as the question has them."""
        if view.sort not in self.columns:
            return self.rows
        at = self.at(view.sort)
        measure = next((m for m in self.question.measures if m.written == view.sort), None)
        value = self.at(measure.column) if measure else at
        unit = self.at(measure.unit) if measure and measure.unit else None

        def key(row: _Row) -> tuple[str, Decimal, str]:
            return row.entries[unit].text if unit is not None else "", row.values[value] or Decimal(0), row.entries[at].text

        known = sorted((row for row in self.rows if row.entries[at].text), key=key, reverse=view.descending)
        known.sort(key=lambda row: row.values[value] is None)
        return known + [row for row in self.rows if not row.entries[at].text]

    def _row(self, terms: Sequence[NamedNode | BlankNode | Literal | Triple | None]) -> _Row:
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
        return _Row(tuple(entries), tuple(values))


def sheet(store: Store, asked: Sheeted, base: str, most: int) -> Sheet:
    """A page of the answer, out of so many rows at most. Raises QueryError."""
    answer, view = _Answer(store, asked, base, most), asked.view
    totals = _totals(answer, _amounts(store))
    pages = max(1, -(-len(answer.rows) // ON_A_PAGE))
    page = min(max(1, view.page), pages)
    shown = answer.ordered(view)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows = tuple(tuple(_proven(store, c, entry) for c, entry in zip(answer.columns, row.entries, strict=True)) for row in shown)
    return Sheet(answer.columns, rows, len(answer.rows), answer.complete, page, pages, totals, _chart(answer, totals, view), answer.text)


def table(store: Store, asked: Sheeted, base: str, most: int) -> Answered:
    """All of the answer as CSV that spreadsheets read: in UTF-8 with its mark, no cell a formula. Raises QueryError, and Faulty where it is too long."""
    answer = _Answer(store, asked, base, most)
    if not answer.complete:
        raise too_long(f"{most} rows")
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_cell(Entry(heading)) for heading in asked.headings or answer.columns)
    writer.writerows([_cell(entry) for entry in row.entries] for row in answer.ordered(asked.view))
    return Answered("select", written.getvalue().encode("utf-8-sig", "replace"), len(answer.rows), answer.complete, answer.text)


def _cell(entry: Entry) -> str:
    return entry.text if entry.number else harmless(entry.text)


def _once(rows: Iterable[_Row]) -> list[_Row]:
    """Rows that look alike only once: they differ in what they open."""
    return list({tuple(entry.text for entry in row.entries): row for row in reversed(list(rows))}.values())[::-1]


def _numbers(answer: _Answer, measure: Measure) -> Mapping[str, list[_Row]]:
    """The rows with a number, by unit; a figure that is about several things counts once."""
    column, written = answer.at(measure.column), answer.at(measure.written or measure.column)
    found: defaultdict[str, dict[str, _Row]] = defaultdict(dict)
    for number, row in enumerate(answer.all):
        if row.values[column] is not None:
            unit = row.entries[answer.at(measure.unit)].text if measure.unit else ""
            found[unit].setdefault(row.entries[written].iri or str(number), row)
    return {unit: list(rows.values()) for unit, rows in found.items()}


def _totals(answer: _Answer, amounts: Collection[str]) -> tuple[Total, ...]:
    def added(measure: Measure, unit: str, rows: Iterable[_Row]) -> Decimal | None:
        if not answer.complete or (measure.unit and unit not in amounts):
            return None
        return sum((row.values[answer.at(measure.column)] or Decimal(0) for row in rows), Decimal(0))

    found = [Total(m.column, unit, len(rows), added(m, unit, rows)) for m in answer.question.measures for unit, rows in _numbers(answer, m).items()]
    order = [m.column for m in answer.question.measures]
    return tuple(sorted(found, key=lambda t: (order.index(t.column), -t.count, t.unit))[:UNITS])


def _amounts(store: Store) -> frozenset[str]:
    """The names of the units in which amounts are given; numbers of all others, ratios, times, temperatures, ranks, have no sum."""
    found = set()
    for kind in store.quads_for_pattern(None, NamedNode(STD.HAS_QUANTITY_KIND), None, DEFAULT):
        if isinstance(kind.subject, NamedNode) and isinstance(kind.object, NamedNode):
            labels = {q.object.value for q in store.quads_for_pattern(kind.subject, NamedNode(STD.LABEL), None, DEFAULT) if isinstance(q.object, Literal)}
            found |= {label for label in labels if is_amount(kind.object.value.rpartition("/")[2], label)}
    return frozenset(found)


def _chart(answer: _Answer, totals: Sequence[Total], view: View) -> Chart | None:
    """The bars that were asked for, else those of most figures; None where nothing compares."""
    fitting = [t for t in totals if t.count > 1 and t.column == (view.measure or t.column) and t.unit == (view.unit or t.unit)]
    chosen = fitting[0] if fitting else next((t for t in totals if t.count > 1), None)
    if chosen is None:
        return None
    measure = next(m for m in answer.question.measures if m.column == chosen.column)
    column, written = answer.at(measure.column), answer.at(measure.written or measure.column)
    rows = sorted(_numbers(answer, measure)[chosen.unit], key=lambda row: row.values[column] or Decimal(0), reverse=True)
    bars = []
    for row in rows[:BARS]:
        label = " ".join(text for c in measure.of if (text := row.entries[answer.at(c)].text))
        iri = row.entries[written].iri or next((row.entries[answer.at(c)].iri for c in measure.of if row.entries[answer.at(c)].iri), "")
        bars.append(Bar(label, row.entries[written].text, row.values[column] or Decimal(0), iri))
    return Chart(chosen.column, chosen.unit, tuple(bars), max(0, len(rows) - BARS))


def _proven(store: Store, column: str, entry: Entry) -> Entry:
    """A sentence with its mention marked; anything else as it is."""
    proof = _proof(store, NamedNode(entry.iri)) if column in SENTENCES and entry.iri else None
    return replace(entry, proof=proof) if proof else entry


def _proof(store: Store, mention: NamedNode) -> Proof | None:
    """The sentence of a mention in three parts."""
    sentence, offset = _text(store, mention, FZ.SENTENCE), _text(store, mention, FZ.SENTENCE_START)
    for target in store.quads_for_pattern(mention, NamedNode(STD.HAS_TARGET), None, DEFAULT):
        for selector in store.quads_for_pattern(_node(target.object), NamedNode(STD.HAS_SELECTOR), None, DEFAULT):
            start, end = _text(store, _node(selector.object), STD.START), _text(store, _node(selector.object), STD.END)
            if sentence and offset.isdigit() and start.isdigit() and end.isdigit():
                first, last = max(0, int(start) - int(offset)), max(0, int(end) - int(offset))
                return Proof(sentence[:first], sentence[first:last], sentence[last:])
    return None


def _node(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode:
    return term if isinstance(term, (NamedNode, BlankNode)) else NamedNode("urn:none")


def _text(store: Store, subject: NamedNode | BlankNode, predicate: str) -> str:
    return next((q.object.value for q in store.quads_for_pattern(subject, NamedNode(predicate), None, DEFAULT) if isinstance(q.object, Literal)), "")
