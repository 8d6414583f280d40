"""Extractions and graphs made from the seeds' gold: no model, no pipeline."""

import json
import zlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest
from pyoxigraph import Quad, Store

from extract.values import Candidate, Extraction, Field, Measurement, Mention, Source
from graph.corrections import Correction, Corrections
from graph.outcomes import described, outcomes
from graph.provenance import Part, Provenance, provenance_quads
from graph.review import review, review_quads
from graph.store import memory_store
from graph.triples import quads
from ontology.iri import Names
from ontology.terms import ID_BASE


def inflated(text: str) -> str:
    """What a page holds deflated, as text."""
    return zlib.decompress(b64decode(text)).decode("utf-8")


def extraction_of(record: dict[str, object]) -> Extraction:
    """The extraction that a gold record stands for; its clean text serves as raw text too."""
    text = str(record["text"])
    mentions = []
    for m in record["entities"]:  # type: ignore[attr-defined]
        extra = {k: m[k] for k in ("link", "place", "kind") if k in m}
        mentions.append(
            Mention(
                m["type"], m["start"], m["end"], m["text"], "gold",
                by=tuple(m.get("by", ())), posts=tuple((o, p) for o, p in m.get("posts", ())),
                raw_start=m["start"], raw_end=m["end"], **extra,
            )
        )  # fmt: skip
    figures = [Measurement(**m, rule="gold", raw_start=m["start"], raw_end=m["end"]) for m in record["measurements"]]  # type: ignore[attr-defined]
    source = Source(str(record["id"]), Path(f"{record['id']}.txt"), text, "0" * 64, title=text.splitlines()[0])
    return Extraction(source, text, tuple(mentions), tuple(figures))


class SmallGazetteer:
    """A double of the gazetteer: a made-up province, and no more."""

    NAMES: ClassVar[dict[str, str]] = {"97": "云梦省", "9701": "泽口市", "970102": "青枫县", "970102100": "石桥镇", "970102100201": "柳坪村委会"}

    def name(self, code: str) -> str:
        return self.NAMES[code]

    def label(self, code: str) -> str:
        return self.NAMES[code].removesuffix("委会")

    def ancestors(self, code: str) -> tuple[str, ...]:
        return tuple(c for c in self.NAMES if code.startswith(c) and c != code)


RAW = "青楓縣新聞\n青枫县石桥镇柳坪村投入23万元，县委书记何一平说，“清泉工程”力争2026年前受益2000至3000户。\n每户补助约1.5万元。"


T = TypeVar("T", Mention, Measurement)


def at(item: T) -> T:
    """The mention or figure where the made-up article has its text."""
    start = RAW.index(item.text)
    end = start + len(item.text)
    return replace(item, start=start, end=end, raw_start=start, raw_end=end)


def small(document: str = "made-up") -> Extraction:
    """A made-up article with one of everything."""
    mentions = (
        Mention("PLACE", 0, 0, "青枫县", "path", link="970102"),
        Mention("PLACE", 0, 0, "石桥镇", "path", link="970102100"),
        Mention("PLACE", 0, 0, "柳坪村", "path", 0.9, link="970102100201"),
        Mention("ORG", 0, 0, "县委", "function", place="970102", canonical="青枫县委"),
        Mention("PERSON", 0, 0, "何一平", "post", posts=(("县委", "书记"),)),
        Mention("PROGRAMME", 0, 0, "清泉工程", "quoted", 0.75, kind="project", by=("970102100201",)),
    )
    figures = (
        Measurement(0, 0, "23万元", 23.0, None, None, "万元", "exact", "", "投入", "970102100201", "result", None, "m"),
        Measurement(0, 0, "2000至3000户", None, 2000, 3000, "户", "exact", "", "受益", "清泉工程", "target", "../2026", "m"),
        Measurement(0, 0, "约1.5万元", 1.5, None, None, "万元", "about", "每户", "补助", None, "standard", None, "m"),
    )
    source = Source(document, Path(f"{document}.txt"), RAW, "ab" * 32, title="青枫县新闻", date="2025-06-01", creator="何记", url="https://example.org/a")
    return Extraction(source, RAW, tuple(map(at, mentions)), tuple(map(at, figures)), repairs=(("script", 2),))


