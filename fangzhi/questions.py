"""Asks the store of a build: SPARQL text, a .rq file, or a ready question with its parameters."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from fangzhi import console
from fangzhi.report import base_of
from fangzhi.rows import show
from graph.query import Queryable, answer, questions, ready
from graph.store import open_store
from graph.unknown_terms import unknown_terms
from ontology.errors import QueryError


def show_list() -> None:
    """Prints the ready questions with their parameters."""
    rows = [(q.name, q.title_zh, q.title_en, " ".join(f"[{p.name}=…]" if p.optional else f"{p.name}={p.example}" for p in q.parameters)) for q in questions()]
    console.table(("name", "问题", "question", "parameters"), rows, whole=("name",))


def ask(out: Path, question: str, parameters: Sequence[str], form: str, *, full: bool = False) -> None:
    """Prints the answer of a build as a table, CSV or JSON."""
    _ask(open_store(out / "store"), base_of(out), question, parameters, form, full=full)


def ask_server(url: str, base: str, question: str, parameters: Sequence[str], form: str, *, full: bool, seconds: float) -> None:
    """Prints the answer of the graph in a server; without a base it must hold just one."""
    from graph.remote.store import RemoteStore

    with RemoteStore(url, base=base, seconds=seconds) as store:
        _ask(store, store.base, question, parameters, form, full=full)


def _ask(store: Queryable, base: str, question: str, parameters: Sequence[str], form: str, *, full: bool) -> None:
    values = dict(_parameter(p) for p in parameters)
    names = {q.name: q for q in questions()}
    headings: dict[str, str] = {}
    if question in names:
        found = ready(store, question, values, base=base)
        headings = {name: f"{zh} {en}" for name, (zh, en) in names[question].columns.items()}
    else:
        text = _text(question, tuple(names))
        if values:
            raise QueryError("only ready questions take parameters", remedy="see fangzhi query OUT --list")
        found = answer(store, text, base=base)
        for term, like in unknown_terms(store, text).items():
            hint = f"; did you mean {like}?" if like else "; docs/ontology.md lists them all"
            console.warn(f"{term} 不在词汇里 is no class or property of the vocabulary{hint}")
    show(found, headings, form, full=full)


def _parameter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise QueryError(f"{text!r} is not a parameter", remedy="write name=value, for example place=交城县")
    return name, value


def _text(question: str, names: Sequence[str]) -> str:
    """The SPARQL of a file, or the text itself when it can only be SPARQL."""
    path = Path(question)
    if question.endswith(".rq"):
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise QueryError(f"cannot be read: {fault}", path=path, remedy="name a query file in UTF-8") from fault
    if not any(c in question for c in "{ \n"):
        close = difflib.get_close_matches(question.lower(), names, 3, 0.6)
        meant = f"did you mean {' or '.join(close)}? fangzhi query --list shows all" if close else f"there are {', '.join(names)}"
        raise QueryError(f"there is no ready question {question!r}", remedy=f"{meant}; SPARQL and .rq files are taken too")
    return question
