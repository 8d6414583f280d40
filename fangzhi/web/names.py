"""The names of everything in the graph, laid out so that a few characters find theirs among a million in milliseconds.

All names stand in one text, one a line, the most important first, so that a search is a scan by the C library that stops when it has
enough. Pinyin is kept as numbers, one a character: a query is held against every kind of syllable once, then against all names by numpy.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from graph.search_keys import folding, pinyin_key

IGNORED = re.compile(r"[\s'’·]")
SPELLED = re.compile(r"[a-z0-9]+")
LONGEST = 60
"""Characters of a query that are read: one bit each must go into a number, and no name is longer."""
READ_ALOUD = frozenset({"Place", "Organisation", "Person", "Programme", "Document"})
"""What is found by its pinyin; the names of figures are phrases."""
EXACT, START, OTHER_START, PART, SPELLED_PART = range(5)
"""How a query meets a name, best first; how a rare reading of a character meets it counts least."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: what it is, what it is called besides, where it lies, and how much is said of it."""

    iri: str
    label: str
    kind: str
    klass: str
    code: str
    within: str
    others: tuple[str, ...]
    said: int


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, and by which of its names."""

    thing: Named
    matched: str
    rank: int


class Names:
    """All names of a build; picklable, made in a worker and asked in the server."""

    def __init__(self, things: Iterable[Named]) -> None:
        """The things come in the order in which equals are found."""
        self.things = list(things)
        keys = [(number, name) for number, thing in enumerate(self.things) for name in (thing.label, thing.code, *thing.others) if name]
        self._fold: Mapping[str, str] = folding(name for _, name in keys)
        self._names = [name for _, name in keys]
        self._thing = [number for number, _ in keys]
        folded = [self.folded(name) for name in self._names]
        self._text = "\n" + "\n".join(folded) + "\n"
        self._starts: list[int] = np.cumsum([1, *(len(name) + 1 for name in folded)])[:-1].tolist()
        self._syllables = _Syllables(
            (i, pinyin_key(n)) for i, n in enumerate(self._names) if not n.isascii() and self.things[self._thing[i]].kind in READ_ALOUD
        )

    def folded(self, text: str) -> str:
        """A text as it is compared: simplified, small letters, without blanks."""
        plain = unicodedata.normalize("NFKC", text).lower()
        return IGNORED.sub("", "".join(self._fold.get(c, c) for c in plain)).replace("ü", "v")

    def find(self, text: str, most: int, kind: str = "") -> list[Hit]:
        """What is called so, best first; of one kind, if that is named."""
        query = self.folded(text)[:LONGEST]
        if not query:
            return []
        found: dict[int, Hit] = {}
        for row, rank in self._ways(query):
            number = self._thing[row]
            if number not in found and (not kind or self.things[number].kind == kind):
                found[number] = Hit(self.things[number], self._names[row], rank)
                if len(found) >= most:
                    break
        return list(found.values())

    def __len__(self) -> int:
        return len(self.things)

    def _ways(self, query: str) -> Iterator[tuple[int, int]]:
        """The names that the query meets, and how, best first; a name may come again."""
        yield from self._exact(query)
        yield from self._from_start(query)
        spelled = bool(SPELLED.fullmatch(query))
        if spelled:
            yield from ((row, OTHER_START) for row in self._syllables.rows(query, start=True))
        yield from self._inside(query)
        for rare in (False, True) if spelled else ():
            for start in (True, False):
                yield from ((row, SPELLED_PART) for row in self._syllables.rows(query, start=start, rare=rare))

    def _exact(self, query: str) -> Iterator[tuple[int, int]]:
        return ((row, EXACT) for row in self._rows(f"\n{query}\n"))

    def _from_start(self, query: str) -> Iterator[tuple[int, int]]:
        """Names that start so; what is called so before what is also called so."""
        rows = islice(self._rows("\n" + query), 20_000)
        return iter(sorted(((row, START if self._names[row] == self.things[self._thing[row]].label else OTHER_START) for row in rows), key=lambda r: r[1]))

    def _inside(self, query: str) -> Iterator[tuple[int, int]]:
        return ((row, PART) for row in self._rows(query) if not self._names[row].isdigit())

    def _rows(self, part: str) -> Iterator[int]:
        at = self._text.find(part)
        while at >= 0:
            row = bisect_right(self._starts, at + part.startswith("\n")) - 1
            yield row
            at = self._text.find(part, self._starts[row + 1] - 1) if row + 1 < len(self._starts) else -1


class _Syllables:
    """The pinyin of names: each character is one of the groups of readings (zhang/chang) that there are."""

    def __init__(self, keys: Iterable[tuple[int, str]]) -> None:
        groups: dict[str, int] = {"": 0}
        flat, rows = [0], [-1]
        """The group of each character, 0 between two names; the name that it stands in."""
        for row, key in keys:
            flat += [groups.setdefault(group, len(groups)) for group in key.split(" ")] + [0]
            rows += [row] * (key.count(" ") + 2)
        self._groups = [group.split("/") for group in groups]
        self._flat: npt.NDArray[np.int32] = np.array(flat, np.int32)
        self._rows: npt.NDArray[np.int32] = np.array(rows, np.int32)

    def rows(self, query: str, *, start: bool, rare: bool = False) -> list[int]:
        """The names that are spelled so, whole names first: each syllable whole or by its first letters; from the first one on, or from a later one."""
        steps = self._steps(query, rare=rare)
        opening = steps[0][self._flat]
        first = np.roll(self._flat, 1) == 0
        at = np.flatnonzero((opening != 0) & (first if start else ~first))
        reached, found = opening[at], [np.empty(0, np.int64)]
        done = np.uint64(1 << len(query))
        while len(at):
            found.append(at[(reached & done) != 0])
            at = at + 1
            group, further = self._flat[at], np.zeros(len(at), np.uint64)
            for place in range(1, len(query)):
                here = (reached >> np.uint64(place)) & np.uint64(1) != 0
                further[here] |= steps[place][group[here]]
            alive = further != 0
            at, reached = at[alive], further[alive]
        ends = np.concatenate(found)
        rows: list[int] = self._rows[ends[np.lexsort((self._rows[ends], self._flat[ends + 1] != 0))]].tolist()
        return list(dict.fromkeys(rows))

    def _steps(self, query: str, *, rare: bool) -> list[npt.NDArray[np.uint64]]:
        """For each place in the query, and each group: the places that are reached by some first letters of one of its readings, as bits."""
        reach = [np.zeros(len(self._groups), np.uint64) for _ in query]
        places: dict[str, list[int]] = {}
        for place, letter in enumerate(query):
            places.setdefault(letter, []).append(place)
        for number, readings in enumerate(self._groups):
            for reading in readings if rare else readings[:1]:
                for place in places.get(reading[:1], ()):
                    reach[place][number] |= np.uint64(_reached(query, place, reading))
        return reach


def _reached(query: str, place: int, reading: str) -> int:
    """The places after one, two, … letters of the reading, as long as the query goes along with it; a digit or a sign is one letter."""
    bits = 0
    for letter in reading:
        if place >= len(query) or query[place] != letter:
            break
        place += 1
        bits |= 1 << place
    return bits
