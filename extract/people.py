"""PERSON mentions: names by the statistical model, by bylines and by the nouns before them, each with its posts."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from re import escape, finditer

from spacy.tokens import Doc

from extract.knowledge import lexicon, rules
from extract.person_names import DOTTED, address, strength, surname_weight
from extract.posts import Post, organisation_ends, posts_around, rubric_posts
from extract.readings import Reading, attribute, pattern, reading_of, terms
from extract.split_names import cut_names, does_something, introducers, lone_surnames, old_surnames, transcribed
from extract.statistical import Word
from extract.values import Field, Mention

FIRST_LINES, LAST_LINES = 4, 3
"""Non-empty lines at either end of the text where a signature may stand alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name at its place, with the post that its byline states."""

    start: int
    end: int
    rule: str
    confidence: float
    posts: tuple[Post, ...] = ()


def person_mentions(doc: Doc) -> list[Mention]:
    """The people named in the text, in text order.

    A person keeps, at each mention, every post that the article states anywhere; `canonical` is the full name, also for
    刘书记 where one person of that surname has the post.
    """
    reading = reading_of(doc)
    found = _longest([*_dotted(reading), *_signatures(reading, doc), *_introduced(reading), *_split(reading, doc), *_statistical(reading, doc)])
    found = _longest([*found, *_repeated(reading, found)])
    found = [f for f in found if not _is_part_of_something_else(reading, f)]
    ends = organisation_ends(reading)
    stated: dict[str, tuple[Post, ...]] = {}
    signed = {reading.text[f.start : f.end] for f in found if f.posts}
    before: tuple[int, tuple[Post, ...]] = (0, ())
    for f in found:
        name = reading.text[f.start : f.end]
        around = f.posts or (() if f.rule == "signature" else posts_around(reading, f.start, f.end, ends))
        if not around and reading.text[before[0] : f.start] == "、":
            around = before[1]
        before = (f.end, around[-1:])
        stated[name] = tuple(dict.fromkeys((*stated.get(name, ()), *around)))
    for name, post in rubric_posts(reading.text, stated).items():
        known = any(organisation.endswith(post[0]) and word == post[1] for organisation, word in stated[name])
        stated[name] = stated[name] if known else (*stated[name], post)
    return [_mention(reading, f, stated, signed) for f in found]


def _mention(reading: Reading, found: Found, stated: dict[str, tuple[Post, ...]], signed: Set[str]) -> Mention:
    name = reading.text[found.start : found.end]
    canonical, posts = name, stated[name]
    if (match := address().fullmatch(name)) and found.rule == "address":
        full = _known_by(match["surname"] or match["short"], match["title"] or "", stated)
        own = (("", match["title"]),) if attribute("person-titles", match["title"] or "", "post") else ()
        canonical, posts = (full, stated[full]) if full else (name, own)
    why = "posts-none" if not posts else "posts-signed" if canonical in signed else "posts-beside-name"
    fields = (Field("posts", why, 0.8),)
    return Mention("PERSON", found.start, found.end, name, f"person-{found.rule}", found.confidence, posts=posts, canonical=canonical, fields=fields)


def _known_by(surname: str, title: str, stated: dict[str, tuple[Post, ...]]) -> str:
    """The one full name with this surname whose posts allow the title; "" where none or several."""
    fits = [n for n, posts in stated.items() if n.startswith(surname) and strength(n) and not address().fullmatch(n)]
    if attribute("person-titles", title, "post"):
        fits = [n for n in fits if any(p.endswith(title) for _, p in stated[n])]
    return fits[0] if len(fits) == 1 else ""


def _dotted(reading: Reading) -> Iterator[Found]:
    """阿依古丽·买买提, between the words that stand before and behind it."""
    for match in DOTTED.finditer(reading.text):
        start, end = match.span()
        dot, last = reading.text.index("·", start), reading.text.rindex("·", start, end)
        before = [w.end for w in reading.words if start < w.end < dot and w.tag not in ("PER", "nr", "nz", "LOC")]
        before += [start + m.end() for m in introducers().finditer(reading.text[start:dot]) if start + m.end() < dot]
        start = max(before, default=start)
        end = min([w.end for w in reading.words if last + 2 < w.end < end and w.start <= last + 1] or [end])
        named = any(w.tag in ("PER", "nr") and w.start < end and start < w.end for w in reading.words)
        if reading.text[start - 1 : start] not in ("“", "《", "‘") and (named or _is_backed(reading, start, end)):
            yield Found(start, end, "dotted", 0.9)


def _signatures(reading: Reading, doc: Doc) -> Iterator[Found]:
    """Names in bylines, credits and signatures."""
    bylines = [(z.start, z.end) for z in getattr(doc._.clean, "zones", ()) if z.kind == "byline"]
    lines = [m for m in finditer("[^\n]+", reading.text) if m[0].strip()]
    edge = {m.start() for m in (*lines[:FIRST_LINES], *lines[-LAST_LINES:])}
    for line in lines:
        for rule in rules("person-bylines"):
            if rule.id in ("signed-line", "closing-parenthesis") and line.start() not in edge:
                continue
            for match in rule.pattern.finditer(line[0]):
                role, office = match["role"], match.groupdict().get("office") or ""
                for part in finditer("[^ 　、]+", match["hole"]):
                    if part[0] in lexicon("person-bylines"):
                        role = part[0]
                        continue
                    name, start = part[0], line.start() + match.start("hole") + part.start()
                    signed = rule.id == "signed-line" and any(s <= start < e for s, e in bylines)
                    if "·" in name or (strength(name) and (signed or not _is_plain_word(reading, start, start + len(name), rule.id))):
                        yield Found(start, start + len(name), "signature", 0.85, _signed(reading, line.start() + match.start("role"), role, office))


def _is_plain_word(reading: Reading, start: int, end: int, rule: str) -> bool:
    """A short line or bracket that the model reads as ordinary words is a heading or note, not a signature."""
    if rule not in ("signed-line", "closing-parenthesis") or strength(reading.text[start:end]) == "strong":
        return False
    return not any(w.tag in ("PER", "nr") for w in reading.words if w.start < end and start < w.end)


def _signed(reading: Reading, role_start: int, role: str, office: str) -> tuple[Post, ...]:
    """The post that a byline states: 记者 with its paper, 编辑; the office of a signature, with no post."""
    if office:
        return ((office, ""),)
    if attribute("person-bylines", role, "post") != "yes":
        return ()
    paper = next((reading.text[w.start : w.end] for w in reading.words if w.end == role_start and w.tag == "ORG"), "")
    return ((paper, role.removeprefix("本报").removeprefix("本台")),)


def _introduced(reading: Reading) -> Iterator[Found]:
    """Names that a post or a personal noun introduces though the model has missed them."""
    speech = terms("person-speech-verbs")
    for match in introducers().finditer(reading.text):
        start = match.end()
        for end, behind in ((start + 3, (*speech, *",，、。：:像和在把")), (start + 2, speech)):
            if reading.text.startswith(behind, end) and _looks_new(reading, start, end) and _may_be_new(reading.text[start:end]):
                yield Found(start, end, "introduced", 0.7)
                break


def _may_be_new(name: str) -> bool:
    """A surname that is seldom a word before one or two characters, none a verb of speech."""
    sure = "" if name[-1:] in "说称讲" else strength(name)
    return sure in ("strong", "usual") or (sure == "weak" and len(name) == 2 and surname_weight(name) != "rare")


def _looks_new(reading: Reading, start: int, end: int) -> bool:
    """Whether the model sees no word of the language here: single characters or names, with edges where the name has them."""
    inside = [w for w in reading.words if w.start < end and start < w.end]
    if not inside or inside[0].start != start or inside[-1].end != end:
        return False
    return all(w.end - w.start == 1 or w.tag in ("PER", "nr", "nz", "LOC", "ORG") for w in inside)


def _split(reading: Reading, doc: Doc) -> Iterator[Found]:
    """Names that the model cut or saw in part."""
    cut = (span for span in cut_names(reading) if doc.char_span(*span) is not None)
    for start, end in (*cut, *lone_surnames(reading)):
        yield Found(start, end, "split", 0.6)
    for start, end in old_surnames(reading):
        yield Found(start, end, "address", 0.6)
    for start, end in transcribed(reading):
        yield Found(start, end, "transcribed", 0.7)


def _statistical(reading: Reading, doc: Doc) -> Iterator[Found]:
    """What the model calls PER, where the characters or the context bear it out."""
    titles = [(z.start, z.end) for z in getattr(doc._.clean, "zones", ()) if z.kind in ("title", "subtitle", "heading")]
    people = _joined([_trimmed(w, reading.text) for w in reading.words if w.tag in ("PER", "nr")])
    counts = Counter(reading.text[w.start : w.end] for w in people)
    for word in people:
        text = reading.text[word.start : word.end]
        if (match := address().fullmatch(text)) and (match["title"] or len(text) == 2):
            yield Found(word.start, word.end, "address", 0.8 if match["title"] else 0.6)
            continue
        displayed = reading.text[word.start - 1 : word.start] in ("“", "《") or any(s <= word.start < e for s, e in titles)
        again = len(text) > 2 and counts[text] > 1
        same = not displayed and does_something(reading, word.start, word.end) and len(doc.char_span(word.start, word.end) or ()) == 1
        backed = same or _is_backed(reading, word.start, word.end) or again or _in_row(word, people, reading.text)
        if _is_likely(text, backed=backed, displayed=displayed, once=counts[text] == 1):
            yield Found(word.start, word.end, "model", 0.9 if backed else 0.7)
        elif len(text) >= 2 and not displayed and not strength(text) and _is_unusual_name(reading, word, text):
            yield Found(word.start, word.end, "model-unusual", 0.5)


def _is_likely(text: str, *, backed: bool, displayed: bool, once: bool) -> bool:
    """Whether the model's name is one: `displayed` = in quotes, a title or heading, where common words look like names."""
    sure = strength(text)
    if sure in ("strong", "usual") or (sure and len(text) == 3):
        return backed or not displayed
    return sure == "weak" and backed and not (displayed and once)


