"""Limits that hold: queries run in worker processes, one that outlives its time is killed, and another worker takes its place."""

import asyncio
import logging
import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from fangzhi.web.jobs import BYTES, Answered, Fault, Faulty, Job, Limits, Ready, Start, Surveyed, refusal
from fangzhi.web.sheet import Sheet, Sheeted
from fangzhi.web.worker import HEAD
from ontology.terms import ID_BASE

STARTING = 30.0
"""Seconds that a worker may take until it has the store open."""
SURVEYING = 900.0
"""Seconds that the survey of a build may take; it hinders no query."""
PATH = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
"""The import path, kept from the start: the folder that the server was started in may be gone later."""
LOG = logging.getLogger("uvicorn.error")
Stamp: TypeAlias = tuple[int, int, int]


class Workers:
    """Some processes with the store open for reading; each answers one query at a time.

    A build that replaces the store is noticed before the next query: the old workers go, new ones open what is there.
    """

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits = limits
        self.base = ID_BASE
        """Where the IRIs of the data start, once a worker has opened the store."""
        self._store = store
        self.folder = store.parent
        """The folder of the build."""
        self._free = asyncio.Semaphore(limits.workers)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._waiting = 0

    async def start(self) -> None:
        """Starts the first worker. Raises Faulty where the store cannot be opened."""
        self._idle.append(await self._new(self.stamp()))

    async def ask(self, asked: Job | Sheeted) -> Answered:
        """What a job gives; all of a ready question as CSV. Raises Faulty: it is wrong, refused, too long, or takes too much time or memory."""
        outcome = await self._outcome(asked)
        if isinstance(outcome, Answered):
            return outcome
        raise self._faulty(asked, outcome)

    async def sheet(self, asked: Sheeted) -> Sheet:
        """A page of the answer to a ready question. Raises Faulty as `ask` does."""
        outcome = await self._outcome(asked)
        if isinstance(outcome, Sheet):
            return outcome
        raise self._faulty(asked, outcome)

    async def _outcome(self, asked: Job | Sheeted) -> object:
        await self._turn()
        try:
            worker = await self._worker()
            try:
                async with asyncio.timeout(self.limits.seconds):
                    outcome = await worker.outcome(asked)
            except BaseException:  # a timeout, a client that left, the end of the server: what still runs is of no use to anyone
                await self._end(worker)
                raise
            self._idle.append(worker)
        except TimeoutError:
            raise refusal(503, f"the query took longer than {self.limits.seconds:g} s and was stopped; make it more selective, or aggregate less") from None
        except (EOFError, OSError):
            what = f"the query was stopped, most likely because it needs more than {self.limits.memory} MB of memory; make it more selective"
            raise refusal(503, what) from None
        finally:
            self._free.release()
        return outcome

    def _faulty(self, asked: Job | Sheeted, outcome: object) -> Faulty:
        fault = outcome if isinstance(outcome, Fault) else Fault(500, "the query failed by a fault of this program")
        if fault.trace:
            LOG.error("%s\n%s", getattr(asked, "question", "") or getattr(asked, "text", asked), fault.trace)
        return Faulty(fault)

    async def survey(self, stamp: Stamp) -> object:
        """What a worker of its own says that the build holds, or the fault that kept it from it. Raises Faulty."""
        worker = await self._new(stamp, replace(self.limits, seconds=SURVEYING))
        try:
            return await worker.outcome(Surveyed())
        except (EOFError, OSError):
            return Fault(503, "counting what the graph holds was stopped, most likely for want of memory")
        finally:
            await self._end(worker)

    def stamp(self) -> Stamp:
        """What tells one build of the store from another. Raises Faulty where there is no store."""
        try:
            found = (self._store / "CURRENT").stat()
        except OSError:
            raise refusal(503, "the graph is not there now: it is being replaced, or was removed; try again") from None
        return found.st_dev, found.st_ino, found.st_mtime_ns

    async def close(self) -> None:
        """Ends all workers."""
        for worker in list(self._all):
            await self._end(worker)

    async def _turn(self) -> None:
        if self._free.locked() and self._waiting >= self.limits.waiting:
            raise refusal(503, "too many queries wait already; try again later")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._free.acquire()
        except TimeoutError:
            raise refusal(503, "all workers are busy; try again later") from None
        finally:
            self._waiting -= 1

    async def _worker(self) -> "_Worker":
        stamp = self.stamp()
        while self._idle:
            worker = self._idle.pop()
            if worker.stamp == stamp and worker.alive:
                return worker
            await self._end(worker)
        return await self._new(stamp)

    async def _new(self, stamp: Stamp, limits: Limits | None = None) -> "_Worker":
        try:
            worker = _Worker(await _process(), stamp)
        except OSError as fault:
            LOG.error("no worker could be started: %s", fault)
            raise refusal(503, "no worker could be started; try again later") from None
        self._all.add(worker)
        try:
            async with asyncio.timeout(STARTING):
                said = await worker.outcome(Start(limits or self.limits, str(self._store)))
        except (EOFError, OSError, TimeoutError):
            await self._end(worker)
            raise refusal(503, "no worker could be started; try again later") from None
        except BaseException:
            await self._end(worker)
            raise
        if isinstance(said, Ready):
            self.base = said.base
            return worker
        await self._end(worker)
        raise Faulty(said) if isinstance(said, Fault) else refusal(500, "the worker said something else")

    async def _end(self, worker: "_Worker") -> None:
        self._all.discard(worker)
        await worker.end()


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process, stamp: Stamp) -> None:
        self.stamp = stamp
        self._process = process

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def outcome(self, asked: object) -> object:
        """What the worker sends back. Raises EOFError or OSError when it ends without a word."""
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        body = pickle.dumps(asked)
        self._process.stdin.write(HEAD.pack(len(body)) + body)
        await self._process.stdin.drain()
        size = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))[0]
        said: object = pickle.loads(await self._process.stdout.readexactly(size))
        return said

    async def end(self) -> None:
        """Kills it; nothing is lost, it only reads."""
        if self.alive:
            try:
                self._process.kill()
            except ProcessLookupError:
                return
        await self._process.wait()


async def _process() -> asyncio.subprocess.Process:
    """A worker with our own import path, deaf to the terminal's Ctrl-C: the parent ends it."""
    command = (sys.executable, "-P", "-m", "fangzhi.web.worker")
    pipe = asyncio.subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": PATH}
    return await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, env=environment, cwd=os.path.abspath(os.sep), start_new_session=True, limit=BYTES
    )
