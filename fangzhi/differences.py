"""Prints what two builds say differently: `fangzhi diff`."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from fangzhi import console
from fangzhi.report import base_of
from graph.diff import Change, Difference, Said, difference
from graph.explain import PROPERTIES, RELATIONS
from graph.facts import StoreFacts
from graph.store import open_store
from ontology.terms import curie

NAMES = {
    "document": "文章 document", "place": "地点 place", "org": "组织 organisation", "person": "人物 person", "programme": "举措 programme",
    "figure": "数据 figure", "relation": "关系 relation", "entity": "实体 entity",
}  # fmt: skip
WORDS = {curie(iri): zh for iri, zh in (*PROPERTIES.items(), *RELATIONS.items())} | {"entity": "所指 entity", "text": "文字", "types": "类", "status": "性质"}


def show(one: Path, other: Path, form: str) -> bool:
    """Prints the difference as text or JSON; whether the two builds say the same. Raises SourceError."""
    sides = [(StoreFacts(open_store(out / "store")), base_of(out)) for out in (one, other)]
    found = difference(sides[0][0], sides[1][0], sides[0][1], sides[1][1])
    if form == "json":
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(found)
    return found.is_empty


def _print(found: Difference) -> None:
    for document, changes in found.documents.items():
        console.say(document, style="bold")
        _lines(changes)
    if found.entities:
        console.say("实体 entities", style="bold")
        _lines(found.entities)
    if found.is_empty:
        console.say("两次构建所说相同 · the two builds say the same", style="green")


def _lines(changes: Iterable[Change]) -> None:
    for change in changes:
        name = NAMES.get(change.kind, change.kind)
        if change.before is None:
            console.say(f"  + {name} {change.what} {_told(change.after)}".rstrip(), style="green")
        elif change.after is None:
            console.say(f"  - {name} {change.what} {_told(change.before)}".rstrip(), style="red")
        else:
            parts = "; ".join(f"{WORDS.get(key, key)}: {change.before[key] or '—'} → {change.after[key] or '—'}" for key in change.before)
            console.say(f"  ~ {name} {change.what}: {parts}", style="yellow")


def _told(said: Said | None) -> str:
    """What a thing says besides its text."""
    return ", ".join(value for key, value in (said or {}).items() if key not in ("text", "sha256") and value)
