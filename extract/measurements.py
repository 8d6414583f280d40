"""The figures of a document as facts: quantity, what it counts, who it is about, whether it was reached, and when."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.annotations import clean_of
from extract.arguments import arguments
from extract.clauses import Item, items, statements
from extract.figure_counted import NOTHING, Arguments
from extract.figure_periods import UNTOLD, Told, dated, lasting, opening_period, same_time, says_when
from extract.modality import status
from extract.periods import Time, period_at, times
from extract.quantities import Quantity, quantities
from extract.reference import LIST_MARK
from extract.subjects import Subject, subjects
from extract.values import Measurement


def measurements(doc: Doc) -> list[Measurement]:
    """All measurements of the Doc in text order; nothing is taken from closed zones and damaged spans."""
    text = doc.text
    expressions = times(text)
    figures = [q for q in quantities(doc, expressions) if _is_open(doc, q)]
    return list(_measurements(doc, text, figures, expressions))


def _measurements(doc: Doc, text: str, figures: Sequence[Quantity], expressions: Sequence[Time]) -> Iterator[Measurement]:
    carried: Subject | None = None
    last = ""
    told = latest = UNTOLD
    end = 0
    for sentence in statements(text):
        if "\n" in text[end : sentence[0]] or LIST_MARK.match(text, sentence[0]):
            carried, last, told, latest = None, "", UNTOLD, UNTOLD
        end = sentence[1]
        line = items(doc, text, sentence, figures, expressions)
        about, carried = subjects(doc, line, carried)
        counted = arguments(line, last)
        again = same_time(text, sentence[0])
        last = counted[max(counted)].object if counted else ""
        for figure in figures:
            if sentence[0] <= figure.start < sentence[1]:
                argument, subject = counted.get(figure.start, NOTHING), about.get(figure.start, Subject(None, "", 0.5))
                found = _measurement(text, line, figure, expressions, argument, subject)
                own = says_when(text, sentence[0], figure.start, expressions)
                yield lasting(text, found if own else dated(found, latest if again else told, again=again))
        first = next(iter(about.values()), carried)
        told = Told(opening_period(text, sentence, expressions), None if first is None else first.value)
        latest = told if told.period is not None else latest


def _measurement(text: str, line: Sequence[Item], figure: Quantity, expressions: Sequence[Time], counted: Arguments, about: Subject) -> Measurement:
    kind, why = status(text, line, figure.start, figure.end)
    if kind == "result" and about.sets_rules:
        kind, why = "standard", "set-by-rule"
    ranged = figure.value is None
    return Measurement(
        start=figure.start,
        end=figure.end,
        text=figure.text,
        value=figure.value,
        min=figure.low if ranged else None,
        max=figure.high if ranged else None,
        unit=figure.unit,
        approx=figure.approx,
        object=counted.object,
        action=counted.action,
        subject=about.value,
        kind=kind,
        period=period_at(text, figure.start, expressions),
        rule=" ".join((figure.rule, counted.rule, about.rule or "subject-none", why)),
        confidence=round(figure.confidence * counted.confidence * about.confidence, 3),
    )


def _is_open(doc: Doc, figure: Quantity) -> bool:
    """May facts be taken from here: no byline, trailer or damaged run?"""
    if doc._.clean is None:
        return True
    return bool(clean_of(doc).is_open(figure.start, figure.end))
