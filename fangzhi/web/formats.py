"""The media types of an answer, and which of them a client prefers (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from fangzhi.web.jobs import GraphForm, RowForm

RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+/[!#$%&'*+.^_`|~\w-]+)\s*((?:;[^,]*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?$)', re.DOTALL)
"""A parameter's value that may hold commas and semicolons; one that never ends takes all the rest, so that no second look is needed."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer: its name in `as=…`, its media types, its own first."""

    name: str
    media: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a client gets: a format under one of its media types."""

    name: str
    media: str

    @property
    def content_type(self) -> str:
        """The header's value; text says its encoding."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


HTML = Format("html", ("text/html",), "HTML")
ROWS = (
    Format("json", ("application/sparql-results+json", "application/json"), "JSON"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "XML"),
    Format("csv", ("text/csv",), "CSV"),
    Format("tsv", ("text/tab-separated-values",), "TSV"),
)
GRAPHS = (
    Format("turtle", ("text/turtle",), "Turtle"),
    Format("ntriples", ("application/n-triples",), "N-Triples"),
    Format("jsonld", ("application/ld+json", "application/json"), "JSON-LD"),
    Format("rdfxml", ("application/rdf+xml", "application/xml"), "RDF/XML"),
)
FAULTS = (
    Format("text", ("text/plain",), "text"),
    Format("json", ("application/json", "application/sparql-results+json", "application/ld+json", "application/problem+json"), "JSON"),
    HTML,
)
"""How a fault is told; in text where nothing fits."""


def chosen(accept: str | None, offers: Sequence[Format]) -> Choice | None:
    """The offer that the header prefers, the first of equals; None where it takes none of them.

    >>> chosen("text/csv;q=0.5, application/*;q=0.9", ROWS)
    Choice(name='json', media='application/sparql-results+json')
    """
    ranges = _ranges(accept if accept and accept.strip() else "*/*")
    best: Choice | None = None
    most = 0.0
    for offer in offers:
        for media in offer.media:
            if (quality := _quality(media, ranges)) > most:
                best, most = Choice(offer.name, media), quality
    return best


def named(name: str, offers: Sequence[Format]) -> Choice | None:
    """The offer of this name."""
    return next((Choice(offer.name, offer.media[0]) for offer in offers if offer.name == name), None)


def row_form(choice: Choice | None) -> RowForm | None:
    """The form that a worker writes rows in; a page is made from JSON."""
    return None if choice is None else "json" if choice.name == "html" else cast(RowForm, choice.name)


def graph_form(choice: Choice | None) -> GraphForm | None:
    """The form that a worker writes a graph in; a page shows Turtle."""
    return None if choice is None else "turtle" if choice.name == "html" else cast(GraphForm, choice.name)


def listed(offers: Sequence[Format]) -> str:
    """The media types on offer, for a message."""
    return ", ".join(media for offer in offers for media in offer.media[:1])


def _ranges(accept: str) -> dict[str, float]:
    """Media range → quality; what is not well formed counts for nothing."""
    found: dict[str, float] = {}
    for part in QUOTED.sub('""', accept).split(","):
        if match := RANGE.fullmatch(part):
            weight = QUALITY.search(match[2])
            if weight or not re.search(r";\s*q\s*=", match[2], re.IGNORECASE):
                media = match[1].lower()
                found[media] = max(found.get(media, 0.0), min(1.0, float(weight[1])) if weight else 1.0)
    return found


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """The most exact range decides."""
    for known in (media, media.partition("/")[0] + "/*", "*/*"):
        if known in ranges:
            return ranges[known]
    return 0.0
