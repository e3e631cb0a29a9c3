"""Scans: pages, rows and the snapshot's columns, in order and in slices."""

from __future__ import annotations

import pytest

from graph.store import Store
from tests.stores.factories import actor, loaded, names, project, tie


def test_pages_follow_each_other_without_gap_or_repeat(store: Store) -> None:
    loaded(store, *(project(f"S{n}") for n in range(7)), tie("1", "stub"))
    seen: list[str] = []
    after = ""
    while page := store.page("project", after, 3):
        assert len(page) <= 3
        seen += names(page)
        after = page[-1].id
    assert seen == [f"S{n}" for n in range(7)]


def test_rows_come_in_order_of_id_whatever_the_size_of_a_slice(store: Store) -> None:
    claims = [tie(str(n % 5), f"S{n}", kind=kind) for n in range(11) for kind in ("PARTICIPATES_IN", "FUNDS")]
    loaded(store, *claims, *(actor(str(n)) for n in range(5)))
    for size in (1, 4, 1_000):
        ids = [row.id for row in store.rows("tie", size)]
        assert ids == sorted(claim.id for claim in claims)
        funds = [row.id for row in store.rows("FUNDS", size)]
        assert funds == sorted(claim.id for claim in claims if claim.fields["kind"] == "FUNDS")
        assert [row.id for row in store.rows("actor", size)] == [f"actor:fi:{n}" for n in range(5)]


@pytest.mark.parametrize("at_once", [0, 200_000], ids=["in slices", "at once"])
@pytest.mark.parametrize("size", [1, 5, 10_000])
def test_the_columns_of_the_ties_hold_each_tie_once_in_slices_of_bounded_size(
    store: Store, size: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.AT_ONCE", at_once)
    claims = [
        tie(str(n % 3), f"S{n}", role="lead", valid_from="2020-01-01" if n % 2 else None) for n in range(10)
    ]
    funds = [tie("9", f"S{n}", kind="FUNDS", role="") for n in range(3)]
    loaded(store, *claims, *funds)
    found = []
    with store.reading() as tx:
        for part in tx.tie_columns(size):
            columns = (part.a, part.b, part.role, part.valid_from, part.valid_to, part.source)
            assert 0 < len(part.a) <= size
            assert len({len(column) for column in columns}) == 1
            found += [(part.kind, *row) for row in zip(*columns, strict=True)]
    assert sorted(found, key=str) == sorted(
        (
            (
                str(c.fields["kind"]), str(c.fields["a"]), str(c.fields["b"]), c.fields.get("role", ""),
                c.fields.get("valid_from"), None, "list",
            )
            for c in claims + funds
        ),
        key=str,
    )  # fmt: skip


def test_the_columns_end_in_survivors_after_a_merge(store: Store) -> None:
    loaded(store, actor("1"), actor("2"), tie("1", "S1"), tie("2", "S2"))
    store.merge(["actor:fi:1", "actor:fi:2"])
    with store.reading() as tx:
        assert {a for part in tx.tie_columns(100) for a in part.a} == {"actor:fi:1"}


def test_names_are_shown_for_many_ids_at_once(store: Store) -> None:
    loaded(store, actor("1", name_fi="Yksi"))
    assert store.names(["actor:fi:2", "actor:fi:1", "actor:fi:1"]) == {
        "actor:fi:1": "Yksi",
        "actor:fi:2": "actor:fi:2",
    }


def test_rows_can_be_read_slowly_while_batches_are_written(store: Store) -> None:
    loaded(store, *(actor(str(n)) for n in range(6)))
    reading = store.rows("actor", 2)
    assert next(reading).id == "actor:fi:0"
    loaded(store, project("S1"))
    assert len(list(reading)) == 5
