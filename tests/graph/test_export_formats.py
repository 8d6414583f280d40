"""TriG, JSON-LD, GEXF, Parquet and Neo4j files: each read back by a reader of its own, the same bytes in any order."""

import csv
import json
import random
import sys
from io import BytesIO, StringIO

import networkx
import pyarrow.parquet
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from extract.values import Extraction
from graph.export import n_quads, stored, trig
from graph.export_gexf import gexf
from graph.export_jsonld import context, json_ld, json_ld_answer
from graph.export_neo4j import HEADINGS, RELATIONSHIP, neo4j
from graph.export_parquet import parquet
from graph.merge import Net, network
from graph.store import memory_store
from graph.tables import COLUMNS
from graph.triples import quads
from ontology.errors import InputError
from ontology.terms import FZ, STD


@pytest.fixture(scope="module")
def net(gold_quads: list[Quad]) -> Net:
    return network(gold_quads)


def dataset(content: bytes, form: str) -> rdflib.Dataset:
    read = rdflib.Dataset()
    read.parse(data=content, format=form)
    return read


def assert_same(found: rdflib.Dataset, expected: rdflib.Dataset) -> None:
    names = {g.identifier for g in expected.graphs() if len(g)}
    assert {g.identifier for g in found.graphs() if len(g)} == names
    for name in names:
        assert isomorphic(found.graph(name), expected.graph(name)), name


@pytest.mark.parametrize(("write", "form"), [(trig, "trig"), (json_ld, "json-ld")], ids=["TriG", "JSON-LD"])
def test_rdf_reads_back_with_rdflib_graph_by_graph(gold_quads: list[Quad], write: object, form: str) -> None:
    assert_same(dataset(write(gold_quads), form), dataset(n_quads(gold_quads), "nquads"))  # type: ignore[operator]


@pytest.mark.parametrize(("write", "form"), [(trig, RdfFormat.TRIG), (json_ld, RdfFormat.JSON_LD)], ids=["TriG", "JSON-LD"])
def test_rdf_reads_back_exactly_with_pyoxigraph(gold_quads: list[Quad], write: object, form: RdfFormat) -> None:
    assert set(parse(write(gold_quads), format=form)) == set(gold_quads)  # type: ignore[operator]


def test_the_store_gives_what_the_documents_say(gold_quads: list[Quad]) -> None:
    assert set(stored(memory_store(gold_quads))) == set(gold_quads)


def test_another_base_reads_back(made_up: Extraction, made_up_gazetteer: object) -> None:
    base = "http://example.org/id/"
    found = list(quads(made_up, base=base, gazetteer=made_up_gazetteer))  # type: ignore[arg-type]
    assert b'"id": "place/970102"' in json_ld(found, base=base) and b"place:970102 " in trig(found, base=base)
    assert_same(dataset(json_ld(found, base=base), "json-ld"), dataset(n_quads(found), "nquads"))
    assert_same(dataset(trig(found, base=base), "trig"), dataset(n_quads(found), "nquads"))


def test_an_answer_is_read_back_with_the_terms_it_uses_alone(made_up_quads: list[Quad]) -> None:
    triples = {quad.triple for quad in made_up_quads}
    written = json_ld_answer(triples)
    assert written is not None
    assert_same(dataset(written, "json-ld"), dataset(b"".join(f"{t} .\n".encode() for t in triples), "nquads"))
    few = json_ld_answer([t for t in triples if t.predicate.value == STD.LABEL and "/place/" in str(t.subject)])
    assert few is not None and json.loads(few)["@context"].keys() == {"@base", "rdfs", "id", "label"}
    assert json.loads(json_ld_answer([]) or b"")["@graph"] == []


HARMFUL = ["https://w3id.org/fangzhi/id/" + rest for rest in ("a:b", "../x", "x/./y", "x//y", "?q", "//host/x", "x/", "@type", "")]


@pytest.mark.parametrize("iri", [*HARMFUL, "urn:x:y", "http://example.org/@id", "fz2:x"])
def test_any_iri_of_an_answer_comes_back(iri: str) -> None:
    triple = Triple(NamedNode(iri), NamedNode(iri), NamedNode(iri))
    written = json_ld_answer([triple, Triple(NamedNode(iri), NamedNode(STD.TYPE), NamedNode(iri))])
    assert written is not None
    found = {quad.triple for quad in parse(written, format=RdfFormat.JSON_LD, base_iri="http://nowhere.example/")}
    assert found == {triple, Triple(NamedNode(iri), NamedNode(STD.TYPE), NamedNode(iri))}


def test_an_answer_that_prefixes_would_distort_is_left_to_others() -> None:
    assert json_ld_answer([Triple(NamedNode("org:x"), NamedNode("http://a/b"), Literal("c"))]) is None


