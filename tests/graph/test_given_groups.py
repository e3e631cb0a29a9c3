"""What is said of groups beside their size: stability, excess, labels, regions, resolutions, and given groups."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.communities import SEED
from graph.measures.stability import RESOLUTIONS, best_of
from graph.projection import network_of_bodies
from graph.records.groups import EiBy, Silos
from graph.silos import silos
from graph.silos.given import PERMUTATIONS, SHOWN
from graph.silos.null import EXCESS, LEVEL, SMALLEST
from tests.graph.factories import (
    Bond,
    Thing,
    actor,
    joins,
    located,
    participations,
    project,
    region,
    snapshot,
    tie,
)
from tests.graph.test_silos import planted

SECTORS = ("public", "private", "third", "public")


def rows() -> list[Thing | Bond]:
    """Four planted silos, each of one sector and at work in one region, but for the last two that share a sector."""
    found: list[Thing | Bond] = list(planted())
    found += [actor(f"A{g}-{body:02}", sector=SECTORS[g]) for g in range(4) for body in range(12)]
    found += [
        project(f"P{g}-{p:02}", ("Nuorten työpaja", "Metsien mittaus")[g % 2])
        for g in range(4)
        for p in range(18)
    ]
    found += [region(f"R{g}") for g in range(4)]
    return found + [located(f"P{g}-{p:02}", f"R{g}") for g in range(4) for p in range(18)]


@pytest.fixture(scope="module")
def found() -> Silos:
    return silos(snapshot(rows()), redraws=10)


def by(found: Silos, attribute: str) -> EiBy:
    return next(one for one in found.by if one.attribute == attribute)


def test_planted_groups_are_stable_and_lie_above_chance(found: Silos) -> None:
    assert found.runs == 10
    assert len(found.groups) == 4
    for group in found.groups:
        assert group.stability == 1.0
        assert group.excess is not None
        assert group.excess >= EXCESS
        assert found.null_model.mean_inside_share is not None
        assert group.excess < group.inside_share
        assert group.q_value is not None
        assert group.silo == (group.q_value < LEVEL and group.excess >= EXCESS)
        assert group.things >= 18


def test_a_group_is_where_it_works_more_than_others_do(found: Silos) -> None:
    for group in found.groups:
        assert group.regions == (f"region:fi:R{group.members[0].split('A')[1][0]}",)


def test_each_resolution_is_told_and_the_usual_one_agrees_with_itself(found: Silos) -> None:
    assert [one.resolution for one in found.scan] == list(RESOLUTIONS)
    usual = next(one for one in found.scan if one.resolution == 1.0)
    assert (usual.groups, usual.modularity, usual.agreement) == (4, found.modularity, 1.0)
    groups = [one.groups for one in found.scan]
    assert groups == sorted(groups)
    assert silos(snapshot(planted(2)), redraws=0, runs=1).scan == ()


def test_weight_between_groups_is_that_of_the_ties_that_cross(found: Silos) -> None:
    graph = snapshot(rows())
    two, network = network_of_bodies(graph)
    of = {member: k for k, group in enumerate(found.groups) for member in group.members}
    expected: Counter[tuple[int, int]] = Counter()
    for u, v, w in zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True):
        one, other = (of[graph.ids[two.positions[end]]] for end in (u, v))
        if one != other:
            expected[min(one, other), max(one, other)] += w
    assert {(i, j): w for i, j, w in found.between} == pytest.approx(dict(expected), abs=1e-4)


def test_sectors_that_keep_to_themselves_do_so_more_than_shuffled_labels(found: Silos) -> None:
    sector = by(found, "sector")
    assert (sector.known, sector.permutations) == (48, PERMUTATIONS)
    assert sector.ei_index is not None
    assert sector.expected is not None
    assert sector.ei_index < sector.expected - 0.3
    assert sector.p_value == sector.p_like_degree == round(1 / (1 + PERMUTATIONS), 4)
    assert [group.value for group in sector.groups if group.value == "public"]
    for group in sector.groups:
        assert group.bodies == (24 if group.value == "public" else 12)
        assert group.ei_index == sector.values[group.value]
        assert group.p_value is not None
        assert group.q_value is not None
        assert 0 < group.p_value <= group.q_value < LEVEL
    excess = [(group.ei_index or 0.0) - (group.expected or 0.0) for group in sector.groups]
    assert excess == sorted(excess)


def test_a_mixing_table_is_symmetric_and_its_ratio_is_over_what_strength_gives(found: Silos) -> None:
    table = by(found, "sector").mixing
    assert table.values == ("private", "public", "third")
    observed = np.array(table.observed)
    np.testing.assert_allclose(observed, observed.T)
    strength = observed.sum(axis=1)
    ratio = observed * observed.sum() / np.outer(strength, strength)
    np.testing.assert_allclose(np.array(table.ratio, dtype=float), ratio, atol=2e-3)
    sector = by(found, "sector")
    crossing = 1 - np.trace(observed) / observed.sum()
    assert sector.crossing == pytest.approx(crossing, abs=1e-3)
    assert sector.ei_index == pytest.approx(2 * crossing - 1, abs=1e-3)
    shares = observed / observed.sum()
    chance = float((shares.sum(axis=1) ** 2).sum())
    assert sector.assortativity == pytest.approx((np.trace(shares) - chance) / (1 - chance), abs=1e-3)


def test_a_mixing_table_shows_only_the_strongest() -> None:
    many: list[Thing | Bond] = []
    for k in range(SHOWN + 3):
        many += [joins(f"{k:02}-{i}", f"P{k}") for i in range(2)]
        many += [joins(f"{k:02}-0", f"Q{k}-{again}") for again in range(k)]
        many += [joins(f"{k:02}-1", f"Q{k}-{again}") for again in range(k)]
        many += [tie("LOCATED_IN", f"{k:02}-{i}", f"region:fi:R{k:02}") for i in range(2)]
    place = by(silos(snapshot(many), redraws=0), "region")
    assert place.mixing.values == tuple(f"region:fi:R{k:02}" for k in range(3, SHOWN + 3))
    assert len(place.values) == SHOWN + 3
    assert place.mixing.ratio[0][1] == 0.0


def test_a_value_of_few_bodies_is_told_and_not_tested() -> None:
    few: list[Thing | Bond] = []
    for letter, size, sector_ in (("A", 6, "public"), ("B", 3, "third")):
        few += [joins(f"{letter}{i}", "P") for i in range(size)]
        few += [actor(f"{letter}{i}", sector=sector_) for i in range(size)]
    sector = by(silos(snapshot(few), redraws=1), "sector")
    told = {group.value: group for group in sector.groups}
    assert told["third"].bodies < SMALLEST <= told["public"].bodies
    assert (told["third"].p_value, told["third"].q_value) == (None, None)
    assert told["public"].q_value is not None
    assert sector.groups[-1].value == "third"


def test_untested_labels_have_no_p_values() -> None:
    sector = by(silos(snapshot(rows()), redraws=0), "sector")
    assert (sector.p_value, sector.p_like_degree, sector.expected, sector.groups) == (None, None, None, ())
    assert sector.mixing.values
    assert sector.permutations == 0


@settings(max_examples=20, deadline=None)
@given(participations(bodies=10), st.data())
def test_a_random_network_is_told_in_numbers_that_hold_together(
    bonds: list[Bond], data: st.DataObject
) -> None:
    everyone = sorted({bond.a for bond in bonds})
    sectors = {who: data.draw(st.sampled_from([None, "public", "third"])) for who in everyone}
    graph = snapshot(bonds, [actor(who, sector=sector) for who, sector in sectors.items() if sector])
    found = silos(graph, redraws=0)
    stable = best_of(network_of_bodies(graph)[1], seed=SEED)
    assert found.runs == stable.runs
    for group in found.groups:
        assert 0 <= group.stability <= 1
        assert group.size == len(group.members) > 1
    sector = by(found, "sector")
    assert sector.known == sum(one is not None for one in sectors.values())
    if sector.ei_index is not None:
        assert sector.crossing is not None
        assert sector.ei_index == pytest.approx(2 * sector.crossing - 1, abs=2e-4)
        if sector.assortativity is not None:
            assert -1 <= sector.assortativity <= 1
    assert Silos.model_validate_json(found.model_dump_json()) == found
