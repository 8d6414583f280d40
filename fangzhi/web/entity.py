"""The page of a resource: what is known of it, grouped by meaning, each statement with its raw sentence."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.formats import GRAPHS
from fangzhi.web.jobs import refusal
from fangzhi.web.language import language
from fangzhi.web.links import href_of, path_of
from fangzhi.web.picture import picture, points
from fangzhi.web.replies import html, value, workers
from fangzhi.web.tasks import PortraitOf
from graph.portrait.evidence import Link, Spot
from graph.portrait.figures import shown
from graph.portrait.values import Portrait
from graph.sameness import RULES
from graph.style import style

QUESTIONS = {"organisations": "organisations-of-place", "people": "posts", "programmes": "programmes-by-agent"}
"""Section → the ready question that lists the whole of it for a place."""
PLAIN = ("Place", "Organisation", "Person", "Programme", "Measurement", "Document")
"""Kinds whose statements as RDF are folded away, because the page says all of them in words."""


async def entity_page(request: Request, iri: str) -> Response:
    """The page. Raises Faulty."""
    base, tongue = workers(request).base, language(request)
    found = await value(request, PortraitOf(iri))
    if found is None:
        raise refusal(404, f"the graph says nothing of <{iri}>")
    look = style().of_node(found.kind, found.subtype)
    type_name = (look.zh, look.en) if found.kind and look.name != "Other" else found.names
    values = {
        "p": found,
        "path": path_of(iri, base),
        "type_name": type_name[0 if tongue == "zh" else 1] or found.names[0],
        "look": look,
        "rule": RULES[found.rule][0 if tongue == "zh" else 1] if found.rule else "",
        "picture": picture(found, base, tongue),
        "formats": GRAPHS,
        "whole": whole(found),
        "plain": found.kind in PLAIN,
        **tools(base),
    }
    return html("entity.html.j2", request, values)


def tools(base: str) -> dict[str, object]:
    """What the templates of entities call: addresses of links, sources, corrections."""
    return {
        "to": lambda link: href_of(link.iri, base),
        "source_of": lambda document, spot=None: source_of(document, spot),
        "wrong": wrong,
        "number": shown,
        "points": points,
        "questions": QUESTIONS,
        "at": lambda iri: f"/graph?{urlencode({'at': iri})}",
    }


def source_of(document: Link, spot: Spot | None = None) -> str:
    """The address of a document's source, at a mention."""
    where = {"at": f"{spot.raw_start}-{spot.raw_end}"} if spot else {}
    return f"/source?{urlencode({'document': document.iri, **where})}{'#at' if spot else ''}"


def wrong(iri: str) -> str:
    """The address of the form that corrects a statement or a resource."""
    return f"/correct?{urlencode({'iri': iri})}"


def whole(found: Portrait) -> str:
    """Where all figures of a place stand: a ready question; empty for what is no place with a code."""
    if found.kind != "Place":
        return ""
    return f"/ask/figures-of-place?place={quote(found.code or found.iri)}"
