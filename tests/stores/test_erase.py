"""Erase: an id leaves present, past and claims alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.records import Act, ActKind
from graph.store import Store
from tests.stores.factories import actor, loaded, names, present, project, tie
from tests.stores.places import Place, SqlitePlace

NAME = "Tmi Xylofoni Zyx-Qwerty"


def _secret(store: Store) -> None:
    """Say the name everywhere it can stand: present, past, beside the present, in a merge and an act."""
    loaded(store, actor("9", name_fi=NAME + " vanha"), actor("1"), tie("9", "S1", note=NAME))
    loaded(store, actor("9", name_fi=NAME), actor("9", "authority", name_fi=NAME + " toinen"))
    loaded(store, tie("9", "S1", role="lead", note=NAME), tie("1", "S1"))
    with store.open_batch("import") as batch:
        batch.withdraw("list", lambda id_: not id_.startswith("tie:"))
    loaded(store, tie("1", "S1"))
    store.merge(["actor:fi:1", "actor:fi:9"], reason=f"{NAME} on sama")
    store.act(Act(finding="f", kind=ActKind.ACTED, note="asked actor:fi:9"))
    store.act(Act(finding="f", kind=ActKind.CLOSED, evidence=("bodies:actor:fi:1", "bodies:actor:fi:9")))
    store.act(Act(finding="f", kind=ActKind.DISMISSED, members=("actor:fi:9", "project:fi:S1")))
    store.act(Act(finding="f", kind=ActKind.ACTED, note="asked another", evidence=("bodies:actor:fi:1",)))


def test_nothing_that_was_erased_can_be_asked_for(store: Store) -> None:
    _secret(store)
    store.erase("actor:fi:9", by="tietosuoja")
    assert set(present(store)) == {"actor:fi:1", "project:fi:S1", tie("1", "S1").id}
    with pytest.raises(NotFound):
        store.entry("actor:fi:9")
    assert store.history("actor:fi:9") == []
    assert store.history(tie("9", "S1").id) == []
    assert store.entry("actor:fi:1").name == "Toimija 1"
    assert store.search("Xylofoni") == []
    assert [act.note for act in store.acts()] == ["asked another"]
    assert b"Xylofoni" not in b"".join(store.backup())
    assert b"actor:fi:9" not in b"".join(store.backup())
    for batch in store.batches():
        assert "actor:fi:9" not in [row.id for row in store.rows_known_at(batch.closed_at)]


def test_the_others_of_a_merge_stay(store: Store) -> None:
    loaded(store, actor("1"), actor("2"), actor("9"), tie("9", "S1"), tie("2", "S1"))
    store.merge(["actor:fi:1", "actor:fi:2", "actor:fi:9"])
    store.erase("actor:fi:1")
    assert names(list(store.rows("actor"))) == ["2"]
    assert {row.a for row in store.ties("project:fi:S1")} == {"actor:fi:2"}
    assert store.entry("actor:fi:9").ids == ("actor:fi:2", "actor:fi:9")


def test_an_id_that_only_a_tie_or_the_past_names_can_be_erased(store: Store) -> None:
    batch = loaded(store, tie("9", "S1"), project("S2"))
    store.undo(batch.number)
    store.erase("actor:fi:9")
    store.erase("project:fi:S2")
    with store.reading() as tx:
        assert list(tx.all_past()) == []
    with pytest.raises(NotFound):
        store.erase("actor:fi:9")


def test_a_later_load_may_say_it_again(store: Store) -> None:
    loaded(store, actor("9"))
    store.erase("actor:fi:9")
    loaded(store, actor("9"))
    assert len(store.history("actor:fi:9")) == 1


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_the_bytes_of_the_file_hold_the_erased_name_nowhere(store: Store, place: Place) -> None:
    assert isinstance(place, SqlitePlace)
    _secret(store)
    assert any(b"Xylofoni" in content for content in _bytes(place.path))
    store.erase("actor:fi:9")
    for content in _bytes(place.path):
        for secret in (b"Xylofoni", b"xylofoni", b"actor:fi:9", b"Zyx", b"zyx", b"qwe"):
            assert secret not in content


def _bytes(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in path.parent.glob(path.name + "*")]
