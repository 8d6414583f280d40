"""The ready questions: SPARQL files of graph/queries whose first lines say what they ask, in comments.

    # title-zh: 各村投入的钱
    # title-en: Villages and the money they put in
    # topic: figures                                  figures, places, people, programmes or checks
    # param: place place 交城县 | 地方 | A place       name, kind (one of KINDS; ? behind it: optional), example | zh | en
    # column: village 村 | Village                    variable, heading zh | en
    # link: village place                             a column, and the variable of the query that it opens
    # measure: value in unit of village as money alike status object
                                                    a column of numbers, of their units, of what they are about, of them as written,
                                                    and what figures must have in common to be compared or added

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
from typing import Literal, cast, get_args

from graph.sparql import tokens
from ontology.errors import QueryError, SchemaError

QUERIES = Path(__file__).parent / "queries"
Kind = Literal["place", "programme", "level", "unit", "year", "text", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county", "乡级": "township", "村级": "village", "聚落": "locality", "地点": "site"}
"""How questions call the levels of places, and what they are in English, which a reader may write as well."""
TOPICS = ("figures", "places", "people", "programmes", "checks")
HEADER = re.compile(r"# (title-zh|title-en|topic|param|column|link|measure): (.+)")
PARAMETER = re.compile(rf"([a-z]+) ({'|'.join(KINDS)})(\??) (\S+) \| (.+?) \| (.+)")
COLUMN = re.compile(r"([a-zA-Z]+) (.+?) \| (.+)")
LINK = re.compile(r"([a-zA-Z]+) ([a-zA-Z]+)")
MEASURE = re.compile(r"([a-zA-Z]+)(?: in ([a-zA-Z]+))? of ([a-zA-Z]+(?: [a-zA-Z]+)*?)(?: as ([a-zA-Z]+) alike ([a-zA-Z]+(?: [a-zA-Z]+)*))?")
GROUPED = re.compile(r"\bGROUP BY((?:\s+[?$]\w+)+)\s*[^{}]*$")
OPENED = "_iri"
"""Behind a variable's name: the IRI that a column opens."""


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
class Measure:
    """Numbers that compare: their column, that of their units (none: all in one), of what they are about.

    Figures also have a column of them as they were written, and those in which they must be alike to be set side by side.
    """

    column: str
    unit: str
    of: tuple[str, ...]
    written: str = ""
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question; `columns` gives the Chinese and English heading of each variable, `links` the variable that a column opens."""

    name: str
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, tuple[str, str]]
    text: str
    topic: str
    links: Mapping[str, str]
    measures: tuple[Measure, ...]


def restricted(asked: Question, given: Collection[str]) -> str:
    """The question's text without the lines that name an optional parameter which is not given."""
    missing = {p.name for p in asked.parameters if p.optional} - set(given)
    return "".join(line for line in asked.text.splitlines(keepends=True) if not missing & parameters_in(line))


def linked(asked: Question, text: str) -> str:
    """The question's text with one more variable for each that a column opens: `?place_iri` beside `?place`.

    Where the answer is grouped by others, the first of each group is taken.
    """
    group = GROUPED.search(text)
    by = set(re.findall(r"\w+", group[1])) if group else None
    extra = "".join(f" ({f'?{v}' if by is None or v in by else f'MIN(STR(?{v}))'} AS ?{v}{OPENED})" for v in sorted(set(asked.links.values())))
    done, found = False, []
    for kind, token in tokens(text):
        if kind == "word" and token.upper() == "WHERE" and not done:
            token, done = f"{extra.strip()} {token}", True
        found.append(token)
    return "".join(found)


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
    links: dict[str, str] = {}
    measures: list[Measure] = []
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
        elif header[1] == "link":
            found = _matched(LINK, header[2], path, line, "COLUMN VARIABLE")
            links[found[1]] = found[2]
        elif header[1] == "measure":
            m = _matched(MEASURE, header[2], path, line, "NUMBERS in UNITS of NAMES as WRITTEN alike STATUS OBJECT")
            measures.append(Measure(m[1], m[2] or "", tuple(m[3].split()), m[4] or "", tuple((m[5] or "").split())))
        else:
            titles[header[1]] = header[2]
    if len(titles.keys() - {"topic"}) < 2:
        raise SchemaError("a ready question needs # title-zh: and # title-en:", path=path, line=1, remedy="see docs/how-to/adding-a-query.md")
    used = parameters_in(text)
    if used != {p.name for p in parameters}:
        raise SchemaError(f"it uses {_listed(used)} and declares {_listed(p.name for p in parameters)}", path=path, line=1, remedy="make the two agree")
    _check(path, text, titles.get("topic", TOPICS[-1]), columns, links, measures)
    return Question(
        path.stem, titles["title-zh"], titles["title-en"], tuple(parameters), MappingProxyType(columns), text, titles.get("topic", TOPICS[-1]),
        MappingProxyType(links), tuple(measures),
    )  # fmt: skip


def _check(path: Path, text: str, topic: str, columns: Collection[str], links: Mapping[str, str], measures: Iterable[Measure]) -> None:
    """Raises SchemaError where a header names what there is not."""
    if topic not in TOPICS:
        raise SchemaError(f"no topic {topic!r}", path=path, line=1, remedy=f"there are {', '.join(TOPICS)}")
    named = {*links, *(name for m in measures for name in (m.column, m.unit, *m.of, m.written, *m.alike) if name)}
    if unknown := sorted(named - set(columns)):
        raise SchemaError(f"no column {', '.join(unknown)}", path=path, line=1, remedy=f"there are {', '.join(columns)}")
    variables = {token[1:] for kind, token in tokens(text) if kind == "variable"}
    if unknown := sorted(set(links.values()) - variables):
        raise SchemaError(f"no variable {_listed(unknown)}", path=path, line=1, remedy="link a column to a variable of the query")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names)) or "no parameter"


def _matched(pattern: re.Pattern[str], value: str, path: Path, line: int, form: str) -> re.Match[str]:
    if match := pattern.fullmatch(value):
        return match
    raise SchemaError(f"not a header: {value}", path=path, line=line, remedy=f"write {form}")
