"""Users' folders beside our lexicons and rules: what they add, replace and take away, and each way to break one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import knowledge, written_rules
from ontology.errors import LexiconError

OURS = {
    "lexicons/unit": "title: 例\nsource: made up\nentries: [亩, 户]\n",
    "lexicons/suffix": "title: 例\nsource: made up\nentries:\n" + "".join(f"  - {{term: 场{i}, class: {'firm' if i % 2 else 'farm'}}}\n" for i in range(6)),
    "rules/kind": """title: 例
source: made up
rules:
  - id: plan
    pattern: "(?P<verb>拟|计划)"
    value: {kind: target}
    examples: {hit: [{text: 今年拟招录, match: 拟}], miss: [今年招录]}
  - id: count
    pattern: "\\\\d+{unit}"
    value: {kind: result}
    examples: {hit: [{text: 种了5亩, match: 5亩}], miss: [种了5畦]}
""",
    "rules/bylines": """title: 例
source: made up
rules:
  - {id: by, pattern: "文/(?P<hole>.)", examples: {hit: [{text: 文/甲, match: 甲}], miss: [乙]}}
  - {id: from, pattern: "(?P<role>图)/(?P<hole>.)", examples: {hit: [{text: 图/甲, match: 甲}], miss: [乙]}}
""",
    "rules/org-names": """title: 例
source: made up
rules:
  - {id: only, pattern: 甲, examples: {hit: [{text: 甲, match: 甲}], miss: [乙]}}
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"id: {path.stem}\n{text}", "utf-8")
    return folder


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of a user's beside a small knowledge of ours; nothing is loaded before or after."""
    monkeypatch.setattr(knowledge, "HERE", write(tmp_path / "ours", OURS))
    monkeypatch.setattr(knowledge, "_folders", ())
    monkeypatch.setattr(written_rules, "PATIENCE", 0.3)
    for clear in (knowledge.rules.cache_clear, knowledge.lexicon.cache_clear):
        clear()
    yield tmp_path / "mine"
    for clear in (knowledge.rules.cache_clear, knowledge.lexicon.cache_clear):
        clear()


def test_terms_are_added_replaced_and_removed(mine: Path) -> None:
    knowledge.use([write(mine, {"lexicons/suffix": "entries: [{term: 繁育场, class: firm}, {term: 场1, class: farm}, {term: 场0, remove: yes}]\n"})])
    found = knowledge.lexicon("suffix")
    assert found.entries["繁育场"] == {"class": "firm"} and found.entries["场1"] == {"class": "farm"} and "场0" not in found
    assert list(found)[-1] == "繁育场" and len(list(found)) == 6


def test_a_pattern_of_ours_knows_the_terms_that_were_added(mine: Path) -> None:
    knowledge.use([write(mine, {"lexicons/unit": "entries: [蒸吨]\n"})])
    rule = knowledge.rules("kind")[1]
    assert rule.pattern.search("30蒸吨") and not rule.pattern.search("30眼")


def test_rules_are_added_behind_ours_replaced_in_place_and_removed(mine: Path) -> None:
    added = "{id: hope, pattern: 盼, value: {kind: target}, examples: {hit: [{text: 盼着, match: 盼}], miss: [看着]}}"
    replaced = "{id: plan, pattern: '(?P<verb>拟)', value: {kind: target}, examples: {hit: [{text: 拟招, match: 拟}], miss: [计划]}}"
    knowledge.use([write(mine, {"rules/kind": f"rules:\n  - {added}\n  - {replaced}\n  - {{id: count, remove: yes}}\n"})])
    plan, count, hope = knowledge.rules("kind")
    assert (plan.id, count.id, hope.id) == ("plan", "count", "hope")
    assert not plan.pattern.search("计划") and not count.pattern.search("5亩") and hope.pattern.search("盼着")


def test_the_last_folder_wins_and_all_are_part_of_the_digests(mine: Path) -> None:
    first = write(mine / "a", {"lexicons/suffix": "entries: [{term: 繁育场, class: firm}]\n"})
    second = write(mine / "b", {"lexicons/suffix": "entries: [{term: 繁育场, class: farm}]\n"})
    knowledge.use([first, second])
    assert knowledge.lexicon("suffix").entries["繁育场"] == {"class": "farm"}
    assert [d.split()[0] for d in knowledge.own_digests()] == ["lexicons/suffix.yaml", "lexicons/suffix.yaml"]
    assert len(set(knowledge.own_digests())) == 2


def test_nothing_changes_once_something_is_loaded(mine: Path) -> None:
    folder = write(mine, {"lexicons/unit": "entries: [蒸吨]\n"})
    knowledge.lexicon("unit")
    with pytest.raises(RuntimeError, match="loaded already"):
        knowledge.use([folder])


def test_the_same_folders_may_be_named_again(mine: Path) -> None:
    folder = write(mine, {"lexicons/unit": "entries: [蒸吨]\n"})
    knowledge.use([folder])
    knowledge.lexicon("unit")
    knowledge.use([folder])
    assert knowledge.used() == (folder,)


