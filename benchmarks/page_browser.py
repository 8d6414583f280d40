"""What Chromium does with a page: when it can be read, how smoothly it is dragged, what it asks the network for, what runs in it."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"]
SIZE = {"width": 1280, "height": 800}
DRAG_SECONDS = 3.0
OURS = "() => document.documentElement.dataset.drawn && performance.now()"
PLAIN = "() => typeof network !== 'undefined' && (!network.physics.physicsEnabled || network.physics.stabilized) && performance.now()"
DRAG = """([x, y, milliseconds]) => new Promise((done) => {
  const frames = [];
  let drawings = 0;
  (window.fangzhi ? window.fangzhi.network : network).on('afterDrawing', () => { drawings += 1; });
  const step = (now) => {
    frames.push(now);
    const passed = now - frames[0];
    if (passed > milliseconds) { done([frames, drawings]); return; }
    requestAnimationFrame(step);
    const at = { clientX: x + 220 * Math.sin(passed / 400), clientY: y + 150 * Math.sin(passed / 200) };
    document.dispatchEvent(new PointerEvent('pointermove', { ...at, pointerId: 1, pointerType: 'mouse', buttons: 1, bubbles: true }));
  };
  requestAnimationFrame(step);
})"""
"""Moves the pressed pointer once in every frame, so that each frame must show another picture."""


@dataclass(frozen=True, slots=True)
class Drag:
    """Frames a second while the view was dragged, the longest frame in milliseconds, and drawings anew a second."""

    frames: float
    longest: float
    drawings: float


@contextmanager
def chromium(proxy: str = "") -> Iterator["Browser"]:
    """Chromium as the tests find it, its traffic through a proxy if one is named."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("FANGZHI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, proxy={"server": proxy} if proxy else None)
        yield started
        started.close()


@contextmanager
def silent_line() -> Iterator[str]:
    """The address of a proxy that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:  # closed
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        for connection in held:
            connection.close()


def opening(browser: "Browser", path: Path, *, plain: bool, most: float, blocked: bool = True) -> float | None:
    """Seconds from navigation until all nodes stand; None if they do not within `most` seconds. `blocked` refuses outside requests at once."""
    from playwright.sync_api import TimeoutError as TookTooLong

    page = _page(browser, blocked=blocked)
    try:
        page.goto(_address(path, plain=plain), wait_until="commit")
        return float(page.wait_for_function(PLAIN if plain else OURS, timeout=most * 1000).json_value()) / 1000
    except TookTooLong:
        return None
    finally:
        page.close()


def dragging(browser: "Browser", path: Path, *, plain: bool) -> Drag:
    """Drags the view in loops, all nodes on the screen, the pointer moving in every frame."""
    page = _page(browser, blocked=True)
    page.goto(_address(path, plain=plain), wait_until="commit")
    page.wait_for_function(PLAIN if plain else OURS, timeout=60_000)
    if plain:
        page.evaluate("network.fit()")
    page.wait_for_timeout(800)
    box = page.locator("#mynetwork" if plain else "#canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12)
    frames, drawings = page.evaluate(DRAG, [x, y, DRAG_SECONDS * 1000])
    page.mouse.up()
    page.close()
    gaps = [b - a for a, b in pairwise(frames)]
    return Drag(1000 * len(gaps) / sum(gaps), max(gaps), 1000 * drawings / sum(gaps))


def answering(browser: "Browser", path: Path, query: str) -> tuple[float, float]:
    """Seconds from opening a page on its questions until Oxigraph is ready, and until the query is answered."""
    page = _page(browser, blocked=True)
    page.goto(f"{path.as_uri()}#view=ask&{urlencode({'query': query})}")
    page.wait_for_function("() => document.querySelector('#answer tbody tr') && performance.now()", timeout=60_000)
    ready, answered = page.evaluate("() => ['fangzhi-ready', 'fangzhi-answered'].map((name) => performance.getEntriesByName(name)[0].startTime)")
    page.close()
    return ready / 1000, answered / 1000


def requests(browser: "Browser", path: Path, *, plain: bool) -> int:
    """How many things outside the file the page asks for."""
    page = _page(browser, blocked=True)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_timeout(3000)
    page.close()
    return sum(not url.startswith(("data:", "blob:", "file:")) for url in asked)


def ran(browser: "Browser", path: Path, *, plain: bool) -> int:
    """How often something of the graph ran: dialogs, and what adds to window.ran, after everything has been opened and read."""
    page = _page(browser, blocked=True)
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.goto(path.as_uri(), wait_until="commit")
    if plain:
        page.wait_for_timeout(3000)
        for number in range(40):  # titles open under the pointer
            page.mouse.move(200 + number * 22, 200 + number * 10)
        page.wait_for_timeout(500)
    else:
        page.wait_for_function(OURS, timeout=60_000)
        _read_everything(page)
    found = page.evaluate("() => window.ran || 0")
    page.close()
    return int(found) + len(dialogs)


def _read_everything(page: "Page") -> None:
    page.click("#as-table")
    for number in range(page.locator("#table tbody button").count()):
        page.locator("#table tbody button").nth(number).click()
        for proof in range(page.locator("#panel .why").count()):
            page.locator("#panel .why").nth(proof).click()
            page.locator("#table tbody button").nth(number).click()
    for link in page.locator("#panel a").all():
        link.click()
    page.click("#as-graph")
    page.click("#svg")
    page.fill("#search", "script")


def _address(path: Path, *, plain: bool) -> str:
    """The page with all nodes on the drawing."""
    return path.as_uri() + ("" if plain else "#show=whole")


def _page(browser: "Browser", *, blocked: bool) -> "Page":
    page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
    if blocked:
        for scheme in ("http", "https"):
            page.route(f"{scheme}://**", lambda route: route.abort())
    return page
