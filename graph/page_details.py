"""What the page's own scripts read: entities and lines with their evidence, search keys, names of types and relations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import yaml

from graph.page_data import Entity, Evidence, Relation
from graph.page_packing import columns, steps
from graph.search_keys import folding, pinyin_key
from graph.style import Style
from graph.sureness import two_digits

WORDS = Path(__file__).with_name("templates") / "words.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line: the numbers of its two nodes, and the relations that it stands for."""

    a: int
    b: int
    relations: tuple[Relation, ...]


def details(nodes: Sequence[Entity], lines: Sequence[Line], look: Style) -> dict[str, object]:
    """The data of the nodes and lines by their numbers, with every piece of their evidence."""
    told = chain((n.evidence for n in nodes), (r.evidence for line in lines for r in line.relations))
    quotes = _Quotes(chain.from_iterable(told))
    return {
        "entities": columns([_entity(n, look, quotes) for n in nodes]),
        "relations": columns([_relation(r, number, line, nodes, quotes) for number, line in enumerate(lines) for r in line.relations]),
        **quotes.tables(),
        "fold": folding(name for n in nodes for name in (n.label, *n.aliases)),
        "types": {
            name: {"zh": t.zh, "en": t.en, "under": t.under, "colour": t.colour, "shape": t.shape, "fill": t.fill, "rank": t.rank, "size": t.size}
            for name, t in look.types.items()
        },
        "relationNames": {name: {"zh": [r.zh, r.zh_back], "en": [r.en, r.en_back], "colour": r.colour} for name, r in look.relations.items()},
        "factNames": dict(look.facts),
        "words": _words(),
    }


def _entity(node: Entity, look: Style, quotes: "_Quotes") -> dict[str, object]:
    return {
        "iri": node.iri,
        "look": look.of_node(node.type, node.subtype).name,
        "code": node.code,
        "pinyin": pinyin_key(node.label),
        "aliases": node.aliases,
        "facts": node.facts,
        "evidence": quotes.of(node.evidence),
    }


def _relation(relation: Relation, number: int, line: Line, nodes: Sequence[Entity], quotes: "_Quotes") -> dict[str, object]:
    """A relation with the line that draws it; `back` where it runs from the line's second node to its first."""
    back = int(relation.source != nodes[line.a].iri)
    return {"line": number, "back": back, "relation": relation.relation, "label": relation.label, "evidence": quotes.of(relation.evidence)}


class _Quotes:
    """All evidence, each piece once, in the order of the documents; nodes and relations name theirs by number."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._pieces = sorted(set(evidence), key=lambda e: (e.document, e.raw_start - e.start, e.sentence, e.start, e.end, e.text, e.rule, e.confidence))
        self._numbers = {piece: i for i, piece in enumerate(self._pieces)}

    def of(self, evidence: Sequence[Evidence]) -> list[int]:
        """The numbers of these pieces, as steps."""
        return steps(sorted({self._numbers[e] for e in evidence}))

    def tables(self) -> dict[str, object]:
        """Documents; sentences with their document and raw start; pieces with their sentence. Offsets count code points."""
        documents = {d: i for i, d in enumerate(dict.fromkeys((e.document, e.title, e.url) for e in self._pieces))}
        sentences = {s: i for i, s in enumerate(dict.fromkeys(map(_sentence, self._pieces)))}
        return {
            "documents": columns([{"id": identifier, "title": title, "url": url} for identifier, title, url in documents]),
            "sentences": columns([{"text": text, "document": documents[document], "start": start} for document, start, text in sentences]),
            "evidence": columns([_piece(e, sentences[_sentence(e)]) for e in self._pieces]),
        }


def _sentence(piece: Evidence) -> tuple[tuple[str, str, str], int, str]:
    return (piece.document, piece.title, piece.url), piece.raw_start - piece.start, piece.sentence


def _piece(piece: Evidence, sentence: int) -> dict[str, object]:
    """A row of the evidence; its clean text only where that differs from the raw."""
    as_written = piece.sentence[max(0, piece.start) : max(0, piece.end)] == piece.text
    return {
        "sentence": sentence,
        "start": piece.start,
        "length": piece.end - piece.start,
        "clean": "" if as_written else piece.text,
        "rule": piece.rule,
        "confidence": two_digits(piece.confidence),
    }


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return words
