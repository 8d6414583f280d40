"""A real server on a free loopback port, over the store of a made-up article and of one that means harm."""

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from starlette.requests import Request

from graph.store import write_store
from graph.triples import quads as said_by
from ontology.iri import Names
from ontology.terms import FZ, STD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from fangzhi.cli import main; main()"
NAMES = Names()
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@dataclass
class Running:
    """A server in a process of its own."""

    process: "subprocess.Popen[str]"
    url: str
    said: str
    out: Path
    web: httpx.Client = field(repr=False)

    def stop(self, how: int = signal.SIGINT) -> int:
        """Its exit code, once it has been told to stop."""
        self.web.close()
        self.process.send_signal(how)
        return self.process.wait(20)


def quads() -> list[Quad]:
    """The graph of the made-up article, and one whose labels are markup and which repeats one of its triples."""
    good, bad = NamedNode(NAMES.document("made-up")), NamedNode(NAMES.document("hostile"))
    found = [Quad(q.subject, q.predicate, q.object, good) for q in parse(path=str(ROOT / "tests" / "cases" / "made-up.ttl"), format=RdfFormat.TURTLE)]
    person = NamedNode(NAMES.person("document:hostile", HOSTILE))
    place = NamedNode(NAMES.place("970102"))
    return [
        *found,
        Quad(bad, NamedNode(STD.TYPE), NamedNode(FZ.DOCUMENT), bad),
        Quad(bad, NamedNode(STD.HEADLINE), Literal(HOSTILE, language="zh"), bad),
        Quad(bad, NamedNode(STD.URL), NamedNode("javascript:alert(1)"), bad),
        Quad(person, NamedNode(STD.TYPE), NamedNode(FZ.PERSON), bad),
        Quad(person, NamedNode(STD.LABEL), Literal(HOSTILE, language="zh"), bad),
        Quad(place, NamedNode(STD.TYPE), NamedNode(FZ.PLACE), bad),
    ]


def started(out: Path, *options: str) -> Running:
    """A server, once it says where it is."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, "serve", str(out), "--port", "0", *options], stdout=subprocess.PIPE, text=True, cwd=out)
    assert process.stdout is not None
    try:
        said = first_words(process.stdout.fileno())
        address = re.search(r"http://\S+:\d+", said)
        assert address, said
    except BaseException:
        process.kill()
        raise
    web = httpx.Client(base_url=address[0], timeout=30, trust_env=False, transport=httpx.HTTPTransport(retries=20))
    return Running(process, address[0], said, out, web)


def first_words(pipe: int) -> str:
    """All that the server says until it is ready."""
    said = b""
    while b"Ctrl-C" not in said:
        assert select.select([pipe], [], [], 60)[0], "the server says nothing"
        part = os.read(pipe, 4096)
        assert part, "the server ended"
        said += part
    return said.decode()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build, as far as a server needs it."""
    out = tmp_path_factory.mktemp("served")
    write_store(out / "store", quads())
    return out


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[Running]:
    """A server with room for every query that is not about its limits."""
    server = started(built)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def web(served: Running) -> httpx.Client:
    """A client of that server."""
    return served.web


@pytest.fixture(scope="session")
def seeds_served(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over what the gold of the five seeds says."""
    from tests.graph.conftest import extraction_of

    records = [json.loads(line) for line in (seeds / "gold.jsonl").read_text("utf-8").splitlines()]
    out = tmp_path_factory.mktemp("seeds")
    write_store(out / "store", [quad for record in records for quad in said_by(extraction_of(record))])
    server = started(out)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def seeds_web(seeds_served: Running) -> httpx.Client:
    """A client of that server."""
    return seeds_served.web


@pytest.fixture
def serving(built: Path) -> Iterator[Callable[..., Running]]:
    """Starts servers with options, and ends them after the test."""
    servers: list[Running] = []

    def start(*options: str, out: Path = built) -> Running:
        servers.append(started(out, *options))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.stop(signal.SIGKILL)
        assert server.process.stdout is not None
        server.process.stdout.close()


@pytest.fixture
def fresh(served: Running) -> Iterator[Callable[[], httpx.Client]]:
    """Makes clients of that server that keep cookies of their own."""
    clients: list[httpx.Client] = []

    def made() -> httpx.Client:
        clients.append(httpx.Client(base_url=served.url, timeout=30, trust_env=False))
        return clients[-1]

    yield made
    for client in clients:
        client.close()


def asked(path: str, query: str = "", *, cookie: str = "", accept_language: str = "") -> Request:
    """A request that no server has seen."""
    headers = [(name, value.encode()) for name, value in ((b"cookie", cookie), (b"accept-language", accept_language)) if value]
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers, "server": ("localhost", 80)})


@pytest.fixture
def opened(browser: "Browser", served: Running) -> Iterator[Callable[..., "Page"]]:
    """Opens addresses of the server, `opened("/find?q=x", width=390, lang="en")`; afterwards nothing may have complained or asked elsewhere."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_(address: str, *, server: Running = served, width: int = 1280, lang: str = "zh", scripts: bool = True) -> "Page":
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": 844 if width < 800 else 900},
            reduced_motion="reduce",
            locale=lang,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("dialog", lambda d: (complaints.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", lambda r: None if r.url.startswith((server.url, "data:", "blob:")) else complaints.append(f"asks {r.url}"))
        page.goto(address)
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.context.close()
    assert complaints == []
