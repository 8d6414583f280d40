"""The graphs and files that the pages are measured on: a build cut to size or a made-up one, ours and plain pyvis of the same nodes."""

from collections.abc import Sequence
from pathlib import Path

import networkx
import yaml
from goldsets import ROOT

from graph.layout import layout
from graph.merge import Net, network
from graph.page_choice import chosen
from graph.page_data import anchors, entities, parents, relations
from graph.store import open_store
from graph.style import style

HOSTILE: Sequence[str] = yaml.safe_load((ROOT / "benchmarks" / "page_hostile.yaml").read_text("utf-8"))
VERBS, THINGS, UNITS = ("修建", "投入", "帮扶", "种植", "培训"), ("道路", "果园", "泵站", "农户", "党员", "学校", "水渠"), ("公里", "万元", "亩", "人次", "座")


def built(out: Path) -> Net:
    """The graph of a build."""
    return network(open_store(out / "store"))


def cut(net: Net, size: int) -> Net:
    """The nodes that a page of this size keeps, as a graph of their own."""
    every, edges = entities(net), relations(net)
    kept = chosen(every, edges, parents(every, edges, style()), size)
    return net.subgraph(sorted(kept)).copy()


def made_up(size: int) -> Net:
    """A province with counties, towns and villages and the figures of an invented article each: the same for everyone."""
    net: Net = networkx.MultiDiGraph()
    _add(net, "urn:99", "Place", "Province", "甲省")
    for number in range(1, size):
        if number % 10:
            place, verb, thing, unit = f"urn:p{number // 10 * 10}", VERBS[number % 5], THINGS[number % 7], UNITS[number % 5]
            sentence = f"第{number}号文章说，这里今年{verb}{thing}{number}{unit}，比去年多{number % 13}成。"
            _add(net, f"urn:f{number}", "Measurement", "Result", f"{verb}{number}{unit}", sentence, str(number))
            target = place if place in net else "urn:99"
            net.add_edge(f"urn:f{number}", target, key="about", relation="about", label="", evidence=net.nodes[f"urn:f{number}"]["evidence"])
        else:
            _add(net, f"urn:p{number}", "Place", ("County", "Township", "Village")[number // 10 % 3], f"{number}里")
            above = f"urn:p{max(0, number - 10 * (number // 10 % 3))}"
            net.add_edge(f"urn:p{number}", above if above in net else "urn:99", key="within", relation="within", label="", evidence=())
    return net


def hostile() -> Net:
    """A graph whose labels, other names, facts, sentences, titles, addresses, identifiers and relations are the hostile strings."""
    net: Net = networkx.MultiDiGraph()
    _add(net, "urn:99", "Place", "Province", "甲省")
    for text in HOSTILE:
        proof = _proof(f"前{text}后", text, text, title=text, url=text)
        net.add_node(text, type="Programme", subtype=text, label=text, code=text, aliases=(text,), facts=((text, text),), evidence=(proof,))
        net.add_edge(text, "urn:99", key=text, relation=text, label=text, evidence=(proof,))
    return net


def _add(net: Net, iri: str, kind: str, subtype: str, label: str, sentence: str = "", mention: str = "") -> None:
    proofs = (_proof(sentence, mention, iri),) if sentence else ()
    net.add_node(iri, type=kind, subtype=subtype, label=label, code="", aliases=(), facts=(), evidence=proofs)


def _proof(sentence: str, mention: str, document: str, *, title: str = "文章", url: str = "") -> dict[str, str | int]:
    start = sentence.index(mention)
    end = start + len(mention)
    return {
        "document": document, "title": title, "url": url, "sentence": sentence, "mention_start": start, "mention_end": end,
        "raw_start": start, "raw_end": end, "text": mention, "rule": "made-up", "confidence": "1",
    }  # fmt: skip


def write_plain(net: Net, path: Path, *, title: str, at_rest: bool) -> int:
    """The graph as pyvis writes it by itself, with the sentences as titles; `at_rest` at our positions and without physics. Its bytes."""
    from pyvis.network import Network

    look = style()
    nodes, edges = entities(net), relations(net)
    where = layout(anchors(nodes, parents(nodes, edges, look), look)).positions
    drawing = Network(directed=True, heading=title, cdn_resources="in_line")
    for node in nodes:
        kind = look.of_node(node.type, node.subtype)
        spot = dict(zip("xy", where[node.iri], strict=True)) if at_rest else {}
        drawing.add_node(node.iri, label=node.label, title="<br>".join(e.sentence for e in node.evidence), shape=kind.shape, color=kind.colour, **spot)
    for edge in edges:
        drawing.add_edge(edge.source, edge.target, title="<br>".join(e.sentence for e in edge.evidence))
    if at_rest:
        drawing.toggle_physics(False)
    path.write_text(drawing.generate_html(), "utf-8")
    return path.stat().st_size
