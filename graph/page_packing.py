"""Data and scripts made small for the page: rows as columns, each column in its shortest form, texts deflated.

The page turns `columns` back into rows (data.js) and inflates what `deflated` made with the browser's own DecompressionStream.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from itertools import pairwise

LEVEL = 9


def as_json(value: object) -> str:
    """The value as JSON without blanks, keys in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def columns(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """The same rows, all with the same keys, as one column a key.

    >>> columns([{"a": "x", "b": 5}, {"a": "x", "b": 6}])
    {'count': 2, 'columns': {'a': {'each': ['x', 'x']}, 'b': {'each': [5, 6]}}}
    """
    keys = list(rows[0]) if rows else []
    return {"count": len(rows), "columns": {key: _column([row[key] for row in rows]) for key in keys}}


def steps(numbers: Sequence[int]) -> list[int]:
    """The first number, then the difference to the one before: small where numbers rise slowly.

    >>> steps([7, 8, 8, 11])
    [7, 1, 0, 3]
    """
    return [*numbers[:1], *(b - a for a, b in pairwise(numbers))]


def deflated(content: str | bytes) -> str:
    """Bytes, or a text as UTF-8, deflated, in base64."""
    return b64encode(zlib.compress(content if isinstance(content, bytes) else content.encode("utf-8"), LEVEL)).decode("ascii")


def _column(values: Sequence[object]) -> dict[str, object]:
    """The form that deflates best: each value, or the numbers of the distinct ones, or the steps from number to number."""
    written = [as_json(v) for v in values]
    distinct = dict.fromkeys(written)
    number = {w: i for i, w in enumerate(distinct)}
    first = {w: v for w, v in zip(reversed(written), reversed(values), strict=True)}
    forms: list[dict[str, object]] = [{"each": list(values)}, {"of": [first[w] for w in distinct], "at": [number[w] for w in written]}]
    numbers = [v for v in values if isinstance(v, int) and not isinstance(v, bool)]
    if len(numbers) == len(values):
        forms.append({"steps": steps(numbers)})
    return min(forms, key=lambda form: len(zlib.compress(as_json(form).encode("utf-8"), LEVEL)))
