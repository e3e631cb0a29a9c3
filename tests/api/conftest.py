"""An application over a small store, and one over an empty store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.desk import Desk
from graph.store import open_store
from tests.api.graphs import fill


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('api')}/store.db") as store:
        fill(store)
        yield Desk(store)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(create_app(desk), raise_server_exceptions=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    with open_store(f"sqlite:///{tmp_path}/empty.db") as store:
        yield TestClient(create_app(Desk(store)), raise_server_exceptions=False)
