"""What a graph holds for possible and does not assert: the rows of candidates.csv, the surest first."""

from collections.abc import Iterable

from pyoxigraph import Quad

from graph.facts import Facts, QuadFacts
from graph.portrait.quotes import cleaned
from ontology.terms import FZ, FZ_NS, STD

COLUMNS = ("text", "may_be", "confidence", "reason", "rule", "sentence", "reading", "document", "raw_start", "raw_end", "iri")
Row = dict[str, str | int]


def candidate_rows(quads: Iterable[Quad]) -> list[Row]:
    """A row for each candidate that the quads have: the surest first, then by document and place in its text."""
    facts = QuadFacts(quads)
    rows = [_row(facts, iri) for iri in facts.of_type(FZ.UNASSERTED)]
    return sorted(rows, key=lambda row: (-float(row["confidence"]), row["document"], row["raw_start"], row["raw_end"], row["iri"]))


def _row(facts: Facts, iri: str) -> Row:
    target = facts.one(iri, STD.HAS_TARGET)
    position = next(s for s in facts.all(target, STD.HAS_SELECTOR) if facts.one(s, STD.START))
    return {
        "text": facts.one(iri, FZ.CLEAN_TEXT),
        "may_be": facts.one(iri, FZ.MAY_BE).removeprefix(FZ_NS),
        "confidence": facts.one(iri, FZ.CONFIDENCE),
        "reason": facts.one(iri, FZ.REASON),
        "rule": facts.one(iri, FZ.RULE),
        "sentence": (sentence := facts.one(iri, FZ.SENTENCE)),
        "reading": cleaned(sentence).text,
        "document": facts.one(facts.one(target, STD.HAS_SOURCE), STD.IDENTIFIER),
        "raw_start": int(facts.one(position, STD.START)),
        "raw_end": int(facts.one(position, STD.END)),
        "iri": iri,
    }
