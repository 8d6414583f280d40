"""How alike two texts word a figure: what tells one figure reported twice from two figures of one kind."""

import re

from graph.portrait.quotes import cleaned

STOPS = "。；;！？!?\n"
CLAUSE = "，,。；;！？!?\n"
NO_WORDING = re.compile(r"[\d\s\W]+|[零一二两三四五六七八九十百千万亿]+(?=[个元人户亩斤吨米])")
"""Figures, punctuation and blanks, which say nothing of what is worded."""


def likeness(one: tuple[str, str], other: tuple[str, str], *, whole: bool) -> float:
    """Dice's coefficient of the two-character sequences around two figures, 0 to 1 (L. R. Dice, Ecology 26, 1945).

    Each is the raw sentence and the figure's clean text. Compared is what leads to the figure in its part of the sentence and the rest of its
    clause, or the whole sentence.
    """
    a, b = (_pairs(sentence, "" if whole else figure) for sentence, figure in (one, other))
    return 2 * len(a & b) / ((len(a) + len(b)) or 1)


def _pairs(sentence: str, figure: str) -> frozenset[str]:
    text = cleaned(sentence).text
    at = text.find(figure) if figure else -1
    if at >= 0:
        first = max(text.rfind(stop, 0, at) for stop in STOPS) + 1
        last = min((end for stop in CLAUSE if (end := text.find(stop, at + len(figure))) >= 0), default=len(text))
        text = text[first:last]
    bare = NO_WORDING.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
