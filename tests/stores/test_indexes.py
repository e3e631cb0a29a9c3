"""What finds ties by their ends is made late in a first batch, and is there whenever no batch is open."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph.records import Actor, Claim, Project, Tie, TieKind
from graph.store import Store, open_store
from graph.store.sqlite_rows import INDEXES

ACTOR = Actor(id="actor:fi:keksitty", name={"fi": "Keksitty ry"})
PROJECT = Project(id="project:fi:S1", name={"fi": "Keksitty hanke"})
TIE = Tie(kind=TieKind.PARTICIPATES_IN, a=ACTOR.id, b=PROJECT.id)
CLAIMS = [Claim(record.id, "list", record.fields()) for record in (ACTOR, PROJECT, TIE)]


def _indexes(path: Path) -> set[str]:
    with sqlite3.connect(path) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}


def _fail_after(claims: list[Claim], store: Store) -> None:
    with store.open_batch("import") as batch:
        batch.write(claims)
        raise ZeroDivisionError


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "solmu.db"


@pytest.fixture
def empty(place: Path) -> Store:
    return open_store(f"sqlite:///{place}")


def test_they_come_with_the_end_of_a_first_batch(empty: Store, place: Path) -> None:
    assert _indexes(place) >= INDEXES.keys()
    with empty.open_batch("import") as batch:
        batch.write(CLAIMS)
        assert not _indexes(place) & INDEXES.keys()
        assert [row.id for row in empty.ties(ACTOR.id)] == [TIE.id]  # slow, and right
    assert _indexes(place) >= INDEXES.keys()
    with empty.open_batch("import") as batch:
        batch.write([Claim(ACTOR.id, "other", {"name_fi": "Keksitty yhdistys"})])
        assert _indexes(place) >= INDEXES.keys()


def test_they_come_when_a_batch_takes_a_tie_away(empty: Store, place: Path) -> None:
    with empty.open_batch("import") as batch:
        batch.write(CLAIMS)
        assert batch.withdraw_ids("list", [TIE.id]) == 1
        assert _indexes(place) >= INDEXES.keys()


def test_they_come_when_a_batch_says_a_tie_anew(empty: Store, place: Path) -> None:
    with empty.open_batch("import") as batch:
        batch.write(CLAIMS)
        batch.write([Claim(TIE.id, "other", {**TIE.fields(), "note": "toisin"})])
        assert _indexes(place) >= INDEXES.keys()


def test_they_are_there_after_a_batch_that_failed(empty: Store, place: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_after(CLAIMS, empty)
    assert _indexes(place) >= INDEXES.keys()
    assert empty.ties(ACTOR.id) == []
