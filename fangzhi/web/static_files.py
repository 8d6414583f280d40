"""/static/…: our style and scripts, the bundles beside them, and vis-network as the installed pyvis carries it."""

import mimetypes
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from fangzhi.web.jobs import refusal
from graph.page_file import TEMPLATES

FOLDER = Path(__file__).parent / "static"
for _suffix, _media in ((".js", "text/javascript"), (".css", "text/css"), (".svg", "image/svg+xml"), (".wasm", "application/wasm")):
    mimetypes.add_type(_media, _suffix)  # some systems know them under other names, and browsers run no script under these

FILES = StaticFiles(directory=FOLDER)
NAMES = ("SHAPES", "byId", "drawn", "element", "icon")
"""What the explorer takes from the file page's elements.js."""


async def vis_network(request: Request) -> Response:
    """The drawing library."""
    path = vis_network_path()
    return await StaticFiles(directory=path.parent).get_response(path.name, request.scope)


async def shared(request: Request) -> Response:
    """A script of the file page as a module. Raises Faulty for one that is not shared."""
    text = modules().get(request.path_params["name"])
    if text is None:
        raise refusal(404, "no such script is shared")
    return Response(text, media_type="text/javascript", headers={"ETag": f'"{sha256(text.encode()).hexdigest()[:16]}"'})


@cache
def modules() -> Mapping[str, str]:
    """The shared scripts by name: with their names exported, `moving` as a function of the drawing and its box."""
    elements, light, saving, moving = ((TEMPLATES / f"{name}.js").read_text("utf-8") for name in ("elements", "light", "saving", "moving"))
    head = "import { element } from './elements.js';\n\n"
    return {
        "elements": f"{elements}\nexport {{ {', '.join(NAMES)} }};\n",
        "light": f"{light}\nexport {{ inLight, night, ownColour }};\n",
        "saving": f"{head}{saving}\nexport {{ saveAs }};\n",
        "moving": f"{head}export function moving(network, box) {{\nconst byId = () => box;\n{moving}\nstartMoving();\n}}\n",
    }


@cache
def vis_network_path() -> Path:
    """Where pyvis keeps its newest vis-network 9."""
    import pyvis

    return max(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"))
