"""Text that remembers, for every character, the stretch of the raw input that it was made from."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.values import Zone

CLOSED = frozenset({"byline", "credit", "trailer", "navigation"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Clean characters `start:end` give way to `text`.

    `spans` holds for each new character the clean stretch that it is made from. Without it, texts of equal length are laid
    side by side, and of unequal length each new character is made from the whole stretch. A deletion with `absorb` widens
    the character before it (a reading in brackets belongs to its character); without, what is deleted belongs to nobody.
    """

    start: int
    end: int
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    absorb: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch where raw and clean text differ; an empty `clean` was dropped. `steps` are the steps that touched it."""

    raw_start: int
    raw_end: int
    raw: str
    clean_start: int
    clean_end: int
    clean: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text laid over its raw input: `text[i]` was made from `raw[starts[i]:ends[i]]`.

    Starts and ends never fall, but neighbours may overlap (halves of one raw character). `damaged` are clean spans,
    widened to their clauses, that no fact may be taken from; `zones` the parts of the page with a role; `repairs` how
    often each step changed something; `touched` the raw spans that a step replaced or dropped, for `changes`; `frozen` the
    clean spans out of step that no later step may touch, lest their bytes change.
    """

    raw: str
    text: str
    starts: "array[int]" = field(hash=False, repr=False)
    ends: "array[int]" = field(hash=False, repr=False)
    damaged: tuple[tuple[int, int], ...] = ()
    zones: tuple[Zone, ...] = ()
    repairs: tuple[tuple[str, int], ...] = ()
    touched: tuple[tuple[int, int, str], ...] = field(default=(), compare=False, repr=False)
    frozen: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, raw: str) -> "CleanText":
        """The raw text itself, not yet cleaned."""
        return cls(raw, raw, array("i", range(len(raw))), array("i", range(1, len(raw) + 1)))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of `raw` that `text[start:end]` was made from."""
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is not a span of {len(self.text)} clean characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.text else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def clean_span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The clean characters that anything in `raw[raw_start:raw_end]` went into; empty where all was dropped.

        A character that shares a raw one with its neighbour counts only when all of it is inside, or nothing else is.
        """
        start, end = bisect_right(self.ends, raw_start), bisect_left(self.starts, raw_end)
        while start < end - 1 and self.starts[start] < raw_start and self.ends[start] > self.starts[start + 1]:
            start += 1
        while start < end - 1 and self.ends[end - 1] > raw_end and self.starts[end - 1] < self.ends[end - 2]:
            end -= 1
        return start, max(start, end)

    def is_open(self, start: int, end: int) -> bool:
        """Whether facts may be taken from `text[start:end]`: it touches nothing damaged and no closed zone."""
        if any(a < end and start < b for a, b in self.damaged):
            return False
        return not any(z.kind in CLOSED and z.start < end and start < z.end for z in self.zones)

    def changes(self) -> Iterator[Change]:
        """Where raw and clean text differ, in raw order, neighbouring characters joined."""
        raw, text, starts, ends = self.raw, self.text, self.starts, self.ends
        run: list[int] = []  # raw start, raw end, clean start, clean end

        def grown(a: int, b: int, i: int, j: int) -> Iterator[Change]:
            if run and a <= run[1] and i <= run[3]:
                run[1], run[3] = max(run[1], b), max(run[3], j)
            else:
                if run:
                    yield self._change(*run)
                run[:] = [a, b, i, j]

        seen = 0
        for i, char in enumerate(text):
            if starts[i] > seen:
                yield from grown(seen, starts[i], i, i)
            if ends[i] - starts[i] != 1 or raw[starts[i]] != char:
                yield from grown(starts[i], ends[i], i, i + 1)
            seen = max(seen, ends[i])
        if seen < len(raw):
            yield from grown(seen, len(raw), len(text), len(text))
        if run:
            yield self._change(*run)

    def _change(self, a: int, b: int, i: int, j: int) -> Change:
        steps = dict.fromkeys(step for s, e, step in self.touched if s < b and a < e)
        return Change(a, b, self.raw[a:b], i, j, self.text[i:j], tuple(steps))


