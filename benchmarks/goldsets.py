"""The gold that the benchmarks measure on, and what is found on it with the pipeline as it stands in this process.

The seeds are part of the repository. The dev set is third-party text that stands beside it, in ../shared; it is split by
a rule fixed before anyone looked: its ids sorted, every other one, from the first, is half A (rules were tuned on it),
the rest half B (only measured). Other gold can be named on the command line: NAME=GOLD.jsonl:FOLDER.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.format import as_json  # noqa: E402
from extract.read import sources  # noqa: E402
from extract.values import Extraction, Source  # noqa: E402
from fangzhi.alignment import Record  # noqa: E402
from fangzhi.evaluation import HEADLINE, Evaluation, evaluation, records  # noqa: E402

SHARED = ROOT.parent / "shared"
Records = Mapping[str, Record]
Finder = Callable[[Source], Record]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Some annotated documents: a name, the annotations by id, and the documents as they were found."""

    name: str
    gold: Records
    sources: tuple[Source, ...]

    def evaluated(self, found: Records) -> Evaluation:
        """What was found, held against this gold."""
        return evaluation(self.gold, found)


def gold_set(name: str, gold: Path, folder: Path, wanted: Callable[[int], bool] = lambda i: True) -> GoldSet:
    """The documents of a gold file, sorted by id, of which those with a wanted place in the order are taken."""
    everything = records(gold)
    chosen = {document: everything[document] for i, document in enumerate(sorted(everything)) if wanted(i)}
    found = {s.id: s for s in sources([str(folder)]) if isinstance(s, Source)}
    return GoldSet(name, chosen, tuple(found[document] for document in chosen))


def gold_sets(more: Iterable[str] = ()) -> list[GoldSet]:
    """The seeds, both halves of dev where it is there, and what the command line names."""
    sets = [gold_set("seeds", ROOT / "seeds" / "gold.jsonl", ROOT / "seeds")]
    dev = SHARED / "gold" / "dev.jsonl"
    if dev.is_file():
        sets += [
            gold_set("dev half A", dev, SHARED / "gold" / "raw", lambda i: i % 2 == 0),
            gold_set("dev half B", dev, SHARED / "gold" / "raw", lambda i: i % 2 == 1),
        ]
    else:
        print(f"no dev set at {dev}: the seeds alone", file=sys.stderr)
    for item in more:
        name, _, where = item.partition("=")
        gold, _, folder = where.partition(":")
        sets.append(gold_set(name, Path(gold), Path(folder)))
    return sets


def together(sets: Sequence[GoldSet]) -> GoldSet:
    """All of them as one."""
    return GoldSet("all", {d: r for s in sets for d, r in s.gold.items()}, tuple(x for s in sets for x in s.sources))


def ours(source: Source) -> Record:
    """The record that fangzhi makes of a document."""
    from extract.pipeline import extraction, language

    found: Extraction = extraction(language(), source)
    return dict(json.loads(as_json(found)))


def found(documents: Iterable[Source], find: Finder = ours) -> dict[str, Record]:
    """What is found in each document, by id."""
    return {source.id: find(source) for source in documents}


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are flush right."""
    lines = [f"| {' | '.join(columns)} |", "| --- |" + " ---: |" * (len(columns) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def headline_cells(figures: Evaluation) -> list[str]:
    """The headline and its five parts."""
    return [f"{figures.headline:.3f}", *(f"{figures.rows[name].f1:.3f}" for name in HEADLINE)]
