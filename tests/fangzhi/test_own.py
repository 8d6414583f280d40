"""`--with DIR` end to end: a programme, an organisation's suffix, a unit and a rule of one's own change what is extracted, without Python."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

ARTICLE = """河津市推进基层治理

本报讯 今年以来，河津市投入23万元，供热站新增30蒸吨。河津市绿源种苗繁育场育苗3万株。各村坚持红烛夜话，盼着新建2座水塔。
"""
OWN = {
    "lexicons/programme-institutions": 'id: programme-institutions\nentries:\n  - {term: 红烛夜话, kind: system, bare: "yes"}\n',
    "lexicons/org-suffixes": "id: org-suffixes\nentries:\n  - {term: 繁育场, class: enterprise}\n",
    "lexicons/unit-measure": "id: unit-measure\nentries:\n  - 蒸吨\n",
    "rules/measure-kind": """id: measure-kind
rules:
  - id: hope
    pattern: "盼着[^。│]{0,20}│"
    value: {kind: target, where: clause}
    examples:
      hit: [{text: 村民盼着修通│2公里│路, match: 盼着修通│}]
      miss: [村民修通│2公里│路]
""",
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from fangzhi.cli import main; main()", *arguments], capture_output=True, text=True)


def facts(*arguments: str) -> list[tuple[Any, ...]]:
    done = run("extract", *arguments)
    assert done.returncode == 0, done.stderr
    return [
        found
        for record in map(json.loads, done.stdout.splitlines())
        for found in [*((m["type"], m["text"]) for m in record["mentions"]), *((m["text"], m["unit"], m["kind"]) for m in record["measurements"])]
    ]


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return str(tmp_path / "article.txt")


@pytest.fixture
def mine(tmp_path: Path) -> str:
    for name, text in OWN.items():
        path = tmp_path / "mine" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return str(tmp_path / "mine")


NEW = [("ORG", "河津市绿源种苗繁育场"), ("PROGRAMME", "红烛夜话"), ("30蒸吨", "蒸吨", "result"), ("2座", "座", "target")]


def test_four_kinds_of_own_knowledge_change_an_extraction_in_every_process(article: str, mine: str, tmp_path: Path) -> None:
    before, after = facts(article), facts(article, "--with", mine)
    assert [f for f in NEW if f in before] == [] and [f for f in NEW if f not in after] == []
    copies = tmp_path / "copies"
    copies.mkdir()
    for i in range(9):
        (copies / f"{i}.txt").write_text(ARTICLE, "utf-8")
    assert facts(str(copies), "--with", mine, "--workers", "2") == after * 9


def test_a_rule_of_ones_own_is_as_sure_as_it_says(article: str, mine: str) -> None:
    path = Path(mine) / "rules" / "measure-kind.yaml"
    for said, expected in (("    confidence: 0.4\n", 0.4), ("", None)):
        path.write_text(OWN["rules/measure-kind"].replace("    value:", f"{said}    value:"), "utf-8")
        record = json.loads(run("extract", article, "--with", mine).stdout)
        (tower,) = (m for m in record["measurements"] if m["unit"] == "座")
        kind = tower["fields"]["kind"]
        assert kind["rule"] == "hope" and (kind["confidence"] == expected and not kind["asserted"] if said else kind["confidence"] > 0.5)


def test_a_build_reports_whose_knowledge_it_used(article: str, mine: str, tmp_path: Path) -> None:
    done = run("build", article, "-o", str(tmp_path / "out"), "--with", mine, "-q")
    assert done.returncode == 0, done.stderr
    own = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["own"]
    assert [line.split()[0] for line in own] == [f"{name}.yaml" for name in sorted(OWN)]
    assert "红烛夜话" in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_a_build_again_reads_an_unchanged_article_with_the_new_knowledge(article: str, mine: str, tmp_path: Path) -> None:
    graphs = []
    for own in ((), ("--with", mine), ()):
        done = run("build", article, "-o", str(tmp_path / "out"), "-q", *own)
        assert done.returncode == 0
        assert ("rules/measure-kind.yaml; 上次用了" in done.stderr and "give --with in every build" in done.stderr) is (len(graphs) == 2)
        graphs.append((tmp_path / "out" / "graph.ttl").read_bytes())
    assert graphs[0] == graphs[2] != graphs[1] and "红烛夜话" in graphs[1].decode()


def test_check_names_what_is_added_and_each_fault_with_its_line(mine: str) -> None:
    sound = run("check", "--with", mine)
    assert sound.returncode == 0 and "yours added 蒸吨" in sound.stdout.replace("\n", " ")
    path = Path(mine) / "rules" / "measure-kind.yaml"
    path.write_text(OWN["rules/measure-kind"].replace("村民修通", "村民盼着修通"), "utf-8")
    broken = run("check", "--with", mine)
    flat = "".join(part.strip("│ ") for line in broken.stdout.splitlines() for part in line.split("│")[-2:-1])
    assert broken.returncode == 2 and "measure-kind.yaml:3" in flat.replace(" ", "")
    assert run("extract", mine, "--with", mine).returncode == 2
    assert "measure-kind.yaml:3" in run("extract", mine, "--with", mine).stderr
