"""What a build says in the terminal: what is gone, what says the same twice, how far it is, and what to type next."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fangzhi.cli import app
from fangzhi.naming import command
from fangzhi.same_text import SameText

TEXT = "交城县西营镇寨子村投入23万元修建水渠。\n河津市委书记李明到村调研。\n"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, list(arguments))


def test_blanks_do_not_make_another_text() -> None:
    seen = SameText()
    for name, text in (("a", TEXT), ("b", "别的"), ("c", TEXT.replace("\n", "\r\n\u3000\u3000")), ("d", TEXT), ("e", "别 的")):
        seen.add(name, text)
    assert seen._same == {"c": "a", "d": "a", "e": "b"}


@pytest.mark.model
def test_a_build_says_what_is_the_same_what_is_gone_and_how_far_it_is(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "gbk.txt").write_text(TEXT, "gbk")
    (news / "other.txt").write_text("岳西县响肠镇修路12公里。", "utf-8")
    (news / "utf-16.txt").write_text(TEXT, "utf-16")
    first = run("build", str(news), "-o", str(out))
    assert first.exit_code == 0, first.output
    assert "same text: utf-16 = gbk" in first.stderr
    assert [line for line in first.stderr.splitlines() if line.startswith(("extract", "triples", "store"))] == [
        "extract 抽取 3",
        "triples 三元组 3",
        "store 查询库",
    ]
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert {d["id"]: d["same_as"] for d in report["documents"]} == {"gbk": "", "other": "", "utf-16": "gbk"}
    assert "内容相同的文章" in (out / "report.html").read_text("utf-8")

    fewer = run("build", str(news / "gbk.txt"), "-o", str(out), "-q")
    assert "removed: other, utf-16;" in fewer.stderr and "name all articles in every build" in fewer.stderr
    assert "same text" not in fewer.stderr and not [line for line in fewer.stderr.splitlines() if line.startswith("extract")]
    assert "内容相同的文章" not in (out / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("started", "path", "typed"),
    [
        (".venv/bin/fangzhi", "", ".venv/bin/fangzhi"),
        (".venv/bin/fangzhi", ".venv/bin", "fangzhi"),
        ("my tools/fangzhi", "", "'my tools/fangzhi'"),
        ("../outside/fangzhi", "", "{parent}/outside/fangzhi"),
        ("pytest", "", "fangzhi"),
        ("gone/fangzhi", "", "fangzhi"),
    ],
)
def test_the_command_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: str, path: str, typed: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    program = (here / started).resolve()
    if not started.startswith("gone"):
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n", "utf-8")
        program.chmod(0o755)
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "argv", [str(program), "build"])
    monkeypatch.setenv("PATH", str(here / path) if path else "/nonexistent")
    assert command() == typed.format(parent=tmp_path)
