"""/rules: what the names of rules and the numbers behind them mean, in plain words; names of rules on other pages lead here."""

from starlette.requests import Request
from starlette.responses import Response

from fangzhi.web.replies import html
from fangzhi.web.rulebook import FAMILIES


async def rules_page(request: Request) -> Response:
    """What each family of rules does, and what a confidence is."""
    return html("rules.html.j2", request, {"families": FAMILIES})
