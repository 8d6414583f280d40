"""SPARQL inside the page: Oxigraph as WebAssembly, the quads it answers from, and the ready questions as forms.

The file then needs no server and no network for questions either: a worker made from text in the file loads everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from graph.formulas import FORMULA
from graph.questions import OPENED, Question, linked, questions
from graph.sparql import tokens
from ontology.errors import SourceError
from ontology.iri import Names
from ontology.terms import FZ, ID_BASE, PREFIXES, STD

VENDOR = Path(__file__).parent / "vendor" / "oxigraph"
MARK = "\N{PILCROW SIGN}"
"""Stands for a moment in a query where a table's own variables go."""
LIMIT = 200_000
"""Most triples in a file: the browser holds them twice, by document and all together."""


@dataclass(frozen=True, slots=True)
class Sparql:
    """What a page needs to answer SPARQL: how many triples, the triples as TriG, and the data of the forms."""

    triples: int
    trig: bytes
    data: Mapping[str, object]


def sparql(store: Store, documents: Iterable[str] | None = None, *, base: str = ID_BASE) -> Sparql:
    """What all documents of the store say, or the named ones alone, with the places and the ontology. Raises SourceError above the limit."""
    wanted = _graphs(store, documents)
    found = [q for graph in wanted for q in store.quads_for_pattern(None, None, None, graph)]
    number = len({(q.subject, q.predicate, q.object) for q in found})
    if number > LIMIT:
        remedy = "write the page --around one place, build fewer documents, or use fangzhi serve"
        raise SourceError(f"{number:,} triples are too many for SPARQL inside a file, which holds {LIMIT:,}", remedy=remedy)
    prefixes = {**Names(base).prefixes, **PREFIXES}
    data = {"questions": [_form(q, prefixes) for q in questions()], "prefixes": prefixes, "formula": FORMULA, "triples": number, "terms": _terms()}
    return Sparql(number, _trig(found, prefixes), data)


def _terms() -> dict[str, str]:
    """The vocabulary by which the page finds a place that a reader names."""
    return {"place": FZ.PLACE, "type": STD.TYPE, "code": FZ.DIVISION_CODE, "label": STD.LABEL, "also": STD.ALT_LABEL, "decimal": STD.XSD_DECIMAL}


def _graphs(store: Store, documents: Iterable[str] | None) -> list[NamedNode]:
    """The named graphs to take: those of the documents, and all that belong to no document."""
    named = sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=str)
    if documents is None:
        return named
    own: dict[NamedNode, str] = {}
    for quad in store.quads_for_pattern(None, NamedNode(STD.IDENTIFIER), None, None):
        if isinstance(quad.graph_name, NamedNode):
            own[quad.graph_name] = str(getattr(quad.object, "value", ""))
    wanted = set(documents)
    return [g for g in named if g not in own or own[g] in wanted]


def _trig(quads: Sequence[Quad], prefixes: Mapping[str, str]) -> bytes:
    return serialize(sorted(quads, key=lambda q: (str(q.graph_name), str(q))), format=RdfFormat.TRIG, prefixes=dict(prefixes)) or b""


def _form(question: Question, prefixes: Mapping[str, str]) -> dict[str, object]:
    """A ready question for the page, without comments and the prefixes that the page knows.

    Its text by lines, each of plain pieces, of parameters as `{"name": …}` and, once, of what a table selects besides as `{"opens": …}`.
    """
    known = {f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items()}
    written = linked(question, question.text)
    at = next((i for i, (a, b) in enumerate(zip(question.text, written, strict=False)) if a != b), 0)
    more = len(written) - len(question.text)
    marked = question.text[:at] + MARK + question.text[at:] if more else question.text
    return {
        "name": question.name,
        "zh": question.title_zh,
        "en": question.title_en,
        "parameters": [{"name": p.name, "kind": p.kind, "optional": p.optional, "example": p.example, "zh": p.zh, "en": p.en} for p in question.parameters],
        "columns": {name: list(headings) for name, headings in question.columns.items()},
        "counts": [m.column for m in question.measures if not (m.unit or m.alike)],
        "links": {column: variable + OPENED for column, variable in question.links.items()},
        "lines": [
            _pieces(line, written[at : at + more]) for line in marked.splitlines(keepends=True) if line.strip() not in known and not line.startswith("#")
        ],
    }


def _pieces(line: str, opens: str) -> list[object]:
    pieces: list[object] = [""]
    for kind, token in tokens(line):
        if kind == "variable" and token[0] == "$":
            pieces += [{"name": token[1:]}, ""]
        elif token == MARK:
            pieces += [{"opens": opens}, ""]
        else:
            pieces[-1] = f"{pieces[-1]}{token}"
    return [piece for piece in pieces if piece]
