"""What a name means where a correction asks for a place: in the document first, then in the graph, then in the whole country."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.facts import StoreFacts
from graph.place_names import FINDING, codes, in_counties, listed, nearest
from ontology.errors import CorrectionError
from ontology.iri import is_link, text_of
from ontology.terms import FZ, STD

CLOSE = 5
"""Names that a message offers instead of one that nothing has."""


@dataclass(frozen=True)
class Meaning:
    """The names of a build, as a document (its id; none: all documents) uses them."""

    facts: StoreFacts
    base: str
    document: str = ""

    def link(self, written: str, *, besides: bool = False) -> str:
        """The link of the one place that is called so, a link itself as it is; `besides`: an organisation or programme by its text.

        Raises CorrectionError that lists the places where there are several, and names like it where there is none.
        """
        if is_link(written) or not written:
            return written
        here = sorted({link for link, iri in self._places(written) if iri in self._mentioned})
        if len(here) == 1:
            return here[0]
        if besides and not here and written in self._agents:
            return written
        known = sorted({link for link, _ in self._places(written)})
        found = nearest({*(k for k in known if k.isdecimal()), *codes(written, stems=not besides)}, self._codes)
        for narrower in (here, known, found, in_counties(found, self._codes)):
            if len(narrower) == 1:
                return narrower[0]
        if found:
            raise CorrectionError(f"{len(found)} places are called {written}", remedy=f"give the code of the one that is meant:{listed(found)}")
        raise CorrectionError(f"no place is called {written!r}", remedy=self._alike(written) + FINDING)

    def _places(self, written: str) -> Iterator[tuple[str, str]]:
        for iri in self.facts.labelled(written):
            if link := self._link(iri):
                yield link, iri

    def _link(self, iri: str) -> str:
        """The link of a place's IRI; empty for what is none, and for what only its own document tells apart."""
        start = f"{self.base}place/"
        if not iri.startswith(start):
            return ""
        scope, _, name = iri.removeprefix(start).partition("/")
        if scope == "nation":
            return f"?/{text_of(name)}"
        return (scope + (f"/{text_of(name)}" if name else "")) if scope.isdecimal() else ""

    @cached_property
    def _documents(self) -> list[str]:
        return [d for d in self.facts.of_type(FZ.DOCUMENT) if not self.document or self.facts.one(d, STD.IDENTIFIER) == self.document]

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        return frozenset(thing for d in self._documents for thing in self.facts.all(d, STD.MENTIONS))

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(sorted(link.partition("/")[0] for iri in self._mentioned if (link := self._link(iri)) and not link.startswith("?")))

    @cached_property
    def _agents(self) -> frozenset[str]:
        """What organisations and programmes are called there."""
        agents = [iri for iri in self._mentioned if {FZ.ORGANISATION, FZ.PROGRAMME} & set(self.facts.all(iri, STD.TYPE))]
        return frozenset(name for iri in agents for p in (STD.LABEL, STD.ALT_LABEL) for name in self.facts.all(iri, p))

    def _alike(self, written: str) -> str:
        labels: Iterable[str] = {label for iri in self.facts.of_type(FZ.PLACE) for label in self.facts.all(iri, STD.LABEL)}
        close = difflib.get_close_matches(written, sorted(labels), CLOSE, 0.5)
        return f"did you mean {', '.join(close)}? or " if close else ""
