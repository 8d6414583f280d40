"""The address of a store in a server: `sparql+http://host:port/path`, with the paths for updates and graphs where they must be told.

`?update=/path` and `?graphs=/path` name them; without, servers.yaml knows the usual ones. A user and a password may stand in the
address, but are better kept out of it: see `credentials`.
"""

import netrc
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

import yaml

from ontology.errors import StoreError

SCHEMES = {"sparql+http": "http", "sparql+https": "https"}
FORM = "sparql+http://host:port/path or sparql+https://…, the path being that of the server's query endpoint"
USER, PASSWORD, TOKEN = "FANGZHI_STORE_USER", "FANGZHI_STORE_PASSWORD", "FANGZHI_STORE_TOKEN"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a token; never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is asked, changed, and its graphs are put; `str()` holds no secret."""

    query: str
    update: str = ""
    graphs: str = ""
    written: Credentials = field(default_factory=Credentials, repr=False)
    """The user and password that stood in it."""

    def __str__(self) -> str:
        return "sparql+" + self.query.partition("?")[0]

    @property
    def host(self) -> str:
        """The name or number of the server's machine."""
        return urlsplit(self.query).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def address(text: str) -> Address:
    """The address that is written so. Raises StoreError; its message holds nothing of what may be secret."""
    try:
        parts = urlsplit(text.strip())
        scheme, host, port = SCHEMES.get(parts.scheme.lower()), parts.hostname, parts.port
    except ValueError:
        raise StoreError("the address of the store is malformed", remedy=f"write {FORM}") from None
    if scheme is None or not host or re.search(r"[\s<>\"{}|\\^`\x00-\x1f]", text):
        raise StoreError("this is no address of a store", remedy=f"write {FORM}")
    if parts.fragment:
        raise StoreError("the address of a store has no part behind #", remedy=f"write {FORM}; a # in a password is %23")
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in ("update", "graphs"):
        if name in told and (not told[name].startswith("/") or told[name].startswith("//")):
            raise StoreError(f"{name}= names no path of this server", remedy=f"write {name}=/path")
    kept = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in ("update", "graphs")])
    others = {name: urlunsplit((scheme, place, told[name], "", "")) for name in ("update", "graphs") if name in told}
    query = urlunsplit((scheme, place, parts.path or "/", kept, ""))
    return Address(query, **others, written=Credentials(unquote(parts.username or ""), unquote(parts.password or "")))


def credentials(where: Address, environment: Mapping[str, str] = os.environ) -> Credentials:
    """The token, or user and password, to use there: of the environment, else of the address, else of the netrc file. Raises StoreError."""
    if token := environment.get(TOKEN):
        return Credentials(token=token)
    if user := environment.get(USER):
        return Credentials(user, environment.get(PASSWORD, ""))
    if where.written:
        return where.written
    path = Path(environment["NETRC"]) if environment.get("NETRC") else Path.home() / ".netrc"
    if not path.is_file():
        return Credentials()
    try:
        found = netrc.netrc(str(path)).authenticators(where.host)
    except (OSError, UnicodeDecodeError, netrc.NetrcParseError) as fault:
        why = fault.msg if isinstance(fault, netrc.NetrcParseError) else type(fault).__name__
        raise StoreError(f"the file of passwords cannot be read: {why}", path=path, remedy=f"mend it, or set {USER} and {PASSWORD}") from None
    return Credentials(found[0], found[2] or "") if found else Credentials()


def completed(where: Address, headers: Mapping[str, str], *, with_user: bool) -> Address:
    """The address with the paths that it does not tell, from what the server says of itself."""
    parts = urlsplit(where.query)
    paths = _paths(parts.path, headers, with_user=with_user)
    full = {name: urlunsplit((parts.scheme, parts.netloc, path, "", "")) for name, path in paths.items()}
    return replace(where, update=where.update or full.get("update", where.query), graphs=where.graphs or full.get("graphs", where.query))


def _paths(path: str, headers: Mapping[str, str], *, with_user: bool) -> dict[str, str]:
    for server in _servers():
        match = re.fullmatch(server.path, path)
        if match and all(name in headers and headers[name].startswith(start) for name, start in server.header.items()):
            told = {"update": server.update, "graphs": server.graphs, **(server.locked if with_user else {})}
            return {name: match.expand(value) for name, value in told.items()}
    return {}


@dataclass(frozen=True, slots=True)
class _Server:
    """An entry of servers.yaml."""

    name: str
    path: str
    update: str
    graphs: str
    header: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)


@cache
def _servers() -> tuple[_Server, ...]:
    return tuple(_Server(**entry) for entry in yaml.safe_load((Path(__file__).parent / "servers.yaml").read_text("utf-8")))
