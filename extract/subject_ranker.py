"""How likely it is that a figure whose sentence names no subject is about the place that the rules suppose, by weights that a reader can check by eye.

All candidates are weighed against each other. What is less likely than not is doubted: it stays the best reading, and is not asserted.
`data/subject-ranker.json` holds the weight of each feature and the threshold; it is made by scripts/train_subject_ranker.py.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from math import exp, isfinite
from pathlib import Path

from spacy.tokens import Doc

from extract.clauses import Item
from extract.figure_story import Naming, Story
from extract.reference import place_in_focus
from extract.subject_features import Scene, features, scene
from extract.subjects import Subject
from ontology.errors import LexiconError

PATH = Path(__file__).parent / "data" / "subject-ranker.json"
OPEN = frozenset({"subject-in-focus"})
"""The rules that only suppose a subject, right in half of the cases on articles that were not read: what they say is asked again."""
LEARNT = OPEN | {"subject-carried"}
"""The rules that speak where a sentence names no subject: figures to learn from. What was carried over is right nine times in ten, and stays."""
DOUBTED = 0.3
"""What a doubted subject declares."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature that was seen in training; other features weigh nothing. Below the threshold a subject is doubted."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, given: Iterable[str]) -> float:
        """How much speaks for a candidate with these features.

        >>> Weights({"focus": 1.5, "kind=org": -0.5}, 0.5).score(["focus", "kind=org", "unheard-of"])
        1.0
        """
        return sum(self.weights.get(f, 0.0) for f in sorted(set(given)))


@dataclass(frozen=True, slots=True)
class Question:
    """A figure that the rules found no subject for in its sentence: where it begins, what they say, and the candidates with their features."""

    start: int
    said: Subject
    candidates: Mapping[str | None, frozenset[str]]


@cache
def weights() -> Weights:
    """The weights of the package. Raises LexiconError."""
    return read_weights(PATH)


def read_weights(path: Path) -> Weights:
    """The weights of a file, checked. Raises LexiconError."""
    try:
        table = json.loads(path.read_text("utf-8"))
        read = Weights({str(k): float(v) for k, v in table["weights"].items()}, float(table["threshold"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise LexiconError("no table of weights", path=path, remedy="run scripts/train_subject_ranker.py") from fault
    if not 0 < read.threshold < 1 or not all(map(isfinite, read.weights.values())):
        raise LexiconError("a weight is no number, or the threshold is not between 0 and 1", path=path, remedy="run scripts/train_subject_ranker.py")
    return read


def ranked(questions: Iterable[Question]) -> dict[int, Subject]:
    """The subject of each figure asked about, by its start: what the rules say, under the rule `subject-doubted` where it is unlikely."""
    table = weights()
    return {q.start: q.said if chance(q, table) >= table.threshold else replace(q.said, rule="subject-doubted", confidence=DOUBTED) for q in questions}


def chance(question: Question, table: Weights) -> float:
    """The chance of what the rules say among all candidates, in (0, 1]."""
    scores = {value: table.score(given) for value, given in question.candidates.items()}
    highest = max(scores.values())
    return exp(scores[question.said.value] - highest) / sum(exp(score - highest) for score in scores.values())


def questions(
    doc: Doc, line: Sequence[Item], named: Iterable[Naming], about: Mapping[int, Subject], carried: str | None, story: Story, rules: Set[str]
) -> Iterator[Question]:
    """The figures of a sentence that these rules answer; tells the story on, naming by naming, to the end of the sentence.

    `carried` is the place that an earlier sentence left over, "" for none.
    """
    at_item: dict[int, list[Naming]] = {}
    for naming in named:
        at_item.setdefault(naming.index, []).append(naming)
    for index, item in enumerate(line):
        if item.figure is not None and about[item.start].rule in rules:
            seen = scene(doc, story, line, index, place_in_focus(doc, item.start, sentence=False), carried)
            said = about[item.start]
            yield Question(item.start, said, {value: frozenset(features(seen, value)) for value in _candidates(seen, said.value)})
        for naming in at_item.get(index, ()):
            story.tell(naming)


def _candidates(at: Scene, said: str | None) -> list[str | None]:
    """Whoever was named lately, what the clause names behind the figure, the article's own place, the country."""
    own = [link for link in (at.story.article.home.place, at.story.article.home.county, at.carried) if link]
    return list(dict.fromkeys([said, None, at.focus, *own, *sorted(v for v in at.behind if v), *at.story.recent()]))
