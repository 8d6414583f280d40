"""Articles told again under other names and of other places, to make a graph as large as one likes out of real extractions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count

from goldsets import ROOT, SHARED
from pyoxigraph import Quad

from extract.gazetteer import gazetteer
from extract.read import sources
from extract.values import Extraction, Measurement, Mention, Source
from fangzhi.engine import extractions
from graph.review import review, review_quads
from graph.triples import quads
from ontology.iri import Names, is_link
from ontology.terms import ID_BASE


def extracted(documents: int | None = None, *, workers: int = 1) -> list[Extraction]:
    """What is extracted from the articles of ../shared/corpus, or from the seeds where it is missing."""
    folder = SHARED / "corpus" if (SHARED / "corpus").is_dir() else ROOT / "seeds"
    found = [s for s in sources([str(folder)]) if isinstance(s, Source)][:documents]
    return [e for e in extractions(found, workers=workers) if isinstance(e, Extraction)]


def graph_of(found: Sequence[Extraction], triples: int) -> tuple[list[Quad], int]:
    """The quads of as many copies of the articles as it takes to have so many distinct triples, with what all of them together show; of how many documents."""
    known: set[tuple[object, object, object]] = set()
    made: dict[Quad, None] = {}
    documents = 0
    for n, one in ((n, one) for n in count() for one in found):
        documents += 1
        told = list(quads(moved(one, n)))
        made.update(dict.fromkeys(told))
        known.update((q.subject, q.predicate, q.object) for q in told)
        if len(known) >= triples:
            break
    return [*made, *review_quads(review(made, ID_BASE), Names())], documents


def moved(one: Extraction, n: int) -> Extraction:
    """The n-th copy of an extraction: another id, every division so many further on."""
    if n == 0:
        return one
    return replace(
        one,
        source=replace(one.source, id=f"{one.source.id}~{n}"),
        mentions=tuple(_mention(m, n) for m in one.mentions),
        measurements=tuple(_figure(f, n) for f in one.measurements),
    )


def _mention(mention: Mention, n: int) -> Mention:
    link, place = (_link(x, n) if x else x for x in (mention.link, mention.place))
    return replace(mention, link=link, place=place, by=tuple(_links(mention.by, n)), candidates=tuple(_links(mention.candidates, n)))


def _figure(figure: Measurement, n: int) -> Measurement:
    return replace(figure, subject=_link(figure.subject, n) if figure.subject else figure.subject)


def _links(written: Iterable[str], n: int) -> Iterator[str]:
    yield from (_link(one, n) for one in written)


def _link(written: str, n: int) -> str:
    """A place's link moved; anything else stays."""
    if not is_link(written):
        return written
    code, slash, name = written.partition("/")
    return (code if code == "?" else division(code, n)) + slash + name


@cache
def division(code: str, n: int) -> str:
    """The division that stands where this one does, n provinces further on: the same town of the same county, or the last where there are fewer.

    What the gazetteer does not know stays.
    """
    table = gazetteer()
    above = table.ancestors(code) if code in table else ()
    if not above:
        provinces = sorted(c for c in table.names() if len(c) == 2)
        return provinces[(provinces.index(code) + n) % len(provinces)] if code in provinces else code
    beside, there = table.children(above[-1]), table.children(division(above[-1], n))
    same = [c for c in there if len(c) == len(code)]
    return same[min(beside.index(code), len(same) - 1)] if same and code in beside else division(above[-1], n)
