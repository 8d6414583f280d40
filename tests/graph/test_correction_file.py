"""Files of corrections: what is read from YAML and CSV, what is refused and how, and adding an entry without touching the rest."""

from pathlib import Path

import pytest

from graph.correction_file import added, corrections
from graph.corrections import Correction
from ontology.errors import CorrectionError

YAML = """# 我的更正
- {reject: PLACE, text: 石楼, note: 楼名, author: 甲}
- reject: FIGURE
  document: a1
  span: [120, 124]
  text: 23万元
- {reject: RELATION, subject: organisation/14/甲, predicate: ofPlace, object: place/15}
- {retype: PROGRAMME, to: ORG, text: 清泉工程办, place: "141122"}
- {relink: PLACE, to: "141122102201", text: 寨子村, document: a1}
- {change: FIGURE, document: a1, text: 23万元, object: 修路款, value: 23}
- {rename: "https://w3id.org/fangzhi/id/organisation/141122/交城县委", to: 中共交城县委}
- {merge: [organisation:141122/县教体局, 县教育局], into: organisation/141122/交城县教育体育局}
- {split: person/141122/王伟, document: a2, as: 医生}
- {add: FIGURE, document: a1, text: 12公里, value: 12, unit: 公里, object: 道路}
- {change: PERSON, text: 王伟, posts: [[县委, 书记], ["", 记者]]}
"""
CSV = """do,what,document,start,end,text,to,into,as,posts,note
reject,PLACE,,,,石楼,,,,,楼名
reject,FIGURE,a1,120,124,23万元,,,,,
merge,organisation/141122/甲；乙,,,,,,organisation/141122/丙,,,
change,PERSON,,,,王伟,,,,县委/书记；/记者,
"""


def read(tmp_path: Path, text: str, name: str = "corrections.yaml") -> tuple[Correction, ...]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return corrections(path).entries


def test_yaml(tmp_path: Path) -> None:
    found = read(tmp_path, YAML)
    assert [(c.action, c.line) for c in found] == [
        ("reject", 2), ("reject", 3), ("reject", 7), ("retype", 8), ("relink", 9), ("change", 10), ("rename", 11), ("merge", 12), ("merge", 12), ("split", 13),
        ("add", 14), ("change", 15),
    ]  # fmt: skip
    assert found[0] == Correction("reject", "PLACE", text="石楼", note="楼名", author="甲", line=2)
    assert found[1].span == (120, 124) and found[2].relation == ("organisation/14/甲", "fz:ofPlace", "place/15")
    assert found[6].entity == "organisation/141122/交城县委" and found[7].entity == "organisation/141122/县教体局"
    assert dict(found[10].fields) == {"value": 12.0, "unit": "公里", "object": "道路"}
    assert dict(found[11].fields) == {"posts": (("县委", "书记"), ("", "记者"))}


def test_csv(tmp_path: Path) -> None:
    found = read(tmp_path, CSV, "c.csv")
    assert [(c.action, c.line) for c in found] == [("reject", 2), ("reject", 3), ("merge", 4), ("merge", 4), ("change", 5)]
    assert found[1].span == (120, 124) and found[3].entity == "乙" and dict(found[4].fields) == {"posts": (("县委", "书记"), ("", "记者"))}


NAMED = [
    ("{relink: PLACE, to: 海拉尔区, text: 甲}", "150702"),
    ("{relink: ORG, to: 交城, text: 甲}", "141122"),
    ("{relink: FIGURE, to: 海拉尔区, text: 240亿元}", "150702"),
    ("{relink: FIGURE, to: 河津市委, text: 240亿元}", "河津市委"),
    ("{relink: FIGURE, to: 150702/北山, text: 240亿元}", "150702/北山"),
    ("{change: FIGURE, text: 240亿元, subject: 海拉尔区}", "150702"),
    ("{change: PROGRAMME, text: 甲, by: [海拉尔区, 镇党委]}", ("150702", "镇党委")),
    ("{add: PLACE, document: d, text: 海区, link: 海拉尔区}", "150702"),
]


@pytest.mark.parametrize(("entry", "link"), NAMED, ids=[e for e, _ in NAMED])
def test_a_place_may_be_named_where_one_alone_is_called_so(tmp_path: Path, entry: str, link: object) -> None:
    (found,) = read(tmp_path, f"- {entry}\n")
    assert found.to == link or link in dict(found.fields).values()


