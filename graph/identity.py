"""Who is who in one document: the resource that each mention, post and reference stands for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extract.knowledge import lexicon
from extract.values import Extraction, Mention
from graph.organisations import function, is_official, kinds, level_word, nation_wide
from graph.places import COUNTY, LEVELS, Atlas, Gazetteer, code_of, kind
from ontology.iri import NATION, Names, document_scope, is_link
from ontology.terms import FZ, STD, Iri

PROGRAMME_KINDS: Mapping[str | None, Iri] = {"campaign": FZ.CAMPAIGN, "project": FZ.PROJECT, "system": FZ.SYSTEM, "document": FZ.RULE_DOCUMENT}


@dataclass(frozen=True, slots=True)
class Entity:
    """A resource: its name, its classes, and the link of the place that it is or belongs to."""

    iri: Iri
    label: str
    types: tuple[Iri, ...]
    place: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass
class Identities:
    """The resources of one document; the same mention always gives the same one.

    Names are made before corrections merge, split and rename, so that no correction moves the target of another.
    """

    extraction: Extraction
    names: Names
    gazetteer: Gazetteer
    settle: Callable[[Entity], Entity] = lambda entity: entity
    """Has the last word on which entity it is: what corrections merge, split and rename."""
    atlas: Atlas = field(init=False)

    def __post_init__(self) -> None:
        self.atlas = Atlas(self.names, self.gazetteer, self._scope)

    def of(self, mention: Mention) -> Entity | None:
        """What a mention stands for; None for a place that could not be told."""
        found = self._of(mention)
        return self.settle(found) if found else None

    def place(self, link: str) -> Entity:
        """The place of a link."""
        return self.settle(self._place(link))

    def reference(self, written: str) -> Entity | None:
        """What a place's link, or the text of an organisation or programme, refers to in this document."""
        found = self._place(written) if is_link(written) else self._named.get(written)
        return self.settle(found) if found else None

    def agent(self, written: str) -> Entity | None:
        """The place or organisation that a reference names as who carries something out."""
        return self.place(written) if is_link(written) else self.employer(written)

    def employer(self, written: str) -> Entity | None:
        """The organisation of a post, as written there; None for none."""
        found = self._employer(written)
        return self.settle(found) if found else None

    def _of(self, mention: Mention) -> Entity | None:
        match mention.type:
            case "PLACE":
                return self._place(mention.link) if mention.link else None
            case "ORG":
                return self._organisation(name(mention), mention.place)
            case "PROGRAMME":
                return self._programmes[name(mention)]
            case "PERSON":
                return self._person(name(mention))

    def _place(self, link: str) -> Entity:
        return Entity(self.atlas.iri(link), self.atlas.label(link), (FZ.PLACE, STD.FEATURE, kind(link)), link)

    def _employer(self, written: str) -> Entity | None:
        if not written:
            return None
        known = self._named.get(written)
        return known if known and FZ.ORGANISATION in known.types else self._organisation(*self._placed(written))

    def posts(self, mention: Mention) -> Iterator[tuple[Entity | None, str, str]]:
        """Organisation, its text and the post, of each post that a person's mention states."""
        for organisation, post in dict.fromkeys(mention.posts):
            if post:
                yield self.employer(organisation), organisation, post

    @cached_property
    def home(self) -> str | None:
        """The code of the county that most mentions lie in, or of what is next above where none does."""
        codes = [code for code in map(code_of, self._links) if code]
        for length in (COUNTY, *sorted((n for n in LEVELS if n < COUNTY), reverse=True)):
            if counted := Counter(code[:length] for code in codes if len(code) >= length):
                return max(counted, key=lambda code: (counted[code], -codes.index(next(c for c in codes if c.startswith(code)))))
        return None

    @property
    def _scope(self) -> str:
        return document_scope(self.extraction.source.id)

    @cached_property
    def _links(self) -> list[str]:
        found = (m.link if m.type == "PLACE" else m.place for m in self.extraction.mentions)
        return [link for link in found if link and is_link(link)]

    @cached_property
    def _named(self) -> Mapping[str, Entity]:
        """Text and full name of organisations and programmes → what they are; organisations first."""
        found: dict[str, Entity] = {}
        for wanted in ("ORG", "PROGRAMME"):
            for mention in self.extraction.mentions:
                if mention.type == wanted and (entity := self._of(mention)):
                    found.setdefault(mention.text, entity)
                    found.setdefault(name(mention), entity)
        return found

    @cached_property
    def _programmes(self) -> Mapping[str, Entity]:
        by: dict[str, set[str]] = defaultdict(set)
        types: dict[str, set[Iri]] = defaultdict(set)
        for mention in self.extraction.mentions:
            if mention.type == "PROGRAMME":
                by[name(mention)].update(c for b in mention.by if (c := self._county(b)))
                types[name(mention)].update(k for k in (PROGRAMME_KINDS.get(mention.kind),) if k)
        return {
            n: Entity(self.names.programme(self._programme_scope(n, by[n]), n), n, (FZ.PROGRAMME, STD.PLAN, *sorted(types[n])))
            for n in by
        }  # fmt: skip

    def _programme_scope(self, programme: str, counties: set[str]) -> str:
        """The nation for an institution known everywhere, else the county, or the smallest division around several."""
        if programme in lexicon("programme-institutions"):
            return NATION
        around = counties or ({self.home} if self.home else set())
        shared = [n for n in LEVELS if n <= COUNTY and len({code[:n] for code in around if len(code) >= n}) == 1 and all(len(code) >= n for code in around)]
        return min(around)[: max(shared)] if shared else NATION if counties else self._scope

    def _county(self, written: str) -> str | None:
        if is_link(written):
            code = code_of(written)
        else:
            places = (m.place for m in self.extraction.mentions if m.type == "ORG" and m.place and written in (m.text, name(m)))
            code = code_of(next(places, "")) or code_of(self._placed(written)[1] or "")
        return code[:COUNTY] if code else None

    def _organisation(self, full_name: str, place: str | None) -> Entity:
        scope = place or (NATION if nation_wide(full_name) else self._scope)
        return Entity(self.names.organisation(scope, full_name), full_name, (FZ.ORGANISATION, STD.ORGANIZATION, *kinds(full_name)), place)

    def _person(self, full_name: str) -> Entity:
        posts = [p for m in self.extraction.mentions if m.type == "PERSON" and name(m) == full_name for p in m.posts]
        employers = [e for organisation, _ in posts if (e := self._employer(organisation))]
        places = [e.place for e in employers if e.place]
        if any(post in lexicon("graph-national-posts") or organisation + post in lexicon("graph-national-posts") for organisation, post in posts):
            scope = NATION
        elif places:
            scope = max(places, key=lambda link: (len(link), link))
        else:
            scope = min((f"{NATION}:{e.label}" for e in employers if nation_wide(e.label)), default=self._scope)
        return Entity(self.names.person(scope, full_name), full_name, (FZ.PERSON, STD.FOAF_PERSON))

    def _placed(self, written: str) -> tuple[str, str | None]:
        """Full name and place of an organisation that only a post or a reference names: 县委 → 青枫县委 of 青枫县."""
        if nation_wide(written):
            return written, None
        place, rest = self._path(written)
        word = level_word(rest)
        if place is None and word:
            place, rest = self._at_level(word), rest.removeprefix(word)
        elif place and word and self.atlas.label(place).endswith(word) and not written.removesuffix(rest).endswith(word):
            rest = rest.removeprefix(word)
        full = self.atlas.label(place) + function(rest) if place and is_official(written) else written
        return full, place

    def _path(self, written: str) -> tuple[str | None, str]:
        """The last of the places, each inside the one before, that a name starts with, and the rest of it."""
        forms = {form: m.link for m in reversed(self.extraction.mentions) if m.type == "PLACE" and m.link for form in (m.text, self.atlas.label(m.link))}
        place: str | None = None
        rest = written
        while started := [f for f, link in forms.items() if rest.startswith(f) and rest != f and (place is None or (code_of(link) or "").startswith(place))]:
            form = max(started, key=lambda f: (len(f), f))
            place, rest = forms[form], rest.removeprefix(form)
        return place, rest

    def _at_level(self, word: str) -> str | None:
        """The place that a level word stands for: of the home county and what it lies in the lowest, else the one most named."""
        if self.home is None:
            return None
        above = [link for link in reversed((*self.atlas.chain(self.home), self.home)) if self.atlas.label(link).endswith(word)]
        below = Counter(link for link in self._links if code_of(link) == link and self.atlas.label(link).endswith(word))
        return above[0] if above else max(below, key=lambda link: (below[link], link)) if below else None


def name(mention: Mention) -> str:
    """The full name by which mentions of one entity meet."""
    return mention.canonical or mention.text


def mention_iri(names: Names, extraction: Extraction, mention: Mention) -> Iri:
    """The IRI of a mention, by its place in the raw text."""
    return names.mention(extraction.source.id, mention.type, mention.raw_start, mention.raw_end)
