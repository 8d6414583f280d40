"""The untouched texts of a build: each found by its id, whatever stands in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import Source
from fangzhi.originals import ORIGINALS, line, original


def written(folder: Path, texts: dict[str, str]) -> None:
    lines = (line(Source(name, Path("x.txt"), raw, "0" * 64)) for name, raw in texts.items())
    (folder / ORIGINALS).write_text("".join(f"{one}\n" for one in lines), "ascii", newline="\n")


@given(st.dictionaries(st.text(st.characters(), max_size=8), st.text(st.characters(), max_size=20), min_size=1, max_size=6))
def test_every_text_is_found_again(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    written(folder, texts)
    assert {name: original(folder, name) for name in texts} == texts
    assert original(folder, "more than eight characters") is None


def test_ids_inside_texts_and_ids_that_begin_alike_do_not_mislead(tmp_path: Path) -> None:
    texts = {"ab": '\n{"id": "a", "raw": "wrong"}', "a": "right", '"': "quoted", "a\n": "lines"}
    written(tmp_path, texts)
    assert {name: original(tmp_path, name) for name in texts} == texts


@pytest.mark.parametrize("content", ["", "\n", "nothing", '{"id": "a", ', '{"id": "a", "raw": 3}\n', '{"id": "a", "text": "x"}\n'])
def test_what_is_no_such_file_has_no_texts(tmp_path: Path, content: str) -> None:
    assert original(tmp_path, "a") is None
    (tmp_path / ORIGINALS).write_text(content, "utf-8")
    assert original(tmp_path, "a") is None
