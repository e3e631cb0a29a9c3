"""Batches: whole or absent, one at a time, and nothing where nothing changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest

from graph.errors import BatchBusy, StoreError
from graph.store import Store
from graph.store.lease import LEASE_SECONDS, my_lease
from tests.stores.factories import SOURCES, actor, load, loaded, present, project, tie

GONE = {"machine": my_lease()["machine"], "pid": "999999999", "started": "1", "beat": "0"}


def test_a_batch_is_one_import_with_its_file_and_what_became_of_its_rows(store: Store) -> None:
    with store.open_batch("import", sources=SOURCES, file="list.csv", checksum="c0ffee", by="liisa") as batch:
        batch.write([actor("1"), project("S1"), tie("1", "S1")])
    (row,) = store.batches()
    assert (row.kind, row.state, row.file, row.checksum, row.by) == (
        "import",
        "done",
        "list.csv",
        "c0ffee",
        "liisa",
    )
    assert row.counts == {"new": 3, "changed": 0, "withdrawn": 0}
    assert store.counts() == {"actor": 1, "project": 1, "PARTICIPATES_IN": 1}


def test_a_second_identical_load_makes_no_batch_and_leaves_the_revision(store: Store) -> None:
    claims = [actor("1"), project("S1"), tie("1", "S1")]
    loaded(store, *claims)
    before = store.revision(), store.batches(), list(store.backup())
    assert load(store, *reversed(claims)) is None
    assert (store.revision(), store.batches(), list(store.backup())) == before


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_a_file_that_says_two_things_of_one_id_leaves_the_same_store_when_it_comes_again(
    store: Store, chunk: int
) -> None:
    claims = [actor("1", name_fi="Yksi"), actor("2"), actor("1", name_fi="Kaksi")]
    with mock.patch("graph.store.batches.CHUNK", chunk):
        loaded(store, *claims)
        before = store.batches(), store.claims(), len(store.history("actor:fi:1"))
        assert load(store, *claims) is None
    assert (store.batches(), store.claims(), len(store.history("actor:fi:1"))) == before
    assert store.entry("actor:fi:1").name == "Kaksi"


def test_a_batch_that_fails_half_way_leaves_nothing(store: Store) -> None:
    loaded(store, actor("1", name_fi="Vanha"))
    before = present(store), store.claims(), store.batches()

    def fail() -> None:
        with mock.patch("graph.store.batches.CHUNK", 1), store.open_batch("import", sources=SOURCES) as batch:
            batch.write([actor("1", name_fi="Uusi"), actor("2"), project("S1"), tie("2", "S1")])
            raise RuntimeError("the file ends in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert (present(store), store.claims(), store.batches()) == before
    assert len(store.history("actor:fi:1")) == 1


def test_a_claim_that_the_database_refuses_fails_the_whole_batch(store: Store) -> None:
    loaded(store, actor("1"))
    wrong = replace(actor("3"), fields={"name_fi": object()})  # type: ignore[dict-item]

    def fail() -> None:
        with store.open_batch("import", sources=SOURCES) as batch:
            batch.write([actor("2")])
            batch.write([wrong])

    with pytest.raises((TypeError, ValueError)):
        fail()
    assert set(present(store)) == {"actor:fi:1"}


def test_a_reader_is_told_that_a_batch_is_loading(store: Store, opened: Callable[[], Store]) -> None:
    reader = opened()
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([actor("1")])
        loading = reader.loading()
        assert loading is not None
        assert loading.number == batch.number
    assert reader.loading() is None


def test_a_second_batch_waits_for_the_first_or_is_told_it_is_busy(
    store: Store, opened: Callable[[], Store]
) -> None:
    second = opened()
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([actor("1")])
        with pytest.raises(BatchBusy, match="still loading"):
            second.open_batch("import", wait=0)
        with pytest.raises(BatchBusy, match="still loading"):
            second.merge(["actor:fi:1", "actor:fi:2"])
    assert load(second, actor("2")) is not None


def test_a_dead_process_loses_its_batch_when_the_store_is_opened(
    store: Store, opened: Callable[[], Store]
) -> None:
    batch = store.open_batch("import", sources=SOURCES)
    batch.write([actor("1")])
    _give_to(store, GONE)
    assert present(opened()) == {}
    assert store.batches() == []


def test_the_batch_of_another_machine_is_kept_until_its_lease_runs_out(
    store: Store, opened: Callable[[], Store]
) -> None:
    batch = store.open_batch("import", sources=SOURCES)
    batch.write([actor("1")])
    _give_to(store, {**GONE, "machine": "elsewhere", "beat": str(time.time() - LEASE_SECONDS / 2)})
    assert set(present(opened())) == {"actor:fi:1"}
    _give_to(store, {**GONE, "machine": "elsewhere", "beat": str(time.time() - LEASE_SECONDS - 1)})
    assert present(opened()) == {}


def test_a_process_id_that_was_given_to_another_process_counts_as_dead(
    store: Store, opened: Callable[[], Store]
) -> None:
    store.open_batch("import", sources=SOURCES).write([actor("1")])
    _give_to(store, {**my_lease(), "pid": str(os.getppid()), "started": "12"})
    assert present(opened()) == {}


def test_a_process_whose_batch_was_taken_back_cannot_go_on(store: Store, opened: Callable[[], Store]) -> None:
    batch = store.open_batch("import", sources=SOURCES)
    batch.write([actor("1")])
    _give_to(store, GONE)
    opened()
    with pytest.raises(StoreError, match="taken back"):
        batch.write([actor("2")])
    with pytest.raises(StoreError, match="taken back"):
        batch.close()
    assert present(store) == {}


def test_each_chunk_is_a_sign_of_life(store: Store) -> None:
    batch = store.open_batch("import", sources=SOURCES)
    with mock.patch("graph.store.lease.time.time", return_value=5.0e9):
        batch.write([actor("1")])
    assert store.batches()[0].owner["beat"] == "5000000000.000"
    batch.close()


def test_a_row_missing_from_a_list_that_comes_again_stays_unless_the_list_is_complete(store: Store) -> None:
    loaded(store, project("S1"), project("S2"), project("S1", "authority"))
    assert load(store, project("S2")) is None
    with store.open_batch("import", sources=SOURCES) as batch:
        assert batch.withdraw("list", {"project:fi:S2"}.__contains__) == 1
    assert {(claim.id, claim.source) for claim in store.claims()} == {
        ("project:fi:S1", "authority"),
        ("project:fi:S2", "list"),
    }


def test_a_complete_list_takes_back_what_it_said_of_an_id_merged_into_another(store: Store) -> None:
    loaded(store, actor("1", "register"), actor("2"))
    store.merge(["actor:fi:1", "actor:fi:2"])
    with store.open_batch("import", sources=SOURCES) as batch:
        assert batch.withdraw("list", lambda id_: False) == 1
    assert [claim.id for claim in store.claims()] == ["actor:fi:1"]


def test_what_a_complete_list_took_back_may_be_an_end_again_in_the_same_batch(store: Store) -> None:
    loaded(store, tie("1", "S1"))
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([tie("1", "S1", valid_from="2020-01-01")])
        batch.withdraw("list", lambda id_: False)
        batch.write([tie("1", "S1", role="lead")])
    assert [row.a for row in store.ties("actor:fi:1")] == ["actor:fi:1"]


def _give_to(store: Store, owner: dict[str, str]) -> None:
    with store._adapter.writing() as tx:
        (row,) = (row for row in tx.batches() if row.state == "open")
        tx.put_batch(replace(row, owner=owner))
