"""The application: its paths, and what each leads to."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from fangzhi.web.asking import question_page
from fangzhi.web.correct import correct_page, correction_file, write_correction
from fangzhi.web.dereference import ontology, resource
from fangzhi.web.editing import Editing
from fangzhi.web.find import find, find_json
from fangzhi.web.icons import icon
from fangzhi.web.jobs import Faulty, Limits
from fangzhi.web.limits import Workers
from fangzhi.web.neighbourhood import graph_data, graph_page, graph_proof
from fangzhi.web.protocol import sparql
from fangzhi.web.replies import told
from fangzhi.web.schema import schema
from fangzhi.web.security import Guard
from fangzhi.web.source import source_page
from fangzhi.web.start import start
from fangzhi.web.static_files import FILES, shared, vis_network
from fangzhi.web.surveys import Surveys

ROUTES = (
    Route("/", start),
    Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
    Route("/schema.json", schema),
    Route("/ask/{name}", question_page),
    Route("/find", find),
    Route("/find.json", find_json),
    Route("/graph", graph_page),
    Route("/graph.json", graph_data, methods=["GET", "POST"]),
    Route("/graph/evidence.json", graph_proof),
    Route("/id/{rest:path}", resource),
    Route("/unit/{rest:path}", resource),
    Route("/source", source_page),
    Route("/correct", correct_page),
    Route("/correct", write_correction, methods=["POST"]),
    Route("/correct.yaml", correction_file),
    Route("/ontology", ontology),
    Route("/static/vendor/vis-network.min.js", vis_network),
    Route("/static/shared/{name}.js", shared),
    Route("/static/types/{name}.svg", icon),
    Mount("/static", FILES),
)


def application(store: Path, limits: Limits, *, hosts: Collection[str] = (), cors: Sequence[str] = (), editing: Editing | None = None) -> ASGIApp:
    """The server's application over a store; `hosts` are the names it answers to (all, if empty), `cors` the origins that may read it.

    With `editing` its pages write corrections; without, they only show them.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.workers, app.state.kept, app.state.editing = Workers(store, limits), {}, editing
        app.state.surveys = Surveys(app.state.workers)
        try:
            await app.state.workers.start()
            app.state.surveys.begin()
            yield
        finally:
            await app.state.surveys.close()
            await app.state.workers.close()

    allowed = Middleware(CORSMiddleware, allow_origins=list(cors), allow_methods=["GET", "POST"], allow_headers=["Accept", "Content-Type"])
    made = Starlette(
        routes=ROUTES,
        middleware=[allowed] if cors else [],
        exception_handlers={Faulty: told, HTTPException: told, Exception: told},
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False
    return Guard(made, hosts=hosts, cors=cors)
