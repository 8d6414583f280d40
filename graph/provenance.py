"""The graph of the build: what it was made from and by which program, in PROV-O; the content and never the moment.

A build is called by the digest of all that decides it, so the same input gives the same name and the same bytes at any hour, on any
machine, at once or in ten steps. It has therefore neither a time nor a place nor a user.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf import chinese, in_graph, node, text
from graph.sureness import share
from ontology.iri import Names
from ontology.terms import FZ, STD, Iri

Statement = tuple[Iri, Iri, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a build reads, or some as one: its kind (rule, lexicon, model, ontology, code, own, corrections), name and SHA-256."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a build is made from. `packages` are names and versions, Python's among them; `documents` ids, each with the key of its extraction."""

    digest: str
    configuration: str
    program: tuple[str, str]
    packages: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    documents: tuple[tuple[str, str], ...]
    corrections: Part | None = None
    threshold: float = 0.5


def provenance_quads(made: Provenance, names: Names) -> Iterator[Quad]:
    """The quads of the graph of the build."""
    yield from in_graph(_statements(made, names), names.provenance)


def _statements(made: Provenance, names: Names) -> Iterator[Statement]:
    build, configuration = names.build(made.digest), names.configuration(made.configuration)
    agent = names.software(*made.program)
    yield from _described(build, FZ.BUILD, "build", made.digest[:12], made.digest)
    yield build, STD.ASSOCIATED_WITH, node(agent)
    yield build, STD.USED, node(configuration)
    yield from _software(agent, STD.SOFTWARE_AGENT, "program", *made.program)
    yield from _described(configuration, FZ.CONFIGURATION, "configuration", made.configuration[:12], made.configuration)
    yield configuration, FZ.IRI_BASE, text(names.base)
    yield configuration, FZ.THRESHOLD, share(made.threshold)
    for package in made.packages:
        yield configuration, STD.HAD_MEMBER, node(names.software(*package))
        yield from _software(names.software(*package), STD.ENTITY, "package", *package)
    for part in made.parts:
        yield configuration, STD.HAD_MEMBER, node(_iri(part, names))
        yield from _described(_iri(part, names), FZ.INGREDIENT, part.kind, part.name, part.sha256)
    if made.corrections:
        yield build, STD.USED, node(_iri(made.corrections, names))
        yield from _described(_iri(made.corrections, names), FZ.INGREDIENT, made.corrections.kind, made.corrections.name, made.corrections.sha256)
        yield names.corrections, STD.DERIVED_FROM, node(_iri(made.corrections, names))
    for document, key in made.documents:
        yield build, STD.USED, node(names.document(document))
        yield from _extraction(document, key, build, names)
    for graph in (names.places, names.review, names.corrections):
        yield graph, STD.TYPE, node(STD.ENTITY)
        yield graph, STD.GENERATED_BY, node(build)


def _extraction(document: str, key: str, build: Iri, names: Names) -> Iterator[Statement]:
    extraction = names.extraction(document)
    yield extraction, STD.TYPE, node(FZ.EXTRACTION)
    yield extraction, STD.DERIVED_FROM, node(names.document(document))
    yield extraction, STD.GENERATED_BY, node(build)
    yield extraction, STD.IDENTIFIER, text(key)


def _described(iri: Iri, kind: Iri, word: str, label: str, sha256: str) -> Iterator[Statement]:
    yield iri, STD.TYPE, node(kind)
    yield iri, STD.KIND, text(word)
    yield iri, STD.LABEL, chinese(label)
    yield iri, STD.SHA256, text(sha256)


def _software(iri: Iri, kind: Iri, word: str, name: str, version: str) -> Iterator[Statement]:
    yield iri, STD.TYPE, node(kind)
    yield iri, STD.KIND, text(word)
    yield iri, STD.LABEL, chinese(name)
    yield iri, STD.SOFTWARE_VERSION, text(version)


def _iri(part: Part, names: Names) -> Iri:
    return names.ingredient(part.name, part.sha256)
