"""Documents keep up with the program: every command is in the README with help of its own, every snippet runs, every link leads somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from fangzhi.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help_with_examples(command: str) -> None:
    assert f"fangzhi {command} " in README or f"fangzhi {command}\n" in README
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0 and "Examples" in shown.output and f"fangzhi {command}" in shown.output


@pytest.mark.model
def test_every_command_line_of_the_readme_runs(tmp_path: Path) -> None:
    lines = re.findall(r"^fangzhi [^#\n]+", README, re.MULTILINE)
    assert len(lines) >= len(COMMANDS)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    for line in lines:
        done = subprocess.run(
            [sys.executable, "-c", "from fangzhi.cli import main; main()", *shlex.split(line)[1:]], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


@pytest.mark.model
def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "23万元" in done.stdout, done.stderr


@pytest.mark.parametrize(
    "document", [p.relative_to(ROOT).as_posix() for p in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "seeds" / "README.md"])]
)
def test_every_link_leads_somewhere(document: str) -> None:
    text = re.sub("`[^`]*`", "", (ROOT / document).read_text("utf-8"))
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith(("http", "#"))]
    assert [t for t in targets if t and not ((ROOT / document).parent / t).exists()] == []
