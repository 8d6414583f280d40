"""Reading: what becomes a document, what is rejected, and what each is called."""

import json
from pathlib import Path

import pytest

from extract.read import Rejected, decoded, sources
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


def test_html_is_handed_on_raw(tmp_path: Path) -> None:
    page = '<html><head><title>修路&amp;架桥</title><meta name="PubDate" content="2021-03-04"></head><body><p>好</p></body></html>'
    (tmp_path / "a.html").write_text(page, "utf-8")
    [source], _ = read(tmp_path)
    assert (source.raw, source.title, source.date) == (page, "修路&架桥", "2021-03-04")
