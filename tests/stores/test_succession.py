"""A succession carried out is a batch like any other, on both stores: undone, nothing of it is left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.desk import Desk
from graph.errors import UndoBlocked
from graph.records.succession import Fate
from graph.store import Store
from ingest.succeeding import keep_succession
from solmu.export import ndjson
from tests.stores.factories import actor, loaded, project, tie

DAY = date(2026, 1, 1)


def _exported(store: Store, folder: Path) -> bytes:
    path = folder / "export.ndjson"
    ndjson.write(store, path)
    return path.read_bytes()


def test_a_succession_is_carried_out_once_and_undone_to_the_byte(store: Store, tmp_path: Path) -> None:
    follows = {"kind": "SUCCEEDED_BY", "valid_from": "2026-01-01", "role": ""}
    before = loaded(
        store, actor("old"), actor("new"), actor("one"), actor("other"), project("S1"),
        project("S2", valid_to="2025-12-31"),
        tie("old", "S1", role="lead", unit="kehitys", valid_from="2024-03-01"), tie("old", "S2"), tie("one", "S1"),
        tie("shared", "S1"), tie("old", "actor:fi:new", **follows), tie("shared", "actor:fi:one", **follows),
        tie("shared", "actor:fi:other", **follows),
    )  # fmt: skip
    export, rows = _exported(store, tmp_path), list(store.rows("tie"))
    found = Desk(store).succession(DAY)
    assert [(one.holder, one.decision) for one in found.decisions] == [
        ("actor:fi:old", Fate.CARRIED_OVER), ("actor:fi:shared", Fate.FOR_REVIEW),
    ]  # fmt: skip
    batch = keep_succession(store, found, by="coordinator")
    assert batch is not None
    assert (batch.kind, batch.by, batch.counts["new"]) == ("succession", "coordinator", 2)
    (old,) = [row for row in store.ties("actor:fi:old") if row.b == "project:fi:S1"]
    assert (old.fields["valid_from"], old.fields["valid_to"]) == ("2024-03-01", "2025-12-31")
    (new,) = [row for row in store.ties("actor:fi:new") if row.b == "project:fi:S1"]
    assert (new.fields["role"], new.fields["unit"], new.fields["valid_from"]) == (
        "lead",
        "kehitys",
        "2026-01-01",
    )
    assert keep_succession(store, Desk(store).succession(DAY)) is None
    assert [row for row in store.rows_known_at(before.closed_at) if row.id.startswith("tie:")] == rows
    undo = store.undo(batch.number)
    assert _exported(store, tmp_path) == export
    assert list(store.rows("tie")) == rows
    store.undo(undo.number)
    assert [row.fields for row in store.ties("actor:fi:new") if row.id == new.id] == [new.fields]


def test_what_a_succession_tied_its_ties_to_goes_only_after_it(store: Store) -> None:
    loaded(store, actor("old"), project("S1"), tie("old", "S1"))
    one = loaded(store, actor("new", "areas"))
    other = loaded(
        store, actor("new"), tie("old", "actor:fi:new", kind="SUCCEEDED_BY", valid_from="2026-01-01", role="")
    )
    batch = keep_succession(store, Desk(store).succession(DAY))
    assert batch is not None
    store.undo(other.number)
    with pytest.raises(UndoBlocked, match=f"Undo batch {batch.number} first"):
        store.undo(one.number)
    store.undo(batch.number)
    store.undo(one.number)
    assert not [row for row in store.ties("actor:fi:old") if row.a == "actor:fi:new"]


def test_ties_of_several_bodies_come_once_each(store: Store) -> None:
    loaded(
        store,
        actor("1"),
        actor("2"),
        tie("1", "actor:fi:2", kind="COLLABORATES_WITH", role=""),
        tie("2", "S1"),
    )
    ids = [row.id for row in store.ties("actor:fi:1", "actor:fi:2", "actor:fi:1")]
    assert len(ids) == 2
    assert ids == sorted(set(ids))
    assert store.ties() == []


def test_a_body_that_was_merged_is_succeeded_under_all_its_ids(store: Store) -> None:
    loaded(
        store, actor("old"), actor("alias"), actor("new"), project("S1"), tie("alias", "S1"),
        tie("old", "actor:fi:new", kind="SUCCEEDED_BY", valid_from="2026-01-01", role=""),
    )  # fmt: skip
    merge = store.merge(["actor:fi:old", "actor:fi:alias"])
    batch = keep_succession(store, Desk(store).succession(DAY))
    assert batch is not None
    assert [row.fields["a"] for row in store.ties("actor:fi:new") if row.b == "project:fi:S1"] == [
        "actor:fi:new"
    ]
    store.unmerge(merge.number)
    (said,) = [row for row in store.ties("actor:fi:alias") if row.b == "project:fi:S1"]
    assert said.fields["valid_to"] == "2025-12-31"


def test_a_list_whose_ties_were_carried_over_is_undone_after_the_succession_only(store: Store) -> None:
    rule = loaded(store, tie("old", "actor:fi:new", kind="SUCCEEDED_BY", valid_from="2026-01-01", role=""))
    listed = loaded(store, actor("old"), project("S1"), tie("old", "S1"), tie("free", "S3"))
    batch = keep_succession(store, Desk(store).succession(DAY))
    assert batch is not None
    with pytest.raises(UndoBlocked, match=f"batch {batch.number} \\(succession\\)"):
        store.undo(listed.number)
    store.undo(batch.number)
    store.undo(listed.number)
    assert [row.fields["kind"] for row in store.rows("tie")] == ["SUCCEEDED_BY"]
    store.undo(rule.number)
    assert store.counts() == {}
