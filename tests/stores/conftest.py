"""The two stores, empty: every test of this folder that asks for `store` runs on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store, open_store
from tests.stores.places import KINDS, Neo4jPlace, Place, SqlitePlace


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """An empty place for a store, of either kind."""
    return _empty_place(kind, tmp_path, request)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty store, of either kind."""
    with place.open() as opened:
        yield opened


@pytest.fixture
def other(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of the other kind."""
    with _empty_place("sqlite" if kind == "neo4j" else "neo4j", tmp_path, request).open() as opened:
        yield opened


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Store]:
    """One more empty store, in SQLite."""
    with open_store(f"sqlite:///{tmp_path}/another.db") as opened:
        yield opened


@pytest.fixture
def opened(place: Place) -> Iterator[Callable[[], Store]]:
    """Open the place again and again; all are closed at the end."""
    stores: list[Store] = []

    def open_again(**options: Any) -> Store:
        stores.append(place.open(**options))
        return stores[-1]

    yield open_again
    for one in stores:
        one.close()


def _empty_place(kind: str, folder: Path, request: pytest.FixtureRequest) -> Place:
    if kind == "sqlite":
        return SqlitePlace(folder / "store.db")
    place = Neo4jPlace(request.getfixturevalue("neo4j_server"))
    place.clear()
    return place
