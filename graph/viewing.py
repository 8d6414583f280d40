"""Makes a view step by step, so that nothing moves that stood before; what there is no room for is collapsed by place."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from graph.choosing import Choice
from graph.layout import Anchor, layout
from graph.placement import Room
from graph.style import style
from graph.surroundings import Surroundings, Tie
from graph.view import Edge, Node, Step, View, Wanted

STEP, MOST = 50, 2000
"""How many nodes an expansion adds, and a view holds."""
LITTLE, ENOUGH = 12, 40
"""A neighbourhood of less than the one goes on to the neighbours' neighbours, up to the other."""
REACHED = 5000
FEW, AIRY = 30, 1.35
"""A start of up to so many nodes is drawn so much wider."""


def view(around: Surroundings, wanted: Wanted) -> View:
    """The view that was asked for."""
    made = _Making(around, wanted)
    made.start()
    for step in wanted.steps:
        if step.kind == "expand":
            made.expand(step.id)
        else:
            made.add(step)
    return made.view()


def view_of(around: Surroundings, things: Sequence[str], limit: int) -> View:
    """The view of these things alone, the first of them where there are too many."""
    made = _Making(around, Wanted(tuple(things), limit=limit))
    made.shown.update(dict.fromkeys(sorted(things[:limit], key=made.choice.rank)))
    made.left_out.update(made.choice.type(iri) for iri in things[limit:])
    made.lay_out()
    return made.view()


