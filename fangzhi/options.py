"""What commands share: options, exit codes, the folders of users' own knowledge, examples at the end of a help."""

from pathlib import Path
from typing import Annotated, Literal

import typer

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
Base = Annotated[str, typer.Option(help="With --store: which graph, where the server holds several.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="With --store: seconds that the server may take.")]
Corrections = Annotated[Path | None, typer.Option("--corrections", "-c", help="File of corrections. [default: corrections.yaml or .csv beside OUT]")]


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
