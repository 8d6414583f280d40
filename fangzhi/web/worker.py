"""The worker process: opens the store for reading and answers one query after another, until its input ends or it is killed.

Oxigraph's Python interface cannot stop a query that runs (its issue 1926), so a query runs where it can be killed. The parent does
that; should the parent be gone, an alarm of the operating system ends a query that outlives its time.
"""

import os
import pickle
import signal
import struct
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Store

from fangzhi.web.answers import answered
from fangzhi.web.drawn import drawing, proof, trace
from fangzhi.web.jobs import Answered, Asked, Fault, Faulty, Limits, Ready, Start, Surveyed, Task, refusal
from fangzhi.web.sheet import Sheet, Sheeted
from fangzhi.web.tabulation import sheet, table
from graph.proof import Proven
from graph.query import MalformedQuery, RefusedQuery
from graph.store import open_store
from graph.view import Traced, Wanted
from ontology.errors import InputError
from ontology.terms import FZ, ID_BASE, STD

HEAD = struct.Struct(">Q")
GRACE = 2.0
"""Seconds after which a query that the parent should have ended ends itself."""


def main() -> None:
    """Runs the worker: a pickled `Start` comes first on standard input, then the queries."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    start = received(source)
    if not isinstance(start, Start):
        return
    limits = start.limits
    _confine(limits)
    try:
        store = open_store(Path(start.store))
        base = base_of(store)
    except InputError as fault:
        send(target, Fault(503, f"the graph cannot be opened now: {fault}"))
        return
    send(target, Ready(base))
    while (asked := received(source)) is not None:
        _alarm(limits.seconds + GRACE)
        outcome = _surveyed(store, Path(start.store).parent) if isinstance(asked, Surveyed) else _outcome(store, asked, base, limits)
        _alarm(0)
        send(target, outcome)


def send(target: BinaryIO, value: object) -> None:
    """Writes a value with its length in front."""
    body = pickle.dumps(value)
    target.write(HEAD.pack(len(body)) + body)
    target.flush()


def received(source: BinaryIO) -> object:
    """The next value; None where the input ends."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    value: object = pickle.loads(source.read(HEAD.unpack(head)[0]))
    return value


def base_of(store: Store) -> str:
    """Where the IRIs of the data in the store start, as its documents are called."""
    for quad in store.quads_for_pattern(None, NamedNode(STD.TYPE), NamedNode(FZ.DOCUMENT), None):
        start, mark, _ = str(quad.subject.value if isinstance(quad.subject, NamedNode) else "").rpartition("document/")
        if mark:
            return start
    return ID_BASE


def _outcome(store: Store, asked: object, base: str, limits: Limits) -> object:
    try:
        return _done(store, asked, base, limits)
    except Faulty as faulty:
        return faulty.fault
    except RefusedQuery as refused:
        return Fault(403, str(refused), refused.line)
    except MalformedQuery as malformed:
        return Fault(400, str(malformed), malformed.line, malformed.column)
    except InputError as wrong:
        return Fault(400, str(wrong), wrong.line)
    except MemoryError:
        return Fault(503, "the query needs more memory than it may have; make it more selective")
    except Exception:
        return Fault(500, "the query failed by a fault of this program", trace=traceback.format_exc())


def _done(store: Store, job: object, base: str, limits: Limits) -> Answered | Sheet:
    match job:
        case Task():
            return Answered("value", pickle.dumps(job.done(store, base)), 1, True, "")
        case Sheeted():
            return (sheet if job.headings is None else table)(store, job, base, limits.rows)
        case Asked():
            return answered(store, job, base, limits.rows)
        case Wanted():
            return drawing(store, job, base)
        case Traced():
            return trace(store, job, base)
        case Proven():
            return proof(store, job, base)
    raise refusal(500, "not a query")


def _surveyed(store: Store, out: Path) -> object:
    from fangzhi.web.survey import survey

    try:
        return survey(store, out)
    except MemoryError:
        return Fault(503, "counting what the graph holds needs more memory than it may have")
    except Exception:
        return Fault(500, "counting what the graph holds failed by a fault of this program", trace=traceback.format_exc())


def _confine(limits: Limits) -> None:
    """No more memory than allowed, where the system can hold to it (Linux)."""
    if sys.platform != "win32":
        import resource

        size = limits.memory * 1024 * 1024
        if resource.getrlimit(resource.RLIMIT_DATA)[1] in (resource.RLIM_INFINITY, -1):
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