def test_json_ld_is_readable(made_up_quads: list[Quad]) -> None:
    read = json.loads(json_ld(made_up_quads))
    nodes = {node["id"]: node for graph in read["@graph"] for node in graph["@graph"]}
    county = nodes["place/970102"]
    assert county["label"] == "青枫县" and county["within"] == "place/9701" and "County" in county["type"]
    money = next(n for n in nodes.values() if "Result" in n.get("type", ()))
    assert money["numericValue"] == "23" and money["about"] == "place/970102100201" and money["unitText"] == "万元"
    assert all(":" not in key for node in nodes.values() for key in node if not key.startswith("@")), "every term has a key"


def test_the_context_has_each_key_once_and_is_no_graph_s_own() -> None:
    found = context()
    assert found["within"] == {"@id": "fz:within", "@type": "@id"} and found["object"] == "fz:object"
    assert found["rdfObject"] == {"@id": "rdf:object", "@type": "@id"} and found["baseValue"] == {"@id": "fz:baseValue", "@type": "xsd:decimal"}


X, G = NamedNode("https://example.org/x"), NamedNode("https://example.org/g")
XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = [
    (STD.LABEL, Literal("no language")),
    (STD.LABEL, Literal("label", language="en")),
    (STD.LABEL, NamedNode("https://example.org/a b".replace(" ", "%20"))),
    (FZ.WITHIN, Literal("no resource")),
    (FZ.WITHIN, BlankNode("b")),
    (FZ.OBJECT, Literal("text", language="zh")),
    (FZ.BASE_VALUE, Literal("12")),
    (FZ.BASE_VALUE, Literal("12", datatype=NamedNode(XSD + "integer"))),
    (FZ.CHARACTER_COUNT, Literal("007", datatype=NamedNode(XSD + "integer"))),
    (FZ.CHARACTER_COUNT, Literal("12345678901234567890", datatype=NamedNode(XSD + "integer"))),
    (STD.DATE_PUBLISHED, Literal("2025-06", datatype=NamedNode(XSD + "gYearMonth"))),
    (STD.TYPE, Literal("no class")),
    (STD.TYPE, NamedNode("https://example.org/Other")),
    ("https://example.org/p/", Literal('"\\\n\u2028</script>𠮷')),
    ("http://www.w3.org/2004/02/skos/core#closeMatch", NamedNode("https://w3id.org/fangzhi/id/")),
]


@pytest.mark.parametrize(("predicate", "value"), ODD, ids=[f"{i}" for i in range(len(ODD))])
def test_json_ld_loses_nothing_that_is_not_of_the_usual_type(predicate: str, value: NamedNode | BlankNode | Literal) -> None:
    quad = Quad(X, NamedNode(predicate), value, G)
    assert_same(dataset(json_ld([quad]), "json-ld"), dataset(n_quads([quad]), "nquads"))


def test_gexf_reads_back(net: Net) -> None:
    read = networkx.read_gexf(BytesIO(gexf(net)))
    assert set(read.nodes) == set(net.nodes) and read.number_of_edges() == net.number_of_edges() and read.is_directed()
    for iri, node in net.nodes(data=True):
        assert read.nodes[iri]["label"] == node["label"] and read.nodes[iri]["type"] == node["type"]
        assert json.loads(read.nodes[iri]["evidence"]) == json.loads(json.dumps(node["evidence"]))
    edges = {(s, t, d["relation"], d["label"], d["weight"]) for s, t, d in read.edges(data=True)}
    assert edges == {(s, t, d["relation"], d["label"] or d["relation"], float(max(1, len(d["evidence"])))) for s, t, d in net.edges(data=True)}


def test_gexf_keeps_parallel_edges() -> None:
    odd: Net = networkx.MultiDiGraph()
    for iri in ("a", "b"):
        odd.add_node(iri, type="Person", subtype="", label=iri, code="", aliases=(), facts=(), evidence=())
    for post in ("书记", "主任\x00\n"):
        odd.add_edge("a", "b", key=f"holdsPost:{post}", relation="holdsPost", label=post, evidence=())
    read = networkx.read_gexf(BytesIO(gexf(odd)))
    assert sorted(d["label"] for _, _, d in read.edges(data=True)) == ["主任\ufffd\n", "书记"]


def test_gexf_has_no_date_and_keeps_han_characters(net: Net) -> None:
    content = gexf(net)
    assert b"lastmodified" not in content and "交城县".encode() in content


