"""What a build says of itself in the terminal: what was found, what was refused, where to look, how long it took."""

from collections.abc import Sequence
from shlex import quote

from fangzhi import console
from fangzhi.build import Built
from fangzhi.naming import command
from fangzhi.report import NAMES
from fangzhi.same_text import copies

LOADING = ("import", "load models")
NAMED = 8
"""Documents or files that a line names."""


def show(built: Built) -> None:
    """Prints the summary of a build."""
    report, out, folder = built.report, built.out, quote(str(built.out))
    console.table(("", ""), [(NAMES[name], f"{number:,}") for name, number in report.found.items()], numbers=("",))
    changes = built.changes
    known = f"新 new {changes.new} · 改 changed {changes.changed} · 未变 unchanged {changes.unchanged} · 删 removed {changes.removed}"
    console.say(f"{known} · 抽取 extracted {changes.extracted}" + ("" if built.written else "; 无需更新 nothing to do"))
    _tell_of_what_is_gone(built)
    if report.conforms:
        console.say("SHACL 校验通过 · the graph conforms to its shapes", style="green")
    else:
        console.say(f"SHACL 校验有 {len(report.problems)} 个问题 · the graph breaks its shapes, see report.html", style="bold red")
    for refused in report.refused:
        console.warn(f"refused 未读: {refused.path}: {refused.reason}; {refused.remedy}")
    for first, others in copies(report.documents).items():
        console.warn(f"内容相同 same text: {_few(others)} = {first}; 各算一篇 each counts as a document: keep one of them")
    for entry in report.corrections:
        if entry.status != "applied":
            console.warn(f"correction 更正 line {entry.line}: {entry.entry}: {entry.status}: {entry.why}")
    if report.corrections:
        used = sum(1 for entry in report.corrections if entry.status == "applied")
        console.say(f"更正 corrections {used} applied, {len(report.corrections) - used} not", style="green" if used == len(report.corrections) else "yellow")
    if report.conflicts or report.doubts:
        console.say(f"待审 for review: {len(report.conflicts)} pairs of figures conflict, {len(report.doubts)} pairs may be one; see report.html")
    if passed := sum(sum(d.unasserted.values()) for d in report.documents):
        console.say(f"候选 candidates, not asserted: {passed}; see tables/candidates.csv, or {command()} query {folder} candidates")
    loading = sum(built.seconds.get(stage, 0.0) for stage in LOADING)
    rest = sum(built.seconds.values()) - loading
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in built.seconds.items() if stage not in LOADING)
    console.say(f"{rest:.1f} s ({stages}); besides, import {built.seconds.get('import', 0):.1f} s and models {built.seconds.get('load models', 0):.1f} s")
    console.say()
    console.say(f"看图 open      {out / 'graph.html'}")
    console.say(f"报告 report    {out / 'report.html'}")
    console.say(f"提问 ask       {command()} query {folder} --list")
    console.say(f"               {command()} query {folder} village-money")
    console.say(f"浏览 browse    {command()} serve {folder} --open")
    console.say(f"文件 files     {out / 'graph.ttl'}  graph.nq  graph.graphml  tables/  extractions.jsonl")


def _tell_of_what_is_gone(built: Built) -> None:
    """A graph is made of what one build is given: what an earlier one had besides is in it no more."""
    if gone := built.changes.gone:
        console.warn(f"已删 removed: {_few(gone)}; 不在这次的输入里，要保留就每次写全 not among these inputs: to keep them, name all articles in every build")
    if built.forgotten:
        console.warn(f"自备 your own: {_few(built.forgotten)}; 上次用了，这次没有 read last time, not now: give --with in every build")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" … ({len(names)})" if len(names) > NAMED else "")
