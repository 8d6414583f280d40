"""Makes extract/data/confidence.yaml: how often each rule is right, counted on gold that the rules were not written with.

python scripts/fit_confidence.py NAME=GOLD.jsonl:FOLDER … [--dry-run]

Each set is a gold file and the folder of its articles. The settings at the head of the table
are kept as the file has them. Printed is the reliability before and after, each document
judged by the counts of all the others.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.format import record  # noqa: E402
from extract.pipeline import declared, language  # noqa: E402
from extract.rates import PATH, Rates, rates  # noqa: E402
from extract.read import sources  # noqa: E402
from extract.values import Source  # noqa: E402
from fangzhi.calibration import Answer, answers, expected_error, reliability  # noqa: E402
from fangzhi.evaluation import records  # noqa: E402
from fangzhi.fitting import fitted, foretold, written  # noqa: E402


def given_answers(gold: Path, folder: Path) -> tuple[list[Answer], int]:
    """What the rules declare on the articles of a gold file, held against it, and the number of documents."""
    wanted, nlp = records(gold), language()
    found = {s.id: json.loads(json.dumps(record(declared(nlp, s)))) for s in sources([str(folder)]) if isinstance(s, Source) and s.id in wanted}
    if missing := sorted(wanted.keys() - found.keys()):
        raise SystemExit(f"{folder} has no article {', '.join(missing[:5])} of {gold}")
    return answers(wanted, found), len(wanted)


def comparison(given: Sequence[Answer], table: Rates) -> str:
    """For each layer the number of answers, the share that is right, and the expected calibration error as declared and as fitted, on held-out documents."""
    told = foretold(given, table)
    before, after = (expected_error(reliability(list(some))) for some in (given, told))
    lines = ["| layer | answers | right | error as declared | error as fitted |", "| --- | ---: | ---: | ---: | ---: |"]
    for layer in sorted(before):
        own = [a for a in given if a.layer == layer]
        lines.append(f"| {layer} | {len(own)} | {sum(a.right for a in own) / len(own):.3f} | {before[layer]:.3f} | {after[layer]:.3f} |")
    return "\n".join(lines)


def bins(given: Iterable[Answer], table: Rates) -> str:
    """The reliability table of the fitted confidences on held-out documents."""
    lines = ["| layer | confidence | answers | mean | right |", "| --- | --- | ---: | ---: | ---: |"]
    lines += [f"| {b.layer} | {b.name} | {b.number} | {b.confidence:.3f} | {b.precision:.3f} |" for b in reliability(foretold(list(given), table))]
    return "\n".join(lines)


def main() -> None:
    """Extracts, counts, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME=GOLD:FOLDER")
    parser.add_argument("--dry-run", action="store_true", help="report only")
    arguments = parser.parse_args()
    given: list[Answer] = []
    names = []
    for item in arguments.sets:
        name, _, where = item.partition("=")
        gold, _, folder = where.rpartition(":")
        found, documents = given_answers(Path(gold), Path(folder))
        given += found
        names.append(f"{name} ({documents} articles)")
    print(f"{comparison(given, rates())}\n\n{bins(given, rates())}")
    head = f"""How often each rule was right, as [right, found], on gold that the rules were not written with: {", ".join(names)}.
Written by scripts/fit_confidence.py, which keeps the settings below; run it again when rules change.
A rule's confidence is its share drawn towards its layer's by `prior` answers; a band's (by the lower bound of what the rule
declares, where it declares several confidences) is drawn towards its rule's. Under MEASUREMENT stands a pair of an object's
and a subject's rule, under TYPE/candidate what is not asserted. Below `threshold` nothing is asserted, below `least` nothing
is kept as a candidate either."""
    if not arguments.dry_run:
        PATH.write_text(written(fitted(given, rates()), head), "utf-8", newline="\n")
        print(f"\n{PATH.relative_to(ROOT)}: {len(given)} answers")


if __name__ == "__main__":
    main()
