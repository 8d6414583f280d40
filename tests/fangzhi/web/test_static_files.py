"""What is served to browsers beside the pages, and what our scripts must not do."""

import re
from collections import Counter

import httpx
import pytest

from fangzhi.web.static_files import FOLDER, NAMES

FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "eval(", "new Function", "DOMParser", "srcdoc")
OURS = sorted(path for path in FOLDER.glob("*.js"))


@pytest.mark.parametrize(
    ("path", "media"),
    [("style.css", "text/css"), ("icon.svg", "image/svg+xml"), ("vendor/vis-network.min.js", "text/javascript")],
)
def test_static_files(web: httpx.Client, path: str, media: str) -> None:
    answer = web.get(f"/static/{path}")
    assert answer.status_code == 200 and answer.headers["content-type"].partition(";")[0] == media and answer.content
    assert web.get(f"/static/{path}", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["", "vendor", "..%2fapp.py", "../app.py", "nothing.js", "%00"])
def test_nothing_else_is_served(web: httpx.Client, path: str) -> None:
    assert web.get(f"/static/{path}").status_code in (400, 404)


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.name)
def test_scripts_write_text_never_markup(path: object) -> None:
    text = (FOLDER / str(path)).read_text("utf-8")
    assert not [word for word in FORBIDDEN if word in text]
    assert "http://" not in text.replace("http://www.w3.org/", "") and "https://" not in text


def test_the_file_pages_elements_are_a_module(web: httpx.Client) -> None:
    answer = web.get("/static/shared/elements.js")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/javascript")
    for name in NAMES:
        assert re.search(rf"^(?:const|function) {name}\b", answer.text, re.MULTILINE), name
    assert not [word for word in FORBIDDEN if word in answer.text]
    assert "export function moving(network, box)" in web.get("/static/shared/moving.js").text
    assert web.get("/static/shared/page.js").status_code == 404


def test_what_several_scripts_need_is_written_once(web: httpx.Client) -> None:
    defined = Counter(name for path in OURS for name in set(re.findall(r"(?:const|function) (element|icon|total|save|saveAs)\b", path.read_text("utf-8"))))
    assert defined == {"total": 1}, "the others are those of the file page"
    assert "export { saveAs }" in web.get("/static/shared/saving.js").text
