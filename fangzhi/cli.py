"""The command line: what each command takes, prints and exits with. The work is done elsewhere."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from fangzhi import __version__, console
from ontology.errors import InputError
from ontology.terms import ID_BASE

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

READ_ALL, DIFFERENT, NOTHING_DONE, SOME_REFUSED = 0, 1, 2, 3
EXITS = (
    "Exit codes: 0 all went well; 2 nothing was done (the message says what would mend it); 3 done, but some inputs were refused (named, and in the report)."
)
Form = Literal["table", "csv", "json"]
Export = Literal["turtle", "nquads", "trig", "jsonld", "graphml", "gexf", "csv", "parquet", "neo4j"]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
Output = Annotated[Path, typer.Argument(help="The folder that a build wrote.", metavar="OUT")]
Own = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        help="Folder with lexicons/*.yaml, rules/*.yaml and ontology.ttl of your own, beside ours; may be given again, the last one wins.",
        metavar="DIR",
    ),
]
Workers = Annotated[int | None, typer.Option("--workers", "-j", min=1, help="Processes to use. [default: one a core when there is work enough]")]
Threshold = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="What is less likely to be right is kept as a candidate and not asserted. [default: extract/data/confidence.yaml's]"),
]
Server = Annotated[str | None, typer.Option("--store", help="A SPARQL server: sparql+http://host:port/path of its query endpoint.", metavar="URL")]
Corrections = Annotated[Path | None, typer.Option("--corrections", "-c", help="File of corrections. [default: corrections.yaml or .csv beside OUT]")]


def main() -> None:
    """Runs the command line; faults that the user can mend become one line and exit code 2."""
    try:
        app()
    except InputError as fault:
        console.warn(f"fangzhi: {fault}")
        sys.exit(NOTHING_DONE)
    except BrokenPipeError:  # `fangzhi extract … | head`
        sys.stderr.close()
        sys.exit(0)


def use_own(folders: list[Path] | None) -> None:
    """Reads users' folders beside our knowledge, in this process and those it starts. Raises LexiconError at their first fault."""
    if folders:
        from extract.knowledge import load_all, use
        from graph.own_ontology import own_quads
        from graph.units import unit

        use(folders)
        load_all()
        own_quads()
        unit("")


def examples(*lines: str) -> str:
    """The epilog of a command: its examples, one a line."""
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(f"  $ {line}" for line in lines)


