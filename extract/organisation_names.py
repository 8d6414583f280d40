"""Stretches of a text that have the shape of an organisation's name, before it is decided whether each names one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from re import Match, Pattern, compile

from extract.aliases import stem
from extract.knowledge import lexicon
from extract.organisation_anchors import anchored
from extract.organisation_parts import parts
from extract.readings import NAME_TAGS, Name, Reading, attribute, levels, pattern, suffix_at_end, suffixes, terms

SURE_LENGTH = 5
"""Characters of a known name that no other words would spell."""
LONGEST = 22
"""Characters that the walk back from a suffix may cover."""
NUMBER = compile("^第[一二三四五六七八九十百零\\d]+(?:届|网格|片区)?")
CONGRESS = compile("[一二三四五六七八九十]+大")
"""A party congress, which names of teams of speakers begin with."""
JOINED = ("联合", "会同", "协同", "携手", "以")
"""What joins one that acts to those it acts with, or to those it acts through."""


@lru_cache(maxsize=2)
def names(reading: Reading) -> tuple[Name, ...]:
    """All candidates, overlaps included, in text order."""
    bodies = [*_official(reading), *_statistical(reading)]
    found = [
        *bodies,
        *_known(reading),
        *_walked(reading),
        *_with_place_inside(reading),
        *_quoted(reading),
        *_titled(reading),
        *_stationed(reading, bodies),
        *_national_teams(reading),
    ]
    found += [*_fused(found), *parts(reading, found)]
    return tuple(sorted(dict.fromkeys(found), key=lambda n: (n.start, -n.end, n.rule)))


def _official(reading: Reading) -> Iterator[Name]:
    """Bodies of state, party, mass organisations and villages: 县农业农村局, 河津市委, 大端村党组织."""
    for match in pattern("org-names", "official").finditer(reading.text):
        level = m[0] if (m := levels().match(match[0])) and len(m[0]) < len(match[0]) else ""
        core = match[0].removeprefix(level)
        core = core if (entry := lexicon("org-functions").entries.get(core)) else _after_term(core)
        entry = lexicon("org-functions").entries.get(core, {"class": "party", "needs": "level"})
        name = Name(match.start(), match.end(), "official", entry["class"], entry["needs"], level)
        if not level and core.startswith("委") and core not in lexicon("org-functions"):
            name = replace(name, start=name.start - 1, level=reading.text[name.start - 1])
        if core.startswith("团") and core.endswith("委") and len(core) == 3:
            name = replace(name, level=core[1])
        yield anchored(reading, name)


def _fused(found: Sequence[Name]) -> Iterator[Name]:
    """A body of another, written behind it: 农业农村部|党组, …公司|工会, …公安局|…派出所."""
    outer = {n.end: n for n in found if n.rule in ("official", "known", "model", "walked") and (n.level or n.anchor is not None or n.rule != "official")}
    for name in found:
        bare = name.rule == "official" and name.needs != "place" and not (name.level and name.anchor is None)
        if bare and name.kind not in ("congress", "consultative") and (around := outer.get(name.start)) and around.kind != "party":
            yield replace(name, start=around.start, rule="fused", level=around.level, anchor=around.anchor)


def _national_teams(reading: Reading) -> Iterator[Name]:
    """Teams of the nation, numbered units of an army, bodies of foreign states, numbered builders: 国家跳水队, 新四军第五师, 日本厚生劳动省, 中铁十一局."""
    for rule, kind in (("national-team", "team"), ("numbered-unit", "military"), ("foreign-body", "government"), ("builder", "enterprise")):
        for match in pattern("org-names", rule).finditer(reading.text):
            yield Name(*match.span(), rule, kind, "none")


def _after_term(core: str) -> str:
    """第三届人民代表大会, 第一网格党支部 without their number."""
    return NUMBER.sub("", core)


@cache
def _national() -> Pattern[str]:
    return compile(lexicon("org-national").alternation())


def _known(reading: Reading) -> Iterator[Name]:
    """Bodies, media and companies known nation-wide, where they stand as whole words."""
    for match in _national().finditer(reading.text):
        first, last = reading.word_from(match.start()), reading.word_to(match.end())
        if first is None or (last is None and not _runs_over(reading, match)) or (len(match[0]) == 2 and reading.words[first].end < match.end()):
            continue
        term = match[0]
        yield Name(match.start(), match.end(), "known", attribute("org-national", term, "class"), attribute("org-national", term, "needs"))


def _runs_over(reading: Reading, match: Match[str]) -> bool:
    """Whether the model's word runs over the end of a long known name: 国家卫生健康委|派, 国家林业和草原局|林草调查规划院."""
    word, length = reading.words[reading.word_at(match.end() - 1)], match.end() - match.start()
    sure = length == SURE_LENGTH or (length + 1 == SURE_LENGTH and attribute("org-national", match[0], "class") == "media")
    return length > SURE_LENGTH or (sure and word.tag == "ORG" and word.end - match.end() == 1)


