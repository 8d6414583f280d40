"""The bundles are what VERSIONS.md says, and no file of them names an address that is asked for at run time."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from fangzhi.web.static_files import FOLDER

VENDOR, SOURCES = FOLDER / "vendor", FOLDER.parent / "src"
VERSIONS = (VENDOR / "VERSIONS.md").read_text("utf-8")


def bundles() -> list[Path]:
    return sorted(path for path in VENDOR.iterdir() if path.suffix in (".js", ".wasm"))


@pytest.mark.parametrize("path", bundles(), ids=lambda p: p.name)
def test_a_bundle_has_the_digest_that_is_written_down(path: Path) -> None:
    assert sha256(path.read_bytes()).hexdigest() in VERSIONS, "run scripts/build-web.sh"


def test_versions_are_pinned_and_those_of_the_lock() -> None:
    wanted = json.loads((SOURCES / "package.json").read_text("utf-8"))
    locked = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version) and locked[f"node_modules/{name}"]["version"] == version
    for name, version in wanted["dependencies"].items():
        assert f"| {name} | {version} |" in VERSIONS
    assert not [path for path, about in locked.items() if path and ("resolved" in about or not about.get("integrity"))]


def test_every_bundled_package_brings_its_licence() -> None:
    licences = (VENDOR / "editor.LICENCES.txt").read_text("utf-8")
    names = re.findall(r"^\| (\S+) \| \d\S* \| MIT \|$", VERSIONS, re.MULTILINE)
    assert len(names) > 10 and all(re.search(rf"^{re.escape(name)} \d", licences, re.MULTILINE) for name in names)
    assert "carries no text" not in licences
