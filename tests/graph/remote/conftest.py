"""Real servers, started for the tests in folders of their own: Virtuoso of the system, Oxigraph's own server."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Quad

from graph.export import n_quads
from graph.remote.address import PASSWORD, TOKEN, USER
from graph.remote.store import RemoteStore

SETTINGS = """[Database]
DatabaseFile = data.db
ErrorLogFile = server.log
LockFile = data.lck
TransactionFile = data.trx
xa_persistent_file = data.pxa
FileExtend = 50
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = {most}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 600
"""
MOST = 10_000
"""Rows that Virtuoso answers with as Debian ships it."""


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports: list[int] = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def run(command: list[str], folder: Path, url: str, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """A server's process, once it answers."""
    log = (folder / "output").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
    log.close()
    end = time.monotonic() + 90
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(url, params={"query": "ASK {}"}, trust_env=False).status_code == 200:
                return process
        except httpx.TransportError:
            time.sleep(0.1)
    process.kill()
    process.wait()
    said = "".join(p.read_text("utf-8", "replace")[-2000:] for p in (folder / "output", folder / "server.log") if p.is_file())
    pytest.fail(f"{command[0]} does not start:\n{said}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends a server; what it holds is thrown away."""
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture(autouse=True, scope="session")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody is signed in by the environment or a file of passwords."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (USER, PASSWORD, TOKEN):
            patch.delenv(name, raising=False)
        patch.setenv("NETRC", str(tmp_path_factory.mktemp("home") / "none"))
        yield


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso with an empty store; its first user is dba with the password dba."""
    program = shutil.which("virtuoso-t")
    if program is None:
        remedy = "virtuoso-t is not here: make virtuoso installs it on Debian and Ubuntu"
        if os.environ.get("CI"):
            pytest.fail(remedy)
        pytest.skip(remedy)
    folder = tmp_path_factory.mktemp("virtuoso")
    http, sql = free_ports(2)
    (folder / "server.ini").write_text(SETTINGS.format(http=http, sql=sql, most=MOST), "utf-8")
    process = run([program, "-f", "-c", "server.ini"], folder, f"http://127.0.0.1:{http}/sparql")
    yield f"sparql+http://dba:dba@127.0.0.1:{http}/sparql"
    stop(process)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's server with an empty store in memory; it knows no users."""
    folder = tmp_path_factory.mktemp("oxigraph")
    (port,) = free_ports(1)
    process = run([str(Path(sys.executable).parent / "oxigraph"), "serve", "-b", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/query")
    yield f"sparql+http://127.0.0.1:{port}/query"
    stop(process)


@pytest.fixture(params=["virtuoso", "oxigraph"], scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The address of each of the servers."""
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def remote(server: str) -> Iterator[RemoteStore]:
    """Each of the servers, connected to."""
    with RemoteStore(server) as store:
        yield store


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[list[Quad]], Path]:
    """Writes quads as a build does."""

    def write(quads: list[Quad]) -> Path:
        path = tmp_path / "graph.nq"
        path.write_bytes(n_quads(quads))
        return path

    return write
