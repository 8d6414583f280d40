"""What a build read, cleaned, found, passed over and refused, as data, as a page and for the console.

`report.json` holds nothing that differs between two runs on the same input: no time, no absolute path.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from extract.values import Extraction
from fangzhi.messages import in_chinese
from ontology.errors import SourceError

REPORT = "report.json"
"""Every build has it: a folder without one is not ours to replace."""
NAMES = {
    "documents": "文章 documents",
    "mentions": "提及 mentions",
    "places": "地点 places",
    "organisations": "组织 organisations",
    "people": "人物 people",
    "programmes": "项目制度 programmes",
    "measurements": "数字 figures",
    "relations": "关系 relations",
    "statements": "三元组 statements",
}
"""What is counted, in both languages."""
STEPS = {
    "blanks": "空白 blanks", "characters": "部首和组合字符 characters", "doubled marks": "成双的标点 doubled marks",
    "junk": "夹杂的代码和广告 junk", "line ends": "换行和缩进 line ends",
    "mojibake": "错位的编码 mojibake", "pinyin": "注音 pinyin", "references": "HTML 字符引用 references", "spaced": "多余的空白 spaced",
    "tags": "HTML 标签 tags",
    "punctuation": "半角标点 punctuation", "simplified": "繁体字 simplified",
}  # fmt: skip
"""What each cleaning step mends, in both languages."""
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that gave no document: where, why, and what would mend it."""

    path: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What one document gave. `repairs` counts what each cleaning step changed, `damaged` the characters closed to facts.

    `candidates` are places whose code stays open, `unasserted` spans of each type that are not sure enough to be asserted.
    `same_as` is the first document with the same clean text, if this is a copy of one.
    """

    id: str
    encoding: str
    characters: int
    repairs: Mapping[str, int]
    damaged: int
    mentions: Mapping[str, int]
    measurements: int
    candidates: int
    unasserted: Mapping[str, int]
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What became of one entry of the file of corrections: applied, stale or contradictory, at how many things, or why not."""

    line: int
    entry: str
    status: str
    count: int
    why: str
    note: str
    author: str


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """Two figures that say differently of one thing, each with its sentence."""

    about: str
    object: str
    period: str
    figures: tuple[str, str]
    sentences: tuple[str, str]
    documents: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DoubtReport:
    """Two entities that may be one: what they are called, their IRIs, how likely, and why."""

    labels: tuple[str, str]
    iris: tuple[str, str]
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole build. `base` is what the IRIs of its data begin with; `problems` are what the SHACL validation has against the graph (none in a sound one).

    Below `threshold` nothing is asserted. `own` names the files of users' folders that were read beside ours, each with its SHA-256.
    """

    version: str
    base: str
    documents: tuple[DocumentReport, ...]
    refused: tuple[Refused, ...]
    found: Mapping[str, int]
    conforms: bool
    problems: tuple[str, ...]
    own: tuple[str, ...] = ()
    corrections: tuple[CorrectionReport, ...] = ()
    conflicts: tuple[ConflictReport, ...] = ()
    doubts: tuple[DoubtReport, ...] = ()
    threshold: float = 0.5

    def as_json(self) -> str:
        """The report as indented JSON with sorted keys."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def as_html(self) -> str:
        """The report as one page without scripts; every string is escaped."""
        templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
        return templates.get_template("report.html.j2").render(report=self, repairs=self.repairs(), names=NAMES, steps=STEPS, chinese=in_chinese)

    def repairs(self) -> dict[str, int]:
        """How often each cleaning step changed something, over all documents."""
        total: Counter[str] = Counter()
        for document in self.documents:
            total.update(document.repairs)
        return dict(sorted(total.items()))


def base_of(out: Path) -> str:
    """What the IRIs of a build's data begin with. Raises SourceError."""
    try:
        return str(json.loads((out / REPORT).read_text("utf-8"))["base"])
    except (OSError, ValueError, KeyError) as fault:
        raise SourceError("is no build", path=out, remedy="run fangzhi build first, and name its output folder") from fault


def document_report(extraction: Extraction) -> DocumentReport:
    """The counts of one extraction, corrected where there are corrections."""
    mentions = Counter(m.type for m in extraction.mentions)
    return DocumentReport(
        id=extraction.source.id,
        encoding=extraction.source.encoding,
        characters=len(extraction.text),
        repairs=dict(extraction.repairs),
        damaged=sum(end - start for start, end in extraction.damaged),
        mentions=dict(sorted(mentions.items())),
        measurements=len(extraction.measurements),
        candidates=sum(1 for m in extraction.mentions if m.type == "PLACE" and m.link is None),
        unasserted=dict(sorted(Counter(c.kind for c in extraction.candidates).items())),
    )


def refusals(rejected: Iterable[tuple[Path, str, str]]) -> tuple[Refused, ...]:
    """Refused inputs in order, each with its path below the folder that they have in common: a moved folder gives the same report."""
    found = [(os.path.abspath(path), reason, remedy) for path, reason, remedy in rejected]
    common = os.path.commonpath([os.path.dirname(path) for path, _, _ in found]) if found else ""
    return tuple(
        sorted((Refused(Path(path).relative_to(common).as_posix(), reason, remedy) for path, reason, remedy in found), key=lambda r: (r.path, r.reason))
    )
