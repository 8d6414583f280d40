"""A build after a build: only what has changed is done, the result is that of building at once, and a kill at any moment costs nothing."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import Quad
from typer.testing import CliRunner

from extract.format import as_json, from_json
from extract.read import sources
from extract.values import Extraction, Source
from fangzhi import manifest
from fangzhi.build import Built, build
from fangzhi.cache import Cache, key
from fangzhi.cli import app
from fangzhi.engine import extractions
from fangzhi.manifest import digests
from graph.folder import LOCK, OLD, workshop, writing
from graph.store import open_store
from graph.triples import quads
from ontology.errors import SourceError

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    f"d{n}": f"交城县西营镇第{n}个项目\n{place}投入{n + 3}万元实施饮水工程，落实“三会一课”制度。河津市委书记李明到村调研。\n"
    for n, place in enumerate(("交城县寨子村", "河津市", "西营镇", "岳西县响肠镇", "交城县", "安庆市", "运城市", "牛头咀村"))
}


@dataclass(frozen=True)
class Desk:
    """A folder of articles and the build made of it."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def lay(self, texts: Mapping[str, str]) -> None:
        """Puts exactly these articles into the folder."""
        articles = self.folder / "in"
        shutil.rmtree(articles, ignore_errors=True)
        articles.mkdir(parents=True)
        for name, text in texts.items():
            (articles / f"{name}.txt").write_text(text, "utf-8")

    def build(self, *, fresh: bool = False) -> Built:
        return build([str(self.folder / "in")], self.out, fresh=fresh)

    def state(self) -> tuple[dict[str, str], frozenset[Quad]]:
        """All bytes that were written, and all that the store says."""
        return digests(self.out), frozenset(open_store(self.out / "store"))

    def copy(self, folder: Path) -> "Desk":
        return Desk(Path(shutil.copytree(self.folder, folder)))


def desk_of(folder: Path, texts: Mapping[str, str]) -> Desk:
    desk = Desk(folder)
    desk.lay(texts)
    desk.build()
    return desk


def counts(built: Built) -> tuple[int, int, int, int, int]:
    c = built.changes
    return c.new, c.changed, c.unchanged, c.removed, c.extracted


