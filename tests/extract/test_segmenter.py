"""Sentences cover the text, tokens cover the text, and no entity or number shares a token with its neighbours."""

import pickle
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extract.segmenter import LONGEST, MODEL, cutter, number_cuts, sentences, trimmed
from extract.wordfeatures import Memory

SENTENCES = [
    ("句号", "修路三条。建桥一座。", ["修路三条。", "建桥一座。"]),
    ("分号不断句", "修路三条；建桥一座。", ["修路三条；建桥一座。"]),
    ("半角问号感叹号", "好吗?好!", ["好吗?", "好!"]),
    ("连用", "真的？！是的。", ["真的？！", "是的。"]),
    ("引号归前句", "他说：“好。”大家笑了。", ["他说：“好。”", "大家笑了。"]),
    ("引号后有逗号不断", "“好！”，他说。走了。", ["“好！”，他说。", "走了。"]),
    ("换行", "标题\n正文。", ["标题\n", "正文。"]),
    ("空行归前句", "甲。\n\n  乙。", ["甲。\n\n", "  乙。"]),
    ("只有空白", " \n ", [" \n "]),
    ("小数点不断", "增长3.5%。", ["增长3.5%。"]),
    ("空", "", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="村修路。？\n ”，a1\t\u3000", max_size=60))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences(text)) == text


def test_a_sentence_without_end_is_cut_behind_a_comma() -> None:
    text = "村里修路，" * 200
    spans = sentences(text)
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert all(text[end - 1] == "，" for _, end in spans)
    assert [end - start for start, end in sentences("路" * (LONGEST + 1))] == [LONGEST, 1]


@pytest.mark.parametrize(("text", "expected"), [(" 甲 ", "甲"), ("甲\n\n", "甲"), (" \n", ""), ("甲", "甲")])
def test_trimmed(text: str, expected: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == expected


def test_number_cuts() -> None:
    assert list(number_cuts("共1,300户12.5亩")) == [1, 6, 7, 11]


def test_the_model_is_in_the_package_with_its_licence() -> None:
    assert (MODEL / "features.msgpack").is_file() and (MODEL / "weights.npz").is_file()
    assert "MIT License" in (MODEL.parent / "pkuseg-LICENSE.txt").read_text("utf-8")


TOKENS = [
    ("村名不切开", "响肠镇寨子村修了一座桥。", {"响肠镇", "寨子村"}),
    ("数与单位分开", "硬化路面1.2万平方米，惠及500余户。", {"1.2", "500"}),
    ("年份与年分开", "2014年以来", {"2014", "年"}),
    ("英文", "举办GDP培训", {"GDP"}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TOKENS], ids=[row[0] for row in TOKENS])
def test_tokens(nlp: Language, text: str, expected: set[str]) -> None:
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert expected <= {token.text for token in doc}


@pytest.mark.model
@given(st.text(alphabet=st.one_of(st.sampled_from("杏花县王建国修路3亩。？\n ”，"), st.characters(exclude_categories=["Cs"])), max_size=80))
def test_the_text_of_a_doc_is_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.idx == sum(len(t.text) for t in doc[: token.i]) for token in doc)
    assert "".join(sentence.text for sentence in doc.sents) == text


@pytest.mark.model
def test_blanks_and_line_ends_are_tokens(nlp: Language) -> None:
    assert [t.text for t in nlp.make_doc("甲\n\n 乙\u3000\t丙") if t.is_space] == ["\n", "\n", " ", "\u3000\t"]


@pytest.mark.model
def test_a_sentence_is_cut_the_same_wherever_it_stands(nlp: Language) -> None:
    first, second = "乡里为三十户人家修了水渠。", "桃林村的张小明种了5亩果树。"
    alone = [t.text for t in nlp.make_doc(first)] + [t.text for t in nlp.make_doc(second)]
    assert [t.text for t in nlp.make_doc(first + second)] == alone


@pytest.fixture(scope="module")
def package() -> Any:
    """The same model, cut by spacy-pkuseg alone."""
    import spacy_pkuseg

    return spacy_pkuseg.pkuseg(str(MODEL), user_dict=None)


@pytest.mark.model
@given(st.text(alphabet="杏花县桃林镇村民修路三千2年.,%／ＡＢ-a*、，。“”的了为改革开放", max_size=40))
def test_it_cuts_as_the_package_does(package: Any, text: str) -> None:
    extractor = package.feature_extractor
    nodes = list(extractor.normalize_text(text))
    assert cutter().features(text) == [extractor.get_node_features_idx(i, nodes) for i in range(len(nodes))]
    assert list(cutter().lengths(text)) == [len(word) for word in package.cut(text)]


@pytest.mark.model
def test_it_cuts_the_seeds_as_the_package_does(package: Any, seeds: Path) -> None:
    for path in sorted(seeds.glob("seed-*.txt")):
        for part in path.read_text("utf-8").split():
            assert list(cutter().lengths(part)) == [len(word) for word in package.cut(part)]


def test_a_memory_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.wordfeatures.REMEMBERED", 3)
    memory = Memory(lambda text: (len(text),))
    assert [memory["a" * n][0] for n in range(9)] == list(range(9))
    assert len(memory) <= 3


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that makes the model's files."""
    spec = spec_from_file_location("make_segmenter_model", Path(__file__).parents[2] / "scripts" / "make_segmenter_model.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_reads_no_pickled_class(script: ModuleType) -> None:
    assert script.PlainUnpickler(BytesIO(pickle.dumps({"甲": [1]}))).load() == {"甲": [1]}
    with pytest.raises(pickle.UnpicklingError, match="pathlib"):
        script.PlainUnpickler(BytesIO(pickle.dumps(PurePosixPath("a")))).load()


def test_the_script_keeps_strong_features_in_order(script: ModuleType) -> None:
    features, nodes = script.pruned({"$$": 0, "c.弱": 1, "w1.强村": 2, "ww.l.甲乙*丙丁": 3}, np.array([[0, 0], [0.1, -0.1], [0, -0.5], [0.2, 0]]))
    assert features == {"$$": 0, "w1.强村": 1, "ww.l.甲乙*丙丁": 2}
    assert nodes.tolist() == [[0, 0], [0, -0.5], [0.2, 0]]
    assert script.words(features) == ["丙丁", "强村", "甲乙"]
