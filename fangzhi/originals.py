"""The untouched texts of a build's documents, `originals.jsonl`, so that every highlight can be seen in the text that it was taken from.

One line a document, in the order of the input: its id and its decoded text. Raw offsets of the graph count the characters of that text.
"""

import json
import mmap
from pathlib import Path

from extract.values import Source

ORIGINALS = "originals.jsonl"


def line(source: Source) -> str:
    """The line of a document, without a line end; in ASCII, so that any text can be written and any id be searched for."""
    return json.dumps({"id": source.id, "raw": source.raw})


def original(folder: Path, document: str) -> str | None:
    """The untouched text of a document of the build in a folder; None where the build kept none of it."""
    head = json.dumps({"id": document})[:-1].encode("ascii") + b", "
    try:
        with (folder / ORIGINALS).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            start = 0 if content[: len(head)] == head else content.find(b"\n" + head) + 1
            if not start and content[: len(head)] != head:
                return None
            content.seek(start)
            raw = json.loads(content.readline())["raw"]
    except (OSError, ValueError, KeyError, TypeError):  # no such file, an empty one, or not ours
        return None
    return raw if isinstance(raw, str) else None
