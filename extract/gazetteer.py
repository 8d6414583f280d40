"""The official divisions of China, province to village: names, codes, the forms they take in text, and where those occur."""

import re
import sys
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from daachorse import CharwiseDoubleArrayAhoCorasick

from extract.aliases import UNITS, forms, label, variants, village_unit
from extract.aliases import fold as fold
from extract.divisionforms import FormOf, is_empty, without_county

DATA = Path(__file__).parent / "data" / "gazetteer.npz"
Level = Literal["province", "prefecture", "county", "township", "village"]
LEVELS: Mapping[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}
"""The level of a code by its length."""
LONGEST = 9
"""Characters of a village's core that the scan looks back over."""
ROW_BITS = 20
"""Bits that hold the row of a village."""
UNIT = re.compile("村|社区|嘎查")
CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?$")


@cache
def gazetteer() -> "Gazetteer":
    """The gazetteer that comes with the program; loaded at the first call."""
    return Gazetteer(DATA)


def enclosing(link: str | None) -> str | None:
    """The division that a link lies in: a code itself, the code before the slash, or None where it is not known.

    >>> enclosing("450223105203/安乐屯"), enclosing("450223"), enclosing("?/太行山")
    ('450223105203', '450223', None)
    """
    code = (link or "?").partition("/")[0]
    return None if code in ("?", "") else code


def within(link: str | None, outer: str) -> bool:
    """Whether the place of a link is the division `outer` or lies in it.

    >>> within("141122102/石佛寺", "1411"), within("?/太行山", "14")
    (True, False)
    """
    return (enclosing(link) or "?").startswith(outer)


