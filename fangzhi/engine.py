"""Runs extraction over many documents in any number of processes; the results come in the order of the documents."""

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from extract.knowledge import use, used
from extract.values import Extraction, Source
from fangzhi.stopwatch import Stopwatch

CHUNK = 8  # documents handed to a process at once: small enough for an even load, large enough to hide the hand-over
FEW = 24  # below this many documents a second process costs more in loading its models than it saves


@dataclass(frozen=True, slots=True)
class Failure:
    """A document on which extraction broke: a defect of ours, which must not lose the other documents."""

    source: Source
    fault: str


def workers_for(documents: int, wanted: int | None = None) -> int:
    """How many processes to use: as many as wanted, else one for each core once there is work enough for them."""
    if wanted is not None:
        return max(1, wanted)
    return 1 if documents < FEW else max(1, min(os.cpu_count() or 1, documents // CHUNK))


def load_models(clock: Stopwatch) -> None:
    """Loads the pipeline into this process and clocks imports and models apart."""
    from extract import pipeline

    clock.lap("import")
    pipeline.language()
    clock.lap("load models")


def extractions(sources: Sequence[Source], *, workers: int = 1) -> Iterator[Extraction | Failure]:
    """Every document's extraction, in the order of `sources`, the same on any number of workers."""
    if workers == 1:
        yield from _extracted(sources)
        return
    chunks = [sources[i : i + CHUNK] for i in range(0, len(sources), CHUNK)]
    # Not fork: onnxruntime's threads do not survive it.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(used(),)) as pool:
        for results in pool.map(_extracted_list, chunks):
            yield from results


def _begin(own: Sequence[Path]) -> None:
    """What a new process does first: it reads the users' folders that its parent reads, and will end with it."""
    use(own)
    _end_with_parent()


def _end_with_parent() -> None:
    """A killed parent cannot tell its workers, and they would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _extracted_list(sources: Sequence[Source]) -> list[Extraction | Failure]:
    return list(_extracted(sources))


def _extracted(sources: Iterable[Source]) -> Iterator[Extraction | Failure]:
    from extract.pipeline import extraction, language

    nlp = language()
    for source in sources:
        try:
            yield extraction(nlp, source)
        except Exception as fault:  # one document must never stop the others; the report names it
            yield Failure(source, f"{type(fault).__name__}: {fault}")
