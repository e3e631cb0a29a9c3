"""Backup and restore, from either store into the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import orjson
import pytest

from graph.errors import BatchBusy, DataError, StoreError
from graph.records import Act, ActKind
from graph.store import Store, bookkeeping
from graph.store.lease import my_lease
from tests.stores.factories import actor, loaded, present, project, tie
from tests.stores.places import Place

GONE = {"machine": my_lease()["machine"], "pid": "999999999", "started": "1", "beat": "0"}


def _full(store: Store) -> list[bytes]:
    loaded(
        store,
        actor("1"),
        actor("2", "register", name_fi="Åbo"),
        project("S1"),
        tie("1", "S1"),
        tie("2", "S2"),
    )
    second = loaded(store, actor("1", name_fi="Uusi"), actor("1", "authority"), tie("1", "S1", "authority"))
    store.merge(["actor:fi:1", "actor:fi:2"], reason="sama")
    store.undo(second.number)
    store.act(Act(finding="f1", kind=ActKind.VERDICT, value="same"))
    store.act(
        Act(
            finding="f0", kind=ActKind.DISMISSED, evidence=("content:ä|b", "time"), members=("project:fi:S1",)
        )
    )
    store.act(Act(finding="f0", kind=ActKind.ACTED, note='"soitettu"', by="itä-2", on="2026-01-05"))
    store.keep_model("overlaps", "v1")
    return list(store.backup())


def test_nothing_is_lost_on_the_way_into_the_other_store(store: Store, other: Store) -> None:
    lines = _full(store)
    count = other.restore(lines)
    assert count == sum(orjson.loads(line)[0] in ("claim", "past") for line in lines)
    assert list(other.backup()) == lines
    assert present(other) == present(store)
    assert (other.revision(), other.batches(), other.acts()) == (
        store.revision(),
        store.batches(),
        store.acts(),
    )
    for batch in store.batches():
        assert other.rows_known_at(batch.closed_at) == store.rows_known_at(batch.closed_at)
    merge = next(row.number for row in other.batches() if row.kind == "merge")
    other.unmerge(merge)
    store.unmerge(merge)
    assert present(other) == present(store)
    assert loaded(other, actor("7")).number == store.batches()[-1].number + 1


@pytest.mark.parametrize(
    "damage", ["no end", "half a line", "a letter", "a line less", "twice", "foreign", "binary", "empty"]
)
def test_a_damaged_backup_is_refused_in_one_sentence_and_nothing_kept(
    store: Store, another: Store, damage: str
) -> None:
    lines = _full(another)
    damaged = {
        "no end": lines[:-1],
        "half a line": [*lines[:-2], lines[-2][: len(lines[-2]) // 2]],
        "a letter": [line.replace(b"Uusi", b"Susi") for line in lines],
        "a line less": [line for line in lines if b'"past"' not in line[:8]],
        "twice": [*lines, *lines],
        "foreign": [b'{"type": "FeatureCollection"}\n'],
        "binary": [b"\x00\xff\xfe\n", b"PK\x03\x04"],
        "empty": [],
    }[damage]
    with pytest.raises(DataError) as refusal:
        store.restore(damaged)
    assert "\n" not in str(refusal.value)
    assert present(store) == {}
    assert (store.batches(), store.acts(), store.sources(), store.claims()) == ([], [], [], [])
    store.restore(lines)
    assert list(store.backup()) == lines


def test_a_store_that_holds_data_takes_no_backup(store: Store, another: Store) -> None:
    lines = _full(another)
    loaded(store, actor("8"))
    before = list(store.backup())
    with pytest.raises(StoreError, match="holds data already"):
        store.restore(lines)
    assert list(store.backup()) == before


def test_a_batch_that_is_loading_is_left_out_of_a_backup(store: Store, other: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"), tie("1", "S1"))
    before = present(store), store.batches()
    with store.open_batch("import") as batch:
        batch.write([actor("1", name_fi="Sitten"), actor("2")])
        batch.write([actor("1", name_fi="Vielä")])
        lines = list(store.backup())
    other.restore(lines)
    assert (present(other), other.batches()) == before


def test_a_backup_during_which_something_changed_is_refused_or_holds_one_state(
    store: Store, another: Store
) -> None:
    loaded(store, *(actor(str(n)) for n in range(20)))
    lines = store.backup()
    taken = [next(lines) for _ in range(3)]
    loaded(store, actor("99"))
    try:
        taken += lines
    except StoreError as refusal:
        assert "changed while" in str(refusal)  # noqa: PT017
        with pytest.raises(DataError):
            another.restore(taken)
    else:
        another.restore(taken)
        assert len(list(another.rows("actor"))) == 20


def test_a_restore_whose_process_died_is_emptied_at_the_next_opening(
    store: Store, another: Store, opened: Callable[[], Store], place: Place
) -> None:
    lines = _full(another)

    def cut() -> Iterator[bytes]:
        yield from lines[:-3]
        with store._adapter.writing() as tx:
            tx.set(bookkeeping.RESTORING, orjson.dumps(GONE).decode())
        raise _Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.store.dump._CHUNK", 2)
        patch.setattr("graph.store.dump._empty", lambda adapter: None)
        with pytest.raises(_Killed):
            store.restore(cut())
    with store._adapter.writing() as tx:
        tx.set(bookkeeping.RESTORING, orjson.dumps(GONE).decode())
    assert store.batches()
    reopened = opened()
    assert (present(reopened), reopened.batches(), reopened.sources()) == ({}, [], [])
    reopened.restore(lines)
    assert list(reopened.backup()) == lines


def test_a_restore_that_runs_elsewhere_is_left_alone(store: Store, opened: Callable[[], Store]) -> None:
    import os

    from graph.store.lease import _started

    alive = {**my_lease(), "pid": str(os.getppid()), "started": _started(os.getppid())}
    with store._adapter.writing() as tx:
        tx.set(bookkeeping.RESTORING, orjson.dumps(alive).decode())
    second = opened()
    with pytest.raises(BatchBusy, match="being restored"):
        second.open_batch("import", wait=0)
    with pytest.raises(BatchBusy, match="being restored"):
        second.restore([])


class _Killed(BaseException):
    """A process that ends without a chance to tidy up."""


def test_a_backup_made_by_a_newer_program_is_refused(store: Store) -> None:
    with pytest.raises(DataError, match="no backup that this program reads"):
        store.restore([orjson.dumps(["header", {"schema": "solmu.backup/2"}])])


def test_batch_rows_come_back_whole(store: Store, other: Store) -> None:
    batch = loaded(store, actor("1"))
    with store._adapter.writing() as tx:
        tx.put_batch(replace(batch, file="lista ä.csv", checksum="ab", by="liisa", note='"'))
    other.restore(store.backup())
    assert other.batches() == store.batches()
