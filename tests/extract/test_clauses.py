"""Clauses: where they open and start."""

from hypothesis import given
from hypothesis import strategies as st

from extract.clauses import Item, clause_start, opens_clause

KINDS = st.lists(st.sampled_from(["noun", "verb", "break", "figure"]), min_size=1, max_size=12)


@given(KINDS)
def test_an_item_opens_its_clause_where_the_clause_starts(kinds: list[str]) -> None:
    line = [Item(i, i + 1, "甲", kind) for i, kind in enumerate(kinds)]  # type: ignore[arg-type]
    assert [opens_clause(line, i) for i in range(len(line))] == [clause_start(line, i) == i for i in range(len(line))]
