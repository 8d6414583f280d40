"""PROGRAMME mentions: the named arrangements of a text, quoted, titled or by their head noun, each with kind and carriers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.annotations import add_candidates, clean_of, mentions_of
from extract.knowledge import lexicon, rules
from extract.programme_borders import INSIDE, NAMES, border
from extract.programme_carriers import source_of, supposed_carriers, told_carriers
from extract.programme_lists import built_candidates, listed_candidates
from extract.programme_model import model
from extract.programme_names import bare_candidates
from extract.programme_quoted import Candidate, quoted_candidates
from extract.programme_titles import titled_candidates
from extract.values import Candidate as Refused
from extract.values import Field, Mention, ProgrammeKind

SURE, LIKELY = 0.9, 0.6
"""The confidence of rules that are nearly always, and mostly, right."""
SHORTENED = 0.8
"""What a short form keeps of its full name's score."""
LARGER = frozenset({"head=drive", "head=works", "head=item"})
"""What a longer name ends with that holds an institution's as its last part (高原和美|乡村建设行动)."""
SPREAD = 0.7
"""From which score on a name counts wherever it stands."""
LONG = 99
SHORTEST = {"programme-quoted": 4, "programme-name": 6, "programme-formula": 4}
"""How long a name must be, by the rule that found it, to be known again by its letters alone."""

Scored = tuple[Candidate, float]
Carriers = tuple[tuple[str, ...], str]
"""Who carries a programme out, and how that is known."""


def programme_mentions(doc: Doc) -> list[Mention]:
    """The programmes of the Doc in text order; `confidence` is the model's probability. Reads the mentions found before.

    What the model holds for less likely than its cut is left on the Doc as candidates.
    """
    clean = clean_of(doc)
    quoted = spread((c, model("quoted").probability(c.features)) for c in quoted_candidates(doc))
    bare = spread((c, max(model("bare").probability(c.features), LIKELY if "sure" in c.features else 0.0)) for c in bare_candidates(doc))
    found = [s for s in accepted(doc, quoted, bare) if clean.is_open(s[0].start, s[0].end)]
    told = carriers_of(doc, [c for c, _ in found])
    add_candidates(doc, (Refused(mention(c, p, ((), "carrier-none")), "refused-by-model") for c, p in disjoint((*quoted, *bare))))
    return [mention(candidate, score, told[i]) for i, (candidate, score) in enumerate(found)]


def accepted(doc: Doc, quoted: Sequence[Scored], bare: Sequence[Scored]) -> list[Scored]:
    """The candidates that are programmes, none inside another, in text order."""
    chosen: list[Scored] = [(c, p) for c, p in quoted if p >= model("quoted").threshold]
    chosen += [(c, SURE) for c in titled_candidates(doc)]
    chosen += [(c, LIKELY) for c in (*listed_candidates(doc), *built_candidates(doc), *formulas(doc))]
    named = [(c, p) for c, p in bare if p >= model("bare").threshold]
    longer = {c.end: c.start for c, _ in named if not LARGER.isdisjoint(c.features)}
    chosen += [(c, SURE) for c in institutions(doc) if longer.get(c.end, c.start) >= c.start]
    chosen += named
    chosen += list(short_forms(doc, bare, chosen))
    chosen += list(echoes(doc, chosen))
    shells = [(m.start, m.end) for m in mentions_of(doc, "ORG", "PERSON", "PLACE")]
    return disjoint(s for s in chosen if not any(a <= s[0].start and s[0].end <= b for a, b in shells))


def spread(scored: Iterable[Scored]) -> list[Scored]:
    """The same candidates, each with the best score that its text has anywhere in the document, if that is high."""
    rows = list(scored)
    best: dict[str, float] = {}
    for candidate, score in rows:
        if "known=metaphor" not in candidate.features:
            best[candidate.text] = max(best.get(candidate.text, 0.0), score)
    return [(c, best[c.text] if best.get(c.text, 0.0) >= SPREAD else p) for c, p in rows]


def institutions(doc: Doc) -> Iterator[Candidate]:
    """Institutions that are known by their own name, wherever they stand."""
    known, text = lexicon("programme-institutions"), doc.text
    whole = {t.idx + len(t.text) for t in doc}
    for term in sorted(known.with_attribute("bare", "yes")):
        at = text.find(term)
        while at >= 0:
            if at + len(term) in whole:
                yield Candidate(at, at + len(term), term, (), kind(known.entries[term]["kind"]), "programme-institution")
            at = text.find(term, at + len(term))


def formulas(doc: Doc) -> Iterator[Candidate]:
    """Names that are known by their form: formulas coined by counting that a verb governs, responses of a level, circles of minutes."""
    for rule in rules("programme-formulas"):
        for found in rule.pattern.finditer(doc.text):
            yield Candidate(found.start("hole"), found.end("hole"), found["hole"], (), kind(rule.value.get("kind", "")), "programme-formula")


