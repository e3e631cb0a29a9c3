"""Opening: versions, and what is no store of ours is refused in one sentence and left as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import SolmuError, StoreError, UsageError
from graph.store import Store, open_store
from tests.stores.factories import actor, loaded, present
from tests.stores.places import Neo4jPlace, Place, SqlitePlace


def test_a_store_opens_again_with_its_name_and_all_it_held(store: Store, opened: Callable[[], Store]) -> None:
    loaded(store, actor("1"))
    again = opened()
    assert again.revision() == store.revision()
    assert present(again) == present(store)


def test_two_stores_have_two_names(store: Store, another: Store) -> None:
    assert store.revision()[0] != another.revision()[0]


def test_an_address_names_no_password(store: Store) -> None:
    assert "only-for-tests" not in store.url


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_file_that_a_newer_program_made_is_refused(store: Store, place: Place) -> None:
    assert isinstance(place, SqlitePlace)
    store.close()
    with sqlite3.connect(place.path) as db:
        db.execute("PRAGMA user_version = 2")
    db.close()
    _refused(place.address, "newer version of Solmu", place.path)


@pytest.mark.parametrize("kind", ["neo4j"], indirect=True)
def test_a_database_that_a_newer_program_made_is_refused(store: Store, place: Place) -> None:
    assert isinstance(place, Neo4jPlace)
    place.cypher("MATCH (k:SolmuKept {key: 'schema_version'}) SET k.value = '99'")
    try:
        _refused(place.address, "newer version of Solmu")
    finally:
        place.cypher("MATCH (k:SolmuKept {key: 'schema_version'}) SET k.value = '1'")


@pytest.mark.parametrize("kind", ["neo4j"], indirect=True)
def test_a_database_with_another_programs_projects_is_refused_and_left_alone(place: Place) -> None:
    assert isinstance(place, Neo4jPlace)
    place.open().close()
    place.cypher("MATCH (k) DETACH DELETE k")
    place.cypher("CREATE (:Project {title: 'Toisen ohjelman'})")
    try:
        _refused(place.address, "another program")
        assert place.cypher("MATCH (n) RETURN labels(n), n.title") == [(["Project"], "Toisen ohjelman")]
    finally:
        place.cypher("MATCH (n) DETACH DELETE n")
        place.cypher("CREATE (:SolmuKept {key: 'schema_version', value: '1'})")


@pytest.mark.parametrize("kind", ["neo4j"], indirect=True)
def test_a_new_database_gets_its_constraints_and_indexes(place: Place) -> None:
    assert isinstance(place, Neo4jPlace)
    place.server.clear()
    with place.open() as store:
        loaded(store, actor("1"))
    constraints = {row[0] for row in place.cypher("SHOW CONSTRAINTS YIELD name")}
    assert {"actor_id", "project_id", "region_id"} <= constraints
    assert ("solmu_search",) in place.cypher("SHOW INDEXES YIELD name")


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    _refused("neo4j://127.0.0.1:9", "No Neo4j answers at neo4j://127.0.0.1:9")


@pytest.mark.parametrize("kind", ["neo4j"], indirect=True)
def test_a_wrong_password_is_one_sentence_that_says_where_it_is_set(place: Place) -> None:
    assert isinstance(place, Neo4jPlace)
    with pytest.raises(StoreError, match="SOLMU_NEO4J_PASSWORD"):
        open_store(place.server.url, password="wrong")


def test_a_database_of_another_program_is_refused_and_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmark (url TEXT)")
        db.execute("PRAGMA user_version = 1")
    db.close()
    _refused(f"sqlite:///{path}", "another program", path)


@pytest.mark.parametrize("content", [b"\x00\xff" * 5_000, b"nimi;alku\n", b"PK\x03\x04", b"S"])
def test_a_file_that_is_no_database_is_refused_and_unchanged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    _refused(f"sqlite:///{path}", "no store of Solmu's", path)


def test_a_store_whose_end_is_cut_off_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(f"sqlite:///{path}") as store:
        loaded(store, *(actor(str(n)) for n in range(100)))
    path.write_bytes(path.read_bytes()[:6_000])
    with pytest.raises(StoreError) as refusal:
        open_store(f"sqlite:///{path}")
    assert "\n" not in str(refusal.value)


def test_a_directory_a_missing_folder_and_a_missing_file_are_one_sentence(tmp_path: Path) -> None:
    _refused(f"sqlite:///{tmp_path}", "is a directory")
    _refused(f"sqlite:///{tmp_path}/no/store.db", "does not exist")
    with pytest.raises(StoreError, match="There is no store at"):
        open_store(f"sqlite:///{tmp_path}/store.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_place_for_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    with open_store(f"sqlite:///{tmp_path}/store.db") as store:
        loaded(store, actor("1"))


@pytest.mark.parametrize("address", ["", "store.db", "mysql://localhost/x", "sqlite:store.db"])
def test_an_address_of_no_kind_of_ours_is_wrong_use(address: str) -> None:
    with pytest.raises(UsageError, match=r"use sqlite:///FILE or neo4j://HOST:PORT"):
        open_store(address)


def _refused(address: str, why: str, path: Path | None = None) -> None:
    before = {file: file.read_bytes() for file in path.parent.iterdir()} if path else {}
    with pytest.raises(SolmuError, match=why) as refusal:
        open_store(address)
    assert "\n" not in str(refusal.value)
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before if path else True
