"""Makes the sheet of a ready question in a worker: ordered, compared, each figure with its sentence; a page is all that leaves."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from fangzhi.web.compared import chart, totals
from fangzhi.web.jobs import Answered, too_long
from fangzhi.web.rows import Answer
from fangzhi.web.sheet import SENTENCES, Entry, Proof, Sheet, Sheeted
from graph.formulas import harmless
from graph.portrait.quotes import cleaned
from graph.store import DEFAULT
from ontology.terms import FZ, STD

ON_A_PAGE = 250
"""Rows of a page."""


def sheet(store: Store, asked: Sheeted, base: str, most: int) -> Sheet:
    """A page of the answer, out of so many rows at most. Raises QueryError."""
    answer, view = Answer(store, asked, base, most), asked.view
    compared = totals(store, answer, base)
    pages = max(1, -(-len(answer.rows) // ON_A_PAGE))
    page = min(max(1, view.page), pages)
    shown = answer.ordered(view)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows = tuple(tuple(_proven(store, c, entry) for c, entry in zip(answer.columns, row.entries, strict=True)) for row in shown)
    return Sheet(answer.columns, rows, len(answer.rows), answer.complete, page, pages, compared, chart(answer, compared, view), answer.text)


def table(store: Store, asked: Sheeted, base: str, most: int) -> Answered:
    """All of the answer as CSV that spreadsheets read: in UTF-8 with its mark, no cell a formula. Raises QueryError, and Faulty where it is too long."""
    answer = Answer(store, asked, base, most)
    if not answer.complete:
        raise too_long(f"{most} rows")
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_cell(Entry(heading)) for heading in asked.headings or answer.columns)
    writer.writerows(_cells(answer.columns, row.entries) for row in answer.ordered(asked.view))
    return Answered("select", written.getvalue().encode("utf-8-sig", "replace"), len(answer.rows), answer.complete, answer.text)


def _cells(columns: Sequence[str], entries: Sequence[Entry]) -> Iterator[str]:
    """The cells of a row, each raw sentence with its reading behind it."""
    for column, entry in zip(columns, entries, strict=True):
        yield _cell(entry)
        if column in SENTENCES:
            yield harmless(cleaned(entry.text).text)


def _cell(entry: Entry) -> str:
    return entry.text if entry.number else harmless(entry.text)


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
