"""The whole flow: inputs → extractions → output folder, put in place at once. Only what has changed is extracted again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.rates import rates
from extract.values import Extraction, Source
from fangzhi.cache import Cache, Extracted, key
from fangzhi.console import Silent, Watch
from fangzhi.engine import extractions, load_models, workers_for
from fangzhi.manifest import Changes, Document, Manifest, about, changes, digest, is_whole, program, read_manifest, reading, write_manifest
from fangzhi.output import read_report, write_output
from fangzhi.provenance import provenance
from fangzhi.report import REPORT, Refused, Report, refusals
from fangzhi.review import corrections_file, corrections_for
from fangzhi.stopwatch import Stopwatch
from graph.folder import NEW, put_in_place, writing
from ontology.errors import SourceError
from ontology.iri import Names
from ontology.terms import ID_BASE

KINDS = "name files, folders or patterns of .txt .md .html .jsonl .csv articles"
CACHE = "extractions.cache"
"""What was extracted, as it was before anything was corrected, with the keys by which it is known."""
DEFECT = "this is a defect of the program: report it with the document"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the inputs hold: the documents, and what gave none."""

    sources: tuple[Source, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A build that is in place: where, what it reports, what has changed since the last, and how many seconds each stage took.

    `written` is false if the last build was found to be what this one would have been. `forgotten` are the files of users' own words and
    rules that the last build read and this one was not given.
    """

    out: Path
    report: Report
    changes: Changes
    seconds: dict[str, float]
    written: bool = True
    forgotten: tuple[str, ...] = ()


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
    inputs: Sequence[str],
    out: Path,
    *,
    workers: int | None = None,
    base: str = ID_BASE,
    corrections: Path | None = None,
    fresh: bool = False,
    threshold: float | None = None,
    watch: Watch | None = None,
) -> Built:
    """Builds the graph of the inputs into `out`; what is written does not depend on what was built before. `fresh` uses nothing of it.

    `corrections` is a file of corrections; without it the one beside `out` is used, if there is one. What is less sure than the threshold
    (data/confidence.yaml's, if none is given) is a candidate and not asserted.
    A killed or failed build leaves what was there, and what it has extracted serves the next. Raises SourceError when no document could be
    read or extracted, when `out` holds something that is not a build, or when another process builds into it; SchemaError for an unfit base.
    """
    Names(base)
    watch, clock = watch or Silent(), Stopwatch()
    corrected = corrections_for(out, corrections)
    with writing(out) as shop:
        _check_replaceable(out)
        watch.stage("read 读取")
        found = read(inputs)
        before, now = read_manifest(out), _made_from(found, base, corrections_file(out, corrections), rates().threshold if threshold is None else threshold)
        sound = before is not None and not fresh and is_whole(out, before)
        clock.lap("read")
        lines = shop / CACHE
        unchanged = before and sound and before.made_from_the_same(now)
        if unchanged or fresh:
            lines.unlink(missing_ok=True)
        if unchanged:
            return Built(out, read_report(out), changes(before, now, 0), clock.seconds, written=False)
        with Cache(lines) as cache:
            if not fresh:
                cache.learn(out / CACHE)
            missing = [s for s in found.sources if now.documents[s.id].key not in cache]
            failed = _extract(missing, cache, now, workers, watch, clock) if missing else ()
            now = replace(now, documents={name: d for name, d in now.documents.items() if d.key in cache})
            last = out if before and sound and before.program == now.program else None
            refused, documents = (*found.refused, *failed), _extracted(found, cache, now)
            made = provenance(now, corrections_file(out, corrections))
            known = _own(out) if before else ()
            report = write_output(shop / NEW, documents, refused, base=base, made=made, corrections=corrected, last=last, watch=watch, clock=clock)
            cache.write(shop / NEW / CACHE, [d.key for d in now.documents.values()])
        _put_in_place(out, shop, now, watch)
        clock.lap("put in place")
    forgotten = tuple(sorted(set(known) - set(_own(out))))
    return Built(out, report, changes(before, now, len(missing)), clock.seconds, forgotten=forgotten)


def _own(out: Path) -> tuple[str, ...]:
    """The names of the users' files that a build read; none where its report cannot be read."""
    try:
        return tuple(entry.rpartition(" ")[0] for entry in read_report(out).own)
    except SourceError:
        return ()


def _put_in_place(out: Path, shop: Path, now: Manifest, watch: Watch) -> None:
    write_manifest(shop / NEW, now)
    watch.stage("put in place 就位")
    for step in put_in_place(out):
        watch.step(step)
    (shop / CACHE).unlink()


def _made_from(found: Inputs, base: str, corrections: Path, threshold: float) -> Manifest:
    """What a build of these inputs, corrected by what this file says if it is there, is made from."""
    fingerprint = reading()
    documents = {s.id: Document(about(s), key(s, fingerprint)) for s in found.sources}
    said = [corrections.name, corrections.read_bytes().hex()] if corrections.is_file() else []
    return Manifest(program(), base, documents, digest([[(r.path, r.reason, r.remedy) for r in found.refused], said]), threshold)


def _extracted(found: Inputs, cache: Cache, now: Manifest) -> Extracted:
    """The extractions of the documents that have one, divided at the build's threshold."""
    return Extracted(cache, [(now.documents[s.id].key, s) for s in found.sources if s.id in now.documents], now.threshold)


def _extract(missing: Sequence[Source], cache: Cache, now: Manifest, workers: int | None, watch: Watch, clock: Stopwatch) -> tuple[Refused, ...]:
    """Adds the extractions of these documents to the cache; those on which it failed. Raises SourceError when there is no document left."""
    processes = workers_for(len(missing), workers)
    if processes == 1:
        watch.stage("load models 载入模型")
        load_models(clock)
    watch.stage("extract 抽取", len(missing))
    failed: list[Refused] = []
    for result in extractions(missing, workers=processes):
        if isinstance(result, Extraction):
            cache.add(now.documents[result.source.id].key, result)
        else:
            failed.append(Refused(result.source.path.name, f"extraction failed: {result.fault}", DEFECT))
        watch.step(result.source.id)
    clock.lap("extract")
    if len(failed) == len(now.documents):
        raise SourceError(f"{failed[0].reason}, and on every other document too", path=failed[0].path, remedy=DEFECT)
    return tuple(failed)


def _check_replaceable(out: Path) -> None:
    """Only an earlier build, or nothing, is ever replaced."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() and not (out / REPORT).is_file():
        raise SourceError("holds something that is not a build", path=out, remedy="name another folder with -o, or empty this one")
