"""/ask/NAME: a ready question as a form of this graph's own values, and its answer as table, totals, bars and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.formats import HTML, ROWS, Format, chosen, listed, named, row_form
from fangzhi.web.jobs import Asked, Fault, Faulty, refusal
from fangzhi.web.language import language
from fangzhi.web.names import EXACT
from fangzhi.web.protocol import answer, parameters
from fangzhi.web.replies import ask, html, sheet
from fangzhi.web.sheet import Sheet, Sheeted, View
from fangzhi.web.survey import Survey
from fangzhi.web.surveys import survey_of
from graph.query import Parameter, Question, question
from ontology.errors import QueryError

TABLE = Format("table", ("text/csv",), "CSV")
"""For spreadsheets, under the headings of the page; `as=csv` is for programs."""
OFFERS = (HTML, *ROWS)
SUGGESTED = 6
KIND_OF = {"place": "Place", "programme": "Programme"}
"""The kind of entity that a parameter of each kind names."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a view of an answer; every link of its page is one with something changed."""

    name: str
    values: Mapping[str, str]
    view: View

    def __str__(self) -> str:
        view = self.view
        said = {
            "sort": view.sort, "desc": "1" if view.descending and view.sort else "", "page": str(view.page) if view.page > 1 else "", "measure": view.measure,
            "unit-of-bars": view.unit,
        }  # fmt: skip
        query = urlencode({**self.values, **{name: value for name, value in said.items() if value}})
        return f"/ask/{quote(self.name)}" + (f"?{query}" if query else "")

    def sorted(self, column: str) -> "Address":
        """Ordered by the column; the other way round where it was, and not at all after that."""
        view = self.view
        if view.sort != column:
            return Address(self.name, self.values, View(column, False, 1, view.measure, view.unit))
        if not view.descending:
            return Address(self.name, self.values, View(column, True, 1, view.measure, view.unit))
        return Address(self.name, self.values, View("", False, 1, view.measure, view.unit))

    def turned(self, page: int) -> "Address":
        """Another page of it."""
        return Address(self.name, self.values, View(self.view.sort, self.view.descending, page, self.view.measure, self.view.unit))

    def drawn(self, measure: str, unit: str) -> "Address":
        """With other bars."""
        return Address(self.name, self.values, View(self.view.sort, self.view.descending, self.view.page, measure, unit))

    def written(self, form: str) -> str:
        """As a file."""
        address = str(self)
        return f"{address}{'&' if '?' in address else '?'}as={form}"

    def given(self, name: str, value: str) -> "Address":
        """With another value of a parameter."""
        return Address(self.name, {**self.values, name: value}, View())


async def question_page(request: Request) -> Response:
    """A ready question: its form, and its answer once it has what it needs. Raises Faulty."""
    try:
        asked = question(request.path_params["name"])
    except QueryError as fault:
        raise refusal(404, str(fault)) from None
    fields = {name: values[-1].strip() for name, values in parameters(request).items()}
    survey = await survey_of(request, patience=1)
    values = {p.name: resolved(survey, p, fields[p.name]) for p in asked.parameters if fields.get(p.name)}
    address = Address(asked.name, values, _view(fields, asked))
    wanted = fields.get("as", "")
    if wanted == TABLE.name:
        return await _table(request, asked, address)
    choice = named(wanted, OFFERS) if wanted else chosen(", ".join(request.headers.getlist("accept")), OFFERS)
    if choice is None:
        raise refusal(406, f"the answer is written as {listed(OFFERS)}")
    if choice.name == "html":
        return await _page(request, asked, address, survey)
    job = Asked(question=asked.name, values=values, rows_as=row_form(choice), graph_as=None, guarded=bool(wanted))
    return await answer(request, job, choice, None)


def resolved(survey: Survey | None, parameter: Parameter, value: str) -> str:
    """What a reader means: a place or programme written in the other script or by its code is called as the graph calls it."""
    kind = KIND_OF.get(parameter.kind)
    if survey is None or kind is None:
        return value
    exact = [hit.thing for hit in survey.names.find(value, 2, kind) if hit.rank == EXACT]
    return survey.value_of(exact[0]) if len(exact) == 1 and not exact[0].iri.startswith(value) else value


async def _page(request: Request, asked: Question, address: Address, survey: Survey | None) -> Response:
    missing = [p.name for p in asked.parameters if not p.optional and p.name not in address.values]
    found: Sheet | None = None
    fault: Fault | None = None
    if not missing:
        try:
            found = await sheet(request, Sheeted(asked.name, address.values, address.view))
        except Faulty as faulty:
            if faulty.fault.status == 499:
                raise
            fault = faulty.fault
    values = {
        "question": asked, "address": address, "values": address.values, "sheet": found, "fault": fault, "offers": survey.offers if survey else {},
        "suggestions": _suggestions(survey, asked, address) if fault else [], "forms": ROWS, "measures": {m.written: m for m in asked.measures},
"classes": survey.class_names(language(request)) if survey else {},
    }  # fmt: skip
    return html("ask.html.j2", request, values, status=fault.status if fault else 200)


async def _table(request: Request, asked: Question, address: Address) -> Response:
    tongue = language(request)
    headings = tuple(zh if tongue == "zh" else en for zh, en in asked.columns.values())
    done = await ask(request, Sheeted(asked.name, address.values, address.view, headings))
    called = quote("-".join([asked.name, *address.values.values()]), safe="")
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f"attachment; filename=\"{asked.name}.csv\"; filename*=UTF-8''{called}.csv"}
    return Response(done.body, headers=headers)


def _view(fields: Mapping[str, str], asked: Question) -> View:
    page = fields.get("page", "")
    sort = fields.get("sort", "")
    return View(
        sort if sort in asked.columns else "", fields.get("desc", "") == "1", int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        fields.get("measure", ""), fields.get("unit-of-bars", ""),
    )  # fmt: skip


def _suggestions(survey: Survey | None, asked: Question, address: Address) -> list[tuple[str, str]]:
    """What may have been meant instead: what it is called and where it lies, and the address that asks for it."""
    return [
        (" ".join(part for part in (hit.thing.within, hit.thing.label) if part), str(address.given(p.name, survey.value_of(hit.thing))))
        for p in asked.parameters
        if survey and p.kind in KIND_OF and p.name in address.values
        for hit in survey.names.find(address.values[p.name], SUGGESTED, KIND_OF[p.kind])
    ]
