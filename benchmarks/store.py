"""Load and query times on a graph of a million triples, the embedded store beside rdflib in one run; seconds of SHACL validation.

    python benchmarks/store.py [--triples 1000000] [--limit 20] [--documents N]

The graph is made of real extractions told again under other names and of other places. Every ready question is asked without its optional
parameters, of the county and of the province with the most mentions. rdflib gets the same quads, the same text of each question and so
many seconds for it. Writes docs/benchmarks.md.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from types import FrameType

import rdflib
import shapes
from copies import extracted, graph_of
from goldsets import ROOT, markdown
from pyoxigraph import Quad, Store

from graph.query import answer, ready_text
from graph.questions import Question, questions
from graph.store import ontology_quads, open_store, write_store
from graph.validate import rdflib_term
from ontology.terms import PREFIXES

TARGET = ROOT / "docs" / "benchmarks.md"
BUSIEST = """SELECT ?place WHERE { ?place a CLASS . ?inner fz:within* ?place . ?mention oa:hasBody ?inner }
GROUP BY ?place ORDER BY DESC(COUNT(?mention)) ?place LIMIT 1"""
TIMES = 3
"""How often the store is asked; the fastest counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ready question with its parameters: how it is told in the table, and its SPARQL."""

    name: str
    told: str
    text: str


class OutOfTime(BaseException):
    """rdflib took too long. No Exception, since rdflib catches those while it filters."""


def asked(store: Store) -> Iterator[Asked]:
    """Every ready question, in each way in which it is asked here."""
    places = {}
    for title, kind in (("a county", "fz:County"), ("a province", "fz:Province")):
        found = answer(store, BUSIEST.replace("CLASS", kind)).terms
        places[title] = str(getattr(found[0][0], "value", ""))
    for question in questions():
        for told, values in _ways(question, places):
            yield Asked(question.name, told, ready_text(store, question.name, values))


def _ways(question: Question, places: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    others = {p.name: p.example for p in question.parameters if p.kind != "place"}
    if all(p.optional for p in question.parameters):
        yield "", {}
    if place := next((p.name for p in question.parameters if p.kind == "place"), None):
        for told, iri in places.items():
            yield told, others | {place: iri}
    elif others and not all(p.optional for p in question.parameters):
        yield " ".join(f"{name}={value}" for name, value in others.items()), others


def loaded(quads: Sequence[Quad]) -> rdflib.Dataset:
    """The same quads, with the ontology, in rdflib; its default graph is the union."""
    dataset = rdflib.Dataset(default_union=True)
    made: dict[object, rdflib.URIRef] = {}
    graphs: dict[object, rdflib.Graph] = {}
    for quad in (*quads, *ontology_quads()):
        if quad.graph_name not in graphs:
            graphs[quad.graph_name] = dataset.graph(rdflib_term(quad.graph_name, made))
        graphs[quad.graph_name].add((rdflib_term(quad.subject, made), rdflib_term(quad.predicate, made), rdflib_term(quad.object, made)))
    return dataset


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stops what runs inside after so many seconds. Raises OutOfTime."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(run: Callable[[], int]) -> tuple[float, int]:
    """How long something takes the processor, whatever else runs on the machine, and the number that it gives."""
    start = process_time()
    number = run()
    return process_time() - start, number


def rows_of(store: Store, text: str) -> int:
    """How many rows the store answers."""
    return len(answer(store, text).terms)


def timings(path: Path, texts: Sequence[str]) -> list[list[tuple[float, int]]]:
    """For each query the seconds and rows of each time that the store in a folder is asked."""
    store = open_store(path)
    return [[seconds(lambda: rows_of(store, text)) for _ in range(TIMES)] for text in texts]  # noqa: B023 -- run at once


def by_rdflib(dataset: rdflib.Dataset, text: str, limit: float) -> tuple[str, str]:
    """Seconds and rows of rdflib, or that it gave up."""
    try:
        with within(limit):
            took, rows = seconds(lambda: len(list(dataset.query(text, initNs=dict(PREFIXES)))))
        return f"{took:.2f}", str(rows)
    except OutOfTime:
        return f"gave up after {limit:g}", ""
    except Exception as fault:  # what rdflib cannot run is a result of the comparison
        return f"failed: {type(fault).__name__}", ""


def table(quads: Sequence[Quad], documents: int, limit: float) -> str:
    """Loading and every question, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        loading, triples = seconds(lambda: write_store(Path(folder) / "store", quads))
        store = open_store(Path(folder) / "store")
        questions_asked = list(asked(store))
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # as a user asks: beside a million quads in memory all is slower
            ours = alone.submit(timings, Path(folder) / "store", [one.text for one in questions_asked]).result()
        start = process_time()
        dataset = loaded(quads)
        slow = process_time() - start
        rows = [["load", "", f"{triples:,} triples", f"{loading:.1f}", f"{slow:.1f}", ""]]
        for one, timed in zip(questions_asked, ours, strict=True):
            theirs, count = by_rdflib(dataset, one.text, limit)
            rows.append([one.name, one.told, f"{timed[0][1]:,}", f"{min(timed)[0]:.3f}", theirs, count])
            print(*rows[-1], file=sys.stderr)
    head = f"{documents:,} documents, {len(quads):,} quads, {triples:,} distinct triples with the ontology."
    return head + "\n\n" + markdown(("question", "asked of", "rows", "store, seconds", "rdflib, seconds", "rdflib, rows"), rows)


HEAD = """# 基准 Benchmarks

由 `make benchmarks` 写成，不要手改。真实抽取结果换名换地重复，做成一百万三元组的图；
同一次运行里，内置的 Oxigraph 库（独立进程，取三次中最快）与 rdflib（每问限时）回答同样的问题。秒数是处理器时间。
Written by `make benchmarks`, not by hand. Real extractions, told again under other names and of other places, make a graph of a million triples;
in one run the embedded store (in a process of its own, the fastest of three) and rdflib (once, with a time limit) answer the same text of each ready question.
Seconds are the processor's, so that what else runs on the machine hardly counts; loading uses several cores.
"""


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that rdflib has for a question")
    parser.add_argument("--documents", type=int, default=None, help="articles to start from")
    parser.add_argument("--output", type=Path, default=TARGET)
    given = parser.parse_args()
    found = extracted(given.documents)
    quads, documents = graph_of(found, given.triples)
    text = f"{HEAD}\n## 现成问题 Ready questions\n\n{table(quads, documents, given.limit)}\n"
    text += f"\n## 校验 Validation\n\n{shapes.table(found, given.triples // 10)}\n"
    given.output.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
