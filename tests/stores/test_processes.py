"""Two processes on one store at once."""

from __future__ import annotations

import threading

from graph.store import Store
from tests.stores import loader
from tests.stores.factories import SOURCES, actor, loaded, tie
from tests.stores.places import Place
from tests.stores.processes import heard, second_process


def test_another_process_reads_while_this_one_writes(store: Store, place: Place) -> None:
    loaded(store, *(tie(str(n), "S1") for n in range(20)))
    with second_process(loader.read, place.address) as (_, reader):
        before = heard(reader)
        with store.open_batch("import", sources=SOURCES) as batch:
            for n in range(20, 60):
                batch.write([tie(str(n), "S1")])
        seen = [heard(reader)]
        while seen[-1] < 60:
            seen.append(heard(reader))
        reader.send("stop")
    assert before == 20
    assert seen == sorted(seen)
    assert seen[-1] == 60


def test_a_writer_waits_until_the_batch_of_another_process_is_done(store: Store, place: Place) -> None:
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([actor("1")])
        with second_process(loader.write, place.address, "2", 30.0) as (_, writer):
            assert not writer.poll(0.3)
            batch.close()
            assert heard(writer) == "done"
    assert [row.counts["new"] for row in store.batches()] == [1, 1]


def test_a_writer_that_does_not_wait_is_told_which_process_is_loading(store: Store, place: Place) -> None:
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([actor("1")])
        with second_process(loader.write, place.address, "2", 0.0) as (_, writer):
            assert heard(writer).startswith("BatchBusy: Another import (batch 1, process ")


def test_a_process_that_opens_the_store_leaves_the_batch_of_a_live_one_alone(
    store: Store, place: Place
) -> None:
    with store.open_batch("import", sources=SOURCES) as batch:
        batch.write([actor("1")])
        with second_process(loader.read, place.address) as (_, reader):
            heard(reader)
        batch.write([actor("2")])
    assert len(store.claims()) == 2


def test_threads_of_one_process_read_and_write_at_the_same_time(store: Store) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(10):
                assert len(list(store.rows("actor"))) % 2 == 0
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    with store.open_batch("import", sources=SOURCES) as batch:
        for n in range(0, 20, 2):
            batch.write([actor(str(n)), actor(str(n + 1))])
    for thread in threads:
        thread.join()
    assert not failures
