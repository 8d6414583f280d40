"""What a name's other places in the article tell of it: in full further on, in quotation marks alone."""

from collections.abc import Sequence
from dataclasses import replace

from extract.linking import Link

STATED = frozenset({"place-path", "place-list", "place-near-name"})
"""Rules of names whose place the text states where it names them."""
IN_PLACE = 0.75
"""The least confidence in a place without a code that stands behind the place that holds it."""
GUESSED = frozenset({"place-unlisted", "place-ambiguous"})
"""Rules of names that nothing but what was spoken of before explains."""


def explained(links: Sequence[Link]) -> list[Link]:
    """The links, where a name that stayed open or was guessed is said in full further on with what that one is (…副镇长；…区龙泉镇)."""
    known: dict[str, str] = {}
    stated: dict[str, str] = {}
    guessed: dict[str, set[str]] = {}
    for link in links:
        if not link.code:
            continue
        known.setdefault(link.spot.text, link.code)
        if link.rule in STATED or (link.rule == "place-unlisted" and link.confidence >= IN_PLACE):
            stated.setdefault(link.spot.text, link.code)
        elif link.rule == "place-unlisted":
            guessed.setdefault(link.spot.text, set()).add(link.code)
    known |= stated

    def again(link: Link) -> bool:
        name = link.spot.text
        return name in known if not link.code else name in stated and link.code in guessed.get(name, ())

    return [replace(k, code=known[k.spot.text], rule="place-same-name", confidence=0.7, candidates=()) if again(k) else k for k in links]


def without_namesakes(links: Sequence[Link]) -> list[Link]:
    """The links without bare names of far counties that are those of the article's villages (三河村的“三河”手工茶)."""
    villages = {k.spot.text.removesuffix("村") for k in links if k.code and k.spot.kind in ("village", "unknown") and k.spot.text.endswith("村")}
    return [k for k in links if k.rule != "place-unique" or k.spot.kind != "stem" or k.spot.text not in villages]


def without_nicknames(text: str, links: Sequence[Link]) -> list[Link]:
    """The links without names of villages that stand in quotation marks wherever they stand, which are nicknames (人称“桃花村”)."""
    return [k for k in links if k.rule not in GUESSED or text.count(k.spot.text) != text.count(f"“{k.spot.text}”")]
