"""The graph as JSON-LD: a context with a readable key for every term, then one object for each named graph, one line for each node.

The context is the same for every graph of one base: keys are the local names of the terms (`within`, `label`), those of our own
ontology first; where a standard term has the same local name as another, its prefix goes in front (`rdfObject`). Values that have
the type that the ontology gives their property are plain text; all others say their type themselves, so nothing is lost.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.export import ordered
from graph.rdf import graph_of
from graph.store import ontology_quads
from ontology.terms import FZ, ID_BASE, PREFIXES, STD, curie, term

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

REFERENCE, CHINESE = "@id", "@zh"
REFERENCES = (
    STD.SUBJECT, STD.PREDICATE, STD.OBJECT, STD.HAS_MEMBERSHIP, STD.MEMBER_ORGANIZATION, STD.MEMBER, STD.ROLE, STD.DERIVED_FROM, STD.HAS_UNIT,
    STD.HAS_QUANTITY_KIND, STD.SCALING_OF, STD.MENTIONS, STD.HAS_BODY, STD.HAS_TARGET, STD.HAS_SOURCE, STD.HAS_SELECTOR,
)  # fmt: skip
"""Standard properties whose values are resources."""
STANDARD: Mapping[str, str] = {
    **dict.fromkeys(REFERENCES, REFERENCE),
    **dict.fromkeys((STD.LABEL, STD.ALT_LABEL, STD.HEADLINE), CHINESE),
    **dict.fromkeys((STD.NUMERIC_VALUE, STD.MULTIPLIER), STD.XSD_DECIMAL),
    STD.URL: STD.XSD_ANY_URI,
    STD.DATE_PUBLISHED: STD.XSD_DATE,
}
"""What the values of standard properties are: resources, Chinese text, or of a datatype. Our own are in the ontology."""
RANGE, OBJECT_PROPERTY, XSD_STRING = term("rdfs:range"), term("owl:ObjectProperty"), term("xsd:string")
RESERVED = frozenset({"id", "type", *PREFIXES})
LOCAL = re.compile(r"[A-Za-z][\w.-]*")
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)
"""Whole numbers in the form that every reader of JSON gives back."""


def json_ld(quads: Iterable[Quad], *, base: str = ID_BASE) -> bytes:
    """All quads as JSON-LD with its context inside; resources of the data are relative to the base."""
    writer = _Writer(base)
    graphs = []
    for name, group in groupby(ordered(quads), key=graph_of):
        nodes = [_line(writer.node(list(facts))) for _, facts in groupby(group, key=attrgetter("subject"))]
        head = f'"id": {_line(writer.iri(name))}, ' if name else ""
        graphs.append(f'{{{head}"@graph": [\n' + ",\n".join(nodes) + "\n]}")
    shown = json.dumps(context(base), ensure_ascii=False, indent=1)
    return f'{{"@context": {shown},\n"@graph": [\n{",".join(graphs)}\n]}}\n'.encode()


def json_ld_answer(triples: Iterable[Triple], *, base: str = ID_BASE) -> bytes | None:
    """Triples as JSON-LD with a context of the terms that they use; None where it would change what they say.

    That is so if an IRI's scheme is one of our prefixes, or a triple is about triples.
    """
    own = sorted(triples, key=lambda triple: (str(triple.subject), triple.predicate.value, str(triple.object)))
    terms = [term for triple in own for term in (triple.subject, triple.predicate, triple.object)]
    if any(isinstance(term, Triple) or (isinstance(term, NamedNode) and term.value.partition(":")[0] in PREFIXES) for term in terms):
        return None
    writer = _Writer(base)
    nodes = [writer.node([Quad(t.subject, t.predicate, t.object) for t in facts]) for _, facts in groupby(own, key=attrgetter("subject"))]
    body = ",\n".join(_line(node) for node in nodes)
    return f'{{"@context": {json.dumps(_used(context(base), nodes), ensure_ascii=False, indent=1)},\n"@graph": [\n{body}\n]}}\n'.encode()


def _used(whole: dict[str, Json], nodes: Iterable[Mapping[str, Json]]) -> dict[str, Json]:
    """The entries of a context that nodes need."""
    words = set(_words(list(nodes)))  # type: ignore[arg-type]
    keys = {"@base"} | words & whole.keys()
    keys |= {word.partition(":")[0] for word in words | set(_words([whole[key] for key in keys if key in whole]))} & PREFIXES.keys()
    return {key: value for key, value in whole.items() if key in keys}


def _words(value: Json) -> Iterator[str]:
    """All keys and texts of a JSON value."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _words(item)
    if isinstance(value, str):
        yield value


