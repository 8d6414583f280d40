"""Parts of a body that are written behind its name: …医院|儿科, 国家…局|…规划院, …生态环境局|某县分局."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.readings import NAME_TAGS, Name, Reading, pattern

LONGEST = 22
"""Characters that a part's name may cover."""
PARTS = {
    "hospital": ("department", "branch"),
    "school": ("branch",),
    "research": ("branch",),
    "institution": ("branch",),
    "government": ("outpost", "section"),
    "court": ("outpost",),
    "military": ("outpost",),
    "enterprise": ("outpost",),
}
"""The rules for parts that are written behind a name, by its kind."""
WORDED = frozenset({"outpost", "section"})
"""Parts whose every word is a noun."""


def parts(reading: Reading, found: Sequence[Name]) -> Iterator[Name]:
    """A part of a body, written behind it: …医院|儿科, 国家…局|…规划院."""
    for name in found:
        behind = reading.text[name.end : name.end + LONGEST]
        for rule in PARTS.get(name.kind, ()) if name.rule != "known" else ("unit-of-national", *PARTS.get(name.kind, ())):
            match = pattern("org-names", rule).match(behind) if name.end - name.start > 2 else None
            if match and reading.word_to(end := name.end + match.end()) is not None and (rule not in WORDED or _is_nouns(reading, name, end)):
                yield replace(name, end=end, rule="part")


def _is_nouns(reading: Reading, name: Name, end: int) -> bool:
    """Whether a body of state or a bank that stands behind its place goes on up to `end` in nouns alone: …生态环境局|某县分局."""
    if name.anchor is None and not name.level:
        return False
    return all(w.tag in NAME_TAGS | {"m"} for w in reading.words if name.end <= w.start and w.end <= end)
