"""Requests to a server: signed in as it asks, sent again where that is safe, and every failure told with what would mend it."""

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from time import sleep
from types import TracebackType
from typing import TypeAlias

import httpx

from graph.remote.address import PASSWORD, USER, Address, Credentials
from ontology.errors import StoreError

CONNECT, ANSWER = 10.0, 600.0
"""Seconds that a server has to take a connection, and to answer a request."""
WAITS = (0.2, 1.0)
"""Seconds before a request is sent again."""
AGAIN = frozenset({429, 502, 503, 504})
SHOWN = 300
"""Characters of a server's own words that a message repeats."""
Fields: TypeAlias = Mapping[str, str | Sequence[str]]
REMEDIES: Mapping[int, str] = {
    403: "give this user the right to write (Virtuoso: the role SPARQL_UPDATE), or name another",
    404: "name the paths: …/query?update=/path&graphs=/path",
    405: "name the paths: …/query?update=/path&graphs=/path",
    413: "let the server take larger requests",
    415: "name the paths: …/query?update=/path&graphs=/path",
    501: "name the paths: …/query?update=/path&graphs=/path",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server; `again` if sending it twice does no more than sending it once."""

    method: str
    url: str
    fields: Fields | None = None
    params: Fields | None = None
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    again: bool = False


class Client:
    """A connection to one server; use it in a `with` block."""

    def __init__(self, where: Address, who: Credentials, *, seconds: float = ANSWER) -> None:
        self.where, self._who, self._seconds = where, who, seconds
        headers = {"User-Agent": "fangzhi", **({"Authorization": f"Bearer {who.token}"} if who.token else {})}
        self._web = httpx.Client(
            auth=_Asked(who) if who.user else None,
            headers=headers,
            timeout=httpx.Timeout(seconds, connect=CONNECT),
            trust_env=not where.is_here,  # no proxy between a machine and itself
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._web.close()

    def send(self, request: Request) -> httpx.Response:
        """The answer, if it is a good one. Raises StoreError."""
        for wait in (*WAITS, None) if request.again else (None,):
            try:
                answer = self._web.request(
                    request.method, request.url, params=request.params, data=request.fields, content=request.body or None, headers=request.headers
                )
            except httpx.TimeoutException as fault:
                raise self._late(fault) from None
            except (httpx.TransportError, OSError) as fault:
                if wait is None:
                    raise self._unreachable(fault) from None
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as fault:
                raise StoreError(f"cannot be asked: {type(fault).__name__}", path=str(self.where), remedy="check the address of the store") from None
            else:
                if wait is None or answer.status_code not in AGAIN:
                    return self._good(answer)
            sleep(wait)
        raise AssertionError  # the last turn returns or raises

    def fault(self, what: str, remedy: str = "") -> StoreError:
        """A fault of this server."""
        return StoreError(what, path=str(self.where), remedy=remedy)

    def _good(self, answer: httpx.Response) -> httpx.Response:
        status = answer.status_code
        if status < 300:
            return answer
        if status < 400:
            raise self.fault(f"answers that it has moved ({status})", "name the address that it has moved to; a redirection is not followed with a password")
        if status == 401:
            raise self.fault(
                "refuses the user and password, or the token" if self._who else "asks who you are", f"set {USER} and {PASSWORD}, or write them into ~/.netrc"
            )
        remedy = REMEDIES.get(status, "wait, and try again" if status in AGAIN else "see the server's log" if status >= 500 else "")
        raise self.fault(f"refuses ({status}){self._said(answer)}", remedy)

    def _said(self, answer: httpx.Response) -> str:
        """The server's own words, short, on one line, without what is secret."""
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>|[\x00-\x1f\x7f]", " ", answer.text)).strip()
        for secret in (self._who.password, self._who.token):
            words = words.replace(secret, "…") if secret else words
        return (": " + (words if len(words) <= SHOWN else words[:SHOWN] + " …")) if words else ""

    def _late(self, fault: httpx.TimeoutException) -> StoreError:
        if isinstance(fault, httpx.ConnectTimeout):
            return self.fault(f"takes no connection within {CONNECT:g} s", "check host, port and firewall")
        return self.fault(f"gives no answer within {self._seconds:g} s", "ask for less, or let the server take longer: --timeout")

    def _unreachable(self, fault: Exception) -> StoreError:
        if isinstance(fault, httpx.ConnectError):
            return self.fault(f"cannot be reached ({fault})", "check host and port, and that the server runs")
        return self.fault(f"broke the connection off ({type(fault).__name__})", "see the server's log, then try again")


class _Asked(httpx.Auth):
    """Signs in when the server asks: by digest where it offers that, else by the password itself; from then on at once."""

    def __init__(self, who: Credentials) -> None:
        self._who = who
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way is None:
            answer = yield request
            offers = " ".join(answer.headers.get_list("www-authenticate")).lower()
            if answer.status_code != 401 or not ("digest" in offers or "basic" in offers):
                return
            kind = httpx.DigestAuth if "digest" in offers else httpx.BasicAuth
            self._way = kind(self._who.user, self._who.password)
        yield from self._way.auth_flow(request)
