"""The ready questions: SPARQL files of graph/queries whose first lines say what they ask, in comments.

    # title-zh: 各村投入的钱
    # title-en: Villages and the money they put in
    # param: place place 交城县 | 地方 | A place       name, kind (place unit text number; ? behind it: optional), example | zh | en
    # column: village 村 | Village                    variable, heading zh | en

A parameter stands in the query as `$name`, all other variables as `?name`. A line that names an optional parameter is left out where
that has no value, so it must be a pattern of its own.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from graph.sparql import tokens
from ontology.errors import QueryError, SchemaError

QUERIES = Path(__file__).parent / "queries"
HEADER = re.compile(r"# (title-zh|title-en|param|column): (.+)")
PARAMETER = re.compile(r"([a-z]+) (place|unit|text|number)(\??) (\S+) \| (.+?) \| (.+)")
COLUMN = re.compile(r"([a-zA-Z]+) (.+?) \| (.+)")

Kind = Literal["place", "unit", "text", "number"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a ready question; without a value an optional one restricts nothing."""

    name: str
    kind: Kind
    optional: bool
    example: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question; `columns` gives the Chinese and English heading of each variable."""

    name: str
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, tuple[str, str]]
    text: str


def restricted(asked: Question, given: Collection[str]) -> str:
    """The question's text without the lines that name an optional parameter which is not given."""
    missing = {p.name for p in asked.parameters if p.optional} - set(given)
    return "".join(line for line in asked.text.splitlines(keepends=True) if not missing & parameters_in(line))


def parameters_in(text: str) -> set[str]:
    """The names that stand in a query as `$name`."""
    return {token[1:] for kind, token in tokens(text) if kind == "variable" and token[0] == "$"}


@cache
def questions(folder: Path = QUERIES) -> tuple[Question, ...]:
    """The ready questions of a folder, by name. Raises SchemaError for a file without its header."""
    return tuple(_question(path) for path in sorted(folder.glob("*.rq")))


def question(name: str) -> Question:
    """A ready question by name. Raises QueryError that lists them."""
    if found := next((q for q in questions() if q.name == name), None):
        return found
    names = [q.name for q in questions()]
    close = difflib.get_close_matches(name, names, 1)
    raise QueryError(f"no ready question is called {name!r}", remedy=f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}")


def _question(path: Path) -> Question:
    text = path.read_text("utf-8")
    titles: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, tuple[str, str]] = {}
    for line, written in enumerate(text.splitlines(), 1):
        header = HEADER.fullmatch(written)
        if header is None:
            continue
        if header[1] == "param":
            p = _matched(PARAMETER, header[2], path, line, "NAME KIND EXAMPLE | zh | en")
            parameters.append(Parameter(p[1], cast(Kind, p[2]), bool(p[3]), p[4], p[5], p[6]))
        elif header[1] == "column":
            c = _matched(COLUMN, header[2], path, line, "VARIABLE zh | en")
            columns[c[1]] = (c[2], c[3])
        else:
            titles[header[1]] = header[2]
    if len(titles) < 2:
        raise SchemaError("a ready question needs # title-zh: and # title-en:", path=path, line=1, remedy="see docs/how-to/adding-a-query.md")
    used = parameters_in(text)
    if used != {p.name for p in parameters}:
        raise SchemaError(f"it uses {_listed(used)} and declares {_listed(p.name for p in parameters)}", path=path, line=1, remedy="make the two agree")
    return Question(path.stem, titles["title-zh"], titles["title-en"], tuple(parameters), MappingProxyType(columns), text)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names)) or "no parameter"


def _matched(pattern: re.Pattern[str], value: str, path: Path, line: int, form: str) -> re.Match[str]:
    if match := pattern.fullmatch(value):
        return match
    raise SchemaError(f"not a header: {value}", path=path, line=line, remedy=f"write {form}")
