"""A user's `ontology.ttl`: what it may add, and each fault with its line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.own_ontology import read_ontology
from ontology.errors import SchemaError
from ontology.terms import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("fz", "owl", "quantitykind", "qudt", "rdfs", "skos", "unit"))
HEAD += "@prefix my: <https://example.org/my#> .\n\n"
FIRST = HEAD.count("\n") + 1
FARM = 'my:Farm a owl:Class ; rdfs:subClassOf fz:Enterprise ; rdfs:label "繁育场"@zh, "seed farm"@en .\n'
POWER = "qudt:hasQuantityKind quantitykind:Power"
STEAM = f'my:steam a qudt:Unit ; rdfs:label "蒸吨"@zh, "steam"@en ; {POWER} ; qudt:scalingOf unit:W ; qudt:conversionMultiplier 700000 .\n'
CIRCLE = """my:A a owl:Class ; rdfs:subClassOf my:B ; rdfs:label "甲"@zh, "a"@en .
my:B a owl:Class ; rdfs:subClassOf my:A ; rdfs:label "乙"@zh, "b"@en .
"""


def written(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "ontology.ttl").write_text(HEAD + text, "utf-8")
    return folder / "ontology.ttl"


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (FARM, 4),
        (FARM + 'my:Nursery a owl:Class ; rdfs:subClassOf my:Farm ; rdfs:label "苗圃"@zh, "nursery"@en .\n', 8),
        ('my:Nursery a owl:Class ; rdfs:subClassOf my:Farm ; rdfs:label "苗圃"@zh, "nursery"@en .\n' + FARM, 8),
        ('my:owns a owl:ObjectProperty ; rdfs:subPropertyOf fz:about ; rdfs:label "拥有"@zh, "owns"@en .\n', 4),
        (STEAM, 6),
        ('fz:Village rdfs:label "village"@fr ; skos:altLabel "行政村"@zh .\n', 2),
        ("", 0),
    ],
    ids=["class", "two steps", "in any order", "property", "unit", "names for ours", "empty"],
)
def test_what_may_be_added(tmp_path: Path, text: str, statements: int) -> None:
    assert len(read_ontology(written(tmp_path, text))) == statements


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (FARM + "my:Farm a owl:Class ;; .\nx", 2, "not Turtle"),
        ("q:Farm a owl:Class .\n", 0, "prefix q: has not been declared"),
        (FARM + 'my:Alone a owl:Class ; rdfs:label "孤"@zh, "alone"@en .\n', 1, "my#Alone hangs under no term of ours"),
        (CIRCLE, 0, "hangs under no"),
        ('my:A a owl:Class ; rdfs:subClassOf fz:NoSuchThing ; rdfs:label "甲"@zh, "a"@en .\n', 0, "hangs under no"),
        ('my:A a owl:Class ; rdfs:subClassOf fz:about ; rdfs:label "甲"@zh, "a"@en .\n', 0, "hangs under no"),
        ('my:p a owl:DatatypeProperty ; rdfs:subPropertyOf owl:topDataProperty ; rdfs:label "甲"@zh, "a"@en .\n', 0, "hangs under no"),
        ('my:A a owl:Class ; rdfs:subClassOf fz:Place ; rdfs:label "甲"@zh .\n', 0, "has no rdfs:label in en"),
        ('my:A rdfs:label "甲"@zh, "a"@en .\n', 0, "is no term that we know"),
        ('my:A a owl:Class, owl:ObjectProperty ; rdfs:subClassOf fz:Place ; rdfs:label "甲"@zh, "a"@en .\n', 0, "several things at once"),
        ("\n\nfz:Village rdfs:subClassOf fz:Person .\n", 2, "fz:Village is ours"),
        ('fz:Village rdfs:label "村"@zh .\n', 0, "fz:Village is ours"),
        ("fz:Village rdfs:label \"村\" .\n", 0, "fz:Village is ours"),
        ('[] rdfs:label "村"@zh .\n', 0, "blank node"),
        ('my:u a qudt:Unit ; rdfs:label "蒸"@zh, "u"@en .\n', 0, "has no qudt:hasQuantityKind"),
        (f'my:u a qudt:Unit ; rdfs:label "蒸"@zh, "u"@en ; {POWER} ; qudt:conversionMultiplier 0 .\n', 0, "conversionMultiplier 0"),
    ],
    ids=[
        "not Turtle", "prefix", "alone", "a circle", "no such term", "a class under a property", "under somebody else's", "one language", "no kind",
        "two kinds", "ours moved", "ours relabelled", "ours without a language", "blank", "no quantity kind", "multiplier",
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(SchemaError) as fault:
        read_ontology(written(tmp_path, text))
    assert what in str(fault.value) and fault.value.line == FIRST + line and "ontology.ttl" in str(fault.value)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from fangzhi.cli import main; main()", *arguments], cwd=folder, capture_output=True, text=True)


@pytest.mark.model
def test_a_build_has_the_terms_and_the_unit_is_converted(tmp_path: Path) -> None:
    written(tmp_path / "mine", FARM + STEAM)
    (tmp_path / "mine" / "lexicons").mkdir()
    (tmp_path / "mine" / "lexicons" / "unit-measure.yaml").write_text("id: unit-measure\nentries:\n  - 蒸吨\n", "utf-8")
    (tmp_path / "a.txt").write_text("河津市基层治理\n\n河津市供热站新增30蒸吨。\n", "utf-8")
    done = run(tmp_path, "build", "a.txt", "-o", "out", "--with", "mine", "-q")
    assert done.returncode == 0, done.stderr
    asked = "SELECT ?label ?value { my:Farm rdfs:label ?label ; rdfs:subClassOf fz:Enterprise . ?figure fz:baseValue ?value }".replace(
        "my:Farm", "<https://example.org/my#Farm>"
    )
    found = json.loads(run(tmp_path, "query", "out", asked, "--format", "json").stdout)
    assert "21000000" in json.dumps(found) and "繁育场" in json.dumps(found, ensure_ascii=False)
    own = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["own"]
    assert [line.split()[0] for line in own] == ["lexicons/unit-measure.yaml", "ontology.ttl"]
    written(tmp_path / "mine", STEAM.replace("unit:W", "unit:Nothing"))
    for command in ("build a.txt -o out -q", "extract a.txt"):
        broken = run(tmp_path, *command.split(), "--with", "mine")
        assert broken.returncode == 2 and "蒸吨 scales" in broken.stderr, broken.stderr
