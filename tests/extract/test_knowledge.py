"""Lexicons and rules: every shipped file is sound, and each way to break one is named with its line."""

import re
from pathlib import Path

import pytest
import yaml

from extract import knowledge
from ontology.errors import LexiconError

RULE = """id: x
title: {zh: 例, en: example}
source: made up
rules:
  - id: r
    pattern: "拟|计划"
    examples:
      hit: [{text: 今年拟招录, match: 拟}]
      miss: [今年招录]
"""
LEXICON = """id: x
title: {zh: 例, en: example}
source: made up
entries:
  - 左右
  - {term: 以上, approx: over}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("rules", "lexicons"):
        (tmp_path / kind).mkdir()
    monkeypatch.setattr(knowledge, "HERE", tmp_path)
    knowledge.rules.cache_clear()
    knowledge.lexicon.cache_clear()
    yield tmp_path
    knowledge.rules.cache_clear()
    knowledge.lexicon.cache_clear()


@pytest.mark.parametrize("name", knowledge.names("lexicons"))
def test_every_shipped_lexicon_loads(name: str) -> None:
    assert knowledge.lexicon(name).entries


@pytest.mark.parametrize("name", knowledge.names("rules"))
def test_every_shipped_rule_keeps_its_examples(name: str) -> None:
    assert all(rule.hits and rule.misses for rule in knowledge.rules(name))


def test_a_lexicon_keeps_order_and_attributes(folder: Path) -> None:
    (folder / "lexicons" / "x.yaml").write_text(LEXICON, "utf-8")
    found = knowledge.lexicon("x")
    assert list(found) == ["左右", "以上"] and found.with_attribute("approx", "over") == ("以上",)


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (('pattern: "拟|计划"', 'pattern: "(拟"'), 5, "regular expression"),
        (("match: 拟", "match: 计划"), 5, "it finds '拟'"),
        (("miss: [今年招录]", "miss: [今年拟招录]"), 5, "should find nothing"),
        (("miss: [今年招录]", "miss: []"), 5, "no miss"),
        (("id: x", "id: y"), 1, "write id: x"),
        (("rules:", "rulez:"), 1, "needs the keys"),
        (('pattern: "拟|计划"', 'pattern: "{nowhere}"'), None, "no such file"),
    ],
)
def test_a_broken_rule_file_is_named_with_its_line(folder: Path, change: tuple[str, str], line: int | None, message: str) -> None:
    (folder / "rules" / "x.yaml").write_text(RULE.replace(*change), "utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        knowledge.rules("x")
    assert caught.value.line == line


def test_a_term_that_stands_twice_is_named(folder: Path) -> None:
    (folder / "lexicons" / "x.yaml").write_text(LEXICON + "  - 左右\n", "utf-8")
    with pytest.raises(LexiconError, match="stands twice") as caught:
        knowledge.lexicon("x")
    assert caught.value.line == 7


POSSESSIVE = re.compile(r"(?<!\\)[*+?}]\+|\(\?>")


@pytest.mark.parametrize("name", knowledge.names("rules"))
def test_no_rule_uses_what_early_python_3_11_gets_wrong(name: str) -> None:
    """Possessive quantifiers and atomic groups lose matches before Python 3.11.5 (https://github.com/python/cpython/issues/106052)."""
    written = yaml.safe_load((knowledge.HERE / "rules" / f"{name}.yaml").read_text("utf-8"))["rules"]
    assert [r["id"] for r in written if POSSESSIVE.search(re.sub(r"\[[^]]*\]", "x", r["pattern"]))] == []
