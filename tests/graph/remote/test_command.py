"""`--store` from the command line: what the how-to tells is done with Virtuoso, word for word; nothing secret is left anywhere."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fangzhi.build import build
from fangzhi.cli import app
from graph.remote import client
from ontology.errors import QueryError, StoreError

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "how-to" / "remote-store.md").read_text("utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))
THERE = "sparql+http://localhost:8890/sparql"
"""The address that the how-to uses."""


def run(line: str, environment: Mapping[str, str]) -> Result:
    return CliRunner(env={"COLUMNS": "200", **environment}).invoke(app, shlex.split(line, comments=True)[1:])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one of the seeds, and its build."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "news").mkdir()
    (folder / "news" / "seed-000.txt").write_bytes((ROOT / "seeds" / "seed-000.txt").read_bytes())
    build([str(folder / "news")], folder / "out", workers=1)
    return folder


@pytest.fixture
def desk(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, and one stands in it."""
    monkeypatch.chdir(built)
    return built


def test_what_the_how_to_tells_is_so(virtuoso: str, desk: Path) -> None:
    where = virtuoso.replace("dba:dba@", "")
    lines = [line for line in SHELL.splitlines() if line.startswith("fangzhi ")]
    user = dict(re.findall(r"^export (FANGZHI_STORE_\w+)=(\w+)$", SHELL, re.MULTILINE))
    assert user == {"FANGZHI_STORE_USER": "dba", "FANGZHI_STORE_PASSWORD": "dba"} and len(lines) >= 5
    said = []
    for line in lines:
        assert THERE in line
        done = run(line.replace(THERE, where), user)
        assert done.exit_code == 0, f"{line}\n{done.output}{done.exception}"
        said.append(done.stdout)
    assert "graphs sent" in said[0] and "南堡村" in said[1]


def test_the_same_rows_and_no_secret_left(virtuoso: str, desk: Path) -> None:
    user = {"FANGZHI_STORE_USER": "dba", "FANGZHI_STORE_PASSWORD": "dba"}
    where = virtuoso.replace("dba:dba@", "")
    first, again = (run(f"fangzhi build news -o out -q --store {virtuoso}", {}) for _ in range(2))
    assert first.exit_code == again.exit_code == 0 and "dba" not in first.output + again.output
    assert " 0 graphs sent, 0 removed" in again.stdout and not [p for p in desk.rglob("*") if p.is_file() and (b"dba:dba" in p.read_bytes())]
    for question in ("documents -f csv", "figures-of-place place=交城县 -f json", "'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' -f csv"):
        here, there = run(f"fangzhi query out {question}", {}), run(f"fangzhi query {question} --store {where}", user)
        assert here.exit_code == there.exit_code == 0 and here.stdout == there.stdout and len(here.stdout) > 3


def test_an_explanation_from_the_server_is_that_of_the_folder(virtuoso: str, desk: Path) -> None:
    assert run(f"fangzhi build news -o out -q --store {virtuoso}", {}).exit_code == 0
    for name in ("南堡村", "141122 -f json", "交城县 --full"):
        here, there = run(f"fangzhi explain out {name}", {}), run(f"fangzhi explain --store {virtuoso} {name}", {})
        assert here.exit_code == there.exit_code == 0 and here.stdout == there.stdout and len(here.stdout) > 100
    for line in ("explain out", f"explain out 南堡村 --store {virtuoso}"):
        assert isinstance(run(f"fangzhi {line}", {}).exception, QueryError)


WRONG = [
    ("build news -o new --store sparql+http://dba:geheim@127.0.0.1:9/sparql", "sparql+http://127.0.0.1:9/sparql: cannot be reached"),
    ("build news -o new --store http://dba:geheim@127.0.0.1:9/sparql", "this is no address of a store; write sparql+http://host:port/path"),
    ("query --store sparql+http://dba:geheim@127.0.0.1:9/sparql documents", "cannot be reached"),
    ("query --store sparql+http://127.0.0.1:9/sparql 'SELECT ?s { ?s ?p }'", "cannot be reached"),
    ("explain --store sparql+http://dba:geheim@127.0.0.1:9/sparql 南堡村", "cannot be reached"),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_address_costs_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(client, "WAITS", ())
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("交城县南堡村投入23万元。\n", "utf-8")
    done = run(f"fangzhi {line}", {})
    assert isinstance(done.exception, StoreError) and message in str(done.exception) and "geheim" not in f"{done.output}{done.exception}"
    assert not (tmp_path / "new").exists()