def test_parquet_reads_back(net: Net) -> None:
    tables = {name: pyarrow.parquet.read_table(BytesIO(content)) for name, content in parquet(net).items()}
    assert {n: tuple(tables[n.replace(".csv", ".parquet")].column_names) for n in COLUMNS} == dict(COLUMNS)
    measurements = tables["measurements.parquet"]
    assert str(measurements.schema.field("value").type) == "double" and measurements.num_rows == sum(
        d["type"] == "Measurement" for _, d in net.nodes(data=True)
    )
    money = [row for row in measurements.to_pylist() if row["text"] == "23万元"]
    assert money and all(row["value"] == 23.0 and row["min"] is None and row["unit"] == "万元" for row in money)
    assert tables["relations.parquet"].num_rows == net.number_of_edges()
    pieces = sum(len(d["evidence"]) for _, d in net.nodes(data=True)) + sum(len(d["evidence"]) for _, _, d in net.edges(data=True))
    evidence = tables["evidence.parquet"].to_pylist()
    assert len(evidence) == pieces and all(e["text"] and e["sentence"] and e["raw_start"] < e["raw_end"] for e in evidence)
    assert {e["relation"] for e in evidence} == {None, *(d["relation"] for _, _, d in net.edges(data=True) if d["evidence"])}


def test_parquet_keeps_text_that_looks_like_a_formula(net: Net) -> None:
    odd = net.copy()
    iri = next(i for i, d in odd.nodes(data=True) if d["type"] == "Place")
    odd.nodes[iri]["label"] = "=1+1"
    assert "=1+1" in pyarrow.parquet.read_table(BytesIO(parquet(odd)["places.parquet"])).column("label").to_pylist()


def test_without_pyarrow_the_remedy_is_named(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'fangzhi\[parquet\]'"):
        parquet(net)


def records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def test_neo4j_files_read_back(net: Net) -> None:
    files = neo4j(net)
    nodes = [row for name, content in files.items() if name.startswith("nodes-") for row in records(content)]
    assert {row["iri:ID"] for row in nodes} == set(net.nodes) and len(nodes) == len(net)
    for row in nodes:
        node = net.nodes[row["iri:ID"]]
        assert row["label"] == node["label"] and row[":LABEL"].split(";")[0] == node["type"]
        assert json.loads(row["evidence"]) == json.loads(json.dumps(node["evidence"])) and len(node["evidence"]) == int(row["mentions:int"])
    edges = [row for name, content in files.items() if name.startswith("relationships-") for row in records(content)]
    assert len(edges) == net.number_of_edges()
    assert all(row[":START_ID"] in net and row[":END_ID"] in net for row in edges)
    assert {row[":TYPE"] for row in edges} == {"WITHIN", "OF_PLACE", "CARRIED_OUT_BY", "ABOUT", "HOLDS_POST"}


def test_neo4j_headings(net: Net) -> None:
    files = neo4j(net)
    for label, headings in HEADINGS.items():
        assert files[f"nodes-{label}.csv"].decode().splitlines()[0] == ",".join(headings)
        assert headings[0] == "iri:ID" and headings[-1] == ":LABEL"
    assert files["relationships-ABOUT.csv"].decode().splitlines()[0] == ",".join(RELATIONSHIP)


@pytest.mark.parametrize("nasty", ['say "so"', "back\\slash", '\\"', "a\nb\r\nc", "=1+1", "a,b;c"], ids=ascii)
def test_neo4j_takes_any_text_one_record_a_line(nasty: str) -> None:
    odd: Net = networkx.MultiDiGraph()
    piece = {"document": "d", "sentence": nasty, "raw_start": 0}
    odd.add_node("https://example.org/p", type="Place", subtype="Site", label=nasty, code="", aliases=(nasty,), facts=(("对象", nasty),), evidence=(piece,))
    content = neo4j(odd)["nodes-Place.csv"]
    assert len(content.decode().split("\n")) == 3
    (row,) = records(content)
    assert json.loads(row["evidence"]) == [piece] and json.loads(row["facts"]) == [["对象", nasty]]
    assert row["label"] == " ".join(nasty.splitlines()) and len(row["aliases:string[]"].split(";")) == 1


def test_a_relation_that_is_new_gets_a_file_of_its_own() -> None:
    odd: Net = networkx.MultiDiGraph()
    for iri in ("a", "b"):
        odd.add_node(iri, type="Programme", subtype="", label=iri, code="", aliases=(), facts=(), evidence=())
    odd.add_edge("a", "b", key="partOf", relation="partOf", label="", evidence=())
    (row,) = records(neo4j(odd)["relationships-PART_OF.csv"])
    assert (row[":START_ID"], row[":END_ID"], row[":TYPE"]) == ("a", "b", "PART_OF")


def test_the_same_bytes_in_any_order(gold_quads: list[Quad], net: Net) -> None:
    shuffled = random.Random(11).sample(gold_quads, len(gold_quads))
    other = network(shuffled)
    assert trig(shuffled) == trig(gold_quads) and json_ld(shuffled) == json_ld(gold_quads)
    assert gexf(other) == gexf(net) and parquet(other) == parquet(net) and neo4j(other) == neo4j(net)
