"""The language of a page, Chinese or English, and every word that pages say themselves, from words/*.yaml.

The labels of the graph stay as they are in both.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, quote, urlencode

import yaml
from starlette.requests import Request

from ontology.errors import SchemaError

WORDS = Path(__file__).parent / "words"
NAME = "lang"
"""Of the parameter and of the cookie that keeps it."""
ACCEPTED = re.compile(r"\s*(zh|en)\b[^,;]*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.IGNORECASE)

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Say: TypeAlias = Callable[..., str]


def language(request: Request) -> Language:
    """What the reader chose by `lang=`, here or on an earlier page, else what the browser prefers, else Chinese."""
    chosen = wanted(request) or _known(request.cookies.get(NAME, ""))
    return chosen or _preferred(", ".join(request.headers.getlist("accept-language")))


def wanted(request: Request) -> Language | None:
    """The language that the address asks for."""
    return _known(request.query_params.get(NAME, ""))


def other(tongue: Language) -> Language:
    """The language to switch to."""
    return "en" if tongue == "zh" else "zh"


def switched(request: Request, tongue: Language) -> str:
    """The address of this page in another language; all else of it stays, and so does the site: `//` and `/\\` would name another."""
    rest = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != NAME]
    sent = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = quote(sent.decode("latin-1").partition("?")[0].lstrip("/\\"), safe="/%:@!$&'()*+,;=~", encoding="latin-1")
    return f"/{path}?{urlencode([*rest, (NAME, tongue)])}"


def words(tongue: Language) -> Mapping[str, str]:
    """Key → words of the language. Raises SchemaError where a file is faulty."""
    return MappingProxyType({key: said[tongue] for key, said in loaded().items()})


def say(tongue: Language) -> Say:
    """What says the words of a key, its holes filled: say("rows", n=3). Raises KeyError for a key that there is not."""
    known = words(tongue)

    def said(key: str, **values: object) -> str:
        return known[key].format(**values) if values else known[key]

    return said


@cache
def loaded(folder: Path = WORDS) -> Mapping[str, Mapping[Language, str]]:
    """All words of a folder: key → language → words. Raises SchemaError for a key that stands twice or lacks a language."""
    found: dict[str, Mapping[Language, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for key, value in _pairs(path):
            if key in found:
                raise SchemaError(f"{key} stands twice", path=path, remedy="give one of the two another key")
            if not isinstance(value, dict) or set(value) != set(LANGUAGES) or not all(isinstance(v, str) and v for v in value.values()):
                raise SchemaError(f"{key} is not said in both languages", path=path, remedy=f"write {key}: {{zh: …, en: …}}")
            found[key] = MappingProxyType(value)
    return MappingProxyType(found)


def _pairs(path: Path) -> list[tuple[str, object]]:
    """The keys of a file with their values; a key that stands twice comes twice."""
    node = yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise SchemaError("not a table of words", path=path, line=1, remedy="write key: {zh: …, en: …}")
    return [(str(key.value), yaml.safe_load(yaml.serialize(value))) for key, value in node.value]


def _known(name: str) -> Language | None:
    return next((tongue for tongue in LANGUAGES if tongue == name), None)


def _preferred(accepted: str) -> Language:
    """The language of an Accept-Language header (RFC 9110, section 12.5.4).

    >>> _preferred("fr, en-GB;q=0.8, zh-CN;q=0.5")
    'en'
    """
    best: Language = "zh"
    most = 0.0
    for part in accepted.split(","):
        if match := ACCEPTED.fullmatch(part):
            quality = float(match[2] or 1)
            if quality > most:
                best, most = _known(match[1].lower()) or best, quality
    return best
