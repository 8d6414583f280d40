"""What the SPARQL page needs beside a query's answer: examples to start from, and words and looks for its script."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request

from fangzhi.web.language import language, words
from fangzhi.web.looks import inside, looks
from graph.query import Question, questions
from graph.questions import restricted
from graph.sparql import bound
from ontology.terms import STD

HEADER = re.compile(r"(?m)^# (?:param|column|title-(?:zh|en)): .*\n")
FIRST = "SELECT ?place ?name WHERE {\n  ?place a fz:County ; rdfs:label ?name .\n}\nORDER BY ?name"
"""What the editor holds at first."""


def beside(request: Request) -> Mapping[str, object]:
    """The values of the page that do not hang on a query."""
    tongue = language(request)
    own = {key: said for key, said in words(tongue).items() if key.startswith("sparql-")}
    return {
        "examples": [(q.title_zh if tongue == "zh" else q.title_en, example(q)) for q in questions()],
        "first": FIRST,
        "words": inside(json.dumps(own, ensure_ascii=False)),
        "looks": inside(json.dumps(looks(tongue), ensure_ascii=False)),
    }


def example(asked: Question) -> str:
    """A ready question as a query to go on from: without what is optional, texts and numbers as in its example, places open."""
    given = {p.name: _value(p.kind, p.example) for p in asked.parameters if not p.optional and p.kind != "place"}
    return HEADER.sub("", bound(restricted(asked, ()), given)).strip()


def _value(kind: str, written: str) -> Literal | NamedNode:
    if kind == "number":
        return Literal(str(Decimal(written)), datatype=NamedNode(STD.XSD_DECIMAL))
    return Literal(written, language="zh") if kind == "unit" else Literal(written)
