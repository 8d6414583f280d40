"""Whether a candidate names one particular organisation here, or a kind of organisation, several, or only part of a post."""

from functools import cache
from re import Pattern, compile, escape, finditer

from extract.knowledge import lexicon
from extract.readings import Name, Reading, attribute, levels, pattern, suffix_at_end, terms

REACH = 24
"""Characters of context that a test sees on each side."""
FORMULA = compile("[、+＋—－]")
"""What joins the parts of a quoted formula."""
SPEECH = compile("[。！？!?，,]")
"""What only quoted speech holds."""
FOUNDED = frozenset({"team", "cooperative", "association", "research", "military"})
"""Kinds of which a founding verb alone makes a name."""
VAGUE = ("农民", "各类", "村级", "专业", "当地")
ZONES = tuple("园辖库小社景片山牧灾矿厂城郊校")
"""What makes 区 the end of another word: 园区, 辖区, 景区."""
NAMED = frozenset({"enterprise", "cooperative", "farm"})
"""Kinds whose names may begin with a brand or a person."""
SINGLE = ("应急救援中心", "领导小组", "领导小组办公室", "工作小组办公室", "指导组", "督导组", "工作组", "讲师团")
"""Bodies that the nation has single ones of, each under its own name (国家西北区域应急救援中心, 全国打击侵权假冒工作领导小组办公室)."""
NATIONAL = ("中国", "国家", "中央")
"""How the names of bodies of the whole country begin."""
OWN = frozenset({"school", "hospital", "farm", "research", "enterprise", "association", "media", "cooperative", "government", "military", "institution"})
"""Kinds whose names may begin with a place."""


@cache
def _general_before() -> Pattern[str]:
    words = sorted(lexicon("org-generic").with_attribute("kind", "before"), key=len, reverse=True)
    return compile("(?:" + "|".join(words).replace("(", r"\(").replace(")", r"\)") + r")\Z")


def is_particular(reading: Reading, name: Name) -> bool:
    """Whether the candidate, taken by itself, is an organisation mention by the guidelines."""
    if name.rule != "titled-medium" and is_titled(reading, name.start):
        return False
    if name.rule in ("titled-medium", "quoted-brand", "stationed"):
        return True
    if name.rule in ("national-team", "numbered-unit", "foreign-body", "builder"):
        return not is_general(reading, name)
    return not is_general(reading, name) and _test(reading, name)


def is_general(reading: Reading, name: Name, *, shared: bool = False) -> bool:
    """Whether words around the name or the name itself make it general, plural or a building.

    `shared`: the name is a bare function that shares the place of the name before it, and as such not general by itself.
    """
    text = reading.text
    own = text[name.start : name.end]
    behind = text[name.end : name.end + REACH]
    if not shared and (_is_common(own.removeprefix("全国")) or (name.rule != "official" and _is_common(own.removeprefix(name.level)))):
        return True
    if pattern("org-context", "facility-behind").match(behind) or (name.rule != "known" and pattern("org-context", "quantity-behind").match(behind)):
        return True
    if pattern("org-context", "honour-behind").match(behind) or (own == "中共" and pattern("org-context", "congress-behind").match(behind)):
        return True
    if own.endswith(("全局", "大局", "格局", "布局")):
        return True
    if own.endswith("政府") and pattern("org-context", "government-as-word").match(behind):
        return True
    if name.rule != "official" and (own.endswith("共同体") or _has_general_word(reading, name)):
        return name.rule != "quoted-whole" or own.endswith(terms("org-facilities"))
    if any(own.endswith(f) for f in lexicon("org-facilities")) and name.rule != "official":
        return True
    if name.anchor is not None or own.startswith("“"):
        return False
    if _in_formula(text, name) or (name.kind == "military" and own.startswith("驻")):
        return True
    if name.rule == "official" and name.level and pattern("org-context", "several-places").search(text[max(0, name.start - 2 * REACH) : name.start]):
        return True
    before = text[max(0, name.start - REACH) : name.start]
    return bool(_counted(before) or _general_before().search(before) or _general_before().search(before + name.level))


def _is_common(own: str) -> bool:
    return attribute("org-generic", own, "kind") == "name"


def _has_general_word(reading: Reading, name: Name) -> bool:
    """A word inside the name, outside quotes and behind its place, that makes it general: 全市…中心, 二级医院."""
    start = name.anchor.end if name.anchor is not None else name.start
    own = reading.text[start : name.end].rpartition("”")[2]
    borne = lexicon("org-general-words").with_attribute("founded", "yes") if name.kind == "team" and _founded(reading, name) else ()
    return any(_stands_in(word, own[:-1]) for word in lexicon("org-general-words") if word not in borne)


def _stands_in(word: str, own: str) -> bool:
    """Whether a name holds the word itself, not the end of another one (中等|职业学校)."""
    apart = attribute("org-general-words", word, "not_behind")
    return any(own[m.start() - 1 : m.start()] not in tuple(apart) for m in finditer(escape(word), own)) if apart else word in own


def _in_formula(text: str, name: Name) -> bool:
    """A part of a quoted working formula (“镇党委主导、村组具体抓”), not of quoted speech."""
    opening, closing = text.rfind("“", 0, name.start), text.find("”", name.end)
    quoted = text[opening + 1 : closing]
    return opening > text.rfind("”", 0, name.start) and closing > 0 and "“" not in quoted and bool(FORMULA.search(quoted)) and not SPEECH.search(quoted)


