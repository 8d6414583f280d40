"""What the page's own scripts read: entities and lines with their evidence, search keys, names of types and relations."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from graph.page_data import Entity, Evidence, Relation
from graph.search_keys import folding, pinyin_key
from graph.style import Style

WORDS = Path(__file__).with_name("templates") / "words.yaml"
EVIDENCE_LIMIT = 20
"""Pieces of evidence kept for one node or one relation; the page says how many more there are."""
Line = tuple[int, int, list[Relation]]
"""One drawn line: the numbers of its two nodes, and the relations that it stands for."""


def details(nodes: Sequence[Entity], lines: Sequence[Line], look: Style, missing: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    """The data of the nodes and lines by their numbers; `missing` counts, by IRI and type, the neighbours that are not on the page."""
    sentences = _Sentences()
    return {
        "entities": [_entity(n, look, sentences) | {"missing": missing.get(n.iri, {})} for n in nodes],
        "lines": [[_relation(r, a if r.source == nodes[a].iri else b, sentences) for r in items] for a, b, items in lines],
        "sentences": list(sentences.numbers),
        "documents": list(sentences.documents),
        "fold": folding(name for n in nodes for name in (n.label, *n.aliases)),
        "types": {
            name: {"zh": t.zh, "en": t.en, "under": t.under, "colour": t.colour, "shape": t.shape, "fill": t.fill, "rank": t.rank}
            for name, t in look.types.items()
        },
        "relations": {name: {"zh": [r.zh, r.zh_back], "en": [r.en, r.en_back]} for name, r in look.relations.items()},
        "facts": dict(look.facts),
        "words": _words(),
    }


def _entity(node: Entity, look: Style, sentences: "_Sentences") -> dict[str, object]:
    return {
        "iri": node.iri,
        "type": look.of_node(node.type).name,
        "look": look.of_node(node.type, node.subtype).name,
        "label": node.label,
        "code": node.code,
        "pinyin": pinyin_key(node.label),
        "aliases": node.aliases,
        "facts": node.facts,
        **sentences.quoted(node.evidence),
    }


def _relation(relation: Relation, start: int, sentences: "_Sentences") -> dict[str, object]:
    return {"from": start, "relation": relation.relation, "label": relation.label, **sentences.quoted(relation.evidence)}


class _Sentences:
    """The sentences and documents that evidence quotes, each kept once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.documents: dict[tuple[str, str, str], int] = {}

    def quoted(self, evidence: Sequence[Evidence]) -> dict[str, object]:
        """The first pieces of evidence as rows, offsets in UTF-16 units as scripts count them, and how many more there are."""
        rows = [
            [
                self.numbers.setdefault(e.sentence, len(self.numbers)),
                self.documents.setdefault((e.document, e.title, e.url), len(self.documents)),
                _units(e.sentence[: max(0, e.start)]),
                _units(e.sentence[: max(0, e.end)]),
                e.raw_start,
                e.raw_end,
                e.text,
                e.rule,
                e.confidence,
            ]
            for e in evidence[:EVIDENCE_LIMIT]
        ]
        return {"evidence": rows, "more": len(evidence) - len(rows)}


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return words
