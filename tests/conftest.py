"""What every test may use: a real Neo4j."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_server import Neo4jServer, NoNeo4j, running_neo4j


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that need a Neo4j together, so that of several workers one alone starts a server."""
    for item in items:
        if "neo4j" in item.nodeid.lower() or "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("neo4j"))


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A real Neo4j for this worker: empty at first; a test that needs it empty again calls ``clear``."""
    try:
        with running_neo4j(tmp_path_factory.mktemp("neo4j") / "home") as server:
            yield server
    except NoNeo4j as reason:
        if os.environ.get("CI"):
            pytest.fail(str(reason))
        pytest.skip(str(reason))