@pytest.mark.model
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6, 7), (7, 2, 5, 0, 6, 4, 1, 3)], ids=["in order", "another"])
def test_ten_steps_give_what_one_build_gives(tmp_path: Path, seeds: Path, order: Iterable[int]) -> None:
    all_texts = TEXTS | {"d3": (seeds / "seed-003.txt").read_text("utf-8")}
    desk, now = Desk(tmp_path / "steps"), dict[str, str]()
    for n in order:
        now[f"d{n}"] = all_texts[f"d{n}"]
        desk.lay(now)
        assert counts(desk.build()) == (1, 0, len(now) - 1, 0, 1)
    now["d1"] = now["d1"].replace("4万元", "94万元")
    desk.lay(now)
    assert counts(desk.build()) == (0, 1, 7, 0, 1)
    del now["d6"]
    desk.lay(now)
    assert counts(desk.build()) == (0, 0, 7, 1, 0)
    assert desk.state() == desk_of(tmp_path / "once", now).state()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Three articles, built."""
    return desk_of(tmp_path_factory.mktemp("first") / "desk", {name: TEXTS[name] for name in ("d0", "d1", "d5")})


@pytest.mark.model
def test_what_one_document_alone_said_goes_with_it_and_what_two_said_stays(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    said = {label for label in ("安庆市", "河津市") if label in (desk.out / "graph.ttl").read_text("utf-8")}
    assert said == {"安庆市", "河津市"}
    (desk.folder / "in" / "d5.txt").unlink()
    desk.build()
    everything = "\n".join(map(str, open_store(desk.out / "store")))
    named = re.compile("/d5[/>]")  # the document's name as a whole: a digest may begin with the same characters
    assert named.search((first.out / "graph.nq").read_text("utf-8"))
    assert "安庆市" not in everything and not named.search(everything) and "河津市" in everything


@pytest.mark.model
def test_nothing_is_done_and_no_model_loaded_when_nothing_has_changed(first: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = first.copy(tmp_path / "desk")
    before = desk.state()
    monkeypatch.setattr("fangzhi.build.load_models", lambda _: pytest.fail("the models were loaded"))
    monkeypatch.setattr("fangzhi.build.write_output", lambda *_: pytest.fail("the output was written"))
    again = desk.build()
    assert not again.written and counts(again) == (0, 0, 3, 0, 0) and again.report == first.build().report and desk.state() == before


@pytest.mark.model
def test_a_renamed_document_and_a_new_base_are_written_but_not_extracted(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    (desk.folder / "in" / "d0.txt").rename(desk.folder / "in" / "e0.txt")
    assert counts(desk.build()) == (1, 0, 2, 1, 0)
    moved = build([str(desk.folder / "in")], desk.out, base="https://example.org/id/")
    assert counts(moved) == (0, 0, 3, 0, 0) and moved.written and moved.report.base == "https://example.org/id/"


def said(desk: Desk, *, of_the_build: bool = False) -> list[str]:
    """The statements of the documents and what follows from them, or those of the graph of the build."""
    return [line for line in (desk.out / "graph.nq").read_text("utf-8").splitlines() if ("/id/graph/build>" in line) is of_the_build]


@pytest.mark.model
def test_another_version_of_a_rule_or_model_extracts_all_again(first: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = first.copy(tmp_path / "desk")
    monkeypatch.setattr("fangzhi.manifest.version_of", lambda name: f"{name} of tomorrow")
    again = desk.build()
    assert counts(again) == (0, 0, 3, 0, 3)
    assert said(desk) == said(first) and said(desk, of_the_build=True) != said(first, of_the_build=True)


@pytest.mark.model
def test_corrections_are_replayed_without_extracting_and_leave_nothing_when_they_go(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    corrections = desk.folder / "corrections.yaml"
    corrections.write_text("- {reject: PLACE, document: d1, text: 河津市}\n", "utf-8")
    corrected = desk.build()
    assert corrected.written and counts(corrected) == (0, 0, 3, 0, 0) and [c.status for c in corrected.report.corrections] == ["applied"]
    again = desk.build()
    assert not again.written and again.report == corrected.report
    corrections.unlink()
    assert desk.build().written and desk.state() == first.state()


@pytest.mark.model
def test_fresh_uses_nothing_of_an_earlier_build(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    again = desk.build(fresh=True)
    assert again.written and counts(again) == (0, 0, 3, 0, 3) and desk.state() == first.state()


@pytest.mark.model
@pytest.mark.parametrize("name", ["graph.ttl", "extractions.jsonl", "extractions.cache", "tables/places.csv", "store/CURRENT", "build.json"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("?")], ids=["lost", "changed"])
def test_a_harmed_build_is_made_whole_again(first: Desk, tmp_path: Path, name: str, harm: object) -> None:
    desk = first.copy(tmp_path / "desk")
    harm(desk.out / name)  # type: ignore[operator]
    assert desk.build().written
    assert desk.state() == first.state()


def test_every_package_that_the_program_needs_is_in_a_fingerprint_or_only_talks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {line.split(">")[0].split("=")[0] for line in project["dependencies"]}
    assert needed - {*manifest.READING, *manifest.WRITING} <= {"httpx", "rich", "starlette", "typer", "uvicorn"}
    assert all(manifest.version_of(name) for name in (*manifest.READING, *manifest.WRITING))


def test_a_fingerprint_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "extract" / "rules", tmp_path / "extract" / "rules")
    monkeypatch.setattr(manifest, "ROOT", tmp_path)
    before = manifest.reading()
    assert manifest.reading() == before
    (tmp_path / "extract" / "rules" / "measure-kind.yaml").write_text("rules: []", "utf-8")
    assert manifest.reading() != before


@pytest.mark.model
def test_an_extraction_read_back_says_the_same(seeds: Path) -> None:
    for extraction in extractions([s for s in sources([seeds]) if isinstance(s, Source)]):
        assert isinstance(extraction, Extraction)
        again = replace(from_json(as_json(extraction)), source=extraction.source)
        assert list(quads(again)) == list(quads(extraction))


def extraction_of(text: str) -> Extraction:
    return Extraction(Source("a", Path("a.txt"), text, "0"), text)


def test_lines_are_kept_and_one_that_was_torn_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    done = {key(e.source, "f"): e for e in map(extraction_of, ("甲", "乙\ud800", "丙\n丁"))}
    with Cache(path) as cache:
        for name, extraction in done.items():
            cache.add(name, extraction)
    whole = path.read_bytes()
    names = list(done)
    for cut in range(1, len(whole), 7):
        path.write_bytes(whole[:-cut])
        kept = whole[:-cut].count(b"\n")
        with Cache(path) as cache:
            assert [name in cache for name in names] == [n < kept for n in range(3)]
            for name in names[kept:]:
                cache.add(name, done[name])
            assert [cache.get(name, done[name].source) for name in names] == list(done.values())
        assert path.read_bytes() == whole


def test_a_changed_line_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    extraction = extraction_of("投入5万元")
    name = key(extraction.source, "f")
    with Cache(path) as cache:
        cache.add(name, extraction)
    path.write_bytes(path.read_bytes().replace("5万".encode(), "9万".encode()))
    with Cache(path) as cache:
        assert name not in cache


def test_lines_of_an_earlier_build_are_taken_over_and_written_once_each(tmp_path: Path) -> None:
    one, two = extraction_of("甲"), extraction_of("乙")
    with Cache(tmp_path / "earlier") as cache:
        cache.add("1" * 64, one)
    with Cache(tmp_path / "now") as cache:
        cache.learn(tmp_path / "nowhere")
        cache.learn(tmp_path / "earlier")
        cache.add("2" * 64, two)
        cache.write(tmp_path / "next", ["2" * 64, "1" * 64, "2" * 64])
    with Cache(tmp_path / "next") as cache:
        assert [cache.get(n * 64, e.source) for n, e in (("1", one), ("2", two))] == [one, two]
    assert (tmp_path / "next").read_bytes().count(b"\n") == 2


def test_a_key_says_text_and_program_but_no_name() -> None:
    source = extraction_of("甲").source
    assert key(source, "f") == key(replace(source, id="b", title="t"), "f")
    assert len({key(source, "f"), key(source, "g"), key(replace(source, raw="乙"), "f")}) == 3


@pytest.mark.model
def test_a_second_build_into_one_folder_says_so_and_stops(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    with writing(desk.out), pytest.raises(SourceError, match="another build is writing here"):
        desk.build()
    assert not desk.build().written


@pytest.mark.model
def test_a_build_that_was_moved_aside_comes_back(first: Desk, tmp_path: Path) -> None:
    for read in (lambda desk: open_store(desk.out / "store"), Desk.build):
        desk = first.copy(tmp_path / read.__name__)
        workshop(desk.out).mkdir()
        desk.out.rename(workshop(desk.out) / OLD)
        read(desk)
        assert desk.state() == first.state() and not workshop(desk.out).exists()


@pytest.mark.model
def test_a_symbolic_link_stays_one(first: Desk, tmp_path: Path) -> None:
    desk = first.copy(tmp_path / "desk")
    real = desk.out.rename(tmp_path / "real")
    desk.out.symlink_to(real)
    assert desk.build(fresh=True).written
    assert desk.out.is_symlink() and desk.state() == first.state() and not workshop(real).exists()


# Killed builds. The child stops at every step of its progress until it is told to go on, so that a kill comes where it is meant to come.

GATE = """
import sys
from pathlib import Path
from fangzhi.build import build

