"""The start page: what the graph holds, where its places lie, how far it was read, what is in doubt, and the ready questions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.protocol import parameters
from fangzhi.web.replies import html, workers
from fangzhi.web.surveys import survey_of, uncounted
from fangzhi.web.tree import Branch
from graph.query import Question, questions
from graph.questions import TOPICS

COUNTED = {
    "Document": "/ask/documents", "Place": "#places", "Measurement": "/ask/largest-figures", "Programme": "/ask/programmes-by-agent",
    "Organisation": "", "Person": "/ask/people-and-documents",
}  # fmt: skip
"""What is counted, and where it is listed."""
DRAWN = 1500
"""Branches that a page shows; it leaves out the deepest first."""
OPENED = 120
"""As long as there are no more branches than this, counties are open."""


@dataclass(frozen=True, slots=True)
class Twig:
    """A branch with those below it; `hidden` more are not shown."""

    branch: Branch
    below: tuple["Twig", ...]
    hidden: int


async def start(request: Request) -> Response:
    """The start page; `at` names the place that its tree starts from."""
    survey = await survey_of(request)
    at = parameters(request).get("at", [""])[-1]
    values = {
        "survey": survey,
        "uncounted": uncounted(request),
        "counts": [(kind, survey.counts.get(kind, 0), listed) for kind, listed in COUNTED.items()] if survey else [],
        "twigs": twigs(survey.branches, at) if survey else (),
        "at": next((b for b in survey.branches if b.iri == at), None) if survey else None,
        "opened": 3 if survey and len(survey.branches) <= OPENED else 0,
        "topics": [(topic, sorted((q for q in questions() if q.topic == topic), key=_order)) for topic in TOPICS],
        "offers": survey.offers if survey else {},
        "limits": workers(request).limits,
    }
    return html("start.html.j2", request, values)


def twigs(branches: Sequence[Branch], at: str = "", most: int = DRAWN) -> tuple[Twig, ...]:
    """The branches as a tree, all of it or from a place down, so deep that there are not more than so many."""
    start = next((i for i, b in enumerate(branches) if b.iri == at), None)
    if start is not None:
        end = next((i for i in range(start + 1, len(branches)) if branches[i].depth <= branches[start].depth), len(branches))
        branches = branches[start:end]
    top = min((b.depth for b in branches), default=0)
    depth = top if start is None else top + 1
    while depth < max((b.depth for b in branches), default=0) and sum(1 for b in branches if b.depth <= depth + 1) <= most:
        depth += 1
    below: defaultdict[int, list[Twig]] = defaultdict(list)
    for branch in reversed(branches):
        if branch.depth <= depth:
            inner = tuple(reversed(below.pop(branch.depth + 1, [])))
            below[branch.depth].append(Twig(branch, inner, 0 if inner else branch.places))
    return tuple(reversed(below[top]))


def _order(asked: Question) -> tuple[bool, bool, str]:
    """Questions about one thing come first, those without a choice last."""
    return all(p.optional for p in asked.parameters), not asked.parameters, asked.name
