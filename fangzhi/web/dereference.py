"""/id/…, /unit/… and /ontology: every IRI of the graph opens, as a page for readers and as RDF for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.formats import GRAPHS, HTML, Choice, chosen, graph_form, listed, named
from fangzhi.web.jobs import Answered, Asked, refusal
from fangzhi.web.links import iri_of, path_of, short
from fangzhi.web.pages import Cell, Table, shown
from fangzhi.web.protocol import parameters
from fangzhi.web.replies import ask, html, workers, written
from ontology.terms import FZ_NS

OFFERS = (*GRAPHS, HTML)
STATEMENTS, INCOMING, SENTENCES = 500, 200, 50
"""How much of each a page shows; it says where there is more."""

OWN = """SELECT ?p ?pl ?o ?ol {
  <IRI> ?p ?o
  OPTIONAL { ?p rdfs:label ?pl FILTER(LANG(?pl) = "zh") }
  OPTIONAL { ?o rdfs:label|schema:headline|fz:cleanText ?ol FILTER(LANG(?ol) IN ("zh", "")) }
}"""
TO_IT = """SELECT ?p ?pl ?s ?sl {
  ?s ?p <IRI>
  FILTER(?p NOT IN (oa:hasBody, oa:hasSource, oa:hasTarget, rdf:subject, rdf:object))
  OPTIONAL { ?p rdfs:label ?pl FILTER(LANG(?pl) = "zh") }
  OPTIONAL { ?s rdfs:label|schema:headline ?sl FILTER(LANG(?sl) = "zh") }
}"""
MENTIONS = """
  { ?m oa:hasBody <IRI> } UNION { <IRI> prov:wasDerivedFrom ?m } UNION { VALUES ?m { <IRI> } ?m fz:sentence ?own }"""
EVIDENCE = f"""SELECT DISTINCT ?m ?sentence ?offset ?start ?end ?document ?title ?rule ?confidence {{ {MENTIONS}
  ?m fz:sentence ?sentence ; fz:sentenceStart ?offset ; oa:hasTarget ?target .
  ?target oa:hasSource ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?document schema:headline ?title }}
  OPTIONAL {{ ?m fz:rule ?rule }}
  OPTIONAL {{ ?m fz:confidence ?confidence }}
}}"""
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A raw sentence in three parts, the mention in the middle, and where it stands."""

    before: str
    mark: str
    after: str
    mention: str
    document: str
    title: str
    where: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is said by one property."""

    label: str
    property: Cell
    values: tuple[Cell, ...]


async def resource(request: Request) -> Response:
    """What the graph says of the IRI that the path stands for. Raises Faulty."""
    base = workers(request).base
    iri = iri_of(request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0], base)
    choice = _choice(request)
    if iri is None or not _sound(iri):
        raise refusal(404, "no IRI of this graph has such a path")
    found = await ask(
        request, Asked(GRAPH.replace("IRI", iri) if choice.name != "html" else OWN.replace("IRI", iri), graph_as=graph_form(choice), cut=_cut(choice))
    )
    if choice.name != "html":
        if not found.rows:
            raise refusal(404, f"the graph says nothing of <{iri}>")
        return written(found.body, choice, {"Link": f'<{path_of(iri, base) or "/"}?as=html>; rel="alternate"; type="text/html"'})
    return await _page(request, iri, found)


async def ontology(request: Request) -> Response:
    """The ontology: its terms on a page, or its triples. Raises Faulty."""
    choice = _choice(request)
    if choice.name != "html":
        return written((await ask(request, Asked(ONTOLOGY, graph_as=graph_form(choice)))).body, choice)
    table = shown((await ask(request, Asked(TERMS))).body, workers(request).base)
    return html("ontology.html.j2", request, {"terms": [{name: cell.text for name, cell in row.items()} for row in table.as_dicts()]})


async def _page(request: Request, iri: str, found: Answered) -> Response:
    base = workers(request).base
    own = shown(found.body, base)
    incoming = await _table(request, TO_IT, iri, INCOMING)
    if not own.rows and not incoming.rows:
        raise refusal(404, f"the graph says nothing of <{iri}>")
    evidence = await _table(request, EVIDENCE, iri, SENTENCES)
    labels = [row["o"].text for row in own.as_dicts() if row["p"].text in ("rdfs:label", "schema:headline", "fz:cleanText")]
    values = {
        "iri": iri,
        "path": path_of(iri, base),
        "label": labels[0] if labels else short(iri, base),
        "types": [row["o"] for row in own.as_dicts() if row["p"].text == "rdf:type"],
        "groups": _groups(own, "o", "ol"),
        "incoming": _groups(incoming, "s", "sl"),
        "evidence": sorted((_sentence(row) for row in evidence.as_dicts()), key=lambda s: (s.document, int(s.where.partition("-")[0]))),
        "more": {"own": not found.complete, "incoming": len(incoming.rows) == INCOMING, "evidence": len(evidence.rows) == SENTENCES},
        "formats": GRAPHS,
    }
    return html("entity.html.j2", request, values)


async def _table(request: Request, query: str, iri: str, most: int) -> Table:
    return shown((await ask(request, Asked(query.replace("IRI", iri), cut=most))).body, workers(request).base)


def _groups(table: Table, value: str, label: str) -> list[Group]:
    """Rows of property and value, by property; each value once, under its label."""
    rows = sorted((r for r in table.as_dicts() if r["p"].text != "rdf:type" or value == "s"), key=lambda r: (r["p"].text, r[label].text, r[value].text))
    found = []
    for _, some in groupby(rows, key=lambda r: r["p"].text):
        group = list(some)
        values = {r[value].href or r[value].text: _labelled(r[value], r[label]) for r in reversed(group)}
        found.append(Group(group[0]["pl"].text, group[0]["p"], tuple(reversed(values.values()))))
    return found


def _labelled(value: Cell, label: Cell) -> Cell:
    return Cell(label.text, value.href) if label.text and value.href else value


def _sentence(row: Mapping[str, Cell]) -> Sentence:
    sentence, offset = row["sentence"].text, int(row["offset"].text)
    start, end = int(row["start"].text) - offset, int(row["end"].text) - offset
    return Sentence(
        sentence[: max(0, start)], sentence[max(0, start) : end], sentence[end:], row["m"].href or "", row["document"].href or "",
        row["title"].text or row["document"].text, f"{row['start'].text}-{row['end'].text}", row["rule"].text, row["confidence"].text,
    )  # fmt: skip


def _choice(request: Request) -> Choice:
    wanted: Sequence[str] = parameters(request).get("as", ())
    choice = named(wanted[0], OFFERS) if wanted else chosen(", ".join(request.headers.getlist("accept")), OFFERS)
    if choice is None:
        raise refusal(406, f"this is written as {listed(OFFERS)}")
    return choice


def _cut(choice: Choice) -> int | None:
    return STATEMENTS if choice.name == "html" else None


def _sound(iri: str) -> bool:
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
