"""What a person should look at after a build: what became of the corrections, figures that conflict, entities that may be one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.report import ConflictReport, CorrectionReport, DoubtReport
from ontology.errors import CorrectionError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.conflicts import Conflict
    from graph.corrections import Corrections
    from graph.doubts import Doubt
    from graph.facts import Facts

NAMES = ("corrections.yaml", "corrections.yml", "corrections.csv")
"""What a file of corrections beside an output folder is called; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Review:
    """The rows of the report, and the quads of the graphs of corrections and of review."""

    quads: "tuple[Quad, ...]"
    corrections: tuple[CorrectionReport, ...]
    conflicts: tuple[ConflictReport, ...]
    doubts: tuple[DoubtReport, ...]


def corrections_file(out: Path, given: Path | None = None) -> Path:
    """The file of corrections of an output folder: the one given, else the one in the folder that holds it."""
    beside = [out.absolute().parent / name for name in NAMES]
    return given or next((path for path in beside if path.is_file()), beside[0])


def corrections_for(out: Path, given: Path | None = None) -> "Corrections":
    """The corrections that a build into this folder uses: none where there is no file. Raises CorrectionError."""
    from graph.correction_file import corrections
    from graph.corrections import Corrections

    path = corrections_file(out, given)
    if given is not None and not path.is_file():
        raise CorrectionError("no such file", path=path, remedy="name a file of corrections, or leave --corrections out")
    return corrections(path) if path.is_file() else Corrections()


def reviewed(statements: "Sequence[Quad]", corrections: "Corrections | None", documents: Collection[str], base: str) -> Review:
    """What the statements of all documents together show."""
    from graph.corrections import Corrections
    from graph.outcomes import described, outcomes, touches
    from graph.review import review, review_quads
    from ontology.iri import Names

    names = Names(base)
    results = outcomes(corrections or Corrections(), touches(statements), documents, names)
    entries = tuple(described(results, names))
    found = review((*statements, *entries), base)
    return Review(
        (*entries, *review_quads(found, names)),
        tuple(CorrectionReport(r.correction.line, str(r.correction), r.status, r.count, r.why, r.correction.note, r.correction.author) for r in results),
        tuple(_conflict(found.facts, c) for c in found.conflicts),
        tuple(_doubt(found.facts, d) for d in found.doubts),
    )


def _conflict(facts: "Facts", pair: "Conflict") -> ConflictReport:
    from ontology.terms import FZ, STD

    one, other = (next(iter(facts.all(figure, STD.DERIVED_FROM)), "") for figure in (pair.one, pair.other))
    return ConflictReport(
        about=facts.one(facts.one(pair.one, FZ.ABOUT), STD.LABEL),
        object=facts.one(pair.one, FZ.OBJECT),
        period=facts.one(pair.one, FZ.PERIOD),
        figures=(facts.one(one, FZ.CLEAN_TEXT), facts.one(other, FZ.CLEAN_TEXT)),
        sentences=(facts.one(one, FZ.SENTENCE), facts.one(other, FZ.SENTENCE)),
        documents=tuple(facts.one(facts.document_of_mention(m), STD.IDENTIFIER) for m in (one, other)),  # type: ignore[arg-type]
    )


def _doubt(facts: "Facts", pair: "Doubt") -> DoubtReport:
    from ontology.terms import STD

    return DoubtReport((facts.one(pair.one, STD.LABEL), facts.one(pair.other, STD.LABEL)), (pair.one, pair.other), pair.score, pair.rule)
