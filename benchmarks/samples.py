"""Random hits of each rule on unlabelled articles, to be read and judged by hand.

    python benchmarks/samples.py EXTRACTIONS.jsonl [--rule WORD] [--exact] [--number 50] [--seed 1] [--leave-out IDS.jsonl] [--context 34]

EXTRACTIONS.jsonl comes from `fangzhi extract FOLDER`. Without --rule the rules are counted, those of single fields (an
organisation's place, a person's posts, who carries a programme out) among them. The same seed gives the same hits.
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

CONTEXT = 34
Hit = dict[str, Any]


def hits(path: Path, left_out: frozenset[str], context: int = CONTEXT) -> Iterator[tuple[str, Hit, str]]:
    """Each rule's hits: the rule (each part of a measurement's, each field's of a mention), the item, and its text in context."""
    for record in map(json.loads, path.open(encoding="utf-8")):
        if record["id"] in left_out:
            continue
        for item in (*record["mentions"], *record["measurements"]):
            fields = [field["rule"] for field in item.get("fields", {}).values()] if "type" in item else []
            for rule in dict.fromkeys((*item["rule"].split(), *fields)):
                yield rule, item, f"{record['id']} {_context(record['text'], item['start'], item['end'], context)}"


def _context(text: str, start: int, end: int, width: int) -> str:
    return f"{text[max(0, start - width) : start]}【{text[start:end]}】{text[end : end + width]}".replace("\n", "⏎")


def said(item: Hit) -> str:
    """What the extraction says of a hit, in few words."""
    table = gazetteer()

    def place(link: str | None) -> str:
        code, _, name = (link or "").partition("/")
        label = table.label(code) if code in table else code
        return f"{label}{'/' + name if name else ''}"

    if "type" not in item:
        link = item["subject"] or ""
        subject = place(link) if link[:1].isdigit() or link.startswith("?") else link
        return f"{item['action']}·{item['object']} ← {subject} [{item['kind']}] {item['period'] or ''}"
    by = " ".join(place(who) if who[:1].isdigit() or who.startswith("?") else who for who in item.get("by") or ())
    values = {"PLACE": place(item.get("link")), "ORG": place(item.get("place")), "PERSON": str(item.get("posts")), "PROGRAMME": f"{item.get('kind')} ← {by}"}
    return values[item["type"]]


def main() -> None:
    """Prints counts or a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractions", type=Path)
    parser.add_argument("--rule", metavar="WORD", help="sample the rules whose name begins with this")
    parser.add_argument("--exact", action="store_true", help="only the rule of this very name")
    parser.add_argument("--context", type=int, default=CONTEXT, help="characters on each side")
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
    chosen = [hit for hit in found if hit[0] == given.rule or (not given.exact and hit[0].startswith(given.rule))]
    for i, (_, item, context) in enumerate(random.Random(given.seed).sample(chosen, min(given.number, len(chosen))), 1):
        print(f"{i:3} {context} → {said(item)}")


if __name__ == "__main__":
    main()
