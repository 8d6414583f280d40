"""A rule as a file writes it, made a Rule: each of its fields checked, its examples run, and its pattern led astray to see that it comes to an end."""

import re
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import FrameType, MappingProxyType

from ontology.errors import LexiconError

LEXICON_REFERENCE = re.compile(r"\{([a-z][a-z0-9-]*)\}")
KEYS = ("id", "pattern", "value", "examples", "confidence")
NEVER = re.compile("(?!)")
ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
POSSESSIVE = re.compile(r"[*+?}]\+|\(\?>")
PATIENCE = 2.0
"""Seconds of processor time for all examples of a rule, and again for all the texts that lead it astray."""
TIMES, LONGEST, STRAYS = 40, 600, 300
"""How often a piece of an example is repeated, how long that grows at most, and how many such texts are tried."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it says, the examples that hold it to that, and how sure it is by its own word, if it says so."""

    id: str
    pattern: re.Pattern[str]
    value: Mapping[str, str]
    hits: tuple[tuple[str, str], ...]
    misses: tuple[str, ...]
    confidence: float | None = None


def rule_written(item: object, alternation: Callable[[str], str], path: Path, line: int) -> Rule:
    """The rule that an item of a file's list is; `alternation` turns a lexicon's name into a pattern. Raises LexiconError."""

    def refused(what: str, remedy: str) -> LexiconError:
        return LexiconError(what, path=path, line=line, remedy=remedy)

    if not isinstance(item, dict) or not {"id", "pattern", "examples"} <= item.keys():
        raise refused("a rule needs id, pattern and examples", "write them as those of our extract/rules have them")
    where = f"rule {item['id']!r}"
    for key in item:
        if key not in KEYS:
            raise refused(f"{where} has {key}, which nothing reads", f"there are {', '.join(KEYS)}")
    for key in ("id", "pattern"):
        if not isinstance(item[key], str) or not item[key].strip():
            raise refused(f"{where}: its {key} {item[key]!r} is no text", f'write {key}: "…"')
    value = item.get("value") or {}
    if not isinstance(value, dict) or not all(isinstance(t, str) for pair in value.items() for t in pair):
        raise refused(f"{where}: its value {value!r} is not keys with texts", "write value: {key: text}, and quote numbers")
    sure = item.get("confidence")
    if sure is not None and (isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1):
        raise refused(f"{where}: confidence {sure!r}", "write a number from 0 to 1")
    hits, misses = _hits(item["examples"]), _misses(item["examples"])
    if hits is None or misses is None:
        raise refused(f"{where}: its examples are not as they should be", "write examples: {hit: [{text: …, match: …}], miss: [text, …]}, and quote numbers")
    if not hits or not misses:
        raise refused(f"{where} has no {'miss' if hits else 'hit'}", "add at least one hit and one miss under examples")
    source = LEXICON_REFERENCE.sub(lambda m: alternation(m[1]), item["pattern"])
    if POSSESSIVE.search(ESCAPE_OR_CLASS.sub("x", source)):
        raise refused(f"{where} has a possessive quantifier or an atomic group", "write it without: Pythons before 3.11.5 lose matches there")
    try:
        rule = Rule(item["id"], re.compile(source), MappingProxyType(value), hits, misses, sure)
    except (re.error, OverflowError, RecursionError) as fault:
        raise refused(f"{where}: {fault}", "mend the regular expression") from fault
    for fault_text in faults(rule):
        raise refused(f"{where}: {fault_text}", "mend the pattern or the example")
    return rule


def _hits(examples: object) -> tuple[tuple[str, str], ...] | None:
    """The texts to be hit, each with what must match; None where they are not written so."""
    rows = examples.get("hit") or [] if isinstance(examples, dict) else None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and r.keys() == {"text", "match"} for r in rows):
        return None
    return tuple((r["text"], r["match"]) for r in rows) if all(isinstance(t, str) for r in rows for t in r.values()) else None


def _misses(examples: object) -> tuple[str, ...] | None:
    """The texts to be missed; None where they are not written so."""
    rows = examples.get("miss") or [] if isinstance(examples, dict) else None
    return tuple(rows) if isinstance(rows, list) and all(isinstance(t, str) for t in rows) else None


def faults(rule: Rule) -> Iterator[str]:
    """What the rule's own examples have against it."""
    text = ""
    try:
        with at_most(PATIENCE):
            for text, expected in rule.hits:
                match = rule.pattern.search(text)
                seen = None if match is None else match["hole"] if "hole" in rule.pattern.groupindex else match[0]
                if seen != expected:
                    yield f"in {text!r} it finds {seen!r}, not {expected!r}"
            for text in rule.misses:
                if match := rule.pattern.search(text):
                    yield f"it should find nothing in {text!r}, but finds {match[0]!r}"
    except TimeoutError:
        yield f"on {text!r} it comes to no end"


def endless(rule: Rule) -> str:
    """A text made of the rule's own examples on which the pattern comes to no end, or "" where none was met."""
    text = ""
    try:
        with at_most(PATIENCE):
            for text in islice(_strays(rule), STRAYS):
                rule.pattern.search(text)
                rule.pattern.fullmatch(text)
    except TimeoutError:
        return text
    return ""


def _strays(rule: Rule) -> Iterator[str]:
    """Pieces of the examples, repeated, with an end that nothing expects: single characters, then each example less one or cut off."""
    texts = [text for text, _ in rule.hits] + list(rule.misses)
    cuts = [text[:i] + text[j:] for text in texts for i in range(len(text)) for j in (i + 1, len(text))]
    for piece in dict.fromkeys([*"".join(texts), *sorted(cuts, key=len), *texts]):
        yield (piece * TIMES)[:LONGEST] + "\u0001"


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in the block once it has used so much processor time; the regular expression engine heeds it.

    Without effect outside the main thread, and where the system has no such clock (Windows).
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _ended(number: int, frame: FrameType | None) -> None:
    raise TimeoutError