def _statistical(reading: Reading) -> Iterator[Name]:
    """What the model calls ORG, freed of what stands before the name, grown over the words that complete it."""
    for i, word in enumerate(reading.words):
        if word.tag == "ORG":
            start = _name_start(reading, word.start, word.end)
            if name := _with_suffix(reading, start, _name_end(reading, i, start), "model"):
                yield anchored(reading, name)


def _name_start(reading: Reading, start: int, end: int) -> int:
    """Behind a preposition or verb of joint action that the model took in: 经|城固县政府, 镇党委联合|县气象局."""
    leading = terms("org-leading-words")
    start += 2 if reading.text.startswith(("年内", "年底", "年初"), start) else 0
    while end - start > 3 and reading.text[start] in leading and not _national().match(reading.text, start) and not levels().match(reading.text, start):
        start += 1
    for cut in range(start + 2, end - 2):
        if reading.text[start:cut].endswith(leading) and (levels().match(reading.text, cut) or reading.place_from(cut)):
            start = cut
    return start


def _name_end(reading: Reading, i: int, start: int) -> int:
    """Over one or two nouns behind the word `i` that end like an organisation: 国家防总|办公室."""
    end = reading.words[i].end
    another = (*lexicon("org-leading-words"), *lexicon("org-levels"))
    for word in reading.words[i + 1 : i + 3]:
        if word.start != end or word.tag not in NAME_TAGS or reading.text.startswith(another, end):
            break
        if not suffix_at_end().search(reading.text[start : word.end]):
            break
        end = word.end
    return end


def _with_suffix(reading: Reading, start: int, end: int, rule: str) -> Name | None:
    ending = suffix_at_end().search(reading.text[start:end])
    if ending is None or ending.start() == 0:
        return None
    level = levels().match(reading.text[start:end])
    kind = attribute("org-suffixes", ending[0], "class")
    return Name(start, end, rule, kind, level=level[0] if level and level.end() < end - start else "")


def _walked(reading: Reading) -> Iterator[Name]:
    """Names found from their suffix: back over the nouns before it, a quotation, and one place."""
    for match in suffixes().finditer(reading.text):
        if reading.word_to(match.end()) is None or len(match[0]) == 1:
            continue
        start = _walk(reading, reading.words[reading.word_at(match.start())].start, match.end())
        start = _past_dash(reading, _behind_joint(reading, start, match.start()))
        if reading.text[start] == "人" and reading.text[start - 1 : start].isnumeric():
            start += 1
        if match.start() - start > 2 and reading.text[start] in lexicon("org-leading-words") and reading.place_from(start) is None:
            start += 1
        if start < match.start() and (name := _with_suffix(reading, start, match.end(), "walked")):
            yield anchored(reading, name)
        elif start == match.start() and match[0] in lexicon("org-named-units") and (place := reading.place_to(start)) and stem(place.text) == place.text:
            yield anchored(reading, Name(start, match.end(), "walked", attribute("org-suffixes", match[0], "class")))


def _behind_joint(reading: Reading, start: int, end: int) -> int:
    """Behind a word of joint action inside a name, where a level word or a place begins anew: 某村党总支联合|镇司法所."""
    for cut in range(end - 1, start + 1, -1):
        if reading.text[start:cut].endswith(JOINED) and (levels().match(reading.text, cut) or reading.place_from(cut)):
            return cut
    return start


def _past_dash(reading: Reading, start: int) -> int:
    """Over a dash to the country or place that a name joins with the one behind it: 中国—东盟…交易所."""
    i = reading.word_to(start - 1) if reading.text[start - 1 : start] in ("—", "－", "–") else None
    return reading.words[i].start if i is not None and reading.words[i].tag == "LOC" else start


