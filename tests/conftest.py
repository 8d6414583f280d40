"""What several tests need: the folders of texts, and the pipeline with its models."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spacy.language import Language

# The same examples on every run, and no clock: the first text of a run loads the models.
settings.register_profile("fangzhi", deadline=None, derandomize=True)
settings.load_profile("fangzhi")

ROOT = Path(__file__).resolve().parents[1]


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
