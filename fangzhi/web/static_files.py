"""/static/…: our style and scripts, the bundles beside them, and vis-network as the installed pyvis carries it."""

import mimetypes
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from graph.page_file import TEMPLATES

FOLDER = Path(__file__).parent / "static"
for _suffix, _media in ((".js", "text/javascript"), (".css", "text/css"), (".svg", "image/svg+xml"), (".wasm", "application/wasm")):
    mimetypes.add_type(_media, _suffix)  # some systems know them under other names, and browsers run no script under these

FILES = StaticFiles(directory=FOLDER)
SHARED = TEMPLATES / "elements.js"
"""How the file page makes elements and icons; the explorer does it the same way."""
NAMES = ("SHAPES", "byId", "drawn", "element", "icon")


async def vis_network(request: Request) -> Response:
    """The drawing library."""
    path = vis_network_path()
    return await StaticFiles(directory=path.parent).get_response(path.name, request.scope)


async def elements(request: Request) -> Response:
    """The file page's script that makes elements, as a module."""
    return Response(module(), media_type="text/javascript", headers={"ETag": f'"{sha256(module().encode()).hexdigest()[:16]}"'})


@cache
def module() -> str:
    """That script with its names exported."""
    return f"{SHARED.read_text('utf-8')}\nexport {{ {', '.join(NAMES)} }};\n"


@cache
def vis_network_path() -> Path:
    """Where pyvis keeps its newest vis-network 9."""
    import pyvis

    return max(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"))
