"""Groups by Leiden, and the two-mode network redrawn."""

from __future__ import annotations

import random
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import networkit_worker
from graph.communities import leiden, redrawn
from graph.partition import modularity
from graph.projection import Network, network_of_bodies
from tests.graph.factories import Bond, network, participations, snapshot, two_mode_of, weighted_networks


def of_networkx(graph: nx.Graph) -> Network:
    nodes = {node: i for i, node in enumerate(sorted(graph))}
    return network(
        len(nodes),
        [(*sorted((nodes[u], nodes[v])), float(w)) for u, v, w in graph.edges(data="weight", default=1.0)],  # type: ignore[misc]
    )


def planted(seed: int) -> nx.Graph:
    return nx.planted_partition_graph(5, 16, 0.5, 0.03, seed=seed)


KNOWN = {"karate club": nx.karate_club_graph(), "planted 1": planted(1), "planted 2": planted(2)}


@pytest.mark.parametrize("name", KNOWN)
def test_groups_are_as_good_as_louvains(name: str) -> None:
    graph = KNOWN[name]
    found = modularity(of_networkx(graph), leiden(of_networkx(graph)))
    best = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        for seed in range(3)
    )
    assert found is not None
    assert found >= best - 0.02


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_groups_are_found(seed: int) -> None:
    group = leiden(of_networkx(planted(seed)))
    assert [len(set(group[k * 16 : k * 16 + 16].tolist())) for k in range(5)] == [1] * 5
    assert sorted(Counter(group.tolist()).values()) == [16] * 5


@settings(max_examples=25, deadline=None)
@given(weighted_networks(), st.integers(0, 3))
def test_the_same_network_and_seed_give_the_same_groups(one: Network, seed: int) -> None:
    first = leiden(one, seed=seed)
    leiden(of_networkx(KNOWN["karate club"]), seed=seed + 1)
    assert leiden(one, seed=seed).tolist() == first.tolist()
    assert len(first) == one.n
    sizes = np.bincount(first)
    assert list(sizes) == sorted(sizes, reverse=True)


def test_a_small_network_on_which_networkits_leiden_never_ends() -> None:
    third = 1 / 3
    ends = [(0, 3), (0, 4), (0, 6), (1, 2), (1, 3), (1, 6), (2, 3), (2, 6), (3, 4), (4, 6)]
    found = leiden(network(7, [*((u, v, third) for u, v in ends), (3, 6, 2 * third)]))
    assert len(found) == 7
    assert found[5] not in np.delete(found, 5)


@settings(max_examples=25, deadline=None)
@given(participations(), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_rows(ties: list[Bond], chance: random.Random) -> None:
    shuffled = list(ties)
    chance.shuffle(shuffled)
    one, other = (leiden(network_of_bodies(snapshot(rows))[1]) for rows in (ties, shuffled))
    assert one.tolist() == other.tolist()


@settings(max_examples=40, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=50), st.integers(0, 5))
def test_redrawing_keeps_how_much_everyone_takes_part_and_makes_no_tie_twice(
    ties: set[tuple[int, int]], seed: int
) -> None:
    two = two_mode_of(ties)
    new = redrawn(two, seed=seed)
    assert np.bincount(new.body, minlength=two.bodies).tolist() == np.bincount(two.body).tolist()
    assert np.bincount(new.shared, minlength=two.things).tolist() == np.bincount(two.shared).tolist()
    assert len(set(zip(new.body.tolist(), new.shared.tolist(), strict=True))) == len(ties)
    again = redrawn(two, seed=seed)
    assert (again.body.tolist(), again.shared.tolist()) == (new.body.tolist(), new.shared.tolist())


def test_redrawing_leaves_little_of_a_large_network_in_place() -> None:
    chance = random.Random(1)
    two = two_mode_of((chance.randrange(150), p) for p in range(200) for _ in range(4))
    before = set(zip(two.body.tolist(), two.shared.tolist(), strict=True))
    new = redrawn(two, seed=1)
    after = set(zip(new.body.tolist(), new.shared.tolist(), strict=True))
    assert len(before & after) < 0.1 * len(before)


def test_another_process_finds_the_same_groups_and_redraws_the_same_network() -> None:
    one = of_networkx(nx.gnm_random_graph(200, 600, seed=1))
    two = two_mode_of((body, body * 7 % 30) for body in range(100))
    before = leiden(one), redrawn(two, seed=3)
    networkit_worker._WORKER.stop()
    after = leiden(one), redrawn(two, seed=3)
    assert before[0].tolist() == after[0].tolist()
    assert before[1].body.tolist() == after[1].body.tolist()
    assert before[1].shared.tolist() == after[1].shared.tolist()