def context(base: str = ID_BASE) -> dict[str, Json]:
    """The context alone: the base, prefixes, then a key for each term, by name."""
    return {"@base": base, **PREFIXES, "id": "@id", "type": "@type", **{key: _definition(iri) for key, iri in sorted((k, i) for i, k in _keys().items())}}


def _definition(iri: str) -> Json:
    kind = _kinds().get(iri)
    if kind is None:
        return curie(iri)
    return {"@id": curie(iri), **({"@language": "zh"} if kind == CHINESE else {"@type": kind if kind == REFERENCE else curie(kind)})}


@cache
def _keys() -> Mapping[str, str]:
    """Term → key."""
    own, standard = (sorted(v for n, v in vars(c).items() if n.isupper() and v != STD.TYPE) for c in (FZ, STD))
    found: dict[str, str] = {}
    taken = set(RESERVED)
    for iri in [*own, *standard]:
        prefix, _, local = curie(iri).partition(":")
        found[iri] = key = local if local not in taken else prefix + local[0].upper() + local[1:]
        taken.add(key)
    return MappingProxyType(found)


@cache
def _kinds() -> Mapping[str, str]:
    """What the values of a property are, where they are of one kind that JSON does not show by itself."""
    kinds = dict(STANDARD)
    for quad in ontology_quads():
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and quad.subject.value in _keys():
            if quad.predicate.value == STD.TYPE and quad.object.value == OBJECT_PROPERTY:
                kinds[quad.subject.value] = REFERENCE
            elif quad.predicate.value == RANGE and quad.object.value.startswith(PREFIXES["xsd"]):
                kinds.setdefault(quad.subject.value, quad.object.value)
    return MappingProxyType({iri: kind for iri, kind in kinds.items() if kind not in (XSD_STRING, STD.XSD_INTEGER)})


class _Writer:
    """Nodes as JSON, in the words of the context of one base."""

    def __init__(self, base: str) -> None:
        self._base = base

    def node(self, facts: list[Quad]) -> dict[str, Json]:
        """All that one graph says of one subject."""
        values: dict[str, list[Json]] = defaultdict(list)
        for quad in facts:
            if quad.predicate.value == STD.TYPE and isinstance(quad.object, NamedNode):
                values["type"].append(_keys().get(quad.object.value) or _short(quad.object.value))
            else:
                predicate = quad.predicate.value
                values[_keys().get(predicate) or _short(predicate)].append(self._value(quad.object, _kinds().get(predicate)))
        return {"id": self._resource(facts[0].subject), **{key: found if len(found) > 1 else found[0] for key, found in values.items()}}

    def iri(self, iri: str) -> str:
        """An IRI as a reference; relative only where nothing in it means something else then."""
        rest = iri.removeprefix(self._base).split("/") if iri.startswith(self._base) else [""]
        plain = all(part.strip(".") for part in rest) and not set(":?#@") & set(rest[0])
        return "/".join(rest) if plain else _short(iri)

    def _resource(self, resource: Term) -> str:
        return self.iri(resource.value) if isinstance(resource, NamedNode) else str(resource)

    def _value(self, value: Term, kind: str | None) -> Json:
        if not isinstance(value, Literal):
            return self._resource(value) if kind == REFERENCE else {"id": self._resource(value)}
        datatype = value.datatype.value
        if value.language:
            return value.value if kind == CHINESE and value.language == "zh" else {"@value": value.value, "@language": value.language}
        if datatype == kind or (kind is None and datatype == XSD_STRING):
            return value.value
        if kind is None and datatype == STD.XSD_INTEGER and WHOLE.fullmatch(value.value):
            return int(value.value)
        return {"@value": value.value} if datatype == XSD_STRING else {"@value": value.value, "@type": _short(datatype)}


def _short(iri: str) -> str:
    """The prefixed name of a term where its local part is a plain word, else the IRI."""
    short = curie(iri)
    return short if LOCAL.fullmatch(short.partition(":")[2]) else iri


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
