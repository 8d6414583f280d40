"""Lexicons and rules as data: YAML files that carry their source and their own examples, checked when they are loaded.

A lexicon, `lexicons/NAME.yaml`:

    id: numeral-approximation        # the file's name
    title: {zh: 概数词, en: Words of approximation}
    source: where the list comes from
    entries:
      - 左右                          # a term alone, or a term with attributes (all values are text):
      - {term: 以上, approx: over}

A rule file, `rules/NAME.yaml`:

    id: modality
    title: {zh: …, en: …}
    source: …
    rules:
      - id: plan-verb
        pattern: "(?:拟|计划|{target-verbs})"   # a regular expression; {name} is the alternation of that lexicon's terms
        value: {kind: target}                   # what the rule says when it matches (text values)
        examples:
          hit: [{text: 今年拟招录47人, match: 拟}]    # `match` must be the matched text, or the group `hole` where there is one
          miss: [模拟考试]                            # the pattern must not match at all

Every rule has at least one hit and one miss. `confidence: 0.8` says how sure it is, until data/confidence.yaml knows it.
What a rule's fields must be is checked in written_rules.py.

A user's own folder (`use`) holds `lexicons/` and `rules/` with files of the same names, which need `id` and `entries` or
`rules` alone. What stands in them is added behind ours, or stands in for ours where the term or the rule's id is the
same; `{term: 左右, remove: "yes"}` and `{id: plan-verb, remove: "yes"}` take one of ours away. Its `ontology.ttl` is the
graph's matter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from extract.knowledge_files import KINDS, ONTOLOGY, check_folder, shortened, stems, written
from extract.written_rules import NEVER, endless, rule_written
from extract.written_rules import Rule as Rule
from ontology.errors import LexiconError

HERE = Path(__file__).parent
KEYS = ("id", "title", "source")
BY_NAME = frozenset({"org-context", "org-names", "person-context", "place-nation", "place-shapes", "programme-borders", "programme-carriers"})
"""Rule files whose rules the code asks for one by one: a rule of another name would never be read."""
IN_GAZETTEER = frozenset({"place-nationalities", "place-short-names", "place-variants"})
"""Lexicons that are built into data/gazetteer.npz: what is added later would be half known."""
Attributes = Mapping[str, str]
_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms in file order, each with its attributes (empty for a bare term)."""

    id: str
    entries: Mapping[str, Mapping[str, str]]

    def __contains__(self, term: str) -> bool:
        return term in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def with_attribute(self, key: str, value: str) -> tuple[str, ...]:
        """Terms whose attribute `key` is `value`, in file order."""
        return tuple(t for t, attributes in self.entries.items() if attributes.get(key) == value)

    def alternation(self) -> str:
        """A regular expression that matches any term, the longest first; with no terms it matches nowhere."""
        if not self.entries:
            return NEVER.pattern
        return "(?:" + "|".join(re.escape(t) for t in sorted(self.entries, key=lambda t: (-len(t), t))) + ")"


def use(folders: Iterable[Path]) -> None:
    """From here on this process reads users' folders too, the later ones over the earlier. Raises LexiconError.

    What is loaded already would not change: then, and when other folders are in use, RuntimeError is raised. A second
    call with the same folders does nothing.
    """
    global _folders
    wanted = tuple(Path(f).absolute() for f in folders)
    if wanted == _folders:
        return
    if _folders or lexicon.cache_info().currsize or rules.cache_info().currsize:
        raise RuntimeError("knowledge is loaded already: name users' folders before anything is extracted")
    for folder in wanted:
        check_folder(folder, {kind: names(kind) for kind in KINDS})
    _folders = wanted


def used() -> tuple[Path, ...]:
    """The users' folders in use, for other processes to use them too."""
    return _folders


def own_files() -> tuple[Path, ...]:
    """Every file of the users' folders in use, folder by folder."""
    return tuple(p for folder in _folders for kind in KINDS for p in sorted((folder / kind).glob("*.yaml")))


def own_ontologies() -> tuple[Path, ...]:
    """The `ontology.ttl` of each users' folder in use that has one."""
    return tuple(folder / ONTOLOGY for folder in _folders if (folder / ONTOLOGY).is_file())


def own_digests() -> tuple[str, ...]:
    """Every file of the users' folders in the order of reading, with its SHA-256: with the program they decide what is built."""
    found = [*((f"{p.parent.name}/{p.name}", p) for p in own_files()), *((p.name, p) for p in own_ontologies())]
    return tuple(f"{name} {sha256(p.read_bytes()).hexdigest()}" for name, p in found)


def load_all() -> None:
    """Loads every lexicon and runs every rule's examples. Raises LexiconError for the first fault."""
    for name in names("lexicons"):
        lexicon(name)
    for name in names("rules"):
        rules(name)


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon `lexicons/NAME.yaml` with what users' folders add. Raises LexiconError."""
    ours = {t: a for t, a, _ in _entries(HERE / "lexicons" / f"{name}.yaml", KEYS)}
    entries = dict(ours)
    for path in _own("lexicons", name):
        if name in IN_GAZETTEER:
            raise LexiconError("this lexicon is built into the gazetteer", path=path, remedy="add to ours and run scripts/make_gazetteer.py")
        for term, attributes, line in _entries(path, ("id",)):
            if attributes.get("remove") != "yes":
                _check_attributes(ours, term, attributes, path, line)
                entries[term] = attributes
            elif entries.pop(term, None) is None:
                raise LexiconError(f"{term!r} is to be removed, but is not there", path=path, line=line, remedy="write the term as ours has it")
    return Lexicon(name, MappingProxyType(entries))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of `rules/NAME.yaml` in file order and those of users' folders behind them, all examples run. Raises LexiconError."""
    found: dict[str, Rule] = {}
    for item, line in written(path := HERE / "rules" / f"{name}.yaml", "rules", KEYS):
        rule = _rule(path, item, line)
        if rule.id in found:
            raise LexiconError(f"two rules are called {rule.id!r}", path=path, line=line, remedy="rename one of them")
        found[rule.id] = rule
    ours = dict(found)
    for path in _own("rules", name):
        seen: set[str] = set()
        for item, line in written(path, "rules", ("id",)):
            rule = _own_rule(ours, path, item, line)
            if rule.id in seen:
                raise LexiconError(f"two rules are called {rule.id!r}", path=path, line=line, remedy="rename one of them")
            seen.add(rule.id)
            found[rule.id] = rule
    return tuple(found.values())


