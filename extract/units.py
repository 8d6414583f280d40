"""The unit behind a number: a measure or classifier of the lexicons, one that only the tagger knows, or none before a bare noun."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from extract.knowledge import lexicon
from extract.numerals import Number

MASK = "\0"
"""What stands in the open text for everything in which a number counts nothing."""
INFIX = re.compile(
    r"(?P<unit>个|年|天|公里|米|里|亩|吨|岁|倍|元|斤|公斤|次|小时|分钟|周|户|成|番|%)?(?P<more>多|余|半)"
    r"(?P<rest>小时|钟头|月|星期|百分点|世纪|工作日|年头)?"
)
NOT_AFTER_INFIX = re.compile(r"[数次种样少人数方年维功层渠元变震额款温波]|[\u4e00-\u9fff]?(?:元|%)")
"""Behind a unit and 多 or 余: the 多 or 余 opens the next word (3小时多层次, 20次余震)."""
NOMINAL = frozenset({"n", "nz", "vn", "a", "an", "nw", "b"})
BARE_INDEX = re.compile("[，。；、]|缩小|扩大|提高|提升|下降|上升|降|升|增")
"""What stands behind an index or ratio that has no unit (收入比由2.6缩小到2.4)."""
PEOPLE = re.compile("(?![级])[一-龥]{0,6}(?:人员|群众|居民|村民|农户|党员|学生|职工|游客|旅客|农民|老人|儿童|观众|市民|用户|人口)")
NUMERIC = re.compile("[零〇一二两三四五六七八九十百千万亿余多来几]+")
PLACE_NOUNS = re.compile("(?:个)?(?:自然村|行政村|省区市?|省份|镇|乡|街道|村|社区|县|市|区|省)(?![一-龥]{0,1}级)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where it ends; `more` is true when a 多 stands inside or behind it, `half` when a 半 does."""

    text: str
    end: int
    rule: str
    more: bool = False
    half: bool = False


@cache
def _units() -> re.Pattern[str]:
    terms = {term for name in ("unit-measure", "unit-classifier") for term in lexicon(name)}
    one = "(?:" + "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t))) + ")"
    return re.compile(rf"{one}(?:[/／](?:每)?{one})?")


def unit_behind(doc: Doc, text: str, number: Number) -> Unit | None:
    """The unit behind a number; None if the number has none and does not stand before a noun either."""
    end = number.end
    if number.kind in ("percent", "fraction", "half"):
        return Unit("", end, "fraction")
    gap = 1 if text[end : end + 1] == " " else 0
    if text[end : end + 3] == "级地震":
        return Unit("级", end + 1, "unit")
    if text[end : end + 2] == "成五":
        return Unit("成", end + 2, "compound", half=True)
    infix = INFIX.match(text, end)
    if infix and infix["rest"] and (infix["unit"] in (None, "个")):
        return Unit(infix["rest"], infix.end(), "compound", more=infix["more"] != "半", half=infix["more"] == "半")
    if match := _known_unit(doc, text, number, end + gap):
        more = INFIX.match(text, number.end + gap)
        if more and more["unit"] == match[0] != "个" and not more["rest"] and not NOT_AFTER_INFIX.match(text, more.end()):
            return Unit(match[0], more.end(), "compound", more=more["more"] != "半", half=more["more"] == "半")
        return Unit(match[0], match.end(), "unit")
    return _by_grammar(doc, text, number)


def _known_unit(doc: Doc, text: str, number: Number, start: int) -> re.Match[str] | None:
    """A unit of the lexicons that stands here and does not cut a longer noun."""
    match = _units().match(text, start)
    while match is not None:
        if _ends_well(doc, text, match) and not _is_other_word(text, number, match):
            return match
        match = _units().match(text, start, match.end() - 1)
    return None


