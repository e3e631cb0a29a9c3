"""Undo: what a batch said goes, and what it had closed stands again."""

from __future__ import annotations

import pytest

from graph.errors import NotFound, UndoBlocked, UsageError
from graph.records import Act, ActKind
from graph.store import Store
from tests.stores.factories import SOURCES, actor, loaded, present, project, tie


def test_an_undo_takes_the_claims_of_a_batch_and_opens_those_it_had_closed(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    before = present(store)
    second = loaded(store, actor("1", name_fi="Sitten"), actor("2"), tie("2", "S1"))
    store.undo(second.number)
    assert {id_: row[:2] for id_, row in present(store).items()} == {
        id_: row[:2] for id_, row in before.items()
    }


def test_an_undo_leaves_what_a_later_batch_said(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    second = loaded(store, actor("1", name_fi="Sitten"))
    third = loaded(store, actor("1", name_fi="Viimein"))
    store.undo(second.number)
    assert store.entry("actor:fi:1").name == "Viimein"
    store.undo(third.number)
    assert store.entry("actor:fi:1").name == "Ensin"


def test_what_a_complete_list_took_back_stays_away_when_an_older_batch_is_undone(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    second = loaded(store, actor("1", name_fi="Sitten"))
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.withdraw("list", lambda id_: False)
    store.undo(second.number)
    assert store.claims() == []
    store.undo(batch.number)
    assert store.entry("actor:fi:1").name == "Ensin"


def test_an_undo_can_be_undone_and_so_on(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    number = loaded(store, actor("1", name_fi="Sitten")).number
    for name in ("Ensin", "Sitten", "Ensin", "Sitten"):
        number = store.undo(number).number
        assert store.entry("actor:fi:1").name == name


def test_undoing_an_undo_counts_even_where_a_later_claim_hid_it(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    second = loaded(store, actor("1", name_fi="Sitten"))
    undo = store.undo(second.number)
    later = loaded(store, actor("1", name_fi="Viimein"))
    again = store.undo(undo.number)
    store.undo(later.number)
    assert store.entry("actor:fi:1").name == "Sitten"
    store.undo(again.number)
    assert store.entry("actor:fi:1").name == "Ensin"


def test_each_batch_is_undone_once_and_the_list_says_by_which(store: Store) -> None:
    batch = loaded(store, actor("1"))
    undo = store.undo(batch.number)
    assert [row.undone_by for row in store.batches()] == [undo.number, 0]
    with pytest.raises(NotFound, match=f"undone already, by batch {undo.number}"):
        store.undo(batch.number)
    with pytest.raises(NotFound, match="no closed batch 99"):
        store.undo(99)
    again = store.undo(undo.number)
    assert [row.undone_by for row in store.batches()] == [0, again.number, 0]


def test_a_later_merge_blocks_the_undo_of_what_it_stands_on_and_is_named(store: Store) -> None:
    first = loaded(store, actor("1"))
    loaded(store, actor("2"))
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    with pytest.raises(UndoBlocked, match=rf"batch {merge.number} \(merge\)"):
        store.undo(first.number)
    assert len(store.batches()) == 3
    store.unmerge(merge.number)
    store.undo(first.number)
    assert set(present(store)) == {"actor:fi:2"}


def test_a_later_correction_blocks_the_undo_of_what_it_stands_on_and_is_named(store: Store) -> None:
    first = loaded(store, actor("1"))
    correction = loaded(store, actor("1", "person", name_fi="Oikea"))
    with pytest.raises(UndoBlocked, match=rf"batch {correction.number} \(import\)"):
        store.undo(first.number)
    store.undo(correction.number)
    store.undo(first.number)
    assert present(store) == {}


def test_a_later_decision_blocks_nothing_where_another_source_still_speaks(store: Store) -> None:
    first = loaded(store, actor("1"))
    loaded(store, actor("1", "register"), actor("2"))
    store.merge(["actor:fi:1", "actor:fi:2"])
    store.undo(first.number)
    assert store.entry("actor:fi:1").said_by["name_fi"] == "register"


def test_an_act_blocks_no_undo_and_waits(store: Store) -> None:
    batch = loaded(store, project("S1"))
    act = store.act(Act(finding="f1", kind=ActKind.VERDICT, value="same"))
    store.undo(batch.number)
    assert store.acts() == [act]


def test_an_erase_cannot_be_undone(store: Store) -> None:
    loaded(store, actor("1"))
    erased = store.erase("actor:fi:1")
    with pytest.raises(UsageError, match="for good"):
        store.undo(erased.number)