def names(kind: str) -> tuple[str, ...]:
    """The names of all files of a kind, `lexicons` or `rules`, sorted."""
    return stems(HERE / kind)


def _own(kind: str, name: str) -> Iterator[Path]:
    """The users' files of that name."""
    return (p for p in own_files() if p.parent.name == kind and p.stem == name)


def _entries(path: Path, keys: tuple[str, ...]) -> Iterator[tuple[str, Attributes, int]]:
    """The terms of a lexicon file, each with its attributes and its line."""
    seen: set[str] = set()
    for item, line in written(path, "entries", keys):
        attributes: dict[str, object] = dict(item) if isinstance(item, dict) else {"term": item}
        term = attributes.pop("term", None)
        if attributes.get("remove") is True:
            attributes["remove"] = "yes"
        if not isinstance(term, str) or any(not isinstance(v, str) for v in attributes.values()):
            remedy = 'write the text, or {term: text, key: text}; quote numbers and "yes"'
            raise LexiconError(f"not a term: {shortened(item)}", path=path, line=line, remedy=remedy)
        if not term or term != term.strip():
            raise LexiconError(f"{term!r} begins or ends in a blank, or is empty", path=path, line=line, remedy="no text would match: write the word alone")
        if term in seen:
            raise LexiconError(f"{term!r} stands twice", path=path, line=line, remedy="delete one of the two")
        seen.add(term)
        yield term, MappingProxyType({key: str(value) for key, value in attributes.items()}), line


def _check_attributes(ours: Mapping[str, Attributes], term: str, attributes: Attributes, path: Path, line: int) -> None:
    """A term that joins ours has the attributes that all of ours have, no unknown ones, and of a few values one of these."""
    if "remove" in attributes:
        raise LexiconError(f"{term!r} has remove {attributes['remove']!r}", path=path, line=line, remedy='write remove: "yes", or leave it out')
    rows = list(ours.values())
    values = {key: [row[key] for row in rows if key in row] for row in rows for key in row}
    for key, known in values.items():
        if key not in attributes and len(known) == len(rows):
            raise LexiconError(f"{term!r} has no {key}", path=path, line=line, remedy=f"add {key}, as all of ours have it")
        choice = sorted(set(known))
        if key in attributes and attributes[key] not in choice and len(known) >= 2 * len(choice):
            raise LexiconError(f"{term!r} has {key} {attributes[key]!r}", path=path, line=line, remedy=f"it is one of {', '.join(choice)}")
    for key in attributes:
        if key not in values:
            raise LexiconError(f"{term!r} has {key}, which nothing reads", path=path, line=line, remedy=f"there are {', '.join(values) or 'none'}")


def _own_rule(ours: Mapping[str, Rule], path: Path, item: object, line: int) -> Rule:
    """A user's rule. One that takes ours away never matches; one that stands in for ours keeps its groups and values."""
    rule_id = str(item.get("id")) if isinstance(item, dict) else ""
    old = ours.get(rule_id)
    if isinstance(item, dict) and item.get("remove") in ("yes", True):
        if old is None:
            raise LexiconError(f"{rule_id!r} is to be removed, but is not there", path=path, line=line, remedy=f"there are {', '.join(ours)}")
        return Rule(old.id, NEVER, old.value, (), ())
    rule = _rule(path, item, line)
    if old is None and path.stem in BY_NAME:
        raise LexiconError(f"nothing would read rule {rule.id!r}", path=path, line=line, remedy=f"stand in for one of {', '.join(ours)}")
    needed = old.pattern.groupindex.keys() if old else frozenset.intersection(*(frozenset(r.pattern.groupindex) for r in ours.values()))
    if lost := needed - rule.pattern.groupindex.keys():
        whose = "ours" if old else "all of ours"
        raise LexiconError(f"rule {rule.id!r} lacks the group {min(lost)!r} of {whose}", path=path, line=line, remedy=f"name one (?P<{min(lost)}>…)")
    _check_attributes({r.id: r.value for r in ours.values()}, rule.id, rule.value, path, line)
    if text := endless(rule):
        remedy = "let no repeat stand in a repeat where both can take the same characters, as in (?:[一-龥]+)+"
        raise LexiconError(f"rule {rule.id!r} comes to no end on {shortened(text)} and the like", path=path, line=line, remedy=remedy)
    return rule


def _rule(path: Path, item: object, line: int) -> Rule:
    """The rule that an item of a file is, the lexicons that its pattern names put in."""

    def alternation(name: str) -> str:
        if name not in names("lexicons"):
            raise LexiconError(f"there is no lexicon {name!r}", path=path, line=line, remedy=f"there are {', '.join(names('lexicons'))}")
        return lexicon(name).alternation()

    return rule_written(item, alternation, path, line)
