"""The built wheel holds all that the program needs: its console script runs from it, away from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.model
def test_the_console_script_runs_from_the_wheel(tmp_path: Path, seeds: Path) -> None:
    dist, site = tmp_path / "dist", tmp_path / "site"
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
        names = archive.namelist()
    assert {"ontology/fangzhi.ttl", "ontology/shapes.ttl", "extract/data/gazetteer.npz", "graph/style.yaml", "fangzhi/templates/report.html.j2"} <= set(names)
    browser = {"static/graph.js", "static/graph.css", "static/vendor/editor.js", "static/vendor/editor.LICENCES.txt", "static/vendor/VERSIONS.md"}
    assert {f"fangzhi/web/{name}" for name in browser} <= set(names) and not [n for n in names if "node_modules" in n]
    assert any(n.endswith("entry_points.txt") for n in names) and any("licenses/" in n for n in names)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    program = "import fangzhi, sys; print(fangzhi.__file__, file=sys.stderr); from fangzhi.cli import main; main()"
    command = [sys.executable, "-c", program, "extract", str(seeds / "seed-004.txt")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0].startswith(str(site))
    assert json.loads(done.stdout)["mentions"]
