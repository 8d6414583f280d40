"""The how-tos as a new user follows them: what they tell to write is written, checked and used, and does what they say."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from extract.pipeline import extraction
from extract.values import Source

pytestmark = pytest.mark.model
HOW_TO = Path(__file__).resolve().parents[1] / "docs" / "how-to"
CASES = {
    "adding-a-programme": ("河津市基层治理\n\n各村坚持红烛夜话。", ("PROGRAMME", "红烛夜话")),
    "adding-an-organisation-suffix": ("河津市基层治理\n\n河津市绿源种苗繁育场育苗3万株。", ("ORG", "河津市绿源种苗繁育场")),
    "adding-a-unit": ("河津市基层治理\n\n河津市供热站新增30蒸吨。", ("蒸吨", "result")),
    "adding-a-rule": ("河津市基层治理\n\n各村盼着新建2座水塔。", ("座", "target")),
}


def run(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from fangzhi.cli import main; main()", *line.split()[1:]]
    return subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(HOW_TO.parents[1]), "PATH": "", "COLUMNS": "200"}, capture_output=True, text=True)


def facts(folder: Path, line: str) -> list[tuple[str, str]]:
    done = run(folder, line)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    return [*((m["type"], m["text"]) for m in record["mentions"]), *((m["unit"], m["kind"]) for m in record["measurements"])]


@pytest.mark.parametrize("name", CASES)
def test_a_how_to_does_what_it_says(name: str, tmp_path: Path, nlp: Language) -> None:
    text, fact = CASES[name]
    page = (HOW_TO / f"{name}.md").read_text("utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL):
        content = re.sub("^   ", "", block, flags=re.MULTILINE).lstrip()
        path = tmp_path / content.split()[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (tmp_path / "article.txt").write_text(text, "utf-8")
    checked = run(tmp_path, "fangzhi check --with mydir")
    assert checked.returncode == 0 and "yours added" in checked.stdout, checked.stdout
    assert "fangzhi check --with mydir" in page and "fangzhi extract article.txt --with mydir" in page
    before = extraction(nlp, Source("article", tmp_path / "article.txt", text, ""))
    assert fact not in [*((m.type, m.text) for m in before.mentions), *((m.unit, m.kind) for m in before.measurements)]
    assert fact in facts(tmp_path, "fangzhi extract article.txt --with mydir")
