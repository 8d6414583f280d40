"""The survey of the build that is served: made in the background when a build is first seen, kept until the next one."""

import asyncio
import logging
import traceback

from starlette.requests import Request

from fangzhi.web.jobs import Fault, Faulty
from fangzhi.web.limits import Stamp, Workers
from fangzhi.web.survey import Survey

PATIENCE = 4.0
"""Seconds that a page waits for it; then it is shown without."""
AGAIN = 60.0
"""Seconds until another try after one that failed."""
FAILED = "counting what the graph holds failed by a fault of this program"
LOG = logging.getLogger("uvicorn.error")


class Surveys:
    """Makes it once a build, whoever asks first."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._stamp: Stamp | None = None
        self._made: asyncio.Task[Survey | None] | None = None
        self._running: set[asyncio.Task[Survey | None]] = set()
        self.fault: Fault | None = None
        """Why the last try for the present build gave none; None while one is under way."""

    def begin(self) -> "asyncio.Task[Survey | None]":
        """The making of the present build's survey; begun, if it was not, and that of an older build given up. Raises Faulty where there is no build."""
        stamp = self._workers.stamp()
        if self._made is None or stamp != self._stamp:
            if self._made:
                self._made.cancel()
            self.fault = None
            self._stamp, self._made = stamp, asyncio.create_task(self._make(stamp))
            self._running.add(self._made)
            self._made.add_done_callback(self._running.discard)
        return self._made

    async def get(self, patience: float = PATIENCE) -> Survey | None:
        """The survey of the present build; None where it is not there in time, or cannot be made. Raises Faulty where there is no build."""
        made = self.begin()
        await asyncio.wait({made}, timeout=patience)
        return made.result() if made.done() and not made.cancelled() else None

    async def close(self) -> None:
        """Gives up what is not done."""
        for task in (running := list(self._running)):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _make(self, stamp: Stamp) -> Survey | None:
        try:
            found = await self._workers.survey(stamp)
        except Faulty as faulty:
            found = faulty.fault
        except Exception:  # a page without the survey is of use, one that always fails is not
            found = Fault(500, FAILED, trace=traceback.format_exc())
        if isinstance(found, Survey):
            return found
        self.fault = found if isinstance(found, Fault) else Fault(500, FAILED)
        LOG.error("%s %s", self.fault.message, self.fault.trace)
        asyncio.get_running_loop().call_later(AGAIN, self._forget, stamp)
        return None

    def _forget(self, stamp: Stamp) -> None:
        if self._stamp == stamp:
            self._stamp = None


def uncounted(request: Request) -> Fault | None:
    """Why the build has no survey, where the last try failed; another one follows."""
    kept: Surveys = request.app.state.surveys
    return kept.fault


async def survey_of(request: Request, patience: float = PATIENCE) -> Survey | None:
    """The survey of the build that the application serves, where it is there in time."""
    kept: Surveys = request.app.state.surveys
    return await kept.get(patience)
