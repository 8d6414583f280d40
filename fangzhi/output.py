"""Writes the output folder of a build: extractions, graph files, tables, page, store and report."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.values import Extraction, Measurement, Mention
from fangzhi import __version__
from fangzhi.cache import Extracted
from fangzhi.console import Watch
from fangzhi.report import REPORT, DocumentReport, Refused, Report, document_report
from fangzhi.stopwatch import Stopwatch
from ontology.errors import SourceError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.merge import Net

EXTRACTIONS = "extractions.jsonl"
TITLE = "fangzhi 方志"
FOUND = ("documents", "mentions", "places", "organisations", "people", "programmes", "measurements", "relations", "statements")
"""What a report counts, in the order in which it is shown."""


def write_output(folder: Path, extracted: Extracted, refused: Sequence[Refused], *, base: str, watch: Watch, clock: Stopwatch) -> Report:
    """Writes every file of the output but the manifest into a new `folder`; what the report says of it."""
    from graph.merge import network
    from graph.validate import validation

    folder.mkdir(parents=True)
    statements, documents = _statements(folder, extracted, base, watch)
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
        documents=documents,
        refused=tuple(refused),
        found=_counts(documents, net, len(set(statements))),
        conforms=checked.conforms,
        problems=tuple(f"{f.node} {f.path} {f.value}: {f.message}" for f in checked.faults),
    )
    (folder / REPORT).write_text(report.as_json(), "utf-8", newline="\n")
    (folder / "report.html").write_text(report.as_html(), "utf-8", newline="\n")
    return report


def read_report(folder: Path) -> Report:
    """The report of a build. Raises SourceError."""
    try:
        data = json.loads((folder / REPORT).read_text("utf-8"))
        return Report(
            **data
            | {
                "documents": tuple(DocumentReport(**d) for d in data["documents"]),
                "refused": tuple(Refused(**r) for r in data["refused"]),
                "problems": tuple(data["problems"]),
                "found": {name: data["found"][name] for name in FOUND},
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SourceError("has no report that can be read", path=folder, remedy="build it again with --fresh") from fault


def _statements(folder: Path, extracted: Extracted, base: str, watch: Watch) -> "tuple[list[Quad], tuple[DocumentReport, ...]]":
    """All quads, and what the report says of each document; `extractions.jsonl` is written beside.

    There each mention has the resource that it was resolved to.
    """
    from extract.format import as_json
    from graph.triples import quads

    watch.stage("triples 三元组", len(extracted))
    statements: list[Quad] = []
    reports: list[DocumentReport] = []
    with (folder / EXTRACTIONS).open("w", encoding="utf-8", newline="\n") as lines:
        for extraction in extracted:
            lines.write(as_json(extraction, _resolver(extraction, base)) + "\n")
            statements.extend(quads(extraction, base=base))
            reports.append(document_report(extraction))
            watch.step(extraction.source.id)
    return statements, tuple(reports)


def _resolver(extraction: Extraction, base: str) -> Callable[[Mention | Measurement], str | None]:
    """What gives a mention or measurement of the extraction its IRI in the graph."""
    from extract.gazetteer import gazetteer
    from graph.identity import Identities
    from ontology.iri import Names

    names = Names(base)
    who = Identities(extraction, names, gazetteer())

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


def _counts(documents: Sequence[DocumentReport], net: "Net", statements: int) -> dict[str, int]:
    nodes = Counter(str(attributes["type"]) for _, attributes in net.nodes(data=True))
    mentions = sum(sum(d.mentions.values()) for d in documents)
    entities = [nodes[kind] for kind in ("Place", "Organisation", "Person", "Programme", "Measurement")]
    return dict(zip(FOUND, (len(documents), mentions, *entities, net.number_of_edges(), statements), strict=True))
