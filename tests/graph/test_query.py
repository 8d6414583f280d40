"""Answers: each ready question on the seeds' gold and a made-up article, any SPARQL, and what is refused."""

import random
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.query import answer, places_called, question, questions, ready, ready_text, serialised
from graph.questions import questions as questions_of
from graph.sparql import bound, tokens, words
from graph.store import memory_store
from ontology.errors import QueryError, SchemaError
from ontology.terms import ID_BASE

NAMES = [q.name for q in questions()]


@pytest.fixture(scope="module")
def store(gold_quads: list[Quad], made_up_quads: list[Quad]) -> Store:
    return memory_store([*gold_quads, *made_up_quads])


def rows(store: Store, question: str, columns: str, values: dict[str, str]) -> list[tuple[object, ...]]:
    """The wanted columns of a ready question's rows, in order."""
    found = ready(store, question, values)
    at = [found.columns.index(c) for c in columns.split()]
    return [tuple(row[i] for i in at) for row in found.rows]


# question, parameters, columns, all rows (in order where the question orders them so)
WHOLE: list[tuple[str, dict[str, str], str, list[tuple[object, ...]]]] = [
    ("village-money", {}, "village county action money yuan document", [
        ("南堡村", "交城县", "投入", "23万元", Decimal(230000), "seed-000"), ("柳坪村", "青枫县", "投入", "23万元", Decimal(230000), "made-up"),
    ]),
    ("village-money", {"place": "交城县"}, "village money", [("南堡村", "23万元")]),
    ("village-money", {"place": "河津市"}, "village money", []),
    ("figures-of-place", {"place": "141122"}, "about action figure object status", [
        ("连家寨村", "完善", "8项", "工作制度", "结果"), ("连家寨村", "指导", "12次", None, "结果"), ("南堡村", "投入", "23万元", None, "结果"),
        ("寨子村", "受理", "500余件", "便民业务", "结果"), ("寨子村", "修复", "1300余平方米", "破损路面", "结果"), ("市庄村", "听取", "百余条", "意见", "结果"),
    ]),
    ("figures-of-place", {"place": "青枫县"}, "about figure status period", [
        ("柳坪村", "23万元", "结果", None), ("清泉工程", "2000至3000户", "目标", "../2026"),
    ]),
    ("programmes-by-agent", {"place": "西社镇"}, "agent programme kind document", [
        ("南堡村", "拱形排水渠修缮工程", "项目", "seed-000"), ("南堡村", "线上+线下", "制度", "seed-000"), ("南堡村", "部署—落实—反馈", "制度", "seed-000"),
    ]),
    ("targets-and-results", {}, "about level county target object period", [
        ("河津市", "县级", "河津市", "47人", "大学生", None), ("河津市", "县级", "河津市", "40余项", "重点工作", None),
        ("清泉工程", None, None, "2000至3000户", None, "../2026"),
    ]),
    ("targets-and-results", {"level": "county"}, "about target", [("河津市", "47人"), ("河津市", "40余项")]),
    ("targets-and-results", {"level": "县级", "place": "河津市"}, "about target", [("河津市", "47人"), ("河津市", "40余项")]),
    ("targets-and-results", {"level": "村级"}, "about target", []),
    ("posts", {"place": "河津市"}, "person organisation post", [
        ("李晓武", "河津市委", "书记"), ("王云", "河津市委", "副书记"), ("高瞻", "河津市委", "常委"), ("高瞻", "河津市委组织部", "部长"),
    ]),
    ("posts", {"place": "山西省"}, "person organisation post", [
        ("林武", "山西省委", "书记"), ("李晓武", "河津市委", "书记"), ("王云", "河津市委", "副书记"), ("高瞻", "河津市委", "常委"),
        ("高瞻", "河津市委组织部", "部长"), ("李晓武", "运城市委", "常委"),
    ]),
    ("said-of-place", {"place": "青枫县"}, "name kind text", [
        ("青枫县", "地方", "青枫县"), ("石桥镇", "地方", "石桥镇"), ("柳坪村", "地方", "柳坪村"), ("投入23万元", "数据", "23万元"),
        ("青枫县委", "组织", "县委"), ("何一平", "人物", "何一平"), ("清泉工程", "举措", "清泉工程"), ("受益2000至3000户", "数据", "2000至3000户"),
    ]),
    ("organisations-of-place", {"place": "响肠镇"}, "organisation of", [
        ("“书记项目”领导小组", "响肠镇"), ("工作督导组", "响肠镇"), ("组织办", "响肠镇"), ("镇党委", "响肠镇"), ("镇党政办", "响肠镇"), ("镇纪委", "响肠镇"),
    ]),
    ("programme-evidence", {"name": "三会一课"}, "programme document confidence", [
        ("三会一课", "seed-000", 1), ("三会一课", "seed-003", 1), ("三会一课", "seed-003", 1),
    ]),
    ("documents", {}, "document mentions figures", [
        ("made-up", 6, 3), ("seed-000", 56, 6), ("seed-001", 30, 6), ("seed-002", 45, 51), ("seed-003", 46, 14), ("seed-004", 32, 5),
    ]),
    ("largest-figures", {"place": "141122"}, "unit value figure about", [
        ("件", 500, "500余件", "寨子村"), ("元", 230000, "23万元", "南堡村"), ("平方米", 1300, "1300余平方米", "寨子村"),
        ("条", 100, "百余条", "市庄村"), ("次", 12, "12次", "连家寨村"), ("项", 8, "8项", "连家寨村"),
    ]),
    ("figures-by-period", {}, "period start end about figure", [
        ("--01/--04", "--01", "--04", "河津市", "25.84亿元"), ("--01/--04", "--01", "--04", "河津市", "35.62%"),
        ("../2026", None, "2026", "清泉工程", "2000至3000户"),
        ("2014/..", "2014", None, "鹿寨县", "36个"), ("2014/..", "2014", None, "鹿寨县", "三批"),
    ]),
    ("place-codes", {"place": "响肠镇"}, "name code within", [("响肠镇", "340828107", "岳西县"), ("千佛塔村", "340828107202", "响肠镇")]),
    ("place-codes", {"place": "寨沙镇"}, "name code within", [("寨沙镇", "450223103", "鹿寨县"), ("河岭村", "450223103205", "寨沙镇")]),
    ("places-without-figures", {"place": "鹿寨县"}, "name level code", [
        ("安乐屯", "聚落", None), ("黄冕镇", "乡级", "450223105"), ("大端村", "村级", "450223105203"), ("江口乡", "乡级", "450223201"),
        ("新安村", "村级", "450223201206"),
    ]),
    ("low-confidence", {"below": "0.95"}, "text name confidence rule", [
        ("清泉工程", "清泉工程", Decimal("0.75"), "quoted"), ("柳坪村", "柳坪村", Decimal("0.9"), "path"),
    ]),
    ("unresolved-places", {}, "text", []), ("candidates", {}, "text kind confidence reason", []),
    ("shared-programmes", {}, "programme counties names documents", [
        ("一村一策", 2, "交城县 鹿寨县", 2), ("三会一课", 2, "交城县 鹿寨县", 2), ("主题党日", 2, "交城县 榆次区", 2),
        ("四议两公开", 2, "交城县 鹿寨县", 2),
    ]),
    ("conflicting-figures", {}, "about figure otherFigure", []), ("doubtful-pairs", {}, "label score rule", []),
    ("how-built", {}, "kind name version", []), ("merges", {}, "label rule documents", []), ("corrections", {}, "correction outcome", []),
    ("people-and-documents", {}, "person document", [
        ("任芙蓉", "seed-002"), ("何一平", "made-up"), ("张平", "seed-001"), ("李晓武", "seed-002"), ("林武", "seed-002"), ("王云", "seed-002"),
        ("王洋", "seed-000"), ("秦敬洪", "seed-003"), ("胡双", "seed-004"), ("赵品三", "seed-001"), ("高瞻", "seed-002"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "columns", "expected"), WHOLE, ids=[f"{n} {' '.join(v.values())}" for n, v, _, _ in WHOLE])
def test_ready_questions(store: Store, name: str, values: dict[str, str], columns: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(store, name, columns, values) == expected


def test_every_ready_question_is_tested() -> None:
    assert {name for name, *_ in WHOLE} == set(NAMES) and len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_heading_and_every_sentence_its_raw_text(store: Store, gold: list[object], name: str) -> None:
    asked = question(name)
    found = ready(store, name, {p.name: p.example for p in asked.parameters if not p.optional})
    assert tuple(asked.columns) == found.columns
    raws = [e.source.raw for e in gold]  # type: ignore[attr-defined]
    if "sentence" in found.columns:
        at = found.columns.index("sentence")
        assert all(any(str(row[at]) in raw for raw in raws) or "青枫县" in str(row[at]) for row in found.rows)


@pytest.mark.parametrize("name", NAMES)
def test_examples_of_parameters_work(store: Store, name: str) -> None:
    ready(store, name, {p.name: p.example for p in question(name).parameters})


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_does_not_hang_on_the_order_of_the_store(store: Store, gold_quads: list[Quad], made_up_quads: list[Quad], name: str) -> None:
    everything = [*gold_quads, *made_up_quads]
    other = memory_store(random.Random(11).sample(everything, len(everything)))
    values = {p.name: p.example for p in question(name).parameters if not p.optional}
    assert ready(other, name, values).rows == ready(store, name, values).rows


@pytest.mark.parametrize("name", NAMES)
def test_every_ready_question_declares_its_prefixes(store: Store, name: str) -> None:
    """A query file must also run elsewhere."""
    values = {p.name: p.example for p in question(name).parameters}
    store.query(ready_text(store, name, values))


def test_a_question_of_another_kind(store: Store) -> None:
    assert answer(store, "ASK { ?x a fz:County ; rdfs:label '交城县'@zh }").rows == ((True,),)
    graph = answer(store, "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a fz:Province ; rdfs:label ?l }")
    assert (graph.form, graph.columns, len(graph.rows)) == ("graph", ("subject", "predicate", "object"), 4)
    assert answer(store, "SELECT ?n ?x { VALUES ?n { 1 2.5 } }").rows == ((1, None), (Decimal("2.5"), None))
    assert len(answer(store, "DESCRIBE place:141122").rows) > 4


def test_one_document_can_be_asked(store: Store) -> None:
    ((count,),) = answer(store, "SELECT (COUNT(DISTINCT ?m) AS ?n) { GRAPH document:seed-000 { ?m a fz:Mention } }").rows
    assert count == 56 + 6


@pytest.mark.parametrize(
    ("form", "start"), [("json", b'{"head"'), ("csv", b"label\r\n"), ("tsv", b"?label\n"), ("xml", b"<?xml")], ids=["json", "csv", "tsv", "xml"]
)  # fmt: skip
def test_standard_formats(store: Store, form: str, start: bytes) -> None:
    assert serialised(store, "SELECT ?label { place:141122 rdfs:label ?label }", form).startswith(start)  # type: ignore[arg-type]


def test_a_graph_as_turtle(store: Store) -> None:
    found = serialised(store, "CONSTRUCT WHERE { place:141122 rdfs:label ?l }", "ttl").decode()
    assert 'place:141122 rdfs:label "交城县"@zh' in found
    with pytest.raises(QueryError, match="rows cannot be written as ttl"):
        serialised(store, "SELECT * { ?s ?p ?o } LIMIT 1", "ttl")


REFUSED = [
    ("SELECT * WHERE {\n ?s ?p }", "line 2, column ", 2),
    ("SELECT * { ?s foaf2:x ?o }", "unknown prefix", 1),
    ("SELECT * {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another server", 2),
    ("select * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another server", 1),
    ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another server", 1),
    ('SELECT * { FILTER("#" = "x") SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }', "SERVICE asks another server", 1),
    ("SELECT * { FILTER(1<2) SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }", "SERVICE asks another server", 1),
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT changes the graph", None),
    ("DROP ALL", "DROP changes the graph", None),
    ("", "line 1, column 1", 1),
    ("列出所有村", "line 1", 1),
]


@pytest.mark.parametrize(("text", "message", "line"), REFUSED, ids=[t for t, _, _ in REFUSED])
def test_what_is_refused_says_where_and_why(store: Store, text: str, message: str, line: int | None) -> None:
    with pytest.raises(QueryError) as fault:
        answer(store, text)
    assert message in str(fault.value) and fault.value.line == line and fault.value.remedy


HARMLESS = [
    'ASK { ?s ?p "SERVICE" }',
    "ASK { ?service ?p ?o } # SERVICE",
    "ASK { <http://x/SERVICE> ?p ?o }",
    "PREFIX s: <http://x/> ASK { s:SERVICE ?p ?o }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_word_in_a_name_is_no_keyword(store: Store, text: str) -> None:
    assert answer(store, text).form == "ask"


WRONG = [
    ("village-monye", {}, "did you mean village-money"),
    ("targets-and-results", {"level": "国家"}, "write level= and one of 省级, 地级, 县级"),
    ("figures-of-place", {}, "add place=交城县"),
    ("figures-of-place", {"plaec": "交城县"}, "it has place"),
    ("figures-of-place", {"place": "交域县"}, "no place in this graph is called '交域县'; did you mean 交城县"),
    ("figures-of-place", {"place": "交城县西社镇"}, "did you mean 西社镇, 交城县"),
    ("figures-of-place", {"place": "火星县"}, "others: the question place-codes"),
    ("documents", {"place": "交城县"}, "it has none"),
    ("figures-of-place", {"place": f"{ID_BASE}place/<x>"}, "no place in this graph is called"),
    *(("low-confidence", {"below": written}, "is no number") for written in ("低", "NaN", "Infinity", "1e2000000", "9" * 40)),
]


@pytest.mark.parametrize("written", ["0.9", "9E-1", "+00.9", "０.９", "0.9" + "0" * 60, "0.9" + "0" * 30 + "1"])
def test_a_number_may_be_written_in_any_way(store: Store, written: str) -> None:
    expected = ready(store, "low-confidence", {"below": "0.9"}).rows
    assert expected and ready(store, "low-confidence", {"below": written}).rows == expected


@pytest.mark.parametrize(("name", "values", "message"), WRONG, ids=[m for _, _, m in WRONG])
def test_a_wrong_name_is_told_the_right_one(store: Store, name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as fault:
        ready(store, name, values)
    assert message in str(fault.value)


def test_a_place_is_found_by_label_other_name_code_and_iri(store: Store) -> None:
    (found,) = places_called(store, "交城县")
    assert places_called(store, "交城") == places_called(store, "141122") == (found,)
    assert rows(store, "village-money", "village", {"place": found.value}) == [("南堡村",)]


def test_a_name_of_two_places_lists_their_codes(made_up_quads: list[Quad]) -> None:
    village = NamedNode("https://w3id.org/fangzhi/id/place/970102101201")
    as_first = [Quad(village, q.predicate, q.object, q.graph_name) for q in made_up_quads if str(q.subject.value).endswith("/970102100201")]  # type: ignore[union-attr]
    with pytest.raises(QueryError, match=r"2 places are called 柳坪村; name one by its code:\n  970102100201\n  970102101201"):
        ready(memory_store([*made_up_quads, *as_first]), "figures-of-place", {"place": "柳坪村"})


NASTY = ['"', "\\", "\n", "'''", '"""', '三会一课") } #', "} INSERT DATA {", "\\u0022"]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_parameter_is_a_value_and_nothing_else(store: Store, text: str) -> None:
    assert ready(store, "programme-evidence", {"name": text}).rows == ()


def test_tokens_join_to_the_query() -> None:
    text = "SELECT * { ?a <http://x#y> \"a # b\", '''c\n\"d''' . # end\n $b fz:p 1.5 }"
    assert "".join(token for _, token in tokens(text)) == text
    assert words(text) == ["SELECT", "A", "1", "5"] or "SELECT" in words(text)
    assert bound("$a ?a '$a' <$a> #$a", {"a": Literal("x")}) == "\"x\" ?a '$a' <$a> #$a"


HEADERS = [
    ("SELECT * {}", "needs # title-zh"),
    ("# title-zh: 甲\n# title-en: a\n# param: place\nSELECT * {}", "not a header"),
    ("# title-zh: 甲\n# title-en: a\nSELECT * { ?s ?p $place }", "it uses \\$place and declares no parameter"),
]


@pytest.mark.parametrize(("text", "message"), HEADERS, ids=[m for _, m in HEADERS])
def test_a_question_without_its_header_is_a_fault(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.rq").write_text(text, "utf-8")
    with pytest.raises(SchemaError, match=message):
        questions_of(tmp_path)


def test_the_example_of_the_guide_is_a_question(tmp_path: Path, store: Store) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "adding-a-query.md").read_text("utf-8")
    (tmp_path / "cooperatives.rq").write_text(guide.partition("```sparql\n")[2].partition("```")[0], "utf-8")
    (asked,) = questions_of(tmp_path)
    (place,) = places_called(store, asked.parameters[0].example)
    assert answer(store, bound(asked.text, {"place": place})).columns == tuple(asked.columns)


def test_a_target_without_object_is_set_against_no_result(gold_quads: list[Quad]) -> None:
    """It was joined with every result of its place."""
    of = NamedNode("https://w3id.org/fangzhi/ontology#object")
    planned = {q.subject for q in gold_quads if q.predicate == of and getattr(q.object, "value", "") == "大学生"}
    assert planned
    store = memory_store(q for q in gold_quads if not (q.subject in planned and q.predicate == of))
    found = ready(store, "targets-and-results")
    target, result = found.columns.index("target"), found.columns.index("result")
    assert [row[result] for row in found.rows if row[target] == "47人"] == [None]


@pytest.mark.parametrize("name", NAMES)
def test_no_ready_question_has_a_limit(name: str) -> None:
    """A limit cuts a larger graph without a word; what is to come first says so by a row that it alone is joined with."""
    assert "LIMIT" not in words(question(name).text)
