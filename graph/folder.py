"""The folder of a build on disk: one writer at a time, replaced by renames, mended when a writer was killed between them.

Beside `out` its writer keeps `.out.building/`: the lock, what it has extracted so far, the new build while it is made, and for a
moment the old one. All that goes when the build is in place; what a killed writer leaves there serves the next.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from ontology.errors import SourceError

LOCK, NEW, OLD = "lock", "new", "old"
PATIENCE = 200
"""Hundredths of a second that a reader waits for a writer between its two renames."""


def workshop(out: Path) -> Path:
    """Where the writer of `out` works: beside it, so that renames stay on one file system."""
    place = out.resolve()
    return place.with_name(f".{place.name}.building")


@contextmanager
def writing(out: Path) -> Iterator[Path]:
    """Makes this process the only writer of `out` while the block runs; the folder that it works in.

    What an earlier writer left is mended or cleared first, but for files that it kept for the next. Raises SourceError when another
    process writes there; a lock ends with its process.
    """
    shop = workshop(out)
    lock = _lock(shop)
    if lock is None:
        raise SourceError("another build is writing here", path=out, remedy="wait until it is done, or name another folder with -o")
    try:
        _mend(out, shop)
        yield shop
    finally:
        _mend(out, shop)
        if os.listdir(shop) == [LOCK]:
            shutil.rmtree(shop)
        os.close(lock)


def put_in_place(out: Path) -> Iterator[str]:
    """Puts the new build of the workshop where the old one is, in as many steps as it yields. Call it inside `writing`.

    At every moment either build is whole under one of its names; a reader that comes between the renames calls `standing`.
    """
    place, shop = out.resolve(), workshop(out)
    if place.exists():
        place.rename(shop / OLD)
        yield "the old one is aside"
    (shop / NEW).rename(place)
    yield "the new one is in place"
    shutil.rmtree(shop / OLD, ignore_errors=True)


def standing(out: Path) -> None:
    """Puts back the last good build if its writer was killed between the two renames."""
    waited = 0
    while not out.exists() and (workshop(out) / OLD).exists() and waited < PATIENCE:
        try:
            with writing(out):
                return
        except SourceError:  # the writer lives: it is between the two
            sleep(0.01)
            waited += 1


def _mend(out: Path, shop: Path) -> None:
    """Half-made builds go; an old build that was aside comes back if nothing is in its place, and goes if something is."""
    shutil.rmtree(shop / NEW, ignore_errors=True)
    if (shop / OLD).exists():
        if out.exists():
            shutil.rmtree(shop / OLD, ignore_errors=True)
        else:
            (shop / OLD).rename(out.resolve())


def _lock(shop: Path) -> int | None:
    """The handle of the lock, which only one process has; None if another has it."""
    while True:
        try:
            shop.mkdir(parents=True, exist_ok=True)
            handle = os.open(shop / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:  # the one before us has just cleared up
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), os.stat(shop / LOCK)):
                return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except FileNotFoundError:
            pass
        os.close(handle)
