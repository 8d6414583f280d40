"""The command line: all commands under one name, and how faults end them. The work is done elsewhere."""

import sys
from typing import Annotated

import typer

from fangzhi import __version__, console, graph_commands, text_commands
from fangzhi.options import NOTHING_DONE, examples
from ontology.errors import InputError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


@app.callback(invoke_without_command=True, epilog=examples("fangzhi build seeds -o out", "fangzhi query out village-money", "fangzhi build --help"))
def fangzhi(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Chinese local-government news → a knowledge graph whose every fact opens its source. 把杂乱的地方政务新闻变成可查证的知识图谱。"""
    if version:
        console.say(f"fangzhi {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        console.say(context.get_help())
        raise typer.Exit(NOTHING_DONE)


for commands in (graph_commands.app, text_commands.app):
    app.add_typer(commands)
