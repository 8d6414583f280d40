"""Answers in every form: the way over TSV changes nothing, and datasets of several graphs count each triple once."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from fangzhi.web.answers import ROWS, answered
from fangzhi.web.dataset import own_dataset
from fangzhi.web.jobs import Asked, Faulty, RowForm

G = [NamedNode(f"http://g/{i}") for i in range(3)]
S, P = NamedNode("http://x/s"), NamedNode("http://x/p")
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = st.one_of(
    st.text().map(Literal),
    st.text().map(lambda t: Literal(t, language="zh")),
    st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(XSD + "integer"))),
    st.sampled_from(["01", "1.0", "1.", "1e3", "INF", "true", "x"]).map(lambda t: Literal(t, datatype=NamedNode(XSD + "double"))),
    st.just(NamedNode("http://x/村")),
    st.none(),
)


@pytest.fixture(scope="module")
def store() -> Store:
    two = Literal("两图都有")
    made = Store()
    made.extend([Quad(S, P, two, G[0]), Quad(S, P, two, G[1]), Quad(S, P, Literal("1"), G[0]), Quad(S, P, Literal("2"), G[1]), Quad(S, P, Literal("3"), G[2])])
    return made


@given(st.lists(st.tuples(TERMS, TERMS), max_size=8), st.sampled_from(["json", "xml", "csv", "tsv"]))
def test_every_form_says_what_oxigraph_itself_would_write(rows: list[tuple[Literal | NamedNode | None, ...]], form: RowForm) -> None:
    values = " ".join("(" + " ".join("UNDEF" if t is None else str(t) for t in row) + ")" for row in rows)
    text = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}"
    direct = Store().query(text)
    assert isinstance(direct, QuerySolutions | QueryBoolean) and not isinstance(direct, QueryTriples)
    found = answered(Store(), Asked(text, rows_as=form), "http://b/", 100)
    assert (found.body, found.rows, found.complete) == (direct.serialize(format=ROWS[form]), len(rows), True)


@pytest.mark.parametrize(("most", "cut", "rows", "complete"), [(5, None, 5, True), (5, 2, 2, False), (9, 5, 5, True), (4, None, None, None), (4, 9, 4, False)])
def test_too_many_rows_are_refused_or_cut(store: Store, most: int, cut: int | None, rows: int | None, complete: bool | None) -> None:
    for text in ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", "CONSTRUCT { ?g ?p ?o } { GRAPH ?g { ?s ?p ?o } }"):
        asked = Asked(text, rows_as="csv", cut=cut)
        if rows is None:
            with pytest.raises(Faulty) as refused:
                answered(store, asked, "http://b/", most)
            assert refused.value.fault.status == 422
        else:
            found = answered(store, asked, "http://b/", most)
            assert (found.rows, found.complete) == (rows, complete)
            assert found.kind == "graph" or found.body.count(b"\n") == rows + 1


def iris(numbers: Iterable[int] | None) -> tuple[str, ...] | None:
    return None if numbers is None else tuple(G[n].value for n in numbers)


@pytest.mark.parametrize(
    ("clause", "default", "named", "count", "graphs"),
    [
        ("", None, None, 0, 3),
        ("", [0], None, 2, 0),
        ("", [0, 1], None, 3, 0),
        ("", [0, 0], None, 2, 0),
        ("", [0, 1, 2], [2], 4, 1),
        ("", None, [0, 1], 0, 2),
        ("FROM <http://g/0>", None, None, 2, 0),
        ("FROM <http://g/0> FROM <http://g/0>", None, None, 2, 0),
        ("FROM <http://g/0> FROM g:1", None, None, 3, 0),
        ("FROM <0> FROM <http://g/1> FROM NAMED <2>", None, None, 3, 1),
        ("FROM <http://g/\\u0030> FROM g:1 # FROM g:2\n", None, None, 3, 0),
        ("FROM <http://g/0> FROM <http://g/1>", [2], None, 1, 0),
        ("FROM <http://g/2>", [0, 1], [1], 3, 1),
    ],
)
def test_datasets(store: Store, clause: str, default: list[int] | None, named: list[int] | None, count: int, graphs: int) -> None:
    head = "BASE <http://g/> PREFIX g: <http://g/>"
    text = f"{head} SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"
    assert answered(store, Asked(text, rows_as="csv", default=iris(default), named=iris(named)), "http://b/", 9).body == f"n\r\n{count}\r\n".encode()
    text = f"{head} SELECT (COUNT(DISTINCT ?g) AS ?n) {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert answered(store, Asked(text, rows_as="csv", default=iris(default), named=iris(named)), "http://b/", 9).body == f"n\r\n{graphs}\r\n".encode()


def test_the_worker_guards_what_goes_to_a_spreadsheet(store: Store) -> None:
    """Not the server's own process: a long table takes seconds, in which nobody else would be answered."""
    text = "SELECT ?a ?b { VALUES (?a ?b) { ('=1+1' -5) } }"
    bodies = {(form, guarded): answered(store, Asked(text, rows_as=form, guarded=guarded), "http://b/", 9).body for form in ROWS for guarded in (True, False)}
    assert (bodies["csv", True], bodies["csv", False]) == (b"a,b\r\n'=1+1,-5\r\n", b"a,b\r\n=1+1,-5\r\n")
    assert all(bodies[form, True] == bodies[form, False] for form in ROWS if form != "csv")


def test_from_in_a_string_or_a_name_is_none() -> None:
    assert own_dataset("SELECT ?from { ?from ?p 'FROM <http://a>' . <http://FROM> ?q ?r }") == ((), ())
