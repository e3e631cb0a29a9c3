"""A small store that every test of the command line may read, and an empty folder to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.command_line import Place
from tests.solmu.lists import FIVE_PROJECTS, written


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store that holds a list of five projects; tests read it only."""
    place = Place.of(tmp_path_factory.mktemp("small"))
    place.did("ingest", written(place.folder / "list.csv", FIVE_PROJECTS))
    place.did("overlaps")  # fits the text model, which belongs to the store
    return place


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """A folder of one's own, without a store."""
    return Place.of(tmp_path)
