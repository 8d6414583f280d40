"""`fangzhi export` as people run it: one file or a folder of them, the same bytes each time."""

from pathlib import Path

import pytest
import rdflib
from typer.testing import CliRunner, Result

from fangzhi import cli
from fangzhi.cli import app
from fangzhi.exporting import write
from ontology.errors import InputError

pytestmark = pytest.mark.model
FILES = ("turtle", "nquads", "trig", "jsonld", "graphml", "gexf")
FOLDERS = ("csv", "parquet", "neo4j")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(arguments))


@pytest.fixture(scope="module")
def out(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exporting") / "out"
    built = run("build", str(seeds / "seed-004.txt"), "-o", str(folder), "--base", "https://data.example/", "--quiet")
    assert built.exit_code == 0, built.output
    return folder


def contents(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (sorted(path.iterdir()) if path.is_dir() else [path])}


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_each_format_is_written_and_written_alike_again(out: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "new" / form
    said = run("export", str(out), "--format", form, "-o", str(target))
    assert said.exit_code == 0 and form in said.output, said.output
    first = contents(target)
    assert all(first.values()) and not any(name.endswith(".part") for name in first) and (len(first) > 1) == (form in FOLDERS)
    run("export", str(out), "--format", form, "-o", str(target))
    assert contents(target) == first


@pytest.mark.parametrize(("form", "name"), [("turtle", "graph.ttl"), ("nquads", "graph.nq"), ("graphml", "graph.graphml"), ("csv", "tables")])
def test_what_a_build_writes_too_is_the_same(out: Path, tmp_path: Path, form: str, name: str) -> None:
    run("export", str(out), "--format", form, "-o", str(tmp_path / name))
    assert contents(tmp_path / name) == contents(out / name)


def test_the_base_of_the_build_is_kept(out: Path, tmp_path: Path) -> None:
    run("export", str(out), "--format", "jsonld", "-o", str(tmp_path / "graph.jsonld"))
    assert '"@base": "https://data.example/"' in (tmp_path / "graph.jsonld").read_text("utf-8")
    read = rdflib.Dataset()
    read.parse(tmp_path / "graph.jsonld", format="json-ld")
    assert rdflib.URIRef("https://data.example/document/seed-004") in {g.identifier for g in read.graphs()}


@pytest.mark.parametrize(
    ("form", "target", "message"),
    [("trig", "folder", "this is a folder"), ("neo4j", "file", "this is a file"), ("trig", "file/below", "cannot be written")],
)
def test_a_wrong_target_is_one_line_and_exit_code_2(
    out: Path, tmp_path: Path, form: str, target: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    monkeypatch.setattr("sys.argv", ["fangzhi", "export", str(out), "--format", form, "-o", str(tmp_path / target)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == 2 and message in said and "Traceback" not in said and (tmp_path / "file").read_text() == "kept"


def test_no_build_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["fangzhi", "export", str(tmp_path / "nowhere"), "-f", "trig", "-o", str(tmp_path / "x")])
    with pytest.raises(SystemExit):
        cli.main()
    assert "run fangzhi build first" in capsys.readouterr().err


def test_other_formats_are_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are turtle, nquads"):
        write(out, "xlsx", tmp_path / "x")
    assert run("export", str(out), "-f", "xlsx", "-o", str(tmp_path / "x")).exit_code == 2