class Gate:
    def stage(self, name, total=None):
        self.step(name.split()[0])
    def step(self, note=""):
        print(note, flush=True)
        sys.stdin.readline()

build([sys.argv[1]], Path(sys.argv[2]), watch=Gate())
"""


def killed(desk: Desk, step: str, after: float = 0.0) -> None:
    """A build in another process, killed so many seconds after it has come to a step of its progress."""
    command = [sys.executable, "-c", GATE, str(desk.folder / "in"), str(desk.out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin and child.stdout
        for line in child.stdout:
            if line.strip() == step:
                break
            child.stdin.write("\n")
            child.stdin.flush()
        else:
            pytest.fail(f"the build never came to {step}")
        if after:
            child.stdin.write("\n" * 1000)
            child.stdin.flush()
            time.sleep(after)
        child.kill()
    assert child.returncode in (-signal.SIGKILL, 0)


CHANGED = TEXTS | {"d0": TEXTS["d0"].replace("3万元", "33万元")}
EARLY = [("read", 0.0), ("load", 0.2), ("extract", 0.01), ("d2", 0.0), ("d3", 0.0), ("d6", 0.01)]
LATE = [
    ("triples", 0.0), ("d1", 0.0), ("d4", 0.003), ("d7", 0.0), ("exports", 0.02), ("graph.ttl graph.nq graph.graphml", 0.0), ("tables", 0.01),
    ("graph.html", 0.0), ("graph.html", 0.02), ("store", 0.0), ("validate", 0.1), ("put", 0.0), ("the old one is aside", 0.0),
    ("the new one is in place", 0.0),
]  # fmt: skip


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_of(tmp_path_factory.mktemp("finished") / "desk", CHANGED)


@pytest.fixture(scope="module")
def begun(first: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The first build, and the articles of the second before it."""
    desk = first.copy(tmp_path_factory.mktemp("begun") / "desk")
    desk.lay(CHANGED)
    return desk


