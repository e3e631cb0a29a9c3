"""A chunk that is committed beside the next: in order, and no failure unseen."""

from __future__ import annotations

import threading
from unittest import mock

import neo4j
import pytest
from neo4j.exceptions import TransientError

from graph.errors import StoreError
from graph.store import Store
from graph.store.beside import Beside
from tests.stores.factories import SOURCES, actor, loaded, present


def test_one_work_at_a_time_in_order_and_beside() -> None:
    done: list[int] = []
    go = threading.Event()
    beside = Beside()
    beside.run(lambda: (go.wait(30), done.append(1))[1])
    assert not done
    go.set()
    beside.run(lambda: done.append(2))
    beside.wait()
    beside.wait()
    assert done == [1, 2]


def test_whoever_goes_on_sees_the_failure_once() -> None:
    beside = Beside()
    beside.run(lambda: [][0])  # type: ignore[misc]
    with pytest.raises(IndexError):
        beside.run(lambda: None)
    beside.wait()


@pytest.mark.parametrize("kind", ["neo4j"])
@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_chunk_whose_commit_fails_takes_the_whole_batch_with_it(store: Store, failing: int) -> None:
    loaded(store, actor("1", name_fi="Vanha"))
    before = present(store), store.claims(), store.batches()
    commit, wrote = neo4j.Transaction.commit, 0

    def fails(tx: neo4j.Transaction) -> None:
        nonlocal wrote
        if threading.current_thread().name.startswith("solmu-beside"):
            wrote += 1
            if wrote == failing:
                raise TransientError("the disk is full")
        commit(tx)

    with (
        mock.patch("graph.store.batches.CHUNK", 2),
        mock.patch.object(neo4j.Transaction, "commit", fails),
        pytest.raises(StoreError, match="failed"),
        store.open_batch("import", sources=SOURCES) as batch,
    ):
        batch.write([actor(str(n), name_fi="Uusi") for n in range(1, 7)], more=True)
    assert wrote == failing
    assert (present(store), store.claims(), store.batches()) == before
