"""The way in: what the graph holds, the ready questions as forms, and finding a thing by its name."""

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.formats import HTML, ROWS, chosen, listed, named, row_form
from fangzhi.web.jobs import Asked, refusal
from fangzhi.web.protocol import ON_A_PAGE, answer, parameters
from fangzhi.web.replies import html, workers
from fangzhi.web.surveys import survey_of
from graph.query import question, questions
from ontology.errors import QueryError

COUNTED = ("Document", "Place", "Organisation", "Person", "Programme", "Measurement", "Mention")


async def start(request: Request) -> Response:
    """The start page."""
    survey = await survey_of(request)
    counts = [(kind, survey.counts.get(kind, 0)) for kind in COUNTED] if survey else []
    return html("start.html.j2", request, {"counts": counts, "questions": questions(), "limits": workers(request).limits})


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
