"""How each type of node and relation is drawn, as graph/style.yaml says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

import yaml

from ontology.errors import SchemaError

PATH = Path(__file__).with_name("style.yaml")
SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")
FILLS = ("solid", "hollow")


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """The look of one type; `under` is the type that a subtype belongs to, itself for a type."""

    name: str
    under: str
    zh: str
    en: str
    colour: str
    shape: str
    fill: str
    rank: int
    size: float
    font: float


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """The look of one relation; `anchor` is 0 where it never decides on a node's position, else 1 is the strongest."""

    name: str
    zh: str
    en: str
    zh_back: str
    en_back: str
    colour: str
    width: float
    dashes: bool
    anchor: int


@dataclass(frozen=True, slots=True)
class Style:
    """The whole of style.yaml; the types `Other` and the relation `other` stand in for what it does not name."""

    background: str
    text: str
    types: Mapping[str, TypeStyle]
    relations: Mapping[str, RelationStyle]
    facts: Mapping[str, str]

    def of_node(self, kind: str, subtype: str = "") -> TypeStyle:
        """The style of the subtype where there is one of that type, else of the type, else `Other`."""
        found = self.types.get(subtype)
        if found is not None and found.under == kind:
            return found
        return self.types.get(kind) or self.types["Other"]

    def of_relation(self, name: str) -> RelationStyle:
        """The style of the relation, else `other`."""
        return self.relations.get(name) or self.relations["other"]


@cache
def style(path: Path = PATH) -> Style:
    """The style file, checked. Raises SchemaError."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise SchemaError(f"no style can be read: {fault}", path=path, remedy="restore graph/style.yaml") from fault
    if not isinstance(data, dict) or not {"background", "text", "types", "relations"} <= data.keys():
        raise SchemaError("needs the keys background, text, types, relations", path=path, line=1, remedy="see the head of graph/style.yaml")
    types = cast(dict[str, dict[str, object]], data["types"])
    relations = cast(dict[str, dict[str, object]], data["relations"])
    for table, name in ((types, "Other"), (relations, "other")):
        if name not in table:
            raise SchemaError(f"{name!r} is missing", path=path, remedy=f"add {name}: the look of what is not listed")
    return Style(
        str(data["background"]),
        str(data["text"]),
        MappingProxyType({n: _type(path, n, types) for n in types}),
        MappingProxyType({n: _relation(path, n, v) for n, v in relations.items()}),
        MappingProxyType({str(k): str(v) for k, v in (data.get("facts") or {}).items()}),
    )


def _type(path: Path, name: str, table: Mapping[str, Mapping[str, object]]) -> TypeStyle:
    under = str(table[name].get("under", name))
    if under not in table:
        raise SchemaError(f"{name} is under {under!r}, which is no type", path=path, remedy=f"there are {', '.join(table)}")
    value = {"fill": "solid", **table[under], **table[name]}
    _require(path, name, value, ("zh", "en", "colour", "shape", "rank", "size", "font"))
    for key, allowed in (("shape", SHAPES), ("fill", FILLS)):
        if value[key] not in allowed:
            raise SchemaError(f"{name}: no {key} {value[key]!r}", path=path, remedy=f"there are {', '.join(allowed)}")
    text = {k: str(value[k]) for k in ("zh", "en", "colour", "shape", "fill")}
    return TypeStyle(name=name, under=under, rank=int(_number(value["rank"])), size=_number(value["size"]), font=_number(value["font"]), **text)


def _relation(path: Path, name: str, value: Mapping[str, object]) -> RelationStyle:
    _require(path, name, value, ("zh", "en", "back", "colour", "width"))
    back = value["back"]
    if not isinstance(back, dict):
        raise SchemaError(f"{name}: back is no mapping", path=path, remedy="write back: {zh: …, en: …}")
    _require(path, f"{name}: back", back, ("zh", "en"))
    zh, en, zh_back, en_back, colour = (str(v) for v in (value["zh"], value["en"], back["zh"], back["en"], value["colour"]))
    return RelationStyle(name, zh, en, zh_back, en_back, colour, _number(value["width"]), bool(value.get("dashes")), int(_number(value.get("anchor", 0))))


def _require(path: Path, name: str, value: Mapping[str, object], keys: tuple[str, ...]) -> None:
    if missing := [k for k in keys if k not in value]:
        raise SchemaError(f"{name} has no {', '.join(missing)}", path=path, remedy="see the head of graph/style.yaml")


def _number(value: object) -> float:
    return float(str(value))
