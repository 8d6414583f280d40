"""Every form of every division from province to town, and which of them a scan looks for: what scripts/make_gazetteer.py keeps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.aliases import NAMELESS, PSEUDO, fold, forms, stem
from extract.knowledge import lexicon

LEVEL = {2: 1, 4: 2, 6: 3, 9: 4}
"""The level of a code, from 1 (province) to 4 (town), by its length."""


@dataclass(frozen=True, slots=True)
class FormOf:
    """A form, variants folded, and one of the codes that it may mean; `scanned`: a text that has the form may mean this one."""

    form: str
    code: str
    scanned: bool


def without_county(name: str, county: str) -> str:
    """A town's name without its county's in front, as a few are listed (济源市克井镇)."""
    rest = name.removeprefix(county) if county else name
    return rest if len(rest) > 2 else name


def is_empty(names: Mapping[str, str], code: str) -> bool:
    """Whether the code has no row, or one that names no place of its own (市辖区)."""
    name = names.get(code)
    return name is None or name in PSEUDO or (len(code) == 6 and name == names.get(code[:4]))


def division_forms(names: Mapping[str, str]) -> Iterator[FormOf]:
    """All forms by their text; of one form the full ones first, then by level and code."""
    found: dict[str, list[tuple[bool, int, str, bool]]] = defaultdict(list)
    for code in names:
        if is_empty(names, code):
            continue
        short = without_county(names[code], names.get(code[:6], "")) if len(code) == 9 else names[code]
        bare = fold(stem(short))
        all_forms = forms(short, LEVEL[len(code)])
        for i, form in enumerate(map(fold, all_forms)):
            scanned = len(code) < 9 or form != bare or stem(short) == short
            found[form].append((i > 0 and i == len(all_forms) - 1, len(code), code, scanned))
    for form, attributes in lexicon("place-short-names").entries.items():
        found[form].append((False, len(attributes["code"]), attributes["code"], True))
    for form in sorted(found):
        first = {code: scanned for *_, code, scanned in sorted(found[form], reverse=True)}
        nameless = NAMELESS.match(form) is not None
        for code in dict.fromkeys(code for *_, code, _ in sorted(found[form])):
            yield FormOf(form, code, first[code] and not nameless)
