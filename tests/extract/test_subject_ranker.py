"""Which supposed subjects are doubted, and by what. Sentences are our own; tokens and names are made by hand."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import add_mentions
from extract.figure_sentences import figures_of, read
from extract.figure_story import RECENT, Article, Naming, Story
from extract.measurements import measurements
from extract.reference import Home
from extract.subject_ranker import LEARNT, PATH, Question, Weights, chance, ranked, read_weights, weights
from extract.subjects import Subject
from extract.values import Mention
from ontology.errors import LexiconError

VOCAB = Vocab()
HOME = "140000"


def made(words: str, home: str = HOME) -> Doc:
    """The Doc of tagged words; a word tagged PLACE:link, ORG or PROGRAMME is a mention too, ⏎ is a line end."""
    pairs = [word.split("/", 1) for word in words.split()]
    doc = Doc(VOCAB, words=["\n" if w == "⏎" else w for w, _ in pairs], spaces=[False] * len(pairs))
    found = []
    for token, (_, tag) in zip(doc, pairs, strict=True):
        kind, _, link = tag.partition(":")
        token.tag_ = {"PLACE": "LOC", "PROGRAMME": "nz"}.get(kind, kind)
        span = (token.idx, token.idx + len(token), token.text, "made")
        if kind == "PLACE":
            found.append(Mention("PLACE", *span, link=link))
        elif kind in ("ORG", "PROGRAMME"):
            found.append(Mention(kind, *span, kind="campaign" if kind == "PROGRAMME" else None))
    doc._.home = Home(home, home[:6])
    return add_mentions(doc, found)


def asked(words: str) -> list[Question]:
    figures, expressions = figures_of(made(words))
    return [q for sentence in read(made(words), figures, expressions, LEARNT) for q in sentence.asked]


FEATURES = [
    ("focus is home", "建成/v 5/m 座/m 桥/n", HOME, {"focus", "focus|place", "focus|home|few", "home=same", "kind=county", "named=0|place"}),
    ("country not named", "建成/v 5/m 座/m 桥/n", None, {"kind=nation", "named=0|nation"}),
    (
        "organisation of the sentence before",
        "甲局/ORG 很/d 忙/a 。/w 建成/v 5/m 座/m 桥/n",
        "甲局",
        {"kind=org", "named=1|org", "paragraphs=1|org", "opened=before", "opened=before|org", "others-since=0", "others-since=0|org", "headed=before"},
    ),
    (
        "another has opened a clause since",
        "甲局/ORG 很/d 忙/a 。/w 乙社/ORG 也/d 忙/a 。/w 建成/v 5/m 座/m 桥/n",
        "甲局",
        {"kind=org", "named=1|org", "paragraphs=1|org", "opened=paragraph", "opened=paragraph|org", "others-since=1", "others-since=1|org", "headed=paragraph"},
    ),
    (
        "taken up by its last noun",
        "甲工程/PROGRAMME 开工/v 。/w 因为/c 工程/n 大/a ，/w 用/v 5/m 万元/m",
        "甲工程",
        {"again=sentence|programme", "opened=before|programme"},
    ),
    (
        "described by the figure",
        "在/p 有/v 5/m 年/m 历史/n 的/u 甲镇/PLACE:140000001 ，/w 人/n 多/a",
        "140000001",
        {"described|place", "behind|place", "home=inside"},
    ),
    ("home where another is described", "在/p 有/v 5/m 年/m 历史/n 的/u 甲镇/PLACE:140000001 ，/w 人/n 多/a", HOME, {"other-described|place", "home=same"}),
    ("governed by a preposition", "对/p 甲局/ORG 说/v 。/w 建成/v 5/m 座/m 桥/n", "甲局", {"opened=never", "opened=never|org"}),
    ("under its heading", "甲行动/PROGRAMME ⏎/w 大家/r 很/d 忙/a ，/w 建成/v 5/m 座/m 桥/n", "甲行动", {"heading|programme", "in-heading|programme"}),
]


@pytest.mark.parametrize(("words", "value", "expected"), [row[1:] for row in FEATURES], ids=[row[0] for row in FEATURES])
def test_features(words: str, value: str | None, expected: set[str]) -> None:
    assert expected <= asked(words)[0].candidates[value]


RULES = [
    ("home alone", "建成/v 5/m 座/m 桥/n", [(HOME, "subject-in-focus")]),
    ("subject in the sentence", "甲局/ORG 建成/v 5/m 座/m 桥/n", [("甲局", "subject-org")]),
    ("carried over", "甲镇/PLACE:140000001 忙/a 。/w 建成/v 5/m 座/m 桥/n", [("140000001", "subject-carried")]),
    ("a described town", "在/p 有/v 5/m 年/m 历史/n 的/u 甲镇/PLACE:140000001 ，/w 人/n 多/a", [(HOME, "subject-doubted")]),
]


@pytest.mark.parametrize(("words", "expected"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_what_is_doubted_stays_the_reading(words: str, expected: list[tuple[str, str]]) -> None:
    found = measurements(made(words))
    assert [(m.subject, m.rule.split()[2]) for m in found] == expected
    assert found == measurements(made(words))


def question(*candidates: tuple[str | None, set[str]]) -> Question:
    return Question(0, Subject(candidates[0][0], "subject-in-focus", 0.7), {value: frozenset(given) for value, given in candidates})


def test_ranked_doubts_below_the_threshold_only() -> None:
    sure, unsure = question((HOME, {"focus", "home=same"}), (None, set())), question((HOME, set()), ("甲局", {"others-since=0|org", "opened=before"}))
    assert [s.rule for q in (sure, unsure) for s in ranked([q]).values()] == ["subject-in-focus", "subject-doubted"]
    assert ranked([unsure])[0].value == HOME


NAMES = st.sampled_from(sorted(weights().weights))


@given(st.dictionaries(st.sampled_from([None, HOME, "甲局", "甲行动"]), st.sets(NAMES, max_size=8), min_size=1))
def test_chances_of_all_candidates_add_up(candidates: Mapping[str | None, set[str]]) -> None:
    given_ = {value: frozenset(names) for value, names in candidates.items()}
    chances = [chance(Question(0, Subject(value, "subject-in-focus", 0.7), given_), weights()) for value in given_]
    assert sum(chances) == pytest.approx(1)
    assert all(0 < c <= 1 for c in chances)


@given(st.sets(NAMES, max_size=8), NAMES)
def test_chance_follows_the_weights(names: set[str], more: str) -> None:
    less = chance(question((HOME, names - {more}), (None, set())), weights())
    higher = chance(question((HOME, names | {more}), (None, set())), weights())
    assert (higher >= less) is (weights().weights[more] >= 0) or higher == pytest.approx(less)


def test_weights_are_of_classes_not_of_words() -> None:
    assert 50 < len(weights().weights) < 200
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*(?:=[a-z0-9+-]+)?(?:\|[a-z]+){0,2}", name) for name in weights().weights)
    assert weights() == read_weights(PATH)


FAULTS = [
    ("no file", None),
    ("no JSON", "{"),
    ("no table", "[]"),
    ("no threshold", json.dumps({"weights": {}})),
    ("no weights", json.dumps({"threshold": 0.5})),
    ("threshold out of range", json.dumps({"threshold": 1.5, "weights": {}})),
    ("weight that is a word", json.dumps({"threshold": 0.5, "weights": {"focus": "much"}})),
    ("weight without end", '{"threshold": 0.5, "weights": {"focus": Infinity}}'),
]


@pytest.mark.parametrize("text", [row[1] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_faulty_file_says_what_to_do(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "weights.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(LexiconError, match="train_subject_ranker"):
        read_weights(path)


def test_unknown_features_weigh_nothing() -> None:
    assert Weights({"focus": 1.0}, 0.5).score(["unheard-of"]) == 0


def test_a_story_remembers_what_was_named_last() -> None:
    story = Story(Article(Home(), {}, "few"))
    for number in range(5 * RECENT):
        story.turn(paragraph=False)
        story.tell(Naming(f"?/{number}", 0, opens=True, heads=True))
    story.tell(Naming("?/0", 1, opens=False, heads=False))
    assert story.recent() == ["?/0", *(f"?/{5 * RECENT - n}" for n in range(1, RECENT))]
    known = story.known("?/0")
    assert known is not None
    assert (known.count, story.others_since(known)) == (2, 2)


KINDS = [
    ("甲省/PLACE:15", "province", "elsewhere"),
    ("甲市/PLACE:1400", "prefecture", "above"),
    ("乙县/PLACE:140001", "county", "prefecture"),
    ("甲镇/PLACE:140000001", "township", "inside"),
    ("甲村/PLACE:140000001200", "village", "inside"),
    ("甲坡/PLACE:140000001200/甲坡", "site", "inside"),
    ("甲河/PLACE:?/甲河", "uncoded", "uncoded"),
]


@pytest.mark.parametrize(("word", "kind", "home"), KINDS, ids=[row[1] for row in KINDS])
def test_places_are_told_by_level_and_seen_from_home(word: str, kind: str, home: str) -> None:
    given_ = asked(f"对/p {word} 说/v 。/w 建成/v 5/m 座/m 桥/n")[0].candidates[word.partition(":")[2]]
    assert {f"kind={kind}", f"home={home}", "named=1|place"} <= given_
