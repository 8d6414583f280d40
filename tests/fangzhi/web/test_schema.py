"""The terms that the editor completes, and the ready questions as queries to go on from."""

import httpx
import pytest

from fangzhi.web.editor import FIRST, example
from graph.query import Question, questions


def test_terms_are_named_in_both_languages_and_counted(web: httpx.Client) -> None:
    found = web.get("/schema.json").json()
    classes = {term["name"]: term for term in found["classes"]}
    properties = {term["name"]: term for term in found["properties"]}
    assert (classes["fz:County"]["zh"], classes["fz:County"]["en"], classes["fz:County"]["n"]) == ("县级区划", "County", 1)
    assert properties["fz:about"]["n"] == 2 and properties["fz:about"]["zh"]
    assert "n" not in classes["fz:Prefecture"] or classes["fz:Prefecture"]["n"] > 0
    assert found["prefixes"]["fz"] == "https://w3id.org/fangzhi/ontology#" and found["prefixes"]["place"].endswith("/place/")


def test_the_most_used_terms_come_first(web: httpx.Client) -> None:
    found = web.get("/schema.json").json()
    for kind in ("classes", "properties"):
        counts = [term.get("n", 0) for term in found[kind]]
        assert counts == sorted(counts, reverse=True) and counts[0] > 0


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_ready_question_runs_as_an_example(web: httpx.Client, question: Question) -> None:
    text = example(question)
    assert "# param" not in text and "# title" not in text
    assert web.post("/sparql", data={"query": text}, headers={"Accept": "application/sparql-results+json"}).status_code == 200, text


def test_the_first_query_of_the_editor_has_an_answer(web: httpx.Client) -> None:
    assert web.get("/sparql", params={"query": FIRST}, headers={"Accept": "application/sparql-results+json"}).json()["results"]["bindings"]
