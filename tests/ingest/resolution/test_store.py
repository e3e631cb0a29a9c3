"""Resolution of a store: one batch, undone whole; a person's word holds; a second run does nothing; engines agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.records import Verdict
from graph.store import Store, open_store
from ingest.load import load
from ingest.resolution.merging import decide, find, resolve
from ingest.resolution.queue import apart, two_of
from tests.ingest.real_files import DATA

PARTNERS = DATA / "projects" / "fi-esf-with-partners.ndjson"
THEMES = DATA / "theme" / "fi-coordination-themes.ndjson"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = open_store(f"sqlite:///{tmp_path / 'x.db'}")
    load(found, PARTNERS)
    return found


def test_what_is_one_becomes_one_and_undo_puts_it_back(store: Store) -> None:
    before = {row.id: row for row in store.rows("actor")}
    found = resolve(store, by="test")
    assert found.batch is not None
    assert found.merged > 40
    after = [row.id for row in store.rows("actor")]
    assert len(after) == len(before) - found.merged
    for row in store.rows(
        "actor"
    ):  # what a register numbers keeps its own name, and is not called after a unit
        if row.id.startswith("actor:name:"):
            continue
        assert row.fields.get("name_fi") == before[row.id].fields.get("name_fi", row.fields.get("name_fi"))
    store.undo(found.batch)
    assert {row.id: row for row in store.rows("actor")} == before


def test_a_second_run_changes_nothing_and_new_rows_are_compared_with_what_is_there(store: Store) -> None:
    resolve(store)
    again = resolve(store)
    assert again.batch is None
    assert again.merged == 0
    assert find(store, only_new=True).kinds["actor"].groups == ()
    load(store, THEMES)
    of_new, of_all = find(store, only_new=True), find(store)
    assert of_new.kinds["actor"].groups == of_all.kinds["actor"].groups != ()


def test_what_a_person_said_holds(store: Store) -> None:
    group = find(store).kinds["actor"].groups[0]
    decide(store, group[0], group[1], Verdict.DIFFERENT, reason="two bodies", by="anna")
    assert apart(store) == {two_of(*group[:2])}
    found = resolve(store)
    shown = store.shown_as(group[:2])
    assert shown[group[0]] != shown[group[1]]
    assert all(not {*group[:2]} <= {*one} for one in found.kinds["actor"].groups)
    batch = decide(store, group[0], group[1], Verdict.SAME, by="anna")
    assert batch is not None
    assert len(set(store.shown_as(group[:2]).values())) == 1
    assert apart(store) == set()


def test_ties_that_come_after_a_merge_are_of_the_survivor_and_go_back_with_it(store: Store) -> None:
    found = resolve(store)
    load(store, THEMES)
    assert found.batch is not None
    survivors = {store.shown_as(group)[group[0]] for group in found.kinds["actor"].groups}
    merged = {id_ for group in found.kinds["actor"].groups for id_ in group} - survivors
    ends = {end for id_ in survivors for tie in store.ties(id_) for end in (tie.a, tie.b)}
    assert not ends & merged
    store.undo(found.batch)
    assert {tie.a for id_ in merged for tie in store.ties(id_)} & merged


def test_spark_gives_the_same_groups(store: Store) -> None:
    ours, theirs = find(store), find(store, engine="spark")
    for kind in ("actor", "project"):
        assert theirs.kinds[kind].groups == ours.kinds[kind].groups
        assert [(one.a, one.b) for one in theirs.kinds[kind].unsure] == [
            (one.a, one.b) for one in ours.kinds[kind].unsure
        ]
