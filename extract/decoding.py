"""The best tag sequence under a linear-chain CRF: exact Viterbi, spent only on the characters that leave a doubt.

Where one tag leads by more than any neighbours could make up for, every best path goes through it. Such characters
(nineteen of twenty with LAC, whose weights between tags are small) cut the text into short runs, which are decoded together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Indices = NDArray[np.intp]
MARGIN = 1e-3
"""What a tag must lead by beyond the bound, far above what rounding does to sums of these scores."""


@dataclass(frozen=True, slots=True, eq=False)
class Crf:
    """The weight of each tag at a beginning, between[i, j] of j behind i, and of each tag at an end."""

    first: Scores
    between: Scores
    last: Scores


def best_paths(scores: Scores, lengths: Sequence[int], weights: Crf) -> list[Indices]:
    """The best tags of sequences whose scores (character, tag) stand one behind the other."""
    bounds = np.cumsum([0, *lengths])
    if not bounds[-1]:
        return [np.empty(0, dtype=np.intp) for _ in lengths]
    tags: Indices = scores.argmax(axis=1)
    starts, ends = doubtful_runs(scores, tags, bounds, weights)
    if len(starts):
        at_first, at_last = np.isin(starts, bounds[:-1]), np.isin(ends, bounds[1:])
        before = np.where(at_first[:, None], weights.first, weights.between[tags[starts - 1]])
        behind = np.where(at_last[:, None], weights.last, weights.between.T[tags[np.minimum(ends, len(tags) - 1)]])
        _decode(scores, tags, starts, ends - starts, before, behind, weights.between)
    return [tags[start:end] for start, end in pairwise(bounds)]


def doubtful_runs(scores: Scores, tags: Indices, bounds: Indices, weights: Crf) -> tuple[Indices, Indices]:
    """Starts and ends of the runs of characters, within one sequence, whose leading tag might not be the best; longest first."""
    everywhere = np.arange(len(tags))
    lead = scores[everywhere, tags][:, None] - scores - greatest_gain(weights)[tags]
    lead[everywhere, tags] = np.inf
    doubt = (lead <= MARGIN).any(axis=1)
    edge = np.zeros(len(tags) + 1, dtype=bool)
    edge[bounds] = True
    flanked = np.concatenate([[False], doubt, [False]])
    starts = np.flatnonzero(doubt & (~flanked[:-2] | edge[:-1]))
    ends = np.flatnonzero(doubt & (~flanked[2:] | edge[1:])) + 1
    order = np.argsort(starts - ends, kind="stable")
    return starts[order], ends[order]


@lru_cache(maxsize=4)
def greatest_gain(weights: Crf) -> Scores:
    """For tags b, s: how much a path could gain between tags at most, whatever its neighbours, by taking s instead of b."""
    into = np.vstack([weights.between, weights.first])
    out = np.hstack([weights.between, weights.last[:, None]])
    gain: Scores = (into[:, None, :] - into[:, :, None]).max(axis=0) + (out[None, :, :] - out[:, None, :]).max(axis=2)
    return gain


def _decode(scores: Scores, tags: Indices, starts: Indices, lengths: Indices, before: Scores, behind: Scores, between: Scores) -> None:
    """Viterbi over runs, longest first, all at once; writes their best tags into `tags`."""
    width = int(lengths[0])
    live = [int(np.count_nonzero(lengths > t)) for t in range(width)] + [0]
    best = np.empty((width, len(starts), scores.shape[1]), dtype=np.float32)
    best[0] = scores[starts] + before
    for t in range(1, width):
        n = live[t]
        best[t, :n] = (best[t - 1, :n, :, None] + between).max(axis=1) + scores[starts[:n] + t]
    for t in range(width - 1, -1, -1):
        going, n = live[t + 1], live[t]
        onward = behind[:n].copy()
        onward[:going] = between.T[tags[starts[:going] + t + 1]]
        tags[starts[:n] + t] = (best[t, :n] + onward).argmax(axis=1)
