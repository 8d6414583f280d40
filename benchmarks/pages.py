"""The page side by side with plain pyvis, in one run: opening, dragging, network, hostile strings, size, tasks.

    python benchmarks/pages.py [OUT] [--sizes 500 2000 5000] [--repeat 3] [--write]

OUT is a build of many articles; without it the graph is made up (figures of size then say little, since invented sentences
deflate well). Medians of the repeats are told, with the load of the machine. `--write` puts the table into docs/page-figures.md,
which `make page-figures` does.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from goldsets import ROOT, markdown
from page_browser import Drag, answering, chromium, dragging, opening, ran, requests, silent_line
from page_graphs import HOSTILE, built, cut, hostile, made_up, write_plain
from page_tasks import MOST, tasks
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from fangzhi import __version__
from graph.merge import Net, network
from graph.page import page_html, write_page
from graph.page_sparql import Sparql, sparql
from graph.store import open_store
from ontology.errors import SourceError
from ontology.terms import STD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = ROOT / "docs" / "page-figures.md"
STAND_WITHIN = 120.0
"""Seconds that plain pyvis is given until its nodes stand."""
SILENT = 15.0
TRIPLES = 74_000
COUNT = "SELECT ?type (COUNT(*) AS ?n) { ?s a ?type } GROUP BY ?type ORDER BY DESC(?n)"
Row = list[str]


def speed(browser: "Browser", folder: Path, net: Net, size: int, repeat: int) -> list[Row]:
    """Opening and dragging of both pages of one size, and what they weigh."""
    ours, plain, still = folder / f"ours-{size}.html", folder / f"plain-{size}.html", folder / f"still-{size}.html"
    part = cut(net, size)
    start = perf_counter()
    own = write_page(part, ours, title="方志", limit=size)
    written = perf_counter() - start
    weight = write_plain(part, plain, title="pyvis", at_rest=False)
    write_plain(part, still, title="pyvis", at_rest=True)
    opened = _median(lambda: opening(browser, ours, plain=False, most=60) or 60, repeat)
    stood = opening(browser, plain, plain=True, most=STAND_WITHIN) if size <= 500 else None
    waited = f"{stood:.0f} s" if stood else f"not within {STAND_WITHIN:.0f} s" if size <= 500 else "not measured"
    mine = [dragging(browser, ours, plain=False) for _ in range(repeat)]
    theirs = [dragging(browser, still, plain=True) for _ in range(repeat)]
    evidence = sum(len(d["evidence"]) for d in (*(d for _, d in part.nodes(data=True)), *(d for _, _, d in part.edges(data=True))))
    held = f"{own.nodes} nodes, {own.edges} edges, {evidence} pieces of evidence"
    figures = [bool(d["evidence"]) for _, d in part.nodes(data=True) if d["type"] == "Measurement"]
    told = [bool(d["evidence"]) for _, _, d in part.edges(data=True) if d["relation"] != "within"]
    proven = f"{sum(figures)} of {len(figures)}, {sum(told)} of {len(told)}"
    return [
        [f"{size}: all nodes stand after opening", f"{opened:.2f} s", waited],
        [f"{size}: frames a second while dragged, whole on screen", _drag(mine), _drag(theirs)],
        [f"{size}: figures, and edges but for those of the division code, whose sentence one click opens", proven, "–"],
        [f"{size}: file ({held})", f"{own.bytes:,} bytes, written in {written:.1f} s", f"{weight:,} bytes"],
    ]


def safety(browser: "Browser", folder: Path, net: Net) -> list[Row]:
    """Requests, a line that never answers, hostile strings."""
    ours, plain, evil, evil_plain = (folder / f"{name}.html" for name in ("ours", "plain", "evil", "evil-plain"))
    part = cut(net, 150)
    write_page(part, ours, title="方志")
    write_plain(part, plain, title="pyvis", at_rest=True)
    write_page(hostile(), evil, title="".join(HOSTILE))
    write_plain(hostile(), evil_plain, title="".join(HOSTILE), at_rest=True)
    asked = [str(requests(browser, path, plain=path == plain)) for path in (ours, plain)]
    run = [str(ran(browser, path, plain=path == evil_plain)) for path in (evil, evil_plain)]
    return [["requests outside the file", *asked], [f"runs of {len(HOSTILE)} hostile strings", *run]]


def behind_silence(folder: Path) -> list[Row]:
    """Opening where every outside request waits for ever."""
    with silent_line() as address, chromium(address) as browser:
        waits = [opening(browser, folder / f"{name}.html", plain=name == "plain", most=SILENT, blocked=False) for name in ("ours", "plain")]
    return [["readable behind a line that never answers", *(f"{w:.2f} s" if w else f"not within {SILENT:.0f} s" for w in waits)]]


def asked(browser: "Browser", folder: Path, out: Path, repeat: int) -> list[Row]:
    """SPARQL inside a file of as many documents of the build as come near to 74,000 triples."""
    store = open_store(out / "store")
    answers = _near(store, TRIPLES)
    path = folder / "asks.html"
    weight = write_page(network(parse(answers.trig, format=RdfFormat.TRIG)), path, title="方志", sparql=answers).bytes
    times = [answering(browser, path, COUNT) for _ in range(repeat)]
    ready, answered = median(t[0] for t in times), median(t[1] for t in times)
    return [[f"SPARQL: {answers.triples:,} triples ready, first answer, after opening", f"{ready:.2f} s, {answered:.2f} s; {weight:,} bytes", "–"]]


def _near(store: Store, triples: int) -> Sparql:
    documents = sorted(
        str(q.object.value)
        for q in store.quads_for_pattern(None, NamedNode(STD.IDENTIFIER), None, None)
        if isinstance(q.graph_name, NamedNode) and isinstance(q.object, Literal)
    )
    low, high = 1, len(documents)
    while low < high:
        middle = (low + high) // 2
        try:
            enough = sparql(store, documents[:middle]).triples >= triples
        except SourceError:
            enough = True
        low, high = (low, middle) if enough else (middle + 1, high)
    return sparql(store, documents[:low])


def canned(browser: "Browser", folder: Path) -> list[Row]:
    """The tasks on the page of the five seeds."""
    from extract.pipeline import extraction, language
    from extract.read import sources
    from extract.values import Source
    from graph.triples import quads

    nlp = language()
    given = [extraction(nlp, s) for s in sources([str(ROOT / "seeds")]) if isinstance(s, Source)]
    path = folder / "seeds.html"
    weight = write_page(network([q for e in given for q in quads(e)]), path, title="方志").bytes
    solved = 0
    for task in tasks():
        page = browser.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-drawn]")
        solved += task.says in task.done(page) and len(task.acts) <= MOST
        page.close()
    return [[f"tasks done in at most {MOST} acts", f"{solved} of {len(tasks())}", "–"], ["file of the five seeds", f"{weight:,} bytes", "–"]]


def same_bytes(net: Net) -> list[Row]:
    """Whether the same graph gives the same bytes."""
    part = cut(net, 500)
    hashes = {sha256(page_html(part, title="x").encode()).hexdigest() for _ in range(2)}
    return [["same graph, same bytes", "yes" if len(hashes) == 1 else "no", "–"]]


def _median(measure: Callable[[], float], repeat: int) -> float:
    return median(measure() for _ in range(repeat))


def _drag(found: Iterable[Drag]) -> str:
    runs = list(found)
    rates = sorted(d.frames for d in runs)
    drawn, longest = median(d.drawings for d in runs), median(d.longest for d in runs)
    return f"{median(rates):.0f} ({rates[0]:.0f}–{rates[-1]:.0f}); {drawn:.0f} drawn anew, longest {longest:.0f} ms"


def main() -> None:
    """Measures and prints, or writes, the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 5000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    net = built(arguments.out) if arguments.out else made_up(max(arguments.sizes))
    load = [f"{os.getloadavg()[0]:.1f}"]
    rows: list[Row] = []

    def tell(more: list[Row]) -> None:
        rows.extend(more)
        for row in more:
            print(" | ".join(row), file=sys.stderr, flush=True)

    with TemporaryDirectory() as name:
        folder = Path(name)
        with chromium() as browser:
            version = browser.version
            for size in arguments.sizes:
                tell(speed(browser, folder, net, size, arguments.repeat))
            tell(safety(browser, folder, net))
            tell(canned(browser, folder))
            tell(same_bytes(net))
            if arguments.out:
                tell(asked(browser, folder, arguments.out, arguments.repeat))
        tell(behind_silence(folder))
    load.append(f"{os.getloadavg()[0]:.1f}")
    source = f"a build of {sum(1 for _ in net)} nodes" if arguments.out else "a made-up graph"
    machine = f"Chromium {version} without a GPU, {os.cpu_count()} cores, load of the machine {' to '.join(load)}"
    said = f"{machine}; {source}; medians of {arguments.repeat} (range)."
    text = f"{said}\n\n{markdown(('', 'fangzhi page', 'plain pyvis'), rows)}"
    if not arguments.write:
        print(text)
        return
    TARGET.write_text(HEAD + text + "\n", "utf-8")
    print(f"{TARGET}: {len(rows)} rows", file=sys.stderr)


HEAD = f"""# 网页的数字 Figures of the page

由 `make page-figures` 写成，不要手改；对照的是原样的 pyvis。
Written by `make page-figures`, not by hand; set against pyvis as it comes. fangzhi {__version__}.

"""

if __name__ == "__main__":
    main()