def _counted(before: str) -> bool:
    """A number and a classifier right before the name, with no founding verb between."""
    match = pattern("org-context", "quantity-before").search(before)
    return match is not None and not any(verb in match[0] for verb in lexicon("org-founding-verbs"))


def _test(reading: Reading, name: Name) -> bool:
    """The test of the candidate's own rule."""
    if name.rule == "official":
        return _test_official(reading, name)
    if name.rule == "known":
        return name.needs != "list" or _beside_known(reading, name)
    ending = suffix_at_end().search(reading.text[name.start : name.end])
    suffix = ending[0] if ending else ""
    own = reading.text[name.start : name.end - len(suffix)]
    if name.rule == "part" or (suffix in SINGLE and len(own) > 3 and own.startswith((*NATIONAL, "全国", "国务院"))):
        return True
    if name.rule == "quoted-whole":
        return attribute("org-suffixes", suffix, "team") == "yes" and _founded(reading, name)
    if name.rule == "quoted-name":
        return name.kind in ("team", "association", "research", "cooperative")
    if attribute("org-suffixes", suffix, "brand") == "yes" or attribute("org-suffixes", suffix, "quoted") == "yes":
        return False
    if attribute("org-suffixes", suffix, "sure") == "yes":
        known = name.kind == "enterprise" or name.anchor is not None or name.rule == "model"
        return len(own) >= 2 and own not in VAGUE and (known or _founded(reading, name))
    if attribute("org-suffixes", suffix, "team") == "yes":
        return name.anchor is not None or _is_inside_another(reading, name) or _is_named(reading, name, own)
    if name.kind == "institution" and name.rule not in ("fused", "part"):
        owned = (
            name.anchor is not None
            or (name.rule == "model" and own.startswith(NATIONAL))
            or attribute("org-levels", name.level, "level") not in ("", "village")
        )
        return owned and (suffix != "中心" or name.rule == "model")
    return name.rule in ("model", "fused", "part") or _test_walked(reading, name, own)


def _test_official(reading: Reading, name: Name) -> bool:
    """Behind a place; behind a level word; an office of a town; or a bureau of the county (民政局)."""
    if name.anchor is not None or name.needs == "place":
        return name.anchor is not None
    if name.level:
        return _level_is_a_word(reading, name)
    if reading.word_to(name.end) is None:
        return False
    text = reading.text[name.start : name.end]
    return name.needs == "none" or (name.kind == "government" and text.endswith(("局", "委")) and len(text) > 2)


def _test_walked(reading: Reading, name: Name, own: str) -> bool:
    """A name that begins with a place or a proper noun, or that the clause founds."""
    first = reading.words[reading.word_at(name.start)]
    proper = first.tag in ("LOC", "ORG") or (name.kind in NAMED and first.tag in ("PER", "nz"))
    if name.kind in OWN and (name.anchor is not None or proper):
        return len(own) > 1
    return name.kind in FOUNDED and len(own) >= 2 and _founded(reading, name)


def _level_is_a_word(reading: Reading, name: Name) -> bool:
    """Whether the level word is one, and not the end of another: 辖区|卫生院, 小区|党支部."""
    word = reading.words[reading.word_at(name.start)]
    before = reading.text[max(0, name.start - 2) : name.start]
    if name.level == "区" and before[-1:] in ZONES:
        return False
    return word.start == name.start or word.tag == "ORG" or before in ("联合", "会同", "协同")


def _is_inside_another(reading: Reading, name: Name) -> bool:
    """A team of the organisation whose name it starts with."""
    first = reading.words[reading.word_at(name.start)]
    return first.tag == "ORG" and first.start == name.start and 3 < first.end - first.start < name.end - name.start


def _is_named(reading: Reading, name: Name, own: str) -> bool:
    """A team that the article sets up under a name of its function, or comes back to by a longer name."""
    if len(own) < 2 or levels().fullmatch(own):
        return False
    text, before = reading.text[name.start : name.end], reading.text[max(0, name.start - REACH) : name.start]
    again = len(text) >= 6 and reading.text.count(text) > 1
    return again or _founded(reading, name) or bool(pattern("org-context", "called").search(before))


def _founded(reading: Reading, name: Name) -> bool:
    """Whether the clause says that somebody sets it up: a founding verb before the name or right behind it."""
    before = reading.text[max(0, name.start - 2 * REACH) : name.start].replace("“", "")
    behind = reading.text[name.end : name.end + REACH].removeprefix("”")
    rules_before = (pattern("org-context", "founding"), pattern("org-context", "founding-of"))
    return any(r.search(before) for r in rules_before) or bool(pattern("org-context", "founded-behind").match(behind))


def _beside_known(reading: Reading, name: Name) -> bool:
    text, terms = reading.text, lexicon("org-national")
    after = any(text.startswith(("、" + t, "和" + t), name.end) for t in terms)
    return after or any(text.endswith((t + "、", t + "和"), 0, name.start) for t in terms)


def is_titled(reading: Reading, start: int) -> bool:
    """Whether the offset stands inside a title 《》."""
    line = reading.text.rfind("\n", 0, start) + 1
    before = reading.text[line:start]
    return before.rfind("《") > before.rfind("》")
