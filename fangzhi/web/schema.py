"""The terms that this graph uses, counted once for each build: what the SPARQL editor completes."""

import json
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.jobs import Asked, Faulty
from fangzhi.web.kept import once
from fangzhi.web.replies import ask, workers
from ontology.iri import Names
from ontology.terms import FZ_NS, PREFIXES, curie

USED = {
    "classes": "SELECT ?term (COUNT(?s) AS ?n) { ?s a ?term } GROUP BY ?term",
    "properties": "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term",
}
NAMED = f"""SELECT ?term ?label ?about ?type {{ GRAPH <{FZ_NS}> {{ ?term rdfs:label ?label ; a ?type
  OPTIONAL {{ ?term rdfs:comment ?about FILTER(LANG(?about) = LANG(?label)) }} }} }}"""
KINDS = {"owl:Class": "classes", "owl:ObjectProperty": "properties", "owl:DatatypeProperty": "properties", "rdf:Property": "properties"}
Row = dict[str, dict[str, str]]


async def schema(request: Request) -> Response:
    """Prefixes, classes and properties with their names in both languages and how often each is used, as JSON. Raises Faulty."""
    return Response(await once(request, "schema", lambda: _schema(request)), media_type="application/json")


async def _schema(request: Request) -> bytes:
    named = await _rows(request, NAMED)
    found: dict[str, object] = {kind: _terms(named, kind, await _counts(request, query)) for kind, query in USED.items()}
    found["prefixes"] = dict(sorted({**Names(workers(request).base).prefixes, **PREFIXES}.items()))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


async def _counts(request: Request, query: str) -> Mapping[str, int]:
    """How often each term is used; empty where the graph is too large to count within the limits."""
    try:
        return {row["term"]["value"]: int(row["n"]["value"]) for row in await _rows(request, query)}
    except Faulty as faulty:
        if faulty.fault.status != 503:
            raise
        return {}


def _terms(named: Sequence[Row], kind: str, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """The terms of one kind that are used, and those of ours that are not, the most used first."""
    labels: dict[str, dict[str, str]] = {}
    abouts: dict[str, dict[str, str]] = {}
    own = set()
    for row in named:
        iri, tongue = row["term"]["value"], row["label"].get("xml:lang", "")
        labels.setdefault(iri, {})[tongue] = row["label"]["value"]
        if "about" in row:
            abouts.setdefault(iri, {})[tongue] = row["about"]["value"]
        if KINDS.get(curie(row["type"]["value"])) == kind:
            own.add(iri)
    used = sorted({*counts, *own}, key=lambda iri: (-counts.get(iri, 0), curie(iri)))
    return [
        {"name": _written(iri), **labels.get(iri, {}), **({"n": counts[iri]} if iri in counts else {}), **({"about": abouts[iri]} if iri in abouts else {})}
        for iri in used
    ]


def _written(iri: str) -> str:
    """The term as it stands in a query."""
    known = curie(iri)
    return f"<{iri}>" if known == iri else known


async def _rows(request: Request, query: str) -> Sequence[Row]:
    found: Sequence[Row] = json.loads((await ask(request, Asked(query))).body)["results"]["bindings"]
    return found
