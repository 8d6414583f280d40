"""Makes extract/data/subject-ranker.json: the weights by which a supposed subject of a figure is believed or doubted.

    python scripts/train_subject_ranker.py --gold seeds/gold.jsonl --gold dev.jsonl --only h003,h012 --corpus FOLDER

`--gold` files are in the format of evaluation; `--only` restricts them to these documents (those of seeds are always
read). `--corpus` is a folder of unlabelled articles in which the subjects of single figures were judged by hand:
scripts/subject-judgements.tsv holds document, offset of the figure in the clean text, the SHA-256 of its subject (first 16
digits, "-" for nobody) and whether the article was read while the rules were written, and no text. On what was read, as all
of gold was, the rules are right more often than elsewhere: there the features that repeat what they say are left out.
Prints how many of the subjects that the weights of the other documents believe and doubt are right, then writes the weights of
all documents together. Needs numpy only; the fit is a conditional logit with an L2 penalty, so the same input gives the same bytes.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.clean import CleanText, clean  # noqa: E402
from extract.figure_sentences import figures_of, read  # noqa: E402
from extract.pipeline import language  # noqa: E402
from extract.read import sources  # noqa: E402
from extract.subject_ranker import LEARNT, OPEN, PATH, Question, Weights, chance  # noqa: E402
from extract.values import Source  # noqa: E402
from fangzhi.alignment import same_reference  # noqa: E402

JUDGEMENTS = ROOT / "scripts" / "subject-judgements.tsv"
THRESHOLD = 0.5
"""Below it what the rules suppose is less likely than not."""
SEEN = 5
"""Documents in which a feature must be seen to get a weight."""
ECHO = ("focus", "carried")
"""How the features begin that repeat what the rules say."""
REGULARISATION = 0.5
FOLDS = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One figure: the document, what was asked, and which of the candidates are right."""

    document: str
    question: Question
    right: frozenset[str | None]
    read: bool
    """The rules were written with the document in view."""


def key(subject: str | None) -> str:
    """What a subject is known by in the file of judgements."""
    return sha256(subject.encode("utf-8")).hexdigest()[:16] if subject else "-"


def asked(nlp: Language, text: CleanText) -> dict[int, tuple[int, Question]]:
    """The figures of a text that the rules found no subject for in their sentence, by their start, with their end."""
    doc: Doc = nlp.make_doc(text.text)
    doc._.clean = text
    for name, component in nlp.pipeline:
        if name == "measurements":
            break
        doc = component(doc)
    figures, expressions = figures_of(doc)
    ends = {figure.start: figure.end for figure in figures}
    return {q.start: (ends[q.start], q) for sentence in read(doc, figures, expressions, LEARNT) for q in sentence.asked}


def gold_rows(nlp: Language, files: Iterable[Path], only: frozenset[str]) -> Iterator[Row]:
    """The figures of the gold documents."""
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            gold = json.loads(line)
            if only and gold["id"] not in only and not gold["id"].startswith("seed-"):
                continue
            for start, (end, question) in asked(nlp, CleanText.of(gold["text"])).items():
                figure = next((m for m in gold["measurements"] if m["start"] < end and start < m["end"]), None)
                if figure is not None:
                    yield Row(gold["id"], question, frozenset(v for v in question.candidates if same_reference(figure["subject"], v)), True)


def judged_rows(nlp: Language, folder: Path) -> Iterator[Row]:
    """The figures of the corpus that were judged by hand."""
    verdicts: dict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        for document, start, mark, read_before in csv.reader(file, delimiter="\t"):
            verdicts[document][int(start)] = (mark, read_before == "read")
    for document in sorted(verdicts):
        article = next(s for s in sources([str(folder / f"{document}.txt")]) if isinstance(s, Source))
        found = asked(nlp, clean(article.raw))
        for start in sorted(verdicts[document].keys() & found.keys()):
            question, (mark, read_before) = found[start][1], verdicts[document][start]
            yield Row(document, question, frozenset(v for v in question.candidates if key(v) == mark), read_before)


def names_of(rows: Iterable[Row]) -> list[str]:
    """The features that are seen in enough documents."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for given in row.question.candidates.values():
            for feature in given:
                seen[feature].add(row.document)
    return sorted(f for f, documents in seen.items() if len(documents) >= SEEN)


def fitted(rows: list[Row], names: list[str]) -> Weights:
    """The weights under which the right candidates are likeliest; documents count by the square root of their figures."""
    rows = [row for row in rows if row.right]
    index = {name: i for i, name in enumerate(names)}
    sizes = Counter(row.document for row in rows)
    tables = [_table(row, index) for row in rows]
    rights = [np.array([v in row.right for v in row.question.candidates]) for row in rows]
    weight = [(FOLDS / 2 / sizes[row.document]) ** 0.5 for row in rows]
    theta = np.zeros(len(names))
    for _ in range(60):
        gradient, curvature = theta / REGULARISATION, np.eye(len(names)) / REGULARISATION
        for table, right, much in zip(tables, rights, weight, strict=True):
            likely = _softmax(table @ theta)
            wanted = np.where(right, likely, 0.0) / likely[right].sum()
            gradient += much * (likely - wanted) @ table
            centred = table - likely @ table
            curvature += much * centred.T @ (likely[:, None] * centred)
        step = np.linalg.solve(curvature, gradient)
        theta = theta - step
        if np.abs(step).max() < 1e-6:
            break
    return Weights({name: round(float(w), 2) for name, w in zip(names, theta, strict=True) if round(float(w), 2)}, THRESHOLD)


def _table(row: Row, index: dict[str, int]) -> Numbers:
    table = np.zeros((len(row.question.candidates), len(index)))
    for line, given in zip(table, row.question.candidates.values(), strict=True):
        line[[index[f] for f in sorted(given) if f in index and not (row.read and f.startswith(ECHO))]] = 1
    return table


def _softmax(scores: Numbers) -> Numbers:
    grown: Numbers = np.exp(scores - scores.max())
    return grown / grown.sum()


def cross_validation(rows: list[Row], names: list[str], report: Callable[[str], None]) -> None:
    """How many subjects the rules have right where the weights of the other documents believe them, and where they doubt them."""
    documents = sorted({row.document for row in rows})
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        table = fitted([row for row in rows if row.document not in held], names)
        for row in (row for row in rows if row.document in held and row.question.said.rule in OPEN):
            verdict = "believed" if chance(row.question, table) >= THRESHOLD else "doubted"
            counts[verdict, "figures"] += 1
            counts[verdict, "right"] += row.question.said.value in row.right
    report("; ".join(f"{verdict}: {counts[verdict, 'right']} right of {counts[verdict, 'figures']}" for verdict in ("believed", "doubted")))


def main() -> None:
    """Reads, fits, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--only", default="", help="ids of the gold documents to learn from, joined by commas; seeds are always read")
    parser.add_argument("--corpus", type=Path, help="folder of the articles with judged figures")
    arguments = parser.parse_args()
    nlp = language()
    rows = list(gold_rows(nlp, arguments.gold, frozenset(filter(None, arguments.only.split(",")))))
    if arguments.corpus:
        rows += judged_rows(nlp, arguments.corpus)
    names = names_of(rows)
    cross_validation(rows, names, print)
    table = fitted(rows, names)
    PATH.write_text(json.dumps({"threshold": table.threshold, "weights": table.weights}, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
