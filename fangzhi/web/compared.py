"""What of an answer compares: figures of one unit that are alike, with their total where they may be added, and the bars of one such group.

GDP, investment and tax are all yuan and come to nothing together: figures are set side by side only where the columns that the question
names (status and object) say the same, and added only by the rules of graph.portrait.adding.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pyoxigraph import Store

from fangzhi.web.rows import Answer, Row
from fangzhi.web.sheet import Bar, Chart, Total, View
from graph.portrait.adding import refusal
from graph.portrait.figures import figure
from graph.portrait.records import Records
from graph.portrait.tree import above
from graph.questions import Measure

BARS, GROUPS = 25, 24
"""Bars of a chart (the largest), groups that are listed (those of most numbers)."""
READ = 5000
"""Figures that are read to see whether they may be added; a group that would need more is only counted."""
Group = tuple[str, ...]
"""The unit of a group, then what its figures have in common."""


def totals(store: Store, answer: Answer, base: str) -> tuple[Total, ...]:
    """The groups of numbers that compare: counts as they come, of figures those of two or more, added ones first."""
    counts = [_counted(answer, m, rows) for m in answer.question.measures if not m.alike for rows in _groups(answer, m).values()]
    adding = _Adding(store, base)
    groups = [(m, group, rows) for m in answer.question.measures if m.alike for group, rows in _groups(answer, m).items() if len(rows) > 1]
    groups.sort(key=lambda g: (-len(g[2]), g[1]))
    found = [adding.total(m, group, [_figure(answer, m, row) for row in rows], complete=answer.complete) for m, group, rows in groups[:GROUPS]]
    return (*counts, *sorted(found, key=lambda t: t.sum is None))


def chart(answer: Answer, compared: Sequence[Total], view: View) -> Chart | None:
    """The bars that were asked for, else those of the first group of two or more; None where nothing compares."""
    several = [t for t in compared if t.count > 1]
    chosen = next((t for t in several if (t.column, t.group) == (view.measure, view.group)), None)
    chosen = chosen or next((t for t in several if t.column == view.measure), several[0] if several else None)
    if chosen is None:
        return None
    measure = next(m for m in answer.question.measures if m.column == chosen.column)
    column, written = answer.at(measure.column), answer.at(measure.written or measure.column)
    rows = sorted(_groups(answer, measure)[chosen.unit, *chosen.alike], key=lambda row: row.values[column] or Decimal(0), reverse=True)
    bars = []
    for row in rows[:BARS]:
        label = " ".join(text for c in measure.of if (text := row.entries[answer.at(c)].text))
        iri = row.entries[written].iri or next((row.entries[answer.at(c)].iri for c in measure.of if row.entries[answer.at(c)].iri), "")
        bars.append(Bar(label, row.entries[written].text, row.values[column] or Decimal(0), iri))
    return Chart(chosen, tuple(bars), max(0, len(rows) - BARS))


class _Adding:
    """Adds the figures of groups, as long as there are not too many to be read."""

    def __init__(self, store: Store, base: str) -> None:
        self._facts, self._left = Records(store, base), READ

    def total(self, measure: Measure, group: Group, iris: Sequence[str], *, complete: bool) -> Total:
        """The sum of the figures, else why there is none, as a key of the page's words."""
        unit, *alike = group
        self._left -= len(iris)
        if not complete or self._left < 0:
            return Total(measure.column, unit, len(iris), None, tuple(alike), "many")
        figures = [figure(self._facts, iri) for iri in iris]
        why = next((name for name, said in (("actions", "action"), ("periods", "period")) if len({getattr(f, said) for f in figures}) > 1), "")
        why = refusal(figures, lambda place: above(self._facts, place)) or why
        added = None if why else sum((f.base for f in figures if f.base is not None), Decimal(0))
        return Total(measure.column, unit, len(iris), added, tuple(alike), why)


def _counted(answer: Answer, measure: Measure, rows: Sequence[Row]) -> Total:
    unit = rows[0].entries[answer.at(measure.unit)].text if measure.unit else ""
    column = answer.at(measure.column)
    added = sum((row.values[column] or Decimal(0) for row in rows), Decimal(0)) if answer.complete else None
    return Total(measure.column, unit, len(rows), added)


def _groups(answer: Answer, measure: Measure) -> Mapping[Group, list[Row]]:
    """The rows with a number that compare; a figure that is about several things counts once, one of which it is not known what it is of not at all."""
    column, written = answer.at(measure.column), answer.at(measure.written or measure.column)
    by = [answer.at(name) for name in (measure.unit, *measure.alike) if name]
    found: defaultdict[Group, dict[str, Row]] = defaultdict(dict)
    for number, row in enumerate(answer.all):
        said = tuple(row.entries[at].text for at in by)
        alike = said if measure.unit else ("", *said)
        if row.values[column] is not None and all(alike[1:]):
            found[alike].setdefault(row.entries[written].iri or str(number), row)
    return {group: list(rows.values()) for group, rows in found.items()}


def _figure(answer: Answer, measure: Measure, row: Row) -> str:
    return row.entries[answer.at(measure.written)].iri
