"""/graph: a neighbourhood as a drawing and a list, its data, and the sentences behind a node or a line."""

import re
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.jobs import refusal
from fangzhi.web.replies import ask
from graph.proof import Proven
from graph.view import FIRST, Step, Wanted

STARTS, STEPS, DEEPEST, LARGEST = 200, 300, 4, 5000
"""The most that an address may ask for: starts, steps, levels of neighbours, nodes."""
PINNED = re.compile(r"(?:(-?\d{1,6}(?:\.\d{1,2})?),(-?\d{1,6}(?:\.\d{1,2})?) )?(\S+(?: \S+)?)")


async def graph_data(request: Request) -> Response:
    """The view that the address asks for, as JSON. Raises Faulty."""
    found = await ask(request, wanted(request))
    return Response(found.body, media_type="application/json")


async def graph_proof(request: Request) -> Response:
    """What is known of `of`, or of the relations between `of` and `to`, with the raw sentences, as JSON. Raises Faulty."""
    fields = dict(_fields(request))
    if not fields.get("of"):
        raise refusal(400, "of=IRI is missing: the node to tell of; with to=IRI the relations between the two")
    found = await ask(request, Proven(fields["of"], fields.get("to", "")))
    return Response(found.body, media_type="application/json")


def wanted(request: Request) -> Wanted:
    """The view that an address asks for; `expand` and `pin` are steps in the order in which they stand. Raises Faulty."""
    fields = _fields(request)
    starts = [value for name, value in fields if name == "at" and value]
    steps = [_step(name, value) for name, value in fields if name in ("expand", "pin")]
    if len(starts) > STARTS or len(steps) > STEPS:
        raise refusal(400, f"a view has at most {STARTS} starts and {STEPS} steps")
    last = dict(fields)
    limit, depth = _number("limit", last.get("limit", ""), FIRST, 1, LARGEST), _number("depth", last.get("depth", ""), 0, 0, DEEPEST)
    return Wanted(tuple(starts), tuple(steps), limit, depth, bool(last.get("articles")))


def _step(name: str, value: str) -> Step:
    if name == "expand":
        return Step("expand", value)
    match = PINNED.fullmatch(value)
    if match is None:
        raise refusal(400, f"pin={value[:200]} is not `x,y IRI` or an IRI")
    return Step("pin", match[3], (float(match[1]), float(match[2])) if match[1] else None)


def _number(name: str, value: str, default: int, least: int, most: int) -> int:
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most:
        raise refusal(400, f"{name}={value[:40]} is not a number from {least} to {most}")
    return int(value)


def _fields(request: Request) -> list[tuple[str, str]]:
    try:
        return parse_qsl(request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=2000)
    except UnicodeDecodeError:
        raise refusal(400, "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise refusal(400, "there are too many parameters") from None
