"""What the scripts of pages are given: how types and relations look, and JSON that can stand inside a page."""

from collections.abc import Mapping

from markupsafe import Markup

from fangzhi.web.language import Language
from graph.style import style


def inside(written: str) -> Markup:
    """JSON that can stand inside a script element: nothing in it can end the element or a line of script."""
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return Markup(written)


def looks(tongue: Language) -> Mapping[str, object]:
    """How types and relations look and what they are called, for the scripts that draw."""
    look = style()
    types = {
        name: {"name": t.zh if tongue == "zh" else t.en, **{key: getattr(t, key) for key in ("under", "colour", "shape", "fill", "rank", "size", "font")}}
        for name, t in look.types.items()
    }
    relations = {
        name: {"name": [r.zh, r.zh_back] if tongue == "zh" else [r.en, r.en_back], "colour": r.colour, "width": r.width, "dashes": r.dashes}
        for name, r in look.relations.items()
    }
    facts = {} if tongue == "zh" else dict(look.facts)
    return {"background": look.background, "text": look.text, "types": types, "relations": relations, "facts": facts, "language": tongue}
