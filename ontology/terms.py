"""Every term that the graph uses, as typed constants: ours (`FZ`, defined in fangzhi.ttl) and the standard ones."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NewType

Iri = NewType("Iri", str)

FZ_NS = "https://w3id.org/fangzhi/ontology#"
UNIT_NS = "https://w3id.org/fangzhi/unit/"
ID_BASE = "https://w3id.org/fangzhi/id/"
"""Where the data's own IRIs start, unless the settings say otherwise."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "fz": FZ_NS,
        "fzu": UNIT_NS,
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "quantitykind": "http://qudt.org/vocab/quantitykind/",
        "qudt": "http://qudt.org/schema/qudt/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sosa": "http://www.w3.org/ns/sosa/",
        "unit": "http://qudt.org/vocab/unit/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix → namespace, for every vocabulary of the graph; queries and Turtle files share them."""


def term(curie: str) -> Iri:
    """The full IRI of a prefixed name.

    >>> term("fz:Place")
    'https://w3id.org/fangzhi/ontology#Place'
    """
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


def curie(iri: str) -> str:
    """The prefixed name of a vocabulary's term; the IRI itself where no prefix fits.

    >>> curie("http://www.w3.org/ns/org#Membership")
    'org:Membership'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


XSD_NUMBERS = frozenset(term(f"xsd:{name}") for name in ("integer", "decimal", "double", "float"))
"""Datatypes of literals that are numbers."""


class FZ:
    """Our own terms; fangzhi.ttl says what each means."""

    PLACE = term("fz:Place")
    PROVINCE = term("fz:Province")
    PREFECTURE = term("fz:Prefecture")
    COUNTY = term("fz:County")
    TOWNSHIP = term("fz:Township")
    VILLAGE = term("fz:Village")
    LOCALITY = term("fz:Locality")
    SITE = term("fz:Site")
    DIVISION_CODE = term("fz:divisionCode")
    WITHIN = term("fz:within")

    ORGANISATION = term("fz:Organisation")
    PARTY_ORGANISATION = term("fz:PartyOrganisation")
    GOVERNMENT_BODY = term("fz:GovernmentBody")
    JUDICIAL_BODY = term("fz:JudicialBody")
    MILITARY_BODY = term("fz:MilitaryBody")
    RESIDENTS_COMMITTEE = term("fz:ResidentsCommittee")
    ENTERPRISE = term("fz:Enterprise")
    COOPERATIVE = term("fz:Cooperative")
    SCHOOL = term("fz:School")
    PUBLIC_INSTITUTION = term("fz:PublicInstitution")
    ASSOCIATION = term("fz:Association")
    TEAM = term("fz:Team")
    MEDIA = term("fz:Media")
    OF_PLACE = term("fz:ofPlace")
    PERSON = term("fz:Person")

    PROGRAMME = term("fz:Programme")
    CAMPAIGN = term("fz:Campaign")
    PROJECT = term("fz:Project")
    SYSTEM = term("fz:System")
    RULE_DOCUMENT = term("fz:RuleDocument")
    CARRIED_OUT_BY = term("fz:carriedOutBy")
    PART_OF = term("fz:partOf")

    MEASUREMENT = term("fz:Measurement")
    RESULT = term("fz:Result")
    TARGET = term("fz:Target")
    STANDARD = term("fz:Standard")
    ABOUT = term("fz:about")
    OBJECT = term("fz:object")
    ACTION = term("fz:action")
    MIN_VALUE = term("fz:minValue")
    MAX_VALUE = term("fz:maxValue")
    UNIT_TEXT = term("fz:unitText")
    BASE_VALUE = term("fz:baseValue")
    BASE_MIN_VALUE = term("fz:baseMinValue")
    BASE_MAX_VALUE = term("fz:baseMaxValue")
    APPROXIMATION = term("fz:approximation")
    PERIOD = term("fz:period")
    PERIOD_START = term("fz:periodStart")
    PERIOD_END = term("fz:periodEnd")

    DOCUMENT = term("fz:Document")
    CHARACTER_COUNT = term("fz:characterCount")
    MENTION_COUNT = term("fz:mentionCount")
    MEASUREMENT_COUNT = term("fz:measurementCount")
    REPAIR_COUNT = term("fz:repairCount")
    DAMAGED_COUNT = term("fz:damagedCount")
    MENTION = term("fz:Mention")
    CLEAN_TEXT = term("fz:cleanText")
    SENTENCE = term("fz:sentence")
    SENTENCE_START = term("fz:sentenceStart")
    RULE = term("fz:rule")
    CONFIDENCE = term("fz:confidence")
    LINK_CONFIDENCE = term("fz:linkConfidence")
    PLACE_CONFIDENCE = term("fz:placeConfidence")
    POSTS_CONFIDENCE = term("fz:postsConfidence")
    BY_CONFIDENCE = term("fz:carrierConfidence")
    KIND_CONFIDENCE = term("fz:kindConfidence")
    QUANTITY_CONFIDENCE = term("fz:quantityConfidence")
    OBJECT_CONFIDENCE = term("fz:objectConfidence")
    ACTION_CONFIDENCE = term("fz:actionConfidence")
    SUBJECT_CONFIDENCE = term("fz:subjectConfidence")
    PERIOD_CONFIDENCE = term("fz:periodConfidence")
    CANDIDATE = term("fz:candidate")
    UNASSERTED = term("fz:Candidate")
    MAY_BE = term("fz:mayBe")
    REASON = term("fz:reason")
    CLAIM = term("fz:Claim")

    BUILD = term("fz:Build")
    CONFIGURATION = term("fz:Configuration")
    INGREDIENT = term("fz:Ingredient")
    EXTRACTION = term("fz:Extraction")
    IRI_BASE = term("fz:iriBase")
    THRESHOLD = term("fz:threshold")

    CORRECTION = term("fz:Correction")
    CORRECTED_BY = term("fz:correctedBy")
    OPERATION = term("fz:operation")
    OUTCOME = term("fz:outcome")
    CONTRADICTS = term("fz:contradicts")
    MERGE_RULE = term("fz:mergeRule")
    DOUBT = term("fz:Doubt")
    CONFLICTS_WITH = term("fz:conflictsWith")


class STD:
    """The standard terms that the graph states itself; those that ours only hang under are in fangzhi.ttl."""

    TYPE = term("rdf:type")
    SUBJECT = term("rdf:subject")
    PREDICATE = term("rdf:predicate")
    OBJECT = term("rdf:object")
    LABEL = term("rdfs:label")
    ALT_LABEL = term("skos:altLabel")
    COMMENT = term("rdfs:comment")
    CLOSE_MATCH = term("skos:closeMatch")

    FEATURE = term("geo:Feature")
    ORGANIZATION = term("org:Organization")
    MEMBERSHIP = term("org:Membership")
    ROLE_CLASS = term("org:Role")
    HAS_MEMBERSHIP = term("org:hasMembership")
    MEMBER_ORGANIZATION = term("org:organization")
    MEMBER = term("org:member")
    ROLE = term("org:role")
    FOAF_PERSON = term("foaf:Person")
    PLAN = term("prov:Plan")
    DERIVED_FROM = term("prov:wasDerivedFrom")
    GENERATED_BY = term("prov:wasGeneratedBy")
    ASSOCIATED_WITH = term("prov:wasAssociatedWith")
    USED = term("prov:used")
    HAD_MEMBER = term("prov:hadMember")
    ENTITY = term("prov:Entity")
    SOFTWARE_AGENT = term("prov:SoftwareAgent")
    SOFTWARE_VERSION = term("schema:softwareVersion")
    KIND = term("dcterms:type")
    OBSERVATION = term("sosa:Observation")

    UNIT = term("qudt:Unit")
    NUMERIC_VALUE = term("qudt:numericValue")
    HAS_UNIT = term("qudt:hasUnit")
    HAS_QUANTITY_KIND = term("qudt:hasQuantityKind")
    SCALING_OF = term("qudt:scalingOf")
    MULTIPLIER = term("qudt:conversionMultiplier")

    NEWS_ARTICLE = term("schema:NewsArticle")
    HEADLINE = term("schema:headline")
    DATE_PUBLISHED = term("schema:datePublished")
    SHA256 = term("schema:sha256")
    URL = term("schema:url")
    MENTIONS = term("schema:mentions")
    CREATOR = term("dc:creator")
    IDENTIFIER = term("dcterms:identifier")

    ANNOTATION = term("oa:Annotation")
    HAS_BODY = term("oa:hasBody")
    HAS_TARGET = term("oa:hasTarget")
    HAS_SOURCE = term("oa:hasSource")
    HAS_SELECTOR = term("oa:hasSelector")
    SPECIFIC_RESOURCE = term("oa:SpecificResource")
    POSITION_SELECTOR = term("oa:TextPositionSelector")
    QUOTE_SELECTOR = term("oa:TextQuoteSelector")
    START = term("oa:start")
    END = term("oa:end")
    EXACT = term("oa:exact")
    PREFIX = term("oa:prefix")
    SUFFIX = term("oa:suffix")

    STATEMENT = term("rdf:Statement")
    XSD_DATE = term("xsd:date")
    XSD_DECIMAL = term("xsd:decimal")
    XSD_INTEGER = term("xsd:integer")
    XSD_ANY_URI = term("xsd:anyURI")
