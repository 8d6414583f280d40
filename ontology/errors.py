"""Faults in what a reader can mend: each says where, what, and what would mend it."""

from pathlib import Path


class InputError(ValueError):
    """A fault in a file that somebody wrote; `str()` is `path:line: what; remedy`."""

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None, remedy: str = "") -> None:
        self.what = what
        self.path = None if path is None else Path(path)
        self.line = line
        self.remedy = remedy
        where = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(where + what + (f"; {remedy}" if remedy else ""))


class SourceError(InputError):
    """An input document that cannot be read: unreadable, empty or binary."""


class LexiconError(InputError):
    """A lexicon or rule file that is not well formed, or whose own examples fail."""


class SchemaError(InputError):
    """An ontology, shape, unit or style file that does not say what the program needs."""


class QueryError(InputError):
    """A query that does not parse, or a ready question that does not exist."""


class CorrectionError(InputError):
    """An entry of a file of corrections that cannot be read or followed."""


class StoreError(InputError):
    """A server that cannot be reached, refuses, or answers what no such server answers; the message holds no password."""
