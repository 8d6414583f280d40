"""The words of a SPARQL text, told from its strings, comments and names: to bind parameters and to see what it asks for."""

import re
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

TOKEN = re.compile(
    r"""(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<comment>\#[^\n\r]*)|(?P<variable>[?$]\w+)|(?P<name>[\w.-]*:[\w.%:\\/-]*)|(?P<word>\w+)|(?P<other>.)""",
    re.DOTALL,
)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
FEDERATED, UPDATES = "SERVICE", frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; joined they are the query."""
    for match in TOKEN.finditer(text):
        yield match.lastgroup or "other", match[0]


def words(text: str) -> list[str]:
    """The keywords in order, in capitals; escapes that could hide one are read first."""
    plain = ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    return [token.upper() for kind, token in tokens(plain) if kind == "word"]


def bound(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with each `$name` replaced by its value, written as SPARQL; `?name` and what stands in strings stay.

    >>> bound('ASK { $place ?p "$place" }', {"place": NamedNode("http://x")})
    'ASK { <http://x> ?p "$place" }'
    """
    return "".join(
        str(values[token[1:]]) if kind == "variable" and token[0] == "$" and token[1:] in values else token for kind, token in tokens(text)
    )  # fmt: skip
