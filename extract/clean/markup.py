"""Remains of web pages: tags, scripts, character references, and lines that are no text."""

import html
import re

from extract.clean.aligned import CleanText, Edit, edited
from extract.clean.characters import table
from extract.knowledge import rules

ATTRIBUTES = r"""(?:\s(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*)?"""
WHOLE = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style|noscript|nav|aside|iframe|select|button|svg|template)\b[^<>]*>.*?</\1\s*>"
    r"|<head\b[^<>]*>.*?</head\s*>|<![A-Za-z\[][^<>]*>|<\?[^<>]*\?>",
    re.DOTALL | re.IGNORECASE,
)
BLOCKS = (
    "p|div|br|hr|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|tfoot|caption|h[1-6]|section|article|header|footer|main|body|html|blockquote"
    "|figure|figcaption|pre|form|title|option|center"
)
CELLS = "td|th"
TAG = re.compile(rf"</?(?:({BLOCKS})|({CELLS})|[A-Za-z][A-Za-z0-9:._-]{{0,40}}){ATTRIBUTES}/?>", re.IGNORECASE)
LOOSE = re.compile(r"(?<![\w</?])/(?:p|div|span|strong|enpproperty--)>", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def untagged(clean: CleanText) -> CleanText:
    """Without tags, scripts and comments; block tags leave a line end, cells a blank, and inline tags nothing."""
    text = clean.text
    if "<" in text:
        clean = edited(clean, "tags", [Edit(m.start(), m.end(), "\n") for m in WHOLE.finditer(text)])
        clean = edited(clean, "tags", [Edit(m.start(), m.end(), "\n" if m[1] else " " if m[2] else "") for m in TAG.finditer(clean.text)])
    if "/" in clean.text:
        clean = edited(clean, "tags", [Edit(m.start(), m.end()) for m in LOOSE.finditer(clean.text)])
    return clean


def dereferenced(clean: CleanText) -> CleanText:
    """Character references (&nbsp; &ldquo; &#8220;) as the characters they stand for."""
    if "&" not in clean.text:
        return clean
    return edited(clean, "references", [Edit(m.start(), m.end(), html.unescape(m[0])) for m in REFERENCE.finditer(clean.text)])


def textual(clean: CleanText) -> CleanText:
    """Without the lines that are no text: script remains, strings against copying, picture links."""
    edits = [Edit(m.start(), m.end()) for rule in rules("clean-junk") for m in rule.pattern.finditer(clean.text)]
    edits.sort(key=lambda e: (e.start, -e.end))
    apart: list[Edit] = []
    for edit in edits:
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
    return edited(clean, "junk", apart)


def unadvertised(clean: CleanText) -> CleanText:
    """Without a first line of search words in simplified Chinese before an article in traditional characters."""
    first, _, rest = clean.text.lstrip().partition("\n")
    phrases = re.split(r"[,，_|]", first)
    if len(phrases) < 4 or re.search(r"[。！？；]", first) or max(map(len, phrases)) > 16:
        return clean
    traditional = table().traditional
    sample = rest[:2000]
    if traditional.search(first) or len(traditional.findall(sample)) < 0.08 * len(sample):
        return clean
    start = clean.text.index(first)
    return edited(clean, "junk", [Edit(start, start + len(first))])
