"""What a batch knows of the ids that it wrote, kept as they are and kept as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import wrote
from graph.store.wrote import Rows

IDS = [f"actor:x:{n}" for n in range(40)]


@given(st.lists(st.lists(st.sampled_from(IDS), max_size=9), max_size=12), st.sets(st.sampled_from(IDS)))
@pytest.mark.parametrize("exact", [0, 5, 1_000])
def test_it_knows_what_was_written_and_nothing_else(
    exact: int, batches: list[list[str]], asked: set[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrote, "EXACT", exact)
        rows = Rows(no_other=True)
        for ids in batches:
            rows.wrote(ids)
    written = {id_ for ids in batches for id_ in ids}
    assert rows.possible(sorted(asked)) == sorted(asked & written)
    assert rows.lacking(asked) == asked - written


def test_where_others_may_have_rows_all_are_looked_up_and_what_went_is_forgotten() -> None:
    rows = Rows()
    rows.wrote(IDS[:3])
    assert rows.possible(IDS) == IDS
    assert rows.lacking(IDS) == {*IDS[3:]}
    rows.forget()
    assert rows.lacking(IDS) == {*IDS}
    sure = Rows(no_other=True)
    sure.forget()
    assert sure.possible(IDS) == IDS
