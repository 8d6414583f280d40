"""What several tests need: the folders of texts, and the pipeline with its models."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from spacy.language import Language

# The same examples on every run, and no clock: the first text of a run loads the models.
settings.register_profile("fangzhi", deadline=None, derandomize=True)
settings.load_profile("fangzhi")

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five source articles and their gold."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party evaluation texts beside the repository; the test is skipped where there is none."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"the third-party evaluation texts are not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def nlp() -> "Language":
    """The pipeline, loaded once a test run."""
    from extract.pipeline import language

    return language()


@pytest.fixture(scope="module")  # Playwright keeps an event loop in its thread, in which others cannot run theirs
def browser() -> Iterator["Browser"]:
    """Chromium: named by FANGZHI_CHROMIUM, else the system's, else Playwright's own."""
    from playwright.sync_api import Error, sync_playwright

    path = os.environ.get("FANGZHI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as fault:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium to open the pages in (set FANGZHI_CHROMIUM, or install chromium): {str(fault).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> Callable[["Page"], None]:
    """Fails where axe finds something serious or critical on a page: `axe(page)`."""
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

    def check(page: "Page") -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)  # by the protocol, so that the page's own policy stays as it is
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        grave = [v for v in found if v["impact"] in ("serious", "critical")]
        assert not grave, "\n".join(f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:4]]}" for v in grave)

    return check
