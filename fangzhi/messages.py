"""What messages for readers are in Chinese, by the templates of messages.yaml; the program itself speaks English."""

import re
from functools import cache
from pathlib import Path

import yaml

from ontology.errors import SchemaError

PATH = Path(__file__).with_name("messages.yaml")
HOLE = re.compile(r"\\\{(\w+)\\\}")
"""A hole of an English message, escaped for a regular expression."""


def in_chinese(message: str) -> str:
    """The message in Chinese, half by half where it has two; a half that is not known stays as it is.

    >>> in_chinese("no place in this graph is called '某县'; it has 交城县")
    "这张图里没有叫'某县'的地方；有交城县"
    >>> in_chinese("is empty")
    '是空的'
    """
    return _whole(message) or "；".join(_whole(half) or half for half in message.split("; "))


def _whole(message: str) -> str:
    for pattern, chinese in _templates():
        if match := pattern.fullmatch(message):
            return chinese.format(**match.groupdict())
    return ""


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = yaml.safe_load(PATH.read_text("utf-8"))
    if not isinstance(data, dict) or not all(isinstance(t, str) for pair in data.items() for t in pair):
        raise SchemaError("not a table of messages", path=PATH, line=1, remedy="write English: Chinese")
    return tuple((re.compile(HOLE.sub(r"(?P<\1>[^;]+)", re.escape(english)), re.DOTALL), chinese) for english, chinese in data.items())
