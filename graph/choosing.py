"""What of many neighbours a view shows: the best connected, with a share of figures; the others collapsed by place, or left out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.style import style
from graph.surroundings import Surroundings, Thing

WEIGHED = 2000
"""Where there are more to choose from, how well each is connected is not looked at."""
FIGURES_SHARE = 0.3
GROUPED = 3
LEVELS = ("County", "Prefecture", "Province")


class Choice:
    """Chooses among the things of a graph."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def fitting(self, centre: str, candidates: Sequence[str], space: int) -> tuple[list[str], dict[str, list[str]], list[str]]:
        """What is shown, what is collapsed, and what is left out."""
        if len(candidates) <= space:
            return list(candidates), {}, []
        groups = self._by_place(centre, candidates, space * 2 // 3)
        grouped = {iri for members in groups.values() for iri in members}
        single = [iri for iri in candidates if iri not in grouped]
        chosen = self.best(single, space - len(groups))
        kept = set(chosen)
        return chosen, groups, [iri for iri in single if iri not in kept]

    def best(self, candidates: Sequence[str], space: int) -> list[str]:
        """The best connected, a share of them figures, in the order of their weight."""
        weighed = len(candidates) <= WEIGHED
        things = sorted(
            (thing for iri in candidates if (thing := self._around.thing(iri))),
            key=lambda t: (-self._degree(t.iri) if weighed and len(candidates) > space else 0, self._rank(t), t.code, t.label, t.iri),
        )
        if len(things) <= space:
            return [t.iri for t in things]
        figures = [t.iri for t in things if t.type == "Measurement"]
        others = [t.iri for t in things if t.type != "Measurement"]
        share = min(len(figures), max(int(space * FIGURES_SHARE), space - len(others)))
        return [*others[: space - share], *figures[:share]]

    def type(self, iri: str) -> str:
        """The type of a thing."""
        thing = self._around.thing(iri)
        return thing.type if thing else "Other"

    def rank(self, key: str) -> int:
        """How weighty a thing or a group is; less is more."""
        thing = self._around.thing(key.partition(" ")[0])
        return self._rank(thing) if thing else 99

    def _by_place(self, centre: str, candidates: Sequence[str], most: int) -> dict[str, list[str]]:
        """Groups of three and more by the place under the centre that holds them, else by county, prefecture or province: at most so many."""
        chains = {iri: self._around.places(iri) for iri in candidates}
        found: dict[str, list[str]] = {}
        for level in ("", *LEVELS):
            buckets: defaultdict[str, list[str]] = defaultdict(list)
            for iri, chain in chains.items():
                inside = centre in chain
                place = next(iter(reversed(chain[: chain.index(centre)])), None) if inside else self._of_level(chain, level or LEVELS[0])
                if place and place != centre:
                    buckets[place].append(iri)
            found = {f"{place} {centre}": members for place, members in buckets.items() if len(members) >= GROUPED}
            if len(found) <= most:
                break
        return dict(sorted(found.items(), key=lambda g: (-len(g[1]), g[0]))[:most])

    def _of_level(self, chain: Iterable[str], level: str) -> str | None:
        return next((place for place in chain if (thing := self._around.thing(place)) and thing.subtype == level), None)

    def _degree(self, iri: str) -> int:
        return len(self._around.outgoing(iri)) + len(self._around.incoming(iri))

    def _rank(self, thing: Thing) -> int:
        return style().of_node(thing.type, thing.subtype).rank