class Gazetteer:
    """The tables of one data file (see scripts/make_gazetteer.py), with lookups by code and by form."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as data:
            codes = np.cumsum(data["codes"], dtype=np.int64)
            towns = np.cumsum(data["village_town"], dtype=np.int64)
            names = bytes(data["names"]).decode().split("\n")
            self._cores = bytes(data["cores"]).decode().split("\n")
            self._tails = bytes(data["tails"]).decode().split("\n")
            self._core = data["village_core_low"] | data["village_core_mid"].astype(np.uint32) << 8 | data["village_core_high"].astype(np.uint32) << 16
            self._tail: npt.NDArray[np.uint8] = data["village_tail"]
            self._villages = codes[towns] * 1000 + data["village_rest"]
            self._forms = bytes(data["forms"]).decode().split("\n")
            self._form_start = np.concatenate(([0], np.cumsum(data["form_codes"], dtype=np.int64)))
            self._form_code = np.cumsum(data["form_code"], dtype=np.int64)
            self._form_scanned = np.unpackbits(data["form_scanned"], count=len(self._form_code)).astype(bool)
        self._codes = [str(code) for code in codes.tolist()]
        self._units = [village_unit(t) for t in self._tails]
        self._names = dict(zip(self._codes, names, strict=True))
        self._short = {code: without_county(name, self._names.get(code[:6], "")) for code, name in self._names.items() if len(code) == 9}
        self._by_core = np.sort(self._core.astype(np.int64) << ROW_BITS | np.arange(len(self._core))) & ((1 << ROW_BITS) - 1)
        self._core_start = np.concatenate(([0], np.cumsum(np.bincount(self._core, minlength=len(self._cores)))))

    def __contains__(self, code: str) -> bool:
        return code in self._names or self._row(code) is not None

    def name(self, code: str) -> str:
        """The official name: 寨子村委会. Raises KeyError for a code that no division has."""
        if (row := self._row(code)) is None:
            return self._names[code]
        return self._core_at(row) + self._tails[int(self._tail[row])]

    def label(self, code: str) -> str:
        """The common full form: 寨子村, 响肠镇, 文山州. Raises KeyError for a code that no division has."""
        if (row := self._row(code)) is None:
            return label(self._short.get(code) or self._names[code], tuple(LEVELS).index(len(code)) + 1)
        return self._core_at(row) + self._unit(row)

    def names(self) -> Mapping[str, str]:
        """The official names by code, from province to town, by level and code."""
        return self._names

    def stored_forms(self) -> Iterator[FormOf]:
        """All forms of divisions from province to town, in order, as the data file has them."""
        for number, form in enumerate(self._forms):
            scanned = self._codes_of(number, scanned=True)
            yield from (FormOf(form, code, code in scanned) for code in self._codes_of(number))

    def level(self, code: str) -> Level:
        """province, prefecture, county, township or village."""
        return LEVELS[len(code)]

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes of the divisions around it, from the province down, without it; rows that name no place are left out.

        A county directly under its province has only that; a town of 东莞, which has no counties, has province and city.
        """
        chain = [code[:n] for n in LEVELS if n < len(code)]
        return tuple(c for c in chain if not self._empty(c))

    def children(self, code: str) -> tuple[str, ...]:
        """The codes of the towns of a county, the counties of a prefecture and so on, in order; a town's villages too."""
        return self._children_of(code) if len(code) < 9 else tuple(self._slice(code))

    def villages(self, code: str) -> Mapping[str, tuple[str, ...]]:
        """The villages inside a town or county: core name, variants folded → codes."""
        return self._villages_of(code)

    def candidates(self, surface: str) -> tuple[str, ...]:
        """All codes that a form may mean: those whose full form it is before those of whose name it is the bare stem."""
        return self._candidates(surface)

    def is_stem(self, surface: str, code: str) -> bool:
        """Whether the form is the bare name of a division above the village, without the word of its kind (岳西 for 岳西县)."""
        name = self._short.get(code) or self._names[code]
        return surface != name and surface not in forms(name, tuple(LEVELS).index(len(code)) + 1)[:-1]

    def scan(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Every form of province, prefecture, county and town, and every village named with its unit (村, 社区, 嘎查), overlaps included.

        Half-open spans by start, the longest first; bare names of towns and villages need a context and are not among them.
        """
        folded = fold(text)
        automaton, numbers = self._scanned
        found = [(start, end, self._codes_of(numbers[i], scanned=True)) for start, end, i in automaton.find_overlapping(folded)]
        for unit in UNIT.finditer(folded):
            for start in range(max(0, unit.start() - LONGEST), unit.start()):
                if self._is_core(folded[start : unit.start()], unit[0]):
                    found.append((start, unit.end(), tuple(c for c in self.candidates(text[start : unit.end()]) if len(c) == 12)))
        yield from sorted((f for f in found if f[2]), key=lambda f: (f[0], -f[1]))

    def _is_core(self, core: str, unit: str) -> bool:
        """Whether a village may be called by this core and unit: 寨子|村, 丁|村, 民主村|社区; never 王村|村."""
        if core[-1] == "村":
            return unit != "村" and core[:-1] in self._core_ids
        return core in self._core_ids or (len(core) == 1 and core + unit in self._core_ids)

    def _empty(self, code: str) -> bool:
        return is_empty(self._names, code)

    def _row(self, code: str) -> int | None:
        if len(code) != 12:
            return None
        row = int(np.searchsorted(self._villages, int(code)))
        return row if row < len(self._villages) and self._villages[row] == int(code) else None

    def _unit(self, row: int) -> str:
        """What the common name has behind the core; 王村村委会 is 王村."""
        unit = self._units[int(self._tail[row])]
        return unit.removeprefix("村") if self._core_at(row).endswith("村") else unit

    def _core_at(self, row: int) -> str:
        return self._cores[int(self._core[row])]

    def _slice(self, code: str) -> Iterator[str]:
        scale = 10 ** (12 - len(code))
        low, high = np.searchsorted(self._villages, (int(code) * scale, (int(code) + 1) * scale))
        yield from map(str, self._villages[low:high].tolist())

    @lru_cache(maxsize=512)  # noqa: B019 -- there is one gazetteer
    def _villages_of(self, code: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for village in self._slice(code):
            found[fold(self._core_at(self._row(village) or 0))].append(village)
        return {core: tuple(codes) for core, codes in found.items()}

    @lru_cache(maxsize=512)  # noqa: B019 -- there is one gazetteer
    def _children_of(self, code: str) -> tuple[str, ...]:
        found: list[str] = []
        for size in (n for n in LEVELS if len(code) < n <= 9):
            low, high = (bisect_left(self._codes, (size, limit), key=lambda c: (len(c), c)) for limit in (code, code + ":"))
            found += [c for c in self._codes[low:high] if not self._empty(c) and self.ancestors(c)[-1:] == (code,)]
        return tuple(found)

    @cached_property
    def _core_ids(self) -> Mapping[str, int]:
        """Core, variants folded → its number, the last where a few differ only by variant characters."""
        return dict(zip(self._folded[0], range(len(self._cores)), strict=True))

    @cached_property
    def _folded(self) -> tuple[list[str], list[int]]:
        """The cores with variants folded, and the numbers of those that this changes."""
        points = np.frombuffer("\n".join(self._cores).encode("utf-32-le"), dtype=np.uint32)
        table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
        table[list(variants())] = [ord(c) for c in variants().values()]
        folded = table[points]
        changed = np.searchsorted(np.flatnonzero(points == ord("\n")), np.flatnonzero(folded != points))
        return folded.tobytes().decode("utf-32-le").split("\n"), np.unique(changed).tolist()

    @cached_property
    def _twins(self) -> Mapping[str, Sequence[int]]:
        """The numbers, in order, of the cores that differ only by variant characters."""
        folded, changed = self._folded
        found: dict[str, list[int]] = defaultdict(list)
        for i in changed:
            found[folded[i]].append(i)
        for core, numbers in found.items():
            at = bisect_left(self._cores, core)
            if self._cores[at : at + 1] == [core]:
                insort(numbers, at)
        return {core: numbers for core, numbers in found.items() if len(numbers) > 1}

    def _numbers_of(self, core: str) -> Sequence[int]:
        """The numbers of a core; `core` with variants folded."""
        number = self._core_ids.get(core)
        return () if number is None else self._twins.get(core) or (number,)

    @cached_property
    def _form_ids(self) -> Mapping[str, int]:
        return dict(zip(self._forms, range(len(self._forms)), strict=True))

    @lru_cache(maxsize=4096)  # noqa: B019 -- there is one gazetteer
    def _codes_of(self, number: int, *, scanned: bool = False) -> tuple[str, ...]:
        """The codes, province to town, that the form of this number may mean; full forms first, then by level and code."""
        span = slice(self._form_start[number], self._form_start[number + 1])
        rows = self._form_code[span][self._form_scanned[span]] if scanned else self._form_code[span]
        return tuple(self._codes[row] for row in rows.tolist())

    @cached_property
    def _scanned(self) -> tuple[CharwiseDoubleArrayAhoCorasick, list[int]]:
        """The automaton over the forms that a scan looks for, and their numbers."""
        numbers = np.flatnonzero(np.add.reduceat(self._form_scanned, self._form_start[:-1])).tolist()
        return CharwiseDoubleArrayAhoCorasick([self._forms[i] for i in numbers]), numbers

    @lru_cache(maxsize=4096)  # noqa: B019 -- there is one gazetteer
    def _candidates(self, surface: str) -> tuple[str, ...]:
        folded = fold(surface)
        unit = match[0] if (match := UNITS.search(folded)) else ""
        core = folded.removesuffix(unit)
        exact: list[tuple[int, int]] = []
        for wanted, bare in ((core, False), (folded, True)):
            for number in self._numbers_of(wanted):
                for row in self._by_core[self._core_start[number] : self._core_start[number + 1]].tolist():
                    own = self._unit(row)
                    rank = 0 if own == ("" if bare and unit else unit) else 1 if unit and own else 2
                    exact.append((rank * 2 + (self._cores[number] not in surface), row))
        found = [str(self._villages[row]) for _, row in sorted(set(exact))]
        form = self._form_ids.get(folded)
        return tuple(dict.fromkeys([*(() if form is None else self._codes_of(form)), *found]))
