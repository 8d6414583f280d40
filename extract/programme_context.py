"""What stands around a phrase: the verb that governs it and the head noun behind it, as named features."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from extract.knowledge import Lexicon, lexicon

CLAUSE = "，,。、；;：:！!？?\n《》（）()“”‘’"
LINK = re.compile(r"(?:等)?(?:的)?")
REACH_BEFORE = 18
REACH_AFTER = 14


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun found after a quotation: `end` is where it ends, `near` whether it follows at once."""

    term: str
    end: int
    near: bool


def before_features(text: str, at: int) -> Iterator[str]:
    """What governs a quotation whose opening mark is at `at`: the nearest verb of its clause and the word beside it."""
    found = []
    clause = re.split(f"[{re.escape(CLAUSE)}]", text[max(0, at - REACH_BEFORE) : at])[-1]
    stripped = re.sub(r"(?:了|着|的|起|好)$", "", clause)
    verb, gap = nearest(stripped, "programme-verbs")
    if verb:
        found.append(f"verb.{'near' if gap == 0 else 'far'}={lexicon('programme-verbs').entries[verb]['class']}")
    elif clause:
        found.append("verb=none")
    if not clause:
        mark = text[at - 1] if at else "\n"
        found.append({"\n": "opens=line", "。": "opens=sentence", "、": "opens=list"}.get(mark, "opens=clause"))
    if clause.endswith("的"):
        found.append("before=的")
    if re.search(r"[一这那][张个块条把盘场道股本支种项]$", clause):
        found.append("before=classifier")
    if re.search(r"(?:是|即|为|像|如|似)$", clause):
        found.append("before=copula")
    return iter(found)


def nearest(clause: str, name: str) -> tuple[str, int]:
    """The lexicon's term that ends last in the clause and the count of characters behind it; ("", 0) where there is none."""
    table = lexicon(name)
    for end in range(len(clause), 0, -1):
        for size in range(min(longest(table), end), 0, -1):
            if clause[end - size : end] in table and (size > 1 or end == len(clause)):
                return clause[end - size : end], len(clause) - end
    return "", 0


@cache
def _longest(name: str) -> int:
    return max(map(len, lexicon(name)))


def longest(table: Lexicon) -> int:
    """The length of the lexicon's longest term."""
    return _longest(table.id)


def after_features(doc: Doc, at: int) -> tuple[Head | None, tuple[str, ...]]:
    """The head noun behind the closing mark that ends at `at`, and the features of what follows."""
    text = doc.text
    link = LINK.match(text, at)
    begin = link.end() if link else at
    rest = re.split(f"[{re.escape(CLAUSE)}]", text[begin : begin + REACH_AFTER])[0]
    found = []
    if text[at : at + 2] in ("——", "即，") or text[at : at + 3] == "，即" or text[at : at + 1] == "即":
        found.append("explained")
    if not rest and begin == at:
        found.append("closes=" + {"。": "sentence", "\n": "line", "，": "clause", ",": "clause", "、": "list"}.get(text[at : at + 1], "other"))
    others, heads = lexicon("programme-other-heads"), lexicon("programme-heads")
    head = head_after(doc, begin, rest)
    other = starts_with(rest, others)
    if head and (head.near or not other or heads.entries[head.term]["strength"] == "firm"):
        entry = heads.entries[head.term]
        sort = entry.get("group", entry["kind"]) if entry["strength"] == "loose" else entry["kind"]
        found.append(f"head.{'near' if head.near else 'far'}={entry['strength']}:{sort}")
        found.append(f"head={entry['strength']}")
    elif other:
        found.append(f"other={others.entries[other]['class']}")
        head = None
    elif ending := ends_run(doc, begin, rest, others):
        found.append(f"other.far={others.entries[ending]['class']}")
    elif rest:
        found.append("head=none")
    return head, tuple(found)


def starts_with(rest: str, table: Lexicon) -> str:
    """The longest term of the lexicon at the start of `rest`, or ""."""
    return next((rest[:n] for n in range(min(longest(table), len(rest)), 0, -1) if rest[:n] in table), "")


def head_after(doc: Doc, begin: int, rest: str) -> Head | None:
    """The head noun at `begin`, or a firm one at the end of the nominal run that begins there."""
    heads = lexicon("programme-heads")
    run = nominal_run(doc, begin, begin + len(rest))
    if (term := starts_with(rest, heads)) and not (len(term) == 1 and run > 1):
        stop = len(term)
        while more := starts_with(rest[stop:], heads):
            term, stop = more, stop + len(more)
        return Head(term, begin + stop, True)
    for stop in range(run, 1, -1):
        term = next((rest[stop - n : stop] for n in range(min(longest(heads), stop), 1, -1) if rest[stop - n : stop] in heads), "")
        if term and (heads.entries[term]["strength"] == "firm" or stop == run):
            return Head(term, begin + stop, False)
    return None


def nominal_run(doc: Doc, begin: int, end: int) -> int:
    """How many characters from `begin` on belong to one noun phrase, by the tags."""
    length = 0
    span = doc.char_span(begin, end, alignment_mode="contract") if end > begin else None
    for token in span or ():
        if token.tag_ not in NOMINAL or (token.tag_ == "v" and token.text in lexicon("programme-verbs")):
            break
        length = token.idx + len(token.text) - begin
    return length


NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "a", "v", "m", "q", "s", "f", "LOC", "ORG"})


def ends_run(doc: Doc, begin: int, rest: str, table: Lexicon) -> str:
    """The lexicon's term at the end of the nominal run from `begin`, or ""."""
    run = rest[: nominal_run(doc, begin, begin + len(rest))]
    return next((run[-n:] for n in range(min(longest(table), len(run)), 1, -1) if run[-n:] in table), "")
