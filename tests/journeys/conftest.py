"""What journeys share: places to work in, on either kind of store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.command_line import Place
from tests.neo4j_server import Neo4jServer


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder of one's own with an SQLite store that is not there yet."""
    return Place.of(tmp_path)


@pytest.fixture
def neo4j_place(neo4j_server: Neo4jServer, tmp_path: Path) -> Place:
    """A folder of one's own, and an empty Neo4j."""
    neo4j_server.clear()
    return Place(tmp_path, neo4j_server.environ())
