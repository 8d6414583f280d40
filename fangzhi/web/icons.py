"""The sign of each type, in the shape and colour of graph/style.yaml, as a small SVG."""

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.jobs import refusal
from graph.style import TypeStyle, style

SHAPES = {
    "dot": '<circle cx="8" cy="8" r="6"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "diamond": '<path d="M8 1 15 8 8 15 1 8Z"/>',
    "triangle": '<path d="M8 2 14.5 13.5H1.5Z"/>',
    "triangleDown": '<path d="M8 14 1.5 2.5H14.5Z"/>',
    "hexagon": '<path d="M4.5 2h7L15 8l-3.5 6h-7L1 8Z"/>',
    "star": '<path d="m8 1 2.1 4.7 5 .5-3.8 3.4 1.1 5L8 12l-4.4 2.6 1.1-5L.9 6.2l5-.5Z"/>',
}
DAY = 24 * 60 * 60


async def icon(request: Request) -> Response:
    """The sign of a type of style.yaml. Raises Faulty."""
    name = request.path_params["name"]
    if name not in style().types:
        raise refusal(404, "no type is called so")
    return Response(drawn(name), media_type="image/svg+xml", headers={"Cache-Control": f"max-age={DAY}"})


def icon_path(kind: str, klass: str = "") -> str:
    """Where the sign of a thing is served."""
    return f"/static/types/{style().of_node(kind, klass).name}.svg"


@cache
def drawn(name: str) -> bytes:
    """The SVG of a type."""
    look: TypeStyle = style().types[name]
    fill, width = ("#fff", 2.2) if look.fill == "hollow" else (look.colour, 1)
    shape = f'<g fill="{fill}" stroke="{look.colour}" stroke-width="{width}" stroke-linejoin="round">{SHAPES[look.shape]}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{shape}</svg>'.encode()
