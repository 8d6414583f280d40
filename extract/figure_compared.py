"""What is measured where a figure tells how it stands to something else, or goes on about the clause before."""

from collections.abc import Sequence

from extract.clauses import Item, clause_start
from extract.knowledge import lexicon
from extract.phrases import Phrase, noun_like, noun_phrase_after, noun_phrase_before, subject_phrase

DISTANCES = ("距", "距离", "离", "相距")
"""What stands before the place that a distance leads to."""
DEGREES = ("高", "低", "多", "少", "快", "慢", "重", "轻")
"""What a thing is more or less than another."""


def comparing(line: Sequence[Item], index: int) -> str:
    """增速比全市高2个百分点, 高于全市增速2个百分点: the word of comparison where the noun before the figure is only compared with, else ""."""
    start = clause_start(line, index)
    if line[index - 1].text in DEGREES and any(line[i].text in ("比", "较") for i in range(start, index)):
        return line[index - 1].text
    position = index
    while position > start and (noun_like(line[position - 1]) or line[position - 1].kind == "mention"):
        position -= 1
    verb = line[position - 1].text if start < position < index else ""
    return verb if verb in DISTANCES or lexicon("measure-verbs").entries.get(verb, {}).get("role") == "compare" else ""


def compared_subject(line: Sequence[Item], index: int) -> Phrase | None:
    """增速高于全市1.8个百分点: the subject, not what it is compared with."""
    position = index
    while position > 0 and ((noun_like(line[position - 1]) and line[position - 1].text != "高") or line[position - 1].kind == "mention"):
        position -= 1
    if position == index or position == 0:
        return None
    verb = line[position - 1].text
    if verb in ("占", "约占", "仅占", "占到", *DISTANCES) or lexicon("measure-verbs").entries.get(verb, {}).get("role") == "compare":
        return subject_phrase(line, position - 1)
    if line[position - 1].text in ("出", "于") and position > 1 and line[position - 2].text in ("高", "低", "多", "快", "少"):
        return subject_phrase(line, position - 2)
    return None


def topic_before(line: Sequence[Item], index: int) -> Phrase | None:
    """The first noun phrase of the clause before (最大雨量落在…，达90毫米), or the last where all before it describes it (有古街的城镇，已达20个)."""
    start = clause_start(line, index)
    if start < 2:
        return None
    opening = clause_start(line, start - 2)
    last = noun_phrase_before(line, start - 1)
    described = last is not None and last.first > opening and line[last.first - 1].kind == "de"
    for position in range(opening, start):
        if line[position].kind in ("verb", "preposition", "figure"):
            return last if described and line[position].kind == "verb" else None
        if (found := noun_phrase_after(line, position)) is not None and found.first == position:
            return last if described and line[found.last].kind == "preposition" else found
    return None
