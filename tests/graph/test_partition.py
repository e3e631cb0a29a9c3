"""How much groups keep to themselves, and the network of bodies they are groups of."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.partition import ei_index, inside_and_outside, modularity, renumbered
from graph.projection import Network, network_of_bodies, project_bodies, two_mode
from graph.records import named_id
from tests.graph.factories import (
    Bond,
    actor,
    joins,
    leads,
    network,
    participations,
    snapshot,
    tie,
    two_mode_of,
    weighted_networks,
)

GROUPS = st.lists(st.integers(0, 4), min_size=14, max_size=14)


def as_networkx(one: Network) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(one.n))
    graph.add_weighted_edges_from(zip(one.u.tolist(), one.v.tolist(), one.w.tolist(), strict=True))
    return graph


def numbered(labels: list[int], n: int) -> np.ndarray:
    """Labels of n bodies as numbers without gaps."""
    return np.unique(np.array(labels[:n]), return_inverse=True)[1].astype(np.int64)


@settings(max_examples=100, deadline=None)
@given(weighted_networks(), GROUPS)
def test_modularity_is_networkxs(one: Network, labels: list[int]) -> None:
    group = numbered(labels, one.n)
    found = modularity(one, group)
    if not len(one.u):
        assert found is None
        return
    communities = [set(np.flatnonzero(group == g).tolist()) for g in range(group.max() + 1)]
    assert found == pytest.approx(nx.community.modularity(as_networkx(one), communities), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(weighted_networks(), GROUPS)
def test_weights_inside_and_outside_are_counted_tie_by_tie(one: Network, labels: list[int]) -> None:
    group = numbered(labels, one.n)
    inside: dict[int, float] = defaultdict(float)
    outside: dict[int, float] = defaultdict(float)
    for u, v, w in zip(one.u.tolist(), one.v.tolist(), one.w.tolist(), strict=True):
        if group[u] == group[v]:
            inside[int(group[u])] += w
        else:
            outside[int(group[u])] += w
            outside[int(group[v])] += w
    found = inside_and_outside(one, group)
    groups = range(group.max() + 1)
    assert found[0].tolist() == pytest.approx([inside[g] for g in groups])
    assert found[1].tolist() == pytest.approx([outside[g] for g in groups])


def test_the_ei_index_runs_from_all_inside_to_all_outside() -> None:
    assert ei_index(0, 5) == -1
    assert ei_index(5, 0) == 1
    assert ei_index(2, 2) == 0
    assert ei_index(1, 3) == -0.5
    assert ei_index(0, 0) is None


@given(st.lists(st.integers(0, 6), max_size=30))
def test_groups_are_numbered_by_size_then_by_smallest_member(labels: list[int]) -> None:
    found = renumbered(np.array(labels, dtype=np.int64)).tolist()
    members: dict[int, list[int]] = defaultdict(list)
    for body, label in enumerate(labels):
        members[label].append(body)
    expected = sorted(members.values(), key=lambda one: (-len(one), one[0]))
    assert [[body for body, g in enumerate(found) if g == n] for n in range(len(expected))] == expected


# the network of bodies


@settings(max_examples=80, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_weights_are_newmans_as_networkx_computes_them(ties: set[tuple[int, int]]) -> None:
    two = two_mode_of(ties)
    bipartite = nx.Graph()
    bipartite.add_nodes_from(range(two.bodies))
    bipartite.add_edges_from(
        (body, 100 + shared) for body, shared in zip(two.body.tolist(), two.shared.tolist(), strict=True)
    )
    oracle = (
        nx.bipartite.collaboration_weighted_projected_graph(bipartite, range(two.bodies))
        if ties
        else nx.Graph()
    )
    found = project_bodies(two)
    assert {
        (u, v): w for u, v, w in zip(found.u.tolist(), found.v.tolist(), found.w.tolist(), strict=True)
    } == pytest.approx({(min(u, v), max(u, v)): w for u, v, w in oracle.edges(data="weight")})
    assert list(zip(found.u, found.v, strict=True)) == sorted(zip(found.u, found.v, strict=True))
    assert (found.u < found.v).all()


@settings(max_examples=30, deadline=None)
@given(participations())
def test_who_takes_part_in_what_is_told_once_and_by_id(ties: list[Bond]) -> None:
    graph = snapshot(ties, [bond._replace(role="lead", source="another") for bond in ties[::2]])
    two = two_mode(graph)
    assert sorted({bond.a for bond in ties}) == [graph.ids[p] for p in two.positions]
    assert len(two.body) == len(ties)


def test_projects_networks_and_events_bring_bodies_together_and_money_and_places_do_not() -> None:
    graph = snapshot(
        leads("A", "P"), joins("B", "P"), joins("C", "P"),
        tie("MEMBER_OF", "actor:fi:A", "N"), tie("MEMBER_OF", "actor:fi:D", "N"), tie("MEMBER_OF", "project:fi:P", "N"),
        tie("ATTENDED", "actor:fi:D", "E"), tie("ATTENDED", "actor:fi:E", "E"), tie("ATTENDED", "project:fi:P", "E"),
        tie("FUNDS", "F", "P"), tie("FUNDS", "F", "Q"), tie("STEERS", "S", "P"),
        tie("LOCATED_IN", "actor:fi:X", "region:fi:R"), tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B"),
    )  # fmt: skip
    two, one = network_of_bodies(graph)
    names = [graph.ids[p].rpartition(":")[2] for p in two.positions]
    edges = {(names[u] + names[v]): w for u, v, w in zip(one.u, one.v, one.w, strict=True)}
    assert edges == {"AB": 0.5 + 1.0, "AC": 0.5, "BC": 0.5, "AD": 1.0, "DE": 1.0}


def test_two_ids_of_one_body_work_together_with_nobody_new_and_never_with_themselves() -> None:
    named = named_id("actor", "Kuopion kaupunki")
    graph = snapshot(
        actor("K", name_fi="Kuopion kaupunki"), actor(named, name_fi="Kuopion kaupunki"),
        joins("K", "P"), joins(named, "P"), joins("B", "P"),
        tie("COLLABORATES_WITH", "actor:fi:K", named), tie("COLLABORATES_WITH", "actor:fi:B", "actor:fi:B"),
    )  # fmt: skip
    two, one = network_of_bodies(graph)
    assert [graph.ids[p] for p in two.positions] == ["actor:fi:B", "actor:fi:K"]
    assert (one.u.tolist(), one.v.tolist(), one.w.tolist()) == ([0], [1], [1.0])


def test_the_matrix_of_a_network_is_symmetric() -> None:
    assert network(3, [(0, 1, 2.0), (1, 2, 0.5)]).matrix().toarray().tolist() == [
        [0, 2, 0],
        [2, 0, 0.5],
        [0, 0.5, 0],
    ]
