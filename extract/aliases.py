"""The forms that a division's official name takes in running text: 寨子村委会 → 寨子村, 寨子; 石柱土家族自治县 → 石柱县, 石柱."""

import re
from functools import cache

from extract.knowledge import lexicon

COMMITTEE = re.compile(r"(?:(?:居民|牧民|村民|社区|嘎查|村|居|牧|民)?(?:委员会|委会|委员委会|委员)会?)?(?:（.*）)?$")
UNITS = re.compile(r"(?:村|社区|嘎查)+$")
DEVELOPMENT = re.compile(r"(?:管理委员会|管委会)$")
ZONE = re.compile(r"(?:开发|园|示范|管理|聚集|集聚|试验|实验|工业|度假|风景|旅游|生态|片|港|保税|合作|产业|物流|新|城|郊|林|矿)区$|社区$|城区")
"""Kinds of 区 that are no districts: without the word 区 the name would be none."""
NAMELESS = re.compile(
    r"(?:[县市区]|国营|经济|工业|高新|技术|产业|旅游|生态|循环|综合|开发|农业|现代|科技|集中|新|良种|原种|种|畜牧|园艺|水产|养殖|第?[一二三四五])*"
    r"(?:(?:开发|示范|度假|管理|试验|保税|集聚|聚集|工业|园)区|(?:产业|工业|物流|科技|农业)园|[农林牧渔茶猪鸡羊马园果场]场|苗圃|果园)(?:街道)?$|街道$"
)
"""Divisions that are called by their kind alone (农场, 工业园区): in running text such words name nothing."""
KINDS = (
    *("街道办事处", "自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区", "林区", "矿区", "新区", "街道", "苏木"),
    *("省", "市", "盟", "县", "区", "镇", "乡"),
)
PSEUDO = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Rows of the statistical tables that stand between two levels and name no place."""


@cache
def variants() -> dict[int, str]:
    """Variant characters of place names, by code point, each with the one that it is compared by."""
    return {ord(term): attributes["as"] for term, attributes in lexicon("place-variants").entries.items()}


def fold(text: str) -> str:
    """The text with variant characters made one, character for character, so that 牛头咀 and 牛头嘴 compare equal."""
    return text.translate(variants())


def village_parts(name: str) -> tuple[str, str]:
    """A village's name as core and tail: what people call it, and the words of its kind.

    >>> village_parts("寨子村委会"), village_parts("东圣社区居委会"), village_parts("新村村民委员会")
    (('寨子', '村委会'), ('东圣', '社区居委会'), ('新村', '村民委员会'))
    """
    base = name[: COMMITTEE.search(name).start()]  # type: ignore[union-attr]
    if len(base) < 2:
        base = name[: max(2, len(base))]
    core = UNITS.sub("", base)
    if len(core) < 2:
        core = base[:2] if base[1:2] == "村" else base
    return core, name[len(core) :]


def village_unit(tail: str) -> str:
    """What follows the core in the common name: 村, 社区, 嘎查, or nothing where the core says it itself.

    >>> village_unit("村村民委员会"), village_unit("居委会"), village_unit("民委员会")
    ('村', '社区', '')
    """
    committee = COMMITTEE.search(tail)
    unit = tail[: committee.start()] if committee else tail
    if unit or not tail:
        return unit.replace("村村", "村")
    return {"村": "村", "嘎": "嘎查", "牧": "村", "居": "社区", "社": "社区"}.get(tail[0], "")


@cache
def _nationality() -> re.Pattern[str]:
    words = lexicon("place-nationalities")
    bare = "|".join(words.with_attribute("bare", "yes"))
    return re.compile(rf"(?:(?:{words.alternation()[3:-1]})族|{bare})+$")


def stem(name: str) -> str:
    """A division's name without its kind and nationalities; the name itself where less than two characters would stay.

    >>> stem("石柱土家族自治县"), stem("沙县区"), stem("沙县"), stem("东乡族自治县"), stem("内蒙古自治区")
    ('石柱', '沙县', '沙县', '东乡', '内蒙古')
    """
    if ZONE.search(name) and name[-2:] not in ("林区", "矿区", "新区", "城区"):
        return name
    for kind in KINDS:
        rest = name.removesuffix(kind)
        if len(rest) >= 2 and rest != name:
            break
    else:
        return name
    if kind not in ("自治区", "自治州", "自治县", "自治旗", "乡", "苏木"):
        return rest
    plain = _nationality().sub("", rest.removesuffix("民族"))
    if len(plain) >= 2:
        return plain
    plain = rest.removesuffix("族") if kind.startswith("自治") else rest
    return plain if len(plain) >= 2 else name


def label(name: str, level: int) -> str:
    """The common full form of a name at a level from 1 (province) to 4 (town): 石柱县, 城区街道, 文山州.

    >>> label("石柱土家族自治县", 3), label("城区街道办事处", 4), label("文山壮族苗族自治州", 2), label("响肠镇", 4)
    ('石柱县', '城区街道', '文山州', '响肠镇')
    """
    if name.endswith("街道办事处") and len(name) > 6:
        return name.removesuffix("办事处")
    for kind in ("州", "县", "旗"):
        if name.endswith("自治" + kind) and level in (2, 3):
            return stem(name) + kind
    return DEVELOPMENT.sub("", name) if len(name) > 6 else name


def forms(name: str, level: int) -> tuple[str, ...]:
    """Every form of a division from province to town, the fullest first, the bare stem last.

    >>> forms("文山壮族苗族自治州", 2), forms("岳西县", 3), forms("中寨瑶族乡", 4)
    (('文山壮族苗族自治州', '文山州', '文山'), ('岳西县', '岳西'), ('中寨瑶族乡', '中寨乡', '中寨'))
    """
    bare = stem(name)
    found = [name, label(name, level)]
    if level == 4 and name.endswith("乡"):
        found.append(bare + "乡")
    if level == 4 and name.endswith("街道办事处"):
        found.append(bare + "办事处")
    if name.endswith("特别行政区"):
        found.append(bare + "特区")
    if not (level == 4 and bare == name):
        found.append(bare)
    return tuple(dict.fromkeys(f for f in found if len(f) >= 2))
