"""Files of lexicons and rules as they are written: their keys checked, each item with the line that it starts on."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

import yaml

from ontology.errors import LexiconError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe both, but libyaml's is eight times as fast
KINDS = ("lexicons", "rules")
ONTOLOGY = "ontology.ttl"
FORMAT = "see the head of extract/knowledge.py"


def written(path: Path, key: str, keys: Iterable[str]) -> list[tuple[object, int]]:
    """The items of the list `key` of a file that must have all these keys, each with its line. Raises LexiconError."""
    try:
        text = path.read_text("utf-8")
        data = yaml.load(text, Loader)
    except FileNotFoundError as fault:
        raise LexiconError("no such file", path=path, remedy=f"there are {', '.join(stems(path.parent))}") from fault
    except UnicodeDecodeError as fault:
        raise LexiconError("not UTF-8", path=path, remedy="save it in UTF-8") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise LexiconError(f"not YAML: {getattr(fault, 'problem', fault)}", path=path, line=line, remedy="check indentation and quotes there") from fault
    if not isinstance(data, dict) or any(k not in data for k in (*keys, key)):
        raise LexiconError(f"needs the keys {', '.join((*keys, key))}", path=path, line=1, remedy=FORMAT)
    if data["id"] != path.stem:
        raise LexiconError(f"its id is {data['id']!r}", path=path, line=1, remedy=f"write id: {path.stem}")
    return _items(path, text, data, key)


def stems(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder of lexicons or rules, sorted."""
    return tuple(sorted(p.stem for p in folder.glob("*.yaml")))


def check_folder(folder: Path, names: Mapping[str, Sequence[str]]) -> None:
    """Whether a user's folder holds only files that something reads: `lexicons` and `rules` with names of ours. Raises LexiconError."""
    found = [p for kind in KINDS for p in sorted((folder / kind).glob("*")) if p.is_file() and not p.name.startswith(".")]
    if not found and not (folder / ONTOLOGY).is_file():
        what = f"holds no lexicons/*.yaml, no rules/*.yaml and no {ONTOLOGY}" if folder.is_dir() else "is no folder"
        raise LexiconError(what, path=folder, remedy="name the folder above your lexicons/ and rules/")
    for path in found:
        if path.suffix != ".yaml" or path.stem not in names[path.parent.name]:
            valid = ", ".join(names[path.parent.name])
            raise LexiconError("nothing would read this file", path=path, remedy=f"call it NAME.yaml after the one of ours that it adds to: {valid}")


def _items(path: Path, text: str, data: Mapping[str, object], key: str) -> list[tuple[object, int]]:
    root = yaml.compose(text, Loader)
    node = next(v for k, v in cast(yaml.MappingNode, root).value if k.value == key)
    values = data[key]
    if not isinstance(values, list):
        raise LexiconError(f"{key} is not a list", path=path, remedy="write one item a line, each behind '- '")
    return [(value, child.start_mark.line + 1) for value, child in zip(values, node.value, strict=True)]
