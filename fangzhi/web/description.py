"""What the endpoint is: as a page with a form, or as RDF by the SPARQL 1.1 Service Description vocabulary."""

import json

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.answers import GRAPHS as SYNTAXES
from fangzhi.web.editor import beside
from fangzhi.web.formats import GRAPHS, HTML, chosen, graph_form, listed
from fangzhi.web.jobs import Asked, refusal
from fangzhi.web.replies import ask, html, workers, written
from graph.rdf import integer, node
from ontology.terms import PREFIXES, STD

SD, VOID, FORMATS = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#", "http://www.w3.org/ns/formats/"
WRITTEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")
NAMED, SHOWN = 1000, 50
"""Graphs that the description names, and that its page lists."""
ASKED = f"SELECT ?g ?n {{ {{ SELECT ?g {{ GRAPH ?g {{}} }} ORDER BY ?g LIMIT {NAMED} }} UNION {{ SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} }} }}"


async def description(request: Request) -> Response:
    """The service description; browsers get a page. Raises Faulty."""
    choice = chosen(", ".join(request.headers.getlist("accept")), (*GRAPHS, HTML))
    if choice is None:
        raise refusal(406, f"the description of this service is written as {listed((*GRAPHS, HTML))}")
    found = json.loads((await ask(request, Asked(ASKED))).body)["results"]["bindings"]
    graphs = [row["g"]["value"] for row in found if "g" in row]
    triples = next((int(row["n"]["value"]) for row in found if "n" in row), 0)
    if choice.name == "html":
        values = {"graphs": graphs[:SHOWN], "left_out": len(graphs) - SHOWN, "triples": triples, "limits": workers(request).limits, "text": ""}
        return html("sparql.html.j2", request, {**values, **beside(request)})
    form = SYNTAXES[graph_form(choice) or "turtle"]
    prefixes = {"sd": SD, "void": VOID, **PREFIXES}
    return written(_rdf(str(request.url.replace(query="")), graphs, triples, form, prefixes), choice)


def _rdf(address: str, graphs: list[str], triples: int, form: RdfFormat, prefixes: dict[str, str]) -> bytes:
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")
    kind = node(STD.TYPE)

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    found = [
        Triple(service, kind, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        *(Triple(service, sd("resultFormat"), NamedNode(FORMATS + name)) for name in WRITTEN),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, kind, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, kind, sd("Graph")),
        Triple(default, NamedNode(VOID + "triples"), integer(triples)),
    ]
    for i, iri in enumerate(graphs):
        graph = BlankNode(f"g{i}")
        found += [Triple(dataset, sd("namedGraph"), graph), Triple(graph, kind, sd("NamedGraph")), Triple(graph, sd("name"), NamedNode(iri))]
    used = {name: start for name, start in prefixes.items() if name in ("sd", "void", "rdf", "xsd")}
    return serialize(found, format=form, prefixes=used) or b""
