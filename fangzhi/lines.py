"""Prints extractions as JSON Lines: `fangzhi extract`."""

from collections.abc import Sequence

from extract.confidence import divided
from extract.format import as_json
from fangzhi import console
from fangzhi.build import read
from fangzhi.engine import Failure, extractions, workers_for


def print_extractions(inputs: Sequence[str], *, workers: int | None = None, threshold: float | None = None) -> int:
    """Prints a line a document and names what was refused; how many inputs gave no line. Below the threshold nothing is asserted."""
    found = read(inputs)
    failures = 0
    for result in extractions(found.sources, workers=workers_for(len(found.sources), workers)):
        if isinstance(result, Failure):
            failures += 1
            console.warn(f"refused 未读: {result.source.path}: extraction failed: {result.fault}")
        else:
            console.OUT.out(as_json(result if threshold is None else divided(result, threshold)), highlight=False)
    for refused in found.refused:
        console.warn(f"refused 未读: {refused.path}: {refused.reason}; {refused.remedy}")
    return failures + len(found.refused)
