"""Who can know of whom: paths that avoid hubs."""

from __future__ import annotations

import math
from itertools import combinations
from unittest.mock import patch

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import awareness
from graph.awareness import Awareness, Path
from graph.records import named_id
from graph.snapshot import Snapshot
from tests.graph.factories import (
    Bond,
    Thing,
    actor,
    ids_by_kind,
    joins,
    leads,
    position,
    project,
    snapshot,
    tie,
)

MEETING = (
    "PARTICIPATES_IN",
    "STEERS",
    "COORDINATES",
    "MEMBER_OF",
    "COLLABORATES_WITH",
    "ATTENDED",
    "CONTINUES",
)


def way(graph: Snapshot, a: str, b: str) -> tuple[int, list[str]] | None:
    """The distance between two projects, and who is between."""
    path = Awareness(graph).path(position(graph, "project", a), position(graph, "project", b))
    return None if path is None else (path.distance, [graph.ids[i].rpartition(":")[2] for i in path.between])


@st.composite
def meetings(draw: st.DrawFn) -> list[Thing | Bond]:
    """Random ties of every kind, those through which people meet and others."""
    actors, projects, networks, events = (
        st.sampled_from([f"{c}{i}" for i in range(n)]) for c, n in (("A", 8), ("P", 6), ("N", 2), ("E", 2))
    )
    rows: list[Thing | Bond] = []
    for kind in draw(
        st.lists(st.sampled_from([*MEETING, "FUNDS", "PARTICIPATES_IN", "PARTICIPATES_IN"]), max_size=30)
    ):
        a, b = draw(actors), draw(projects)
        if kind == "MEMBER_OF":
            a, b = draw(st.sampled_from([f"actor:fi:{a}", f"project:fi:{b}"])), draw(networks)
        elif kind == "ATTENDED":
            b = draw(events)
        elif kind == "COLLABORATES_WITH":
            b = f"actor:fi:{draw(actors)}"
        elif kind == "CONTINUES":
            a = draw(projects)
        elif kind == "COORDINATES":
            a = f"project:fi:{draw(projects)}"
        rows.append(tie(kind, a, b if kind != "COORDINATES" else f"project:fi:{b}"))
    return [*rows, *(project(f"P{i}") for i in range(6))]


@settings(max_examples=120, deadline=None)
@given(meetings(), st.integers(1, 4), st.sampled_from([50, 80, 99.5]))
def test_a_way_is_the_shortest_that_goes_through_no_hub(
    rows: list[Thing | Bond], floor: int, percentile: float
) -> None:
    graph = snapshot(rows)
    with patch.multiple(awareness, HUB_FLOOR=floor, HUB_PERCENTILE=percentile):
        known = Awareness(graph)
    people = nx.Graph()
    people.add_nodes_from(ids_by_kind(graph, "project"))
    people.add_edges_from(
        (row.a, row.b) for row in rows if isinstance(row, Bond) and row.kind in MEETING and row.a != row.b
    )
    hubs = {graph.ids[hub] for hub in known.hubs}
    assert all(people.degree(hub) > floor for hub in hubs)
    people.remove_nodes_from(hubs)

    for a, b in combinations(ids_by_kind(graph, "project"), 2):
        found = known.path(graph.index[a], graph.index[b])
        if nx.has_path(people, a, b):
            between = set().union(*nx.all_shortest_paths(people, a, b)) - {a, b}
            actors = sorted(graph.index[id_] for id_ in between if id_.startswith("actor:"))
            assert found == Path(nx.shortest_path_length(people, a, b), tuple(actors))
        else:
            assert found is None
        assert known.path(graph.index[b], graph.index[a]) == found


def test_a_shared_partner_is_two_steps_away_and_a_shared_network_four() -> None:
    rows = [
        leads("A", "P"),
        leads("B", "Q"),
        tie("MEMBER_OF", "actor:fi:A", "N"),
        tie("MEMBER_OF", "actor:fi:B", "N"),
    ]
    assert way(snapshot(rows), "P", "Q") == (4, ["A", "B"])
    assert way(snapshot(rows, joins("C", "P"), joins("C", "Q")), "P", "Q") == (2, ["C"])
    assert way(snapshot(rows, tie("CONTINUES", "P", "Q")), "P", "Q") == (1, [])
    assert way(snapshot(rows), "P", "P") == (0, [])


def test_all_who_stand_on_shortest_ways_are_between() -> None:
    graph = snapshot(joins("C", "P"), joins("C", "Q"), joins("B", "P"), joins("B", "Q"), joins("D", "P"))
    assert way(graph, "P", "Q") == (2, ["B", "C"])


