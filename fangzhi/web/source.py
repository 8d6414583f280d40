"""/source?document=…: the untouched text of a document with all that was found in it, and how it was read."""

import re

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.entity import tools
from fangzhi.web.jobs import refusal
from fangzhi.web.links import whole_iri
from fangzhi.web.protocol import parameters
from fangzhi.web.replies import html, value, workers
from fangzhi.web.tasks import SourceOf
from graph.portrait.records import is_iri

SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


async def source_page(request: Request) -> Response:
    """The page. Raises Faulty."""
    fields, base = parameters(request), workers(request).base
    iri = whole_iri(fields.get("document", [""])[-1].strip(), base)
    if not iri or not is_iri(iri):
        raise refusal(404, "name a document: /source?document=IRI")
    span = SPAN.fullmatch(fields.get("at", [""])[-1])
    found = await value(request, SourceOf(iri, workers(request).folder, (int(span[1]), int(span[2])) if span else None))
    if found is None:
        raise refusal(404, f"the graph has no document <{iri}>")
    return html("source.html.j2", request, {"s": found, **tools(base)})
