"""The commands for articles and knowledge, without a graph: extraction and cleaning alone, evaluation, checks."""

from pathlib import Path
from typing import Annotated

import typer

from fangzhi.options import EXITS, NOTHING_DONE, SOME_REFUSED, Own, Threshold, Workers, examples, use_own

app = typer.Typer(rich_markup_mode="rich")


@app.command(epilog=examples("fangzhi extract article.txt", "fangzhi extract news/ > extractions.jsonl") + "\n\n" + EXITS)
def extract(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders or glob patterns.", metavar="INPUT…")],
    workers: Workers = None,
    own: Own = None,
    threshold: Threshold = None,
) -> None:
    """Extraction only, as JSON Lines on standard output. 只抽取。"""
    from fangzhi.lines import print_extractions

    use_own(own)
    if print_extractions(inputs, workers=workers, threshold=threshold):
        raise typer.Exit(SOME_REFUSED)


@app.command(epilog=examples("fangzhi clean article.txt", "fangzhi clean article.txt --text > clean.txt"))
def clean(
    file: Annotated[Path, typer.Argument(help="One article.")],
    text: Annotated[bool, typer.Option("--text", help="Print the clean text instead of the changes.")] = False,
) -> None:
    """What cleaning changes in an article, as a diff. 查看清洗所做的改动。"""
    from fangzhi.cleaning import show_changes, show_text

    (show_text if text else show_changes)(file)


@app.command(
    epilog=examples(
        "fangzhi evaluate seeds/gold.jsonl --found out/extractions.jsonl",
        "fangzhi evaluate seeds/gold.jsonl --inputs seeds",
        "fangzhi evaluate gold.jsonl --inputs raw --errors PROGRAMME",
        "fangzhi evaluate gold.jsonl --inputs raw --worst 5 --causes --calibration",
    )
)
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold annotations, JSON Lines.", metavar="GOLD")],
    found: Annotated[Path | None, typer.Option(help="Extractions to hold against them. [default: the gold file's folder is extracted now]")] = None,
    inputs: Annotated[list[str] | None, typer.Option(help="Articles to extract now and hold against the gold.")] = None,
    errors: Annotated[str | None, typer.Option(help="List what one row got wrong.", metavar="ROW")] = None,
    worst: Annotated[int, typer.Option(min=0, help="List so many documents with the lowest headline.", metavar="N")] = 0,
    causes: Annotated[bool, typer.Option("--causes", help="Count the errors by cause.")] = False,
    calibration: Annotated[bool, typer.Option("--calibration", help="Hold confidences against precision.")] = False,
    own: Own = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Precision, recall and F1 of every layer against gold. 与标注比较。"""
    from fangzhi.scores import show_scores

    use_own(own)

    show_scores(gold, found, inputs or [str(gold.parent)], errors=errors, worst=worst, with_causes=causes, with_calibration=calibration, as_json=as_json)


@app.command(epilog=examples("fangzhi check", "fangzhi check --with mydir"))
def check(own: Own = None) -> None:
    """Load every rule, lexicon, query, shape and style and run their examples. 检查全部知识文件。"""
    from extract.knowledge import use
    from fangzhi.checks import show_checks

    use(own or ())
    if not show_checks():
        raise typer.Exit(NOTHING_DONE)
