"""Makes extract/data/programme-model.json: the weights by which quoted and unquoted phrases are told to be programmes.

    python scripts/train_programme_model.py --gold seeds/gold.jsonl --gold dev.jsonl --only h003,h012 --corpus FOLDER

`--gold` files are in the format of evaluation; `--only` restricts them to these documents (those of seeds are always
read). `--corpus` is a folder of unlabelled articles in which single phrases were judged by hand:
scripts/programme-judgements.tsv holds document, table, the SHA-256 of the phrase (first 16 digits) and the verdict, and no
text. Prints precision, recall and F1 of a cross-validation by document, then writes the weights of all documents together.
Needs numpy only; the fit is Newton's method on an L2-regularised logistic loss, so the same input gives the same bytes.
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

from extract.annotations import mentions_of  # noqa: E402
from extract.clean import CleanText, clean  # noqa: E402
from extract.pipeline import language  # noqa: E402
from extract.programme_model import PATH  # noqa: E402
from extract.programme_names import bare_candidates  # noqa: E402
from extract.programme_quoted import Candidate, quoted_candidates  # noqa: E402

JUDGEMENTS = ROOT / "scripts" / "programme-judgements.tsv"
TABLES: dict[str, Callable[[Doc], list[Candidate]]] = {"quoted": quoted_candidates, "bare": bare_candidates}
THRESHOLDS = {"quoted": 0.4, "bare": 0.45}
"""Where the cross-validation is best, over the gold and the judged phrases alike."""
SEEN = 3
"""A feature needs to be seen so often to get a weight."""
GOLD_WEIGHT, JUDGED_WEIGHT = 1.5, 0.6
REGULARISATION = 1.0
FOLDS = 10


@dataclass(frozen=True)
class Row:
    """One candidate: where it is from, its features, the verdict, and how much it counts."""

    document: str
    features: frozenset[str]
    label: bool
    weight: float


def key(text: str) -> str:
    """What a phrase is known by in the file of judgements."""
    return sha256(text.encode("utf-8")).hexdigest()[:16]


def components_before(nlp: Language, text: CleanText) -> Doc:
    """The Doc as the step `programmes` finds it."""
    doc = nlp.make_doc(text.text)
    doc._.clean = text
    for name, component in nlp.pipeline:
        if name == "programmes":
            break
        doc = component(doc)
    return doc


def gold_rows(nlp: Language, files: Iterable[Path], only: frozenset[str]) -> Iterator[tuple[str, Row]]:
    """The candidates of the gold documents, those inside organisations left out."""
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            gold = json.loads(line)
            if only and gold["id"] not in only and not gold["id"].startswith("seed-"):
                continue
            doc = components_before(nlp, CleanText.of(gold["text"]))
            right = {(m["start"], m["end"]) for m in gold["entities"] if m["type"] == "PROGRAMME"}
            shells = [(m.start, m.end) for m in mentions_of(doc, "ORG")]
            for table, find in TABLES.items():
                for c in find(doc):
                    if not any(a <= c.start and c.end <= b for a, b in shells):
                        yield table, Row(gold["id"], frozenset(c.features), (c.start, c.end) in right, GOLD_WEIGHT)


def judged_rows(nlp: Language, folder: Path) -> Iterator[tuple[str, Row]]:
    """The candidates of the corpus that were judged by hand."""
    verdicts: dict[str, dict[tuple[str, str], bool]] = defaultdict(dict)
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        for document, table, phrase, mark in csv.reader(file, delimiter="\t"):
            verdicts[document][table, phrase] = mark == "1"
    for document in sorted(verdicts):
        doc = components_before(nlp, clean(decoded(folder / f"{document}.txt")))
        for table, find in TABLES.items():
            seen = set()
            for c in find(doc):
                verdict = verdicts[document].get((table, key(c.text)))
                if verdict is not None and c.text not in seen:
                    seen.add(c.text)
                    yield table, Row(document, frozenset(c.features), verdict, JUDGED_WEIGHT)


def decoded(path: Path) -> str:
    """The text of a file in UTF-8 or GB18030."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def fitted(rows: list[Row], names: list[str]) -> NDArray[np.float64]:
    """The weight of each feature, then the bias."""
    index = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1
    for row, line in zip(rows, table, strict=True):
        line[[index[f] for f in sorted(row.features) if f in index]] = 1
    labels = np.array([row.label for row in rows], dtype=np.float64)
    weights = np.array([row.weight for row in rows])
    penalty = np.eye(len(names) + 1) / REGULARISATION
    penalty[-1, -1] = 1e-4
    theta = np.zeros(len(names) + 1)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ theta))
        gradient = table.T @ (weights * (chance - labels)) + penalty @ theta
        curvature = (table * (weights * chance * (1 - chance))[:, None]).T @ table + penalty
        step = np.linalg.solve(curvature, gradient)
        theta = theta - step
        if np.abs(step).max() < 1e-9:
            break
    return theta


def probability(theta: NDArray[np.float64], names: list[str], features: frozenset[str]) -> float:
    """The chance that the weights give to a candidate."""
    z = theta[-1] + sum(w for name, w in zip(names, theta, strict=False) if name in features)
    return float(1 / (1 + np.exp(-z)))


def cross_validation(rows: list[Row], names: list[str], threshold: float) -> str:
    """Precision, recall and F1 on gold documents that the weights were not fitted on, at the threshold."""
    documents = sorted({row.document for row in rows})
    hits = wrong = missed = 0
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        theta = fitted([row for row in rows if row.document not in held], names)
        for row in rows:
            if row.document in held and row.weight == GOLD_WEIGHT:
                said = probability(theta, names, row.features) >= threshold
                hits, wrong, missed = hits + (said and row.label), wrong + (said and not row.label), missed + (row.label and not said)
    precision, recall = hits / (hits + wrong), hits / (hits + missed)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"


def main() -> None:
    """Reads, fits, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--only", default="", help="ids of the gold documents to learn from, joined by commas; seeds are always read")
    parser.add_argument("--corpus", type=Path, help="folder of the articles with judged phrases")
    arguments = parser.parse_args()
    nlp = language()
    found = list(gold_rows(nlp, arguments.gold, frozenset(filter(None, arguments.only.split(",")))))
    if arguments.corpus:
        found += judged_rows(nlp, arguments.corpus)
    tables = {}
    for table in TABLES:
        rows = [row for name, row in found if name == table]
        counts = Counter(f for row in rows for f in row.features)
        names = sorted(f for f, n in counts.items() if n >= SEEN)
        theta = fitted(rows, names)
        size = f"{len(rows)} candidates, {sum(r.label for r in rows)} programmes, {len(names)} features"
        print(f"{table}: {size}; on unseen documents {cross_validation(rows, names, THRESHOLDS[table])}")
        weights = {name: round(float(w), 3) for name, w in zip(names, theta, strict=False)}
        tables[table] = {"bias": round(float(theta[-1]), 3), "threshold": THRESHOLDS[table], "weights": weights}
    PATH.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
