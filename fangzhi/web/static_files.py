"""/static/…: our style and scripts, the bundles beside them, and vis-network as the installed pyvis carries it."""

import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent / "static"
for _suffix, _media in ((".js", "text/javascript"), (".css", "text/css"), (".svg", "image/svg+xml"), (".wasm", "application/wasm")):
    mimetypes.add_type(_media, _suffix)  # some systems know them under other names, and browsers run no script under these

FILES = StaticFiles(directory=FOLDER)


async def vis_network(request: Request) -> Response:
    """The drawing library."""
    path = vis_network_path()
    return await StaticFiles(directory=path.parent).get_response(path.name, request.scope)


@cache
def vis_network_path() -> Path:
    """Where pyvis keeps its newest vis-network 9."""
    import pyvis

    return max(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"))
