"""The sentences of an article from first to last, each with its items and whom its figures are about; what one leaves to the next is kept here."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.annotations import clean_of
from extract.clauses import Item, items, statements
from extract.figure_story import Story, article, namings
from extract.figure_topics import topics
from extract.periods import Time, times
from extract.quantities import Quantity, quantities
from extract.reference import LIST_MARK
from extract.subject_ranker import OPEN, Question, questions
from extract.subjects import Subject, subjects


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement at `span` and its items. `fresh`: it opens a paragraph or a point of a list, so nothing is carried into it.

    `said` is whom the rules say each figure is about, by its start, `asked` the figures of which they only suppose it;
    `lasting` the place that the sentence leaves to the next one.
    """

    span: tuple[int, int]
    line: Sequence[Item]
    fresh: bool
    said: Mapping[int, Subject]
    asked: Sequence[Question]
    lasting: Subject | None


def figures_of(doc: Doc) -> tuple[list[Quantity], list[Time]]:
    """The quantities of the Doc from which facts may be taken (no byline, trailer or damaged run), and its expressions of time."""
    expressions = times(doc.text)
    clean = None if doc._.clean is None else clean_of(doc)
    return [q for q in quantities(doc, expressions) if clean is None or clean.is_open(q.start, q.end)], expressions


def read(doc: Doc, figures: Sequence[Quantity], expressions: Sequence[Time], asking: Set[str] = OPEN) -> Iterator[Sentence]:
    """Every statement of the Doc in text order; what the rules `asking` say of a figure is asked again."""
    text = doc.text
    story = Story(article(doc))
    carried: Subject | None = None
    end = 0
    for span in statements(text):
        opens = "\n" in text[end : span[0]]
        story.turn(paragraph=opens)
        fresh = opens or LIST_MARK.match(text, span[0]) is not None
        line = items(doc, text, span, figures, expressions)
        found = topics(doc, line)
        before = None if fresh else carried
        said, carried = subjects(doc, line, found, before)
        asked = list(questions(doc, line, namings(line, found), said, before.value if before else "", story, asking))
        yield Sentence(span, line, fresh, said, asked, carried)
        end = span[1]
