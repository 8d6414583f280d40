"""The constants, the Turtle files and the standard vocabularies agree."""

from pathlib import Path

import pytest
import rdflib
from rdflib import namespace

import ontology
from ontology.terms import FZ, FZ_NS, PREFIXES, STD, curie, term

FOLDER = Path(ontology.__file__).parent
DOCS = FOLDER.parent / "docs" / "ontology.md"


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# https://www.w3.org/ns/oa and https://qudt.org/schema/qudt, which rdflib does not carry
OA = words("Annotation SpecificResource TextPositionSelector TextQuoteSelector hasBody hasTarget hasSource hasSelector start end exact prefix suffix")
QUDT = words("Unit numericValue hasUnit hasQuantityKind scalingOf conversionMultiplier")
KINDS = words("Area Count Currency DimensionlessRatio ElectricCurrent Energy Frequency Length Mass Power Temperature Time Voltage Volume")
UNITS = words(
    "CCY_CNY CCY_USD CCY_EUR CCY_HKD CCY_GBP CCY_JPY CCY_RUB NUM PERCENT PPTH M2 KiloM2 CentiM2 HA ARE M KiloM DeciM CentiM MilliM MicroM NanoM MI_N IN FT "
    "M3 L MilliL CentiM3 KiloGM TONNE GM MilliGM MicroGM SEC MIN HR DAY WK YR W KiloW MegaW GigaW J KiloW-HR KiloCAL V KiloV A HZ DEG_C"
)
LISTED = {"oa": OA, "qudt": QUDT, "quantitykind": KINDS, "unit": UNITS}
KNOWN = {
    "dc": namespace.DC, "dcat": namespace.DCAT, "dcterms": namespace.DCTERMS, "foaf": namespace.FOAF, "geo": namespace.GEO, "org": namespace.ORG,
    "owl": namespace.OWL, "prov": namespace.PROV, "rdf": namespace.RDF, "rdfs": namespace.RDFS, "schema": namespace.SDO, "skos": namespace.SKOS,
    "sosa": namespace.SOSA, "xsd": namespace.XSD, "sh": namespace.SH,
}  # fmt: skip


def graph(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / name)


def constants(of: type) -> dict[str, str]:
    return {name: value for name, value in vars(of).items() if name.isupper()}


def iris(*names: str) -> set[str]:
    return {str(t) for name in names for triple in graph(name) for t in triple if isinstance(t, rdflib.URIRef)}


def defined() -> set[str]:
    return {str(s) for s in graph("fangzhi.ttl").subjects(rdflib.RDF.type) if str(s).startswith(FZ_NS)}


def unknown(iri: str) -> bool:
    """Whether a standard term is misspelt: its vocabulary is known and does not have it."""
    prefix, _, local = curie(iri).partition(":")
    if prefix in LISTED:
        return local not in LISTED[prefix]
    if prefix in KNOWN:
        return rdflib.URIRef(iri) not in KNOWN[prefix]
    return False


def test_every_constant_is_defined_and_every_defined_term_has_one() -> None:
    assert set(constants(FZ).values()) == defined()


@pytest.mark.parametrize("iri", sorted(defined()), ids=curie)
def test_every_own_term_hangs_under_a_standard_one_and_speaks_both_languages(iri: str) -> None:
    own, all_terms = rdflib.URIRef(iri), graph("fangzhi.ttl")
    for predicate in (rdflib.RDFS.label, rdflib.RDFS.comment):
        assert {o.language for o in all_terms.objects(own, predicate) if isinstance(o, rdflib.Literal)} == {"zh", "en"}
    path = (rdflib.RDFS.subClassOf | rdflib.RDFS.subPropertyOf) * "+"
    assert any(not str(above).startswith(FZ_NS) for above in all_terms.objects(own, path))


@pytest.mark.parametrize("iri", sorted(constants(STD).values()), ids=curie)
def test_standard_constants_exist(iri: str) -> None:
    assert curie(iri) != iri and not unknown(iri)


@pytest.mark.parametrize("name", ["fangzhi.ttl", "shapes.ttl", "units.ttl"])
def test_standard_terms_of_the_files_exist(name: str) -> None:
    assert [iri for iri in sorted(iris(name)) if unknown(iri)] == []


def test_shapes_speak_of_defined_terms_only() -> None:
    own = {iri for iri in iris("shapes.ttl") if iri.startswith(FZ_NS) and not iri.endswith("Shape")}
    assert own <= defined()


def test_every_term_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    assert [curie(iri) for iri in sorted(defined()) if curie(iri).removeprefix("fz:") not in text] == []


def test_a_misspelt_term_is_noticed() -> None:
    assert unknown(term("org:Organisation")) and unknown(term("oa:hasSelectors")) and unknown(term("qudt:units"))
    assert not unknown(term("org:Organization"))


def test_prefixes_are_those_of_rdflib() -> None:
    assert {p: PREFIXES[p] for p in KNOWN if p in PREFIXES} == {p: str(ns) for p, ns in KNOWN.items() if p in PREFIXES}
