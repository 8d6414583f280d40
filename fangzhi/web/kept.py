"""What is worked out once for each build: the next build, and nothing else, makes it anew."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request

from fangzhi.web.limits import Stamp
from fangzhi.web.replies import workers

Made = TypeVar("Made")


async def once(request: Request, name: str, make: Callable[[], Awaitable[Made]]) -> Made:
    """What `make` gave for the build that is served now. Raises what `make` raises; a failure is not kept."""
    kept: dict[str, tuple[Stamp, Made]] = request.app.state.kept
    stamp = workers(request).stamp()
    known = kept.get(name)
    if known is None or known[0] != stamp:
        known = kept[name] = stamp, await make()
    return known[1]