HIT = "examples: {hit: [{text: 拟, match: 拟}], miss: [看]}"
ENDS = "examples: {hit: [{text: 拟│, match: 拟│}], miss: [看]}"
LOOKS = f"examples: {{hit: [{{text: 看着, match: 看着}}], miss: [{'看' * 40}]}}"


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("lexicons/nowhere", "entries: [甲]\n", None, "nothing would read this file.*suffix, unit"),
        ("lexicons/unit", "entries:\n  - 蒸吨\n  - 蒸吨\n", 4, "stands twice"),
        ("lexicons/unit", "entries:\n  - 蒸吨\n  - 5\n", 4, "not a term"),
        ("lexicons/unit", "entries:\n  - '蒸吨 '\n", 3, "ends in a blank"),
        ("lexicons/unit", "entries:\n  - {term: 亩, remove: 'no'}\n", 3, "remove 'no'"),
        ("lexicons/unit", f"entries: {'[' * 90}{']' * 90}\n", 2, "not a term: .{1,90}; "),
        ("lexicons/unit", "entries: [蒸吨]\nentries: [垧]\n", 3, "'entries' stands twice"),
        ("lexicons/unit", "entries: [蒸吨]\nnote: 新\n", 1, "'note', which nothing reads"),
        ("lexicons/unit", "entries:\n  - {term: 垧, remove: 'yes'}\n", 3, "is not there"),
        ("lexicons/unit", "entries:\n  - {term: 蒸吨, kind: power}\n", 3, "kind, which nothing reads"),
        ("lexicons/suffix", "entries:\n  - 繁育场\n", 3, "has no class"),
        ("lexicons/suffix", "entries:\n  - {term: 繁育场, class: company}\n", 3, "one of farm, firm"),
        ("lexicons/unit", "entries: 蒸吨\n", 2, "is not a list"),
        ("lexicons/unit", "entries:\n - [\n", 4, "not YAML"),
        ("rules/kind", "rules:\n  - {id: hope, pattern: 盼, value: {kind: target}}\n", 3, "needs id, pattern and examples"),
        ("rules/kind", f"rules:\n  - {{id: hope, pattern: 盼, value: {{kind: target}}, {HIT}}}\n", 3, "finds None"),
        ("rules/kind", f"rules:\n  - {{id: hope, pattern: 拟, {HIT}}}\n", 3, "'hope' has no kind"),
        ("rules/kind", f"rules:\n  - {{id: plan, pattern: 拟, value: {{kind: target}}, {HIT}}}\n", 3, "lacks the group 'verb'"),
        ("rules/kind", "rules:\n  - {id: hope, remove: 'yes'}\n", 3, "there are plan, count"),
        ("rules/kind", f"rules:\n  - {{id: hope, pattern: '(?:[一-龥]+)+│', value: {{kind: target}}, {ENDS}}}\n", 3, "comes to no end on"),
        ("rules/kind", f"rules:\n  - {{id: hope, pattern: '(?:看+)+着', value: {{kind: target}}, {LOOKS}}}\n", 3, "'看.*' it comes to no end"),
        ("rules/bylines", f"rules:\n  - {{id: too, pattern: 拟, {HIT}}}\n", 3, "lacks the group 'hole' of all of ours"),
        ("rules/org-names", f"rules:\n  - {{id: more, pattern: 拟, {HIT}}}\n", 3, "nothing would read rule 'more'"),
    ],
)
def test_each_fault_is_named_with_its_file_and_line(mine: Path, name: str, text: str, line: int | None, message: str) -> None:
    with pytest.raises(LexiconError, match=message) as caught:
        knowledge.use([write(mine, {name: text})])
        knowledge.load_all()
    assert caught.value.line == line and caught.value.path == mine / f"{name}.yaml" and caught.value.remedy


@pytest.mark.parametrize("name", sorted(knowledge.IN_GAZETTEER))
def test_what_the_gazetteer_was_built_with_is_not_changed_beside_it(mine: Path, name: str) -> None:
    write(knowledge.HERE, {f"lexicons/{name}": "title: 例\nsource: made up\nentries: [{term: 甲, as: 乙}]\n"})
    knowledge.use([write(mine, {f"lexicons/{name}": "entries: [{term: 丙, as: 丁}]\n"})])
    with pytest.raises(LexiconError, match="make_gazetteer"):
        knowledge.load_all()


@pytest.mark.parametrize(("make", "message"), [(False, "is no folder"), (True, "holds no lexicons")])
def test_a_folder_that_holds_no_knowledge_is_refused(mine: Path, make: bool, message: str) -> None:
    if make:
        mine.mkdir()
    with pytest.raises(LexiconError, match=message):
        knowledge.use([mine])


def test_the_lists_of_special_names_are_names_of_files() -> None:
    assert set(knowledge.names("rules")) >= knowledge.BY_NAME and set(knowledge.names("lexicons")) >= knowledge.IN_GAZETTEER


def test_every_file_whose_rules_the_code_asks_for_by_id_is_known() -> None:
    source = "".join(path.read_text("utf-8") for path in (Path(knowledge.__file__).parent).rglob("*.py"))
    asked = set(re.findall(r'next\(r[\w.]* for r in rules\("([a-z-]+)"\) if r\.id ==|\bpattern\("([a-z-]+)", ', source))
    assert {a or b for a, b in asked} == knowledge.BY_NAME
