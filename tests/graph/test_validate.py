"""What a sound graph is: the seeds' is, and each fault is found."""

import time

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.validate import validation
from ontology.terms import FZ, STD, Iri, term

ID = "https://w3id.org/fangzhi/id/"
FIGURE, VILLAGE, PERSON = ID + "measurement/made-up/17-21", ID + "place/970102100201", ID + "person/970102/何一平"


def without(quads: list[Quad], subject: str, predicate: Iri) -> list[Quad]:
    return [q for q in quads if not (q.subject == NamedNode(subject) and q.predicate.value == predicate)]


def plus(quads: list[Quad], subject: str, predicate: Iri, value: NamedNode | Literal) -> list[Quad]:
    return [*quads, Quad(NamedNode(subject), NamedNode(predicate), value)]


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(STD.XSD_DECIMAL))


def test_the_seeds_conform_within_seconds(gold_quads: list[Quad]) -> None:
    start = time.perf_counter()
    report = validation(gold_quads)
    assert report.conforms, str(report)
    assert time.perf_counter() - start < 5


# (what is done, to what, at which property; the message that must come)
REMOVED = [
    (FIGURE, STD.NUMERIC_VALUE, "one value, or bounds"),
    (FIGURE, FZ.UNIT_TEXT, "unit's text"),
    (FIGURE, FZ.APPROXIMATION, "exact, about, over or under"),
    (FIGURE, STD.DERIVED_FROM, "has its evidence"),
    (VILLAGE, STD.LABEL, "exactly one label"),
    (VILLAGE, FZ.DIVISION_CODE, "code of 12 digits"),
    (VILLAGE, FZ.WITHIN, "up to its province"),
    (PERSON, STD.LABEL, "exactly one label"),
    (ID + "mention/made-up/place/12-15", STD.HAS_TARGET, "targets one span"),
    (ID + "mention/made-up/place/12-15", FZ.SENTENCE, "has its sentence"),
    (ID + "mention/made-up/place/12-15#position", STD.END, "has one end"),
    (ID + "document/made-up", STD.SHA256, "SHA-256"),
    (ID + "document/made-up", FZ.CHARACTER_COUNT, "length"),
]


@pytest.mark.parametrize(("subject", "predicate", "message"), REMOVED, ids=[f"{s.rsplit('/', 1)[-1]} {p.rsplit('#', 1)[-1]}" for s, p, _ in REMOVED])
def test_what_is_missing_is_found(made_up_quads: list[Quad], subject: str, predicate: Iri, message: str) -> None:
    report = validation(without(made_up_quads, subject, predicate))
    assert not report.conforms
    assert any(message in fault.message and fault.node.startswith(subject.partition("#")[0]) for fault in report.faults), str(report)


ADDED = [
    (FIGURE, STD.NUMERIC_VALUE, decimal("24"), "one value, or bounds"),
    (FIGURE, FZ.MIN_VALUE, decimal("2"), "one value, or bounds"),
    (FIGURE, STD.TYPE, NamedNode(FZ.TARGET), "a result, a target or a standard"),
    (FIGURE, FZ.ABOUT, NamedNode(PERSON), "about one place"),
    (FIGURE, FZ.APPROXIMATION, Literal("roughly"), "exact, about, over or under"),
    (ID + "measurement/made-up/47-57", FZ.MIN_VALUE, decimal("9000"), "lower bound"),
    (VILLAGE, FZ.WITHIN, NamedNode(ID + "place/97"), "one place at most"),
    (VILLAGE, FZ.DIVISION_CODE, Literal("12"), "code of 12 digits"),
    (ID + "mention/made-up/place/12-15", FZ.CONFIDENCE, decimal("1.5"), "from 0 to 1"),
    (ID + "mention/made-up/place/12-15", STD.HAS_BODY, NamedNode(PERSON), "one thing at most"),
    (ID + "mention/made-up/place/12-15#position", STD.END, Literal("71", datatype=NamedNode(STD.XSD_INTEGER)), "inside the document"),
    (ID + "mention/made-up/place/12-15#position", STD.START, Literal("-1", datatype=NamedNode(STD.XSD_INTEGER)), "negative"),
    (ID + "programme/970102/清泉工程", FZ.CARRIED_OUT_BY, NamedNode(PERSON), "place or an organisation"),
]


@pytest.mark.parametrize(("subject", "predicate", "value", "message"), ADDED, ids=[f"{s.rsplit('/', 1)[-1]} {m}" for s, _, _, m in ADDED])
def test_what_must_not_be_is_found(made_up_quads: list[Quad], subject: str, predicate: Iri, value: NamedNode | Literal, message: str) -> None:
    report = validation(plus(made_up_quads, subject, predicate, value))
    assert not report.conforms and any(message in fault.message for fault in report.faults), str(report)


def test_a_report_reads_as_text(made_up_quads: list[Quad]) -> None:
    assert str(validation(made_up_quads)) == "conforms"
    text = str(validation(without(made_up_quads, FIGURE, FZ.UNIT_TEXT)))
    assert FIGURE in text and "fz:unitText" in text


def test_a_claim_needs_its_evidence(made_up_quads: list[Quad]) -> None:
    claims = {q.subject for q in made_up_quads if q.object == NamedNode(FZ.CLAIM)}
    bare = [q for q in made_up_quads if not (q.subject in claims and q.predicate.value == term("prov:wasDerivedFrom"))]
    assert {f.node for f in validation(bare).faults} == {c.value for c in claims}  # type: ignore[union-attr]
