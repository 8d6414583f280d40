"""What a build is made from, gathered for the graph that says so: the program, its knowledge file by file, packages, documents, corrections."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from extract.knowledge import own_digests
from fangzhi import __version__
from fangzhi.manifest import READING, ROOT, WRITING, Manifest, digest, program_files, version_of
from graph.provenance import Part, Provenance

KNOWLEDGE = {"extract/rules": "rule", "extract/lexicons": "lexicon", "extract/data": "model", "ontology": "ontology"}
"""Folder whose files are told one by one → their kind; what is not of these, and Python everywhere, is code, told as one a package."""


def provenance(made_from: Manifest, corrections: Path) -> Provenance:
    """What a build is made from; `corrections` is the file of corrections, if it is there."""
    packages = tuple((name, version_of(name)) for name in sorted({*READING, *WRITING}))
    python = ".".join(map(str, sys.version_info[:2]))
    used = Part("corrections", corrections.name, sha256(corrections.read_bytes()).hexdigest()) if corrections.is_file() else None
    return Provenance(
        digest=digest([made_from.program, made_from.base, _documents(made_from), made_from.other, made_from.threshold]),
        configuration=digest([made_from.program, made_from.base, made_from.threshold]),
        program=("fangzhi", __version__),
        packages=(("python", python), *packages),
        parts=tuple(_parts()),
        documents=tuple((name, one.key) for name, one in sorted(made_from.documents.items())),
        corrections=used,
        threshold=made_from.threshold,
    )


def _documents(made_from: Manifest) -> list[list[str]]:
    return [[name, one.about, one.key] for name, one in sorted(made_from.documents.items())]


def _parts() -> Iterator[Part]:
    code: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, content in program_files(ROOT):
        kind = KNOWLEDGE.get(name.rpartition("/")[0]) or KNOWLEDGE.get("/".join(name.split("/")[:2]))
        if kind and not name.endswith((".py", ".typed")):
            yield Part(kind, name, content)
        else:
            code[name.partition("/")[0]].append((name, content))
    for package, files in sorted(code.items()):
        yield Part("code", package, digest(files))
    for line in own_digests():
        name, _, content = line.rpartition(" ")
        yield Part("own", name, content)
