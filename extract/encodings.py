"""Which encoding some bytes are in: by BOM, as UTF-8, else GB18030 or Big5, by which of the two reads as Chinese.

Nearly all that is Big5 is valid GB18030 too, so that only what comes of it tells them apart. Read rightly, nearly all characters are
common ones; read as the other, some three in ten are. Measured on the seeds, whole and cut to 10 characters, as GBK and, in traditional
characters, as Big5: none is misread.
"""

from extract.clean.vocabulary import common

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"RIFF", b"\x7fELF")
BROKEN_SHARE = 0.002
FEWEST, CHINESE, LEAD = 6, 0.75, 0.3
"""To be Big5, a text has so many characters besides ASCII; so many of them are common, and by so much more than read as GB18030."""


def decoded(content: bytes) -> tuple[str, str] | None:
    """The text of some bytes and the encoding it was read with; None for binary content.

    Text cut inside a character, or with a few broken bytes, is read with U+FFFD in their place.
    """
    if content.startswith(MAGIC):
        return None
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace"), encoding
    if b"\0" in content:
        return None
    for errors in ("strict", "replace"):
        if (text := _read(content, "utf-8", errors)) is not None:
            return text, "utf-8"
    national = next((text for errors in ("strict", "replace") if (text := _read(content, "gb18030", errors)) is not None), None)
    if (text := _big5(content, content.decode("gb18030", "replace") if national is None else national)) is not None:
        return text, "big5"
    return None if national is None else (national, "gb18030")


def _read(content: bytes, encoding: str, errors: str) -> str | None:
    try:
        text = content.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    return text if errors == "strict" or text.count("\ufffd") <= max(1, BROKEN_SHARE * len(text)) else None


def _big5(content: bytes, national: str) -> str | None:
    """The text read as Big5 (with Hong Kong's additions), where that is Chinese and `national`, the same bytes as GB18030, is not."""
    share, _ = _common(national)
    if share > CHINESE:
        return None
    text = next((text for errors in ("strict", "replace") if (text := _read(content, "big5hkscs", errors)) is not None), "")
    there, characters = _common(text)
    return text if characters >= FEWEST and there >= max(CHINESE, share + LEAD) else None


def _common(text: str) -> tuple[float, int]:
    """The share of common characters among those besides ASCII, and how many these are."""
    characters = [c for c in text if not c.isascii() and not c.isspace()]
    return (sum(map(common, characters)) / len(characters) if characters else 1.0), len(characters)
