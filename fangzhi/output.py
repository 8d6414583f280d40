"""Writes the output folder of a build: extractions, graph files, tables, page, store and report."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.values import Extraction, Measurement, Mention
from fangzhi import __version__
from fangzhi.console import Watch
from fangzhi.report import REPORT, Refused, Report, document_report
from fangzhi.stopwatch import Stopwatch

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.corrections import Corrections
    from graph.merge import Net
    from graph.revision import Revision

TITLE = "fangzhi 方志"


def write_output(
    folder: Path,
    extracted: Sequence[Extraction],
    refused: Sequence[Refused],
    *,
    base: str,
    watch: Watch,
    clock: Stopwatch,
    corrections: "Corrections | None" = None,
) -> Report:
    """Writes every file of the output into a new `folder`; what the report says of it."""
    from extract.knowledge import own_digests
    from fangzhi.review import reviewed
    from graph.merge import network
    from graph.validate import validation

    folder.mkdir(parents=True)
    statements = _statements(folder, extracted, base, watch, corrections)
    review = reviewed(statements, corrections, [e.source.id for e in extracted], base)
    statements.extend(review.quads)
    net = network(statements)
    clock.lap("triples and merging")
    _export(folder, statements, net, base, watch)
    clock.lap("exports, page and store")
    watch.stage("validate 校验")
    checked = validation(statements)
    clock.lap("validation")
    report = Report(
        version=__version__,
        base=base,
        documents=tuple(document_report(e) for e in extracted),
        refused=tuple(refused),
        found=_counts(extracted, net, len(set(statements))),
        conforms=checked.conforms,
        problems=tuple(f"{f.node} {f.path} {f.value}: {f.message}" for f in checked.faults),
        own=own_digests(),
        corrections=review.corrections,
        conflicts=review.conflicts,
        doubts=review.doubts,
    )
    (folder / REPORT).write_text(report.as_json(), "utf-8", newline="\n")
    (folder / "report.html").write_text(report.as_html(), "utf-8", newline="\n")
    return report


def _statements(folder: Path, extracted: Sequence[Extraction], base: str, watch: Watch, corrections: "Corrections | None") -> "list[Quad]":
    """All quads of the corrected documents; `extractions.jsonl` is written beside, each mention with the resource that it was resolved to."""
    from extract.format import as_json
    from graph.corrections import Corrections
    from graph.revision import corrected
    from graph.triples import quads
    from ontology.iri import Names

    watch.stage("triples 三元组", len(extracted))
    statements: list[Quad] = []
    with (folder / "extractions.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        for extraction in extracted:
            revision = corrected(extraction, corrections or Corrections(), names=Names(base))
            lines.write(as_json(revision.extraction, _resolver(revision, base)) + "\n")
            statements.extend(quads(revision.extraction, base=base, revision=revision))
            watch.step(extraction.source.id)
    return statements


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
    from graph.export import write_exports
    from graph.page import write_page
    from graph.store import write_store
    from graph.tables import write_tables

    watch.stage("exports 导出", 4)
    write_exports(folder, statements, net, base=base)
    watch.step("graph.ttl graph.nq graph.graphml")
    write_tables(folder / "tables", net)
    watch.step("tables")
    write_page(net, folder / "graph.html", title=TITLE)
    watch.step("graph.html")
    write_store(folder / "store", statements)
    watch.step("store")


def _counts(extracted: Sequence[Extraction], net: "Net", statements: int) -> dict[str, int]:
    nodes = Counter(str(attributes["type"]) for _, attributes in net.nodes(data=True))
    return {
        "documents": len(extracted),
        "mentions": sum(len(e.mentions) for e in extracted),
        "places": nodes["Place"],
        "organisations": nodes["Organisation"],
        "people": nodes["Person"],
        "programmes": nodes["Programme"],
        "measurements": nodes["Measurement"],
        "relations": net.number_of_edges(),
        "statements": statements,
    }
