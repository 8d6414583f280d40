"""The survey of the build that is served: made in the background when a build is first seen, kept until the next one."""

import asyncio
import logging

from starlette.requests import Request

from fangzhi.web.jobs import Fault, Faulty
from fangzhi.web.limits import Stamp, Workers
from fangzhi.web.survey import Survey

PATIENCE = 4.0
"""Seconds that a page waits for it; then it is shown without."""
AGAIN = 60.0
"""Seconds until another try after one that failed."""
LOG = logging.getLogger("uvicorn.error")


class Surveys:
    """Makes it once a build, whoever asks first."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._stamp: Stamp | None = None
        self._made: asyncio.Task[Survey | None] | None = None
        self._running: set[asyncio.Task[Survey | None]] = set()

    def begin(self) -> "asyncio.Task[Survey | None]":
        """The making of the present build's survey; begun, if it was not. Raises Faulty where there is no build."""
        stamp = self._workers.stamp()
        if self._made is None or stamp != self._stamp:
            self._stamp, self._made = stamp, asyncio.create_task(self._make(stamp))
            self._running.add(self._made)
            self._made.add_done_callback(self._running.discard)
        return self._made

    async def get(self, patience: float = PATIENCE) -> Survey | None:
        """The survey of the present build; None where it is not there in time, or cannot be made. Raises Faulty where there is no build."""
        try:
            return await asyncio.wait_for(asyncio.shield(self.begin()), patience)
        except TimeoutError:
            return None

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
        if isinstance(found, Survey):
            return found
        if isinstance(found, Fault):
            LOG.error("%s %s", found.message, found.trace)
        asyncio.get_running_loop().call_later(AGAIN, self._forget, stamp)
        return None

    def _forget(self, stamp: Stamp) -> None:
        if self._stamp == stamp:
            self._stamp = None


async def survey_of(request: Request, patience: float = PATIENCE) -> Survey | None:
    """The survey of the build that the application serves, where it is there in time."""
    kept: Surveys = request.app.state.surveys
    return await kept.get(patience)
