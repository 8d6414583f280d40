"""The whole flow: inputs → extractions → output folder, put in place at once."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.values import Extraction, Source
from fangzhi.console import Silent, Watch
from fangzhi.engine import Failure, extractions, load_models, workers_for
from fangzhi.output import write_output
from fangzhi.report import REPORT, Refused, Report, refusals
from fangzhi.stopwatch import Stopwatch
from ontology.errors import SourceError
from ontology.terms import ID_BASE

KINDS = "name files, folders or patterns of .txt .md .html .jsonl .csv articles"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the inputs hold: the documents, and what gave none."""

    sources: tuple[Source, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A build that is in place: where, what it reports, and how many seconds each stage took."""

    out: Path
    report: Report
    seconds: dict[str, float]


def read(inputs: Sequence[str]) -> Inputs:
    """The documents of files, folders and glob patterns, and the inputs that gave none, each with its reason.

    Raises SourceError when there is no document at all.
    """
    from extract.read import Rejected, sources

    found = list(sources(inputs))
    refused = refusals(
        (r.path, f"record {r.record}: {r.reason}" if r.record else r.reason, r.remedy) for r in found if isinstance(r, Rejected) and not r.companion
    )
    documents = tuple(s for s in found if isinstance(s, Source))
    if not documents:
        why = "; ".join(f"{r.path}: {r.reason}" for r in refused[:5]) + ("; …" if len(refused) > 5 else "")
        raise SourceError(f"no document could be read ({why or 'the inputs are empty'})", remedy=KINDS)
    return Inputs(documents, refused)


def build(
    inputs: Sequence[str], out: Path, *, workers: int | None = None, base: str = ID_BASE, corrections: Path | None = None, watch: Watch | None = None
) -> Built:
    """Builds the graph of the inputs into `out`. A killed or failed build leaves what was there before.

    `corrections` is a file of corrections; without it the one beside `out` is used, if there is one.
    Raises SourceError when no document could be read or extracted, or when `out` holds something that is not a build.
    """
    from fangzhi.review import corrections_for

    corrected = corrections_for(out, corrections)
    watch = watch or Silent()
    clock = Stopwatch()
    _check_replaceable(out)
    watch.stage("read 读取")
    found = read(inputs)
    clock.lap("read")
    extracted, failed = extracted_all(found.sources, workers, watch, clock)
    staging = out.with_name(f".{out.name}.{os.getpid()}.building")
    try:
        report = write_output(staging, extracted, (*found.refused, *failed), base=base, watch=watch, clock=clock, corrections=corrected)
        _put_in_place(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Built(out, report, clock.seconds)


def extracted_all(sources: Sequence[Source], workers: int | None, watch: Watch, clock: Stopwatch) -> tuple[list[Extraction], tuple[Refused, ...]]:
    """The extraction of every document, and those on which it failed. Raises SourceError when it failed on all."""
    processes = workers_for(len(sources), workers)
    if processes == 1:
        watch.stage("load models 载入模型")
        load_models(clock)
    watch.stage("extract 抽取", len(sources))
    extracted: list[Extraction] = []
    failures: list[Failure] = []
    for result in extractions(sources, workers=processes):
        watch.step(result.source.id)
        if isinstance(result, Extraction):
            extracted.append(result)
        else:
            failures.append(result)
    clock.lap("extract")
    remedy = "this is a defect of the program: report it with the document"
    if not extracted:
        raise SourceError(f"extraction failed on every document, first: {failures[0].fault}", path=failures[0].source.path, remedy=remedy)
    return extracted, tuple(Refused(f.source.path.name, f"extraction failed: {f.fault}", remedy) for f in failures)


def _check_replaceable(out: Path) -> None:
    """Only an earlier build, or nothing, is ever replaced."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() and not (out / REPORT).is_file():
        raise SourceError("holds something that is not a build", path=out, remedy="name another folder with -o, or empty this one")


def _put_in_place(staging: Path, out: Path) -> None:
    """Two renames: at every moment either build is whole under one of its names."""
    out.parent.mkdir(parents=True, exist_ok=True)
    old = out.with_name(f".{out.name}.{os.getpid()}.replaced")
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
