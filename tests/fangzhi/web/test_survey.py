"""What a build holds, as the worker counts it: against the report, against the ready questions, and where things are missing."""

import asyncio
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from pickle import UnpicklingError

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.app import application
from fangzhi.web.entities import Entities
from fangzhi.web.jobs import Asked, Limits
from fangzhi.web.limits import Stamp, Workers
from fangzhi.web.survey import Survey, survey
from fangzhi.web.surveys import FAILED, Surveys
from fangzhi.web.tree import rolled_up
from graph.query import ready
from graph.store import memory_store, open_store, write_store
from ontology.iri import Names
from ontology.terms import FZ, STD

from .conftest import Running, quads

NAMES = Names()
REPORT = {"documents": [{"damaged": 9}, {"damaged": 0}], "refused": [{"path": "a.pdf", "reason": "no text", "remedy": "save it as text"}], "conforms": False}


@pytest.fixture(scope="module")
def store(seeds_served: Running) -> Store:
    return open_store(seeds_served.out / "store")


@pytest.fixture(scope="module")
def held(store: Store, seeds_served: Running) -> Survey:
    return survey(store, seeds_served.out)


def test_counts(held: Survey) -> None:
    assert {k: held.counts[k] for k in ("Document", "Measurement")} == {"Document": 5, "Measurement": 82}
    assert held.coverage.documents == held.coverage.with_figures == 5 and held.coverage.conforms is None
    assert len(held.names) == sum(n for kind, n in held.counts.items() if kind != "Mention")


def test_the_tree_says_what_the_questions_say(store: Store, held: Survey) -> None:
    checked = 0
    for branch in held.branches:
        if branch.level <= 3 and branch.figures:
            answer = ready(store, "figures-of-place", {"place": branch.code})
            at = answer.columns.index("sentence")
            assert branch.figures >= len({row[at] for row in answer.rows}) and len(answer.rows) >= branch.figures
            checked += 1
    assert checked > 5
    assert rolled_up(store, Entities(store)) == {branch.iri: branch.figures for branch in held.branches if branch.figures}


def test_the_tree_stands_in_order(held: Survey) -> None:
    depths = [branch.depth for branch in held.branches]
    assert depths[0] == 0 and all(after <= before + 1 for before, after in pairwise(depths))
    for i, branch in enumerate(held.branches):
        inside = 0
        while i + inside + 1 < len(depths) and depths[i + inside + 1] > branch.depth:
            inside += 1
        assert inside == branch.places


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("conflicting-figures", {}),
        ("doubtful-pairs", {"above": "0"}),
        ("candidates", {}),
        ("unresolved-places", {}),
        ("low-confidence", {"below": "0.6"}),
        ("places-without-figures", {}),
    ],
)
def test_doubts_are_as_many_as_their_question_lists(store: Store, held: Survey, name: str, values: dict[str, str]) -> None:
    assert held.doubts[name] == len(ready(store, name, values).rows)


def test_what_forms_offer_is_in_the_graph(store: Store, held: Survey) -> None:
    for place in held.offers["place"]:
        assert ready(store, "figures-of-place", {"place": place}).rows
    for unit in held.offers["unit"]:
        assert ready(store, "largest-figures", {"unit": unit}).rows or not ready(store, "figures-of-place", {"place": "14", "unit": unit}).rows
    for year in held.offers["year"]:
        assert ready(store, "figures-by-period", {"year": year}).rows


def test_the_report_is_read_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT), "utf-8")
    found = survey(memory_store(quads()), tmp_path).coverage
    assert (found.damaged, found.damaged_documents, found.refused_count, found.conforms) == (9, 1, 1, False)
    assert found.refused == (("a.pdf", "no text", "save it as text"),)


