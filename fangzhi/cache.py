"""Extractions that are done already, by what decides them: those of the last build, and those of a build that was cut short.

One line a document: its key, a checksum, its JSON. Lines are appended as documents are done, so a killed build loses no more than the line
that it was writing. Only their places are held in memory.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from zlib import crc32

from extract.format import as_json, from_json
from extract.values import Extraction, Source

HEAD = 64 + 1 + 8 + 1
"""Bytes in front of the JSON: SHA-256, blank, CRC-32, blank, both in hexadecimal."""


def key(source: Source, fingerprint: str) -> str:
    """What decides a document's extraction: its decoded text and all that extraction is made of. Its name does not."""
    return hashlib.sha256(f"{fingerprint}\n{source.raw}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """Where an extraction is written: a file open for reading, and the bytes of it."""

    file: IO[bytes]
    start: int
    length: int


class Cache:
    """Extractions by key, on disk. What it gives is always read back from a line, so old and new ones cannot differ."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+b")
        self._earlier: list[IO[bytes]] = []
        self._lines: dict[str, Line] = dict(self._finished())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        for file in (self._file, *self._earlier):
            file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def learn(self, path: Path, names: Iterable[str], sha256: str) -> None:
        """Takes over the lines of an earlier build's file, whose keys are these in order, if it is still as it was written."""
        try:
            file = path.open("rb")
        except OSError:
            return
        self._earlier.append(file)
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            return
        file.seek(0)
        start = 0
        for name, line in zip(names, file, strict=False):
            self._lines.setdefault(name, Line(file, start, len(line)))
            start += len(line)

    def add(self, name: str, extraction: Extraction) -> None:
        """Writes an extraction down under its key."""
        content = as_json(extraction).encode("utf-8", "surrogatepass")
        start = self._file.seek(0, 2) + HEAD
        self._file.write(_head(name, content) + content + b"\n")
        self._file.flush()
        self._lines[name] = Line(self._file, start, len(content))

    def get(self, name: str, source: Source) -> Extraction:
        """The extraction of a key, as that of this document. Raises KeyError."""
        line = self._lines[name]
        line.file.seek(line.start)
        return replace(from_json(line.file.read(line.length).decode("utf-8", "surrogatepass")), source=source)

    def _finished(self) -> Iterator[tuple[str, Line]]:
        """The lines that an earlier process wrote; from the first that it did not finish, the file is cut off."""
        self._file.seek(0)
        start = 0
        for line in self._file:
            name, content = line[:64].decode("ascii", "replace"), line[HEAD:-1]
            if line != _head(name, content) + content + b"\n":
                self._file.truncate(start)
                return
            yield name, Line(self._file, start + HEAD, len(content))
            start += len(line)


class Extracted:
    """The extractions of some documents, each with its key, in their order; each is read from the cache when its turn comes."""

    def __init__(self, cache: Cache, documents: Sequence[tuple[str, Source]]) -> None:
        self._cache = cache
        self._documents = documents

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Extraction]:
        for name, source in self._documents:
            yield self._cache.get(name, source)


def _head(name: str, content: bytes) -> bytes:
    return f"{name} {crc32(content):08x} ".encode("utf-8", "replace")