@pytest.fixture(scope="module")
def halfway(begun: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The second build, killed when all was extracted."""
    desk = begun.copy(tmp_path_factory.mktemp("halfway") / "desk")
    killed(desk, "triples")
    return desk


@pytest.mark.model
@pytest.mark.parametrize(("stage", "step", "after"), [("begun", *e) for e in EARLY] + [("halfway", *e) for e in LATE])
def test_a_killed_build_leaves_the_last_good_one_and_the_next_finishes_it(
    request: pytest.FixtureRequest, first: Desk, finished: Desk, tmp_path: Path, stage: str, step: str, after: float
) -> None:
    desk = request.getfixturevalue(stage).copy(tmp_path / "desk")
    killed(desk, step, after)
    answer = CliRunner().invoke(app, ["query", str(desk.out), "documents", "--format", "csv"])
    assert answer.exit_code == 0
    stands = finished if answer.output.count("\n") == 1 + len(CHANGED) else first
    assert answer.output.count("\n") == 1 + len(list((stands.folder / "in").iterdir())) and desk.state() == stands.state()
    again = desk.build()
    assert desk.state() == finished.state() and sorted(os.listdir(desk.folder)) == ["in", "out"]
    if stage == "halfway":
        assert again.changes.extracted == 0
    elif step == "d3" and not after:
        assert again.changes.extracted == 3


def test_a_failed_build_keeps_what_it_extracted(first: Desk, begun: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = begun.copy(tmp_path / "desk")
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no space"):
        patch.setattr("graph.store.write_store", lambda *_: (_ for _ in ()).throw(OSError("no space left on device")))
        desk.build()
    assert desk.state() == first.state() and sorted(os.listdir(workshop(desk.out))) == sorted([LOCK, "extractions.cache"])
    assert desk.build().changes.extracted == 0 and not workshop(desk.out).exists()


WORKERS = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
import os
from fangzhi.engine import _end_with_parent

if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(WORKERS, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(tmp_path / "script.py")], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        os.kill(worker, 0)
        parent.kill()
        parent.stdout.close()
    for _ in range(200):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("the worker lives on")
