"""The way in: what the graph holds, the ready questions as forms, and finding a thing by its name."""

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.formats import HTML, ROWS, chosen, listed, named, row_form
from fangzhi.web.jobs import Asked, refusal
from fangzhi.web.limits import Stamp
from fangzhi.web.pages import shown
from fangzhi.web.protocol import ON_A_PAGE, answer, parameters
from fangzhi.web.replies import ask, html, workers
from graph.query import question, questions
from ontology.errors import QueryError

COUNTED = ("Document", "Place", "Organisation", "Person", "Programme", "Measurement", "Mention", "Claim")
COUNTS = f"SELECT ?type (COUNT(?s) AS ?n) {{ VALUES ?type {{ {' '.join(f'fz:{kind}' for kind in COUNTED)} }} ?s a ?type }} GROUP BY ?type"
FOUND = 100
NAMED = f"""SELECT DISTINCT ?thing ?label ?type {{
  {{ PATTERN }}
  ?thing a ?type . VALUES ?type {{ {" ".join(f"fz:{kind}" for kind in COUNTED[:-2])} }}
  OPTIONAL {{ ?thing rdfs:label|schema:headline ?label FILTER(LANG(?label) = "zh") }}
}}"""
EXACT = "{ ?thing rdfs:label|skos:altLabel|schema:headline TEXT@zh } UNION { ?thing fz:divisionCode|dcterms:identifier TEXT }"
PART = "?thing rdfs:label|skos:altLabel|schema:headline ?name FILTER(CONTAINS(STR(?name), TEXT))"


async def start(request: Request) -> Response:
    """The start page."""
    return html("start.html.j2", request, {"counts": await _counts(request), "questions": questions(), "limits": workers(request).limits})


async def question_page(request: Request) -> Response:
    """A ready question: its form, and its answer once it has what it needs. Raises Faulty."""
    try:
        asked = question(request.path_params["name"])
    except QueryError as fault:
        raise refusal(404, str(fault)) from None
    fields = parameters(request)
    values = {p.name: fields[p.name][-1].strip() for p in asked.parameters if fields.get(p.name, [""])[-1].strip()}
    wanted = fields.get("as", [""])[-1]
    offers = (HTML, *ROWS)
    choice = named(wanted, offers) if wanted else chosen(", ".join(request.headers.getlist("accept")), offers)
    if choice is None:
        raise refusal(406, f"the answer is written as {listed(offers)}")
    if choice.name == "html" and any(p.name not in values for p in asked.parameters if not p.optional):
        return html("question.html.j2", request, {"question": asked, "values": values})
    cut = ON_A_PAGE if choice.name == "html" else None
    job = Asked(question=asked.name, values=values, rows_as=row_form(choice), graph_as=None, cut=cut)
    return await answer(request, job, choice, None, question=asked, values=values)


async def find(request: Request) -> Response:
    """What is called so: exactly, else in part."""
    text = parameters(request).get("q", [""])[-1].strip()
    table, complete = None, True
    for pattern in (EXACT, PART) if text else ():
        query = NAMED.replace("PATTERN", pattern).replace("TEXT", str(Literal(text)))
        found = await ask(request, Asked(query, cut=FOUND))
        table, complete = shown(found.body, workers(request).base), found.complete
        if table.rows:
            break
    rows = sorted(table.as_dicts(), key=lambda r: (len(r["label"].text), r["label"].text, r["thing"].text)) if table else []
    return html("find.html.j2", request, {"text": text, "rows": rows, "complete": complete})


async def _counts(request: Request) -> Sequence[tuple[str, int]]:
    """How many of each there are, counted once for each build."""
    kept: dict[Stamp, Sequence[tuple[str, int]]] = request.app.state.counts
    stamp = workers(request).stamp()
    if stamp not in kept:
        rows = shown((await ask(request, Asked(COUNTS))).body, workers(request).base).as_dicts()
        numbers: Mapping[str, str] = {row["type"].text: row["n"].text for row in rows}
        kept.clear()
        kept[stamp] = [(kind, int(numbers.get(f"fz:{kind}", "0"))) for kind in COUNTED]
    return kept[stamp]
