"""Serves a built graph: checks that it is there, takes the address, says where to look, runs until it is told to stop."""

import os
import secrets
import socket
import webbrowser
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import uvicorn

from fangzhi import console
from fangzhi.review import corrections_file
from fangzhi.web.app import application
from fangzhi.web.editing import Editing
from fangzhi.web.jobs import Limits
from fangzhi.web.security import LOOPBACK
from graph.store import open_store
from ontology.errors import InputError

LEAVING = 1
"""Seconds that a running query may still take when the server is told to stop."""


class AddressError(InputError):
    """An address that cannot be served on, or an origin that is none."""


def serve(
    out: Path,
    *,
    host: str,
    port: int,
    cors: Sequence[str],
    seconds: float,
    rows: int,
    show: bool = False,
    edit: bool = False,
    anywhere: bool = False,
    file: Path | None = None,
) -> None:
    """Serves the graph of a build until Ctrl-C. Raises SourceError and AddressError.

    With `edit` its pages write into the file of corrections, `file` or the one beside the build; for others than this machine only if
    `anywhere` says so.
    """
    store = (out / "store").absolute()
    open_store(store)
    for origin in cors:
        _check_origin(origin)
    listening = bound(host, port)
    local = _is_loopback(listening)
    limits = Limits(seconds=seconds, rows=rows, workers=max(2, min(4, os.cpu_count() or 2)))
    if edit and not local and not anywhere:
        listening.close()
        raise AddressError(f"others than this machine reach {host}", remedy="leave --edit or --host out; or add --edit-anywhere, if all who reach it may write")
    names = {name.lower() for name in (host, socket.gethostname(), socket.getfqdn())}
    editing = Editing(corrections_file(out, file).absolute(), out, secrets.token_urlsafe(32), names) if edit else None
    app = application(store, limits, hosts=LOOPBACK if local else (), cors=cors, editing=editing)
    settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=LEAVING)
    _announce(listening, out, local=local, limits=limits, editing=editing)
    if show:
        Thread(target=webbrowser.open, args=(f"{address_of(listening)}/",), daemon=True).start()  # some browsers hold on to the call
    try:
        uvicorn.Server(settings).run(sockets=[listening])
    except KeyboardInterrupt:
        console.say("停止 stopped")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes any free one. Raises AddressError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, protocol)  # asyncio sends without delay only where the protocol says TCP: 4 ms instead of 44
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(128)
        except OSError:
            listening.close()
            raise
        return listening
    except (OSError, UnicodeError) as fault:
        number = (fault.errno if isinstance(fault, OSError) else None) or 0
        why = os.strerror(number) if number > 0 else str(getattr(fault, "strerror", None) or fault)
        raise AddressError(f"{host}:{port} cannot be served on: {why}", remedy="choose another --port, or --port 0 for any that is free") from fault


def _announce(listening: socket.socket, out: Path, *, local: bool, limits: Limits, editing: Editing | None) -> None:
    address = address_of(listening)
    console.say(f"浏览 open      {address}/")
    console.say(f"查询 SPARQL    {address}/sparql      只读 read-only; {limits.seconds:g} s, {limits.rows:,} rows")
    console.say(f"数据 data      {address}/id/…        {out}")
    if editing:
        console.say(f"更正 correct   {editing.file}      网页可写入 the pages write into it")
    if not local:
        console.warn("任何能连到这个地址的人都能读这张图 · everybody who reaches this address can read the graph")
    console.say("Ctrl-C 停止 stops it")
    console.OUT.file.flush()


def address_of(listening: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _is_loopback(listening: socket.socket) -> bool:
    return ip_address(str(listening.getsockname()[0]).partition("%")[0]).is_loopback


def _check_origin(origin: str) -> None:
    parts = urlsplit(origin)
    if origin != "*" and (parts.scheme not in ("http", "https") or not parts.hostname or f"{parts.scheme}://{parts.netloc}" != origin):
        raise AddressError(f"not an origin: {origin!r}", remedy="write --cors https://example.org (no path, no slash), or --cors '*' for all")