def edited(clean: CleanText, step: str, edits: Iterable[Edit]) -> CleanText:
    """`clean` after these edits (in order, not overlapping), alignment, zones and damaged spans carried along."""
    edits = [e for e in edits if e.start < e.end and (e.spans or e.text != clean.text[e.start : e.end])]
    if not edits:
        return clean
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    at = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"{step}: edits overlap at {edit.start}")
        parts += clean.text[at : edit.start], edit.text
        starts += clean.starts[at : edit.start]
        ends += clean.ends[at : edit.start]
        if edit.absorb and not edit.text and ends:
            ends[-1] = max(ends[-1], clean.ends[edit.end - 1])
        _align(clean, edit, starts, ends)
        at = edit.end
    parts.append(clean.text[at:])
    starts += clean.starts[at:]
    ends += clean.ends[at:]
    moved = _Moved(edits)
    return replace(
        clean,
        text="".join(parts),
        starts=starts,
        ends=ends,
        damaged=tuple((moved(a), moved(b)) for a, b in clean.damaged),
        frozen=tuple((moved(a), moved(b)) for a, b in clean.frozen),
        zones=tuple(Zone(moved(z.start), moved(z.end), z.kind) for z in clean.zones),
        repairs=counted(clean, step, len(edits)),
        touched=clean.touched + tuple((clean.starts[e.start], clean.ends[e.end - 1], step) for e in edits),
    )


def translated(clean: CleanText, step: str, text: str) -> CleanText:
    """`clean` with a text of the same length, character laid on character; frozen spans stay as they are."""
    if len(text) != len(clean.text):
        raise ValueError(f"{step}: {len(clean.text)} characters became {len(text)}")
    if clean.frozen:
        chars = list(text)
        for a, b in clean.frozen:
            chars[a:b] = clean.text[a:b]
        text = "".join(chars)
    if text == clean.text:
        return clean
    where = [i for i, (old, new) in enumerate(zip(clean.text, text, strict=True)) if old != new]
    touched = tuple((clean.starts[i], clean.ends[i], step) for i in where)
    return replace(clean, text=text, repairs=counted(clean, step, len(where)), touched=clean.touched + touched)


def counted(clean: CleanText, step: str, number: int) -> tuple[tuple[str, int], ...]:
    """The repairs with `number` more of one step."""
    counts = dict(clean.repairs)
    counts[step] = counts.get(step, 0) + number
    return tuple(counts.items())


def _align(clean: CleanText, edit: Edit, starts: "array[int]", ends: "array[int]") -> None:
    if edit.spans:
        starts.extend(clean.starts[a] for a, _ in edit.spans)
        ends.extend(clean.ends[b - 1] for _, b in edit.spans)
    elif len(edit.text) == edit.end - edit.start:
        starts += clean.starts[edit.start : edit.end]
        ends += clean.ends[edit.start : edit.end]
    else:
        starts.extend([clean.starts[edit.start]] * len(edit.text))
        ends.extend([clean.ends[edit.end - 1]] * len(edit.text))


class _Moved:
    """Where an offset of the text before the edits lies after them."""

    def __init__(self, edits: list[Edit]) -> None:
        self.edits = edits
        self.ends = [e.end for e in edits]
        self.shift = [0]
        for e in edits:
            self.shift.append(self.shift[-1] + len(e.text) - (e.end - e.start))

    def __call__(self, offset: int) -> int:
        k = bisect_right(self.ends, offset)
        shift = self.shift[k]
        if k < len(self.edits) and self.edits[k].start < offset:
            edit = self.edits[k]
            return edit.start + shift + min(offset - edit.start, len(edit.text))
        return offset + shift
