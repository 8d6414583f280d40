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

from extract.confidence import divided
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
        found, end = _finished(self._file)
        self._file.truncate(end)
        self._lines = found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        for file in (self._file, *self._earlier):
            file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def learn(self, path: Path) -> None:
        """Takes over the lines of an earlier build's file, where there is one."""
        try:
            self._earlier.append(path.open("rb"))
        except OSError:
            return
        self._lines = _finished(self._earlier[-1])[0] | self._lines

    def write(self, path: Path, names: Iterable[str]) -> None:
        """Writes the lines of these keys to a new file, each once."""
        with path.open("wb") as file:
            for name in dict.fromkeys(names):
                line = self._lines[name]
                line.file.seek(line.start - HEAD)
                file.write(line.file.read(HEAD + line.length + 1))

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


class Extracted:
    """The extractions of some documents, each with its key, in their order; each is read from the cache when its turn comes.

    Below the threshold nothing of them is asserted.
    """

    def __init__(self, cache: Cache, documents: Sequence[tuple[str, Source]], threshold: float) -> None:
        self._cache = cache
        self._documents = documents
        self._threshold = threshold

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Extraction]:
        for name, source in self._documents:
            yield divided(self._cache.get(name, source), self._threshold)


def _finished(file: IO[bytes]) -> tuple[dict[str, Line], int]:
    """The whole lines of a file by their keys, up to the first that was not finished or has changed; where that begins."""
    found: dict[str, Line] = {}
    file.seek(0)
    start = 0
    for line in file:
        name, content = line[:64].decode("ascii", "replace"), line[HEAD:-1]
        if line != _head(name, content) + content + b"\n":
            break
        found[name] = Line(file, start + HEAD, len(content))
        start += len(line)
    return found, start


def _head(name: str, content: bytes) -> bytes:
    return f"{name} {crc32(content):08x} ".encode("utf-8", "replace")