FAULTS = [
    ("- {relink: FIGURE, text: 甲, to: 南堡村}", 1, "\n  141122104200 山西省 吕梁市 交城县 西社镇 南堡村\n"),
    ("- {relink: PLACE, text: 甲, to: 鼓楼区}", 1, "places are called 鼓楼区; write the code of the one that is meant:\n  320106 江苏省 南京市 鼓楼区\n"),
    ("- {relink: FIGURE, text: 甲, to: '991122'}", 1, "no division has the code 991122"),
    ("- {relink: FIGURE, text: 甲, to: '99'}", 1, "no division has the code 99"),
    ("- {relink: PLACE, text: 甲, to: 火星县}", 1, "codes are found by fangzhi query OUT place-codes"),
    ("- {reject: PLACE, txt: 石楼}", 1, "reject has no key txt"),
    ("# a\n- {reject: PLAC, text: 石楼}", 2, "write reject: and one of PLACE, ORG"),
    ("- {reject: PLACE}", 1, "it has no text"),
    ("- {reject: PLACE, text: 甲, span: [1, 2]}", 1, "it names no document"),
    ("- {reject: PLACE, text: 甲, document: d, span: [3, 2]}", 1, "not a span"),
    ("- {text: 甲}", 1, "no action: text"),
    ("- {reject: PLACE, relink: PLACE, text: 甲}", 1, "an entry has one action"),
    ('- {relink: PLACE, text: 甲, to: "141"}', 1, "is no place's link"),
    ('- {relink: PLACE, text: 甲, to: "991122"}', 1, "no division has the code 991122"),
    ("- {relink: PERSON, text: 甲, to: 乙}", 1, "relink of 'PERSON'"),
    ("- {retype: PLACE, text: 甲, to: TOWN}", 1, "there is no type 'TOWN'"),
    ("- {change: FIGURE, text: 甲}", 1, "it changes nothing"),
    ("- {change: FIGURE, text: 甲, value: 多}", 1, "value is no number"),
    ("- {change: FIGURE, text: 甲, value: .inf}", 1, "value is no number"),
    ("- {change: FIGURE, text: 甲, max: 1e999}", 1, "max is no number"),
    ("- {change: FIGURE, text: 甲, approx: maybe}", 1, "write one of exact, about, over, under"),
    ("- {add: PLACE, text: 甲, document: d}", 1, "the place has no link"),
    ("- {add: FIGURE, text: 甲, document: d, value: 3}", 1, "no value or no unit"),
    ("- {add: RELATION, text: 甲, document: d, subject: 甲, predicate: fz:partOf, object: 乙}", 1, "not the IRI of an entity"),
    ("- {add: RELATION, text: 甲, document: d, subject: person/14/甲, predicate: org:hasMembership, object: place/14}", 1, "cannot be added"),
    ("- {merge: person/14/甲, into: place/14}", 1, "are of different kinds"),
    ("- {merge: 甲, into: 甲}", 1, "merged into itself"),
    ("- {merge: place/14, into: 甲}", 1, "name a place by IRI or code"),
    ("- {split: place/14, document: d, as: 乙}", 1, "relink the mentions"),
    ("- {rename: measurement/d/1-2, to: 乙}", 1, "name a place, organisation"),
    ("- {rename: 甲}", 1, "it has no to"),
    ("- [", None, "not YAML"),
    ("a: b", 1, "is not a list"),
    ("- 甲", 1, "not an entry"),
    ("- {reject: PLACE, text: 甲}\n  text: 乙", 2, "not YAML"),
    ("- reject: PLACE\n  text: 甲\n  text: 乙", 1, "a key stands twice"),
]


@pytest.mark.parametrize(("text", "line", "message"), FAULTS, ids=[m for *_, m in FAULTS])
def test_a_fault_says_its_line_and_what_would_mend_it(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    with pytest.raises(CorrectionError) as fault:
        read(tmp_path, text)
    assert message in str(fault.value) and fault.value.remedy
    assert line is None or fault.value.line == line


@pytest.mark.parametrize(
    ("text", "message"), [("a,b\n", "must name the columns do and what"), ("do,what,text,start,end\nreject,PLACE,甲,x,y\n", "are offsets")]
)
def test_a_fault_in_a_csv_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        read(tmp_path, text, "c.csv")


def test_an_entry_is_added_at_the_end_and_nothing_else_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(YAML.rstrip(), "utf-8")
    entry = {"relink": "PLACE", "to": "141122", "text": "甲: “乙” #", "document": "d", "span": [1, 9], "note": "'"}
    after = added(path, [entry, {"rename": "甲", "to": "乙"}])
    assert after.startswith(YAML) and path.read_text("utf-8") == YAML.rstrip()
    path.write_text(after, "utf-8")
    *_, found, last = corrections(path).entries
    assert (found.to, found.text, found.span, found.note, last.to) == ("141122", "甲: “乙” #", (1, 9), "'", "乙")


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    assert added(tmp_path / "c.yaml", [{"rename": "甲", "to": "乙"}]).startswith("# 更正")
    assert added(tmp_path / "c.csv", [{"rename": "甲", "to": "乙", "note": "因"}]) == "do,what,to,note,author\nrename,甲,乙,因,\n"


def test_an_entry_is_added_to_csv_where_it_has_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(CSV, "utf-8")
    assert added(path, [{"reject": "PLACE", "text": "甲", "document": "d", "span": [1, 2]}]) == CSV + "reject,PLACE,d,1,2,甲,,,,,\n"
    with pytest.raises(CorrectionError, match="has no column author"):
        added(path, [{"reject": "PLACE", "text": "甲", "author": "乙"}])


def test_a_list_in_brackets_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("[{rename: 甲, to: 乙}]\n", "utf-8")
    with pytest.raises(CorrectionError, match="cannot be added to"):
        added(path, [{"rename": "甲", "to": "乙"}])


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="cannot be read"):
        corrections(tmp_path / "none.yaml")
