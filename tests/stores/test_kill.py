"""`kill -9` at any moment: after the next opening each batch is whole or absent."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store, open_store
from tests.stores import loader
from tests.stores.factories import present
from tests.stores.places import Place
from tests.stores.processes import heard, second_process

CHUNK = 4
LOADS, UNDOS = 20, 6


def _state(store: Store) -> tuple[Any, ...]:
    """All that a store means, but for times."""
    with store.reading() as tx:
        past = list(tx.all_past())
    batches = [(row.number, row.kind, row.state, row.counts, row.undone_by) for row in store.batches()]
    return present(store), store.claims(), past, batches


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[Any, tuple[Any, ...]]:
    """What a store means after so many batches, and after the undo of the second."""
    folder: Path = tmp_path_factory.mktemp("states")
    found: dict[Any, tuple[Any, ...]] = {}
    with open_store(f"sqlite:///{folder}/store.db") as store:
        found[0] = _state(store)
        for number, claims in enumerate(loader.batches_to_load(), 1):
            loader.load(store, claims)
            found[number] = _state(store)
        found["backup"] = tuple(store.backup())
        loader.undo_second(store)
        found["undone"] = _state(store)
    return found


def _seconds(place: Place, job: str) -> float:
    with second_process(loader.run, place.address, job, CHUNK) as (_, telling):
        begun = time.monotonic()
        assert heard(telling) == "done"
        return time.monotonic() - begun


def _killed(place: Place, job: str, after: float) -> None:
    with second_process(loader.run, place.address, job, CHUNK) as (process, _):
        time.sleep(after)
        process.kill()
        process.join()


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_whole_batches_only(
    place: Place, states: dict[Any, Any]
) -> None:
    chance = random.Random(8)
    _seconds(place, "load_all")
    place.clear()
    lasts = _seconds(place, "load_all")
    whole = []
    for turn in range(LOADS):
        place.clear()
        _killed(place, "load_all", lasts * (turn + chance.random()) / LOADS)
        with place.open() as store:
            number = len(store.batches())
            assert _state(store) == states[number]
            whole.append(number)
            if turn % 4:
                continue
            for claims in loader.batches_to_load()[number:]:
                loader.load(store, claims)
            assert [row[:2] for row in present(store).values()] == [row[:2] for row in states[3][0].values()]
    assert len(set(whole)) > 1, "the moments should be spread over the batches"


def test_an_undo_killed_at_any_moment_is_whole_or_absent(place: Place, states: dict[Any, Any]) -> None:
    chance = random.Random(8)

    def prepare() -> None:
        place.clear()
        with place.open() as store:
            store.restore(states["backup"])

    prepare()
    lasts = _seconds(place, "undo_second")
    for turn in range(UNDOS):
        prepare()
        _killed(place, "undo_second", lasts * (turn + chance.random()) / UNDOS)
        with place.open() as store:
            found = _state(store)
            if len(store.batches()) == 4:
                assert found == states["undone"]
            else:
                assert found == states[3]
                if turn % 4:
                    continue
                loader.undo_second(store)
                assert [row[:2] for row in present(store).values()] == [
                    row[:2] for row in states["undone"][0].values()
                ]