def kind(value: str) -> ProgrammeKind:
    """The text of a lexicon as a kind."""
    match value:
        case "campaign" | "project" | "document":
            return value
    return "system"


def echoes(doc: Doc, chosen: Iterable[Scored]) -> Iterator[Scored]:
    """Where the name of a programme stands again, without its marks or in a context that said nothing."""
    names: dict[str, Scored] = {}
    text = doc.text
    for candidate, score in chosen:
        if score >= LIKELY and len(candidate.text) >= SHORTEST.get(candidate.rule, LONG):
            names.setdefault(candidate.text, (candidate, score))
    for name in sorted(names):
        candidate, score = names[name]
        at = text.find(name)
        while at >= 0:
            if not border("continues").pattern.search(text[at + len(name) : at + len(name) + 4]):
                yield replace(candidate, start=at, end=at + len(name), rule="programme-echo"), score
            at = text.find(name, at + len(name))


def opens_phrase(doc: Doc, start: int) -> bool:
    """Whether no noun, 等 or 实现 before the offset makes what begins there a part or a kind (外立面|改造工程, 某小区等|改造项目)."""
    span = doc.char_span(start - 1, start, alignment_mode="expand") if start else None
    before = span[0] if span else None
    return before is None or (before.tag_ not in INSIDE | NAMES | {"f"} and before.text not in ("等", "实现"))


def short_forms(doc: Doc, bare: Iterable[Scored], chosen: Iterable[Scored]) -> Iterator[Scored]:
    """The candidates that repeat the end of a longer name that was accepted before them (某镇智慧服务平台 … 服务平台)."""
    names = [(c, p) for c, p in chosen if c.rule == "programme-name"]
    for candidate, score in bare:
        longer = [p for c, p in names if c.end <= candidate.start and c.text != candidate.text and c.text.endswith(candidate.text)]
        if longer and opens_phrase(doc, candidate.start):
            yield replace(candidate, rule="programme-short-form"), max(score, SHORTENED * max(longer))


SHORTENABLE = frozenset({"programme-title", "programme-name"})
"""Rules whose names are said again by their end alone."""
ORDER = (
    "programme-title",
    "programme-quoted",
    "programme-institution",
    "programme-formula",
    "programme-name",
    "programme-list",
    "programme-echo",
    "programme-short-form",
)
"""Which rule's mention stays when two overlap."""


def disjoint(scored: Iterable[Scored]) -> list[Scored]:
    """What is left when of two that overlap the one with the better rule, then the longer one is kept; in text order."""
    kept: list[Scored] = []
    for one in sorted(scored, key=lambda s: (ORDER.index(s[0].rule), s[0].start - s[0].end, s[0].start)):
        if not any(one[0].start < k.end and k.start < one[0].end for k, _ in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s[0].start)


def carriers_of(doc: Doc, found: Sequence[Candidate]) -> list[Carriers]:
    """Who carries each out: what the text tells at one mention holds for every mention of that programme, else what the place in focus is."""
    told = [told_carriers(doc, c) for c in found]
    names = [full_name(found, i) for i in range(len(found))]
    first = {name: by for name, by in reversed(list(zip(names, told, strict=True))) if by}
    return [_carriers(doc, c, by, first.get(name, ())) for c, name, by in zip(found, names, told, strict=True)]


def _carriers(doc: Doc, candidate: Candidate, told: tuple[str, ...], elsewhere: tuple[str, ...]) -> Carriers:
    supposed = supposed_carriers(doc, candidate)
    known = ((told, "carrier-told"), (elsewhere, "carrier-told-elsewhere"), (supposed, "carrier-in-focus"), (source_of(doc, candidate), "carrier-source"))
    for by, rule in known:
        if by:
            return by, rule
    return (), "carrier-none"


def full_name(found: Sequence[Candidate], i: int) -> str:
    """The name that the mention stands for: the longer one of its kind before it that it shortens (《…的通知》 … 《通知》), else its own."""
    one = found[i]
    longer = [c.text for c in found[:i] if c.rule == one.rule in SHORTENABLE and c.text != one.text and c.text.endswith(one.text)]
    return canonical(longer[0] if longer else one.text)


def mention(candidate: Candidate, score: float, carried: Carriers) -> Mention:
    """The candidate as a mention."""
    return Mention(
        "PROGRAMME",
        candidate.start,
        candidate.end,
        candidate.text,
        candidate.rule,
        round(score, 4),
        kind=candidate.kind,
        by=carried[0],
        canonical=canonical(candidate.text),
        fields=(Field("kind", candidate.rule, SURE), Field("by", carried[1], LIKELY)),
    )


def canonical(name: str) -> str:
    """The name without inner marks and blanks, its joints in one spelling, so that mentions of one programme meet."""
    table = str.maketrans({"“": "", "”": "", "‘": "", "’": "", "「": "", "」": "", " ": "", "＋": "+", ",": "，", "-": "—", "－": "—"})
    return name.translate(table)
