"""The commands that make a graph and those that use the folder of one."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from fangzhi import console
from fangzhi.options import (
    DIFFERENT,
    EXITS,
    SOME_REFUSED,
    Base,
    Corrections,
    Export,
    Form,
    Output,
    Own,
    Quiet,
    Server,
    Threshold,
    Timeout,
    Workers,
    examples,
    use_own,
)  # fmt: skip
from ontology.errors import QueryError
from ontology.terms import ID_BASE

app = typer.Typer(rich_markup_mode="rich")


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
    base: Base = "",
    timeout: Timeout = 600.0,
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


@app.command(
    epilog=examples(
        "fangzhi explain out 交城县",
        "fangzhi explain out person/140882/李晓武",
        "fangzhi explain out 141122 --format json",
        "fangzhi explain --store sparql+http://localhost:8890/sparql 交城县",
    )
)
def explain(
    out: Annotated[str, typer.Argument(help="The folder that a build wrote; none with --store.", metavar="OUT")],
    name: Annotated[str, typer.Argument(help="An IRI (whole, or without its base), a division code, or a label.", metavar="IRI|LABEL")] = "",
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print it.")] = "text",
    full: Annotated[bool, typer.Option("--full", help="Show every piece of evidence.")] = False,
    store: Server = None,
    base: Base = "",
    timeout: Timeout = 600.0,
) -> None:
    """Every piece of evidence for an entity, figure or relation, in its raw sentence, and why it was read so. 出处与理由。"""
    from fangzhi.explaining import explain as run
    from fangzhi.explaining import explain_from_server

    if bool(name) == bool(store):
        remedy = "write fangzhi explain OUT IRI|LABEL, or fangzhi explain --store URL IRI|LABEL"
        raise QueryError("a folder or a server, and one name in it, are needed", remedy=remedy)
    if store:
        explain_from_server(store, base, out, form, full=full, seconds=timeout)
    else:
        run(Path(out), name, form, full=full)


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
