"""/sparql: the query operation of the SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013); updates are refused."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.description import description
from fangzhi.web.editor import beside
from fangzhi.web.formats import GRAPHS, HTML, ROWS, Choice, Format, chosen, graph_form, listed, named, row_form
from fangzhi.web.jobs import Answered, Asked, Faulty, refusal
from fangzhi.web.pages import Table, shown
from fangzhi.web.replies import ask, html, told, workers, written

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 1024 * 1024
"""Bytes of a request's body."""
ON_A_PAGE = 1000
"""Rows that a page shows; the files have all."""
READ_ONLY = "This endpoint is for reading only: SPARQL Update is refused. The graph changes by building it again."
ROW_OFFERS: tuple[Format, ...] = (*ROWS, HTML)
GRAPH_OFFERS: tuple[Format, ...] = (*GRAPHS, HTML)


async def sparql(request: Request) -> Response:
    """A query's answer; without a query, what the service is.

    CSV by `as=`, which is how people get it, is guarded for their spreadsheet; CSV by the Accept header is as the standard has it.
    """
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", "Accept-Post": f"{FORM}, {DIRECT}"})
    fields = await _fields(request)
    if "update" in fields:
        raise refusal(403, READ_ONLY)
    if "query" not in fields and request.method != "POST":
        return await description(request)
    text = _one(fields, "query")
    if text is None:
        raise refusal(400, "there is no query: send one as query=…")
    wanted = _one(fields, "as")
    rows, graph = _choices(request, wanted)
    pages = "html" in {choice.name for choice in (rows, graph) if choice}
    asked = Asked(
        text,
        rows_as=row_form(rows),
        graph_as=graph_form(graph),
        default=graphs(fields, "default-graph-uri"),
        named=graphs(fields, "named-graph-uri"),
        cut=ON_A_PAGE if pages else None,
        guarded=bool(wanted),
    )
    return await answer(request, asked, rows, graph)


async def answer(request: Request, asked: Asked, rows: Choice | None, graph: Choice | None, **more: object) -> Response:
    """The response to a query; `more` goes to the page, if it is one."""
    wants_page = "html" in {choice.name for choice in (rows, graph) if choice}
    try:
        found = await ask(request, asked)
    except Faulty as faulty:
        if wants_page and faulty.fault.status != 499:
            return html("sparql.html.j2", request, {**_texts(asked), **beside(request), "fault": faulty.fault, **more}, status=faulty.fault.status)
        return await told(request, faulty)
    choice = graph if found.kind == "graph" else rows
    if choice is None:
        raise refusal(406, f"this answer is written as {listed(GRAPH_OFFERS if found.kind == 'graph' else ROW_OFFERS)}")
    if choice.name != "html":
        return written(found.body, choice)
    return html("sparql.html.j2", request, {**_shown(request, asked, found), **beside(request), **more})


def _shown(request: Request, asked: Asked, found: Answered) -> dict[str, object]:
    """What the page of an answer shows."""
    table: Table | None = None if found.kind == "graph" else shown(found.body, workers(request).base)
    turtle = found.body.decode("utf-8") if found.kind == "graph" else ""
    forms = GRAPHS if found.kind == "graph" else ROWS
    return {
        **_texts(asked),
        "text": found.text,
        "table": table,
        "turtle": turtle,
        "rows": found.rows,
        "complete": found.complete,
        "forms": forms,
        "fault": None,
    }


def _texts(asked: Asked) -> dict[str, object]:
    return {"text": asked.text, "default": asked.default or (), "named": asked.named or ()}


def _choices(request: Request, wanted: str | None) -> tuple[Choice | None, Choice | None]:
    """How to write a table and how to write a graph: by `as=` (for links), else by the Accept header. Raises Faulty where neither works."""
    if wanted:
        rows, graph = named(wanted, ROW_OFFERS), named(wanted, GRAPH_OFFERS)
        if not rows and not graph:
            raise refusal(400, f"as={wanted[:40]} is unknown; there are {', '.join(dict.fromkeys(f.name for f in (*ROW_OFFERS, *GRAPH_OFFERS)))}")
        return rows, graph
    accept = ", ".join(request.headers.getlist("accept"))
    rows, graph = chosen(accept, ROW_OFFERS), chosen(accept, GRAPH_OFFERS)
    if not rows and not graph:
        raise refusal(406, f"an answer is written as {listed(ROWS)}; a graph as {listed(GRAPHS)}; a page as text/html")
    return rows, graph


async def _fields(request: Request) -> Mapping[str, Sequence[str]]:
    """The parameters of the operation, wherever the protocol lets them stand. Raises Faulty."""
    address = parameters(request)
    if request.method != "POST":
        return address
    kind, charset = _content_type(request)
    if kind == UPDATE:
        raise refusal(403, READ_ONLY)
    if kind not in (FORM, DIRECT):
        raise refusal(415, f"a query is posted as {FORM} or {DIRECT}, in UTF-8, not as {kind[:80] or 'nothing'}")
    if charset not in ("utf-8", "utf8", "us-ascii") or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise refusal(415, "a query is posted in UTF-8 and not compressed")
    body = await _body(request)
    if "query" in address:
        raise refusal(400, "a posted query stands in the body, not in the address")
    return {**address, "query": [_text(body)]} if kind == DIRECT else _parsed(body)


async def _body(request: Request) -> bytes:
    """The request's body, if it is not too long. Raises Faulty."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise refusal(413, f"a query may have {LONGEST} bytes")
    return bytes(body)


async def form(request: Request) -> Mapping[str, Sequence[str]]:
    """The fields of a form that was posted. Raises Faulty."""
    kind, charset = _content_type(request)
    if kind != FORM or charset not in ("utf-8", "utf8", "us-ascii"):
        raise refusal(415, f"a form is posted as {FORM}, in UTF-8")
    return _parsed(await _body(request))


def _content_type(request: Request) -> tuple[str, str]:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    pairs = (p.partition("=") for p in parameters.split(";"))
    values = {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in pairs}
    return kind.strip().lower(), values.get("charset", "utf-8")


def parameters(request: Request) -> Mapping[str, Sequence[str]]:
    """The parameters of the address. Raises Faulty where they are not UTF-8."""
    return _parsed(request.scope["query_string"])


def _parsed(written: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(_text(written), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise refusal(400, "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise refusal(400, "there are too many parameters") from None


def _text(written: bytes) -> str:
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise refusal(400, f"this is not UTF-8: byte {fault.start + 1} cannot be read") from None


def _one(fields: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = fields.get(name, ())
    if len(values) > 1:
        raise refusal(400, f"{name} stands {len(values)} times; once is right")
    return values[0] if values else None


def graphs(fields: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...] | None:
    """The graphs that a parameter of the protocol names; None where it names none. Raises Faulty."""
    iris = [iri for iri in fields.get(name, ()) if iri]
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError:
            raise refusal(400, f"{name} is not an IRI: {iri[:200]}") from None
    return tuple(iris) or None
