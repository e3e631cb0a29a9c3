"""Which actors are surely one body."""

from __future__ import annotations

from graph.identity import same_actor
from graph.records import named_id
from graph.snapshot import Snapshot
from tests.graph.factories import Thing, actor, snapshot


def by_name(name: str, **fields: str) -> Thing:
    """An actor that a list knows by its name only."""
    return actor(named_id("actor", name), name_fi=name, **fields)


def stands_for(graph: Snapshot, id_: str) -> str:
    return graph.ids[same_actor(graph)[graph.index[id_]]]


def test_a_body_known_by_name_is_the_one_of_a_register_that_bears_exactly_this_name() -> None:
    graph = snapshot(
        by_name("Kuopion  KAUPUNKI"),
        actor("0171450-7", name_fi="Kuopion kaupunki"),
        actor("B", name_fi="Kuopion"),
    )
    assert stands_for(graph, named_id("actor", "Kuopion kaupunki")) == "actor:fi:0171450-7"
    assert stands_for(graph, "actor:fi:0171450-7") == "actor:fi:0171450-7"
    assert stands_for(graph, "actor:fi:B") == "actor:fi:B"


def test_a_name_in_any_language_counts_and_the_other_names_of_a_register_too() -> None:
    graph = snapshot(
        by_name("Vasa stad"),
        by_name("Vaasan kunta"),
        actor("A", name_fi="Vaasan kaupunki", name_sv="Vasa stad", also=("Vaasan kunta",)),
    )
    assert stands_for(graph, named_id("actor", "Vasa stad")) == "actor:fi:A"
    assert stands_for(graph, named_id("actor", "Vaasan kunta")) == "actor:fi:A"


def test_the_other_names_of_a_body_known_by_name_do_not_count() -> None:
    graph = snapshot(
        actor(named_id("actor", "Ei kukaan"), name_fi="Ei kukaan", also=("Vaasan kaupunki",)),
        actor("A", name_fi="Vaasan kaupunki"),
    )
    assert stands_for(graph, named_id("actor", "Ei kukaan")) == named_id("actor", "Ei kukaan")


def test_a_name_that_two_registered_bodies_bear_matches_nobody() -> None:
    graph = snapshot(
        by_name("Nuorisoseura ry"),
        actor("A", name_fi="Nuorisoseura ry"),
        actor("B", name_fi="Nuorisoseura RY"),
    )
    name = named_id("actor", "Nuorisoseura ry")
    assert stands_for(graph, name) == name


def test_two_languages_that_lead_to_two_bodies_match_nobody() -> None:
    graph = snapshot(
        by_name("Säätiö", name_sv="Stiftelsen"),
        actor("A", name_fi="Säätiö"),
        actor("B", name_sv="Stiftelsen"),
    )
    name = named_id("actor", "Säätiö")
    assert stands_for(graph, name) == name


def test_registered_bodies_of_one_name_stay_two_and_a_near_name_is_another_body() -> None:
    graph = snapshot(
        by_name("Kuopion kaupunk"),
        actor("A", name_fi="Sama"),
        actor("B", name_fi="Sama"),
        actor("C", name_fi="Kuopion kaupunki"),
    )
    assert same_actor(graph).tolist() == list(range(len(graph.ids)))


def test_a_body_that_nobody_named_is_itself() -> None:
    graph = snapshot(Thing("actor:name:fi-000000000000", {}, ""), Thing("actor:fi:A", {}, ""))
    assert same_actor(graph).tolist() == [0, 1]
