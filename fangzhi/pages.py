"""Writes the page of a built graph, whole or the neighbourhood of one entity."""

from pathlib import Path

import networkx

from fangzhi.report import base_of
from graph.merge import Net, network
from graph.page import write_page
from graph.page_sparql import sparql
from graph.store import open_store
from ontology.errors import SourceError


def write(out: Path, target: Path, *, around: str | None, steps: int, limit: int, asks: bool = False) -> str:
    """Writes the page to `target`; a line that says what it holds. Raises SourceError when `around` names nothing, or several things."""
    store = open_store(out / "store")
    net = network(store)
    title = "fangzhi 方志"
    if around is not None:
        centre = _entity(net, around)
        near = networkx.ego_graph(net, centre, radius=steps, undirected=True)
        net, title = near, f"{near.nodes[centre]['label']} · fangzhi 方志"
    answers = sparql(store, None if around is None else _documents(net), base=base_of(out)) if asks else None
    summary = write_page(net, target, title=title, limit=limit, sparql=answers)
    left = "".join(f"; left out: {number} {kind}" for kind, number in summary.left_out.items() if number)
    inside = f", {answers.triples} triples to ask" if answers else ""
    return f"{target}: {summary.nodes} entities, {summary.edges} relations{inside}, {summary.bytes // 1024} KiB{left}"


def _documents(net: Net) -> set[str]:
    """The documents that say something of what is in the graph."""
    holders = [*(d for _, d in net.nodes(data=True)), *(d for _, _, d in net.edges(data=True))]
    return {str(e["document"]) for d in holders for e in d["evidence"]}


def _entity(net: Net, name: str) -> str:
    if name in net:
        return name
    found = [iri for iri, d in net.nodes(data=True) if name in (d["label"], d["code"]) or name in d["aliases"]]
    exact = [iri for iri in found if net.nodes[iri]["label"] == name] or found
    if not exact:
        raise SourceError(f"nothing in the graph is called {name!r}", remedy="give a label, a division code or an IRI that the graph has")
    if len(exact) > 1:
        several = ", ".join(f"{net.nodes[i]['type']} {net.nodes[i]['code'] or i}" for i in exact[:6])
        raise SourceError(f"{len(exact)} things are called {name!r}", remedy=f"give the code or IRI of one: {several}")
    return exact[0]