def _is_unusual_name(reading: Reading, word: Word, text: str) -> bool:
    """A name without a Chinese surname, or one that looks like a word, behind a post or before a verb of speech."""
    if len(text) == 4 and surname_weight(text):
        return False
    if _has_post(reading, word.start):
        return True
    return _is_backed(reading, word.start, word.end) and text not in lexicon("person-not-names")


def _trimmed(word: Word, text: str) -> Word:
    """The model's name without a verb of speech that it took in (许琳|说), or with the last character of its line."""
    longer = text[word.start : word.end + 1]
    if (
        word.end - word.start == 2
        and longer[-1] not in "说称讲"
        and strength(longer) in ("strong", "usual")
        and text[word.end + 1 : word.end + 2] in ("", "\n")
    ):
        return Word(word.start, word.end + 1, word.tag)
    at_home = text[word.end - 1] == "家" and text.endswith(("来到", "走进", "到", "在", "去"), 0, word.start)
    taken = (word.end - word.start == 3 and (text[word.end - 1] in "说称讲" or at_home)) or text[word.end - 1 : word.end + 1] == "笑着"
    return Word(word.start, word.end - 1, word.tag) if taken else word


def _has_post(reading: Reading, start: int) -> bool:
    return reading.text.endswith(terms("post-words"), 0, start) and not reading.text.endswith("总书记", 0, start)


