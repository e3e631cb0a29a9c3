"""Who bridges groups, and who should know each other."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.brokers import brokers
from graph.links import LEAST, links
from graph.projection import network_of_bodies
from graph.snapshot import Snapshot
from tests.graph.factories import Bond, actor, joins, participations, snapshot, tie


def bodies(graph: Snapshot) -> nx.Graph:
    """Who works with whom, unweighted, by id."""
    two, one = network_of_bodies(graph)
    names = [graph.ids[p] for p in two.positions]
    people = nx.Graph()
    people.add_nodes_from(names)
    people.add_edges_from((names[u], names[v]) for u, v in zip(one.u.tolist(), one.v.tolist(), strict=True))
    return people


@settings(max_examples=40, deadline=None)
@given(participations(bodies=10))
def test_betweenness_and_constraint_are_networkxs(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    people = bodies(graph)
    found = brokers(graph, top=100)
    oracle = {
        id_: round(score, 6)
        for id_, score in nx.betweenness_centrality(people).items()
        if round(score, 6) > 0
    }
    assert {one.actor: one.betweenness for one in found} == pytest.approx(oracle, abs=2e-6)
    constraint = nx.constraint(people, [one.actor for one in found])
    for one in found:
        assert one.constraint == pytest.approx(constraint[one.actor], abs=1e-4)
        assert (one.degree, one.error) == (people.degree(one.actor), 0.0)
    assert found == sorted(found, key=lambda one: (-one.betweenness, one.actor))
    assert brokers(graph, top=2) == found[:2]


def test_who_alone_joins_two_groups_is_the_first_broker() -> None:
    rows = [joins(f"A{i}", "P") for i in range(4)] + [joins(f"B{i}", "Q") for i in range(4)]
    first = brokers(snapshot(rows, joins("C", "P"), joins("C", "Q"), actor("C", name_fi="Silta")))[0]
    assert (first.actor, first.name, first.degree) == ("actor:fi:C", "Silta", 8)
    assert first.betweenness == pytest.approx(16 / 28, abs=1e-6)
    assert first.sentence == (
        "Works with 8 bodies and lies on 57.1% of the shortest ways between all others; "
        "if it left, 4 would lose contact with the rest."
    )


def test_in_a_large_network_betweenness_is_estimated_within_the_error_it_states(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(1)
    busy = [1 / (1 + body) for body in range(60)]
    graph = snapshot(
        [joins(f"A{a:02}", f"P{p}") for p in range(60) for a in set(chance.choices(range(60), busy, k=3))]
    )
    exact = nx.betweenness_centrality(bodies(graph))
    monkeypatch.setattr("graph.brokers.EXACT_UP_TO", 10)
    found = brokers(graph, top=60)
    assert found[0].betweenness > 0.2
    assert {one.error for one in found} == {0.005}
    assert all(abs(one.betweenness - exact[one.actor]) <= one.error + 1e-6 for one in found)
    assert brokers(graph, top=60) == found


def test_two_bodies_have_no_broker() -> None:
    assert brokers(snapshot(joins("A", "P"), joins("B", "P"))) == []


@settings(max_examples=60, deadline=None)
@given(participations(bodies=10))
def test_links_score_by_the_contacts_in_common_and_how_active_both_are(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    people = bodies(graph)
    active = Counter(row.a for row in rows)
    oracle = {}
    for a, b in combinations(sorted(people), 2):
        if not people.has_edge(a, b):
            shared = sum(people.degree(z) ** -0.75 for z in nx.common_neighbors(people, a, b))
            common = shared * (active[a] * active[b]) ** (1 / 3)
            if round(common / (1 + common), 4) >= LEAST:
                oracle[a, b] = common / (1 + common)
    found = links(graph, top=1_000)
    assert {(link.a, link.b): link.score for link in found} == pytest.approx(oracle, abs=2e-4)
    assert found == sorted(found, key=lambda link: (-link.score, link.a, link.b))
    for link in found:
        shared = set(nx.common_neighbors(people, link.a, link.b))
        assert set(link.through) <= shared
        assert len(link.through) == min(5, len(shared))
        degrees = [people.degree(contact) for contact in link.through]
        assert degrees == sorted(degrees)
    assert links(graph, top=3) == found[:3]


def test_those_who_work_together_need_no_link() -> None:
    rows = [joins("A", "P"), joins("C", "P"), joins("B", "Q"), joins("C", "Q")]
    link = links(snapshot(rows))[0]
    assert (link.a, link.b, link.through) == ("actor:fi:A", "actor:fi:B", ("actor:fi:C",))
    common = 2**-0.75  # the one contact has two ties, and both are in one project
    assert link.score == round(common / (1 + common), 4)
    assert links(snapshot(rows, tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B"))) == []


def test_a_contact_that_everyone_has_introduces_nobody() -> None:
    everyone = [joins("HUB", f"P{i:03}") for i in range(100)]
    everyone += [joins(f"A{i:03}", f"P{i:03}") for i in range(100)]
    assert links(snapshot(everyone)) == []
    assert len(links(snapshot([row for row in everyone if int(row.b[-2:]) < 15]))) == 20
