"""Who may ask, and what every answer carries."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.app import application
from fangzhi.web.jobs import Limits

from .conftest import Running

QUERY = {"query": "ASK { ?s ?p ?o }"}
ORIGIN = "https://example.org"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:1", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("LOCALHOST:80", 200),
        ("evil.example", 421), ("evil.example:8000", 421), ("localhost.evil.example", 421), ("127.0.0.1.nip.example", 421),
        ("localhost@evil.example", 421), ("evil.example#localhost", 421), ("localhost:x", 421), ("192.168.0.1", 421), ("0.0.0.0", 421),
    ],
)  # fmt: skip
def test_only_names_of_this_machine(web: httpx.Client, host: str, status: int) -> None:
    assert web.get("/sparql", params=QUERY, headers={"Host": host}).status_code == status


@pytest.mark.parametrize("address", ["/", "/sparql", "/sparql?query=nonsense", "/nowhere", "/ontology", "/static/style.css", "/id/place/970102"])
def test_no_script_runs_but_ours(web: httpx.Client, address: str) -> None:
    headers = web.get(address, headers={"Accept": "text/html,*/*;q=0.1"}).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'" and policy["form-action"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer" and headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin" and "server" not in headers and "access-control-allow-origin" not in headers


def test_no_script_and_no_style_stands_in_a_page(web: httpx.Client) -> None:
    for address in ("/", "/sparql", "/ontology", "/ask/posts", "/id/place/970102"):
        page = HTMLParser(web.get(address, headers={"Accept": "text/html"}).text)
        assert not page.css("style, iframe, object, embed, base, [style]"), address
        assert all((s.attributes.get("src") or "").startswith("/static/") or s.attributes["type"] == "application/json" for s in page.css("script")), address
        assert not [name for node in page.css("*") for name in node.attributes if name.startswith("on")], address


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Origin": ORIGIN}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ({"Origin": ORIGIN}, 200),
    ],
)
def test_foreign_pages_ask_in_vain(web: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = web.get("/sparql", params=QUERY, headers=headers)
    assert answer.status_code == status and "access-control-allow-origin" not in answer.headers


def test_cors_for_one_origin(serving: Callable[..., Running]) -> None:
    web = serving("--cors", ORIGIN).web
    allowed = web.get("/sparql", params=QUERY, headers={"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"})
    assert allowed.status_code == 200 and allowed.headers["access-control-allow-origin"] == ORIGIN and "Origin" in allowed.headers["vary"]
    assert "access-control-allow-origin" not in web.get("/sparql", params=QUERY, headers={"Origin": "https://other.example"}).headers
    before = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert web.options("/sparql", headers=before).headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.filterwarnings("ignore:Using .httpx. with")
def test_a_fault_of_the_program_tells_the_client_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    def broken() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("fangzhi.web.start.questions", broken)
    with TestClient(application(built / "store", Limits()), raise_server_exceptions=False) as client:
        for accept, said in (("text/html", "程序自身的错误"), ("application/json", "fault of this program"), ("text/plain", "fault of this program")):
            answer = client.get("/", headers={"Accept": accept})
            assert answer.status_code == 500 and said in answer.text and "secret" not in answer.text and "Traceback" not in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]
