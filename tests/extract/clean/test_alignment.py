"""What holds for every text: alignment both ways, the identity on clean text, idempotence, and fragments that clean alike."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clean import CleanText, clean
from extract.clean.aligned import Edit, edited
from extract.values import Zone

LEVEL_ONE = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
PIECES = [
    *"強鎮縣幸福驅將當數乾著於abz09,,,。、;:：!?？()<>&/ \t\n\r\u3000\u00a0\u0301\u200b⻄“”《》",
    *("(qiáng)", "?qū)", "?shù)", "</p>", "<p>", "/p>", "<b x='", "&lt;", "&amp;lt;", "&#12", "2 0 0 1年", "政 府 工 作"),
    *("?！鞍駟巍薄?", "?cè)搿翱燔嚨馈薄贰饵h", "饵h建", "var a = 1;", "[查看原文](https://example.org)"),
]
genuine = st.lists(st.text(st.sampled_from([*LEVEL_ONE, *"，。、；：“”（）《》0123456789%"]), min_size=1), min_size=1).map("\n".join)
noisy = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(LEVEL_ONE)), max_size=40).map("".join)


def is_sound(found: CleanText) -> bool:
    starts, ends = list(found.starts), list(found.ends)
    inside = all(0 <= a < b <= len(found.raw) for a, b in zip(starts, ends, strict=True))
    spans = [*found.damaged, *((z.start, z.end) for z in found.zones)]
    ordered = len(starts) == len(found.text) and starts == sorted(starts) and ends == sorted(ends)
    return inside and ordered and all(0 <= a < b <= len(found.text) for a, b in spans)


@given(genuine)
def test_clean_text_is_left_alone(text: str) -> None:
    found = clean(text)
    assert found.text == text
    assert not found.damaged
    assert found.raw_span(0, len(text)) == (0, len(text))
    assert not list(found.changes())


@given(noisy)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    found = clean(raw)
    assert clean(found.text).text == found.text


@given(noisy)
def test_every_character_has_its_place(raw: str) -> None:
    found = clean(raw)
    assert is_sound(found)
    for i in range(len(found.text)):
        a, b = found.raw_span(i, i + 1)
        start, end = found.clean_span(a, b)
        assert start <= i < end


@given(noisy)
def test_changes_tell_the_clean_text(raw: str) -> None:
    found = clean(raw)
    at, parts = 0, []
    for change in found.changes():
        parts += [raw[at : change.raw_start], change.clean]
        at = change.raw_end
    assert "".join([*parts, raw[at:]]) == found.text


def test_edits_carry_zones_and_damage() -> None:
    text = CleanText.of("甲(jiǎ)乙丙丁")
    marked = CleanText(text.raw, text.text, text.starts, text.ends, damaged=((7, 8),), zones=(Zone(6, 9, "byline"),))
    found = edited(marked, "test", [Edit(1, 6, absorb=True), Edit(8, 9, "钉钉")])
    assert (found.text, found.damaged, found.zones) == ("甲乙丙钉钉", ((2, 3),), (Zone(1, 5, "byline"),))
    assert found.raw_span(0, 1) == (0, 6)
    assert found.clean_span(1, 2) == (0, 1)
    assert found.raw_span(3, 5) == (8, 9)
    with pytest.raises(ValueError, match="overlap"):
        edited(text, "test", [Edit(0, 2), Edit(1, 3)])
    with pytest.raises(IndexError):
        text.raw_span(0, 99)


def gold(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_gold_text_of_the_seeds_keeps_all_but_the_width_of_its_marks(seeds: Path) -> None:
    for document in gold(seeds / "gold.jsonl"):
        text = str(document["text"])
        found = clean(text).text
        assert len(found) == len(text)
        assert {(a, b) for a, b in zip(text, found, strict=True) if a != b} <= set(zip(",;:!?()", "，；：！？（）", strict=True))
        assert clean(found).text == found


def test_fragments_of_the_seeds_clean_as_they_do_in_place(seeds: Path) -> None:
    for document in gold(seeds / "gold.jsonl"):
        raw = (seeds / f"{document['id']}.txt").read_bytes().decode()
        found = clean(raw)
        for name in ("entities", "measurements"):
            for item in document[name]:  # type: ignore[attr-defined]
                start = found.text.find(item["text"].translate(str.maketrans(",;:!?()", "，；：！？（）")))
                assert start >= 0, item["text"]
                a, b = found.raw_span(start, start + len(item["text"]))
                assert clean(raw[a:b]).text == found.text[start : start + len(item["text"])]
                assert found.clean_span(a, b) == (start, start + len(item["text"]))


@pytest.mark.shared
def test_clean_articles_keep_their_words(shared: Path) -> None:
    files = sorted((shared / "corpus").glob("c*.txt"))[::12]
    assert files
    for file in files:
        raw = file.read_bytes().decode()
        if "<" in raw or "&" in raw or any("\u2e80" <= c <= "\u2fdf" for c in raw):
            continue
        found = clean(raw)
        assert not found.damaged
        assert {c for c in raw if c.isalnum()} == {c for c in found.text if c.isalnum()}
        assert sum(map(str.isalnum, raw)) == sum(map(str.isalnum, found.text))
