"""The pages: templates that escape every text, and the tables on them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fangzhi import __version__
from fangzhi.web.icons import icon_path
from fangzhi.web.language import loaded
from fangzhi.web.links import href_of, short
from fangzhi.web.numbers import full, rounded
from fangzhi.web.rulebook import family
from graph.sureness import two_digits
from ontology.terms import XSD_NUMBERS

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, where it leads, whether it is a number, its language."""

    text: str = ""
    href: str | None = None
    number: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings; ASK gives one cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def as_dicts(self) -> list[dict[str, Cell]]:
        """Each row by its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def page(name: str, base: str, **values: object) -> bytes:
    """A template, filled; `base` is where the data's IRIs start."""
    return templates().get_template(name).render(version=__version__, base=base, **values).encode("utf-8", "replace")


@cache
def templates() -> Environment:
    """The environment of the templates; it escapes everything and knows no undefined name."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(href=href_of, short=short, family=family, share=two_digits)
    made.globals.update(fault_key=fault_key, icon_path=icon_path, full=full, rounded=rounded)
    return made


def fault_key(status: int) -> str:
    """The key of the words for an HTTP status."""
    return f"fault-{status}" if f"fault-{status}" in loaded() else "fault-other"


def shown(body: bytes, base: str) -> Table:
    """The table of an answer in SPARQL's JSON."""
    found = json.loads(body)
    if "boolean" in found:
        return Table(("answer",), ((Cell("true" if found["boolean"] else "false"),),))
    columns = tuple(found["head"]["vars"])
    return Table(columns, tuple(tuple(_cell(row.get(c), base) for c in columns) for row in found["results"]["bindings"]))


def _cell(term: dict[str, str] | None, base: str) -> Cell:
    match term:
        case None:
            return Cell()
        case {"type": "uri", "value": str(iri)}:
            return Cell(short(iri, base), href_of(iri, base))
        case {"value": str(text)}:
            return Cell(text, number=term.get("datatype") in XSD_NUMBERS, language=term.get("xml:lang", ""))
        case _:
            return Cell(json.dumps(term, ensure_ascii=False))
