"""The graph as files: Turtle, N-Quads and GraphML, the same bytes whatever order the documents came in."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import networkx
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from graph.merge import Net
from graph.rdf import graph_of, triples_of
from ontology.iri import Names
from ontology.terms import ID_BASE, PREFIXES, STD

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot carry, escaped or not."""


def turtle(quads: Iterable[Quad], *, base: str = ID_BASE) -> bytes:
    """The union of all named graphs as Turtle, subjects in order, the type of each first."""
    triples = sorted(triples_of(quads), key=_order)
    used = {iri.rsplit("#", 1)[0] if "#" in iri else iri.rsplit("/", 1)[0] for iri in _iris(triples)}
    known = {**PREFIXES, **Names(base).prefixes}
    prefixes = {prefix: namespace for prefix, namespace in sorted(known.items()) if any(u == namespace[:-1] or u.startswith(namespace) for u in used)}
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    lines = written.split(b"\n")
    head = [line for line in lines[: len(prefixes)] if line.startswith(b"@prefix")]
    return b"\n".join([*sorted(head), b"", *lines[len(head) :]])


def n_quads(quads: Iterable[Quad]) -> bytes:
    """All quads, one a line, each document's graph together."""
    ordered = sorted(set(quads), key=lambda q: (graph_of(q), _order(q.triple)))
    return serialize(ordered, format=RdfFormat.N_QUADS) or b""


def graphml(net: Net) -> bytes:
    """The merged graph as GraphML; collections are JSON text, characters that XML has no place for become U+FFFD."""
    plain: Net = networkx.MultiDiGraph()
    for iri, attributes in net.nodes(data=True):
        plain.add_node(_safe(iri), **_flat(attributes))
    for source, target, key, attributes in net.edges(keys=True, data=True):
        plain.add_edge(_safe(source), _safe(target), key=_safe(str(key)), **_flat(attributes))
    buffer = io.BytesIO()
    networkx.write_graphml_xml(plain, buffer, named_key_ids=True)
    return buffer.getvalue()


def write_exports(folder: Path, quads: Iterable[Quad], net: Net, *, base: str = ID_BASE) -> tuple[Path, ...]:
    """Writes graph.ttl, graph.nq and graph.graphml; the paths in that order."""
    everything = list(quads)
    files = {"graph.ttl": turtle(everything, base=base), "graph.nq": n_quads(everything), "graph.graphml": graphml(net)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in files)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    return str(getattr(triple.subject, "value", triple.subject)), triple.predicate.value != STD.TYPE, triple.predicate.value, str(triple.object)


def _iris(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            value = getattr(term, "datatype", term)
            yield str(getattr(value, "value", ""))


def _flat(attributes: Mapping[str, object]) -> dict[str, str]:
    return {
        name: _safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)) for name, value in sorted(attributes.items())
    }


def _safe(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
