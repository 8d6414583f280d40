"""What the finding of places reads of a document: its text, token limits and tags, statistical entities, closed stretches."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.clean import CleanText

NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "f", "s", "b", "a", "ORG", "LOC", "PER", "m"})
TITLE = re.compile(r"《[^《》\n]{1,60}》")


@dataclass(frozen=True, slots=True)
class Page:
    """A document as spans: `starts`, `ends`, `tags` are its tokens'; `loc`, `org`, `per` the entities of each kind, in order."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    loc: tuple[tuple[int, int], ...]
    org: tuple[tuple[int, int], ...]
    per: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]
    clean: CleanText | None

    @classmethod
    def of(cls, doc: Doc) -> "Page":
        """The page of a spaCy Doc."""
        kinds: dict[str, list[tuple[int, int]]] = {"LOC": [], "ORG": [], "PER": []}
        for entity in doc.ents:
            kinds.get(entity.label_, []).append((entity.start_char, entity.end_char))
        text = doc.text
        tokens = [(t.idx, t.idx + len(t), t.tag_) for t in doc]
        return cls(
            text=text,
            starts=tuple(start for start, _, _ in tokens),
            ends=tuple(end for _, end, _ in tokens),
            tags=tuple(tag for _, _, tag in tokens),
            loc=tuple(kinds["LOC"]),
            org=tuple(kinds["ORG"]),
            per=tuple(kinds["PER"]),
            titles=tuple(m.span() for m in TITLE.finditer(text)),
            clean=doc._.clean,
        )

    def starts_at(self, offset: int) -> bool:
        """Whether a token starts there."""
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset

    def ends_at(self, offset: int) -> bool:
        """Whether a token ends there."""
        at = bisect_left(self.ends, offset)
        return at < len(self.ends) and self.ends[at] == offset

    def is_token(self, start: int, end: int) -> bool:
        """Whether one token has just this span."""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and (self.starts[at], self.ends[at]) == (start, end)

    def tag_at(self, offset: int) -> str:
        """The tag of the token that starts there, "" where none does."""
        return self.tags[bisect_left(self.starts, offset)] if self.starts_at(offset) else ""

    def is_open(self, start: int, end: int) -> bool:
        """Whether a fact may be taken from there: not damaged, no byline or the like, not inside the title of a text."""
        at = bisect_left(self.titles, (start, 0)) - 1
        if at >= 0 and self.titles[at][0] < start and end < self.titles[at][1]:
            return False
        return self.clean is None or self.clean.is_open(start, end)

    def named(self, start: int, end: int) -> bool:
        """Whether the statistical model has an entity LOC of just this span."""
        return self.loc_from(start) == end

    def loc_from(self, start: int) -> int | None:
        """Where the entity LOC that starts there ends."""
        at = bisect_left(self.loc, (start, 0))
        return self.loc[at][1] if at < len(self.loc) and self.loc[at][0] == start else None

    def ends_loc(self, start: int, end: int) -> bool:
        """Whether an entity LOC starts inside the span and ends with it (落|坡岭社区)."""
        at = bisect_left(self.loc, (start, 0))
        return at < len(self.loc) and self.loc[at][1] == end and self.loc[at][0] < end

    def inside(self, kind: str, start: int, end: int) -> tuple[int, int] | None:
        """The entity of the kind (loc, org, per) that holds this span and more, if any."""
        spans: tuple[tuple[int, int], ...] = getattr(self, kind)
        at = bisect_right(spans, (start, len(self.text) + 1)) - 1
        if at >= 0 and spans[at][0] <= start and end <= spans[at][1] and spans[at] != (start, end):
            return spans[at]
        return None

    def nominal_run(self, start: int, most: int = 6) -> list[int]:
        """Ends of the tokens from an offset on, as long as they are nouns and the like."""
        at = bisect_left(self.starts, start) if self.starts_at(start) else len(self.starts)
        ends: list[int] = []
        while at < len(self.starts) and len(ends) < most and self.tags[at] in NOMINAL:
            ends.append(self.ends[at])
            at += 1
        return ends
