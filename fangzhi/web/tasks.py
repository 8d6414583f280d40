"""What the pages of entities want of a worker: the portrait of a resource, the source of a document."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fangzhi.web.jobs import Task
from graph.portrait.values import Portrait

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True)
class PortraitOf(Task[Portrait | None]):
    """All that the page of a resource shows; None where the graph says nothing of it."""

    iri: str

    def done(self, store: "Store", base: str) -> Portrait | None:
        """The portrait."""
        from graph.portrait.portrait import portrait

        return portrait(store, self.iri, base)
