"""Writes the output folder of a build: extractions, graph files, tables, page, store and report."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from extract.values import Measurement, Mention
from fangzhi import __version__
from fangzhi.cache import Extracted
from fangzhi.console import Watch
from fangzhi.originals import ORIGINALS, line
from fangzhi.report import REPORT, DocumentReport, Refused, Report, document_report
from fangzhi.same_text import SameText
from fangzhi.stopwatch import Stopwatch
from ontology.errors import SourceError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.corrections import Corrections
    from graph.difference import Difference
    from graph.merge import Net
    from graph.provenance import Provenance
    from graph.revision import Revision
    from graph.shacl import Fault

EXTRACTIONS = "extractions.jsonl"
TITLE = "fangzhi 方志"
FOUND = ("documents", "mentions", "places", "organisations", "people", "programmes", "measurements", "relations", "statements")
"""What a report counts, in the order in which it is shown."""


def write_output(
    folder: Path,
    extracted: Extracted,
    refused: Sequence[Refused],
    *,
    base: str,
    made: "Provenance",
    corrections: "Corrections | None" = None,
    last: Path | None = None,
    watch: Watch,
    clock: Stopwatch,
) -> Report:
    """Writes what is made of the extractions into a new `folder`; what the report says of it.

    `made` is what the build is made from. `last` is an earlier build by the same program, just as it was written: its store is carried on,
    and what conformed in it is not checked again.
    """
    from extract.knowledge import own_digests
    from fangzhi.review import reviewed
    from graph.difference import difference
    from graph.merge import network
    from graph.provenance import provenance_quads
    from ontology.iri import Names

    folder.mkdir(parents=True)
    statements, documents = _statements(folder, extracted, base, watch, corrections)
    review = reviewed(statements, corrections, [d.id for d in documents], base)
    statements.extend((*review.quads, *provenance_quads(made, Names(base))))
    net = network(statements)
    clock.lap("triples and merging")
    distinct = set(statements)
    changed = difference(last / "graph.nq", distinct) if last else None
    _export(folder, statements, net, base, watch)
    watch.stage("store 查询库")
    _store(folder, distinct, last, changed)
    clock.lap("exports, page and store")
    watch.stage("validate 校验")
    found = _faults(folder, last, changed, Names(base).provenance)
    clock.lap("validation")
    report = Report(
        version=__version__,
        base=base,
        documents=documents,
        refused=tuple(refused),
        found=_counts(documents, net, len(distinct)),
        conforms=not found,
        problems=tuple(f"{f.node} {f.path} {f.value}: {f.message}" for f in found),
        own=own_digests(),
        corrections=review.corrections,
        conflicts=review.conflicts,
        doubts=review.doubts,
        threshold=made.threshold,
    )
    (folder / REPORT).write_text(report.as_json(), "utf-8", newline="\n")
    (folder / "report.html").write_text(report.as_html(), "utf-8", newline="\n")
    return report


def read_report(folder: Path) -> Report:
    """The report of a build. Raises SourceError."""
    try:
        report: Report = _made(Report, json.loads((folder / REPORT).read_text("utf-8")))
        return replace(report, found={name: report.found[name] for name in FOUND})
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SourceError("has no report that can be read", path=folder, remedy="build it again with --fresh") from fault


def _made(kind: Any, value: Any) -> Any:
    """A value of a dataclass or tuple type from what JSON holds of it."""
    if is_dataclass(kind):
        types = get_type_hints(kind)
        return kind(**{name: _made(types[name], content) for name, content in value.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in value)  # ours hold one type each
    return value


def _store(folder: Path, statements: "set[Quad]", last: Path | None, changed: "Difference | None") -> None:
    from graph.store import update_store, write_store

    if last is None or changed is None:
        write_store(folder / "store", statements)
    else:
        update_store(folder / "store", last / "store", changed)


def _faults(folder: Path, last: Path | None, changed: "Difference | None", of_the_build: str) -> "tuple[Fault, ...]":
    from graph.checks import OF_THE_BUILD, checked
    from graph.difference import Difference, faults
    from graph.rdf import graph_of
    from graph.store import open_store

    store = open_store(folder / "store")
    if last is None or changed is None or not read_report(last).conforms:
        return checked(store).faults
    added, removed = ({q for q in quads if graph_of(q) != of_the_build} for quads in (changed.added, changed.removed))
    return (*faults(store, Difference(added, removed)), *checked(store, OF_THE_BUILD).faults)


def _statements(
    folder: Path, extracted: Extracted, base: str, watch: Watch, corrections: "Corrections | None"
) -> "tuple[list[Quad], tuple[DocumentReport, ...]]":
    """All quads of the corrected documents, and what the report says of each document; `extractions.jsonl` and the originals are written beside.

    In the former each mention has the resource that it was resolved to.
    """
    from extract.format import as_json
    from graph.corrections import Corrections
    from graph.revision import corrected
    from graph.triples import quads
    from ontology.iri import Names

    watch.stage("triples 三元组", len(extracted))
    statements: list[Quad] = []
    texts_seen = SameText()
    reports: list[DocumentReport] = []
    extractions, originals = ((folder / name).open("w", encoding="utf-8", newline="\n") for name in (EXTRACTIONS, ORIGINALS))
    with extractions as lines, originals as texts:
        for extraction in extracted:
            texts.write(line(extraction.source) + "\n")
            revision = corrected(extraction, corrections or Corrections(), names=Names(base))
            lines.write(as_json(revision.extraction, _resolver(revision, base)) + "\n")
            statements.extend(quads(revision.extraction, base=base, revision=revision))
            reports.append(document_report(revision.extraction))
            texts_seen.add(extraction.source.id, extraction.text)
            watch.step(extraction.source.id)
    return statements, texts_seen.noted(reports)


def _resolver(revision: "Revision", base: str) -> Callable[[Mention | Measurement], str | None]:
    """What gives a mention or measurement of the extraction its IRI in the graph."""
    from extract.gazetteer import gazetteer
    from graph.identity import Identities
    from graph.settled import Settlement
    from ontology.iri import Names

    names, extraction = Names(base), revision.extraction
    who = Identities(extraction, names, gazetteer(), Settlement(revision.corrections, names, extraction.source.id).entity)

    def iri(item: Mention | Measurement) -> str | None:
        if isinstance(item, Measurement):
            return names.measurement(extraction.source.id, item.raw_start, item.raw_end)
        entity = who.of(item)
        return entity.iri if entity else None

    return iri


def _export(folder: Path, statements: "list[Quad]", net: "Net", base: str, watch: Watch) -> None:
    from graph.candidates import candidate_rows
    from graph.export import write_exports
    from graph.page import write_page
    from graph.tables import write_tables

    watch.stage("exports 导出", 3)
    write_exports(folder, statements, net, base=base)
    watch.step("graph.ttl graph.nq graph.graphml")
    write_tables(folder / "tables", net, candidate_rows(statements))
    watch.step("tables")
    write_page(net, folder / "graph.html", title=TITLE)
    watch.step("graph.html")


def _counts(documents: Sequence[DocumentReport], net: "Net", statements: int) -> dict[str, int]:
    nodes = Counter(str(attributes["type"]) for _, attributes in net.nodes(data=True))
    mentions = sum(sum(d.mentions.values()) for d in documents)
    entities = [nodes[kind] for kind in ("Place", "Organisation", "Person", "Programme", "Measurement")]
    return dict(zip(FOUND, (len(documents), mentions, *entities, net.number_of_edges(), statements), strict=True))
