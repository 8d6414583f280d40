"""Measures the graph view in Chromium: seconds until a view is drawn, and frames a second while it is dragged.

    python benchmarks/graph_view.py 500 2000 5000

The graph is made up: counties with towns, villages and figures, as many things as are asked for, all of them drawn. Frames are counted
by requestAnimationFrame while the mouse drags the whole picture to and fro for three seconds. The load of the machine is printed beside them.
"""

import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from pyoxigraph import Literal, NamedNode, Quad
from rich.console import Console
from rich.table import Table

from graph.store import write_store
from ontology.iri import Names
from ontology.terms import FZ, STD

NAMES = Names()
PROGRAM = "from fangzhi.cli import main; main()"
COUNT = """() => {
  window.times = [];
  const next = (at) => { window.times.push(at); requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def made_up(number: int) -> Iterator[Quad]:
    """A province with so many things in it: every county has ten towns, every town five villages, every village four figures."""
    graph = NamedNode(NAMES.document("made-up"))

    def said(iri: str, *kinds: str, label: str, **links: tuple[str, str]) -> Iterator[Quad]:
        subject = NamedNode(iri)
        for kind in kinds:
            yield Quad(subject, NamedNode(STD.TYPE), NamedNode(kind), graph)
        yield Quad(subject, NamedNode(STD.LABEL), Literal(label, language="zh"), graph)
        for predicate, value in links.values():
            yield Quad(subject, NamedNode(predicate), NamedNode(value), graph)

    yield from said(NAMES.document("made-up"), FZ.DOCUMENT, label="made up")
    province = NAMES.place("97")
    yield from said(province, FZ.PLACE, FZ.PROVINCE, label="假想省")
    left = number - 1
    for c in range(100):
        county = NAMES.place(f"97{c:04d}")
        rows = [(county, province, FZ.COUNTY, f"第{c}县")]
        for t in range(10):
            town = NAMES.place(f"97{c:04d}{t:03d}")
            rows.append((town, county, FZ.TOWNSHIP, f"{c}县{t}镇"))
            for v in range(5):
                village = NAMES.place(f"97{c:04d}{t:03d}{v:03d}")
                rows.append((village, town, FZ.VILLAGE, f"{t}镇{v}村"))
                rows += [(NAMES.measurement("made-up", len(rows) + c * 1000, f), village, FZ.RESULT, f"投入{f}万元") for f in range(1, 5)]
        for iri, far, kind, label in rows[:left]:
            if kind == FZ.RESULT:
                yield from said(iri, FZ.MEASUREMENT, kind, label=label, about=(FZ.ABOUT, far))
            else:
                yield from said(iri, FZ.PLACE, kind, label=label, within=(FZ.WITHIN, far))
        left -= min(left, len(rows))
        if not left:
            return


def served(out: Path) -> tuple["subprocess.Popen[str]", str]:
    """A server over the graph, and its address."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, "serve", str(out), "--port", "0"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = b""
    while b"Ctrl-C" not in said:
        assert select.select([process.stdout], [], [], 60)[0]
        said += os.read(process.stdout.fileno(), 4096)
    address = re.search(r"http://\S+:\d+", said.decode())
    assert address
    return process, address[0]


def measured(number: int, chromium: str | None) -> tuple[float, float, float]:
    """Seconds until it is drawn, frames a second while it is dragged: the median, and the slowest tenth."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_store(Path(folder) / "store", made_up(number))
        process, address = served(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            began = time.perf_counter()
            page.goto(f"{address}/graph?at={NAMES.place('97')}&depth=4&limit={number}", wait_until="commit")
            page.wait_for_selector("html[data-drawn]", state="attached")
            drawn = time.perf_counter() - began
            assert page.evaluate("window.fangzhi.nodes().length") == number
            box = page.locator("#graph-canvas").bounding_box()
            assert box
            page.wait_for_timeout(1000)
            x, y = box["x"] + 8, box["y"] + 8
            page.mouse.move(x, y)
            page.mouse.down()
            page.evaluate(COUNT)
            end = time.perf_counter() + 3
            step = 0
            while time.perf_counter() < end:
                step += 1
                page.mouse.move(x + 5 * (step % 60), y + 3 * (step % 40))
            times = page.evaluate("window.times")
            page.mouse.up()
        finally:
            browser.close()
            process.terminate()
            process.wait(20)
    gaps = sorted(b - a for a, b in pairwise(times))
    return drawn, 1000 / median(gaps), 1000 / gaps[int(len(gaps) * 0.9)]


def main() -> None:
    """Prints the table."""
    table = Table("nodes", "drawn after (s)", "frames/s: median", "slowest tenth", "load of the machine")
    for number in map(int, sys.argv[1:] or ("500", "2000", "5000")):
        drawn, frames, slow = measured(number, os.environ.get("FANGZHI_CHROMIUM") or "/usr/bin/chromium")
        table.add_row(f"{number:,}", f"{drawn:.2f}", f"{frames:.0f}", f"{slow:.0f}", f"{os.getloadavg()[0]:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
