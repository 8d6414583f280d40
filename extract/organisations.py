"""ORG mentions: the organisations that an article names, each with the place whose it is and a canonical name."""

from collections.abc import Sequence
from dataclasses import replace
from re import escape, finditer

from spacy.tokens import Doc

from extract.annotations import mentions_of
from extract.knowledge import lexicon
from extract.organisation_filters import is_general, is_particular, is_titled
from extract.organisation_names import listed, names
from extract.organisation_places import canonical_name, place_of, seat
from extract.posts import post_behind
from extract.readings import NAME_TAGS, Name, Reading, attribute, levels, pattern, reading_of, suffix_at_end
from extract.values import Field, Mention

CONFIDENCE = {
    "official": 0.9,
    "known": 0.9,
    "builder": 0.9,
    "stationed": 0.85,
    "model": 0.8,
    "quoted-name": 0.8,
    "titled-medium": 0.8,
    "quoted-whole": 0.7,
    "quoted-brand": 0.6,
}
"""How sure a rule is by itself; 0.7 for the others."""
REACH = 30
"""Characters behind a name in which its short form is introduced."""
BARE = frozenset({"hospital", "institution", "government", "team", "research", "school", "association"})
"""Kinds whose only member in a text is also called by the kind alone."""
OPENING = frozenset({"w", "v", "p", "c", "d", "TIME", "PER"})
"""Tags of words behind which a noun stands alone."""
SEPARATORS = ("、", "和", "及", "与")


def organisation_mentions(doc: Doc) -> list[Mention]:
    """The organisations named in the text, in text order; `place` and `canonical` let full, short and bare forms meet."""
    reading = reading_of(doc)
    people = mentions_of(doc, "PERSON")
    candidates = names(reading)
    posts = [n for n in candidates if post_behind(reading.text, n.end, people) and not pattern("org-context", "speaks-for").match(reading.text[n.end :])]
    alone = [n for n in candidates if not any(p.start <= n.start and n.end <= p.end for p in posts)]
    kept = _longest([n for n in alone if is_particular(reading, n)])
    kept = _longest([*kept, *_coordinated(reading, alone, kept), *(n for n in _listed(reading) if not is_general(reading, n))])
    kept = _longest([*kept, *_again(reading, alone, kept, people)])
    kept = _longest([*kept, *(n for n in _bare_again(reading, kept) if not any(p.start <= n.start and n.end <= p.end for p in posts))])
    placed = [(n, place_of(doc, reading, n)) for n in kept]
    placed = _resolved(reading, placed)
    found = [_mention(reading, n, place) for n, place in placed if place or not _is_anybodys(n)]
    return _with_aliases(reading, _in_full(found))


