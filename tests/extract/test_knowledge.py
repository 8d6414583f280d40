"""Lexicons and rules: every shipped file is sound, and each way to break one is named with its line."""

import re
from pathlib import Path

import pytest

from extract import knowledge, written_rules
from extract.written_rules import Rule, endless
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
        (('pattern: "拟|计划"', 'pattern: "{nowhere}"'), 5, "no lexicon 'nowhere'"),
        (('pattern: "拟|计划"', "pattern: [拟]"), 5, "is no text"),
        (('pattern: "拟|计划"', 'patern: "拟|计划"'), 5, "needs id, pattern"),
        (("id: r", "id: [r]"), 5, "id .* is no text"),
        (("    examples:", "    value: target\n    examples:"), 5, "keys with texts"),
        (("    examples:", "    confidance: 0.4\n    examples:"), 5, "confidance, which nothing reads"),
        (("    examples:", "    confidence: yes\n    examples:"), 5, "from 0 to 1"),
        (("    examples:", "    pattern: 拟\n    examples:"), 7, "'pattern' stands twice"),
        (("match: 拟", "found: 拟"), 5, "examples"),
        (("text: 今年拟招录", "text: 5"), 5, "examples"),
        (("miss: [今年招录]", "miss: 今年招录"), 5, "examples"),
        (("miss: [今年招录]", "miss: [5]"), 5, "examples"),
        (('pattern: "拟|计划"', 'pattern: "拟++"'), 5, "possessive"),
        (('pattern: "拟|计划"', 'pattern: "(?>拟)"'), 5, "possessive"),
        (("source: made up", "sauce: made up"), 1, "needs the keys"),
        (("source: made up", "source: made up\nnote: it is"), 1, "'note', which nothing reads"),
        (("miss: [今年招录]", 'miss: ["今年\x01招录"]'), 9, "control character"),
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


@pytest.mark.parametrize("name", knowledge.names("rules"))
def test_every_shipped_rule_comes_to_an_end(name: str) -> None:
    assert {rule.id: text for rule in knowledge.rules(name) if (text := endless(rule))} == {}


@pytest.mark.parametrize("pattern", ["(?:拟+)+x", "(?:拟|计|拟计)*x", "^(?:[一-龥]+[，]?)*$"])
def test_a_pattern_that_never_ends_is_found_out(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_rules, "PATIENCE", 0.2)
    assert endless(Rule("r", re.compile(pattern), {}, (("拟计", "拟"),), ()))


def test_a_lexicon_without_terms_matches_nowhere() -> None:
    assert not re.search(knowledge.Lexicon("x", {}).alternation(), "拟")
