"""Merge and unmerge: decisions that ids are one, and back."""

from __future__ import annotations

import pytest

from graph.errors import NotFound, UsageError
from graph.store import Store
from tests.stores.factories import actor, loaded, present, project, tie

NAMED = "actor:name:fi-00aa11bb22cc"


def test_two_ids_become_one_and_both_answer(store: Store) -> None:
    loaded(store, actor(NAMED, name_fi="Oy Esimerkki"), actor("1", "register", name_fi="Esimerkki Oy"))
    store.merge([NAMED, "actor:fi:1"], reason="sama osoite", by="liisa")
    for id_ in (NAMED, "actor:fi:1"):
        entry = store.entry(id_)
        assert (entry.id, entry.name, entry.fields["also"]) == (
            "actor:fi:1",
            "Esimerkki Oy",
            ["Oy Esimerkki"],
        )
        assert entry.ids == ("actor:fi:1", NAMED)
    assert store.shown_as([NAMED]) == {NAMED: "actor:fi:1"}
    assert [row.id for row in store.rows("actor")] == ["actor:fi:1"]


def test_ties_go_to_the_survivor_and_keep_the_ids_their_source_said(store: Store) -> None:
    loaded(store, actor("1"), actor("2"), project("S1"), tie("2", "S1"))
    before = present(store)
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    (row,) = store.ties("actor:fi:2")
    assert (row.a, row.fields["a"]) == ("actor:fi:1", "actor:fi:2")
    store.unmerge(merge.number)
    assert present(store) == before


def test_unmerge_puts_back_also_what_came_since(store: Store) -> None:
    loaded(store, actor("1"), actor("2"))
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    loaded(store, actor("2", name_fi="Uusi nimi"), tie("2", "S1"), tie("1", "S1"))
    assert {row.a for row in store.ties("project:fi:S1")} == {"actor:fi:1"}
    store.unmerge(merge.number)
    assert {row.a for row in store.ties("project:fi:S1")} == {"actor:fi:1", "actor:fi:2"}
    assert store.entry("actor:fi:2").name == "Uusi nimi"
    assert store.entry("actor:fi:1").name == "Toimija 1"


def test_merges_add_up_and_come_apart_one_by_one(store: Store) -> None:
    loaded(store, actor("1"), actor("2"), actor("3"))
    first = store.merge(["actor:fi:1", "actor:fi:2"])
    second = store.merge(["actor:fi:2", "actor:fi:3"])
    assert [row.id for row in store.rows("actor")] == ["actor:fi:1"]
    store.unmerge(first.number)
    assert [row.id for row in store.rows("actor")] == ["actor:fi:1", "actor:fi:2"]
    assert store.shown_as(["actor:fi:3"]) == {"actor:fi:3": "actor:fi:2"}
    store.unmerge(second.number)
    assert [row.id for row in store.rows("actor")] == ["actor:fi:1", "actor:fi:2", "actor:fi:3"]


def test_a_merge_can_be_undone_and_its_undo_too_and_so_on(store: Store) -> None:
    loaded(store, actor("1"), actor("2"))
    number = store.merge(["actor:fi:1", "actor:fi:2"]).number
    for apart in (True, False, True, False):
        at = store.batches()[-1].closed_at
        earlier = store.rows_known_at(at)
        number = store.undo(number).number
        assert (len(list(store.rows("actor"))) == 2) is apart
        assert store.rows_known_at(at) == earlier


def test_a_tie_between_two_that_became_one_stays(store: Store) -> None:
    between = tie("actor:fi:1", "actor:fi:2", kind="COLLABORATES_WITH")
    loaded(store, actor("1"), actor("2"), between)
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    (row,) = store.ties("actor:fi:1")
    assert (row.a, row.b) == ("actor:fi:1", "actor:fi:1")
    store.unmerge(merge.number)
    (row,) = store.ties("actor:fi:1")
    assert (row.a, row.b) == ("actor:fi:1", "actor:fi:2")


def test_only_known_ids_of_one_kind_can_be_merged(store: Store) -> None:
    loaded(store, actor("1"), project("S1"))
    for wrong in (["actor:fi:1"], ["actor:fi:1", "actor:fi:1"], ["actor:fi:1", "project:fi:S1"]):
        with pytest.raises(UsageError):
            store.merge(wrong)
    with pytest.raises(NotFound):
        store.merge(["actor:fi:1", "actor:fi:9"])
    with pytest.raises(NotFound):
        store.unmerge(1)
    assert len(store.batches()) == 1
