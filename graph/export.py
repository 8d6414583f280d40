"""The graph as files: Turtle, TriG, N-Quads and GraphML, the same bytes whatever order the documents came in."""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import networkx
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, serialize

from graph.merge import Net
from graph.rdf import graph_of, triples_of
from graph.store import FILES
from ontology.iri import Names
from ontology.terms import ID_BASE, PREFIXES, STD

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot carry, escaped or not."""
SUBJECTS = 4096
"""How many subjects are sorted and written at a time."""


def turtle(quads: Iterable[Quad], *, base: str = ID_BASE) -> bytes:
    """The union of all named graphs as Turtle, subjects in order, the type of each first."""
    return b"".join(_turtle(list(quads), base))


def trig(quads: Iterable[Quad], *, base: str = ID_BASE) -> bytes:
    """All quads as TriG: a block for each named graph, in it the subjects in order, the type of each first."""
    everything = ordered(quads)
    return b"".join(_abbreviated(everything, RdfFormat.TRIG, _prefixes(everything, base)))


def n_quads(quads: Iterable[Quad]) -> bytes:
    """All quads, one a line, each document's graph together."""
    return b"".join(_n_quads(quads))


def _turtle(quads: Sequence[Quad], base: str) -> Iterator[bytes]:
    """Turtle in parts, so that neither sorting nor writing holds the whole graph a second time."""
    prefixes = _prefixes(quads, base)
    said: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        said[str(getattr(quad.subject, "value", quad.subject))].append(quad)
    names = sorted(said)
    for start in range(0, max(1, len(names)), SUBJECTS):
        part = [triple for name in names[start : start + SUBJECTS] for triple in sorted(triples_of(said.pop(name)), key=_order)]
        head, body = _abbreviated(part, RdfFormat.TURTLE, prefixes)
        yield from (body,) if start else (head, body)


def _n_quads(quads: Iterable[Quad]) -> Iterator[bytes]:
    """N-Quads graph by graph."""
    said: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        said[graph_of(quad)].append(quad)
    for name in sorted(said):
        yield serialize(ordered(said.pop(name)), format=RdfFormat.N_QUADS) or b""


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once: by graph, subject, predicate (the type first) and object."""
    return sorted(set(quads), key=lambda q: (graph_of(q), _order(q.triple)))


def stored(store: Store) -> list[Quad]:
    """What the documents of a store and the places in use say: neither the union in its default graph nor the ontology."""
    return [quad for quad in store if not isinstance(quad.graph_name, DefaultGraph) and graph_of(quad) not in FILES.values()]


def graphml(net: Net) -> bytes:
    """The merged graph as GraphML; collections are JSON text, characters that XML has no place for become U+FFFD."""
    buffer = io.BytesIO()
    networkx.write_graphml_xml(flat(net), buffer, named_key_ids=True)
    return buffer.getvalue()


def flat(net: Net) -> Net:
    """The merged graph with nothing but text in it that XML can carry."""
    plain: Net = networkx.MultiDiGraph()
    for iri, attributes in net.nodes(data=True):
        plain.add_node(_safe(iri), **_flat(attributes))
    for source, target, key, attributes in net.edges(keys=True, data=True):
        plain.add_edge(_safe(source), _safe(target), key=_safe(str(key)), **_flat(attributes))
    return plain


def write_exports(folder: Path, quads: Iterable[Quad], net: Net, *, base: str = ID_BASE) -> tuple[Path, ...]:
    """Writes graph.ttl, graph.nq and graph.graphml; the paths in that order."""
    everything = list(quads)
    folder.mkdir(parents=True, exist_ok=True)
    made = (("graph.ttl", _turtle(everything, base)), ("graph.nq", _n_quads(everything)), ("graph.graphml", map(graphml, (net,))))
    for name, parts in made:
        with (folder / name).open("wb") as file:
            file.writelines(parts)
    return tuple(folder / name for name, _ in made)


def _prefixes(items: Iterable[Triple | Quad], base: str) -> dict[str, str]:
    """The prefixes that occur, by name."""
    used = {iri.rsplit("#", 1)[0] if "#" in iri else iri.rsplit("/", 1)[0] for iri in _iris(items)}
    known = {**PREFIXES, **Names(base).prefixes}
    return {prefix: namespace for prefix, namespace in sorted(known.items()) if any(u == namespace[:-1] or u.startswith(namespace) for u in used)}


def _abbreviated(items: Sequence[Triple] | Sequence[Quad], form: RdfFormat, prefixes: dict[str, str]) -> tuple[bytes, bytes]:
    """Items in a format that has prefixes: their declarations, sorted, and the rest."""
    *head, rest = (serialize(items, format=form, prefixes=prefixes) or b"").split(b"\n", len(prefixes))
    return b"\n".join([*sorted(head), b"", b""]), rest


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    return str(getattr(triple.subject, "value", triple.subject)), triple.predicate.value != STD.TYPE, triple.predicate.value, str(triple.object)


def _iris(items: Iterable[Triple | Quad]) -> Iterator[str]:
    for item in items:
        for term in (item.subject, item.predicate, item.object, *([item.graph_name] if isinstance(item, Quad) else [])):
            value = getattr(term, "datatype", term)
            yield str(getattr(value, "value", ""))


def _flat(attributes: Mapping[str, object]) -> dict[str, str]:
    return {
        name: _safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)) for name, value in sorted(attributes.items())
    }


def _safe(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
