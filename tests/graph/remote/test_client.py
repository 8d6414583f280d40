"""Servers that fail: every failure says what and what would mend it, is tried again only where that is safe, and tells no password."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import pytest

from graph.query import answer
from graph.remote import client
from graph.remote.loading import held
from graph.remote.store import RemoteStore
from ontology.errors import StoreError
from ontology.terms import ID_BASE

TEXT = "SELECT ?s FROM <http://example.org/g> { ?s ?p ?o }"
ROWS = {"Content-Type": "application/sparql-results+json"}
GOOD = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://example.org/s"}}]}})


@dataclass
class Odd:
    """A server that answers what it is told to, in turn; the last answer stands."""

    url: str
    answers: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    wait: float = 0.0


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Odd]:
    monkeypatch.setattr(client, "WAITS", (0.0, 0.0))
    odd = Odd("")

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            odd.asked.append((self.command, self.path, self.headers.get("Authorization") or ""))
            sleep(odd.wait)
            status, headers, body = odd.answers[0] if len(odd.answers) == 1 else odd.answers.pop(0)
            if not status:  # nothing at all
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = do_PUT = do_DELETE = reply

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    odd.url = f"sparql+http://me:geheim@127.0.0.1:{server.server_address[1]}/sparql"
    yield odd
    server.shutdown()
    server.server_close()
    thread.join()


FAULTS = [
    (401, {}, "who are you", "refuses the user and password", "FANGZHI_STORE_USER"),
    (401, {"WWW-Authenticate": 'Digest realm="x", nonce="y", qop="auth"'}, "", "refuses the user and password", "netrc"),
    (401, {"WWW-Authenticate": 'Basic realm="x"'}, "", "refuses the user and password", "FANGZHI_STORE_PASSWORD"),
    (403, {}, "no <b>right</b> for geheim", "refuses (403): no right for …", "SPARQL_UPDATE"),
    (404, {}, "", "refuses (404)", "update=/path"),
    (400, {}, "x" * 5000, "refuses (400): xxx", ""),
    (413, {}, "", "refuses (413)", "larger"),
    (500, {}, "boom\x1b[31m", "refuses (500): boom", "log"),
    (503, {}, "", "refuses (503)", "try again"),
    (301, {"Location": "http://elsewhere/"}, "", "has moved (301)", "not followed"),
    (200, {"Content-Type": "text/html"}, "<h1>Welcome</h1>", "does not answer as a SPARQL endpoint does", "path"),
    (200, ROWS, "[]", "does not answer as a SPARQL endpoint does", "path"),
    (200, ROWS, "", "does not answer as a SPARQL endpoint does", "path"),
    (200, ROWS, GOOD[:-20], "does not answer as a SPARQL endpoint does", "path"),
    (200, ROWS, '{"head": {"vars": ["s"]}, "results": {}}', "does not answer as a SPARQL endpoint does", "path"),
    (200, ROWS, '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "no iri"}}]}}', "does not answer as", "path"),
    (200, {**ROWS, "X-SQL-State": "S1TAT"}, GOOD, "only a part", "MaxQueryExecutionTime"),
    (0, {}, "", "broke the connection off", "log"),
]


@pytest.mark.parametrize(("status", "headers", "body", "what", "remedy"), FAULTS)
def test_every_failure_says_what_and_what_would_mend_it(odd: Odd, status: int, headers: dict[str, str], body: str, what: str, remedy: str) -> None:
    odd.answers = [(status, headers, body)]
    with RemoteStore(odd.url) as store, pytest.raises(StoreError) as fault:
        answer(store, TEXT)
    said = str(fault.value)
    assert what in said and remedy in fault.value.remedy and "geheim" not in said and len(said) < 700 and "\x1b" not in said
    assert said.startswith("sparql+http://127.0.0.1:")


def test_a_good_answer_is_read(odd: Odd) -> None:
    odd.answers = [(200, ROWS, GOOD)]
    with RemoteStore(odd.url) as store:
        assert answer(store, TEXT).rows == (("http://example.org/s",),)


def test_a_query_is_sent_again_when_the_server_is_busy(odd: Odd) -> None:
    odd.answers = [(503, {}, ""), (0, {}, ""), (200, ROWS, GOOD)]
    with RemoteStore(odd.url) as store:
        assert len(answer(store, TEXT).rows) == 1
    assert len(odd.asked) == 3


CHANGES: list[tuple[Callable[[RemoteStore], None], int]] = [
    (lambda store: store.put("http://example.org/g", b""), 3),
    (lambda store: store.add("http://example.org/g", b"<a:a> <a:b> <a:c> .\n"), 3),
    (lambda store: store.update("DROP ALL"), 1),
]


@pytest.mark.parametrize(("change", "times"), CHANGES, ids=["put", "add", "update"])
def test_only_what_may_be_done_twice_is_sent_again(odd: Odd, change: Callable[[RemoteStore], None], times: int) -> None:
    odd.answers = [(200, ROWS, '{"head": {}, "boolean": true}'), (503, {}, "")]
    with RemoteStore(odd.url) as store:
        assert store.address
        odd.asked.clear()
        with pytest.raises(StoreError, match="503"):
            change(store)
    assert len(odd.asked) == times


def test_a_slow_server_is_not_waited_for_for_ever(odd: Odd) -> None:
    odd.answers, odd.wait = [(200, ROWS, GOOD)], 0.5
    with RemoteStore(odd.url, seconds=0.05) as store, pytest.raises(StoreError, match=r"no answer within 0.05 s; .*--timeout"):
        answer(store, TEXT)
    assert len(odd.asked) == 1


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WAITS", ())
    with RemoteStore("sparql+http://me:geheim@127.0.0.1:9/sparql") as store, pytest.raises(StoreError, match="cannot be reached") as fault:
        held(store, ID_BASE)
    assert "geheim" not in str(fault.value) and "check host and port" in fault.value.remedy


def test_a_password_goes_out_only_when_it_is_asked_for(odd: Odd) -> None:
    odd.answers = [(200, ROWS, GOOD)]
    with RemoteStore(odd.url) as store:
        answer(store, TEXT)
    assert [who for _, _, who in odd.asked] == [""]
    odd.asked.clear()
    odd.answers = [(401, {"WWW-Authenticate": 'Basic realm="x"'}, ""), (200, ROWS, GOOD)]
    with RemoteStore(odd.url) as store:
        answer(store, TEXT)
        answer(store, TEXT)
    assert [who.partition(" ")[0] for _, _, who in odd.asked] == ["", "Basic", "Basic"]


def test_a_token_is_shown_to_the_server_alone(odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_STORE_TOKEN", "geheim3")
    odd.answers = [(403, {}, "geheim3 may not")]
    with RemoteStore(odd.url) as store, pytest.raises(StoreError) as fault:
        answer(store, TEXT)
    assert odd.asked[0][2] == "Bearer geheim3" and "geheim3" not in str(fault.value)


def test_virtuoso_refuses_a_wrong_password(virtuoso: str) -> None:
    with RemoteStore(virtuoso.replace("dba:dba", "dba:geheim")) as store, pytest.raises(StoreError, match="refuses the user and password") as fault:
        store.put("http://example.org/never", b"")
    assert "geheim" not in str(fault.value)


def test_virtuoso_lets_nobody_write_who_does_not_say_who(virtuoso: str) -> None:
    with RemoteStore(virtuoso.replace("dba:dba@", "")) as store, pytest.raises(StoreError) as fault:
        store.put("http://example.org/never", b"<a:a> <a:b> <a:c> .\n")
    assert fault.value.remedy
