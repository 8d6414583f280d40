"""Addresses of stores: what they say, what servers.yaml adds, who asks; nothing secret is ever shown."""

from pathlib import Path

import pytest

from graph.remote.address import PASSWORD, TOKEN, USER, Address, Credentials, address, completed, credentials
from ontology.errors import StoreError

READ = [
    ("sparql+http://localhost:8890/sparql", Address("http://localhost:8890/sparql")),
    ("sparql+https://example.org/a/b/query", Address("https://example.org/a/b/query")),
    ("SPARQL+HTTP://localhost/sparql", Address("http://localhost/sparql")),
    ("sparql+http://[::1]:8890/sparql", Address("http://[::1]:8890/sparql")),
    ("sparql+http://localhost:7019", Address("http://localhost:7019/")),
    ("sparql+http://localhost/x?update=/y&graphs=/z/w", Address("http://localhost/x", "http://localhost/y", "http://localhost/z/w")),
    ("sparql+http://localhost/x?db=1&update=/y", Address("http://localhost/x?db=1", "http://localhost/y")),
    ("sparql+http://me:p%40ss%23@localhost/x", Address("http://localhost/x", written=Credentials("me", "p@ss#"))),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_addresses(text: str, expected: Address) -> None:
    assert address(text) == expected


WRONG = [
    "", "out", "http://localhost/sparql", "sparql://localhost/x", "sparql+ftp://localhost/x", "sparql+http:///x", "sparql+http://host:port/x",
    "sparql+http://localhost:99999/x", "sparql+http://[::1/x", "sparql+http://localhost/x#part", "sparql+http://local host/x", "sparql+http://localhost/x\n\ny",
    "sparql+http://localhost/x?update=http://elsewhere/", "sparql+http://localhost/x?graphs=//elsewhere/", "sparql+http://me:geheim@localhost/x#y",
    "sparql+http://me:geheim@:1/x", "geheim",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=ascii)
def test_what_is_no_address_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(StoreError) as fault:
        address(text)
    assert fault.value.remedy.startswith("write ") and "geheim" not in str(fault.value)


COMPLETED = [
    ("/sparql", {"Server": "Virtuoso/07.20"}, True, "/sparql-auth", "/sparql-graph-crud-auth"),
    ("/sparql", {"Server": "Virtuoso/07.20"}, False, "/sparql", "/sparql-graph-crud"),
    ("/sparql-auth", {"Server": "Virtuoso/08"}, True, "/sparql-auth", "/sparql-graph-crud-auth"),
    ("/proxied/sparql", {"Server": "Virtuoso/08"}, True, "/proxied/sparql-auth", "/proxied/sparql-graph-crud-auth"),
    ("/query", {"Server": "Oxigraph/0.5"}, False, "/update", "/store"),
    ("/news/query", {"Fuseki-Request-Id": "7"}, True, "/news/update", "/news/data"),
    ("/news/sparql", {"Fuseki-Request-Id": "7"}, False, "/news/update", "/news/data"),
    ("/repositories/news", {}, True, "/repositories/news/statements", "/repositories/news/rdf-graphs/service"),
    ("/sparql", {"Server": "nginx"}, True, "/sparql", "/sparql"),
    ("/", {}, False, "/", "/"),
]


@pytest.mark.parametrize(("path", "headers", "user", "update", "graphs"), COMPLETED)
def test_the_usual_paths_are_known(path: str, headers: dict[str, str], user: bool, update: str, graphs: str) -> None:
    found = completed(address(f"sparql+http://localhost{path}"), headers, with_user=user)
    assert (found.update, found.graphs) == (f"http://localhost{update}", f"http://localhost{graphs}")


def test_paths_that_are_told_count() -> None:
    found = completed(address("sparql+http://localhost/sparql?update=/u"), {"Server": "Virtuoso"}, with_user=True)
    assert (found.update, found.graphs) == ("http://localhost/u", "http://localhost/sparql-graph-crud-auth")


def test_who_asks(tmp_path: Path) -> None:
    where = address("sparql+http://written:one@example.org/sparql")
    plain = address("sparql+http://example.org/sparql")
    (tmp_path / "netrc").write_text("machine example.org login filed password two\n", "utf-8")
    file = {"NETRC": str(tmp_path / "netrc")}
    assert credentials(plain, file) == Credentials("filed", "two")
    assert credentials(address("sparql+http://other.example.org/sparql"), file) == Credentials()
    assert credentials(where, file) == Credentials("written", "one")
    assert credentials(where, {**file, USER: "me", PASSWORD: "three"}) == Credentials("me", "three")
    assert credentials(where, {**file, USER: "me", TOKEN: "four"}) == Credentials(token="four")
    assert not credentials(plain, {"NETRC": str(tmp_path / "none")})


def test_a_broken_file_of_passwords_is_named_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine example.org login me password geheim nonsense geheim2\n", "utf-8")
    with pytest.raises(StoreError, match="cannot be read") as fault:
        credentials(address("sparql+http://example.org/sparql"), {"NETRC": str(tmp_path / "netrc")})
    assert "geheim" not in str(fault.value) and str(tmp_path) in str(fault.value)


def test_nothing_secret_is_shown() -> None:
    where = address("sparql+http://me:geheim@example.org/sparql?key=geheim2")
    shown = f"{where} {where!r} {where.written!r} {Credentials(token='geheim')!r}"
    assert "geheim" not in shown.replace("key=geheim2", "") and str(where) == "sparql+http://example.org/sparql"


@pytest.mark.parametrize(
    ("host", "here"), [("localhost", True), ("127.0.0.2", True), ("[::1]", True), ("example.org", False), ("localhost.example.org", False)]
)
def test_which_servers_are_on_this_machine(host: str, here: bool) -> None:
    assert address(f"sparql+http://{host}/x").is_here == here