@app.callback(invoke_without_command=True, epilog=examples("fangzhi build seeds -o out", "fangzhi query out village-money", "fangzhi build --help"))
def fangzhi(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Chinese local-government news → a knowledge graph whose every fact opens its source. 把杂乱的地方政务新闻变成可查证的知识图谱。"""
    if version:
        console.say(f"fangzhi {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        console.say(context.get_help())
        raise typer.Exit(NOTHING_DONE)


@app.command(
    epilog=examples(
        "fangzhi build seeds -o out",
        "fangzhi build 'news/**/*.html' more.jsonl -o out --workers 4",
        "fangzhi build seeds -o out --store sparql+http://localhost:8890/sparql",
    )
    + "\n\n"
    + EXITS
)
def build(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders or glob patterns: .txt .md .html .jsonl .csv", metavar="INPUT…")],
    out: Annotated[Path, typer.Option("--output", "-o", help="Folder to write; an earlier build there is replaced when the new one is complete.")] = Path(
        "out"
    ),
    workers: Workers = None,
    base: Annotated[str, typer.Option(help="Start of the IRIs of the data.")] = ID_BASE,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do everything again, also for documents that have not changed.")] = False,
    own: Own = None,
    corrections: Corrections = None,
    threshold: Threshold = None,
    store: Server = None,
    quiet: Quiet = False,
) -> None:
    """Build the graph of some articles: extraction, triples, merged graph, exports, page and store. Again: only what has changed. 构建图谱。"""
    from fangzhi.build import build as run
    from fangzhi.loading import check_server, load_into
    from fangzhi.summary import show

    use_own(own)
    with console.watching(quiet=quiet) as watch:
        if store:
            check_server(store, base)
        result = run(inputs, out, workers=workers, base=base, corrections=corrections, fresh=fresh, threshold=threshold, watch=watch)
        loaded = load_into(store, result, fresh=fresh, watch=watch) if store else None
    show(result)
    if loaded:
        console.say(loaded)
    if result.report.refused:
        raise typer.Exit(SOME_REFUSED)


@app.command(
    epilog=examples(
        "fangzhi query out --list",
        "fangzhi query out village-money",
        "fangzhi query out figures-of-place place=交城县 --format csv",
        "fangzhi query out 'SELECT ?s WHERE { ?s a fz:Programme } LIMIT 5'",
        "fangzhi query --store sparql+http://localhost:8890/sparql village-money",
    )
)
def query(
    out: Annotated[str | None, typer.Argument(help="The folder that a build wrote; none with --store.", metavar="OUT")] = None,
    question: Annotated[str | None, typer.Argument(help="SPARQL, a .rq file, or the name of a ready question.", metavar="QUERY|FILE|NAME")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(help="Parameters of a ready question.", metavar="[NAME=VALUE]…")] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print the rows.")] = "table",
    listing: Annotated[bool, typer.Option("--list", "-l", help="List the ready questions.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show long cells of a table whole.")] = False,
    store: Server = None,
    base: Annotated[str, typer.Option(help="With --store: which graph, where the server holds several.")] = "",
    timeout: Annotated[float, typer.Option(min=0.1, help="With --store: seconds that the server may take.")] = 600.0,
) -> None:
    """Ask the graph: SPARQL 1.1 over the built store, or over one in a server. 查询。"""
    from fangzhi import questions

    said = [word for word in (out, question, *(parameters or ())) if word is not None]
    where = None if store else said[:1]
    asked = said if store else said[1:]
    if listing or not asked:
        questions.show_list()
    elif store:
        questions.ask_server(store, base, asked[0], asked[1:], form, full=full, seconds=timeout)
    elif where:
        questions.ask(Path(where[0]), asked[0], asked[1:], form, full=full)


@app.command(epilog=examples("fangzhi explain out 交城县", "fangzhi explain out person/140882/李晓武", "fangzhi explain out 141122 --format json"))
def explain(
    out: Output,
    name: Annotated[str, typer.Argument(help="An IRI (whole, or without its base), a division code, or a label.", metavar="IRI|LABEL")],
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print it.")] = "text",
    full: Annotated[bool, typer.Option("--full", help="Show every piece of evidence.")] = False,
) -> None:
    """Every piece of evidence for an entity, figure or relation, in its raw sentence, and why it was read so. 出处与理由。"""
    from fangzhi.explaining import explain as run

    run(out, name, form, full=full)


@app.command(
    epilog=examples(
        "fangzhi correct out relink 寨子村 141122102201 --type PLACE --document seed-000 --note 同名村",
        "fangzhi correct out reject measurement/seed-000/1987-1996",
        "fangzhi correct out retype 清泉工程办 ORG --type PROGRAMME",
        "fangzhi correct out rename organisation/140882/河津市委 中共河津市委",
        "fangzhi correct out merge 河津市委 organisation/1408/运城市委",
        "fangzhi correct out split 李晓武 医生 --document seed-002",
        "fangzhi correct out add FIGURE 12公里 --document seed-000 --set value=12 --set unit=公里",
    )
)
def correct(
    out: Output,
    action: Annotated[str, typer.Argument(help="reject, retype, relink, change, add, rename, merge or split.", metavar="ACTION")],
    target: Annotated[str, typer.Argument(help="An IRI or a label; with --type a text; for add the kind of thing.", metavar="TARGET")],
    value: Annotated[str, typer.Argument(help="The new type, link, name or entity; for add the text that says it.", metavar="[VALUE]")] = "",
    kind: Annotated[str, typer.Option("--type", "-t", help="Every mention of this type written like TARGET: PLACE ORG PERSON PROGRAMME FIGURE.")] = "",
    document: Annotated[str, typer.Option("--document", "-d", help="Only in this document.")] = "",
    span: Annotated[tuple[int, int] | None, typer.Option(help="Raw offsets, for add.", metavar="START END")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", "-s", help="A field of what is changed or added.", metavar="NAME=VALUE")] = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="In every document, not only where TARGET stands.")] = False,
    note: Annotated[str, typer.Option("--note", "-n", help="Why.")] = "",
    author: Annotated[str, typer.Option(help="Who says so.")] = "",
    corrections: Corrections = None,
) -> None:
    """Write a correction into the file that every build replays. 更正，每次构建都会重放。"""
    from fangzhi.correct import Asked, fields_of
    from fangzhi.correct import correct as run

    asked = Asked(action, target, value, kind, document, span, fields_of(settings or []), everywhere, note, author)
    run(out, asked, corrections)


@app.command(
    epilog=examples("fangzhi diff out-1 out-2", "fangzhi diff out-1 out-2 --format json") + "\n\nExit codes: 0 they say the same; 1 they differ; 2 an error."
)
def diff(
    one: Annotated[Path, typer.Argument(help="The folder of a build.", metavar="A")],
    other: Annotated[Path, typer.Argument(help="The folder of another.", metavar="B")],
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print it.")] = "text",
) -> None:
    """What two builds say differently, by document and entity. 两次构建说法有何不同。"""
    from fangzhi.differences import show as run

    if not run(one, other, form):
        raise typer.Exit(DIFFERENT)


@app.command(epilog=examples("fangzhi page out -o graph.html", "fangzhi page out --around 交城县 -o jiaocheng.html", "fangzhi page out --sparql -o graph.html"))
def page(
    out: Output,
    target: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")] = Path("graph.html"),
    around: Annotated[str | None, typer.Option(help="Only the neighbourhood of this label, code or IRI.")] = None,
    steps: Annotated[int, typer.Option(min=1, max=6, help="How far the neighbourhood reaches.")] = 2,
    limit: Annotated[int, typer.Option(min=10, help="Most nodes on the page; the others are counted at their places, and the page says so.")] = 2000,
    sparql: Annotated[bool, typer.Option("--sparql", help="Answer SPARQL inside the file too, without server or network (about 2 MB more).")] = False,
) -> None:
    """Write the graph as one self-contained HTML file that works offline. 生成单文件网页。"""
    from fangzhi.pages import write

    console.say(write(out, target, around=around, steps=steps, limit=limit, asks=sparql))


@app.command(
    epilog=examples(
        "fangzhi serve out --open",
        "fangzhi serve out --port 0 --timeout 10",
        "fangzhi serve out --edit",
        "fangzhi serve out --host 0.0.0.0 --cors https://example.org",
    )
)
def serve(
    out: Output,
    host: Annotated[str, typer.Option(help="Address to listen on; others than this machine reach it only if you say so.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8000,
    cors: Annotated[list[str] | None, typer.Option(help="Origin whose pages may read the answers; may be repeated.", metavar="ORIGIN")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="Rows that an answer may have.")] = 100_000,
    edit: Annotated[bool, typer.Option("--edit", help="Let the pages write into the file of corrections.")] = False,
    anywhere: Annotated[bool, typer.Option("--edit-anywhere", help="Let others than this machine write too, with --edit and --host.")] = False,
    corrections: Corrections = None,
    show: Annotated[bool, typer.Option("--open", help="Open the start page in the browser.")] = False,
) -> None:
    """Serve the graph: a SPARQL 1.1 endpoint, and pages for the browser. 启动查询服务。"""
    from fangzhi.serve import serve as run

    run(out, host=host, port=port, cors=cors or [], seconds=timeout, rows=rows, show=show, edit=edit, anywhere=anywhere, file=corrections)


@app.command(epilog=examples("fangzhi export out --format jsonld -o graph.jsonld", "fangzhi export out --format neo4j -o neo4j"))
def export(
    out: Output,
    form: Annotated[Export, typer.Option("--format", "-f", help="csv, parquet and neo4j are several files; the others are one.")],
    target: Annotated[Path, typer.Option("--output", "-o", help="The file, or the folder for csv, parquet and neo4j.", metavar="TARGET")],
) -> None:
    """Write the built graph for other programs: RDF, networks, tables, Neo4j. 导出为其他格式。"""
    from fangzhi.exporting import write

    for path in write(out, form, target):
        console.say(f"{path}: {path.stat().st_size // 1024 + 1} KiB")


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
