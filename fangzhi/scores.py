"""Prints how near extractions come to gold: rows, worst documents, errors."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from fangzhi.evaluation import ROWS, Evaluation, Record, evaluation, records
from ontology.errors import SourceError


def scores(gold: Path, found: Path | None, inputs: Sequence[str]) -> Evaluation:
    """The evaluation of a file of extractions, or of what is extracted now from the inputs that the gold speaks of."""
    wanted = records(gold)
    return evaluation(wanted, records(found) if found else _extracted(inputs, wanted, gold))


def show_scores(gold: Path, found: Path | None, inputs: Sequence[str], *, errors: str | None, as_json: bool) -> None:
    """Prints the figures, or the errors of one row."""
    from fangzhi import console

    if errors is not None and errors not in ROWS:
        raise SourceError(f"there is no row {errors!r}", remedy=f"the rows are {', '.join(ROWS)}")
    figures = scores(gold, found, inputs)
    if as_json:
        console.say(json.dumps(figures.as_dict(), ensure_ascii=False))
        return
    worst = min(figures.agreement, key=lambda document: figures.agreement[document])
    console.say(f"{len(figures.agreement)} documents; cleaned text agrees {figures.text:.4f} (worst {worst} {figures.agreement[worst]:.4f})")
    rows = [(name, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", str(r.gold)) for name, r in figures.rows.items()]
    console.table(("row", "P", "R", "F1", "gold"), rows, numbers=("P", "R", "F1", "gold"))
    console.say(f"headline (mean F1 of PLACE+link, ORG, PROGRAMME, QUANTITY value, MEASUREMENT): {figures.headline:.3f}", style="bold")
    if errors is not None:
        console.table(("document", "fault", "what"), [(d, kind, " ".join(map(str, item))) for d, kind, item in figures.rows[errors].errors], title=errors)


def _extracted(inputs: Sequence[str], wanted: Mapping[str, Record], gold: Path) -> dict[str, Record]:
    from extract.format import as_json
    from extract.values import Extraction
    from fangzhi.build import read
    from fangzhi.engine import extractions, workers_for

    sources = [s for s in read(inputs).sources if s.id in wanted]
    if not sources:
        raise SourceError(
            f"no article of {gold} is among {', '.join(inputs)}", path=gold, remedy="name the folder of its articles with --inputs, or extractions with --found"
        )
    results = extractions(sources, workers=workers_for(len(sources)))
    return {r.source.id: json.loads(as_json(r)) for r in results if isinstance(r, Extraction)}
