"""Prints what cleaning changed in one article: the diff of `fangzhi clean`."""

from pathlib import Path

from rich.text import Text

from extract.clean import Change, CleanText, clean
from extract.values import Source
from fangzhi import console
from fangzhi.build import read
from ontology.errors import SourceError

AROUND = 12  # characters of context shown on each side of a change


def source(file: Path) -> Source:
    """The one article in a file. Raises SourceError."""
    found = read([str(file)])
    if found.refused:
        first = found.refused[0]
        raise SourceError(first.reason, path=file, remedy=first.remedy)
    if len(found.sources) != 1:
        raise SourceError(f"holds {len(found.sources)} articles", path=file, remedy="name a file with one article (.txt .md .html)")
    return found.sources[0]


def show_text(file: Path) -> None:
    """Prints the clean text as it is."""
    console.OUT.out(clean(source(file).raw).text, end="")


def show_changes(file: Path) -> None:
    """Prints each change with its place, its step and a little context, then the counts of the steps."""
    cleaned = clean(source(file).raw)
    changes = list(cleaned.changes())
    for change in changes:
        console.OUT.print(_line(cleaned, change), soft_wrap=True)
    for start, end in cleaned.damaged:
        a, b = cleaned.raw_span(start, end)
        console.OUT.print(Text.assemble((f"{a:>6}  ", "dim"), ("damaged 无法复原 ", "bold red"), cleaned.raw[a:b]), soft_wrap=True)
    for zone in cleaned.zones:
        console.OUT.print(
            Text.assemble((f"{cleaned.raw_span(zone.start, zone.end)[0]:>6}  ", "dim"), (f"{zone.kind} ", "bold"), cleaned.text[zone.start : zone.end].strip()),
            soft_wrap=True,
        )
    counts = ", ".join(f"{step} {count}" for step, count in cleaned.repairs) or "nothing to repair"
    console.say(f"{len(changes)} changes in {len(cleaned.raw)} characters: {counts}", style="bold")


def _line(cleaned: CleanText, change: Change) -> Text:
    before = cleaned.text[max(0, change.clean_start - AROUND) : change.clean_start].rpartition("\n")[2]
    after = cleaned.text[change.clean_end : change.clean_end + AROUND].partition("\n")[0]
    where = (f"{change.raw_start:>6}  ", "dim")
    gone = ("[-" + _visible(change.raw) + "-]", "red strike")
    come = ("{+" + _visible(change.clean) + "+}", "green") if change.clean else ""
    return Text.assemble(where, before, gone, come, after, ("  " + " ".join(change.steps), "dim"))


def _visible(text: str) -> str:
    return text.replace("\r", "␍").replace("\n", "␊").replace("\t", "␉").replace("　", "␣").replace("\u00a0", "⍽")
