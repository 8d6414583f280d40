"""Limits that hold: a runaway query ends in time, the server answers afterwards, others are served meanwhile."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from fangzhi.web.jobs import Answered, Asked, Faulty, Limits
from fangzhi.web.limits import Workers
from graph.store import write_store
from ontology.iri import Names
from ontology.terms import FZ, STD

from .conftest import Running

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUICK = "SELECT (COUNT(*) AS ?n) { ?s a fz:County }"
HUNGRY = "SELECT DISTINCT ?a ?b ?d ?e { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"


def test_a_runaway_query_is_stopped_and_the_server_answers_on(serving: Callable[..., Running]) -> None:
    server = serving("--timeout", "1")
    for accept in ("application/json", "text/html"):
        begun = time.monotonic()
        stopped = server.web.get("/sparql", params={"query": RUNAWAY}, headers={"Accept": accept})
        assert 1 <= time.monotonic() - begun < 8  # seconds; most of them for a busy machine
        assert stopped.status_code == 503 and "longer than 1 s" in stopped.text
        answered = server.web.get("/sparql", params={"query": QUICK}, headers={"Accept": "text/csv"})
        assert answered.text == "n\r\n1\r\n"


def test_rows_above_the_limit_are_refused_not_cut(serving: Callable[..., Running]) -> None:
    server = serving("--rows", "10")
    for query in ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o . ?a ?b ?c }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        refused = server.web.get("/sparql", params={"query": query})
        assert refused.status_code == 422 and "longer than 10" in refused.text
    assert len(server.web.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 10", "as": "tsv"}).text.splitlines()) == 11


def test_many_clients_at_once_while_one_query_runs_away(serving: Callable[..., Running]) -> None:
    server = serving("--timeout", "30")

    def ask(query: str) -> tuple[int, str]:
        with httpx.Client(base_url=server.url, timeout=60, trust_env=False) as client:
            found = client.get("/sparql", params={"query": query, "as": "csv"})
            return found.status_code, found.text

    with ThreadPoolExecutor(9) as pool:
        slow = pool.submit(ask, RUNAWAY)
        assert set(pool.map(ask, [QUICK] * 24)) == {(200, "n\r\n1\r\n")}
        assert not slow.done()
        server.stop()


def test_a_client_that_leaves_takes_its_query_along(serving: Callable[..., Running]) -> None:
    """With more abandoned queries than workers a quick one still gets its turn long before their time is over."""
    server = serving("--timeout", "20")
    host, port = server.url.removeprefix("http://").split(":")
    request = httpx.Request("GET", server.url + "/sparql", params={"query": RUNAWAY})
    for _ in range(6):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(b"GET " + request.url.raw_path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.1)
    begun = time.monotonic()
    assert server.web.get("/sparql", params={"query": QUICK}).status_code == 200
    assert time.monotonic() - begun < 15


async def asked(workers: Workers, *queries: str) -> list[object]:
    """What comes of the queries, asked at once: an answer or a status."""

    async def one(query: str) -> object:
        try:
            return await workers.ask(Asked(query, rows_as="csv"))
        except Faulty as faulty:
            return faulty.fault.status

    try:
        return list(await asyncio.gather(*map(one, queries)))
    finally:
        await workers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_query_that_needs_too_much_memory_is_stopped(built: Path) -> None:
    limits = Limits(seconds=20, memory=256, workers=1)
    stopped, answered = asyncio.run(asked(Workers(built / "store", limits), HUNGRY, QUICK))
    assert stopped == 503 and isinstance(answered, Answered)


def test_who_waits_too_long_or_behind_too_many_is_told(built: Path) -> None:
    limits = Limits(seconds=0.6, workers=1, waiting=1)
    assert asyncio.run(asked(Workers(built / "store", limits), RUNAWAY, RUNAWAY, QUICK)) == [503, 503, 503]


def test_a_worker_outlives_its_parent_by_little(built: Path) -> None:
    """The parent that would stop a query is killed: the worker's own alarm ends it."""
    program = f"""
import asyncio, sys
sys.path[:0] = {[str(Path(__file__).resolve().parents[3])]!r}
from pathlib import Path
from fangzhi.web.jobs import Asked, Limits
from fangzhi.web.limits import Workers
async def main():
    workers = Workers(Path({str(built / "store")!r}), Limits(seconds=0.3, workers=1))
    await workers.start()
    print(next(iter(workers._all))._process.pid, flush=True)
    await workers.ask(Asked({RUNAWAY!r}))
asyncio.run(main())
"""

    async def run() -> int:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
        assert process.stdout
        worker = int(await process.stdout.readline())
        await asyncio.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        return worker

    worker = asyncio.run(run())
    for _ in range(60):
        if not running(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker runs on")


def running(process: int) -> bool:
    """Whether the process exists and is no zombie that waits for whoever adopted it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_new_build_is_served_without_a_restart(serving: Callable[..., Running], tmp_path: Path) -> None:
    def build(folder: Path, label: str) -> None:
        folder.mkdir()
        document = NamedNode(Names("http://my.base/").document("d"))
        said = {STD.TYPE: NamedNode(FZ.DOCUMENT), STD.HEADLINE: Literal(label, language="zh")}
        write_store(folder / "store", [Quad(document, NamedNode(p), o, document) for p, o in said.items()])

    out = tmp_path / "out"
    build(out, "第一版")
    server = serving(out=out)
    query = {"query": "SELECT ?h { ?d schema:headline ?h }", "as": "csv"}
    assert server.web.get("/sparql", params=query).text == "h\r\n第一版\r\n"
    assert "第一版" in server.web.get("/id/document/d", headers={"Accept": "text/html"}).text
    build(tmp_path / "new", "第二版")
    out.rename(tmp_path / "old")
    gone = server.web.get("/sparql", params=query)
    assert gone.status_code == 503 and "try again" in gone.text
    (tmp_path / "new").rename(out)
    shutil.rmtree(tmp_path / "old")
    assert server.web.get("/sparql", params=query).text == "h\r\n第二版\r\n"
