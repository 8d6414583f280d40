"""The official divisions of China, province to village: names, codes, the forms they take in text, and where those occur."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from daachorse import CharwiseDoubleArrayAhoCorasick

from extract.aliases import NAMELESS, PSEUDO, UNITS, forms, label, stem, village_unit
from extract.knowledge import lexicon

DATA = Path(__file__).parent / "data" / "gazetteer.npz"
Level = Literal["province", "prefecture", "county", "township", "village"]
LEVELS: Mapping[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}
"""The level of a code by its length."""
LONGEST = 9
"""Characters of a village's core that the scan looks back over."""
UNIT = re.compile("村|社区|嘎查")
CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?$")


@cache
def gazetteer() -> "Gazetteer":
    """The gazetteer that comes with the program; loaded at the first call."""
    return Gazetteer(DATA)


@cache
def _variants() -> dict[int, str]:
    return {ord(term): attributes["as"] for term, attributes in lexicon("place-variants").entries.items()}


def fold(text: str) -> str:
    """The text with variant characters made one, character for character, so that 牛头咀 and 牛头嘴 compare equal."""
    return text.translate(_variants())


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


def _without_county(name: str, county: str) -> str:
    """A town's name without its county's in front, as a few are listed (济源市克井镇)."""
    rest = name.removeprefix(county) if county else name
    return rest if len(rest) > 2 else name


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
        self._units = [village_unit(t) for t in self._tails]
        self._names = {str(code): name for code, name in zip(codes.tolist(), names, strict=True)}
        self._short = {code: _without_county(name, self._names.get(code[:6], "")) for code, name in self._names.items() if len(code) == 9}
        self._by_core = np.argsort(self._core, kind="stable")
        self._core_start = np.searchsorted(self._core[self._by_core], np.arange(len(self._cores) + 1))

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
        return self._children.get(code, ()) if len(code) < 9 else tuple(self._slice(code))

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
        found = [(start, end, self._codes_of[i]) for start, end, i in self._automaton.find_overlapping(folded)]
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
        name = self._names.get(code)
        return name is None or name in PSEUDO or (len(code) == 6 and name == self._names.get(code[:4]))

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

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code in self._names:
            if not self._empty(code) and (above := self.ancestors(code)):
                found[above[-1]].append(code)
        return {code: tuple(below) for code, below in found.items()}

    @cached_property
    def _core_ids(self) -> Mapping[str, Sequence[int]]:
        """Core → its numbers; a few cores that differ only by variant characters share an entry."""
        folded = fold("\n".join(self._cores)).split("\n")
        found: dict[str, Sequence[int]] = {core: (i,) for i, core in enumerate(folded)}
        if len(found) < len(folded):
            for i, core in enumerate(folded):
                if found[core][-1] != i and i not in found[core]:
                    found[core] = sorted({*found[core], i})
        return found

    @cached_property
    def _upper(self) -> Mapping[str, tuple[str, ...]]:
        """Form, variants folded → codes from province to town, full forms first, then by level and code."""
        found: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
        for code, name in self._names.items():
            if self._empty(code):
                continue
            all_forms = forms(self._short.get(code, name), tuple(LEVELS).index(len(code)) + 1)
            for i, form in enumerate(all_forms):
                found[fold(form)].append((i > 0 and i == len(all_forms) - 1, len(code), code))
        for form, attributes in lexicon("place-short-names").entries.items():
            found[form].append((False, len(attributes["code"]), attributes["code"]))
        return {form: tuple(dict.fromkeys(code for *_, code in sorted(rows))) for form, rows in found.items()}

    @cached_property
    def _scanned(self) -> tuple[CharwiseDoubleArrayAhoCorasick, list[tuple[str, ...]]]:
        kept: dict[str, tuple[str, ...]] = {}
        for form, codes in self._upper.items():
            if NAMELESS.match(form):
                continue
            if sure := tuple(c for c in codes if len(c) < 9 or form != fold(stem(self._short[c])) or stem(self._short[c]) == self._short[c]):
                kept[form] = sure
        return CharwiseDoubleArrayAhoCorasick(list(kept)), list(kept.values())

    @property
    def _automaton(self) -> CharwiseDoubleArrayAhoCorasick:
        return self._scanned[0]

    @property
    def _codes_of(self) -> list[tuple[str, ...]]:
        return self._scanned[1]

    @lru_cache(maxsize=4096)  # noqa: B019 -- there is one gazetteer
    def _candidates(self, surface: str) -> tuple[str, ...]:
        folded = fold(surface)
        unit = match[0] if (match := UNITS.search(folded)) else ""
        core = folded.removesuffix(unit)
        exact: list[tuple[int, int]] = []
        for wanted, bare in ((core, False), (folded, True)):
            for number in self._core_ids.get(wanted, ()):
                for row in self._by_core[self._core_start[number] : self._core_start[number + 1]].tolist():
                    own = self._unit(row)
                    rank = 0 if own == ("" if bare and unit else unit) else 1 if unit and own else 2
                    exact.append((rank * 2 + (self._cores[number] not in surface), row))
        found = [str(self._villages[row]) for _, row in sorted(set(exact))]
        return tuple(dict.fromkeys([*self._upper.get(folded, ()), *found]))
