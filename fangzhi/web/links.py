"""Between the IRIs of the graph and the paths of this server.

An IRI under the data's base is served under /id/, a term of the ontology on /ontology, a unit under /unit/; the graph keeps the IRIs
that it was built with, whatever address it is served under.
"""

from urllib.parse import quote

from ontology.iri import segment, text_of
from ontology.terms import FZ_NS, UNIT_NS, curie

SAFE = "/%#:@!$&'()*+,;=~-._"


def path_of(iri: str, base: str) -> str | None:
    """Where the server tells of an IRI; None for an IRI that is not of this graph.

    >>> path_of("https://w3id.org/fangzhi/id/place/141122", "https://w3id.org/fangzhi/id/")
    '/id/place/141122'
    """
    if iri == FZ_NS[:-1]:
        return "/ontology"
    for start, path in ((base, "/id/"), (FZ_NS, "/ontology#"), (UNIT_NS, "/unit/")):
        if iri.startswith(start) and iri != start:
            return path + quote(iri.removeprefix(start), safe=SAFE)
    return None


def href_of(iri: str, base: str) -> str | None:
    """Where a reader may go for an IRI: our own page, or the web; None for any other scheme."""
    return path_of(iri, base) or (iri if iri.startswith(("http://", "https://")) else None)


def iri_of(raw_path: str, base: str) -> str | None:
    """The IRI that a path (as it was sent, percent-encoded) stands for; None where it can be none.

    >>> iri_of("/id/programme/nation/%E4%B8%89%E4%BC%9A%E4%B8%80%E8%AF%BE", "http://x/")
    'http://x/programme/nation/三会一课'
    """
    for path, start in (("/id/", base), ("/unit/", UNIT_NS)):
        if raw_path.startswith(path):
            try:
                parts = [segment(text_of(part)) for part in raw_path.removeprefix(path).split("/")]
            except UnicodeDecodeError:
                return None
            return start + "/".join(parts) if all(parts) else None
    return None


def whole_iri(written: str, base: str) -> str:
    """An IRI that may have been written without its base, or as a path of this server; empty for nothing.

    >>> whole_iri("place/141122", "http://x/"), whole_iri("http://x/place/141122", "http://x/"), whole_iri("/id/place/14", "http://x/")
    ('http://x/place/141122', 'http://x/place/141122', 'http://x/place/14')
    """
    if written.startswith("/"):
        return iri_of(written, base) or ""
    return written if not written or "://" in written else base + written


def short(iri: str, base: str) -> str:
    """An IRI as a reader sees it: with a prefix, without the base."""
    known = curie(iri)
    return known if known != iri else iri.removeprefix(base)
