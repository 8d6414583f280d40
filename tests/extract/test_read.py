"""Reading: what becomes a document, what is rejected, and what each is called."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encodings import decoded
from extract.read import Rejected, sources
from extract.values import Source

TEXT = "平川县今年修了三条路。"


def read(*paths: Path | str) -> tuple[list[Source], list[Rejected]]:
    found = list(sources(paths))
    return [s for s in found if isinstance(s, Source)], [r for r in found if isinstance(r, Rejected)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        ((TEXT + "㐀𠀀").encode("gb18030"), "gb18030"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "gb18030", "gbk", "four bytes"],
)
def test_encoding(content: bytes, encoding: str) -> None:
    assert (read_text := decoded(content)) is not None
    assert read_text[0].startswith(TEXT)
    assert read_text[1] == encoding


SIMPLE, TRADITIONAL = "平川县今年修了三条路，投入资金二十三万元，受益群众五百户。", "平川縣今年修了三條路，投入資金二十三萬元，受益群眾五百戶。"
RARE = "圪垯峁、塬畔、垴上、崾岘、旮旯坪、砭沟、堎底、嵝峪、崟岭、塔则峁"
KINDS = {
    "big5 long": ((TRADITIONAL * 40).encode("big5"), "big5"),
    "big5 one sentence": (TRADITIONAL.encode("big5"), "big5"),
    "big5 short": ("平川縣今年修路".encode("big5"), "big5"),
    "big5 names": ("何一平、李曉武、王雲、張萬里".encode("big5"), "big5"),
    "big5 among Latin and digits": (("GDP 2024: " * 30 + "全縣生產總值23.5億元\r\n").encode("big5"), "big5"),
    "big5 page": (f"<html><head><title>{TRADITIONAL}</title></head><body class=a>{TRADITIONAL}</body></html>".encode("big5"), "big5"),
    "big5 with Hong Kong's characters": ((TRADITIONAL + "深水埗嘅碼頭").encode("big5hkscs"), "big5"),
    "big5 cut inside a character": ((TRADITIONAL * 5).encode("big5")[:-3], "big5"),
    "gbk long": ((SIMPLE * 40).encode("gbk"), "gb18030"),
    "gbk traditional": ((TRADITIONAL * 3).encode("gbk"), "gb18030"),
    "gbk short": ("修路".encode("gbk"), "gb18030"),
    "gbk rare names": (RARE.encode("gbk"), "gb18030"),
    "gbk of a few rare": ("旮旯塬峁".encode("gbk"), "gb18030"),
    "gbk cut inside a character": ((SIMPLE * 5).encode("gbk")[:-3], "gb18030"),
    "gb18030 four bytes": ((SIMPLE + "㐀𠀀").encode("gb18030"), "gb18030"),
    "gb18030 figures": ("①②③④⑤℃㎡％ⅢⅣ".encode("gb18030"), "gb18030"),
    "utf-8 traditional": (TRADITIONAL.encode(), "utf-8"),
    "utf-8 short": ("修路".encode(), "utf-8"),
    "ascii": (b"GDP 2024", "utf-8"),
}


@pytest.mark.parametrize("name", KINDS)
def test_big5_and_the_national_codes_are_told_apart(name: str) -> None:
    content, encoding = KINDS[name]
    assert (found := decoded(content)) is not None
    assert found[1] == encoding
    whole = {"big5": "big5hkscs"}.get(encoding, encoding)
    assert found[0] == content.decode(whole, "replace")


@given(st.text(st.sampled_from(sorted(set(SIMPLE + TRADITIONAL + RARE + TEXT))), min_size=1, max_size=40))
def test_gbk_is_never_read_as_big5(text: str) -> None:
    assert (found := decoded(text.encode("gb18030"))) is not None
    assert found[1] != "big5"


def test_a_big5_article_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TRADITIONAL.encode("big5"))
    [source], [] = read(tmp_path)
    assert (source.raw, source.encoding) == (TRADITIONAL, "big5")


def test_text_cut_inside_a_character_is_still_utf_8() -> None:
    assert decoded((TEXT * 20).encode()[:-2]) == ((TEXT * 20)[:-1] + "\ufffd", "utf-8")


@pytest.mark.parametrize("content", [b"%PDF-1.4 text", b"\x89PNG\r\n", b"ab\0cd", bytes(range(128, 256)) * 9])
def test_binary(content: bytes) -> None:
    assert decoded(content) is None


def test_bad_files_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "c.txt").write_text(" \n\u3000", "utf-8")
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / ".hidden.txt").write_text(TEXT, "utf-8")
    (tmp_path / "README.md").write_text("about", "utf-8")
    good, bad = read(tmp_path, tmp_path / "nothing-*.txt")
    assert [s.id for s in good] == ["a"]
    assert {r.path.name for r in bad} == {"b.txt", "c.txt", "d.docx", "e.txt", "nothing-*.txt"}
    assert all(r.reason and r.remedy for r in bad)


def test_line_ends_and_bytes_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb\r\n")
    [source], _ = read(tmp_path / "a.txt")
    assert source.raw == "a\r\nb\r\n"
    assert len(source.sha256) == 64


def test_names_and_order_do_not_depend_on_the_input(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "y/b.md", "y/c.txt", "y/c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    files = sorted(p for p in tmp_path.rglob("*") if p.is_file())
    expected = ["x/a", "y/a", "b", "y/c.html", "y/c.txt"]
    assert [s.id for s in read(tmp_path)[0]] == expected
    assert [s.id for s in read(*files[::-1])[0]] == expected
    assert [s.id for s in read(str(tmp_path / "**" / "*.*"), files[0])[0]] == expected


def test_records(tmp_path: Path) -> None:
    first = {"text": TEXT, "title": "修路", "date": 2021, "url": "https://example.org/1"}
    rows = [first, {"id": "own", "text": TEXT}, {"title": "空"}, {"id": "own", "text": TEXT}]
    lines = [json.dumps(r, ensure_ascii=False) for r in rows]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, "", "{broken", "[" * 100_000]), "utf-8")
    good, bad = read(tmp_path)
    assert [s.id for s in good] == ["news#1", "own", "news#4"]
    assert (good[0].title, good[0].date, good[0].url) == ("修路", "2021", "https://example.org/1")
    assert [(r.record, r.reason.split("(")[0].strip()) for r in bad] == [(3, "has no text"), (6, "is not JSON"), (7, "is not JSON")]


def test_extractions_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "entities": []}), "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    good, [bad] = read(tmp_path)
    assert [s.path.name for s in good] == ["a.txt"]
    assert "extractions" in bad.reason


def test_csv(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes('title,text\r\n修路,"第一行\r\n第二行"\r\n空,\r\n'.encode("gb18030"))
    [source], [bad] = read(tmp_path)
    assert (source.id, source.title, source.raw, source.encoding) == ("t#1", "修路", "第一行\r\n第二行", "gb18030")
    assert bad.record == 2


def test_the_dates_of_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"text,date\n{TEXT},2024/5/2\n{TEXT},2024年5月\n{TEXT},某日\n{TEXT},\n", "utf-8")
    assert [s.date for s in read(tmp_path)[0]] == ["2024-05-02", "2024-05", "某日", ""]


def test_html_is_handed_on_raw(tmp_path: Path) -> None:
    page = '<html><head><title>修路&amp;架桥</title><meta name="PubDate" content="2021-03-04"></head><body><p>好</p></body></html>'
    (tmp_path / "a.html").write_text(page, "utf-8")
    [source], _ = read(tmp_path)
    assert (source.raw, source.title, source.date) == (page, "修路&架桥", "2021-03-04")
