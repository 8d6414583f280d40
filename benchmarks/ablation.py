"""What each part of the pipeline earns: the headline and its five rows with one part switched off at a time.

    python benchmarks/ablation.py [--only WORD] [NAME=GOLD.jsonl:FOLDER …]

The switches live here, not in the product: each replaces functions of `extract` while it is on (`unittest.mock.patch`).
A part that is switched off may also leave another without what it reads: the losses are those of the whole way.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

from goldsets import GoldSet, found, gold_sets, headline_cells, markdown

from extract import figure_topics, homes, pipeline, places, programme_carriers, programmes, reference, segmenter
from extract.clean import CleanText, clean
from extract.gazetteer import Gazetteer
from extract.programme_model import Model
from extract.statistical import Lac, Word, lac
from fangzhi.evaluation import HEADLINE

NAMES = {"PER": "n", "LOC": "n", "ORG": "n", "nr": "n", "ns": "n", "nt": "n", "TIME": "t"}
"""LAC's tags of names, and the plain tags that stand in for them without its entities."""
PARTS = ("ORG+place", "its object", "its subject", "its kind")
"""Rows beside those of the headline that tell where a loss comes from."""
Patch = tuple[object, str, object]


@dataclass(frozen=True, slots=True)
class Words:
    """Stands in for the loaded LAC: its words, changed by a function."""

    model: Lac
    change: Callable[[Word], Word | None]

    def words(self, text: str, pieces: Sequence[tuple[int, int]]) -> list[Word]:
        """LAC's words as they are left."""
        return [kept for w in self.model.words(text, pieces) if (kept := self.change(w)) is not None]


@dataclass(frozen=True, slots=True)
class Switch:
    """A part that can be switched off: what the table calls it, how it is done, and the functions that are replaced."""

    name: str
    how: str
    patches: Callable[[], list[Patch]]


def _words(change: Callable[[Word], Word | None]) -> Callable[[], list[Patch]]:
    return lambda: [(segmenter, "lac", lambda: Words(lac(), change))]


def _score(chance: float) -> Callable[[], list[Patch]]:
    sure = {0.0: -30.0, 1.0: 30.0}[chance]
    return lambda: [(programmes, "model", lambda name: Model(sure, {}))]


def _no_gazetteer() -> list[Patch]:
    return [
        (Gazetteer, "scan", lambda self, text: iter(())),
        (Gazetteer, "candidates", lambda self, surface: ()),
        (Gazetteer, "villages", lambda self, code: {}),
        (Gazetteer, "children", lambda self, code: ()),
    ]


def _as_noun(word: Word) -> Word:
    return replace(word, tag=NAMES.get(word.tag, word.tag))


def _no_home() -> list[Patch]:
    return [(places, "home_of", lambda *arguments, **options: reference.Home())]


def _no_focus() -> list[Patch]:
    return [(reference, "_last_topic", _nothing)]


def _no_nation() -> list[Patch]:
    no = _always(False)
    return [(figure_topics, "nation", no), (figure_topics, "is_national", no), (homes, "is_nationwide", no), (reference, "nation_spans", _always(()))]


def _always(value: object) -> Callable[..., object]:
    return lambda *arguments, **options: value


def _no_cleaning() -> list[Patch]:
    return [(pipeline, "clean", CleanText.of)]


def _no_zones() -> list[Patch]:
    return [(pipeline, "clean", lambda raw: replace(clean(raw), zones=()))]


def _nothing(*arguments: object, **options: object) -> None:
    return None


def _no_references() -> list[Patch]:
    never = re.compile("(?!)(?P<kind>)(?P<inside>)(?P<bare>)")
    return [
        (reference, "_references", lambda doc, mentions: iter(())),
        (reference, "_last_topic", _nothing),
        (figure_topics, "REFERENCE", never),
        (figure_topics, "place_at_level", _nothing),
        (programme_carriers, "place_at_level", _nothing),
        (reference, "place_at_level", _nothing),
    ]


SWITCHES = (
    Switch("everything on", "the product as it is", list),
    Switch(
        "without statistical NER", "LAC's PER, LOC, ORG and TIME become plain nouns and time words; its tags and boundaries of words stay", _words(_as_noun)
    ),
    Switch("without LAC", "no tags and no entities at all; pkuseg's words stay", _words(lambda w: None)),
    Switch("without gazetteer", "no name of a division or village is known; sites, regions and countries by rule stay", _no_gazetteer),
    Switch("without home place", "title, dateline and byline do not say where the article is at home", _no_home),
    Switch("without focus", "no place stays in focus: what says nothing of its own is about the article's home", _no_focus),
    Switch("without reference resolution", "besides, 该镇, 全县, 我市, 镇里 stand for nothing", _no_references),
    Switch("without the nation", "全国, 我国 and national bodies do not take a figure or an article away from the place spoken of", _no_nation),
    Switch("without programme model, none", "the learnt weights accept nothing: titles, known institutions, lists and formulas are left", _score(0.0)),
    Switch("without programme model, all", "the learnt weights accept every candidate that the rules propose", _score(1.0)),
    Switch("without cleaning", "the raw text as it is, without zones", _no_cleaning),
    Switch("without zones", "cleaned, but bylines, credits and trailers are open to facts", _no_zones),
)


@contextmanager
def off(switch: Switch) -> Iterator[None]:
    """The part is switched off while the block runs."""
    with ExitStack() as stack:
        for where, name, stand_in in switch.patches():
            stack.enter_context(patch.object(where, name, stand_in))
        yield


def table(sets: Iterable[GoldSet], switches: Iterable[Switch] = SWITCHES) -> str:
    """A Markdown table for each set, and how each part is switched off."""
    chosen = list(switches)
    parts = []
    for gold in sets:
        rows = []
        for switch in chosen:
            with off(switch):
                figures = gold.evaluated(found(gold.sources))
                rows.append([switch.name, *headline_cells(figures), *(f"{figures.rows[name].f1:.3f}" for name in PARTS)])
        parts.append(f"**{gold.name}** ({len(gold.gold)} documents)\n\n" + markdown(("F1", "headline", *HEADLINE, *PARTS), rows))
    return "\n\n".join([*parts, "\n".join(f"- *{s.name}*: {s.how}." for s in chosen)])


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD:FOLDER")
    parser.add_argument("--only", default="", metavar="WORD", help="switches whose name holds this")
    arguments = parser.parse_args()
    print(table(gold_sets(arguments.sets), [s for s in SWITCHES if arguments.only in s.name]))


if __name__ == "__main__":
    main()
