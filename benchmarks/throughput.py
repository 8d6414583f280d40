"""How fast extraction is on one core: documents and characters a second, and where the time goes.

    python benchmarks/throughput.py [FOLDER] [--documents N]

Without a folder the articles of ../shared/corpus are read, or the seeds again and again where it is missing. One thread, one
process, processor time: what else runs on the machine hardly counts. Imports and models are clocked apart, and each step of
the pipeline by itself.
"""

import argparse
import os
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Any

from goldsets import ROOT, SHARED, markdown

from extract.read import sources
from extract.values import Extraction, Source

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def documents(folder: Path | None, number: int) -> list[Source]:
    """So many documents, in order; fewer where a folder has fewer, the seeds repeated where there is none."""
    chosen = folder or (SHARED / "corpus" if (SHARED / "corpus").is_dir() else None)
    if chosen:
        return [s for s in sources([str(chosen)]) if isinstance(s, Source)][:number]
    seeds = [s for s in sources([str(ROOT / "seeds")]) if isinstance(s, Source)]
    return list(islice(cycle(seeds), number))


def table(given: list[Source], loading: float) -> str:
    """Rates and the profile as Markdown."""
    seconds: dict[str, float] = {}
    total = -process_time()
    characters = sum(_clocked_steps(source, seconds) for source in given)
    total += process_time()
    spent = sum(seconds.values())
    profile = [[name, f"{s / spent:.1%}", f"{s / len(given) * 1000:.1f}"] for name, s in sorted(seconds.items(), key=lambda item: -item[1])]
    rates = (
        f"{len(given)} documents, {characters:,} characters of clean text: {len(given) / total:.1f} documents/s, "
        f"{characters / total:,.0f} characters/s on one core; imports and models before that: {loading:.2f} s."
    )
    return rates + "\n\n" + markdown(("step", "share", "ms a document"), profile)


def _clocked_steps(source: Source, seconds: dict[str, float]) -> int:
    """Runs the pipeline over a document as extract.pipeline.extraction does, each step on the clock; the characters of its clean text."""
    from extract import pipeline
    from extract.annotations import measurements_of, mentions_of

    def clocked(name: str, step: Callable[..., Any], *arguments: Any) -> Any:
        start = process_time()
        result = step(*arguments)
        seconds[name] = seconds.get(name, 0.0) + process_time() - start
        return result

    nlp = pipeline.language()
    text = clocked("cleaning", pipeline.clean, source.raw)
    with nlp.memory_zone():
        doc = clocked("tokens and LAC", nlp.make_doc, text.text)
        doc._.clean = text
        for name, component in nlp.pipeline:
            doc = clocked(name, component, doc)
        mentions = clocked("guards and offsets", pipeline.guarded_mentions, text, mentions_of(doc))
        figures = clocked("guards and offsets", pipeline.guarded_measurements, text, measurements_of(doc))
        candidates = clocked("confidence", pipeline.open_candidates, text, doc, (*mentions, *figures))
        del doc
    found = Extraction(source, text.text, tuple(map(pipeline.with_fields, mentions)), tuple(map(pipeline.with_fields, figures)), candidates=candidates)
    clocked("confidence", lambda: pipeline.divided(pipeline.calibrated(found, pipeline.rates()), pipeline.rates().threshold))
    return len(text.text)


def main() -> None:
    """Prints the rates and the profile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=480)
    arguments = parser.parse_args()
    print(measured(arguments.folder, arguments.documents))


def measured(folder: Path | None, number: int) -> str:
    """The table for a folder; models are loaded and warmed with the first document before the clock runs."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    start = process_time()
    from extract.pipeline import extraction, language

    nlp = language()
    loading = process_time() - start
    given = documents(folder, number)
    extraction(nlp, given[0])
    return table(given, loading)


if __name__ == "__main__":
    main()
