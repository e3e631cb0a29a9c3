"""Which groups of bodies keep to themselves, and is that more than chance."""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from graph.projection import two_mode
from graph.records.groups import Silos
from graph.silos import silos
from graph.silos.null import LIKE, MOST_TIMES, POOL, Null, draw, p_value, q_values
from tests.graph.factories import (
    Bond,
    Thing,
    actor,
    joins,
    leads,
    located,
    participations,
    project,
    region,
    snapshot,
    tie,
)


def planted(groups: int = 4, size: int = 12, projects: int = 18, across: int = 6) -> list[Bond]:
    """Groups of bodies whose projects are nearly all among themselves."""
    chance = random.Random(1)
    rows = []
    for g in range(groups):
        for p in range(projects):
            rows += [joins(f"A{g}-{body:02}", f"P{g}-{p:02}") for body in chance.sample(range(size), 3)]
    for p in range(across):
        rows += [joins(f"A{g}-{chance.randrange(size):02}", f"X{p}") for g in chance.sample(range(groups), 2)]
    return rows


def by_chance(seed: int, bodies: int = 60, projects: int = 90) -> list[Bond]:
    """Bodies thrown together at random, some busier than others."""
    chance = random.Random(seed)
    weights = [1 / (1 + body) ** 0.5 for body in range(bodies)]
    return [
        joins(f"A{body:02}", f"P{p:02}")
        for p in range(projects) for body in set(chance.choices(range(bodies), weights, k=3))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Silos:
    return silos(snapshot(planted()), redraws=10)


def test_planted_silos_are_found(found: Silos) -> None:
    assert [group.silo for group in found.groups] == [True] * 4
    assert sorted(group.members for group in found.groups) == [
        tuple(f"actor:fi:A{g}-{body:02}" for body in range(12)) for g in range(4)
    ]
    assert found.actors == 48
    assert found.modularity is not None
    assert found.null_model.mean_modularity is not None
    assert found.modularity > found.null_model.mean_modularity + 0.2


def test_a_group_says_how_much_it_keeps_to_itself(found: Silos) -> None:
    for group in found.groups:
        assert group.size == len(group.members)
        assert set(group.top_members) <= set(group.members)
        assert group.ei_index == pytest.approx(1 - 2 * group.inside_share, abs=2e-4)
        assert group.p_value is not None
        assert group.q_value is not None
        assert 0 < group.p_value <= group.q_value <= 1
    assert found.null_model.name == "curveball"
    assert found.null_model.redraws >= 10
    assert "redrawn" in found.null_model.sentence


def test_groups_of_a_network_made_by_chance_are_next_to_never_silos() -> None:
    verdicts = [
        group.silo for seed in range(3) for group in silos(snapshot(by_chance(seed)), redraws=4).groups
    ]
    assert len(verdicts) > 10
    assert sum(verdict is True for verdict in verdicts) <= 1


def test_the_same_network_gives_the_same_silos_in_any_order_of_rows(found: Silos) -> None:
    rows = planted()
    random.Random(2).shuffle(rows)
    assert silos(snapshot(rows), redraws=10) == found


def test_silos_come_first_by_how_far_they_lie_above_chance_then_groups_by_size_and_smallest_id() -> None:
    mixed = [
        *planted(2),
        *(row._replace(a=row.a.replace(":A", ":Z"), b=row.b.replace(":P", ":Q")) for row in by_chance(1)),
    ]
    groups = silos(snapshot(mixed), redraws=5).groups
    assert [group.silo for group in groups] == sorted(
        (group.silo for group in groups), key=lambda silo: not silo
    )
    rest = [group for group in groups if not group.silo]
    assert rest
    assert rest == sorted(rest, key=lambda group: (-group.size, group.members[0]))


def test_without_redraws_nothing_is_tested() -> None:
    untested = silos(snapshot(planted()), redraws=0)
    assert untested.null_model.redraws == 0
    assert untested.null_model.mean_inside_share is None
    assert len(untested.groups) == 4
    for group in untested.groups:
        assert (group.p_value, group.q_value, group.silo) == (None, None, None)
    assert list(untested.groups) == sorted(untested.groups, key=lambda group: (-group.size, group.members[0]))


def test_small_groups_are_not_tested_and_are_no_silos() -> None:
    small = [*(joins(f"A{i}", "P") for i in range(4)), *(joins(f"B{i}", "Q") for i in range(3))]
    groups = silos(snapshot(small), redraws=2).groups
    assert [(group.size, group.p_value, group.silo) for group in groups] == [
        (4, None, False),
        (3, None, False),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [actor("A")],
        [leads("A", "P")],
        [leads("A", f"P{i}") for i in range(5)],
        [leads(f"A{i}", f"P{i}") for i in range(5)],
        [tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:A"), leads("A", "P")],
        [tie("FUNDS", "A", "P")],
    ],
)
def test_where_nobody_works_with_anybody_there_are_no_groups(rows: Sequence[Thing | Bond]) -> None:
    found = silos(snapshot(rows), redraws=2)
    assert (found.modularity, found.actors, found.ties, found.groups) == (None, 0, 0, ())
    assert [by.ei_index for by in found.by] == [None] * 3


def test_bodies_that_work_together_directly_are_tied_though_they_take_part_in_nothing() -> None:
    found = silos(snapshot(tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B")), redraws=2)
    assert (found.actors, found.ties, [group.size for group in found.groups]) == (2, 1, [2])


@pytest.mark.parametrize("bodies", [2, 5, 6, 30])
def test_one_project_is_one_group_that_chance_makes_too(bodies: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = silos(snapshot([joins(f"A{i:02}", "P") for i in range(bodies)]), redraws=2)
    assert [(group.size, group.inside_share, group.silo) for group in found.groups] == [(bodies, 1.0, False)]


@settings(max_examples=15, deadline=None)
@given(participations())
def test_any_small_network_gives_groups_that_hold_together(rows: list[Bond]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = silos(snapshot(rows), redraws=1)
    members = [id_ for group in found.groups for id_ in group.members]
    assert len(members) == len(set(members)) == found.actors
    for group in found.groups:
        assert 0 <= group.inside_share <= 1
        assert Silos.model_validate_json(found.model_dump_json()) == found


def test_a_group_that_no_redraw_can_be_compared_with_is_no_silo() -> None:
    """Direct collaborations are no part of the redrawn network, so its groups may all be too small."""
    rows = [joins(f"A{i}", f"P{i}") for i in range(8)]
    rows += [tie("COLLABORATES_WITH", f"actor:fi:A{i}", f"actor:fi:A{j}") for i in range(8) for j in range(i)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = silos(snapshot(rows), redraws=2)
    assert [(group.size, group.silo) for group in found.groups] == [(8, False)]


def test_chance_is_drawn_until_each_group_has_enough_of_like_size_to_stand_beside() -> None:
    two = two_mode(snapshot(planted()))
    first, wanted = draw(two, 20, 2), draw(two, 20, 2, sizes=[12])
    assert len(first.sizes) >= POOL
    near = np.abs(np.log(wanted.sizes / 12)) <= np.log(LIKE)
    assert near.sum() >= POOL or len(wanted.modularities) == 20 * MOST_TIMES
    assert len(wanted.modularities) > len(first.modularities)


def test_one_occasion_makes_no_silo() -> None:
    """Its bodies are tied to nobody else, but they had no second chance to be."""
    rows = [*planted(3), *(joins(f"Z{i:02}", "ONE") for i in range(30))]
    by_size = {group.size: group for group in silos(snapshot(rows), redraws=10).groups}
    assert (by_size[30].things, by_size[30].inside_share, by_size[30].silo) == (1, 1.0, False)
    assert by_size[12].silo is True


# labels and attributes


def test_a_label_says_what_sets_a_group_apart() -> None:
    rows: list[Thing | Bond] = list(planted(2))
    rows += [
        project(f"P{g}-{p:02}", ("Nuorten työpaja", "Vanhusten hoiva")[g])
        for g in range(2)
        for p in range(18)
    ]
    labels = {group.members[0]: group.labels for group in silos(snapshot(rows), redraws=0).groups}
    # a term of the vocabulary is told in each language, other words as they stand
    assert labels["actor:fi:A0-00"] == {
        "fi": "nuorten työpaja",
        "sv": "ungdomsverkstad",
        "en": "youth workshop",
    }
    assert "hoiva" in labels["actor:fi:A1-00"]["fi"]


def test_ties_between_sectors_regions_and_themes_are_measured() -> None:
    rows = [
        actor("A", sector="public"), actor("B", sector="public"), actor("C", sector="private"), actor("D"),
        region("R"), region("S"), project("P"), project("Q"), located("P", "R"), located("Q", "S"),
        joins("A", "P"), joins("B", "P"), joins("B", "Q"), joins("C", "Q"), joins("A", "X"), joins("D", "X"),
        tie("ABOUT", "project:fi:P", "theme:fi:T"), tie("LOCATED_IN", "actor:fi:C", "region:fi:R"),
    ]  # fmt: skip
    sector, place, theme = silos(snapshot(rows), redraws=0).by
    # A–B inside the public sector, B–C across; D's sector is unknown
    assert (sector.attribute, sector.ei_index, sector.known) == ("sector", 0.0, 3)
    assert sector.values == {"public": 0.0, "private": 1.0}
    # A: R by its project; B: R and S once each, the smaller id; C: its own R; D: none
    assert (place.attribute, place.ei_index, place.known) == ("region", -1.0, 3)
    assert (theme.ei_index, theme.known, theme.values) == (-1.0, 2, {"theme:fi:T": -1.0})


# the test itself


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_q_values_are_those_of_benjamini_and_hochberg(p: list[float]) -> None:
    assert q_values(p) == pytest.approx(false_discovery_control(p).tolist())


def test_no_tests_no_corrections() -> None:
    assert q_values([]) == []


def test_a_p_value_counts_the_observed_group_and_all_as_far_out() -> None:
    pool = np.array([0.1, 0.2, 0.5, 0.5])
    assert [p_value(share, pool) for share in (0.05, 0.2, 0.5, 0.9)] == [1.0, 4 / 5, 3 / 5, 1 / 5]
    assert p_value(0.9, np.empty(0)) == 1.0


def test_a_group_is_compared_with_the_null_groups_nearest_in_size_and_all_that_tie() -> None:
    sizes = np.array([10] * (POOL + 5) + [40] * 7)
    null = Null(sizes, sizes / 100.0, [0.1])
    assert null.pool(11).tolist() == [0.1] * (POOL + 5)
    assert sorted(null.pool(35)) == sorted(sizes / 100.0)
    assert len(Null(sizes[:9], sizes[:9] / 100.0, [0.1]).pool(3)) == 9
