"""Random hits of each rule on unlabelled articles, to be read and judged by hand.

    python benchmarks/samples.py EXTRACTIONS.jsonl [--rule WORD] [--number 50] [--seed 1] [--context 34] [--leave-out IDS.jsonl]

EXTRACTIONS.jsonl comes from `fangzhi extract FOLDER`. Without --rule the rules are counted. The same seed gives the same hits.
A WORD that is a whole rule's name means that rule alone, any other all rules whose names begin so.
A period has no rule in the output: `period-said` are the figures that have one, `period-none` those that have none.
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


def hits(path: Path, left_out: frozenset[str], width: int = CONTEXT) -> Iterator[tuple[str, Hit, str]]:
    """Each rule's hits: the rule (each field's too), the item, and its document and text in context, so wide on each side."""
    for record in map(json.loads, path.open(encoding="utf-8")):
        if record["id"] in left_out:
            continue
        for item in (*record["mentions"], *record["measurements"]):
            for rule in dict.fromkeys((*item["rule"].split(), *_rules_of_fields(item))):
                yield rule, item, f"{record['id']} {_context(record['text'], item['start'], item['end'], width)}"


def _rules_of_fields(item: Hit) -> list[str]:
    """The rules of a mention's fields (an organisation's place, a person's posts, who carries a programme out), of a figure its period's."""
    if "type" in item:
        return [field["rule"] for field in item.get("fields", {}).values()]
    return ["period-said" if item["period"] else "period-none"]


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
        number = item["value"] if item["value"] is not None else f"{item['min']}–{item['max']}"
        value = f"{number}{item['unit']} {item['approx']}"
        return f"{value} · {item['action']} · {item['object']} ← {subject} [{item['kind']}] {item['period'] or ''}".rstrip()
    by = " ".join(place(who) if who[:1].isdigit() or who.startswith("?") else who for who in item.get("by") or ())
    values = {"PLACE": place(item.get("link")), "ORG": place(item.get("place")), "PERSON": str(item.get("posts")), "PROGRAMME": f"{item.get('kind')} ← {by}"}
    return values[item["type"]]


def main() -> None:
    """Prints counts or a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractions", type=Path)
    parser.add_argument("--rule", metavar="WORD", help="sample this rule, or the rules whose names begin so")
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--context", type=int, default=CONTEXT, metavar="N", help="characters to show on each side of a hit")
    parser.add_argument("--leave-out", type=Path, metavar="JSONL", help="records whose ids are not to be read")
    given = parser.parse_args()
    left_out = frozenset(json.loads(line)["id"] for line in given.leave_out.open(encoding="utf-8")) if given.leave_out else frozenset()
    found = list(hits(given.extractions, left_out, given.context))
    if given.rule is None:
        for rule, number in sorted(Counter(rule for rule, *_ in found).items()):
            print(f"{number:6} {rule}")
        return
    whole = any(rule == given.rule for rule, *_ in found)
    chosen = [hit for hit in found if (hit[0] == given.rule if whole else hit[0].startswith(given.rule))]
    for i, (_, item, context) in enumerate(random.Random(given.seed).sample(chosen, min(given.number, len(chosen))), 1):
        print(f"{i:3} {context} → {said(item)}")


if __name__ == "__main__":
    main()