def _ends_well(doc: Doc, text: str, match: re.Match[str]) -> bool:
    if re.search("[A-Za-z]$", match[0]) and re.match("[A-Za-z0-9]", text[match.end() :]):
        return False
    if not re.fullmatch("[一-龥]+", match[0]):
        return True
    token = _token(doc, match.end() - 1)
    return token is None or token.idx + len(token) <= match.end() or token.tag_ in ("m", "q", "TIME") or token.idx < match.start()


def _is_other_word(text: str, number: Number, match: re.Match[str]) -> bool:
    """成 and 番 are units of share and multiple only in their own places; the end of a unit may open the next word (9条|次干道)."""
    if match[0] == "成":
        return bool(re.match("[立员为功果就效绩型分品长人熟套交群片本]", text[match.end() :])) or number.high > 10
    if match[0] == "番":
        return not re.search("翻了?[^，。]{0,3}$", text[: number.start])
    if match[0] == "号":
        return text[match.end() : match.end() + 1] != "人"
    if match[0].endswith("次") and len(match[0]) > 1 and re.match("干[道线路]|生[林灾]", text[match.end() :]):
        return True
    return match[0] == "折" and number.high > 10


def _by_grammar(doc: Doc, text: str, number: Number) -> Unit | None:
    """A unit that only the tagger knows behind digits (what it knows behind 三 or 四 are set phrases), or none before a noun."""
    if number.low >= 10_000 and number.kind in ("arabic", "chinese") and re.match("[，,。；;、！]|$", text[number.end :]):
        return Unit("", number.end, "noun")
    if number.low % 1 and BARE_INDEX.match(text, number.end) and text[number.start - 1 : number.start] in ("为", "至", "到", "达", "的", "由", "从"):
        return Unit("", number.end, "noun")
    following = _token(doc, number.end)
    if following is None or number.end >= len(text) or (text[number.end] == MASK and not number.multiplier):
        return None
    if following.tag_ in ("m", "q") and following.idx == number.end and re.fullmatch("[一-龥]{1,3}", following.text) and not NUMERIC.fullmatch(following.text):
        if following.text in lexicon("quantity-not-units"):
            return None
        if number.kind == "arabic" and not PLACE_NOUNS.match(text, number.end):
            return Unit(following.text, number.end + len(following), "tagged")
    if text[number.end] == "大" and number.low < 100 and re.match("大[一-龥]", text[number.end :]):
        return Unit("", number.end, "big")
    return Unit("", number.end, "noun") if _before_noun(doc, text, number, following) else None


def _before_noun(doc: Doc, text: str, number: Number, following: Token) -> bool:
    """Does the number stand directly before the noun that it counts (378党员中心户, 12镇3乡)?"""
    if PLACE_NOUNS.match(text, number.end) and number.kind in ("arabic", "chinese") and number.low >= 2 and (number.kind == "arabic" or number.low >= 10):
        return True
    if PLACE_NOUNS.match(text, number.end) and number.low >= 3 and text[number.start - 1 : number.start] in (MASK, "等") and number.kind != "bare":
        return True
    if number.multiplier and PEOPLE.match(text, number.end):
        return True
    if number.kind == "bare" or (number.kind == "chinese" and (number.low < 20 or (number.low == number.high and number.end - number.start < 2))):
        return False
    if text[number.start] == "0" or number.end - number.start > 9 or number.low < 2 or (number.low % 1 and not number.multiplier):
        return False
    if text[number.end] == "的" and number.open:
        return True
    if following.idx != number.end or following.tag_ not in NOMINAL:
        return bool(number.multiplier and text[number.end] == MASK)
    return not any(lexicon("quantity-numbered-nouns").entries.get(text[number.end : number.end + length]) is not None for length in (1, 2, 3, 4))


def _token(doc: Doc, offset: int) -> Token | None:
    """The token that holds this offset."""
    if offset >= doc[-1].idx + len(doc[-1]):
        return None
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return None if span is None or not len(span) else span[0]
