"""Corrections the way people make them: build, explain, correct, build again, ask; on the seeds."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fangzhi import cli
from fangzhi.cli import app
from fangzhi.manifest import digests
from fangzhi.options import DIFFERENT, NOTHING_DONE
from ontology.iri import Names

pytestmark = pytest.mark.model


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(arguments))


def rows(out: Path, *question: str) -> list[dict[str, str]]:
    found = run("query", str(out), *question, "-f", "json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)  # type: ignore[no-any-return]


def outcomes(out: Path) -> list[tuple[str, str]]:
    return [(c["entry"].split()[0], c["status"]) for c in json.loads((out / "report.json").read_text("utf-8"))["corrections"]]


@pytest.fixture(scope="module")
def plain(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build without corrections."""
    out = tmp_path_factory.mktemp("plain") / "out"
    assert run("build", str(seeds), "-o", str(out), "-q").exit_code == 0
    return out


@pytest.fixture
def out(plain: Path, tmp_path: Path) -> Path:
    shutil.copytree(plain, tmp_path / "out")
    return tmp_path / "out"


def correct(out: Path, *arguments: str) -> None:
    said = run("correct", str(out), *arguments)
    assert said.exit_code == 0, said.output + repr(said.exception)
    assert "the next build applies it" in said.output


def test_relink_reject_rename_merge_and_add_last_until_their_article_is_gone(out: Path, plain: Path, seeds: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for path in seeds.glob("*.txt"):
        shutil.copy(path, news)
    (money,) = rows(out, "village-money")
    assert money["village"] == "南堡村"
    correct(out, "relink", "寨子村", "141122102200", "--type", "PLACE", "--document", "seed-000", "--note", "同名", "--author", "甲")
    correct(out, "reject", next(r["s"] for r in rows(out, 'SELECT ?s { ?s a fz:Measurement ; rdfs:label "投入23万元"@zh }')))
    correct(out, "rename", "岳西县", "岳西")
    correct(out, "merge", "工作督导组", "organisation/340828107/响肠镇党委")
    correct(out, "add", "FIGURE", "强基固本", "--document", "seed-000", "--set", "value=4", "--set", "unit=字", "--set", "object=口号")
    assert run("build", str(news), "-o", str(out), "-q").exit_code == 0
    assert outcomes(out) == [("relink", "applied"), ("reject", "applied"), ("rename", "applied"), ("merge", "applied"), ("add", "applied")]
    assert rows(out, "village-money") == []
    figures = {(r["about"], r["figure"]) for r in rows(out, "figures-of-place", "place=交城县")}
    assert ("寨子村", "500余件") not in figures and any(figure == "500余件" for _, figure in figures)
    assert [r["label"] for r in rows(out, "SELECT ?label { ?p fz:divisionCode '340828' ; rdfs:label ?label }")] == ["岳西"]
    assert rows(out, "SELECT ?o { ?o a fz:Organisation ; rdfs:label '工作督导组'@zh }") == []
    assert len(rows(out, "SELECT ?f { ?f fz:object '口号' ; fz:correctedBy ?c }")) == 1
    page = (out / "report.html").read_text("utf-8")
    assert "更正" in page and "已用" in page and "同名" in page
    compared = run("diff", str(plain), str(out))
    assert compared.exit_code == DIFFERENT and "23万元" in compared.output and "岳西" in compared.output

    (news / "seed-000.txt").unlink()
    built = run("build", str(news), "-o", str(out), "-q")
    assert built.exit_code == 0 and "stale" in built.stderr and "this build has no document seed-000" in built.stderr
    assert dict(outcomes(out)) == {"relink": "stale", "reject": "stale", "rename": "applied", "merge": "applied", "add": "stale"}
    assert "seed-000" not in (out / "graph.nq").read_text("utf-8").replace("in seed-000", "")


NAMED = [
    (("relink", "23万元", "海拉尔区", "-t", "FIGURE"), "150702"),
    (("relink", "23万元", "河津市", "-t", "FIGURE"), "140882"),
    (("relink", "寨子村", "南堡村", "-t", "PLACE", "-d", "seed-000"), "141122104200"),
    (("relink", "23万元", "西社镇", "-t", "FIGURE", "-d", "seed-000"), "141122104"),
]


@pytest.mark.parametrize(("arguments", "link"), NAMED, ids=[n[0][2] for n in NAMED])
def test_a_place_is_named_as_the_article_names_it(plain: Path, tmp_path: Path, arguments: tuple[str, ...], link: str) -> None:
    file = tmp_path / "c.yaml"
    correct(plain, *arguments, "-c", str(file))
    assert f"to: '{link}'" in file.read_text("utf-8")


def test_corrections_change_nothing_else_and_always_give_the_same_bytes(plain: Path, seeds: Path, tmp_path: Path) -> None:
    entries = ["- {reject: PLACE, text: 河津}", "- {rename: place/1408, to: 河东}", "- {retype: PROGRAMME, to: ORG, text: 网格化管理}"]
    build_graph = f"<{Names().provenance}> ."  # it holds the SHA-256 of the file, which the order of its entries changes

    def said(folder: Path) -> list[list[str]]:
        lines = (folder / "graph.nq").read_text("utf-8").splitlines()
        return [[line for line in lines if not line.endswith(build_graph)], (folder / "extractions.jsonl").read_text("utf-8").splitlines()]

    written = []
    for order in (entries, entries[::-1]):
        out = tmp_path / str(len(written)) / "out"
        out.parent.mkdir()
        (out.parent / "corrections.yaml").write_text("\n".join(order), "utf-8")
        assert run("build", str(seeds), "-o", str(out), "-q").exit_code == 0
        written.append(said(out))
    assert written[0] == written[1] != said(plain)


def test_an_entry_taken_out_is_undone_and_each_output_beside_the_file_is_corrected(seeds: Path, tmp_path: Path) -> None:
    article, file = str(seeds / "seed-002.txt"), tmp_path / "corrections.yaml"
    for name in ("out", "other"):
        assert run("build", article, "-o", str(tmp_path / name), "-q").exit_code == 0
    before = digests(tmp_path / "out")
    correct(tmp_path / "out", "rename", "河津市", "河津")
    for name in ("out", "other"):
        assert run("build", article, "-o", str(tmp_path / name), "-q").exit_code == 0
        assert outcomes(tmp_path / name) == [("rename", "applied")] and digests(tmp_path / name) != before
    file.write_text("# 空\n", "utf-8")
    assert run("build", article, "-o", str(tmp_path / "out"), "-q").exit_code == 0
    assert outcomes(tmp_path / "out") == []
    file.unlink()
    assert run("build", article, "-o", str(tmp_path / "out"), "-q").exit_code == 0
    assert digests(tmp_path / "out") == before


def test_a_file_of_corrections_can_be_named_and_must_be_sound(plain: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("do,what,text\nreject,PLACE,河津\n", "utf-8")
    out = tmp_path / "out"
    assert run("build", str(seeds / "seed-002.txt"), "-o", str(out), "-q", "--corrections", str(table)).exit_code == 0
    assert outcomes(out) == [("reject", "applied")]
    table.write_text("do,what,text\nreject,PLAC,河津\n", "utf-8")
    before = (out / "report.json").read_bytes()
    for name, message in ((table, "mine.csv:2: reject of 'PLAC'"), (tmp_path / "none.yaml", "no such file")):
        monkeypatch.setattr("sys.argv", ["fangzhi", "build", str(seeds / "seed-002.txt"), "-o", str(out), "-q", "-c", str(name)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        assert left.value.code == NOTHING_DONE
        assert (out / "report.json").read_bytes() == before, message


FAULTS = [
    (("foo", "河津市委"), "there is no action 'foo'; there are reject"),
    (("reject", "没有这个"), "nothing in this graph is called '没有这个'"),
    (("relink", "寨子村", "99", "--type", "PLACE"), "no division has the code 99"),
    (("relink", "寨子村", "--type", "PLACE"), "relink to what?"),
    (("relink", "寨子", "14", "--type", "PLACE", "-d", "seed-000"), "no PLACE of seed-000 is written '寨子'"),
    (("reject", "寨子村", "--type", "PLACE", "-d", "seed-9"), "this build has no document 'seed-9'; it has seed-000"),
    (("relink", "23万元", "交诚县", "--type", "FIGURE"), "no place is called '交诚县'; did you mean 交城县"),
    (("relink", "23万元", "鼓楼区", "--type", "FIGURE"), "320106 江苏省 南京市 鼓楼区"),
    (("merge", "河津市委"), "into what?"),
    (("merge", "河津市委", "交城县"), "are of different kinds"),
    (("split", "李晓武", "医生"), "split off in which document?"),
    (("add", "FIGURE", "5件", "-d", "seed-000"), "no value or no unit"),
    (("add", "FIGURE", "5件", "-d", "seed-000", "-s", "value"), "sets nothing"),
    (("add", "FIGURE", "5件", "-d", "seed-000", "-s", "posts=[甲"), "cannot be read"),
    (("retype", "三会一课", "TOWN"), "there is no type 'TOWN'"),
]


@pytest.mark.parametrize(("arguments", "message"), FAULTS, ids=[m for _, m in FAULTS])
def test_what_cannot_be_corrected_is_said_and_nothing_is_written(
    plain: Path, tmp_path: Path, arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.yaml"
    monkeypatch.setattr("sys.argv", ["fangzhi", "correct", str(plain), *arguments, "-c", str(file)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == NOTHING_DONE and message in capsys.readouterr().err and not file.exists()


def test_whole_entities_relations_and_texts_everywhere(plain: Path, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    explained = json.loads(run("explain", str(plain), "李晓武", "-f", "json").stdout)
    for arguments in (
        ("reject", "三会一课"),
        ("reject", explained["relations"][0]["claim"], "--note", "不是"),
        ("retype", explained["evidence"][0]["mention"], "ORG", "--everywhere"),
        ("split", "李晓武", "医生", "--document", "seed-002"),
        ("change", "王云", "--type", "PERSON", "--set", "posts=[[河津市政府, 市长]]"),
        ("add", "RELATION", "强基固本", "-d", "seed-000", "-s", "subject=三会一课", "-s", "predicate=fz:carriedOutBy", "-s", "object=交城县"),
    ):
        said = run("correct", str(plain), *arguments, "-c", str(file))
        assert said.exit_code == 0, said.output + repr(said.exception)
    text = file.read_text("utf-8")
    assert text.count("- reject: PROGRAMME\n  text: 三会一课\n  document: seed-00") == 2
    assert "predicate: org:hasMembership" in text and "- retype: ORG" not in text and "- retype: PERSON\n  text: 李晓武\n  to: ORG" in text


def test_explain_shows_the_sentence_the_reading_and_the_rule(plain: Path) -> None:
    shown = run("explain", str(plain), "南堡村").output
    assert "【南堡村】累計(jì)投入" in shown and "读作 read: 西社镇南堡村累计投入23万元" in shown and "place-by-code" in shown and "place-path" in shown
    data = json.loads(run("explain", str(plain), "place/141122104200", "--format", "json").stdout)
    assert data["label"] == "南堡村" and all(e["sentence"][e["start"] : e["end"]] == "南堡村" for e in data["evidence"])


def test_explain_of_an_ambiguous_name_lists_what_it_may_mean(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corrections.yaml").write_text("- {rename: place/140882, to: 山西省}\n", "utf-8")
    out = tmp_path / "out"
    assert run("build", str(seeds / "seed-002.txt"), "-o", str(out), "-q").exit_code == 0
    monkeypatch.setattr("sys.argv", ["fangzhi", "explain", str(out), "山西省"])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert "2 things are called '山西省'" in said and "County 山西省 140882" in said and "Province 山西省 14 " in said


def test_diff_of_the_same_build_is_empty_and_of_none_an_error(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    same = run("diff", str(plain), str(plain), "--format", "json")
    assert same.exit_code == 0 and json.loads(same.stdout) == {"documents": {}, "entities": []}
    monkeypatch.setattr("sys.argv", ["fangzhi", "diff", str(plain), str(tmp_path / "none")])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == NOTHING_DONE


def test_a_candidate_that_a_correction_accepts_is_no_candidate_in_the_report(out: Path, seeds: Path) -> None:
    kinds = {"Place": "PLACE", "Organisation": "ORG", "Person": "PERSON", "Programme": "PROGRAMME"}
    texts = {path.stem: path.read_text("utf-8") for path in seeds.glob("*.txt")}
    passed = [r for r in rows(out, "candidates") if r["kind"] in kinds and texts[r["document"]].count(r["text"]) == 1]
    one, counted = passed[0], {d["id"]: d for d in json.loads((out / "report.json").read_text("utf-8"))["documents"]}
    correct(out, "add", kinds[one["kind"]], one["text"], "--document", one["document"])
    assert run("build", str(seeds), "-o", str(out), "-q").exit_code == 0 and outcomes(out) == [("add", "applied")]
    (now,) = (d for d in json.loads((out / "report.json").read_text("utf-8"))["documents"] if d["id"] == one["document"])
    left = [r for r in rows(out, "candidates") if r["document"] == one["document"]]
    assert sum(now["unasserted"].values()) == len(left) == sum(counted[one["document"]]["unasserted"].values()) - 1
    assert sum(now["mentions"].values()) == sum(counted[one["document"]]["mentions"].values()) + 1
