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

Every rule has at least one hit and one miss.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

import yaml

from ontology.errors import LexiconError

HERE = Path(__file__).parent
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe both, but libyaml's is eight times as fast
LEXICON_REFERENCE = re.compile(r"\{([a-z][a-z0-9-]*)\}")


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
        """A regular expression that matches any term, the longest first."""
        return "(?:" + "|".join(re.escape(t) for t in sorted(self.entries, key=lambda t: (-len(t), t))) + ")"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it says, and the examples that hold it to that."""

    id: str
    pattern: re.Pattern[str]
    value: Mapping[str, str]
    hits: tuple[tuple[str, str], ...]
    misses: tuple[str, ...]


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon `lexicons/NAME.yaml`. Raises LexiconError."""
    path = HERE / "lexicons" / f"{name}.yaml"
    data = _mapping(path, ("id", "title", "source", "entries"))
    entries: dict[str, Mapping[str, str]] = {}
    for item, line in _items(path, data, "entries"):
        attributes = dict(item) if isinstance(item, dict) else {"term": item}
        term = attributes.pop("term", None)
        if not isinstance(term, str) or not term or any(not isinstance(v, str) for v in attributes.values()):
            raise LexiconError(f"not a term: {item!r}", path=path, line=line, remedy="write the text, or {term: text, key: text}; quote numbers")
        if term in entries:
            raise LexiconError(f"{term!r} stands twice", path=path, line=line, remedy="delete one of the two")
        entries[term] = MappingProxyType(cast(dict[str, str], attributes))
    return Lexicon(name, MappingProxyType(entries))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of `rules/NAME.yaml` in file order, their examples run. Raises LexiconError."""
    path = HERE / "rules" / f"{name}.yaml"
    data = _mapping(path, ("id", "title", "source", "rules"))
    found = tuple(_rule(path, item, line) for item, line in _items(path, data, "rules"))
    ids = [r.id for r in found]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise LexiconError(f"two rules are called {rule_id!r}", path=path, remedy="rename one of them")
    return found


def names(kind: str) -> tuple[str, ...]:
    """The names of all files of a kind, `lexicons` or `rules`, sorted."""
    return tuple(sorted(p.stem for p in (HERE / kind).glob("*.yaml")))


def _rule(path: Path, item: object, line: int) -> Rule:
    if not isinstance(item, dict) or not {"id", "pattern", "examples"} <= item.keys():
        raise LexiconError("a rule needs id, pattern and examples", path=path, line=line, remedy="see the head of extract/knowledge.py")
    where = f"rule {item['id']!r}"
    examples = item["examples"] or {}
    hits = tuple((h["text"], h["match"]) for h in examples.get("hit") or ())
    misses = tuple(examples.get("miss") or ())
    if not hits or not misses:
        raise LexiconError(f"{where} has no {'miss' if hits else 'hit'}", path=path, line=line, remedy="add at least one hit and one miss under examples")
    source = LEXICON_REFERENCE.sub(lambda m: lexicon(m[1]).alternation(), item["pattern"])
    try:
        pattern = re.compile(source)
    except re.error as fault:
        raise LexiconError(f"{where}: {fault}", path=path, line=line, remedy="mend the regular expression") from fault
    rule = Rule(item["id"], pattern, MappingProxyType(dict(item.get("value") or {})), hits, misses)
    for fault_text in faults(rule):
        raise LexiconError(f"{where}: {fault_text}", path=path, line=line, remedy="mend the pattern or the example")
    return rule


def faults(rule: Rule) -> Iterator[str]:
    """What the rule's own examples have against it."""
    for text, expected in rule.hits:
        match = rule.pattern.search(text)
        seen = None if match is None else match["hole"] if "hole" in rule.pattern.groupindex else match[0]
        if seen != expected:
            yield f"in {text!r} it finds {seen!r}, not {expected!r}"
    for text in rule.misses:
        if match := rule.pattern.search(text):
            yield f"it should find nothing in {text!r}, but finds {match[0]!r}"


def _mapping(path: Path, keys: tuple[str, ...]) -> dict[str, object]:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader)
    except FileNotFoundError as fault:
        raise LexiconError("no such file", path=path, remedy=f"there are {', '.join(names(path.parent.name))}") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise LexiconError(f"not YAML: {getattr(fault, 'problem', fault)}", path=path, line=line, remedy="check indentation and quotes there") from fault
    if not isinstance(data, dict) or any(k not in data for k in keys):
        raise LexiconError(f"needs the keys {', '.join(keys)}", path=path, line=1, remedy="see the head of extract/knowledge.py")
    if data["id"] != path.stem:
        raise LexiconError(f"its id is {data['id']!r}", path=path, line=1, remedy=f"write id: {path.stem}")
    return data


def _items(path: Path, data: Mapping[str, object], key: str) -> Iterator[tuple[object, int]]:
    """The items of a list in the file, each with the line that it starts on."""
    root = yaml.compose(path.read_text("utf-8"), Loader)
    node = next(v for k, v in cast(yaml.MappingNode, root).value if k.value == key)
    values = data[key]
    if not isinstance(values, list):
        raise LexiconError(f"{key} is not a list", path=path, remedy="write one item a line, each behind '- '")
    for value, child in zip(values, node.value, strict=True):
        yield value, child.start_mark.line + 1
