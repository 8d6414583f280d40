"""Extraction over many documents: order, failures, and how many processes."""

from pathlib import Path

import pytest

from extract import pipeline
from extract.values import Extraction, Source
from fangzhi.engine import CHUNK, FEW, Failure, extractions, workers_for


def documents(count: int) -> list[Source]:
    return [Source(f"d{i}", Path(f"d{i}.txt"), f"甲镇第{i}次会议投入{i + 2}万元。", str(i)) for i in range(count)]


@pytest.mark.parametrize(("count", "wanted", "expected"), [(1, None, 1), (FEW - 1, None, 1), (5, 3, 3), (5, 0, 1)])
def test_a_few_documents_take_one_process(count: int, wanted: int | None, expected: int) -> None:
    assert workers_for(count, wanted) == expected


@pytest.mark.model
def test_one_bad_document_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.extraction

    def broken(nlp: object, source: Source) -> Extraction:
        if source.id == "d1":
            raise RuntimeError("a defect")
        return whole(nlp, source)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extraction", broken)
    results = list(extractions(documents(3)))
    assert [type(r) for r in results] == [Extraction, Failure, Extraction]
    assert isinstance(results[1], Failure) and results[1].fault == "RuntimeError: a defect"


@pytest.mark.model
def test_two_processes_give_what_one_gives_in_order() -> None:
    sources = documents(CHUNK + 2)
    assert list(extractions(sources, workers=2)) == list(extractions(sources, workers=1))
