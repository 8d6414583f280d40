"""What the page promises, as the benchmarks measure it: tasks in at most four acts, nothing hostile runs, no line is needed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad

from graph.merge import network
from graph.page import write_page

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(FOLDER))

from page_browser import ran, silent_line  # noqa: E402
from page_graphs import HOSTILE, hostile  # noqa: E402
from page_tasks import MOST, Task, tasks  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seeds_page(gold_quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tasks") / "graph.html"
    write_page(network(gold_quads), path, title="方志")
    return path


@pytest.mark.parametrize("task", tasks(), ids=lambda t: t.task)
def test_a_task_is_done_in_few_acts(browser: "Browser", seeds_page: Path, task: Task) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(seeds_page.as_uri())
    page.wait_for_selector("html[data-drawn]")
    page.set_default_timeout(5000)
    try:
        assert task.says in task.done(page)
    finally:
        page.close()
    assert len(task.acts) <= MOST


def test_none_of_twenty_hostile_strings_runs(browser: "Browser", tmp_path: Path) -> None:
    assert len(HOSTILE) == 20
    write_page(hostile(), tmp_path / "graph.html", title="".join(HOSTILE))
    assert ran(browser, tmp_path / "graph.html", plain=False) == 0


def test_the_page_stands_behind_a_line_that_never_answers(browser: "Browser", seeds_page: Path) -> None:
    with silent_line() as address:
        context = browser.new_context(proxy={"server": address})
        page = context.new_page()
        page.goto(seeds_page.as_uri())
        page.wait_for_selector("html[data-drawn]")
        context.close()
