"""/id/…, /unit/… and /ontology: every IRI of the graph opens, as a page for readers and as RDF for programs."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.entity import entity_page
from fangzhi.web.formats import GRAPHS, HTML, Choice, chosen, graph_form, listed, named
from fangzhi.web.jobs import Asked, refusal
from fangzhi.web.links import iri_of, path_of
from fangzhi.web.pages import shown
from fangzhi.web.protocol import parameters
from fangzhi.web.replies import ask, html, workers, written
from graph.portrait.records import is_iri
from ontology.terms import FZ_NS

OFFERS = (*GRAPHS, HTML)
MENTIONS = """
  { ?m oa:hasBody <IRI> } UNION { <IRI> prov:wasDerivedFrom ?m } UNION { VALUES ?m { <IRI> } ?m fz:sentence ?own }"""
CLAIMS = "{ ?c rdf:subject <IRI> } UNION { ?c rdf:object <IRI> }"
ALL_MENTIONS = MENTIONS + f" UNION {{ {CLAIMS} ?c prov:wasDerivedFrom ?m }}"
GRAPH = f"""CONSTRUCT {{ ?s ?p ?o }} {{
  {{ VALUES ?s {{ <IRI> }} ?s ?p ?o }}
  UNION {{ {CLAIMS.replace("?c", "?s")} ?s ?p ?o }}
  UNION {{ {ALL_MENTIONS.replace("?m", "?s")} ?s ?p ?o }}
  UNION {{ {ALL_MENTIONS} ?m oa:hasTarget ?s . ?s ?p ?o }}
  UNION {{ {ALL_MENTIONS} ?m oa:hasTarget/oa:hasSelector ?s . ?s ?p ?o }}
}}"""
TERMS = f"""SELECT ?term ?zh ?en ?about ?aboutEn (GROUP_CONCAT(DISTINCT STR(?super); separator=" ") AS ?under) {{
  GRAPH <{FZ_NS}> {{ ?term rdfs:label ?zh FILTER(LANG(?zh) = "zh") FILTER(STRSTARTS(STR(?term), "{FZ_NS}"))
    OPTIONAL {{ ?term rdfs:label ?en FILTER(LANG(?en) = "en") }}
    OPTIONAL {{ ?term rdfs:comment ?about FILTER(LANG(?about) = "zh") }}
    OPTIONAL {{ ?term rdfs:comment ?aboutEn FILTER(LANG(?aboutEn) = "en") }}
    OPTIONAL {{ ?term rdfs:subClassOf|rdfs:subPropertyOf ?super }} }}
}} GROUP BY ?term ?zh ?en ?about ?aboutEn ORDER BY ?term"""
ONTOLOGY = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{FZ_NS}> {{ ?s ?p ?o }} }}"


async def resource(request: Request) -> Response:
    """What the graph says of the IRI that the path stands for. Raises Faulty."""
    base = workers(request).base
    iri = iri_of(request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0], base)
    choice = _choice(request)
    if iri is None or not is_iri(iri):
        raise refusal(404, "no IRI of this graph has such a path")
    if choice.name == "html":
        return await entity_page(request, iri)
    found = await ask(request, Asked(GRAPH.replace("IRI", iri), graph_as=graph_form(choice)))
    if not found.rows:
        raise refusal(404, f"the graph says nothing of <{iri}>")
    return written(found.body, choice, {"Link": f'<{path_of(iri, base) or "/"}?as=html>; rel="alternate"; type="text/html"'})


async def ontology(request: Request) -> Response:
    """The ontology: its terms on a page, or its triples. Raises Faulty."""
    choice = _choice(request)
    if choice.name != "html":
        return written((await ask(request, Asked(ONTOLOGY, graph_as=graph_form(choice)))).body, choice)
    table = shown((await ask(request, Asked(TERMS))).body, workers(request).base)
    return html("ontology.html.j2", request, {"terms": [{name: cell.text for name, cell in row.items()} for row in table.as_dicts()]})


def _choice(request: Request) -> Choice:
    wanted: Sequence[str] = parameters(request).get("as", ())
    choice = named(wanted[0], OFFERS) if wanted else chosen(", ".join(request.headers.getlist("accept")), OFFERS)
    if choice is None:
        raise refusal(406, f"this is written as {listed(OFFERS)}")
    return choice
