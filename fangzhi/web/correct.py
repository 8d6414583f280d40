"""/correct: what is wrong with a statement or a thing, as an entry for the file of corrections: shown, downloaded, or written."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fangzhi.correct import Asked
from fangzhi.web.editing import TOKEN, allowed, editing, there, write
from fangzhi.web.entity import tools
from fangzhi.web.jobs import Fault, Faulty, refusal
from fangzhi.web.links import whole_iri
from fangzhi.web.protocol import form, parameters
from fangzhi.web.replies import html, value, workers
from fangzhi.web.tasks import CorrectableOf, EntriesFor
from graph.correction_file import HEAD, yaml_entry
from graph.portrait.correctable import Correctable
from graph.portrait.records import is_iri
from ontology.errors import InputError

Fields = Mapping[str, Sequence[str]]
SET = "set-"
"""What stands before the name of a field in a form."""
LONGEST = 2000
"""Characters of one value."""
WRITTEN = "written"
"""In the address after a write."""


async def correct_page(request: Request) -> Response:
    """The forms for a resource, and the entry that was asked for. Raises Faulty."""
    fields = parameters(request)
    found = await _correctable(request, fields)
    to = editing(request)
    entry, standing, fault = "", False, None
    if _one(fields, "do"):
        try:
            entries = await _entries(request, fields, found)
            entry, standing = _yaml(entries), to is not None and await there(to, entries)
        except Faulty as faulty:
            fault = faulty.fault
            if fault.status == 499:
                raise
    return _page(request, found, fields, entry, fault, standing=standing)


async def correction_file(request: Request) -> Response:
    """The entry as a file of corrections. Raises Faulty."""
    fields = parameters(request)
    entry = _yaml(await _entries(request, fields, await _correctable(request, fields)))
    headers = {"Content-Disposition": 'attachment; filename="corrections.yaml"'}
    return Response(HEAD + entry, headers=headers, media_type="text/yaml; charset=utf-8")


async def write_correction(request: Request) -> Response:
    """Writes the entry into the file of corrections, unless it is there, and shows where. Raises Faulty."""
    fields = await form(request)
    to = allowed(request, fields)
    found = await _correctable(request, fields)
    entries = await _entries(request, fields, found)
    try:
        new = await write(to, entries)
    except InputError as fault:
        raise refusal(409, str(fault)) from None
    kept = [(name, v) for name, values in fields.items() for v in values if name not in (TOKEN, WRITTEN)]
    return RedirectResponse(f"/correct?{urlencode([*kept, *([(WRITTEN, '1')] if new else [])])}", 303)


def _page(request: Request, found: Correctable, fields: Fields, entry: str, fault: Fault | None, *, standing: bool) -> Response:
    """`standing`: the file of corrections says it, whoever wrote it there; only then can the address claim that it was written just now."""
    given = [(name, v) for name, values in fields.items() for v in values if name not in (WRITTEN, "lang", TOKEN)]
    values = {
        "c": found,
        "entry": entry,
        "fault": fault,
        "given": given,
        "download": f"/correct.yaml?{urlencode(given)}",
        "editing": editing(request),
        "standing": standing,
        "written": standing and bool(_one(fields, WRITTEN)),
        "said": {name: values[-1] for name, values in fields.items()},
        "set": SET,
        **tools(workers(request).base),
    }
    answer = html("correct.html.j2", request, values, status=fault.status if fault else 200)
    answer.headers["Referrer-Policy"] = "same-origin"  # under no-referrer browsers say "null" for the Origin of a form
    return answer


async def _correctable(request: Request, fields: Fields) -> Correctable:
    base = workers(request).base
    iri = whole_iri(_one(fields, "iri"), base)
    found = await value(request, CorrectableOf(iri)) if iri and is_iri(iri) else None
    if found is None:
        raise refusal(404, "name what is wrong: /correct?iri=IRI, with an IRI of this graph")
    return found


async def _entries(request: Request, fields: Fields, found: Correctable) -> tuple[Mapping[str, object], ...]:
    if any(len(v) > LONGEST for values in fields.values() for v in values):
        raise refusal(413, f"a value may have {LONGEST} characters")
    return await value(request, EntriesFor(asked(fields, found, workers(request).base)))


def asked(fields: Fields, found: Correctable, base: str) -> Asked:
    """What a form asks for, as the command line would have it. Raises Faulty for what is not offered."""
    action = _one(fields, "do")
    if action not in found.actions:
        raise refusal(400, f"{action[:40] or 'nothing'} cannot be done here; there are {', '.join(found.actions) or 'no corrections'}")
    note, author = _one(fields, "note"), _one(fields, "author")
    if action == "add":
        document = next(iter(found.documents)).value
        return Asked(
            "add", _one(fields, "kind"), _one(fields, "value"), document=document, span=_span(fields), fields=_set(fields, {}), note=note, author=author
        )
    now = {f.name: f.value for f in found.fields}
    document = _one(fields, "document") if action in ("split", "merge") else ""
    everywhere = bool(_one(fields, "everywhere")) or (found.what == "entity" and action in ("reject", "relink", "retype"))
    changed = _set(fields, now) if action == "change" else None
    if action == "change" and not changed:
        raise refusal(400, "nothing is changed: write another value into one of the fields")
    chosen = (_one(fields, "code") if action == "relink" else "") or _one(fields, "value")
    return Asked(action, found.iri.removeprefix(base), chosen, document=document, fields=changed, everywhere=everywhere, note=note, author=author)


def _set(fields: Fields, now: Mapping[str, str]) -> dict[str, object]:
    """The fields that were given and differ from what stands there."""
    given = ((name.removeprefix(SET), values[-1].strip()) for name, values in fields.items() if name.startswith(SET))
    return {name: _typed(name, text) for name, text in given if text and text != now.get(name, "")}


def _typed(name: str, text: str) -> object:
    """A field as an entry has it: numbers as numbers, lists parted by ；, organisation and post by /."""
    if name in ("value", "min", "max"):
        try:
            number = float(text.replace(",", ""))
        except ValueError:
            return text
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if name == "by":
        return [part.strip() for part in text.split("；") if part.strip()]
    if name == "posts":
        return [list(part.partition("/")[::2]) if "/" in part else ["", part] for part in text.split("；") if part.strip()]
    return text


def _span(fields: Fields) -> tuple[int, int] | None:
    start, end = _one(fields, "start"), _one(fields, "end")
    if not start and not end:
        return None
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise refusal(400, "start and end are offsets in the raw text: whole numbers")
    return int(start), int(end)


def _yaml(entries: Sequence[Mapping[str, object]]) -> str:
    return "".join(yaml_entry(entry) for entry in entries)


def _one(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[-1].strip()
