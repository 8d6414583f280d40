"""The merged graph: what is on it, and that order, grouping and repetition do not matter."""

from collections.abc import Callable
from itertools import chain

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from extract.values import Extraction
from graph.merge import Net, merge, network
from graph.triples import quads

ID = "https://w3id.org/fangzhi/id/"


def said(net: Net) -> tuple[list[object], list[object]]:
    """All of a graph, order included."""
    return list(net.nodes(data=True)), list(net.edges(keys=True, data=True))


@pytest.fixture(scope="module")
def parts(gold: list[Extraction], copies: Callable[[str], list[Quad]]) -> list[list[Quad]]:
    return [*(list(quads(e)) for e in gold), copies("a"), copies("b")]


@pytest.fixture(scope="module")
def nets(parts: list[list[Quad]]) -> list[Net]:
    return [network(p) for p in parts]


def test_a_node_tells_what_it_is_and_where_it_is_said(made_up_quads: list[Quad]) -> None:
    net = network(made_up_quads)
    village = net.nodes[ID + "place/970102100201"]
    assert {k: village[k] for k in ("type", "subtype", "label", "code", "aliases", "facts")} == {
        "type": "Place", "subtype": "Village", "label": "柳坪村", "code": "970102100201", "aliases": ("柳坪村委会",), "facts": (),
    }  # fmt: skip
    (evidence,) = village["evidence"]
    assert evidence["sentence"][evidence["mention_start"] : evidence["mention_end"]] == evidence["text"] == "柳坪村"
    assert (evidence["document"], evidence["title"], evidence["url"]) == ("made-up", "青枫县新闻", "https://example.org/a")
    assert (evidence["raw_start"], evidence["raw_end"], evidence["confidence"]) == (12, 15, "0.9")


def test_edges_are_the_relations(made_up_quads: list[Quad]) -> None:
    net = network(made_up_quads)
    labels = {iri: node["label"] for iri, node in net.nodes(data=True)}
    found = {(labels[s], d["relation"], d["label"], labels[t], len(d["evidence"])) for s, t, d in net.edges(data=True)}
    assert found == {
        ("柳坪村", "within", "", "石桥镇", 0),
        ("石桥镇", "within", "", "青枫县", 0),
        ("青枫县", "within", "", "泽口市", 0),
        ("泽口市", "within", "", "云梦省", 0),
        ("青枫县委", "ofPlace", "", "青枫县", 2),
        ("何一平", "holdsPost", "书记", "青枫县委", 1),
        ("清泉工程", "carriedOutBy", "", "柳坪村", 1),
        ("投入23万元", "about", "", "柳坪村", 2),
        ("受益2000至3000户", "about", "", "清泉工程", 2),
    }


def test_a_figure_tells_its_facts(made_up_quads: list[Quad]) -> None:
    figure = network(made_up_quads).nodes[ID + "measurement/made-up/47-57"]
    assert (figure["type"], figure["subtype"]) == ("Measurement", "Target")
    assert dict(figure["facts"]) == {"下限": "2000", "上限": "3000", "单位": "户", "概略": "exact", "动作": "受益", "时期": "../2026"}


def test_a_post_without_organisation_is_a_fact_of_the_person(gold_quads: list[Quad]) -> None:
    net = network(gold_quads)
    assert [d["facts"] for _, d in net.nodes(data=True) if d["label"] == "王洋"] == [(("职务", "记者"),)]


def test_two_documents_are_evidence_for_one_relation(copies: Callable[[str], list[Quad]]) -> None:
    net = network(chain(copies("a"), copies("b")))
    ((_, _, edge),) = [e for e in net.edges(data=True) if e[2]["relation"] == "holdsPost"]
    assert [e["document"] for e in edge["evidence"]] == ["a", "b"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_grouping_order_and_repetition_do_not_matter(nets: list[Net], parts: list[list[Quad]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(nets) - 1), min_size=1, max_size=5))
    cut = data.draw(st.integers(0, len(chosen)))
    grouped = merge(merge(*(nets[i] for i in chosen[:cut])), merge(*(nets[i] for i in reversed(chosen[cut:]))))
    assert said(grouped) == said(merge(*(nets[i] for i in sorted(set(chosen)))))
    assert said(grouped) == said(network(chain.from_iterable(parts[i] for i in chosen)))


@pytest.mark.parametrize("i", range(3))
def test_merging_laws(nets: list[Net], i: int) -> None:
    a, b, c = nets[i], nets[i + 1], nets[-1]
    assert said(merge(a, a)) == said(a)
    assert said(merge(a, b)) == said(merge(b, a))
    assert said(merge(merge(a, b), c)) == said(merge(a, merge(b, c)))
    assert said(merge(a, networkx.MultiDiGraph())) == said(a)


def test_merging_leaves_what_it_merges_alone(nets: list[Net]) -> None:
    before = said(nets[0])
    merge(nets[0], nets[1])
    assert said(nets[0]) == before