def test_money_places_and_subjects_introduce_nobody() -> None:
    graph = snapshot(
        leads("A", "P"), leads("B", "Q"),
        *(tie("FUNDS", "F", p) for p in "PQ"),
        *(tie("LOCATED_IN", f"project:fi:{p}", "region:fi:R") for p in "PQ"),
        *(tie(kind, f"project:fi:{p}", "theme:fi:T") for p in "PQ" for kind in ("ABOUT", "TARGETS")),
        *(tie("FUNDED_UNDER", f"project:fi:{p}", "programme:fi:X") for p in "PQ"),
        *(tie("COORDINATES", f"project:fi:{p}", "programme:fi:X") for p in "PQ"),
        *(tie("SERVES", a, "region:fi:R") for a in "AB"),
        tie("SUCCEEDED_BY", "actor:fi:A", "actor:fi:B"),
    )  # fmt: skip
    assert way(graph, "P", "Q") is None


@pytest.mark.parametrize(("kind", "distance"), [("STEERS", 2), ("ATTENDED", 4), ("COLLABORATES_WITH", 3)])
def test_steering_meeting_and_working_together_introduce(kind: str, distance: int) -> None:
    ties = {
        "STEERS": [tie("STEERS", "S", "P"), tie("STEERS", "S", "Q")],
        "ATTENDED": [
            tie("ATTENDED", "actor:fi:A", "event:fi:E"),
            tie("ATTENDED", "actor:fi:B", "event:fi:E"),
        ],
        "COLLABORATES_WITH": [tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B")],
    }
    found = way(snapshot(leads("A", "P"), leads("B", "Q"), ties[kind]), "P", "Q")
    assert found is not None
    assert found[0] == distance


def test_two_ids_of_one_body_are_one_go_between() -> None:
    named = named_id("actor", "Kuopion kaupunki")
    graph = snapshot(
        actor("K", name_fi="Kuopion kaupunki"),
        actor(named, name_fi="Kuopion kaupunki"),
        leads("K", "P"),
        leads(named, "Q"),
    )
    assert way(graph, "P", "Q") == (2, ["K"])


# hubs


def degrees(counts: list[int]) -> Snapshot:
    """One actor for each count, with so many projects of its own."""
    return snapshot(
        [leads(f"A{i:03}", f"P{i:03}-{k:03}") for i, count in enumerate(counts) for k in range(count)]
    )


def hubs(graph: Snapshot) -> set[str]:
    return {graph.ids[hub].rpartition(":")[2] for hub in Awareness(graph).hubs}


def percentile(values: list[int], share: float) -> float:
    """The percentile by linear interpolation, by hand."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def test_a_hub_has_more_than_fifty_ties() -> None:
    many = [1] * 210
    assert hubs(degrees([50, *many])) == set()
    assert hubs(degrees([51, *many])) == {"A000"}


def test_where_many_have_more_than_fifty_ties_the_percentile_counts_and_ties_at_it_are_no_hubs() -> None:
    assert hubs(degrees([60] * 30)) == set()
    assert hubs(degrees([60] * 30 + [61])) == {"A030"}
    assert hubs(degrees([60] * 30 + [61, 61])) == set()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from([1, 2, 49, 50, 51, 52, 70, 90]), min_size=1, max_size=40), st.integers(0, 300)
)
def test_a_hub_has_more_ties_than_both_limits_among_actors_that_have_any(
    counts: list[int], others: int
) -> None:
    counts = counts + [1] * others
    graph = snapshot(
        [leads(f"A{i:03}", f"P{i:03}-{k:03}") for i, count in enumerate(counts) for k in range(count)],
        [actor(f"Z{i}") for i in range(300)],
    )
    limit = max(50.0, percentile(counts, 0.995))
    assert hubs(graph) == {f"A{i:03}" for i, count in enumerate(counts) if count > limit}


def test_a_tie_said_twice_counts_once_and_money_counts_nothing() -> None:
    fifty = [leads("A", f"P{i}") for i in range(50)]
    twice = [joins("A", f"P{i}", "another") for i in range(50)]
    funded = [tie("FUNDS", "A", f"Q{i}") for i in range(50)]
    rest = [leads(f"B{i}", f"R{i}") for i in range(210)]
    assert hubs(snapshot(fifty, twice, funded, rest)) == set()
    assert hubs(snapshot(fifty, twice, funded, rest, joins("A", "R0"))) == {"A"}


def test_a_hub_is_no_way_and_projects_may_have_many_ties() -> None:
    rest = [leads(f"B{i}", f"R{i}") for i in range(210)]
    hub = [leads("HUB", f"P{i}") for i in range(51)]
    assert way(snapshot(rest, hub), "P0", "P1") is None
    busy = [joins(f"C{i}", "P0") for i in range(60)]
    assert way(snapshot(rest, hub, busy, joins("C1", "P1")), "P0", "P1") == (2, ["C1"])
