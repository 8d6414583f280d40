"""Titles in 《》 that are rules, plans or opinions, or names of projects; works of art, papers and programmes on air are not."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.knowledge import lexicon
from extract.programme_quoted import Candidate
from extract.quotations import Quotation, lists, quotations

AFTER = 18
BEFORE = 12


def titled_candidates(doc: Doc) -> Iterator[Candidate]:
    """The titles that name a document or a project, in text order."""
    text = doc.text
    for row in lists(text, [q for q in quotations(text) if q.is_title]):
        before = re.split("[，。；\n]", text[max(0, row[0].start - 1 - BEFORE) : row[0].start - 1])[-1]
        after = re.split("[，,。；;\n]", text[row[-1].end + 1 : row[-1].end + 1 + AFTER])[0]
        documents = [q for q in row if is_document(q)]
        for q in row:
            if is_work(q.text, before, after):
                continue
            if q in documents or (documents and (after.startswith("等") or issued(before))) or announced(before, after):
                yield Candidate(q.start, q.end, q.text, (), "document", "programme-title")
            elif names_project(before, after):
                yield Candidate(q.start, q.end, q.text, (), "project", "programme-title")


def of_class(name: str) -> tuple[str, ...]:
    """The terms of the lexicon of titles with that class."""
    return lexicon("programme-titles").with_attribute("class", name)


def is_document(q: Quotation) -> bool:
    """Whether the title ends in a type of document."""
    bare = re.sub(r"[（(].*$", "", q.text)
    return bare.endswith(of_class("document"))


def is_work(title: str, before: str, after: str) -> bool:
    """Whether the title ends in, or stands beside, a word for a paper, a programme on air or a work of art."""
    works = of_class("work")
    return title.endswith(works) or after.startswith(works) or before.rstrip("的").endswith(works)


def issued(before: str) -> bool:
    """Whether the verb before says that somebody issues or follows it."""
    return before.rstrip("了").endswith(of_class("cue"))


def announced(before: str, after: str) -> bool:
    """Whether somebody issues or follows it as one of several documents."""
    return issued(before) and re.match("等?(?:文件|制度|办法|规定|通知|方案)", after) is not None


def names_project(before: str, after: str) -> bool:
    """Whether the words around say that it is a project."""
    projects = (*of_class("project"), "事项")
    return any(p in after for p in projects) or any(before.rstrip("”’").endswith(p) for p in projects)
