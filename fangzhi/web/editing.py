"""Who may write corrections through the pages, and the writing: only from pages of this very server, with the token of this start."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import anyio.to_thread
from starlette.requests import Request

from fangzhi.correct import append
from fangzhi.web.jobs import refusal
from fangzhi.web.security import host_name
from graph.correction_file import missing
from ontology.errors import InputError

TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Editing:
    """The file of corrections that pages write into, the build that it is for, the token of this start of the server, and the names it has.

    A request must be addressed to one of `names` or to an address in digits: a name that an attacker lets resolve to this machine is
    of the same origin as his page.
    """

    file: Path
    out: Path
    token: str
    names: Collection[str] = ()


def editing(request: Request) -> Editing | None:
    """How the server was started: with `--edit`, or for reading only."""
    found: Editing | None = request.app.state.editing
    return found


def allowed(request: Request, fields: Mapping[str, Sequence[str]]) -> Editing:
    """Where to write. Raises Faulty (403) unless the server was started to write and the request comes from one of its own pages.

    A form of another site is told by its Origin, or by what the browser says of the request's site; where neither is sent (no browser),
    and should a browser be mistaken, the token decides, which only our own pages know.
    """
    found = editing(request)
    if found is None:
        raise refusal(403, "this server only shows corrections; start it with fangzhi serve OUT --edit to let its pages write them")
    if not _own(request) or not _named(host_name(request.headers.get("host", "")), found.names):
        raise refusal(403, "corrections are taken from the pages of this server only, not from another site")
    given = fields.get(TOKEN, [""])[-1]
    if not secrets.compare_digest(given.encode("utf-8", "surrogatepass"), found.token.encode()):
        raise refusal(403, "the form is of an earlier start of the server: open the page again and send it from there")
    return found


async def write(to: Editing, entries: Sequence[Mapping[str, object]]) -> bool:
    """Writes the entries to the end of the file, unless it says all of that already; whether it wrote any. Raises InputError."""
    return bool(await anyio.to_thread.run_sync(append, to.file, entries))


async def there(to: Editing, entries: Sequence[Mapping[str, object]]) -> bool:
    """Whether the file says all of these; what cannot be read says nothing."""
    try:
        return to.file.exists() and not await anyio.to_thread.run_sync(missing, to.file, entries)
    except InputError:
        return False


def _own(request: Request) -> bool:
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin":
        return False
    return origin is None or (urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower() and origin.startswith(("http://", "https://")))


def _named(host: str, names: Collection[str]) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host in ("localhost", *names)
    return True
