"""Prints what a graph has to say for an entity, figure or relation: `fangzhi explain`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.text import Text

from fangzhi import console
from fangzhi.report import base_of
from graph.explain import Candidate, Evidence, Explanation, Used, candidates, explanation
from graph.facts import StoreFacts
from graph.place_names import path
from graph.portrait.quotes import cleaned
from graph.sameness import RULES
from graph.store import open_store
from ontology.errors import QueryError

MET = 4
"""Mentions shown of those that met in one entity, unless asked for all."""
FIELDS = {
    "link": "所指", "place": "属地", "posts": "职务", "by": "实施者", "kind": "类别", "quantity": "数量", "object": "对象", "action": "动作", "subject": "主体",
    "period": "时期",
}  # fmt: skip
"""What the fields of a reading are called."""
SHOWN = 10
"""Pieces of evidence and relations that a terminal shows unless asked for all."""


def explain(out: Path, name: str, form: str, *, full: bool = False) -> None:
    """Prints the explanation of what `name` means, as text or JSON. Raises QueryError when it means nothing, or several things."""
    base = base_of(out)
    facts = StoreFacts(open_store(out / "store"))
    _print(explanation(facts, only(candidates(facts, name, base), name).iri, base), form, full=full)


def explain_from_server(url: str, base: str, name: str, form: str, *, full: bool, seconds: float) -> None:
    """Prints the same of a graph in a server; without a base it must hold just one. Raises QueryError and StoreError."""
    from graph.remote.facts import RemoteFacts
    from graph.remote.store import RemoteStore

    with RemoteStore(url, base=base, seconds=seconds) as store:
        facts = RemoteFacts(store)
        iri = only(candidates(facts, name, store.base), name).iri
        facts.gather(iri)
        found = explanation(facts, iri, store.base)
    _print(found, form, full=full)


def _print(found: Explanation, form: str, *, full: bool) -> None:
    if form == "json":
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    _show(found, full=full)


def only(found: tuple[Candidate, ...], name: str) -> Candidate:
    """The one candidate. Raises QueryError that lists them where there are several."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"nothing in this graph is called {name!r}", remedy="give a label, a division code or an IRI that the graph has")
    several = "".join(f"\n  {c.kind} {c.label} {path(c.code) if c.code else ''} {c.iri}".replace("  ", " ") for c in found)
    raise QueryError(f"{len(found)} things are called {name!r}", remedy=f"name one by its IRI or code:{several}")


def _show(found: Explanation, *, full: bool) -> None:
    console.say(f"{found.label}  {found.kind}", style="bold")
    console.say(found.iri, style="dim")
    for name, value in found.facts:
        console.say(f"{name} {value}")
    for rule in dict.fromkeys((found.rule, *(one.rule for one in found.identities)) if found.rule else ()):
        zh, en = RULES[rule]
        console.say(f"为何是同一个 why one: {zh} {en} ({rule})")
        for piece in next((one.evidence for one in found.identities if one.rule == rule), ())[: None if full else MET]:
            console.say(f"  {piece.reading} · {piece.document} {piece.raw_start}–{piece.raw_end}", style="dim")
    _show_corrections(found.corrections)
    for other in found.doubts:
        console.say(f"可能也是 may also be: {other.label} {other.iri} ({other.score}, {other.rule})", style="yellow")
    for other in found.conflicts:
        console.say(f"矛盾于 conflicts with: {other.label} {other.iri}", style="yellow")
    limit = len(found.evidence) + len(found.relations) if full else SHOWN
    _heading("原文 evidence", len(found.evidence))
    for piece in found.evidence[:limit]:
        _show_piece(piece)
    _heading("关系 relations", len(found.relations))
    for relation in found.relations[:limit]:
        console.say(f"{relation.subject} —{relation.relation}→ {relation.object}  [{relation.document}] {relation.claim}", style="bold")
        if relation.rule:
            console.say(f"  {relation.rule} {relation.confidence}", style="dim")
        _show_corrections(relation.corrections)
        for piece in relation.evidence:
            _show_piece(piece)
    if (left := max(0, len(found.evidence) - limit) + max(0, len(found.relations) - limit)) > 0:
        console.say(f"… {left} more: --full shows them", style="dim")


def _heading(name: str, number: int) -> None:
    if number:
        console.say()
        console.say(f"{name} ({number})", style="underline")


def _show_piece(piece: Evidence) -> None:
    """The raw sentence with the span marked, then how it was read and why."""
    marked = Text("  ")
    marked.append(piece.sentence[: piece.start])
    marked.append(f"【{piece.sentence[piece.start : piece.end]}】", style="bold reverse")
    marked.append(piece.sentence[piece.end :])
    console.OUT.print(marked, soft_wrap=True)
    read = cleaned(piece.sentence).text
    if read != piece.sentence:
        console.say(f"  读作 read: {read}", style="dim")
    console.say(f"  {piece.reading} · {piece.document} {piece.raw_start}–{piece.raw_end} · {piece.rule}{_alone(piece)}", style="dim")
    if piece.fields:
        console.say("  把握 how sure: " + " · ".join(f"{FIELDS[name]} {name} {value}" for name, value in piece.fields) + _together(piece), style="dim")
    for value in piece.candidates:
        console.say(f"  未断言 not asserted: {value}", style="yellow")
    if piece.why:
        console.say(f"  候选，不作断言 a candidate, not asserted: {piece.why}", style="yellow")
    _show_corrections(piece.corrections)


def _is_figure(piece: Evidence) -> bool:
    return any(name == "quantity" for name, _ in piece.fields)


def _alone(piece: Evidence) -> str:
    """How sure a mention is; of a figure that stands behind its fields, since it says something else."""
    return "" if _is_figure(piece) else f" {piece.confidence}"


def _together(piece: Evidence) -> str:
    """That all fields of a figure are right at once, to which no threshold is applied."""
    return f" · 各项同时都对 all of it at once {piece.confidence}" if _is_figure(piece) else ""


def _show_corrections(used: tuple[Used, ...]) -> None:
    for one in used:
        told = " · ".join(part for part in (one.note, one.author) if part)
        console.say(f"  更正 corrected: {one.entry}" + (f" ({told})" if told else ""), style="magenta")
