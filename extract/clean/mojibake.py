"""GBK text read out of step (`駛?cè)搿翱燔嚨馈薄`): put right where the bytes say what it was, marked as damaged where not."""

import re
from dataclasses import dataclass, field, replace

from extract.clean import shifted, vocabulary
from extract.clean.aligned import CleanText, Edit, edited
from extract.clean.shifted import SITE, Run

WIDE_RUN = re.compile(r"[^\x00-\x7f]+")
SEEN = re.compile(r"[!,:;]?[^\x00-\x7f]+")
CLAUSE_END = re.compile(r"[。！？；，!?;,\n]")
UNKNOWN = re.compile("\ufffd+")
HEAD = 40


def in_step(clean: CleanText) -> CleanText:
    """Runs out of step put right. What can't be is frozen as it is and marked as damaged; so is a place that lost a byte."""
    text = clean.text
    if "?" not in text and not _strange_head(text):
        return replace(clean, frozen=()) if clean.frozen else clean
    found = _Found(text)
    if head := _head(text):
        found.repair(head)
    while (mark := text.find("?", found.at)) >= 0:
        found.at = mark
        _look(found, mark)
    after = edited(replace(clean, frozen=()), "mojibake", found.edits)
    return replace(after, frozen=tuple(found.frozen), damaged=tuple(sorted({*after.damaged, *found.frozen, *found.lost})))


def widened(clean: CleanText) -> CleanText:
    """The damaged spans, and the places of bytes that no encoding knew (U+FFFD), widened to their clauses and joined where they touch."""
    spans: list[tuple[int, int]] = []
    spots = [m.span() for m in UNKNOWN.finditer(clean.text)]
    if not (spots or clean.damaged):
        return clean
    for a, b in sorted({*clean.damaged, *spots}):
        seen = spans[-1][1] if spans else 0
        if seen and b < seen:
            continue
        start = max((m.end() for m in CLAUSE_END.finditer(clean.text, min(seen, a), a)), default=min(seen, a))
        end = m.start() if (m := CLAUSE_END.search(clean.text, b)) else len(clean.text)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    return replace(clean, damaged=tuple(s for s in spans if s[0] < s[1]))


@dataclass(slots=True)
class _Found:
    """What one walk over the text has found: edits in its offsets; frozen and lost spans in the offsets after the edits."""

    text: str
    at: int = 0
    shift: int = 0
    edits: list[Edit] = field(default_factory=list)
    frozen: list[tuple[int, int]] = field(default_factory=list)
    lost: list[tuple[int, int]] = field(default_factory=list)

    def repair(self, run: Run, *, doubtful: bool = False) -> None:
        self.edits.append(Edit(run.start, run.end, run.text, run.spans))
        start = run.start + self.shift
        self.shift += len(run.text) - (run.end - run.start)
        self.at = run.end
        end = run.end + self.shift
        if run.ending in ("lost", "cut"):
            self.lost.append((end, end))
        if doubtful or "?" in run.text:
            self.lost.append((start, end))

    def freeze(self, start: int, end: int) -> None:
        self.frozen.append((max(0, start) + self.shift, end + self.shift))
        self.at = end

    def before(self, mark: int) -> str:
        """The character in front, as repaired."""
        if self.edits and self.edits[-1].end == mark:
            return self.edits[-1].text[-1]
        return self.text[mark - 1 : mark]


def _look(found: _Found, mark: int) -> None:
    """Repairs or freezes the run that shows as the `?` at `mark`, or walks on when it is a question mark."""
    text, before = found.text, found.before(mark)
    if site := SITE.match(text, mark):
        runs = [r for r in shifted.wedges(text, site, before) if _sound(before, r, text)]
        if runs:
            best = max(runs, key=lambda r: (_fit(before, r, text), -r.end, r.text))
            strays = _strays(before, best, text)
            found.repair(best, doubtful=any(i + 1 in strays for i in strays))
        else:
            found.freeze(mark - 1, _end(text, site.end()))
        return
    seen = m[0] if (m := SEEN.match(text, mark + 1)) else ""
    found.at = mark + 1
    if len(seen) < 2 or not vocabulary.odd(seen[:12]) or vocabulary.covered(seen[:HEAD]) > 0.34:
        return
    run = shifted.read_on(text, mark + 1, None, mark)
    if run and _sound(before, run, text) and vocabulary.covered(run.text[1:]) >= 0.5:
        first = shifted.lost_lead(before, run, text) or "?"
        found.repair(replace(run, text=first + run.text[1:]))
    elif len(seen) >= 4 and vocabulary.odd(seen[:HEAD]) >= 0.25:
        found.freeze(mark - 1, _end(text, mark + 1))


def _sound(before: str, run: Run, text: str) -> bool:
    """Whether a run reads as ordinary Chinese between its neighbours: a character in no listed word is one of many words."""
    return all(vocabulary.productive(vocabulary.simple(run.text[i])) for i in _strays(before, run, text))


def _strays(before: str, run: Run, text: str) -> list[int]:
    around = before + run.text + text[run.end : run.end + 2]
    return [i - len(before) for i in vocabulary.strays(around) if len(before) <= i < len(before) + len(run.text)]


def _fit(before: str, run: Run, text: str) -> float:
    """How well a run reads between its neighbours."""
    return vocabulary.covered(before + run.text + text[run.end : run.end + 2]) - vocabulary.odd(run.text)


def _end(text: str, at: int) -> int:
    """Where a run that cannot be repaired is over: at once when ordinary text follows, else behind the first half-width character."""
    if m := SEEN.match(text, at):
        if vocabulary.odd(m[0][:12]) == 0 and vocabulary.covered(m[0][:12]) >= 0.5:
            return at
        at = m.end()
        if at < len(text) and (text[at].islower() or text[at] == "?") and not SITE.match(text, at):
            at += 1
    return at


def _strange_head(text: str) -> bool:
    """Whether the text may begin inside a run: soon a half-width letter or `?`, or characters that are not common."""
    m = WIDE_RUN.match(text)
    if m is None or m.end() > HEAD:
        return False
    follows = text[m.end() : m.end() + 1]
    return follows == "?" or "a" <= follows <= "z" or (not follows and vocabulary.odd(m[0]) >= 0.3)


def _head(text: str) -> Run | None:
    """The run at the head of a fragment that was cut inside one, or None."""
    if not _strange_head(text) or (run := shifted.cut_head(text)) is None or not _sound("", run, text):
        return None
    seen = text[: run.end]
    if run.ending == "letter":
        return run if vocabulary.joined([run.text[-1], text[run.end : run.end + 1]]) and not _fits(text, run) else None
    if run.ending == "reading":
        site = SITE.search(text)
        known = site and any(_sound("", r, text) for r in shifted.wedges(text, site, text[site.start() - 1 : site.start()]))
        return None if known else run
    better = vocabulary.covered(run.text) >= 0.6 and vocabulary.covered(seen) <= 0.2
    return run if better and vocabulary.odd(seen) >= 0.3 else None


def _fits(text: str, run: Run) -> bool:
    """Whether the seen characters make sense as they stand."""
    return vocabulary.covered(text[: run.end - 1]) > 0.5
