"""From a request to the workers and back to the client: asking, answering, telling a fault."""

import asyncio
import json
import pickle
from collections.abc import Coroutine, Mapping
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fangzhi.messages import in_chinese
from fangzhi.web.formats import FAULTS, Choice, chosen
from fangzhi.web.jobs import Answered, Fault, Faulty, Job, Task
from fangzhi.web.language import NAME, language, other, say, switched, wanted, words
from fangzhi.web.limits import Workers
from fangzhi.web.pages import page
from fangzhi.web.sheet import Sheet, Sheeted

VARY = {"Vary": "Accept"}
VARY_PAGE = {"Vary": "Accept, Accept-Language, Cookie"}
T = TypeVar("T")
YEAR = 365 * 24 * 60 * 60


def workers(request: Request) -> Workers:
    """The workers of the application."""
    found: Workers = request.app.state.workers
    return found


async def ask(request: Request, asked: Job | Sheeted) -> Answered:
    """The answer, unless the client goes away first: then the query is stopped. Raises Faulty."""
    return await _while_here(request, workers(request).ask(asked))


async def sheet(request: Request, asked: Sheeted) -> Sheet:
    """A page of the answer to a ready question, on the same terms. Raises Faulty."""
    return await _while_here(request, workers(request).sheet(asked))


async def _while_here(request: Request, work: Coroutine[object, object, T]) -> T:
    asking = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise Faulty(Fault(499, "the client has gone"))
        return asking.result()
    finally:
        for task in (asking, leaving):
            task.cancel()
        await asyncio.gather(asking, leaving, return_exceptions=True)


async def value(request: Request, task: Task[T]) -> T:
    """What a task gives. Raises Faulty."""
    found: T = pickle.loads((await ask(request, task)).body)
    return found


def written(body: bytes, choice: Choice, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in the form that was chosen."""
    return Response(body, headers={**VARY, **(headers or {}), "Content-Type": choice.content_type})


def html(name: str, request: Request, values: Mapping[str, object], *, status: int = 200) -> Response:
    """A page in the reader's language: a template with its values, `lang`, `say(key, n=3)` and `either(zh, en)`."""
    tongue = language(request)
    spoken = {
        "lang": tongue,
        "say": say(tongue),
        "either": lambda zh, en: zh if tongue == "zh" else en,
        "value": lambda text: words(tongue).get(f"value-{text}", text),
        "message": in_chinese if tongue == "zh" else str,
        "switch": switched(request, other(tongue)),
    }
    body = page(name, workers(request).base, **spoken, **values)
    response = Response(body, status, {**VARY_PAGE, "Content-Type": "text/html; charset=utf-8", "Content-Language": tongue})
    if wanted(request):
        response.set_cookie(NAME, tongue, max_age=YEAR, samesite="lax", httponly=True)
    return response


async def told(request: Request, error: Exception) -> Response:
    """A fault, told in the form that the client takes: text, JSON or a page."""
    headers: Mapping[str, str] = {}
    if isinstance(error, Faulty):
        fault = error.fault
    elif isinstance(error, HTTPException):
        fault, headers = Fault(error.status_code, _plainly(error, request)), error.headers or {}
    else:
        fault = Fault(500, "this request met a fault of this program; the server's terminal says more")
    choice = chosen(request.headers.get("accept"), FAULTS) or Choice("text", "text/plain")
    if choice.name == "html":
        answer = html("fault.html.j2", request, {"fault": fault}, status=fault.status)
    elif choice.name == "json":
        told_as = {"status": fault.status, "message": fault.message, "line": fault.line, "column": fault.column}
        body = json.dumps({k: v for k, v in told_as.items() if v is not None}, ensure_ascii=False)
        answer = Response(body + "\n", fault.status, {**VARY, "Content-Type": "application/json"})
    else:
        answer = Response(fault.message + "\n", fault.status, {**VARY, "Content-Type": "text/plain; charset=utf-8"})
    answer.headers.update(headers)
    return answer


async def _left(request: Request) -> None:
    """Returns when the client closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _plainly(error: HTTPException, request: Request) -> str:
    if error.status_code == 404:
        return "there is nothing here; / is the start page"
    if error.status_code == 405:
        return f"{request.method} is not allowed here"
    return str(error.detail)