def _in_full(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, where the kind alone has the canonical name of the organisation that it stands for."""
    full: list[Mention] = []
    for mention in found:
        meant = next((m for m in reversed(full) if mention.rule == "org-bare" and m.text.endswith(mention.text)), mention)
        full.append(replace(mention, canonical=meant.canonical))
    return full


def _mention(reading: Reading, name: Name, place: str | None) -> Mention:
    text = reading.text[name.start : name.end]
    canonical, sure = canonical_name(reading, name, place), CONFIDENCE.get(name.rule, 0.7)
    whose = Field("place", _place_rule(name, text, place), 0.7)
    return Mention("ORG", name.start, name.end, text, rule=f"org-{name.rule}", confidence=sure, place=place, canonical=canonical, fields=(whose,))


def _place_rule(name: Name, text: str, place: str | None) -> str:
    """How the place is known: by the name itself, its level word, the organisation before it, what is spoken of, or not at all."""
    if place is None:
        return "org-place-none"
    if name.rule == "coordinated":
        return "org-place-coordinated"
    if name.rule == "known" or (name.anchor is None and seat(text) == place):
        return "org-place-known"
    return "org-place-named" if name.anchor is not None else "org-place-level" if name.level else "org-place-in-focus"


def _is_anybodys(name: Name) -> bool:
    """A bare body of a county, town or village where the text speaks of no particular one: 县委, 镇党委, 村委会."""
    return name.rule == "official" and name.anchor is None and attribute("org-levels", name.level, "level") in ("county", "township", "village")


def _longest(found: Sequence[Name]) -> list[Name]:
    """Without overlaps: the longest first, then the rule whose class is surer."""
    kept: list[Name] = []
    taken: set[int] = set()
    for n in sorted(found, key=lambda n: (n.start - n.end, -CONFIDENCE.get(n.rule, 0.7), n.start, n.rule)):
        if taken.isdisjoint(range(n.start, n.end)):
            kept.append(n)
            taken.update(range(n.start, n.end))
    return sorted(kept, key=lambda n: n.start)


def _coordinated(reading: Reading, candidates: Sequence[Name], kept: Sequence[Name]) -> list[Name]:
    """Bare functions that share the place of the name before them: 镇党委、政府; 区人大、政协."""
    found: list[Name] = []
    lenders = {n.end: n for n in kept if n.rule == "official" or n.kind == "team"}
    for name in candidates:
        team = name.rule == "walked" and name.kind == "team"
        if (not team and name.rule != "official") or name.level or name.anchor is not None or reading.text[name.start - 1 : name.start] not in SEPARATORS:
            continue
        lender = lenders.get(name.start - 1)
        if lender is not None and (lender.kind == "team") == team and not is_general(reading, name, shared=not team):
            shared = replace(name, rule="coordinated", needs="level")
            found.append(shared)
            lenders[shared.end] = lender
    return found


def _leader(reading: Reading, name: Name, found: Sequence[tuple[Name, str | None]]) -> str | None:
    """The place of the organisation in whose lead the sentence says that a team or association is set up: 镇党委牵头，…成立…联盟."""
    if name.kind not in ("team", "association") or not found or name.anchor is not None:
        return None
    leader, place = found[-1]
    between = reading.text[leader.end : name.start]
    return place if "牵头" in between and not any(mark in between for mark in "。；！？\n") else None


def _again(reading: Reading, candidates: Sequence[Name], kept: Sequence[Name], people: Sequence[Mention]) -> list[Name]:
    """A proper name wherever it stands again, and the shorter forms of a company's: 绿源棉业, 绿源公司 of …县绿源棉业有限公司."""
    found: list[Name] = []
    taken = {(n.start, n.end) for n in kept}
    for name in kept:
        if name.rule in ("official", "coordinated", "known", "titled-medium") or name.end - name.start < 4:
            continue
        text = reading.text[name.start : name.end]
        for form in (text, *_short_forms(reading, name, candidates)):
            for match in finditer(escape(form), reading.text):
                again = replace(name, start=match.start(), end=match.end(), rule="again", anchor=name.anchor if form == text else None)
                if match.span() not in taken and not post_behind(reading.text, again.end, people) and _stands_alone(reading, again):
                    found.append(again)
    return found


def _bare_again(reading: Reading, kept: Sequence[Name]) -> list[Name]:
    """The kind alone for the only organisation of that kind that the text names before: 总医院 of 仙游县总医院, 指导组 of 中央第五指导组."""
    found: list[Name] = []
    owners: dict[str, dict[str, Name]] = {}
    for name in kept:
        text = reading.text[name.start : name.end]
        if name.kind in BARE and "”" not in text and (ending := _bare_ending(text)):
            owners.setdefault(ending, {}).setdefault(text, name)
    for ending, named in sorted(owners.items()):
        name = next(iter(named.values()))
        for match in finditer(escape(ending), reading.text[name.end :]) if len(named) == 1 else ():
            bare = replace(name, start=name.end + match.start(), end=name.end + match.end(), rule="bare", level="", anchor=None)
            if _opens(reading, bare) and _stands_alone(reading, bare):
                found.append(bare)
    return found


def _bare_ending(text: str) -> str:
    """The kind by which a name may be called alone, "" where it is too short, a building's or any village's (博物馆, 村卫生室)."""
    ending = suffix_at_end().search(text)
    kind = ending[0] if ending and ending.start() else ""
    return kind if len(kind) > 2 and not levels().match(kind) and not kind.endswith("馆") else ""


def _opens(reading: Reading, name: Name) -> bool:
    """Whether the name starts a phrase: a word's start, and no noun or number before it that would narrow it."""
    i = reading.word_from(name.start)
    if i is None or i == 0:
        return i == 0
    before = reading.words[i - 1]
    return before.end < name.start or before.tag in OPENING


def _stands_alone(reading: Reading, name: Name) -> bool:
    """Whether the words of a name stand here as that name: at a word's end, not in a title, not counted or made general."""
    ends = reading.word_to(name.end) is not None or reading.word_from(name.end) is not None
    return ends and not is_titled(reading, name.start) and not is_general(reading, name, shared=True)


def _short_forms(reading: Reading, name: Name, candidates: Sequence[Name]) -> list[str]:
    if name.kind not in ("enterprise", "cooperative"):
        return []
    own = reading.text[name.anchor.end if name.anchor is not None else name.start : name.end]
    ending = suffix_at_end().search(own)
    core = own[: ending.start()] if ending else ""
    short = {reading.text[n.start : n.end] for n in candidates if n.kind == name.kind}
    kin = [s for s in short if (e := suffix_at_end().search(s)) and len(s[: e.start()]) > 1 and core.startswith(s[: e.start()]) and s != own]
    return sorted([*kin, *([core] if len(core) > 3 else [])], key=lambda s: (-len(s), s))


def _listed(reading: Reading) -> list[Name]:
    """Members of a list that a kind noun closes: 丰禾种业、永胜机械等企业; 司法所、环卫办等部门."""
    found: list[Name] = []
    functions = lexicon("org-functions")
    for spans, kind in listed(reading):
        for start, end in spans:
            text = reading.text[start:end]
            if kind == "government":
                function = next((text[i:] for i in range(len(text)) if text[i:] in functions), "")
                if len(function) > 2 and attribute("org-functions", function, "needs") != "place":
                    found.append(Name(end - len(function), end, "listed", attribute("org-functions", function, "class"), "none"))
                continue
            inside = [w for w in reading.words if start <= w.start and w.end <= end]
            inside = inside[max((i + 1 for i, w in enumerate(inside) if w.tag not in NAME_TAGS), default=0) :]
            if inside and end - inside[0].start >= 4 and any(w.tag in ("ORG", "LOC", "PER", "nz", "nt") for w in inside):
                found.append(Name(inside[0].start, end, "listed", kind))
    return found


def _resolved(reading: Reading, placed: Sequence[tuple[Name, str | None]]) -> list[tuple[Name, str | None]]:
    """Places lent along a coordination, and one place for a proper name throughout the text."""
    found: list[tuple[Name, str | None]] = []
    first: dict[str, str | None] = {}
    for name, place in placed:
        text = reading.text[name.start : name.end]
        if name.rule == "coordinated" and found:
            place = found[-1][1]
        elif name.rule == "bare":
            place = next(p for n, p in reversed(found) if reading.text[n.start : n.end].endswith(text) and n.end - n.start > len(text))
        elif name.rule == "again" or (name.anchor is None and not name.level and name.needs != "none"):
            place = first.setdefault(text, _leader(reading, name, found) or place)
        found.append((name, place))
    return found


def _with_aliases(reading: Reading, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, and the short forms that the text introduces （以下简称“…”） with what their full name says."""
    kept = list(found)
    for mention in found:
        match = pattern("org-context", "alias").match(reading.text[mention.end : mention.end + REACH])
        if match is None:
            continue
        for again in finditer(escape(match["hole"]), reading.text[mention.end :]):
            start, end = mention.end + again.start(), mention.end + again.end()
            introduced = start < mention.end + match.end()
            if not introduced and not _stands_alone(reading, Name(start, end, "alias")):
                continue
            if all(end <= m.start or m.end <= start or (m.start, m.end) == (start, end) for m in kept):
                kept = [m for m in kept if (m.start, m.end) != (start, end)]
                kept.append(replace(mention, start=start, end=end, text=match["hole"], rule="org-alias"))
    return sorted(kept, key=lambda m: m.start)
