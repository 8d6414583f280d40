"""Numbers as Chinese news writes them: Arabic, full-width, Chinese, mixed, adjacent (七八百), fractions and percentages.

The grammar (how the digits, the multipliers 百 千 万 亿 and the 余 多 来 几 inside a number follow one another) is ours;
plain Chinese integers are read by cn2an. Which number counts something is decided in `extract.quantities`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import cn2an

DIGITS = "一二两三四五六七八九"
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:[.．]\d+|·\d+(?=[%％万亿]))?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_PLAIN = rf"(?:{_ARABIC}|{_CHINESE})"
NUMBER = re.compile(
    r"(?<![\d/])(?P<slash>[1-9]/(?:[2-9]|10))(?![\d/]|\s?[月日])"
    rf"|(?P<percent>百分之(?P<hundredths>{_PLAIN}))"
    rf"|(?P<denominator>{_PLAIN})分之(?P<numerator>{_PLAIN})"
    r"|(?P<halved>(?<![上下前后大小多一两三四五六七八九十\d年月个天])半(?=个?多?(?:小时|钟头|月|天|年|公里|亩|斤|吨|里地))(?!年[来前后报]|天[然]))"
    r"|(?P<half>一半|(?<=过)半(?!数|个|年|天|月|小时|里|百)|半数)"
    rf"|(?P<arabic>{_ARABIC})(?P<inner>[余多来几])?(?P<mult>[百千]?(?:万亿|[万亿])|千(?!克|瓦|米|卡|帕|伏)|百(?!帕))?"
    rf"(?P<rest>\d{{1,4}}[百千万](?!克|瓦|米))?(?P<outer>余|多(?!个(?:方面|部门联))|来(?=[个名次人户]))?"
    rf"|(?P<chinese>{_CHINESE})(?P<cinner>[余多来几])?(?P<cmult>[百千]?[万亿]+)?(?P<couter>余|多|来(?=[个名次人户]))?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: `value`, or `low` and `high` where it is a span of numbers itself (七八百).

    `multiplier` is the 万 or 亿 at its end (it may belong to the unit: 23 万元), already counted in `value`; `open` is
    true when a 余 or 多 says that there is more; `kind` tells the form.
    """

    start: int
    end: int
    low: float
    high: float
    kind: str
    open: bool = False
    multiplier: str = ""

    @property
    def value(self) -> float | None:
        """The one value, or None for a span of numbers."""
        return self.low if self.low == self.high else None


def numbers(text: str) -> Iterator[Number]:
    """The numbers of the text from left to right, none inside another; offsets into `text`."""
    position = 0
    while match := NUMBER.search(text, position):
        number = _read(match)
        position = match.end() if number is None else number.end
        if number is not None:
            yield number


def _read(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["percent"]:
        return _single(start, end, _plain(match["hundredths"]), "percent")
    if match["denominator"]:
        top, bottom = _plain(match["numerator"]), _plain(match["denominator"])
        return _single(start, end, round(top / bottom, 6) if top is not None and bottom else None, "fraction")
    if match["slash"]:
        above, below = match["slash"].split("/")
        return _single(start, end, round(int(above) / int(below), 6), "fraction")
    if match["halved"]:
        return _single(start, end, 0.5, "halved")
    if match["half"]:
        return _single(start, end, 0.5, "half")
    if match["arabic"]:
        return _arabic(match)
    return _chinese(match)


def _single(start: int, end: int, value: float | None, kind: str) -> Number | None:
    return None if value is None else Number(start, end, value, value, kind)


def _arabic(match: re.Match[str]) -> Number:
    value = arabic_value(match["arabic"]) * _product(match["mult"] or "")
    if match["rest"]:
        value += float(match["rest"][:-1]) * MULTIPLIERS[match["rest"][-1]]
    mult = "" if match["rest"] else _large(match["mult"] or "")
    value = round(value, 6)
    return Number(match.start(), match.end(), value, value, "arabic", bool(match["inner"] or match["outer"]), "" if match["outer"] else mult)


def _chinese(match: re.Match[str]) -> Number | None:
    body, mult = match["chinese"], match["cmult"] or ""
    bounds = chinese_bounds(body)
    if bounds is None:
        return None
    low, high = (bound * _product(mult) for bound in bounds)
    open_ = bool(match["cinner"] or match["couter"])
    tail = mult or (re.search("[万亿]+$", body) or [""])[0]
    if match["couter"] or (not mult and (match["cinner"] or tail == body)):
        tail = ""
    return Number(match.start(), match.end(), low, high, "bare" if set(body) <= MULTIPLIERS.keys() - {"十"} else "chinese", open_, _large(tail))


def arabic_value(digits: str) -> float:
    """The value of Arabic digits, half- or full-width, with thousands separators and a point of any kind.

    >>> arabic_value("1，300"), arabic_value("２５．８"), arabic_value("3·5")
    (1300.0, 25.8, 3.5)
    """
    return float(re.sub("[．·]", ".", re.sub("[,，]", "", digits)))


def chinese_bounds(body: str) -> tuple[float, float] | None:
    """Lower and upper value of a Chinese number without 余 and 多, equal but for adjacent digits; None if it is none.

    >>> chinese_bounds("三十二"), chinese_bounds("七八百"), chinese_bounds("十五六"), chinese_bounds("一二三")
    ((32.0, 32.0), (700.0, 800.0), (15.0, 16.0), None)
    """
    pair = re.search(f"([{DIGITS}])([{DIGITS}])", body)
    if pair is None:
        value = chinese_value(body)
        return None if value is None else (value, value)
    low, high = (chinese_value(body[: pair.start()] + digit + body[pair.end() :]) for digit in (pair[1], pair[2]))
    first, second = ("一二三四五六七八九".index(digit.replace("两", "二")) for digit in (pair[1], pair[2]))
    if low is None or high is None or not (second - first == 1 or (pair[1], pair[2]) == ("三", "五")):
        return None
    return low, high


def chinese_value(body: str) -> float | None:
    """The value of one plain Chinese number (also a bare 百 千 万), None if it is not well formed."""
    plain = body.replace("两", "二").replace("〇", "零")
    if re.match("[百千万亿]", plain):
        plain = "一" + plain
    short = re.fullmatch("([^十百千万亿].*[百千万亿])([一二三四五六七八九])", plain) if body[0] not in MULTIPLIERS else None
    if short is not None:
        whole, last = chinese_value(short[1]), "零一二三四五六七八九".index(short[2])
        return None if whole is None else whole + last * MULTIPLIERS[short[1][-1]] / 10
    try:
        return float(cn2an.cn2an(plain, "strict"))
    except ValueError:
        return None


def _plain(text: str) -> float | None:
    return arabic_value(text) if re.match(r"\d", text) else chinese_value(text)


def _product(multipliers: str) -> float:
    product = 1.0
    for character in multipliers:
        product *= MULTIPLIERS[character]
    return product


def _large(multipliers: str) -> str:
    """The 万 and 亿 at the end, the multipliers that may belong to the unit."""
    return (re.search("[万亿]*$", multipliers) or [""])[0]
