"""/graph: a neighbourhood as a drawing and a list, its data, and the sentences behind a node or a line."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.jobs import Asked, refusal
from fangzhi.web.kept import once
from fangzhi.web.language import language, words
from fangzhi.web.looks import inside, looks
from fangzhi.web.protocol import form, graphs, parameters
from fangzhi.web.replies import ask, html
from graph.proof import Proven
from graph.style import style
from graph.view import FIRST, Step, Traced, Wanted

STARTS, STEPS, DEEPEST, LARGEST = 200, 300, 4, 5000
"""The most that an address may ask for: starts, steps, levels of neighbours, nodes."""
LISTED = 300
"""Nodes, and lines, of the list for readers without script."""
PINNED = re.compile(r"(?:(-?\d{1,6}(?:\.\d{1,2})?),(-?\d{1,6}(?:\.\d{1,2})?) )?(\S+(?: \S+)?)")


WAYS_IN = """SELECT ?thing ?label { { SELECT ?thing (COUNT(?s) AS ?n) { ?s fz:about|fz:carriedOutBy|fz:ofPlace ?thing } GROUP BY ?thing } ?thing a fz:Place
  OPTIONAL { ?thing rdfs:label ?label FILTER(LANG(?label) = "zh") } } ORDER BY DESC(?n) ?thing LIMIT 12"""
"""The places that most is said of: where to begin."""


async def graph_page(request: Request) -> Response:
    """The page of the view that the address asks for; without a start, ways to begin. Raises Faulty."""
    asked = wanted(request)
    if not asked.starts:
        return html("graph.html.j2", request, {"view": None, "data": None, "ways": await once(request, "ways", lambda: _ways_in(request)), **_said(request)})
    body = (await ask(request, asked)).body
    values = {"view": _listed(json.loads(body)), "data": inside(body.decode("utf-8")), "ways": (), **_said(request)}
    return html("graph.html.j2", request, values)


def _said(request: Request) -> dict[str, object]:
    """What the page's script needs to speak the language and to draw as everywhere else."""
    tongue = language(request)
    own = {key: said for key, said in words(tongue).items() if key.startswith("graph-")}
    return {"words": inside(json.dumps(own, ensure_ascii=False)), "looks": inside(json.dumps(looks(tongue), ensure_ascii=False))}


def _listed(view: Mapping[str, object]) -> Mapping[str, object]:
    """The view as the list for readers without script: nodes under the names of their types, lines by the names of their ends."""
    nodes = cast(Sequence[Mapping[str, object]], view["nodes"])
    edges = cast(Sequence[Mapping[str, object]], view["edges"])
    degree = Counter(end for e in edges for end in {e["a"], e["b"]})
    types, relations = style().types, style().relations
    lines = [
        (nodes[cast(int, e["a" if forth else "b"])], relations.get(relation, relations["other"]), label, nodes[cast(int, e["b" if forth else "a"])])
        for e in edges
        for relation, label, forth in cast(Sequence[tuple[str, str, bool]], e["ties"])
    ]
    rows = [(n, types[str(n["look"])], degree[i]) for i, n in enumerate(nodes[:LISTED])]
    return {"nodes": rows, "lines": lines[:LISTED], "more": max(len(nodes), len(lines)) > LISTED, "unknown": view["unknown"]}


async def _ways_in(request: Request) -> Sequence[tuple[str, str]]:
    """IRI and label of the places to begin with."""
    found = json.loads((await ask(request, Asked(WAYS_IN))).body)["results"]["bindings"]
    return [(row["thing"]["value"], row.get("label", row["thing"])["value"]) for row in found]


async def graph_data(request: Request) -> Response:
    """The view that the address asks for, or with `query` that of a query's answer, as JSON. Raises Faulty.

    A query comes with its dataset as it does to the endpoint, and may be posted: an address has no room for a long one.
    """
    posted = request.method == "POST"
    is_query = posted or dict(_fields(request)).get("query")
    asked = _traced(await form(request) if posted else parameters(request)) if is_query else wanted(request)
    return Response((await ask(request, asked)).body, media_type="application/json")


def _traced(fields: Mapping[str, Sequence[str]]) -> Traced:
    if not (query := fields.get("query", [""])[-1]):
        raise refusal(400, "query=… is missing: the view of its answer is what is posted for")
    return Traced(query, graphs(fields, "default-graph-uri"), graphs(fields, "named-graph-uri"))


async def graph_proof(request: Request) -> Response:
    """What is known of `of`, or of the relations between `of` and `to`, with the raw sentences, as JSON. Raises Faulty."""
    fields = dict(_fields(request))
    if not fields.get("of"):
        raise refusal(400, "of=IRI is missing: the node to tell of; with to=IRI the relations between the two")
    found = await ask(request, Proven(fields["of"], fields.get("to", "")))
    return Response(found.body, media_type="application/json")


def wanted(request: Request) -> Wanted:
    """The view that an address asks for; `expand`, `add` and `pin` are steps in the order in which they stand. Raises Faulty."""
    fields = _fields(request)
    starts = [value for name, value in fields if name == "at" and value]
    steps = [_step(name, value) for name, value in fields if name in ("expand", "add", "pin")]
    if len(starts) > STARTS or len(steps) > STEPS:
        raise refusal(400, f"a view has at most {STARTS} starts and {STEPS} steps")
    last = dict(fields)
    limit, depth = _number("limit", last.get("limit", ""), FIRST, 1, LARGEST), _number("depth", last.get("depth", ""), 0, 0, DEEPEST)
    return Wanted(tuple(starts), tuple(steps), limit, depth, bool(last.get("articles")))


def _step(name: str, value: str) -> Step:
    if name == "expand":
        return Step("expand", value)
    if name == "add":
        return Step("add", value)
    match = PINNED.fullmatch(value)
    if match is None:
        raise refusal(400, f"pin={value[:200]} is not `x,y IRI` or an IRI")
    return Step("pin", match[3], (float(match[1]), float(match[2])) if match[1] else None)


def _number(name: str, value: str, default: int, least: int, most: int) -> int:
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 9 or not least <= int(value) <= most:
        raise refusal(400, f"{name}={value[:40]} is not a number from {least} to {most}")
    return int(value)


def _fields(request: Request) -> list[tuple[str, str]]:
    try:
        return parse_qsl(request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=2000)
    except UnicodeDecodeError:
        raise refusal(400, "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise refusal(400, "there are too many parameters") from None
