"""Each command as people run it: what it prints, and what it exits with."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fangzhi import cli, console
from fangzhi.cli import app
from fangzhi.options import SOME_REFUSED
from graph.questions import questions
from tests.graph.conftest import inflated

pytestmark = pytest.mark.model


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(arguments))


@pytest.fixture(scope="module")
def out(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "out")
    built = run("build", str(seeds), "-o", folder, "--quiet")
    assert built.exit_code == 0, built.output
    assert "graph.html" in built.output and "figures" in built.output
    return folder


def test_a_ready_question_as_table_csv_and_json(out: str) -> None:
    table = run("query", out, "village-money")
    assert table.exit_code == 0 and "南堡村" in table.output and "23万元" in table.output
    rows = list(csv.DictReader(io.StringIO(run("query", out, "village-money", "--format", "csv").output)))
    assert rows == json.loads(run("query", out, "village-money", "--format", "json").output)
    assert any(r["village"] == "南堡村" and "投入23萬(wàn)元" in r["sentence"] and "投入23万元" in r["reading"] for r in rows)


def test_sparql_text_file_and_parameters(out: str, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text('SELECT ?p WHERE { ?p a fz:County ; rdfs:label "交城县"@zh }', "utf-8")
    assert "place/141122" in run("query", out, str(query), "-f", "csv").output
    figures = run("query", out, "figures-of-place", "place=交城县", "-f", "json")
    assert {"23万元", "500余件"} <= {r["figure"] for r in json.loads(figures.output)}


def test_questions_know_the_base_that_the_build_was_given(seeds: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    run("build", str(seeds / "seed-004.txt"), "-o", out, "--base", "https://data.example/", "-q")
    assert '"响肠镇"' in run("query", out, "said-of-place", "place=响肠镇", "-f", "json").output
    assert "https://data.example/place/340828107" in run("query", out, 'SELECT ?p WHERE { ?p rdfs:label "响肠镇"@zh }', "-f", "csv").output


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_list_names_every_question_in_one_piece(out: str, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(console.OUT, "_width", width)
    listing = run("query", out, "--list").output
    assert [name for name in (q.name for q in questions()) if name not in listing] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "OUT", "no-such-question"), "there is no ready question"),
        (("query", "OUT", "village-mony"), "did you mean village-money?"),
        (("query", "OUT", "Posts"), "did you mean posts?"),
        (("query", "OUT", "SELECT ?x WHERE { ?x a "), "line 1, column"),
        (("query", "OUT", "figures-of-place"), "place"),
        (("query", "OUT", "figures-of-place", "place=无此地"), "无此地"),
        (("query", "OUT", "missing.rq"), "cannot be read"),
        (("query", "nowhere", "village-money"), "run fangzhi build first"),
        (("query", "OUT", "INSERT DATA { <a:a> <a:b> <a:c> }"), ""),
        (("build", "nowhere", "-o", "OUT2"), "no document could be read"),
        (("page", "OUT", "--around", "无此地", "-o", "OUT2"), "nothing in the graph is called"),
        (("evaluate", "GOLD", "--found", "LINES", "--errors", "NONE"), "the rows are"),
        (("clean", "nowhere.txt"), "no such file"),
    ],
)
def test_a_fault_is_one_line_and_exit_code_2(
    out: str, seeds: Path, tmp_path: Path, arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"OUT": out, "OUT2": str(tmp_path / "x"), "GOLD": str(seeds / "gold.jsonl"), "LINES": f"{out}/extractions.jsonl"}
    monkeypatch.setattr("sys.argv", ["fangzhi", *(places.get(a, a) for a in arguments)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == 2 and said.startswith("fangzhi: ") and message in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?s { ?s a fz:Vilage }", ["fz:Vilage 不在词汇里 is no class or property of the vocabulary; did you mean fz:Village?"]),
        ("SELECT ?s { ?s <https://w3id.org/fangzhi/ontology#nosuchthing> ?o }", ["docs/ontology.md lists them all"]),
        ("SELECT ?s { ?s a fz:village ; fz:unitText ?u . ?s fz:Unittext ?o. }", ["fz:village 不在", "fz:Unittext 不在"]),
        ("SELECT ?s { ?s a fz:Village; fz:divisionCode ?c. }", []),
        ("PREFIX fz: <https://other.example/> SELECT ?s { ?s a fz:Vilage }", []),
        ("SELECT ?s { ?s rdfs:label 'fz:Vilage' } # fz:Vilage", []),
        ("village-money", []),
    ],
)
def test_a_term_that_the_vocabulary_lacks_is_told(out: str, text: str, said: list[str]) -> None:
    asked = run("query", out, text)
    lines = asked.stderr.splitlines()
    assert asked.exit_code == 0 and len(lines) == len(said), asked.stderr
    assert all(part in line for part, line in zip(said, lines, strict=True))


def test_build_says_by_its_exit_code_that_inputs_were_refused(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    built = run("build", str(seeds / "seed-004.txt"), str(tmp_path / "empty.txt"), "-o", str(tmp_path / "out"), "-q")
    assert built.exit_code == SOME_REFUSED and (tmp_path / "out" / "graph.ttl").exists()


def test_extract_prints_json_lines(seeds: Path) -> None:
    found = run("extract", str(seeds / "seed-004.txt"))
    record = json.loads(found.stdout)
    assert found.exit_code == 0 and record["id"] == "seed-004" and record["measurements"]


def test_clean_shows_each_change_and_the_text(seeds: Path) -> None:
    changes = run("clean", str(seeds / "seed-001.txt")).output
    assert "當(dāng)?shù)貙?shí)際" in changes and "当地实际" in changes and "doubled marks" in changes
    damaged = run("clean", str(seeds / "seed-002.txt")).output
    assert "damaged" in damaged
    assert run("clean", "--text", str(seeds / "seed-004.txt")).stdout.startswith("（资料图）")


def test_evaluate_prints_the_rows(out: str, seeds: Path) -> None:
    figures = run("evaluate", str(seeds / "gold.jsonl"), "--found", f"{out}/extractions.jsonl")
    assert "PLACE+link" in figures.output and "headline" in figures.output
    assert json.loads(run("evaluate", str(seeds / "gold.jsonl"), "--found", f"{out}/extractions.jsonl", "--json").output)["headline"] > 0.8


def test_page_of_a_neighbourhood(out: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    said = run("page", out, "--around", "交城县", "--steps", "1", "-o", str(target))
    assert said.exit_code == 0, said.output
    page = inflated(_block(target, "data"))
    assert "交城县" in page and "响肠镇" not in page


def test_page_that_answers_has_what_the_neighbourhood_rests_on(out: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    said = run("page", out, "--around", "响肠镇", "--sparql", "-o", str(target))
    assert said.exit_code == 0, said.output
    assert "triples to ask" in " ".join(said.output.split())
    triples = inflated(_block(target, "triples"))
    assert "千佛塔村" in triples and "龐泉溝" not in triples


def _block(page: Path, name: str) -> str:
    """The text of a data block of a page."""
    found = re.search(rf'<script type="text/plain" id="{name}">([^<]*)</script>', page.read_text("utf-8"))
    assert found
    return found[1]


def test_check_finds_no_fault() -> None:
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert "0 with a fault" in checked.output
