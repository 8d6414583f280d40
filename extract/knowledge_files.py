"""Files of lexicons and rules as they are written: their keys checked, each item with the line that it starts on."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from reprlib import Repr

import yaml

from ontology.errors import LexiconError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe both, but libyaml's is eight times as fast
KINDS = ("lexicons", "rules")
ONTOLOGY = "ontology.ttl"
HEAD = ("id", "title", "source")
"""The keys that stand above the list of a file; a user's file needs the first alone."""


class Strict(Loader):  # type: ignore[misc, valid-type]  # one of two, as the machine has it
    """Reads as the safe loader, and refuses a key that stands twice in a mapping, of which that one keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """The mapping. Raises ConstructorError where a key stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
                seen.add(key.value)
        mapping: dict[object, object] = super().construct_mapping(node, deep=deep)
        return mapping


def written(path: Path, key: str, keys: Iterable[str]) -> list[tuple[object, int]]:
    """The items of the list `key` of a file that must have all these keys, each with its line. Raises LexiconError."""
    needed = (*keys, key)
    data, lines = _read(path, key)
    if not isinstance(data, dict) or any(k not in data for k in needed):
        raise LexiconError(
            f"needs the keys {', '.join(needed)}", path=path, line=1, remedy=f"begin with id: {path.stem}, and write {key}: with one item a line"
        )
    if unknown := [k for k in data if k not in (*HEAD, key)]:
        raise LexiconError(f"has the key {unknown[0]!r}, which nothing reads", path=path, line=1, remedy=f"there are {', '.join((*HEAD, key))}")
    if data["id"] != path.stem:
        raise LexiconError(f"its id is {data['id']!r}", path=path, line=1, remedy=f"write id: {path.stem}")
    if not isinstance(data[key], list):
        raise LexiconError(f"{key} is not a list", path=path, line=lines[0], remedy="write one item a line, each behind '- '")
    return list(zip(data[key], lines, strict=True))


def shortened(item: object) -> str:
    """What an item looks like, in one short line however deep or long it is."""
    short = Repr()
    short.maxstring = short.maxother = 60
    return short.repr(item)


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


def _read(path: Path, key: str) -> tuple[object, list[int]]:
    """What a file holds, and the lines of the items of its list `key`, or that of `key` itself where it is none."""
    try:
        text = path.read_text("utf-8")
        loader = Strict(text)
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except FileNotFoundError as fault:
        raise LexiconError("no such file", path=path, remedy=f"there are {', '.join(stems(path.parent))}") from fault
    except UnicodeDecodeError as fault:
        raise LexiconError("not UTF-8", path=path, remedy="save it in UTF-8") from fault
    except yaml.reader.ReaderError as fault:
        stray = chr(fault.character)
        at = text.partition(stray)[0].count("\n") + 1  # libyaml's own position is in bytes
        raise LexiconError(f"holds the control character {stray!r}", path=path, line=at, remedy="delete it") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        raise LexiconError(f"not YAML: {fault.problem}", path=path, line=line, remedy="check indentation, quotes and keys there") from fault
    except RecursionError as fault:
        raise LexiconError("lists in lists without end", path=path, remedy="write one item a line, each behind '- '") from fault
    if not isinstance(root, yaml.MappingNode):
        return data, []
    node = next((v for k, v in root.value if k.value == key), root)
    return data, [child.start_mark.line + 1 for child in node.value] if isinstance(node, yaml.SequenceNode) else [node.start_mark.line + 1]
