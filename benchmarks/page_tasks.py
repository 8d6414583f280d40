"""What a scripted browser does on the page of the five seeds: tasks of at most four acts, each with its answer (page_tasks.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATH = Path(__file__).with_name("page_tasks.yaml")
MOST = 4
SPOT = "label => window.fangzhi.spot(window.fangzhi.find(label)[0])"


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its acts, each a kind and what it is done to, and the element in which the answer then stands."""

    task: str
    acts: tuple[tuple[str, str], ...]
    place: str
    says: str

    def done(self, page: "Page") -> str:
        """Does the acts on a freshly opened page; the text of the elements in which the answer should stand."""
        for kind, value in self.acts:
            _act(page, kind, value)
        return "\n".join(page.locator(self.place).all_inner_texts())


def tasks() -> list[Task]:
    """The tasks in the order of the file."""
    return [_task(item) for item in yaml.safe_load(PATH.read_text("utf-8"))]


def _task(item: Mapping[str, object]) -> Task:
    acts, answer = item["acts"], item["answer"]
    assert isinstance(acts, list) and isinstance(answer, dict)
    pairs = tuple((str(kind), str(value)) for act in acts for kind, value in act.items())
    return Task(str(item["task"]), pairs, str(answer["in"]), str(answer["says"]))


def _act(page: "Page", kind: str, value: str) -> None:
    match kind:
        case "type":
            page.fill("#search", value)
        case "press":
            page.keyboard.press(value)
        case "click":
            page.locator(value).first.click()
        case "node":
            spot, box = page.evaluate(SPOT, value), page.locator("#canvas").bounding_box()
            assert box
            page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
        case _:
            raise ValueError(f"no act {kind!r}: there are type, press, click, node")