def _with_place_inside(reading: Reading) -> Iterator[Name]:
    """Companies that name their place in brackets: 博丰种业（重庆）有限公司."""
    for match in pattern("org-names", "enterprise-in").finditer(reading.text):
        start = _walk(reading, match.start(), match.end())
        if match.start() - start > 1 and reading.word_to(match.end()) is not None:
            yield anchored(reading, Name(start, match.end(), "walked", "enterprise"))


def _walk(reading: Reading, start: int, end: int) -> int:
    """Back over words that names are made of; over a verb too where the article says the longer name again."""
    while end - start < LONGEST:
        i = reading.word_to(start)
        if i is None or reading.place_to(start) is not None:
            return start
        if not _may_be_in_name(reading, i):
            if i == 0 or not _is_said_again(reading, i, end):
                return start
            i -= 1
        start = reading.words[i].start
        if reading.words[i].tag == "LOC":
            return start
    return start


def _may_be_in_name(reading: Reading, i: int) -> bool:
    word = reading.text[reading.words[i].start : reading.words[i].end]
    if any(mark in word for mark in "【】《》（）“”") or word in terms("org-founding-verbs") or word in terms("org-leading-words"):
        return False
    if _is_place_and_verb(reading, i, word) or CONGRESS.fullmatch(word):
        return not word.endswith(terms("org-founding-verbs"))
    return reading.words[i].tag in NAME_TAGS or word in lexicon("org-inner-verbs")


def _is_place_and_verb(reading: Reading, i: int, word: str) -> bool:
    """Whether the model took a place and the verb behind it for one name: 某省组织|帮扶工作队."""
    place = reading.place_from(reading.words[i].start) if reading.words[i].tag == "ORG" else None
    return place is not None and word[place.end - place.start :] in terms("org-founding-verbs")


def _is_said_again(reading: Reading, i: int, end: int) -> bool:
    """Whether a noun, the verb `i` and what follows it up to `end` stand in the text twice: 大婶|帮办|队."""
    noun, verb = reading.words[i - 1], reading.words[i]
    if noun.end != verb.start or verb.tag != "v" or noun.tag not in ("n", "nz", "PER") or end - noun.start > LONGEST:
        return False
    return reading.text.count(reading.text[noun.start : end]) > 1


def _quoted(reading: Reading) -> Iterator[Name]:
    """Names with a quotation at their head (“红石榴”宣讲队), and names that a quotation is (“红袖章巡逻队”, “丰禾果业”)."""
    for match in pattern("org-names", "quoted-name").finditer(reading.text):
        end = _longest_suffix(reading, match)
        if reading.word_to(end) is not None and (name := _with_suffix(reading, match.start(), end, "quoted-name")):
            yield anchored(reading, name)
    for rule in ("quoted-whole", "quoted-brand"):
        for match in pattern("org-names", rule).finditer(reading.text):
            ending = suffix_at_end().search(match["hole"])
            yield Name(*match.span("hole"), rule, attribute("org-suffixes", ending[0], "class") if ending else "enterprise")


def _longest_suffix(reading: Reading, match: Match[str]) -> int:
    """The end of the longest suffix that starts inside the match's unquoted part."""
    quote = reading.text.index("”", match.start()) + 1
    ends = [m.end() for i in range(quote, match.end()) if (m := suffixes().match(reading.text, i))]
    return max(ends, default=match.end())


def _titled(reading: Reading) -> Iterator[Name]:
    """Media and broadcast columns named by a title: 《…》栏目."""
    for match in pattern("org-names", "titled-medium").finditer(reading.text):
        yield Name(*match.span("hole"), "titled-medium", "media")


def _stationed(reading: Reading, bodies: Sequence[Name]) -> Iterator[Name]:
    """A team that a body stations in a village, with the body before it: …局驻…村工作队."""
    for match in pattern("org-names", "stationed").finditer(reading.text):
        if starts := [n.start for n in bodies if n.end == match.start()]:
            yield Name(min(starts), match.end(), "stationed", "team")


def listed(reading: Reading) -> Iterator[tuple[Sequence[tuple[int, int]], str]]:
    """The items of each list that a kind noun closes (A、B等企业), with the class of that noun."""
    for match in pattern("org-names", "listed").finditer(reading.text):
        kinds = [t for t in lexicon("org-listed-kinds") if match[0].endswith(t)]
        body, at, spans = match[0][: match[0].rindex("等")], match.start(), []
        for item in body.split("、"):
            spans.append((at, at + len(item)))
            at += len(item) + 1
        yield spans, attribute("org-listed-kinds", max(kinds, key=len), "class")
