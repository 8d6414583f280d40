"""A view of the graph, and the proof behind one of its nodes or lines, as the JSON that the graph page reads."""

import json
from collections.abc import Mapping

from pyoxigraph import Store

from fangzhi.web.dataset import dataset_results
from fangzhi.web.jobs import Answered, refusal
from fangzhi.web.links import path_of
from graph.explain import Evidence
from graph.proof import Proof, Proven, told
from graph.style import style
from graph.sureness import two_digits
from graph.surroundings import Surroundings, Thing, Tie
from graph.trace import traced
from graph.view import Edge, Node, Traced, View, Wanted
from graph.viewing import view
from ontology.iri import Names


def drawing(store: Store, wanted: Wanted, base: str) -> Answered:
    """The view: its nodes with their spots, its lines by the numbers of their nodes, and what was left out."""
    return _drawn(view(Surroundings(store, articles=wanted.articles), wanted), base)


def trace(store: Store, asked: Traced, base: str) -> Answered:
    """The things in the answer to a query, drawn alike. Raises QueryError."""
    return _drawn(traced(store, dataset_results(store, asked.query, base, asked.default, asked.named)), base)


def _drawn(made: View, base: str) -> Answered:
    number = {node.id: i for i, node in enumerate(made.nodes)}
    body = {
        "nodes": [_node(node, base) for node in made.nodes],
        "edges": [_edge(edge, number) for edge in made.edges],
        "left_out": made.left_out,
        "unknown": made.unknown,
        "full": made.full,
        "cut": made.cut,
    }
    return _answered(body, len(made.nodes))


def proof(store: Store, asked: Proven, base: str) -> Answered:
    """What is known of a node or of the relations between two. Raises Faulty where an end is no thing of this graph."""
    found = told(store, asked)
    if found is None:
        raise refusal(404, "the graph has no such place, organisation, person, programme, figure or article")
    body = {
        "things": [_thing(thing, base) for thing in found.things],
        "aliases": found.aliases,
        "facts": found.facts,
        "proofs": [_proof(p, base) for p in found.proofs],
    }
    return _answered(body, len(found.proofs))


def _answered(body: Mapping[str, object], rows: int) -> Answered:
    return Answered("json", json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), rows, True, "")


def _thing(thing: Thing, base: str) -> dict[str, object]:
    look = style().of_node(thing.type, thing.subtype)
    return {"iri": thing.iri, "path": path_of(thing.iri, base), "type": thing.type, "look": look.name, "label": thing.label, "code": thing.code}


def _node(node: Node, base: str) -> dict[str, object]:
    found = {"id": node.id, **_thing(node.thing, base), "x": node.x, "y": node.y, "missing": node.missing}
    return found | {"holds": node.holds, "sample": node.sample} if node.holds else found


def _edge(edge: Edge, number: Mapping[str, int]) -> dict[str, object]:
    return {"a": number[edge.a], "b": number[edge.b], "count": edge.count, "ties": [_tie(tie, edge.a) for tie in edge.ties]}


def _tie(tie: Tie, first: str) -> list[object]:
    """The relation, its label, and whether it is read from the first end to the second."""
    return [tie.relation, tie.label, tie.source == first]


def _proof(found: Proof, base: str) -> dict[str, object]:
    tie = found.tie
    return {
        "tie": tie and {"source": tie.source, "target": tie.target, "relation": tie.relation, "label": tie.label},
        "evidence": [_sentence(e, base) for e in found.evidence],
        "more": found.more,
    }


def _sentence(e: Evidence, base: str) -> dict[str, object]:
    start, end = max(0, e.start), max(0, e.end)
    return {
        "parts": [e.sentence[:start], e.sentence[start:end], e.sentence[end:]],
        "document": e.title or e.document,
        "path": path_of(Names(base).document(e.document), base),
        "at": [e.raw_start, e.raw_end],
        "reading": e.reading,
        "rule": e.rule,
        "confidence": two_digits(e.confidence),
    }
