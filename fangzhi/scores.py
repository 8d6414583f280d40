"""Prints how near extractions come to gold: rows, worst documents, errors one by one or by cause, calibration."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from fangzhi import console
from fangzhi.alignment import Record
from fangzhi.calibration import answers, by_rule, expected_error, reliability
from fangzhi.causes import causes
from fangzhi.evaluation import HEADLINE, ROWS, Evaluation, evaluation, records
from ontology.errors import SourceError

Records = Mapping[str, Record]


def scored(gold: Path, found: Path | None, inputs: Sequence[str]) -> tuple[Records, Records]:
    """The gold, and a file of extractions or what is extracted now from the inputs that the gold speaks of."""
    wanted = records(gold)
    return wanted, records(found) if found else _extracted(inputs, wanted, gold)


def show_scores(
    gold: Path, found: Path | None, inputs: Sequence[str], *, errors: str | None, worst: int, with_causes: bool, with_calibration: bool, as_json: bool
) -> None:
    """Prints the figures, and what else is asked for."""
    if errors is not None and errors not in ROWS:
        raise SourceError(f"there is no row {errors!r}", remedy=f"the rows are {', '.join(ROWS)}")
    wanted, seen = scored(gold, found, inputs)
    figures = evaluation(wanted, seen)
    if as_json:
        console.say(json.dumps(figures.as_dict() | _more(wanted, seen, worst, with_causes, with_calibration), ensure_ascii=False))
        return
    _show_rows(figures)
    if worst:
        _show_worst(wanted, seen, worst)
    if with_causes:
        rows = [(layer, cause, str(n), f"{share:.1%}") for layer, cause, n, share in causes(wanted, seen).rows()]
        console.table(("layer", "cause", "errors", "of gold"), rows, title="errors by cause", numbers=("errors", "of gold"))
    if with_calibration:
        _show_calibration(wanted, seen)
    if errors is not None:
        console.table(("document", "fault", "what"), [(d, kind, " ".join(map(str, item))) for d, kind, item in figures.rows[errors].errors], title=errors)


def worst_documents(gold: Records, found: Records, number: int) -> list[tuple[str, Evaluation]]:
    """The documents with the lowest headline, each evaluated by itself."""
    each = [(document, evaluation({document: record}, found)) for document, record in gold.items()]
    return sorted(each, key=lambda pair: (pair[1].headline, pair[0]))[:number]


def _show_rows(figures: Evaluation) -> None:
    least = min(figures.agreement, key=lambda document: figures.agreement[document])
    console.say(f"{len(figures.agreement)} documents; cleaned text agrees {figures.text:.4f} (worst {least} {figures.agreement[least]:.4f})")
    rows = [(name, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", str(r.gold)) for name, r in figures.rows.items()]
    console.table(("row", "P", "R", "F1", "gold"), rows, numbers=("P", "R", "F1", "gold"))
    console.say(f"headline (mean F1 of PLACE+link, ORG, PROGRAMME, QUANTITY value, MEASUREMENT): {figures.headline:.3f}", style="bold")


def _show_worst(gold: Records, found: Records, number: int) -> None:
    columns = ("headline", *HEADLINE, "text")
    rows = [
        (document, f"{one.headline:.3f}", *(_f1(one, name) for name in HEADLINE), f"{one.text:.4f}") for document, one in worst_documents(gold, found, number)
    ]
    console.table(("document", *columns), rows, title="worst documents (– where there is nothing to find and nothing found)", numbers=columns)


def _f1(one: Evaluation, name: str) -> str:
    return f"{one.rows[name].f1:.3f}" if one.rows[name].counted else "–"


def _show_calibration(gold: Records, found: Records) -> None:
    given = answers(gold, found)
    bins = reliability(given)
    columns, numbers = ("layer", "confidence", "found", "mean", "precision"), ("found", "mean", "precision")
    console.table(columns, [(b.layer, b.name, str(b.number), f"{b.confidence:.3f}", f"{b.precision:.3f}") for b in bins], title="reliability", numbers=numbers)
    console.say("expected calibration error: " + ", ".join(f"{layer} {error:.3f}" for layer, error in expected_error(bins).items()))
    rows = [(b.layer, b.name, str(b.number), f"{b.confidence:.3f}", f"{b.precision:.3f}") for b in by_rule(given)]
    console.table(("layer", "rule", "found", "mean", "precision"), rows, title="by rule (5 or more; a measurement's rules by field)", numbers=numbers)


def _more(gold: Records, found: Records, worst: int, with_causes: bool, with_calibration: bool) -> dict[str, object]:
    """What was asked for beside the rows, for JSON."""
    more: dict[str, object] = {}
    if worst:
        more["worst"] = {document: one.as_dict() for document, one in worst_documents(gold, found, worst)}
    if with_causes:
        more["causes"] = [{"layer": layer, "cause": cause, "errors": n, "share": share} for layer, cause, n, share in causes(gold, found).rows()]
    if with_calibration:
        given = answers(gold, found)
        more["calibration"] = {"bins": [asdict(b) for b in reliability(given)], "rules": [asdict(b) for b in by_rule(given)]}
    return more


def _extracted(inputs: Sequence[str], wanted: Records, gold: Path) -> dict[str, Record]:
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