class _Making:
    """A view while it is being made; `via` is the node through which each thing was reached."""

    def __init__(self, around: Surroundings, wanted: Wanted) -> None:
        self.around, self.wanted, self.choice = around, wanted, Choice(around)
        self.room = Room()
        self.shown: dict[str, None] = {}
        self.via: dict[str, str] = {}
        self.groups: dict[str, dict[str, None]] = {}
        self.left_out: Counter[str] = Counter()
        self.most = max(MOST, wanted.limit)
        self.full = self.cut = False

    def start(self) -> None:
        starts = [iri for iri in dict.fromkeys(self.wanted.starts) if self.around.thing(iri)]
        if not starts:
            return
        reached = self._reached(starts)
        chosen, groups, rest = self.choice.fitting(starts[0], reached, max(0, self.wanted.limit - len(starts)))
        self.shown.update(dict.fromkeys([*starts, *chosen]))
        self.groups.update((group, dict.fromkeys(members)) for group, members in groups.items())
        self.left_out.update(self.choice.type(iri) for iri in rest)
        self.lay_out()

    def lay_out(self) -> None:
        where = layout(self._anchors())
        for key, (x, y) in where.positions.items():
            self.room.put(key, x, y, self._radius(key))

    def expand(self, key: str) -> None:
        if key in self.groups:
            members, hub = self._opened(key), key.partition(" ")[0]
        elif key in self.shown:
            grouped = {m for group, members in self.groups.items() if group.endswith(f" {key}") for m in members}
            members, hub = [iri for iri in self.around.neighbours(key) if iri not in self.shown and iri not in grouped], key
        else:
            return
        space = self.most - len(self.shown) - len(self.groups)
        self.full = self.full or space < min(STEP, len(members))
        chosen, groups, _ = self.choice.fitting(hub, members, max(0, min(STEP, space)))
        for iri in members:
            self.via.setdefault(iri, hub)
        for iri in chosen:
            self._show(iri, hub)
        for group, inside in groups.items():
            self.groups.setdefault(group, {}).update(dict.fromkeys(inside))
            if group not in self.room:
                self.room.beside(group, hub, self._radius(group))

    def add(self, step: Step) -> None:
        if step.id not in self.shown and step.id not in self.groups:
            if self.around.thing(step.id) is None or len(self.shown) >= self.most:
                return
            self._show(step.id, None)
        if step.at is not None:
            self.room.put(step.id, *step.at, self._radius(step.id))

    def view(self) -> View:
        within = {member: group for group, members in self.groups.items() for member in members}
        edges = [*self._edges(), *self._group_edges(within)]
        nodes = [self._node(key, within) for key in self.shown] + [self._group(key) for key in self.groups]
        unknown = tuple(iri for iri in dict.fromkeys(self.wanted.starts) if iri not in self.shown)
        return View(tuple(nodes), tuple(sorted(edges, key=lambda e: (e.a, e.b))), dict(sorted(self.left_out.items())), unknown, self.full, self.cut)

    def _reached(self, starts: Sequence[str]) -> list[str]:
        """What is reached from the starts, nearer things first, without the starts."""
        found, frontier, depth = dict.fromkeys(starts), list(starts), 0
        most = max(REACHED, self.wanted.limit)
        while frontier and len(found) < most and (depth < (self.wanted.depth or 1) or (not self.wanted.depth and len(found) < LITTLE)):
            depth += 1
            following: dict[str, str] = {}
            for iri in frontier:
                for far in self.around.neighbours(iri):
                    if far not in found:
                        following.setdefault(far, iri)
            self.cut = self.cut or len(found) + len(following) > most
            new = self.choice.best(list(following), most - len(found) if depth == 1 or self.wanted.depth else max(0, ENOUGH - len(found)))
            self.via.update((iri, following[iri]) for iri in new)
            found.update(dict.fromkeys(new))
            frontier = new
        return list(found)[len(starts) :]

    def _opened(self, group: str) -> list[str]:
        """The members of a group; the place itself takes its spot, if it is not there yet."""
        place = group.partition(" ")[0]
        members = self.groups.pop(group)
        x, y = self.room.at(group)
        self.room.free(group)
        if place not in self.shown:
            self.shown[place] = None
            self.room.put(place, x, y, self._radius(place))
        return [iri for iri in members if iri not in self.shown]

    def _show(self, iri: str, hub: str | None) -> None:
        for group in [g for g, members in self.groups.items() if iri in members]:
            del self.groups[group][iri]
            if not self.groups[group]:
                del self.groups[group]
                self.room.free(group)
        self.shown[iri] = None
        self.room.beside(iri, hub, self._radius(iri))

    def _anchors(self) -> list[Anchor]:
        """Each node by the strongest relation to one before it; nodes come in the order in which they were reached, places first."""
        before: dict[str, int] = {}
        found = []
        ties: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for edge in self._edges():
            strength = min(style().of_relation(tie.relation).anchor or 99 for tie in edge.ties)
            ties[edge.a][edge.b] = ties[edge.b][edge.a] = strength
        for number, key in enumerate([*self.shown, *self.groups]):
            known = [(ties[key][far], before[far], far) for far in ties[key] if far in before]
            via = key.partition(" ")[2] if key in self.groups else self.via.get(key)
            parent = min(known)[2] if known else via if via in before else None
            wide = AIRY if len(self.shown) + len(self.groups) <= FEW else 1.0
            found.append(Anchor(key, parent, self.choice.rank(key), self._radius(key) * wide))
            before[key] = number
        return found

    def _edges(self) -> list[Edge]:
        pairs: defaultdict[tuple[str, str], list[Tie]] = defaultdict(list)
        for iri in self.shown:
            for tie in self.around.outgoing(iri):
                if tie.target in self.shown and tie.target != iri:
                    pairs[min(iri, tie.target), max(iri, tie.target)].append(tie)
        return [Edge(a, b, tuple(sorted(ties)), len(ties)) for (a, b), ties in sorted(pairs.items())]

    def _group_edges(self, within: Mapping[str, str]) -> list[Edge]:
        counts: Counter[tuple[str, str]] = Counter()
        for member, group in within.items():
            far = self.via.get(member, group.partition(" ")[2])
            end = far if far in self.shown else within.get(far)
            if end and end != group:
                counts[min(group, end), max(group, end)] += 1
        return [Edge(a, b, (), n) for (a, b), n in sorted(counts.items())]

    def _node(self, iri: str, within: Mapping[str, str]) -> Node:
        thing = self.around.thing(iri)
        assert thing is not None
        hidden = Counter(kind for far, kind in self.around.ends(iri) if far not in self.shown and far not in within)
        return Node(iri, thing, *self.room.at(iri), missing=dict(sorted(hidden.items())))

    def _group(self, group: str) -> Node:
        thing = self.around.thing(group.partition(" ")[0])
        assert thing is not None
        members = self.groups[group]
        holds = Counter(self.choice.type(iri) for iri in members)
        sample = tuple(t.label for iri in self.choice.best(list(members), 8) if (t := self.around.thing(iri)))
        return Node(group, thing, *self.room.at(group), holds=dict(sorted(holds.items())), sample=sample)

    def _radius(self, key: str) -> float:
        thing = self.around.thing(key.partition(" ")[0])
        look = style().of_node(thing.type, thing.subtype) if thing else style().types["Other"]
        return look.size + look.font * 1.1 + 2