def unsure(document: str, money: str, post: str, body: str) -> Extraction:
    """The made-up article again, with what a reader has to decide: a passed over name, an open place, a doubtful field, another sum."""
    said = small(document)
    raw = RAW.replace("23万元", money)
    village, person = said.mentions[2], said.mentions[4]
    mentions = (
        said.mentions[0], replace(said.mentions[1], link=None, candidates=("970102100", "970102")), replace(said.mentions[3], canonical=body),
        replace(village, confidence=0.55, fields=(Field("link", "path", 0.9),)), replace(person, posts=(("县委", post),)), said.mentions[5],
    )  # fmt: skip
    figure = replace(said.measurements[0], text=money, value=float(money.removesuffix("万元")), object="道路", fields=(Field("subject", "m", 0.8),))
    passed = (Candidate(at(Mention("PERSON", 0, 0, "一平", "name", 0.2)), "below-threshold"),)
    return replace(said, source=replace(said.source, raw=raw), text=raw, mentions=mentions, measurements=(figure,), candidates=passed)


@pytest.fixture(scope="session")
def gold(seeds: Path) -> list[Extraction]:
    """The five seeds as their gold says."""
    return [extraction_of(json.loads(line)) for line in (seeds / "gold.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def gold_quads(gold: list[Extraction]) -> list[Quad]:
    """All quads of the five seeds."""
    return [quad for extraction in gold for quad in quads(extraction)]


@pytest.fixture(scope="session")
def gold_store(gold_quads: list[Quad]) -> Store:
    """A store in memory that holds the five seeds."""
    return memory_store(gold_quads)


@pytest.fixture(scope="session")
def made_up() -> Extraction:
    """A made-up article with one of everything."""
    return small()


@pytest.fixture(scope="session")
def made_up_quads(made_up: Extraction) -> list[Quad]:
    """Its quads, over a gazetteer of one made-up province."""
    return list(quads(made_up, gazetteer=SmallGazetteer()))


@pytest.fixture(scope="session")
def made_up_store(made_up_quads: list[Quad]) -> Store:
    """A store with the made-up article."""
    return memory_store(made_up_quads)


@pytest.fixture(scope="session")
def made_up_gazetteer() -> SmallGazetteer:
    """A gazetteer of one made-up province."""
    return SmallGazetteer()


@pytest.fixture(scope="session")
def copies() -> Callable[[str], list[Quad]]:
    """Makes the quads of the made-up article under another name."""
    return lambda document: list(quads(small(document), gazetteer=SmallGazetteer()))


@pytest.fixture(scope="session")
def extraction_of_gold() -> Callable[[dict[str, object]], Extraction]:
    """Makes the extraction that a gold record stands for."""
    return extraction_of


MADE = Provenance("a" * 64, "b" * 64, ("fangzhi", "1"), (("spacy", "3"),), (Part("code", "extract", "c" * 64),), (("made-up", "d" * 64),))
"""What a build of the made-up article alone could have been made from."""


@pytest.fixture(scope="session")
def unsure_quads() -> list[Quad]:
    """Two articles that leave something to decide, and do not agree with each other."""
    told = (unsure("unsure", "23万元", "副书记", "青枫县云峰茶叶"), unsure("unsure-too", "25万元", "常委", "青枫县云峰茶叶有限公司"))
    return [quad for one in told for quad in quads(one, gazetteer=SmallGazetteer())]


@pytest.fixture(scope="session")
def build_quads() -> list[Quad]:
    """The graph of a build."""
    return list(provenance_quads(MADE, Names()))


@pytest.fixture(scope="session")
def whole_quads(gold_quads: list[Quad], made_up_quads: list[Quad], unsure_quads: list[Quad], build_quads: list[Quad]) -> list[Quad]:
    """What a build writes of all of these: the articles, a correction, what they show together, and what it was made from."""
    found = [*gold_quads, *made_up_quads, *unsure_quads]
    said = Corrections((Correction("reject", "PLACE", text="别处", note="没有这个地方"),))
    found += described(outcomes(said, (), ("made-up",), Names()), Names())
    return [*found, *build_quads, *review_quads(review(found, ID_BASE), Names())]
