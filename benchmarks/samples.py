"""Random hits of each rule on unlabelled articles, to be read and judged by hand.

    python benchmarks/samples.py EXTRACTIONS.jsonl [--rule WORD [--exact]] [--number 50] [--seed 1] [--context 34] [--leave-out IDS.jsonl]

EXTRACTIONS.jsonl comes from `fangzhi extract FOLDER`. Without --rule the rules are counted. The same seed gives the same hits.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import goldsets  # noqa: F401  (puts the repository on the path)

from extract.gazetteer import gazetteer

Hit = dict[str, Any]


def hits(path: Path, left_out: frozenset[str], width: int) -> Iterator[tuple[str, Hit, str]]:
    """Each rule's hits: the rule (each part of a measurement's), the item, and its text in context, with the record's name before it."""
    for record in map(json.loads, path.open(encoding="utf-8")):
        if record["id"] in left_out:
            continue
        for item in (*record["mentions"], *record["measurements"]):
            for rule in item["rule"].split():
                yield rule, item, f"{record['id']} {_context(record['text'], item['start'], item['end'], width)}"


def _context(text: str, start: int, end: int, width: int) -> str:
    return f"{text[max(0, start - width) : start]}【{text[start:end]}】{text[end : end + width]}".replace("\n", "⏎")


def said(item: Hit) -> str:
    """What the extraction says of a hit, in few words."""
    table = gazetteer()

    def place(link: str | None) -> str:
        code, _, name = (link or "").partition("/")
        path = " ".join(table.label(c) for c in (*table.ancestors(code), code)) if code in table else code
        return f"{path}{'/' + name if name else ''}"

    if "type" not in item:
        link = item["subject"] or ""
        subject = place(link) if link[:1].isdigit() or link.startswith("?") else link
        return f"{item['action']}·{item['object']} ← {subject} [{item['kind']}] {item['period'] or ''}"
    values = {"PLACE": place(item.get("link")), "ORG": place(item.get("place")), "PERSON": str(item.get("posts")), "PROGRAMME": str(item.get("kind"))}
    return values[item["type"]]


def main() -> None:
    """Prints counts or a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractions", type=Path)
    parser.add_argument("--rule", metavar="WORD", help="sample the rules whose name begins with this")
    parser.add_argument("--exact", action="store_true", help="only the rule of just this name")
    parser.add_argument("--context", type=int, default=34, help="characters on each side")
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", type=Path, metavar="JSONL", help="records whose ids are not to be read")
    given = parser.parse_args()
    left_out = frozenset(json.loads(line)["id"] for line in given.leave_out.open(encoding="utf-8")) if given.leave_out else frozenset()
    found = list(hits(given.extractions, left_out, given.context))
    if given.rule is None:
        for rule, number in sorted(Counter(rule for rule, *_ in found).items()):
            print(f"{number:6} {rule}")
        return
    chosen = [(rule, item, context) for rule, item, context in found if (rule == given.rule if given.exact else rule.startswith(given.rule))]
    for i, (_, item, context) in enumerate(random.Random(given.seed).sample(chosen, min(given.number, len(chosen))), 1):
        print(f"{i:3} {context} → {said(item)}")


if __name__ == "__main__":
    main()
