"""What the pages of entities want of a worker: portraits, sources of documents, what can be corrected and by which entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.correct import Asked as CorrectionAsked
from fangzhi.web.jobs import Task
from graph.portrait.correctable import Correctable
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


@dataclass(frozen=True, slots=True)
class CorrectableOf(Task[Correctable | None]):
    """What can be corrected of a resource; None where the graph says nothing of it."""

    iri: str

    def done(self, store: "Store", base: str) -> Correctable | None:
        """The actions, with the values that stand there now."""
        from graph.portrait.correctable import correctable

        return correctable(store, self.iri, base)


@dataclass(frozen=True, slots=True)
class EntriesFor(Task[tuple[Mapping[str, object], ...]]):
    """The entries that a correction asks for, checked as those of a file are. Raises InputError."""

    asked: CorrectionAsked

    def done(self, store: "Store", base: str) -> tuple[Mapping[str, object], ...]:
        """The entries, each as a file holds it."""
        from fangzhi.correct import entries
        from graph.correction_file import checked
        from graph.facts import StoreFacts

        return checked(entries(StoreFacts(store), base, self.asked))
