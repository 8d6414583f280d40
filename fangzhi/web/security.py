"""What every request must pass and every answer carries: host check, no calls from foreign pages, headers that let no script run but ours."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = "; ".join(
    ("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "form-action 'self'",
     "base-uri 'none'", "frame-ancestors 'none'")
)  # fmt: skip
"""Scripts and styles come from our own files; none stands in a page."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Guard:
    """An application behind the checks.

    With `hosts`, a request must be addressed to one of them: a page whose name an attacker lets resolve to this machine is not. Without
    `cors`, requests that the browser says another site's page makes in the background are refused; links into here are not.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = (), cors: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = hosts
        self._cors = cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself where a check fails."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if self._cors else "same-origin"
            await send(message)

        refused = self._refusal(Headers(scope=scope))
        await (refused or self._app)(scope, receive, protected)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if self._hosts and host_name(host) not in self._hosts:
            return PlainTextResponse(f"This server answers to {', '.join(sorted(self._hosts))}, not to {host[:100]!r}.\n", 421)
        foreign = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        if foreign and not self._cors:
            return PlainTextResponse("Pages of other sites may not ask this server; start it with --cors ORIGIN to let one.\n", 403)
        return None


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty where it is not well formed.

    >>> host_name("[::1]:8000"), host_name("LOCALHOST"), host_name("127.0.0.1.evil.example:80"), host_name("a@localhost")
    ('::1', 'localhost', '127.0.0.1.evil.example', '')
    """
    if not host or set(host) & set("@/?#\\ \t"):
        return ""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    return parts.hostname or ""
