"""Places of a graph: what the gazetteer must tell, and what is said of a place and all that it lies in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from extract.knowledge import lexicon
from graph.rdf import chinese, node, text
from ontology.iri import LINK, NATION, Names
from ontology.terms import FZ, STD, Iri

LEVELS: Mapping[int, Iri] = {2: FZ.PROVINCE, 4: FZ.PREFECTURE, 6: FZ.COUNTY, 9: FZ.TOWNSHIP, 12: FZ.VILLAGE}
COUNTY = 6
"""Digits of a county's code."""


class Gazetteer(Protocol):
    """What the graph asks of a gazetteer; extract.gazetteer has one of the whole country."""

    def name(self, code: str) -> str:
        """The official name. Raises KeyError."""
        ...

    def label(self, code: str) -> str:
        """The common full name. Raises KeyError."""
        ...

    def ancestors(self, code: str) -> Sequence[str]:
        """The codes around it, from the province down, without it."""
        ...


@dataclass(frozen=True, slots=True)
class Atlas:
    """Says of a link what place it is. `scope` is what tells settlements of one name and no known place apart."""

    names: Names
    gazetteer: Gazetteer
    scope: str

    def iri(self, link: str) -> Iri:
        """The place's IRI; known mountains, rivers, regions and countries are one place in all documents, other names of no known place are not."""
        unknown = code_of(link) is None and not any(name_of(link) in lexicon(n) for n in ("place-regions", "place-foreign"))
        return self.names.place(link, self.scope if unknown else NATION)

    def label(self, link: str) -> str:
        """What the place is called; a code that the gazetteer lacks is its own label."""
        code = code_of(link)
        return name_of(link) or (self._known(code) if code else link)

    def chain(self, link: str) -> tuple[str, ...]:
        """The links around a place, from the province down, without it."""
        code = code_of(link)
        if code is None:
            return ()
        above = tuple(self.gazetteer.ancestors(code))
        return (*above, code) if name_of(link) else above

    def described(self, link: str) -> Iterator[tuple[Iri, Iri, NamedNode | Literal]]:
        """Type, label, code and next place up, of the place and of each that it lies in."""
        chain = (*self.chain(link), link)
        for i, one in enumerate(chain):
            iri, code = self.iri(one), code_of(one)
            yield iri, STD.TYPE, node(FZ.PLACE)
            yield iri, STD.TYPE, node(STD.FEATURE)
            yield iri, STD.TYPE, node(kind(one))
            yield iri, STD.LABEL, chinese(self.label(one))
            if code is not None and not name_of(one):
                yield iri, FZ.DIVISION_CODE, text(code)
                if (official := self._official(code)) != self.label(one):
                    yield iri, STD.ALT_LABEL, chinese(official)
            if i:
                yield iri, FZ.WITHIN, node(self.iri(chain[i - 1]))

    def _known(self, code: str) -> str:
        try:
            return self.gazetteer.label(code)
        except KeyError:
            return code

    def _official(self, code: str) -> str:
        try:
            return self.gazetteer.name(code)
        except KeyError:
            return code


def code_of(link: str) -> str | None:
    """The division code of a link, its own or the one that it lies in; None where it is not known.

    >>> code_of("450223105203/安乐屯"), code_of("?/太行山")
    ('450223105203', None)
    """
    match = LINK.fullmatch(link)
    return match[1] if match else None


def name_of(link: str) -> str:
    """The name in a link, for what has no code of its own; else empty."""
    match = LINK.fullmatch(link)
    return (match[2] or "") if match else ""


def kind(link: str) -> Iri:
    """The class of a place by its link."""
    name, code = name_of(link), code_of(link)
    if name or code is None:
        return FZ.LOCALITY if is_settlement(name) else FZ.SITE
    return LEVELS[len(code)]


def is_settlement(name: str) -> bool:
    """Whether a name is that of a village or quarter, of which many bear the same."""
    return name.endswith((*lexicon("graph-settlements"), *lexicon("place-locality-suffixes")))
