"""Random walks through everything a store can do, each step compared with the plain model."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph.errors import NotFound, UndoBlocked
from graph.records import Claim, is_tie
from graph.store import Store
from tests.neo4j_server import Neo4jServer
from tests.stores.factories import SOURCES, actor, present, project, tie
from tests.stores.model import Model
from tests.stores.places import Neo4jPlace, Place, SqlitePlace

ACTORS = ["actor:fi:1", "actor:fi:2", "actor:name:fi-0", "actor:name:fi-3"]
PROJECTS = ["project:fi:S1", "project:name:fi-2"]
ENTITIES = ACTORS + PROJECTS
SOURCE_NAMES = [source.name for source in SOURCES]

said_by = st.sampled_from(SOURCE_NAMES)
entities = st.builds(
    lambda id_, source, name, url: (actor if id_ in ACTORS else project)(
        id_, source, name_fi=name, **({"url": url} if url else {})
    ),
    st.sampled_from(ENTITIES), said_by, st.sampled_from(["Aalto", "Länsi"]), st.sampled_from(["", "https://x.fi"]),
)  # fmt: skip
ties = st.builds(
    lambda a, b, source, role, start: tie(a, b, source, role=role, valid_from=start),
    st.sampled_from(ACTORS), st.sampled_from(PROJECTS), said_by, st.sampled_from(["lead", "partner"]),
    st.sampled_from([None, "2020-01-01"]),
)  # fmt: skip
chunks = st.lists(st.one_of(entities, ties), max_size=6)


class Walk(RuleBasedStateMachine):
    """A store and the model side by side."""

    place: Place
    spare: SqlitePlace

    @initialize()
    def an_empty_store(self) -> None:
        self.place.clear()
        self.store: Store = self.place.open()
        self.model = Model()
        self.moments: list[tuple[str, list[object]]] = []

    @rule(
        parts=st.lists(chunks, min_size=1, max_size=3),
        complete=st.sampled_from(["", "", "list", "authority"]),
        end=st.sampled_from(["well", "well", "well", "raise", "die"]),
    )
    def load(self, parts: list[list[Claim]], complete: str, end: str) -> None:
        claims = [claim for part in parts for claim in part]
        before = self.store.claims(), self.store.batches()
        batch = self.store.open_batch("import", sources=SOURCES)
        try:
            with batch:
                for part in parts:
                    batch.write(part)
                if complete:
                    kept = {claim.id for claim in claims if claim.source == complete}
                    batch.withdraw(complete, kept.__contains__)
                if end == "die":
                    self._take_over(batch.number)
                if end != "well":
                    raise RuntimeError(end)
        except RuntimeError:
            if end == "die":
                self.reopen()
            assert (self.store.claims(), self.store.batches()) == before
        else:
            recorded = self.model.load(batch.number, claims, complete)
            assert (recorded is not None) == any(row.number == batch.number for row in self.store.batches())
            self._note_moment()

    @precondition(lambda self: self.model.batches)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        target = data.draw(st.sampled_from([batch.number for batch in self.model.batches]))
        row = next(row for row in self.store.batches() if row.number == target)
        if row.kind == "erase":
            return
        if target not in {batch.number for batch in self.model.in_force()}:
            with pytest.raises(NotFound):
                self.store.undo(target)
        elif row.kind not in ("merge", "unmerge") and self.model.blocks_undo(target):
            before = self.store.claims(), self.store.batches()
            with pytest.raises(UndoBlocked):
                self.store.undo(target)
            assert (self.store.claims(), self.store.batches()) == before
        else:
            self.model.undo(self.store.undo(target).number, target)
            self._note_moment()

    @rule(ids=st.lists(st.sampled_from(ACTORS), min_size=2, max_size=3, unique=True))
    def merge(self, ids: list[str]) -> None:
        known = {key[0] for key in self.model.standing()}
        if set(ids) <= known:
            self.model.merge(self.store.merge(ids).number, tuple(ids))
            self._note_moment()
        else:
            with pytest.raises(NotFound):
                self.store.merge(ids)

    @rule(id_=st.sampled_from(ENTITIES))
    def erase(self, id_: str) -> None:
        if id_ in self.model.stood or any(id_ in self.model.ends[t] for t in self.model.stood if is_tie(t)):
            self.model.erase(self.store.erase(id_).number, id_)
            self.moments.clear()
            self._note_moment()
        else:
            with pytest.raises(NotFound):
                self.store.erase(id_)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.place.open()

    @rule()
    def back_up_and_restore_by_way_of_another_store(self) -> None:
        lines = list(self.store.backup())
        self.spare.clear()
        with self.spare.open() as spare:
            spare.restore(lines)
            assert list(spare.backup()) == lines
            self.store.close()
            self.place.clear()
            self.store = self.place.open()
            self.store.restore(spare.backup())
        assert list(self.store.backup()) == lines

    @precondition(lambda self: self.moments)
    @rule(data=st.data())
    def ask_what_was_known(self, data: st.DataObject) -> None:
        at, rows = data.draw(st.sampled_from(self.moments))
        assert self.store.rows_known_at(at) == rows

    @invariant()
    def the_store_means_what_the_model_means(self) -> None:
        if not hasattr(self, "store"):
            return
        expected = self.model.present()
        found = present(self.store)
        assert {id_: (row[0], row[1], row[4], row[5]) for id_, row in found.items()} == expected
        claims = {(c.id, c.source): (c.batch, c.fields) for c in self.store.claims()}
        assert claims == self.model.standing()
        histories = {id_: len(self.store.history(id_)) for id_ in ENTITIES}
        groups = self.model.groups()
        for id_, size in histories.items():
            assert size == sum(self.model.stood.get(other, 0) for other in groups.get(id_, {id_}))
        with self.store.reading() as tx:
            gone = tx.past(list(self.model.ends))
            assert len(gone) == sum(n for t, n in self.model.stood.items() if is_tie(t)) - sum(
                is_tie(key[0]) for key in claims
            )

    def teardown(self) -> None:
        if hasattr(self, "store"):
            for at, rows in self.moments:
                assert self.store.rows_known_at(at) == rows
            self.store.close()

    def _note_moment(self) -> None:
        """Keep what the store says now, to ask for it later."""
        batches = self.store.batches()
        rows: list[object] = []
        with self.store.reading() as tx:
            for kind in ("actor", "project", "tie"):
                for part in tx.rows(kind, 1_000):
                    rows.extend(part)
        if batches:
            self.moments.append((batches[-1].closed_at, sorted(rows)))

    def _take_over(self, number: int) -> None:
        """Make the batch's process one that runs no more."""
        with self.store._adapter.writing() as tx:
            row = next(row for row in tx.batches() if row.number == number)
            tx.put_batch(replace(row, owner={**row.owner, "pid": "999999999"}))


@pytest.fixture(autouse=True)
def small_chunks() -> Iterator[None]:
    """Chunks of three claims, so that every batch has several."""
    with (
        mock.patch("graph.store.batches.CHUNK", 3),
        mock.patch("graph.store.undoing.CHUNK", 3),
        mock.patch("graph.store.dump._CHUNK", 4),
    ):
        yield


def _walk(place: Place, folder: Path, examples: int, steps: int) -> None:
    walk = type("Walk", (Walk,), {"place": place, "spare": SqlitePlace(folder / "spare.db")})
    many = int(os.environ.get("SOLMU_TEST_WALKS", "0"))
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=many or examples, stateful_step_count=steps, deadline=None, derandomize=not many,
            database=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_a_store_in_sqlite_means_what_the_model_means() -> None:
    shared_memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared_memory if shared_memory.is_dir() else None) as folder:
        _walk(SqlitePlace(Path(folder) / "store.db"), Path(folder), examples=40, steps=20)


def test_a_store_in_neo4j_means_what_the_model_means(neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    _walk(Neo4jPlace(neo4j_server), tmp_path, examples=4, steps=12)
