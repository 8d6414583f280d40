"""The whole flow on the seeds: what is written, that it is the same every time, and what bad inputs do."""

import json
import shutil
from collections import Counter
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from extract.clean import clean
from extract.format import from_json
from fangzhi import __version__
from fangzhi.build import Built, build, read
from fangzhi.evaluation import evaluation, records
from fangzhi.manifest import MANIFEST, digests
from graph.query import answer, ready
from graph.store import open_store
from ontology.errors import SourceError

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "build.json",
    "extractions.cache",
    "extractions.jsonl",
    "graph.graphml",
    "graph.html",
    "graph.nq",
    "graph.ttl",
    "originals.jsonl",
    "report.html",
    "report.json",
    "store",
    "tables",
}


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build([str(seeds)], tmp_path_factory.mktemp("build") / "out")


def test_every_file_is_written_and_the_graph_conforms(built: Built) -> None:
    assert {p.name for p in built.out.iterdir()} == FILES
    assert built.report.conforms and not built.report.refused
    assert [d.id for d in built.report.documents] == [f"seed-00{n}" for n in range(5)]
    assert all(built.report.found.values())
    assert json.loads((built.out / "report.json").read_text("utf-8"))["found"] == built.report.found


def test_the_same_bytes_from_another_folder_another_order_and_more_processes(built: Built, seeds: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "articles"
    moved.mkdir(parents=True)
    for path in seeds.glob("*.txt"):
        shutil.copy(path, moved)
    names = [str(p) for p in sorted(moved.glob("*.txt"), reverse=True)]
    again = build(names, tmp_path / "again", workers=2)
    assert digests(again.out) == digests(built.out)
    assert (again.out / MANIFEST).read_bytes() == (built.out / MANIFEST).read_bytes()


def test_every_span_cleaned_again_is_its_text(built: Built, seeds: Path) -> None:
    for line in (built.out / "extractions.jsonl").read_text("utf-8").splitlines():
        extraction = from_json(line)
        raw = (seeds / f"{extraction.source.id}.txt").read_bytes().decode("utf-8")
        for item in (*extraction.mentions, *extraction.measurements):
            assert extraction.text[item.start : item.end] == item.text
            assert clean(raw[item.raw_start : item.raw_end]).text == item.text


def test_bad_inputs_are_named_and_cost_no_good_one(seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(seeds / "seed-004.txt", folder)
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    built = build([str(folder)], tmp_path / "out")
    assert [d.id for d in built.report.documents] == ["seed-004"]
    assert [(r.path, r.reason.split(",")[0]) for r in built.report.refused] == [
        ("binary.txt", "is binary"), ("empty.txt", "is empty"), ("sheet.xlsx", "files of kind '.xlsx' are not read"),
    ]  # fmt: skip
    assert all(r.remedy for r in built.report.refused)


def test_an_earlier_build_is_replaced_whole_and_only_a_build(seeds: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([str(seeds / "seed-004.txt")], out)
    (out / "left-over").touch()
    build([str(seeds / "seed-004.txt")], out)
    assert {p.name for p in out.iterdir()} == FILES
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    precious = tmp_path / "thesis"
    precious.mkdir()
    (precious / "chapter.txt").write_text("…", "utf-8")
    with pytest.raises(SourceError, match="holds something that is not a build"):
        build([str(seeds)], precious)
    assert (precious / "chapter.txt").exists()


def test_nothing_to_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(SourceError, match=r"no document could be read \(a\.pdf"):
        read([str(tmp_path)])


def test_the_readme_and_the_gold_of_the_seeds_are_passed_over(seeds: Path) -> None:
    found = read([str(seeds)])
    assert [s.id for s in found.sources] == [f"seed-00{n}" for n in range(5)] and not found.refused


def test_the_evaluation_of_a_build_is_what_its_lines_say(built: Built, seeds: Path) -> None:
    figures = evaluation(records(seeds / "gold.jsonl"), records(built.out / "extractions.jsonl"))
    assert figures.headline > 0.8 and figures.text > 0.998


def test_the_graph_says_what_the_build_was_made_from(built: Built, seeds: Path, tmp_path: Path) -> None:
    rows = ready(open_store(built.out / "store"), "how-built").rows
    kinds = Counter(str(row[0]) for row in rows)
    assert kinds["build"] == kinds["configuration"] == kinds["program"] == 1 and kinds["code"] == 4 and kinds["own"] == kinds["corrections"] == 0
    for kind, folder in (("rule", "extract/rules"), ("lexicon", "extract/lexicons")):
        files = {p.relative_to(ROOT).as_posix(): sha256(p.read_bytes()).hexdigest() for p in (ROOT / folder).glob("*.yaml")}
        assert {str(row[1]): row[3] for row in rows if row[0] == kind} == files
    assert ("program", "fangzhi", __version__, None) in rows and ("package", "spacy", version("spacy"), None) in rows
    corrections = tmp_path / "corrections.yaml"
    corrections.write_text("- {reject: PLACE, document: seed-000, text: 交城县}\n", "utf-8")
    again = build([str(seeds)], tmp_path / "out", corrections=corrections)
    told = {row[0]: row for row in ready(open_store(again.out / "store"), "how-built").rows}
    assert told["corrections"][1:] == ("corrections.yaml", None, sha256(corrections.read_bytes()).hexdigest())
    assert told["configuration"] in rows and told["build"] not in rows


SPAN = """?mention a fz:Mention ; fz:cleanText ?text ; oa:hasTarget ?target . ?target oa:hasSource/dcterms:identifier ?document ; oa:hasSelector ?at, ?quote .
  ?at oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact"""


def test_every_claim_figure_and_mention_of_the_store_leads_to_raw_characters_that_say_it(built: Built, seeds: Path) -> None:
    """The raw files are read as bytes here, without the program's own reading; what a claim is derived from is checked with its mentions."""
    store = open_store(built.out / "store")
    raws = {p.stem: p.read_bytes().decode("utf-8") for p in seeds.glob("*.txt")}

    def column(query: str) -> set[str]:
        return {str(row[0]) for row in answer(store, query).rows}

    sound = set()
    for mention, text, document, start, end, exact in answer(store, f"SELECT ?mention ?text ?document ?start ?end ?exact {{ {SPAN} }}").rows:
        raw = raws[str(document)]
        assert isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(raw)
        assert raw[start:end] == exact and clean(raw[start:end]).text == text
        sound.add(str(mention))
    assert sound == column("SELECT ?m { ?m a fz:Mention }") and len(sound) > 250
    for kind in ("fz:Claim", "fz:Measurement"):
        led = answer(store, f"SELECT ?thing ?mention {{ ?thing a {kind} ; prov:wasDerivedFrom ?mention }}").rows
        assert {str(mention) for _, mention in led} <= sound
        assert {str(thing) for thing, _ in led} == column(f"SELECT ?thing {{ ?thing a {kind} }}") and len(led) > 50


def test_the_mentions_of_a_claim_name_what_it_is_about(built: Built) -> None:
    """Each relation's evidence holds a mention of its subject or its object, or of who or what belongs to them; each merge's speaks of its entity."""
    store = open_store(built.out / "store")
    near = "(^oa:hasBody|^prov:wasDerivedFrom|fz:ofPlace|org:hasMembership/org:organization|org:organization|org:member|fz:carriedOutBy|fz:about)"
    assert answer(store, "SELECT (COUNT(*) AS ?n) { ?c a fz:Claim ; rdf:predicate fz:mergeRule }").rows[0][0]
    loose = answer(
        store,
        f"""SELECT ?claim {{ ?claim a fz:Claim ; rdf:subject ?subject ; rdf:object ?object
            FILTER NOT EXISTS {{ ?claim prov:wasDerivedFrom ?mention . ?mention oa:hasBody|^prov:wasDerivedFrom ?thing
              FILTER(?thing IN (?subject, ?object) || EXISTS {{ ?thing {near} ?subject }} || EXISTS {{ ?thing {near} ?object }}) }} }}""",
    )
    assert loose.rows == ()


def test_another_threshold_rewrites_the_graph_and_extracts_nothing(seeds: Path, tmp_path: Path) -> None:
    article, out = str(seeds / "seed-003.txt"), tmp_path / "out"
    first = build([article], out)
    plain = digests(out)
    strict = build([article], out, threshold=0.97)
    assert (strict.written, strict.changes.extracted) == (True, 0) and not build([article], out, threshold=0.97).written
    assert json.loads((out / MANIFEST).read_text("utf-8"))["threshold"] == strict.report.threshold == 0.97
    assert 0 < strict.report.found["mentions"] < first.report.found["mentions"]
    assert sum(strict.report.documents[0].unasserted.values()) > sum(first.report.documents[0].unasserted.values()) > 0
    told = from_json((out / "extractions.jsonl").read_text("utf-8"))
    assert all(m.confidence >= 0.97 for m in told.mentions) and any(c.why == "below-threshold" for c in told.candidates)
    kinds = ready(open_store(out / "store"), "candidates", {}).rows
    assert len(kinds) >= sum(c.why == "below-threshold" for c in told.candidates)
    assert build([article], out).written and digests(out) == plain
