"""Where a span stands in the untouched text: its sentence, and the words before and after it."""

import re
from bisect import bisect_left, bisect_right

BOUNDARY = re.compile(r"[。！？]+[”’」』）)]*|[\r\n]+|</?(?:p|br|div|h[1-6]|li|td|th|tr|table|section|article)\b[^<>]{0,300}>", re.IGNORECASE)
"""What ends a sentence: its mark with the closing quotes, a line end, a tag that starts a new block."""
LONGEST = 300
"""Characters of a sentence kept on either side of the span, for pages that never end one."""
CONTEXT = 24
"""Characters of a quote's prefix and suffix."""


class Evidence:
    """Sentences and quotes of one raw text; offsets count its characters."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        found = list(BOUNDARY.finditer(raw))
        self._starts = [match.end() for match in found]
        self._ends = [match.end() if match[0][0] in "。！？" else match.start() for match in found]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the span (all of them where it holds several), without outer blanks."""
        before = bisect_right(self._starts, start)
        after = bisect_left(self._ends, end)
        first = max(self._starts[before - 1] if before else 0, start - LONGEST)
        last = min(self._ends[after] if after < len(self._ends) else len(self._raw), end + LONGEST)
        while first < start and self._raw[first].isspace():
            first += 1
        while last > end and self._raw[last - 1].isspace():
            last -= 1
        return first, last

    def quote(self, start: int, end: int) -> tuple[str, str, str]:
        """The words before the span, the span itself, the words after it."""
        return self._raw[max(0, start - CONTEXT) : start], self._raw[start:end], self._raw[end : end + CONTEXT]

    def text(self, start: int, end: int) -> str:
        """The raw text between two offsets."""
        return self._raw[start:end]
