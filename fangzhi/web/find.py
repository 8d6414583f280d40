"""/find and /find.json: anything by its name, in either script, by pinyin or initials, or by its code."""

import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.entities import KINDS
from fangzhi.web.icons import icon_path
from fangzhi.web.language import Language, language
from fangzhi.web.links import path_of
from fangzhi.web.names import LONGEST, Hit
from fangzhi.web.protocol import parameters
from fangzhi.web.replies import html, workers
from fangzhi.web.survey import Survey
from fangzhi.web.surveys import survey_of, uncounted

TYPED, LISTED, MOST = 12, 100, 1000
"""Hits below the search box by default, on the page, and at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as readers see it."""

    iri: str
    path: str
    label: str
    type: str
    klass: str
    what: str
    within: str
    code: str
    matched: str
    icon: str
    said: int
    value: str


async def find(request: Request) -> Response:
    """What is called so, as a page."""
    text, kind = asked(request)
    survey = await survey_of(request)
    hits = found(request, survey, text, LISTED + 1, kind) if survey else []
    values = {"text": text, "kind": kind, "kinds": KINDS, "hits": hits[:LISTED], "more": len(hits) > LISTED, "survey": survey, "uncounted": uncounted(request)}
    return html("find.html.j2", request, values)


async def find_json(request: Request) -> Response:
    """What is called so, best first, for the search boxes; `ready` is false while names are still being read, `failed` once they could not be."""
    text, kind = asked(request)
    wanted = parameters(request).get("limit", [""])[-1]
    most = min(int(wanted), MOST) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else TYPED
    survey = await survey_of(request, patience=0.5)
    hits = found(request, survey, text, most, kind) if survey else []
    told = [
        {"iri": h.iri, "path": h.path, "label": h.label, "type": h.type, "class": h.klass, "what": h.what, "within": h.within, "code": h.code,
         "matched": h.matched, "icon": h.icon, "said": h.said, "value": h.value}
        for h in hits
    ]  # fmt: skip
    body = json.dumps({"hits": told, "ready": survey is not None, **({"failed": True} if survey is None and uncounted(request) else {})}, ensure_ascii=False)
    return Response(body.encode("utf-8", "replace"), headers={"Vary": "Accept-Language, Cookie", "Content-Type": "application/json"})


def asked(request: Request) -> tuple[str, str]:
    """The text to find, and the kind that it is narrowed to."""
    fields = parameters(request)
    kind = fields.get("type", [""])[-1]
    return fields.get("q", [""])[-1].strip()[: 4 * LONGEST], kind if kind in KINDS else ""


def found(request: Request, survey: Survey, text: str, most: int, kind: str) -> list[Found]:
    """The hits of a text."""
    base, tongue = workers(request).base, language(request)
    return [_found(hit, survey, base, tongue) for hit in survey.names.find(text, most, kind)]


def _found(hit: Hit, survey: Survey, base: str, tongue: Language) -> Found:
    thing = hit.thing
    matched = "" if hit.matched in thing.label or hit.matched == thing.code else hit.matched
    return Found(
        thing.iri, path_of(thing.iri, base) or "", thing.label, thing.kind, thing.klass, survey.called(thing.klass, tongue), thing.within,
        thing.code if thing.kind == "Place" else "", matched, icon_path(thing.kind, thing.klass), thing.said, survey.value_of(thing),
    )  # fmt: skip
