"""Seconds of SHACL validation: pySHACL beside the shapes as SPARQL, the whole graph and after one changed document.

python benchmarks/shapes.py [--triples 100000]
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from copies import extracted, graph_of
from goldsets import markdown
from pyoxigraph import Quad

from extract.values import Extraction
from graph.checks import checked
from graph.difference import Difference, faults
from graph.rdf import graph_of as graph_name
from graph.store import open_store, write_store
from graph.validate import validation


def table(found: Sequence[Extraction], triples: int) -> str:
    """Both engines on a graph of so many triples, as Markdown. Raises AssertionError if one of them finds a fault."""
    quads, documents = graph_of(found, triples)
    with tempfile.TemporaryDirectory() as folder:
        size = write_store(Path(folder) / "store", quads)
        store = open_store(Path(folder) / "store")
        changed = _one_document(quads)
        rows = [
            ["the whole graph", _seconds(lambda: not validation(quads).faults), _seconds(lambda: not checked(store).faults)],
            [f"one document changed ({len(changed):,} statements)", _seconds(lambda: not faults(store, changed)), ""],
        ]
    head = f"{documents:,} documents, {size:,} distinct triples with the ontology; seconds of the processor, imports not counted."
    return head + "\n\n" + markdown(("checked", "pySHACL", "the same shapes as SPARQL"), rows)


def _one_document(quads: Sequence[Quad]) -> Difference:
    """As if the document of the first quad had just been added."""
    name = graph_name(quads[0])
    return Difference({q for q in quads if graph_name(q) == name}, set())


def _seconds(sound: Callable[[], bool]) -> str:
    start = process_time()
    assert sound()
    return f"{process_time() - start:.2f}"


def main() -> None:
    """Prints the table."""
    import pyshacl  # noqa: F401  (so that its import is not timed)

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000)
    given = parser.parse_args()
    print(table(extracted(), given.triples))


if __name__ == "__main__":
    main()
