"""Measures of a network against networkx on random graphs, against plain counting, and against published values."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from graph.bodies import Network
from graph.communities import leiden
from graph.measures.cuts import cores, cuts, parts
from graph.measures.holes import constraint, effective_size
from graph.measures.mixing import assortativity, crossing, mixing
from graph.measures.permuted import ei_test
from graph.measures.roles import brokerage
from graph.measures.stability import adjusted_rand, best_of, scan, together
from graph.partition import ei_index, inside_and_outside, modularity
from graph.projection import project_bodies
from tests.graph.factories import network, two_mode_of, weighted_networks


def as_networkx(one: Network) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(one.n))
    graph.add_weighted_edges_from(zip(one.u.tolist(), one.v.tolist(), one.w.tolist(), strict=True))
    return graph


def of_networkx(graph: nx.Graph) -> tuple[Network, list[object]]:
    names = sorted(graph, key=str)
    place = {name: i for i, name in enumerate(names)}
    edges = [(*sorted((place[u], place[v])), 1.0) for u, v in graph.edges()]
    return network(len(names), edges), names  # type: ignore[arg-type]


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Network, np.ndarray]:
    """A random network whose bodies are in up to four groups; some are in an unknown one."""
    one = draw(weighted_networks())
    group = draw(st.lists(st.integers(-1, 3), min_size=one.n, max_size=one.n))
    return one, np.array(group, dtype=np.int64)


# who sits between whom


@settings(max_examples=80, deadline=None)
@given(weighted_networks(), st.booleans())
def test_constraint_is_burts(one: Network, weighted: bool) -> None:
    expected = nx.constraint(as_networkx(one), weight="weight" if weighted else None)
    np.testing.assert_allclose(
        constraint(one, weighted=weighted), [expected[i] for i in range(one.n)], rtol=0, atol=1e-9
    )


@settings(max_examples=80, deadline=None)
@given(weighted_networks())
def test_effective_size_is_borgattis(one: Network) -> None:
    expected = nx.effective_size(as_networkx(one))
    found = effective_size(one)
    tied = [i for i in range(one.n) if i in set(one.u.tolist() + one.v.tolist())]
    np.testing.assert_allclose(found[tied], [expected[i] for i in tied], rtol=0, atol=1e-9)
    assert np.isnan(np.delete(found, tied)).all()


@settings(max_examples=80, deadline=None)
@given(grouped())
def test_brokerage_roles_are_what_counting_finds(drawn: tuple[Network, np.ndarray]) -> None:
    one, group = drawn
    graph = as_networkx(one)
    found = brokerage(one, group)
    for body in range(one.n):
        counts = {"coordinator": 0, "itinerant": 0, "gatekeeper": 0, "liaison": 0}
        known = [other for other in graph[body] if group[other] >= 0] if group[body] >= 0 else []
        for a, b in combinations(known, 2):
            if graph.has_edge(a, b):
                continue
            own = [group[end] == group[body] for end in (a, b)]
            if all(own):
                counts["coordinator"] += 1
            elif any(own):
                counts["gatekeeper"] += 1
            else:
                counts["itinerant" if group[a] == group[b] else "liaison"] += 1
        assert {role: getattr(found, role)[body] for role in counts} == counts
        assert found.total[body] == sum(counts.values())


# what holds it together


@settings(max_examples=150, deadline=None)
@given(weighted_networks())
def test_cuts_are_what_taking_away_finds(one: Network) -> None:
    graph = as_networkx(one)
    found = cuts(one)
    assert set(np.flatnonzero(found.lost).tolist()) == set(nx.articulation_points(graph))
    for body in range(one.n):
        members = nx.node_connected_component(graph, body) - {body}
        left = [len(part) for part in nx.connected_components(graph.subgraph(members))]
        assert found.lost[body] == sum(left) - max(left, default=0)
    assert {(u, v) for u, v, _ in found.bridges} == {tuple(sorted(edge)) for edge in nx.bridges(graph)}
    for u, v, cut_off in found.bridges:
        without = graph.copy()
        without.remove_edge(u, v)
        assert cut_off == min(len(nx.node_connected_component(without, end)) for end in (u, v))


@settings(max_examples=80, deadline=None)
@given(weighted_networks())
def test_cores_and_parts_are_those_of_networkx(one: Network) -> None:
    graph = as_networkx(one)
    expected = nx.core_number(graph)
    assert cores(one).tolist() == [expected[i] for i in range(one.n)]
    part = parts(one)
    assert {frozenset(np.flatnonzero(part == p).tolist()) for p in range(part.max() + 1)} == {
        frozenset(found) for found in nx.connected_components(graph)
    }
    assert (np.diff(np.bincount(part)) <= 0).all()


def test_a_long_chain_does_not_run_out_of_depth() -> None:
    n = 20_000
    found = cuts(network(n, [(i, i + 1, 1.0) for i in range(n - 1)]))
    assert found.lost[1] == 1
    assert found.lost[n // 2] == n // 2 - 1
    assert len(found.bridges) == n - 1


# how given groups mix


@settings(max_examples=80, deadline=None)
@given(weighted_networks(), st.randoms(use_true_random=False))
def test_assortativity_is_newmans(one: Network, chance: object) -> None:
    group = np.array([chance.randrange(3) for _ in range(one.n)], dtype=np.int64)  # type: ignore[attr-defined]
    plain = Network(one.n, one.u, one.v, np.ones(len(one.u)))
    found = assortativity(plain, group)
    ends = set(group[one.u].tolist() + group[one.v].tolist())
    if len(ends) < 2:
        assert found is None
        return
    graph = as_networkx(plain)
    nx.set_node_attributes(graph, dict(enumerate(group.tolist())), "group")
    assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(grouped())
def test_a_mixing_matrix_adds_up(drawn: tuple[Network, np.ndarray]) -> None:
    one, group = drawn
    found = mixing(one, group)
    told = (group[one.u] >= 0) & (group[one.v] >= 0)
    assert found.observed.sum() == pytest.approx(2 * one.w[told].sum())
    np.testing.assert_allclose(found.observed, found.observed.T)
    np.testing.assert_allclose(found.expected.sum(axis=1), found.observed.sum(axis=1), atol=1e-9)
    share = crossing(one, group)
    if told.any():
        inside = np.trace(found.observed) / found.observed.sum()
        assert share == pytest.approx(1 - inside)
    else:
        assert share is None


def test_shuffled_labels_tell_a_planted_silo_from_chance() -> None:
    planted, _ = of_networkx(nx.planted_partition_graph(3, 20, 0.4, 0.03, seed=1))
    group = np.repeat([0, 1, 2], 20)
    order = sorted(range(60), key=str)
    label = group[order]
    whole, each = ei_test(planted, label, permutations=199)
    assert whole.p_closed == 1 / 200
    assert whole.p_open == 1.0
    assert whole.observed is not None
    assert whole.observed < whole.mean - 3 * whole.deviation
    assert all(one.p_closed == 1 / 200 for one in each)
    by_degree, _ = ei_test(planted, label, permutations=199, like_degree=True)
    assert by_degree.p_closed is not None
    assert by_degree.p_closed < 0.02


@settings(max_examples=60, deadline=None)
@given(grouped())
def test_the_observed_index_is_krackhardt_and_sterns(drawn: tuple[Network, np.ndarray]) -> None:
    one, group = drawn
    whole, each = ei_test(one, group, permutations=3)
    told = (group[one.u] >= 0) & (group[one.v] >= 0)
    inside, outside = inside_and_outside(
        Network(one.n, one.u[told], one.v[told], one.w[told]), np.where(group < 0, 4, group)
    )
    expected = ei_index(float(outside.sum()) / 2, float(inside.sum()))
    assert whole.observed == (None if expected is None else pytest.approx(expected))
    for own, out, found in zip(inside, outside, each, strict=False):
        expected = ei_index(float(out), float(own))
        assert found.observed == (None if expected is None else pytest.approx(expected))


def test_labels_at_random_are_silos_no_more_often_than_the_level_says() -> None:
    chance = np.random.default_rng(3)
    closed = 0
    for seed in range(60):
        one, _ = of_networkx(nx.gnm_random_graph(40, 100, seed=seed))
        label = chance.integers(0, 3, 40)
        whole, _ = ei_test(one, label, permutations=99, seed=seed, like_degree=bool(seed % 2))
        closed += whole.p_closed is not None and whole.p_closed <= 0.05
    assert closed <= 8  # of 60 at a level of 0.05, more than 8 come once in 400


@pytest.mark.parametrize("like_degree", [False, True])
def test_what_cannot_be_tested_says_so(like_degree: bool) -> None:
    for one, label in (
        (network(0, []), np.empty(0, np.int64)),
        (network(3, []), np.array([0, 1, 0])),
        (network(2, [(0, 1, 1.0)]), np.array([-1, -1])),
    ):
        whole, _ = ei_test(one, label, permutations=9, like_degree=like_degree)
        assert (whole.observed, whole.p_closed) == (None, None)
        assert assortativity(one, label) is None


# how far a partition can be trusted


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_agreement_is_the_adjusted_rand_index(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(weighted_networks())
def test_the_best_of_several_runs_is_no_worse_than_one_and_says_how_stable_it_is(one: Network) -> None:
    best = best_of(one, runs=4)
    single = modularity(one, leiden(one))
    if single is None:
        assert best.modularity is None
    else:
        assert best.modularity is not None
        assert best.modularity >= single - 1e-9
    assert ((best.together >= 0) & (best.together <= 1)).all()
    assert len(best.together) == best.group.max() + 1


def test_a_group_that_every_run_keeps_is_stable_and_one_that_they_split_is_not() -> None:
    group = np.array([0, 0, 0, 0, 1, 1])
    assert together(group, [group, np.array([0, 0, 1, 1, 2, 2])]).tolist() == [(1 + 2 / 6) / 2, 1.0]
    assert together(group, []).tolist() == [1.0, 1.0]


def test_higher_resolutions_give_more_groups() -> None:
    karate, _ = of_networkx(nx.karate_club_graph())
    found = scan(karate, leiden(karate))
    assert [one.resolution for one in found] == [0.5, 0.75, 1.0, 1.5, 2.0]
    assert found[0].groups < found[-1].groups
    assert next(one.agreement for one in found if one.resolution == 1.0) == 1.0


# published values


def test_krackhardts_kite() -> None:
    """Andre … Jane; Heather (7) and Ike (8) hold the tail (Krackhardt 1990, Administrative Science Quarterly 35)."""
    kite, names = of_networkx(nx.krackhardt_kite_graph())
    place = {name: i for i, name in enumerate(names)}
    found = cuts(kite)
    assert {name: int(found.lost[i]) for name, i in place.items() if found.lost[i]} == {7: 2, 8: 1}
    assert cores(kite)[place[3]] == 3
    assert cores(kite)[place[9]] == 1


def test_the_karate_club() -> None:
    """Core numbers up to 4, one articulation point (the instructor), modularity 0.4198 (Brandes et al. 2008)."""
    club, names = of_networkx(nx.karate_club_graph())
    place = {name: i for i, name in enumerate(names)}
    assert cores(club).max() == 4
    assert [names[i] for i in np.flatnonzero(cuts(club).lost)] == [0]
    assert cuts(club).bridges == ((*sorted((place[0], place[11])), 1),)
    assert best_of(club, runs=20).modularity == pytest.approx(0.4198, abs=1e-4)


def test_the_florentine_families() -> None:
    """The Medici hold three families that have no other way (Padgett and Ansell 1993, marriages)."""
    families, names = of_networkx(nx.florentine_families_graph())
    place = {name: i for i, name in enumerate(names)}
    lost = cuts(families).lost
    assert {str(names[i]) for i in np.flatnonzero(lost)} == {"Albizzi", "Guadagni", "Medici", "Salviati"}
    assert lost[place["Medici"]] == 3
    assert int(np.nanargmin(constraint(families))) == place["Medici"]


def test_the_southern_women() -> None:
    """18 women at 14 events, 89 times; all but 14 of their 153 pairs met (Davis, Gardner and Gardner 1941).

    The weights of the projection are Newman's, as networkx has them.
    """
    davis = nx.davis_southern_women_graph()
    women, events = sorted(davis.graph["top"]), sorted(davis.graph["bottom"])
    ties = [(women.index(a), events.index(b)) for a in women for b in davis[a]]
    assert (len(women), len(events), len(ties)) == (18, 14, 89)
    found = project_bodies(two_mode_of(ties))
    assert len(found.u) == 139
    oracle = nx.bipartite.collaboration_weighted_projected_graph(davis, women)
    weights = {(women[u], women[v]): w for u, v, w in zip(found.u, found.v, found.w, strict=True)}
    assert weights.keys() == {tuple(sorted(pair)) for pair in oracle.edges}
    for (a, b), weight in weights.items():
        assert weight == pytest.approx(oracle[a][b]["weight"], abs=1e-9)