@pytest.mark.parametrize("report", ["", "{", "[]", '{"documents": 3, "refused": "x"}'])
def test_a_report_that_is_none_harms_nothing(report: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(report, "utf-8")
    assert survey(memory_store(quads()), tmp_path).coverage.refused_count == 0


def test_places_that_lie_in_each_other(tmp_path: Path) -> None:
    places = [NamedNode(NAMES.place(code)) for code in ("970102", "970103")]
    circle = [
        quad
        for one, other in (places, reversed(places))
        for quad in (
            Quad(one, NamedNode(STD.TYPE), NamedNode(FZ.PLACE)), Quad(one, NamedNode(FZ.WITHIN), other),
            Quad(one, NamedNode(STD.LABEL), Literal("甲", language="zh")),
        )
    ]  # fmt: skip
    found = survey(memory_store(circle), tmp_path)
    assert found.counts["Place"] == 2 and len(found.names.find("甲", 5)) == 2


def test_an_empty_graph_says_so(serving: Callable[..., Running], tmp_path: Path) -> None:
    write_store(tmp_path / "store", [])
    web = serving(out=tmp_path).web
    page = HTMLParser(web.get("/", headers={"Accept-Language": "en"}).text)
    assert "This graph is empty" in page.css_first(".empty").text() and not page.css(".tree")
    assert HTMLParser(web.get("/ask/village-money", headers={"Accept": "text/html"}).text).css(".empty")
    assert web.get("/find.json", params={"q": "a"}).json() == {"hits": [], "ready": True}


def test_a_new_build_is_surveyed_anew(serving: Callable[..., Running], tmp_path: Path) -> None:
    write_store(tmp_path / "store", [])
    web = serving(out=tmp_path).web
    assert _documents(web) == "0"
    write_store(tmp_path / "new", quads())
    (tmp_path / "store").rename(tmp_path / "old")
    (tmp_path / "new").rename(tmp_path / "store")
    assert _documents(web) == "2" and web.get("/find.json", params={"q": "qfx"}).json()["hits"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_survey_that_cannot_be_made_hinders_nothing(seeds_served: Running) -> None:
    async def tried() -> tuple[Survey | None, str]:
        workers = Workers(seeds_served.out / "store", Limits())
        starved = Workers(seeds_served.out / "store", Limits(memory=1))
        surveys = Surveys(starved)
        try:
            await workers.start()
            return await surveys.get(patience=60), (await workers.ask(Asked("ASK { ?s ?p ?o }"))).kind
        finally:
            await surveys.close()
            await starved.close()
            await workers.close()

    assert asyncio.run(tried()) == (None, "ask")


class Faltering(Workers):
    """Workers whose survey of the first build never ends, and of every other one meets a fault that nobody foresaw."""

    first = True
    ended: str = ""

    async def survey(self, stamp: Stamp) -> object:
        """Waits, or fails."""
        if self.first:
            self.first = False
            try:
                await asyncio.sleep(600)
            finally:
                self.ended = "given up"
        raise UnpicklingError("not a survey")


def test_a_new_build_ends_the_survey_of_the_old_one(tmp_path: Path) -> None:
    async def tried() -> tuple[object, str, object, str]:
        write_store(tmp_path / "store", [])
        workers = Faltering(tmp_path / "store", Limits())
        surveys = Surveys(workers)
        waiting = asyncio.create_task(surveys.get(patience=60))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        write_store(tmp_path / "new", quads())
        (tmp_path / "store").rename(tmp_path / "old")
        (tmp_path / "new").rename(tmp_path / "store")
        new = await surveys.get(patience=60)
        old = await waiting
        await surveys.close()
        return old, workers.ended, new, surveys.fault.message if surveys.fault else ""

    assert asyncio.run(tried()) == (None, "given up", None, FAILED)


@pytest.mark.filterwarnings("ignore:Using .httpx. with")
def test_a_survey_that_fails_is_said_and_not_waited_for(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    monkeypatch.setattr(Faltering, "first", False)
    monkeypatch.setattr("fangzhi.web.app.Workers", Faltering)
    with TestClient(application(built / "store", Limits())) as client:
        for address in ("/", "/find?q=x"):
            page = HTMLParser(client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"}).text)
            assert not page.css("meta[http-equiv=refresh]") and "could not be counted" in page.css_first("main .fault[role=alert]").text()
        assert client.get("/find.json", params={"q": "x"}).json() == {"hits": [], "ready": False, "failed": True}
        asked = client.get("/ask/village-money", headers={"Accept": "text/html"})
        assert asked.status_code == 200 and "23" in HTMLParser(asked.text).css_first("table").text()


def _documents(web: httpx.Client) -> str:
    return HTMLParser(web.get("/").text).css_first(".counts div[data-kind=Document] dd").text()
