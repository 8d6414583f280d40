"""What the pages of entities want of a worker: the portrait of a resource, the source of a document."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.web.jobs import Task
from graph.portrait.source import Sourced
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


@dataclass(frozen=True, slots=True)
class SourceOf(Task[Sourced | None]):
    """The source of a document of the build in `folder`, at a mention's raw offsets; None where the graph has no such document."""

    iri: str
    folder: Path
    at: tuple[int, int] | None = None

    def done(self, store: "Store", base: str) -> Sourced | None:
        """The untouched text with what was found in it."""
        from fangzhi.originals import original
        from graph.portrait.source import identifier, sourced

        name = identifier(store, self.iri, base)
        return sourced(store, self.iri, base, original(self.folder, name) if name else None, self.at)
