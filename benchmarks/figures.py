"""Runs every benchmark again and writes the tables of docs/evaluation-figures.md: what `make evaluation` does.

python benchmarks/figures.py [--without throughput …] [NAME=GOLD.jsonl:FOLDER …]
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence

import ablation
import baselines
from goldsets import ROOT, GoldSet, Records, found, gold_sets, markdown, together

from fangzhi import __version__
from fangzhi.calibration import Bin, answers, by_rule, expected_error, reliability
from fangzhi.causes import causes

TARGET = ROOT / "docs" / "evaluation-figures.md"
HEAD = f"""# 评测数字 Figures of the evaluation

由 `make evaluation` 写成，不要手改；含义见 [evaluation.md](evaluation.md)。
Written by `make evaluation`, not by hand; [evaluation.md](evaluation.md) says what the figures mean. fangzhi {__version__}.
"""


def rows(sets: Sequence[GoldSet], seen: Records) -> str:
    """F1 of every row on every set, and how many the gold has."""
    figures = [gold.evaluated(seen) for gold in sets]
    table = [
        ["cleaned text", *(f"{f.text:.4f}" for f in figures)],
        *([name, *(f"{f.rows[name].f1:.3f} ({f.rows[name].gold})" for f in figures)] for name in figures[0].rows),
        ["**headline**", *(f"**{f.headline:.3f}**" for f in figures)],
    ]
    return markdown(("F1 (number in the gold)", *(f"{gold.name}, {len(gold.gold)} documents" for gold in sets)), table)


def by_cause(sets: Sequence[GoldSet], seen: Records) -> str:
    """Errors of each set by layer and cause."""
    counted = [{(layer, cause): n for layer, cause, n, _ in causes(gold.gold, seen).rows()} for gold in sets]
    keys = list(dict.fromkeys(key for one in counted for key in one))
    keys.sort(key=lambda key: (("PLACE", "ORG", "PERSON", "PROGRAMME", "QUANTITY", "MEASUREMENT").index(key[0]), -sum(one.get(key, 0) for one in counted)))
    return markdown(
        ("layer: cause", *(gold.name for gold in sets)), [[f"{layer}: {cause}", *(str(one.get((layer, cause), 0)) for one in counted)] for layer, cause in keys]
    )


def calibration(sets: Sequence[GoldSet], seen: Records) -> str:
    """The reliability table and the rules, on all sets as one."""
    given = answers(together(sets).gold, seen)
    bins = reliability(given)

    def cells(b: Bin) -> list[str]:
        return [f"{b.layer} {b.name}", str(b.number), f"{b.confidence:.3f}", f"{b.precision:.3f}"]

    errors = ", ".join(f"{layer} {error:.3f}" for layer, error in expected_error(bins).items())
    columns = ("found", "mean confidence", "precision")
    return "\n\n".join(
        [
            markdown(("confidence", *columns), map(cells, bins)),
            f"Expected calibration error: {errors}.",
            markdown(("rule", *columns), map(cells, by_rule(given, least=10))),
        ]
    )


def _throughput() -> str:
    """In a process of its own, since models are loaded here already."""
    return subprocess.run([sys.executable, str(ROOT / "benchmarks" / "throughput.py")], check=True, capture_output=True, text=True).stdout.strip()


def sections(sets: Sequence[GoldSet], without: Sequence[str]) -> str:
    """The document, section by section."""
    seen = found(together(sets).sources)
    parts: list[tuple[str, str, Callable[[], str]]] = [
        ("rows", "各层 Rows", lambda: rows(sets, seen)),
        ("causes", "按原因的错误 Errors by cause", lambda: by_cause(sets, seen)),
        ("ablation", "去掉一部分 With one part switched off", lambda: ablation.table(sets)),
        ("baselines", "其他程序 Other programs", lambda: baselines.table(sets)),
        ("calibration", "置信度 Calibration", lambda: calibration(sets, seen)),
        ("throughput", "速度 Throughput", _throughput),
    ]
    return HEAD + "".join(f"\n## {title}\n\n{table()}\n" for name, title, table in parts if name not in without)


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD:FOLDER")
    parser.add_argument("--without", action="append", default=[], metavar="SECTION", help="a section to leave out, which may be given again")
    arguments = parser.parse_args()
    text = sections(gold_sets(arguments.sets), arguments.without)
    TARGET.write_text(text, "utf-8", newline="\n")
    print(f"{TARGET.relative_to(ROOT)}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
