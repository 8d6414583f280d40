"""Messages in Chinese: every reason for which an input is refused has one, and so have the faults of a form."""

import ast
from pathlib import Path

import pytest

from extract import read
from fangzhi.messages import in_chinese
from fangzhi.report import STEPS, Refused, Report


def said_of_refused() -> list[str]:
    """What extract.read gives as reason and remedy, with made-up values in its holes."""
    calls = [n for n in ast.walk(ast.parse(Path(read.__file__).read_text("utf-8"))) if isinstance(n, ast.Call)]
    found = [arg for call in calls if getattr(call.func, "id", "") == "Rejected" for arg in call.args[1:3]]
    return ["".join(str(p.value) if isinstance(p, ast.Constant) else "'x'" for p in getattr(arg, "values", [arg])) for arg in found]


@pytest.mark.parametrize("said", said_of_refused())
def test_every_reason_of_a_refusal_is_said_in_chinese(said: str) -> None:
    assert any("\u4e00" <= c <= "\u9fff" for c in in_chinese(said)) and not set(in_chinese(said).split()) & {"is", "it", "the", "not"}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("no place in this graph is called '交域县'; it has 交城县, 代县", "这张图里没有叫'交域县'的地方；有交城县, 代县"),
        ("2 places are called 南村; name one by its code: 970102, 970103", "有 2 个地方叫南村；请用区划代码指明：970102, 970103"),
        ("a fault that nobody knows", "a fault that nobody knows"),
        ("is empty; a remedy that nobody knows", "是空的；a remedy that nobody knows"),
    ],
)
def test_a_message_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_the_report_speaks_both_languages() -> None:
    report = Report("0", "https://a.example/", (), (Refused("a.txt", "is empty", "remove it or fill it"),), {"measurements": 3}, True, ())
    page = report.as_html()
    assert "数字 figures" in page and "是空的" in page and "is empty" in page and "删掉，或写进内容" in page
    assert all(word in page for word in ("编码 encoding", "损坏字数 damaged characters"))
    assert all(any("\u4e00" <= c <= "\u9fff" for c in said) and name in said for name, said in STEPS.items())
