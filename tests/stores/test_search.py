"""Search: Finnish letters and typing errors are forgiven, and both stores answer alike."""

from __future__ import annotations

import itertools

import pytest

from graph.records import Claim
from graph.store import Store
from tests.stores.factories import actor, loaded, project

_WHAT = [
    "Työllisyyden",
    "Nuorten",
    "Osaamisen",
    "Kohtaannon",
    "Yrittäjyyden",
    "Hyvinvoinnin",
    "Pitkäaikaistyöttömien",
]
_DOES = ["edistäminen", "vahvistaminen", "tuki", "kehittäminen", "ennakointi", "ohjauspalvelut"]
_WHERE = [
    "Pohjois-Savossa",
    "Kainuussa",
    "Etelä-Pohjanmaalla",
    "Åbolandissa",
    "Jyväskylän seudulla",
    "Lapissa",
]
_MARK = ["", " 2.0", " – pilotti"]
QUERIES = [
    "työllisyyden edistäminen", "tyollisyyden edistaminen", "TYÖLLISYYDEN EDISTÄMINEN KAINUUSSA",
    "nuorten ohjauspalvelt",
    "nuoretn tuki lapissa", "åboland", "aboland", "jyväskylä", "jyvaskylan seutu", "pitkaaikaistyottomien ohjaus",
    "kohtanto", "ennakointi etelä-pohjanmaa", "hyvinvoinnin", "osaamisen vahvistaminen pohjoissavo", "pilotti", "2.0",
    "S1042", "yrittäjyys kainuu", "tuki", "la", "ää", "x", "zzzzqqqq", "  ", "AND OR NOT", 'lainaus " ja * ( ? : ^ ~',
]  # fmt: skip


def _projects() -> list[Claim]:
    names = itertools.product(_WHAT, _DOES, _WHERE, _MARK)
    return [project(f"S{1000 + i}", name_fi=" ".join(name[:3]) + name[3]) for i, name in enumerate(names)]


@pytest.mark.parametrize("kind", ["neo4j"], indirect=True)
def test_both_stores_give_the_same_hits_in_the_same_order(store: Store, another: Store) -> None:
    claims = _projects()
    loaded(store, *claims)
    loaded(another, *claims)
    for query in QUERIES:
        hits = store.search(query, limit=15)
        assert another.search(query, limit=15) == hits, query


def test_dots_over_letters_and_typing_errors_are_forgiven(store: Store) -> None:
    loaded(
        store,
        project("S1", name_fi="Työllisyyden edistäminen Etelä-Savossa"),
        project("S2", name_fi="Maahanmuuttajien osaaminen käyttöön"),
        actor("3", name_fi="Åbo Akademi", also=["Turun ruotsinkielinen yliopisto"]),
    )
    for query, id_ in [
        ("tyollisyyden edistaminen", "project:fi:S1"),
        ("TYÖLLISYYDEN EDISTÄMNEN", "project:fi:S1"),
        ("etela savossa", "project:fi:S1"),
        ("maahanmutajien osaaminen", "project:fi:S2"),
        ("abo akademi", "actor:fi:3"),
        ("ruotsinkielinen yliopisto", "actor:fi:3"),
        ("S2", "project:fi:S2"),
    ]:
        assert store.search(query)[0].id == id_, query


def test_a_search_may_be_for_some_kinds_only(store: Store) -> None:
    loaded(store, project("S1", name_fi="Kainuun keke"), actor("1", name_fi="Kainuun liitto"))
    assert [hit.id for hit in store.search("Kainuun", kinds=["actor"])] == ["actor:fi:1"]


def test_search_follows_changes_undo_and_merges(store: Store) -> None:
    loaded(store, actor("1", name_fi="Vanha nimi"), actor("2", name_fi="Kakkonen"))
    change = loaded(store, actor("1", name_fi="Tuore otsikko"))
    assert store.search("vanha nimi") == []
    assert [hit.name for hit in store.search("tuore")] == ["Tuore otsikko"]
    store.undo(change.number)
    assert store.search("tuore otsikko") == []
    assert [hit.name for hit in store.search("vanha nimi")] == ["Vanha nimi"]
    store.merge(["actor:fi:1", "actor:fi:2"])
    assert [hit.id for hit in store.search("kakkonen")] == ["actor:fi:1"]
