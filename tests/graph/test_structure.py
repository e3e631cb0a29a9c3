"""What holds the network together, and who sits between whom: networkx and plain counting as the oracles."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.brokers import Brokerage, brokers
from graph.structure import Structure, structure
from tests.graph.factories import Bond, Thing, actor, joins, participations, snapshot, tie
from tests.graph.test_brokers import bodies

SECTORS = (None, "public", "private", "third")


def lost_without(people: nx.Graph[str], body: str) -> int:
    """How many bodies are no longer in the largest part of what was a body's component."""
    rest = people.subgraph(nx.node_connected_component(people, body) - {body})
    sizes = [len(part) for part in nx.connected_components(rest)]
    return sum(sizes) - max(sizes, default=0)


@st.composite
def with_sectors(draw: st.DrawFn) -> list[Thing | Bond]:
    """Random participations of bodies some of whose sectors are known."""
    rows = draw(participations(bodies=9))
    sectors = {who: draw(st.sampled_from(SECTORS)) for who in sorted({row.a for row in rows})}
    return [*rows, *(actor(who, sector=sector) for who, sector in sectors.items() if sector)]


@settings(max_examples=100, deadline=None)
@given(participations(bodies=10))
def test_parts_isolates_cores_and_what_all_hangs_by_are_networkxs(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    people = bodies(graph)
    found = structure(graph, top=100)
    assert (found.actors, found.ties) == (people.number_of_nodes(), people.number_of_edges())
    assert set(found.isolated) == set(nx.isolates(people))
    assert found.isolates == len(found.isolated)
    several = sorted((len(part) for part in nx.connected_components(people) if len(part) > 1), reverse=True)
    assert found.parts == len(several)
    assert [part.size for part in found.largest] == several
    number = nx.core_number(people)
    assert found.core_number == max(number.values(), default=0)
    innermost = {body for body, core in number.items() if core and core == found.core_number}
    assert (set(found.core), found.core_size) == (innermost, len(innermost))
    assert {cut.actor: cut.loses for cut in found.cut_points} == {
        body: lost_without(people, body) for body in nx.articulation_points(people)
    }
    assert {(bridge.a, bridge.b) for bridge in found.bridges} == {
        (min(edge), max(edge)) for edge in nx.bridges(people)
    }
    for bridge in found.bridges:
        without = people.copy()
        without.remove_edge(bridge.a, bridge.b)
        assert bridge.loses == min(
            len(nx.node_connected_component(without, end)) for end in (bridge.a, bridge.b)
        )


@settings(max_examples=60, deadline=None)
@given(participations(bodies=10))
def test_lists_are_cut_to_what_was_asked_for_and_counts_are_not(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    whole, short = structure(graph, top=100), structure(graph, top=2)
    for name in Structure.model_fields:
        told = getattr(whole, name)
        assert getattr(short, name) == (told[:2] if isinstance(told, tuple) else told)


@settings(max_examples=60, deadline=None)
@given(participations(bodies=10))
def test_the_heaviest_come_first(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    found = structure(graph, top=100)
    for listed in (found.cut_points, found.bridges):
        loses = [one.loses for one in listed]
        assert loses == sorted(loses, reverse=True)
        assert all(one.loses > 0 for one in listed)
    assert list(found.isolated) == sorted(found.isolated)
    tops = [who for part in found.largest for who in part.top_members]
    assert len(tops) == len(set(tops))
    people = bodies(graph)
    for part in found.largest:
        assert len({frozenset(nx.node_connected_component(people, who)) for who in part.top_members}) == 1
        assert len(part.top_members) == min(5, part.size)


def test_a_body_between_two_projects_is_what_they_hang_by() -> None:
    rows = [joins(f"A{i}", "P") for i in range(3)] + [joins(f"B{i}", "Q") for i in range(2)]
    found = structure(snapshot(rows, joins("C", "P"), joins("C", "Q"), joins("Z", "Alone")))
    assert (found.actors, found.ties, found.parts, found.isolates) == (7, 9, 1, 1)
    assert [(cut.actor, cut.loses, cut.sentence) for cut in found.cut_points] == [
        ("actor:fi:C", 2, "If it left, 2 bodies would lose contact with the rest.")
    ]
    assert found.bridges == ()
    assert found.isolated == ("actor:fi:Z",)
    assert (found.core_number, found.core_size) == (3, 4)


def test_a_tie_to_one_body_is_a_bridge_that_one_hangs_by() -> None:
    rows = [joins(f"A{i}", "P") for i in range(3)] + [tie("COLLABORATES_WITH", "actor:fi:A0", "actor:fi:B")]
    bridge = structure(snapshot(rows, joins("B", "Own"))).bridges[0]
    assert (bridge.a, bridge.b, bridge.loses) == ("actor:fi:A0", "actor:fi:B", 1)
    assert bridge.sentence == "Contact of 1 body with the rest hangs by it."


# roles


def counted(people: nx.Graph[str], sector: dict[str, str], body: str) -> Brokerage:
    """The roles of a body, pair by pair of its contacts."""
    counts: Counter[str] = Counter()
    for a, b in combinations([one for one in people[body] if one in sector], 2):
        if people.has_edge(a, b):
            continue
        own = [sector[end] == sector[body] for end in (a, b)]
        if all(own):
            counts["coordinator"] += 1
        elif any(own):
            counts["gatekeeper"] += 1
        else:
            counts["itinerant" if sector[a] == sector[b] else "liaison"] += 1
    return Brokerage(
        by="sector", coordinator=counts["coordinator"], gatekeeper=counts["gatekeeper"],
        itinerant=counts["itinerant"], liaison=counts["liaison"],
    )  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(with_sectors())
def test_roles_by_sector_are_what_counting_finds(rows: list[Thing | Bond]) -> None:
    graph = snapshot(rows)
    people = bodies(graph)
    sector = {row.id: str(row.fields["sector"]) for row in rows if isinstance(row, Thing)}
    several = len(set(sector.values())) > 1
    for broker in brokers(graph, top=100):
        told = several and broker.actor in sector
        assert broker.roles == ((counted(people, sector, broker.actor),) if told else ())


@settings(max_examples=60, deadline=None)
@given(participations(bodies=10))
def test_what_a_broker_leaves_behind_is_what_taking_it_away_finds(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    people = bodies(graph)
    size = nx.effective_size(people) if people else {}
    for broker in brokers(graph, top=100):
        assert broker.loses == lost_without(people, broker.actor)
        assert broker.effective_size is not None
        assert abs(broker.effective_size - size[broker.actor]) < 0.051
        assert ("would lose contact" in broker.sentence) == (broker.loses > 0)


def test_the_role_that_a_body_has_most_often_is_said() -> None:
    rows: list[Thing | Bond] = [
        actor("M", sector="public"), actor("A", sector="private"), actor("B", sector="third"),
        actor("C", sector="public"), joins("M", "P"), joins("A", "P"), joins("M", "Q"), joins("B", "Q"),
        joins("M", "R"), joins("C", "R"),
    ]  # fmt: skip
    (found,) = brokers(snapshot(rows))
    assert found.roles == (Brokerage(by="sector", coordinator=0, gatekeeper=2, itinerant=0, liaison=1),)
    assert found.roles[0].main == "gatekeeper"
    assert "mostly it lets its own sector meet others" in found.sentence
    assert Brokerage(by="sector", coordinator=0, gatekeeper=0, itinerant=0, liaison=0).main == ""
