"""Writing into the file of corrections: all or none, nothing lost between two writers."""

import multiprocessing
from collections.abc import Mapping
from pathlib import Path

import pytest

from fangzhi.correct import append
from graph.correction_file import corrections
from ontology.errors import CorrectionError

ENTRIES = 12


def entry(number: int) -> Mapping[str, object]:
    return {"reject": "PLACE", "text": f"石楼{number}"}


def write_many(path: Path, first: int) -> None:
    for number in range(first, first + ENTRIES):
        append(path, [entry(number)])


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(path, i * ENTRIES)) for i in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert sorted(c.text for c in corrections(path).entries) == sorted(f"石楼{i}" for i in range(3 * ENTRIES))
    assert [p.name for p in tmp_path.iterdir()] == ["corrections.yaml"]


def test_one_bad_entry_and_none_is_written(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    append(path, [entry(1)])
    before = path.read_bytes()
    with pytest.raises(CorrectionError, match="it has no text"):
        append(path, [entry(2), {"reject": "PLACE"}])
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["corrections.yaml"]


@pytest.mark.parametrize("name", ["corrections.yaml", "corrections.csv"])
def test_what_the_file_says_already_is_not_written_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    figure = {"change": "FIGURE", "document": "a1", "span": [3, 7], "text": "23万元", "value": 24, "unit": "万元"}
    assert append(path, [figure, figure]) == (figure,)
    before = path.read_bytes()
    assert append(path, [{**figure, "value": 24.0, "note": "又一次"}]) == () and path.read_bytes() == before
    assert append(path, [figure, {**figure, "value": 25}]) == ({**figure, "value": 25},) and len(corrections(path).entries) == 2


def test_where_nobody_can_write(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="make its folder"):
        append(tmp_path / "no" / "corrections.yaml", [entry(1)])
    (tmp_path / "corrections.yaml").mkdir()
    with pytest.raises(CorrectionError):
        append(tmp_path / "corrections.yaml", [entry(1)])


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    real, path = tmp_path / "kept" / "ours.yaml", tmp_path / "corrections.yaml"
    append(real, [entry(1)])
    path.symlink_to(real)
    append(path, [entry(2)])
    assert path.is_symlink() and [c.text for c in corrections(real).entries] == ["石楼1", "石楼2"]


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CorrectionError, match="No space left"):
        append(tmp_path / "corrections.yaml", [entry(1)])
    assert list(tmp_path.iterdir()) == []
