"""Files of the graph: each read back by its own reader, the same bytes in any order."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import networkx
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from extract.values import Extraction
from graph.export import graphml, n_quads, turtle, write_exports
from graph.merge import Net, network
from graph.triples import quads
from graph.validate import rdflib_graph


@pytest.fixture(scope="module")
def net(gold_quads: list[Quad]) -> Net:
    return network(gold_quads)


def test_turtle_reads_back(gold_quads: list[Quad]) -> None:
    assert set(parse(turtle(gold_quads), format=RdfFormat.TURTLE)) == {Quad(*q.triple) for q in gold_quads}


def test_turtle_reads_back_with_another_reader(made_up_quads: list[Quad]) -> None:
    assert isomorphic(rdflib.Graph().parse(turtle(made_up_quads), format="turtle"), rdflib_graph(made_up_quads, whole=True))


def test_turtle_of_another_base_has_its_prefixes(made_up: Extraction, made_up_gazetteer: object) -> None:
    found = turtle(quads(made_up, base="http://example.org/id/", gazetteer=made_up_gazetteer), base="http://example.org/id/")  # type: ignore[arg-type]
    assert b"@prefix place: <http://example.org/id/place/> ." in found and b"place:970102 a " in found
    assert b"https://w3id.org/fangzhi/id" not in found


def test_n_quads_read_back_and_keep_documents_together(gold_quads: list[Quad]) -> None:
    written = list(parse(n_quads(gold_quads), format=RdfFormat.N_QUADS))
    assert set(written) == set(gold_quads) and len(written) == len(set(gold_quads))
    graphs = [q.graph_name for q in written]
    assert len(set(graphs)) == 1 + sum(a != b for a, b in pairwise(graphs))


def test_graphml_reads_back(net: Net) -> None:
    read = networkx.read_graphml(BytesIO(graphml(net)), force_multigraph=True)
    assert set(read.nodes) == set(net.nodes)
    assert {(s, t, d["relation"], d["label"]) for s, t, d in read.edges(data=True)} == {(s, t, d["relation"], d["label"]) for s, t, d in net.edges(data=True)}
    for iri, node in net.nodes(data=True):
        assert read.nodes[iri]["label"] == node["label"]
        assert json.loads(read.nodes[iri]["evidence"]) == json.loads(json.dumps(node["evidence"]))


NASTY = ["\x00\x08", "\ufffe", "\ud800", '<a b="c">&amp;]]>', "𠮷🐉", "a\r\nb\tc"]


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_graphml_carries_any_text(net: Net, nasty: str) -> None:
    odd = net.copy()
    iri = next(iter(odd.nodes))
    odd.nodes[iri]["label"] = nasty
    read = networkx.read_graphml(BytesIO(graphml(odd)), force_multigraph=True)
    expected = "".join("\ufffd" if c in "\x00\x08\ufffe\ud800" else c for c in nasty)
    assert read.nodes[iri].get("label", "").replace("\n", "").replace("\r", "") == expected.replace("\n", "").replace("\r", "")


def test_the_same_bytes_in_any_order(gold: list[Extraction], gold_quads: list[Quad], net: Net) -> None:
    shuffled = [q for e in reversed(gold) for q in quads(replace(e, source=replace(e.source, path=Path("/elsewhere") / e.source.path)))]
    random.Random(7).shuffle(shuffled)
    assert turtle(shuffled) == turtle(gold_quads)
    assert n_quads(shuffled) == n_quads(gold_quads)
    assert graphml(network(shuffled)) == graphml(net)


def test_files_are_written(tmp_path: Path, made_up_quads: list[Quad], copies: Callable[[str], list[Quad]]) -> None:
    found = write_exports(tmp_path / "out", made_up_quads, network(made_up_quads))
    assert [p.name for p in found] == ["graph.ttl", "graph.nq", "graph.graphml"] and all(p.stat().st_size for p in found)


HASHED = """
import sys
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("made_up", sys.argv[1])
module = module_from_spec(spec)
spec.loader.exec_module(module)
from graph.export import graphml, n_quads, turtle
from graph.merge import network
from graph.tables import tables
from graph.triples import quads
found = list(quads(module.small(), gazetteer=module.SmallGazetteer()))
net = network(found)
print([sha256(c).hexdigest() for c in (turtle(found), n_quads(found), graphml(net), *tables(net).values())])
"""


def test_the_same_bytes_under_another_hash_seed() -> None:
    root, conftest = Path(__file__).parents[2], Path(__file__).with_name("conftest.py")
    outputs = {
        subprocess.run([sys.executable, "-c", HASHED, conftest], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
