"""The figures of a document as facts: quantity, what it counts, who it is about, whether it was reached, and when."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.arguments import arguments
from extract.clauses import Item
from extract.figure_counted import NOTHING, Arguments
from extract.figure_periods import UNTOLD, Told, dated, lasting, opening_period, same_time, says_when
from extract.figure_sentences import figures_of, read
from extract.modality import status
from extract.periods import Time, period_at
from extract.quantities import Quantity
from extract.subject_ranker import ranked
from extract.subjects import Subject
from extract.values import Measurement


def measurements(doc: Doc) -> list[Measurement]:
    """All measurements of the Doc in text order; nothing is taken from closed zones and damaged spans."""
    figures, expressions = figures_of(doc)
    return list(_measurements(doc, figures, expressions))


def _measurements(doc: Doc, figures: Sequence[Quantity], expressions: Sequence[Time]) -> Iterator[Measurement]:
    text = doc.text
    last = ""
    told = latest = UNTOLD
    for sentence in read(doc, figures, expressions):
        start, end = sentence.span
        if sentence.fresh:
            last, told, latest = "", UNTOLD, UNTOLD
        line, about = sentence.line, {**sentence.said, **ranked(sentence.asked)}
        counted = arguments(line, last)
        again = same_time(text, start)
        last = counted[max(counted)].object if counted else ""
        for figure in figures:
            if start <= figure.start < end:
                argument, subject = counted.get(figure.start, NOTHING), about.get(figure.start, Subject(None, "", 0.5))
                found = _measurement(text, line, figure, expressions, argument, subject)
                own = says_when(text, start, figure.start, expressions)
                yield lasting(text, found if own else dated(found, latest if again else told, again=again))
        first = next(iter(about.values()), sentence.lasting)
        told = Told(opening_period(text, sentence.span, expressions), None if first is None else first.value)
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
