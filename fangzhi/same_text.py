"""Articles that say the same, word for word: each stays a document, and its reader is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from fangzhi.report import DocumentReport


class SameText:
    """Remembers what the articles of a build say, and whose text came first."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._same: dict[str, str] = {}

    def add(self, document: str, text: str) -> None:
        """One more document and its clean text, in which blanks and line ends do not count."""
        digest = sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
        if (first := self._first.setdefault(digest, document)) != document:
            self._same[document] = first

    def noted(self, reports: Sequence[DocumentReport]) -> tuple[DocumentReport, ...]:
        """The reports of documents, with the first of those that say the same."""
        return tuple(replace(r, same_as=self._same[r.id]) if r.id in self._same else r for r in reports)


def copies(reports: Sequence[DocumentReport]) -> Mapping[str, tuple[str, ...]]:
    """Document → those that say the same as it."""
    found: dict[str, tuple[str, ...]] = {}
    for report in reports:
        if report.same_as:
            found[report.same_as] = (*found.get(report.same_as, ()), report.id)
    return found
