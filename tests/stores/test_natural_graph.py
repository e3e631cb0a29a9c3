"""In Neo4j the present is the graph that Browser and Bloom users expect, and nothing else is joined to it."""

from __future__ import annotations

import pytest

from graph.store import Store
from tests.stores.factories import actor, loaded, project, tie
from tests.stores.places import Neo4jPlace, Place

pytestmark = pytest.mark.parametrize("kind", ["neo4j"], indirect=True)

WHO_IS_IN_WHAT = (
    "MATCH (a:Actor)-[:PARTICIPATES_IN]->(p:Project) RETURN a.name, p.name ORDER BY a.name, p.name"
)


def _asked(place: Place, query: str = WHO_IS_IN_WHAT) -> list[tuple[object, ...]]:
    assert isinstance(place, Neo4jPlace)
    return place.cypher(query)


def test_plain_cypher_answers_what_is_known_now_and_nothing_else(store: Store, place: Place) -> None:
    loaded(store, actor("1", name_fi="Yksi"), project("S1", name_fi="Hanke"), tie("1", "S1"))
    assert _asked(place) == [("Yksi", "Hanke")]

    second = loaded(
        store,
        actor("1", name_fi="Yksi Oy"), project("S1", "authority", name_fi="Oikea hanke"), tie("1", "S1", note="n"),
        actor("2", name_fi="Kaksi"), tie("2", "S1"),
    )  # fmt: skip
    assert _asked(place) == [("Kaksi", "Oikea hanke"), ("Yksi Oy", "Oikea hanke")]

    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    assert set(_asked(place)) == {("Yksi Oy", "Oikea hanke")}
    assert _asked(place, "MATCH (a:Actor) RETURN count(a)") == [(1,)]

    store.unmerge(merge.number)
    store.undo(second.number)
    assert _asked(place) == [("Yksi", "Hanke")]
    assert _asked(place, "MATCH (n) WHERE n:Actor OR n:Project RETURN count(n)") == [(2,)]


def test_the_past_is_joined_to_nothing(store: Store, place: Place) -> None:
    loaded(store, actor("1"), tie("1", "S1"))
    loaded(store, actor("1", name_fi="Uusi"), tie("1", "S1", note="n"))
    assert _asked(place, "MATCH (p:Past) RETURN count(p)") == [(2,)]
    assert _asked(place, "MATCH (p:Past)--() RETURN count(p)") == [(0,)]


def test_fields_are_properties(store: Store, place: Place) -> None:
    loaded(
        store, project("S1", granted_eu_state=250000.0, valid_from="2021-01-01"), tie("1", "S1", role="lead")
    )
    assert _asked(place, "MATCH (p:Project) WHERE p.granted_eu_state > 200000 RETURN p.id, p.valid_from") == [
        ("project:fi:S1", "2021-01-01")
    ]
    assert _asked(place, "MATCH ()-[r:PARTICIPATES_IN {role: 'lead'}]->() RETURN r.source") == [("list",)]