def _joined(people: list[Word]) -> list[Word]:
    """The model's names, a lone surname joined to the given name behind it: 于|殿红."""
    found: list[Word] = []
    for word in people:
        if found and found[-1].end == word.start and word.start - found[-1].start == 1 and word.end - word.start <= 2:
            word = Word(found.pop().start, word.end, word.tag)
        found.append(word)
    return found


def _in_row(word: Word, people: Sequence[Word], text: str) -> bool:
    """Whether another name is joined to it by 、 or 和."""
    return any(text[a.end : b.start] in ("、", "和", "与") for a, b in pairwise(people) if word in (a, b))


def _is_backed(reading: Reading, start: int, end: int) -> bool:
    """A post or personal noun before the name, or an act of speech behind it."""
    before = reading.text[max(0, start - 8) : start].rstrip(" 　")
    behind = reading.text[end : end + 6].lstrip(" 　")
    introduced = any(before.endswith(terms(name)) for name in ("post-words", "person-nouns", "person-bylines"))
    return introduced or behind.startswith(terms("person-speech-verbs"))


def _repeated(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """Every further place where a full name stands that was found once."""
    names = {reading.text[f.start : f.end] for f in found if f.rule != "address"}
    for name in sorted(names):
        for match in finditer(escape(name), reading.text):
            if len(name) > 2 or (reading.word_from(match.start()) is not None and reading.word_to(match.end()) is not None):
                yield Found(match.start(), match.end(), "repeated", 0.8)


def _is_part_of_something_else(reading: Reading, found: Found) -> bool:
    """Inside a theory, a title, a place or a web address."""
    if pattern("person-context", "theory-behind").match(reading.text[found.end : found.end + 12]):
        return True
    return any(m.start < found.end and found.start < m.end for m in reading.mentions)


def _longest(found: Sequence[Found]) -> list[Found]:
    """Without overlaps: the longer first, then the surer."""
    kept: list[Found] = []
    taken: set[int] = set()
    for f in sorted(found, key=lambda f: (f.rule != "signature", -(f.end - f.start), -f.confidence, f.start, f.rule)):
        if taken.isdisjoint(range(f.start, f.end)):
            kept.append(f)
            taken.update(range(f.start, f.end))
    return sorted(kept, key=lambda f: f.start)
