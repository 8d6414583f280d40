"""`fangzhi serve` as people run it: what it says, and how it ends."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from fangzhi.serve import bound

from .conftest import PROGRAM, Running

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_it_says_where_to_look_and_ctrl_c_ends_it(serving: Callable[..., Running]) -> None:
    server = serving()
    assert f"{server.url}/\n" in server.said and f"{server.url}/sparql" in server.said and "Ctrl-C" in server.said
    assert server.web.get("/").status_code == 200
    assert server.stop(signal.SIGINT) == 0
    assert server.process.stdout and "stopped" in server.process.stdout.read()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for the browser")
def test_it_opens_the_browser_if_told_so(serving: Callable[..., Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, seen = tmp_path / "browser", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > "{seen}.new" && mv "{seen}.new" "{seen}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    server = serving("--open")
    for _ in range(200):
        if seen.exists():
            break
        time.sleep(0.05)
    assert seen.read_text() == f"{server.url}/"


def test_it_ends_soon_even_while_a_query_runs(serving: Callable[..., Running]) -> None:
    server = serving()
    host, port = server.url.removeprefix("http://").split(":")
    request = httpx.Request("GET", server.url + "/sparql", params={"query": RUNAWAY})
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET " + request.url.raw_path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        begun = time.monotonic()
        assert server.stop(signal.SIGINT) == 0
    assert time.monotonic() - begun < 12


def test_ipv6(serving: Callable[..., Running]) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    server = serving("--host", "::1")
    assert server.url.startswith("http://[::1]:") and server.web.get("/").status_code == 200


def test_answers_are_sent_without_delay() -> None:
    """asyncio switches Nagle's algorithm off for sockets of this protocol only."""
    with bound("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def serve(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", PROGRAM, "serve", *arguments], capture_output=True, text=True, timeout=60)


def test_faults_are_one_line_and_exit_code_2(built: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, message in (
            ((str(built), "--port", port), f"127.0.0.1:{port} cannot be served on: Address already in use; choose another --port"),
            ((str(tmp_path), "--port", "0"), "run fangzhi build first"),
            ((str(built), "--port", "0", "--cors", "example.org/x"), "not an origin"),
            ((str(built), "--port", "0", "--host", "0.0.0.0", "--edit"), "others than this machine reach 0.0.0.0"),
            ((str(built), "--port", "0", "--host", "no.such.host.invalid"), "cannot be served on"),
        ):
            done = serve(*arguments)
            assert done.returncode == 2 and done.stderr.startswith("fangzhi: ") and message in done.stderr, done.stderr
            assert done.stderr.count("\n") == 1 and done.stdout == ""
