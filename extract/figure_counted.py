"""What figures are found to count: object and action of one, and those of the figures before it in the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.clauses import Item
from extract.figure_nouns import TIME_UNIT, figure_of

RATES = frozenset({"%", "％", "‰", "个百分点", "百分点", "倍", "番", "成"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Object and action of one figure, the rule that found the object, and how sure it is."""

    object: str
    action: str
    rule: str
    confidence: float


NOTHING = Arguments("", "", "none", 0.6)


@dataclass(frozen=True, slots=True)
class Past:
    """The figures of the sentence so far and what they count; `carried` from the sentence before."""

    found: Sequence[Arguments]
    figures: Sequence[Item]
    carried: str

    @property
    def object(self) -> str:
        """What the last figure counts."""
        return self.found[-1].object if self.found else ""

    def fits(self, unit: str) -> bool:
        """May a change in this unit be one of what the last figure counts (水位2小时内上涨1米, but not 配套1座，增收1万元)?"""
        last = figure_of(self.figures[-1]).unit
        return TIME_UNIT.fullmatch(last) is not None or bool(self.with_unit(unit))

    def with_unit(self, unit: str) -> str:
        """What the last figure in this unit counts."""
        pairs = zip(reversed(self.found), reversed(self.figures), strict=True)
        return next((f.object for f, item in pairs if _same_unit(figure_of(item).unit, unit) and f.object), "")


def _same_unit(left: str, right: str) -> bool:
    people = ("人", "名", "位")
    return left.lstrip("万亿") == right.lstrip("万亿") or (left[-1:] in people and right[-1:] in people)
