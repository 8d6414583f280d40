"""IRIs made from content alone, so that every document, on every machine, gives one thing the same name.

Han characters and ASCII letters, digits, `-`, `.`, `_`, `~` stay as they are; everything else is percent-encoded UTF-8. Such a
segment is safe in Turtle, SPARQL, URLs and file names, can be read by those who read the articles, and tells any two names apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from ontology.errors import SchemaError
from ontology.terms import ID_BASE, UNIT_NS, Iri

KEPT = re.compile(r"[^A-Za-z0-9_~.\-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
LINK = re.compile(r"(?:(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})|\?)(?:/(.+))?", re.DOTALL | re.ASCII)
BASE = re.compile(r"https?://[^\s<>\"{}|\\^`#]+/")
"""What a base looks like; none with a #, because the parts of a mention are called by one behind its IRI."""
NATION = "nation"
"""The scope of what is one and the same all over the country."""


def segment(text: str) -> str:
    """One path segment of an IRI for any text; different texts (after NFC) give different segments.

    >>> segment("交城县"), segment("线上+线下"), segment("a/b")
    ('交城县', '线上%2B线下', 'a%2Fb')
    """
    normal = unicodedata.normalize("NFC", text)
    encoded = KEPT.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass")), normal)
    return encoded if encoded.strip(".") else encoded.replace(".", "%2E")


def text_of(encoded: str) -> str:
    """The text that a segment was made from, in NFC."""
    return unquote(encoded, errors="surrogatepass")


def is_link(text: str) -> bool:
    """Whether a reference is a place's: a division code, `code/name` or `?/name`.

    >>> is_link("141122"), is_link("450223105203/安乐屯"), is_link("?/太行山"), is_link("镇党委")
    (True, True, True, False)
    """
    return text != "?" and LINK.fullmatch(text) is not None


def unit_iri(text: str) -> Iri:
    """The IRI of a unit of ours, by its name."""
    return Iri(UNIT_NS + segment(text))


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of the data under one base; a scope is a division code, `nation`, or `document_scope(id)`."""

    base: str = ID_BASE

    def __post_init__(self) -> None:
        if not BASE.fullmatch(self.base):
            raise SchemaError(f"not a base for IRIs: {self.base!r}", remedy=f"write one that ends with / and has no #, like {ID_BASE}")

    def place(self, link: str, scope: str = NATION) -> Iri:
        """A place by its link; the scope tells where the name of a `?/name` means one place."""
        match = LINK.fullmatch(link)
        if match is None or not (match[1] or match[2]):
            raise ValueError(f"not a place's link: {link!r}")
        return self._join("place", match[1] or scope, *([match[2]] if match[2] else []))

    def organisation(self, scope: str, name: str) -> Iri:
        """An organisation by its place and its full name."""
        return self._join("organisation", scope, name)

    def programme(self, scope: str, name: str) -> Iri:
        """A programme by who could mean it (a county, the nation) and its name."""
        return self._join("programme", scope, name)

    def person(self, scope: str, name: str) -> Iri:
        """A person by where the post is, or the document, and the name."""
        return self._join("person", scope, name)

    def role(self, post: str) -> Iri:
        """A post as such (书记), whoever holds it."""
        return self._join("role", post)

    def membership(self, person: Iri, organisation: Iri | None, post: str) -> Iri:
        """One person's holding of one post."""
        return self._join("membership", _digest((person, organisation or "", post)))

    def document(self, document_id: str) -> Iri:
        """A document, and the named graph of all that it says."""
        return self._join("document", document_id)

    def mention(self, document_id: str, kind: str, start: int, end: int) -> Iri:
        """A span of the raw text as the name of something of a kind."""
        return self._join("mention", document_id, kind.lower(), f"{start}-{end}")

    def measurement(self, document_id: str, start: int, end: int) -> Iri:
        """The figure at a span of the raw text."""
        return self._join("measurement", document_id, f"{start}-{end}")

    def claim(self, document_id: str, subject: Iri, predicate: Iri, value: Iri) -> Iri:
        """One document's statement of one relation."""
        return self._join("claim", document_id, _digest((subject, predicate, value)))

    @property
    def places(self) -> Iri:
        """The named graph of the places in use and what they lie in."""
        return self._join("graph", "places")

    def correction(self, digest: str) -> Iri:
        """An entry of the file of corrections."""
        return self._join("correction", digest)

    def doubt(self, one: Iri, other: Iri) -> Iri:
        """The doubt whether two resources are one, in either order."""
        return self._join("doubt", _digest(sorted((one, other))))

    def identity(self, entity: Iri, rule: str) -> Iri:
        """The claim that mentions stand for one entity, by a rule."""
        return self._join("claim", "identity", _digest((entity, rule)))

    def build(self, digest: str) -> Iri:
        """A build, by the digest of all that decides it."""
        return self._join("build", digest[:20])

    def configuration(self, digest: str) -> Iri:
        """All that decides a build besides its documents and corrections."""
        return self._join("configuration", digest[:20])

    def ingredient(self, name: str, sha256: str) -> Iri:
        """A file that a build reads, or some as one, as it was then."""
        return self._join("ingredient", sha256[:20], name)

    def software(self, name: str, version: str) -> Iri:
        """A program or package in one version."""
        return self._join("software", name, version or "unknown")

    def extraction(self, document_id: str) -> Iri:
        """What a build took from a document."""
        return self._join("extraction", document_id)

    @property
    def corrections(self) -> Iri:
        """The named graph that describes the corrections."""
        return self._join("graph", "corrections")

    @property
    def provenance(self) -> Iri:
        """The named graph of the build: what it was made from and by what."""
        return self._join("graph", "build")

    @property
    def review(self) -> Iri:
        """The named graph of what only all documents together show: why they meet in one thing, doubts, conflicts."""
        return self._join("graph", "review")

    @property
    def prefixes(self) -> dict[str, str]:
        """A prefix for each kind of IRI, for Turtle."""
        said = ("place", "organisation", "programme", "person", "role", "membership", "document", "mention", "measurement", "claim", "correction")
        kinds = (*said, "build", "configuration", "ingredient", "software", "extraction")
        return {kind: f"{self.base}{kind}/" for kind in kinds}

    def _join(self, *parts: str) -> Iri:
        return Iri(self.base + "/".join(map(segment, parts)))


def document_scope(document_id: str) -> str:
    """The scope of what only its own document tells apart."""
    return f"document:{document_id}"


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(map(segment, parts)).encode()).hexdigest()[:20]
