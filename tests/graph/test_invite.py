"""Whom to bring to one table: the search against brute force, the balance, and what is said of each seat."""

from __future__ import annotations

import math
import tracemalloc
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.communities import SEED
from graph.errors import NotFound, UsageError
from graph.invite import EVEN, LARGEST, Invitation, invite
from graph.measures.stability import best
from graph.projection import network_of_bodies
from graph.snapshot import Snapshot
from tests.graph.factories import (
    Bond,
    Thing,
    actor,
    id_of,
    joins,
    participations,
    project,
    region,
    snapshot,
    tie,
)

CLOSE = 2e-4
"""Shares are told with four decimals."""


class Model:
    """What a table is worth, told plainly: the work of each body that keeps to its group, and who speaks for it."""

    def __init__(self, graph: Snapshot) -> None:
        two, network = network_of_bodies(graph)
        self.ids = [graph.ids[p] for p in two.positions.tolist()]
        group, _ = best(network, seed=SEED)
        self.group = dict(zip(self.ids, group.tolist(), strict=True))
        self.people: nx.Graph[str] = nx.Graph()
        self.people.add_nodes_from(self.ids)
        for u, v, w in zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True):
            self.people.add_edge(self.ids[u], self.ids[v], weight=w)
        strength = dict(self.people.degree(weight="weight"))
        self.of_group: Counter[int] = Counter()
        self.between: Counter[tuple[int, int]] = Counter()
        for one in self.ids:
            self.of_group[self.group[one]] += strength[one]
        for a, b, data in self.people.edges(data=True):
            for g, h in ((self.group[a], self.group[b]), (self.group[b], self.group[a])):
                self.between[g, h] += data["weight"]
        things = Counter(two.body.tolist())
        self.worth = {id_: things[i] * self._closed(self.group[id_]) for i, id_ in enumerate(self.ids)}
        self.speaks = {
            (one, other): data["weight"] / strength[one]
            for one in self.ids
            for other, data in self.people[one].items()
        }

    def expected(self, g: int, h: int) -> float:
        """The weight between two groups if ties went anywhere."""
        total = sum(self.of_group.values())
        return self.of_group[g] * self.of_group[h] / total if total else 0.0

    def _closed(self, g: int) -> float:
        if not self.of_group[g]:
            return 1.0
        missing = sum(max(self.expected(g, h) - self.between[g, h], 0.0) for h in self.of_group if h != g)
        return missing / self.of_group[g]

    def value(self, table: Iterable[str]) -> float:
        """The worth that a table speaks for."""
        seated = set(table)
        return sum(
            worth * (1 - math.prod(1 - self.speaks.get((one, other), 0.0) for other in seated - {one}))
            if one not in seated
            else worth
            for one, worth in self.worth.items()
        )

    def covered(self, table: Iterable[str]) -> float:
        """The same as a share of all."""
        total = sum(self.worth.values())
        return self.value(table) / total if total else 0.0


def seated(found: Invitation) -> list[str]:
    return [seat.actor for seat in found.seats]


def groups(count: int = 3, size: int = 5) -> list[Bond]:
    """Groups of bodies that each share one project; nobody works with those of another."""
    return [joins(f"{g}{body}", f"P{g}") for g in range(count) for body in range(size)]


@st.composite
def placed(draw: st.DrawFn) -> list[Thing | Bond]:
    """Random participations of bodies with sectors and regions, some unknown."""
    rows: list[Thing | Bond] = list(draw(participations(bodies=10, projects=10)))
    for who in sorted({row.a for row in rows if isinstance(row, Bond)}):
        sector = draw(st.sampled_from([None, "public", "public", "private", "third"]))
        where = draw(st.sampled_from([None, "R", "R", "S"]))
        if sector:
            rows.append(actor(who, sector=sector))
        if where:
            rows.append(tie("LOCATED_IN", who, id_of("region", where)))
    return rows


def bodies_of(rows: Collection[Thing | Bond]) -> list[str]:
    return sorted({row.a for row in rows if isinstance(row, Bond)})


@settings(max_examples=60, deadline=None)
@given(participations(bodies=8), st.integers(1, 3))
def test_what_is_covered_is_what_the_table_speaks_for_and_each_seat_adds_its_gain(
    rows: list[Bond], size: int
) -> None:
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=size)
    assert found.covered == pytest.approx(model.covered(seated(found)), abs=CLOSE)
    assert sum(seat.gain for seat in found.seats) == pytest.approx(found.covered, abs=CLOSE * (1 + size))
    assert [seat.gain for seat in found.seats] == sorted((seat.gain for seat in found.seats), reverse=True)


@settings(max_examples=60, deadline=None)
@given(participations(bodies=8))
def test_more_seats_never_speak_for_less(rows: list[Bond]) -> None:
    graph = snapshot(rows)
    tables = [invite(graph, size=size) for size in range(1, 9)]
    for smaller, larger in pairwise(tables):
        assert seated(larger)[: len(smaller.seats)] == seated(smaller)
        assert larger.covered >= smaller.covered


@settings(max_examples=60, deadline=None)
@given(placed())
def test_the_first_seat_goes_to_the_single_body_that_speaks_for_most(rows: list[Thing | Bond]) -> None:
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=1)
    most = max((model.covered([one]) for one in model.ids), default=0.0)
    assert found.covered == pytest.approx(most, abs=CLOSE)
    assert len(found.seats) == (most > 0)


@settings(max_examples=60, deadline=None)
@given(placed(), st.integers(2, 3))
def test_no_table_speaks_for_more_than_the_bound_allows(rows: list[Thing | Bond], size: int) -> None:
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=size)
    most = max(
        (model.covered(table) for table in combinations(model.ids, min(size, len(model.ids)))), default=0.0
    )
    assert 0 < found.bound <= 1
    assert most <= found.covered / found.bound + CLOSE
    assert found.covered <= most + CLOSE


@settings(max_examples=60, deadline=None)
@given(participations(bodies=8), st.integers(2, 3))
def test_without_sectors_and_regions_the_table_is_near_the_best(rows: list[Bond], size: int) -> None:
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=size)
    most = max(
        (model.covered(table) for table in combinations(model.ids, min(size, len(model.ids)))), default=0.0
    )
    assert found.covered >= (1 - 1 / math.e) * most - CLOSE


@settings(max_examples=60, deadline=None)
@given(placed(), st.data())
def test_who_must_come_comes_first_and_who_shall_not_come_does_not(
    rows: list[Thing | Bond], data: st.DataObject
) -> None:
    everyone = bodies_of(rows)
    assume(len(everyone) > 2)
    order = data.draw(st.permutations(everyone))
    must, without = order[: data.draw(st.integers(0, 2))], order[2 : 2 + data.draw(st.integers(0, 3))]
    found = invite(snapshot(rows), size=4, must=must, without=without)
    assert seated(found)[: len(must)] == must
    assert [seat.asked for seat in found.seats] == [True] * len(must) + [False] * (
        len(found.seats) - len(must)
    )
    assert not set(seated(found)) & set(without)
    assert len(set(seated(found))) == len(found.seats) <= 4


@settings(max_examples=80, deadline=None)
@given(placed(), st.integers(1, 6), st.data())
def test_no_sector_and_no_region_takes_more_than_its_share_while_others_add_something(
    rows: list[Thing | Bond], size: int, data: st.DataObject
) -> None:
    everyone = bodies_of(rows)
    without = data.draw(st.sets(st.sampled_from(everyone), max_size=3)) if everyone else set()
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=size, without=sorted(without))
    may = [one for one in model.ids if one not in without]
    known = [
        {row.id: str(row.fields["sector"]) for row in rows if isinstance(row, Thing)},
        {row.a: row.b for row in rows if isinstance(row, Bond) and row.kind == "LOCATED_IN"},
    ]
    taken: list[Counter[str]] = [Counter(), Counter()]

    def fits(body: str) -> bool:
        for of, count in zip(known, taken, strict=True):
            present = {of[one] for one in may if one in of}
            most = max(1, math.ceil(EVEN * size / len(present))) if len(present) > 1 else size
            if body in of and count[of[body]] >= most:
                return False
        return True

    table: list[str] = []
    for body in seated(found):
        if not fits(body):
            others = [one for one in may if one not in table and fits(one)]
            assert all(model.value([*table, one]) - model.value(table) < 1e-6 for one in others)
        table.append(body)
        for of, count in zip(known, taken, strict=True):
            if body in of:
                count[of[body]] += 1


def test_a_sector_that_would_take_the_table_leaves_seats_to_others() -> None:
    rows: list[Thing | Bond] = [joins(f"{g}{body}", f"P{g}") for g in range(8) for body in range(4)]
    rows += [joins(f"{g}0", f"X{g}") for g in range(8)]  # busier, and all of one sector
    rows += [
        actor(f"{g}{body}", sector="public" if not body else "private") for g in range(8) for body in range(4)
    ]
    count = Counter(seat.sector for seat in invite(snapshot(rows), size=4).seats)
    assert count == {"public": 3, "private": 1}
    assert {seat.sector for seat in invite(snapshot(rows[:-32]), size=4).seats} == {None}


def test_two_groups_that_do_not_meet_are_a_gap_that_the_table_brings_together() -> None:
    found = invite(snapshot(groups()), size=3)
    assert sorted(seat.actor[-2] for seat in found.seats) == ["0", "1", "2"]
    assert (found.gaps, found.of_gaps, len(found.pairs)) == (3, 3, 1)
    for seat in found.seats:
        assert (seat.contacts, seat.group_size, seat.asked) == (4, 5, False)
        assert seat.closed == pytest.approx(2 / 3, abs=CLOSE)
    beside = {seat.actor: seat.beside for seat in found.seats}
    for a, b in found.pairs:
        assert (beside[a], beside[b]) == (b, a)
        assert {seat.new_to_each_other for seat in found.seats if seat.actor in (a, b)} == {True}


@settings(max_examples=60, deadline=None)
@given(placed(), st.integers(1, 8))
def test_those_seated_together_are_not_tied_and_each_sits_beside_one(
    rows: list[Thing | Bond], size: int
) -> None:
    graph = snapshot(rows)
    model, found = Model(graph), invite(graph, size=size)
    paired = [one for pair in found.pairs for one in pair]
    assert len(paired) == len(set(paired))
    assert set(paired) <= set(seated(found))
    beside = {seat.actor: seat.beside for seat in found.seats}
    for a, b in found.pairs:
        assert not model.people.has_edge(a, b)
        assert (beside[a], beside[b]) == (b, a)
    alone = [one for one in seated(found) if one not in paired]
    for a, b in combinations(alone, 2):
        assert model.people.has_edge(a, b)
        assert beside[a] is beside[b] is None
    present = {model.group[one] for one in seated(found)}
    few = [
        (g, h)
        for g, h in combinations(sorted(model.of_group), 2)
        if model.expected(g, h) > 0 and model.between[g, h] < model.expected(g, h) / 2
    ]
    assert found.of_gaps == len(few)
    assert found.gaps == sum(g in present and h in present for g, h in few)


def test_those_who_work_on_the_same_sit_together_and_hear_why() -> None:
    names = {
        "P0": "Nuorten työpaja",
        "P1": "Nuorten työpaja",
        "P2": "Vanhusten hoiva",
        "P3": "Vanhusten hoiva",
    }
    found = invite(snapshot(groups(4), [project(local, name) for local, name in names.items()]), size=4)
    assert sorted(sorted(one[-2] for one in pair) for pair in found.pairs) == [["0", "1"], ["2", "3"]]
    assert all(seat.both_work_on["fi"] and seat.group["fi"] for seat in found.seats)


def test_the_same_rows_in_any_order_give_the_same_list() -> None:
    rows = groups()
    assert invite(snapshot(rows[::-1]), size=4) == invite(snapshot(rows), size=4)


def test_one_body_asked_for_by_two_ids_takes_one_seat() -> None:
    rows = [actor("0245437-2", name_fi="Kuopio"), actor("actor:name:kuopio", name_fi="Kuopio")]
    graph = snapshot(rows, joins("0245437-2", "P"), joins("actor:name:kuopio", "P"), groups())
    found = invite(graph, size=1, must=["actor:name:kuopio", "actor:fi:0245437-2"])
    assert seated(found) == ["actor:fi:0245437-2"]


@pytest.mark.parametrize(
    ("options", "problem", "said"),
    [
        ({"size": 0}, UsageError, f"A table has 1 to {LARGEST} seats, not 0."),
        ({"size": LARGEST + 1}, UsageError, f"A table has 1 to {LARGEST} seats, not {LARGEST + 1}."),
        ({"size": 1, "must": ["actor:fi:00", "actor:fi:01"]}, UsageError, "2 bodies must come"),
        (
            {"must": ["actor:fi:00"], "without": ["actor:fi:00"]},
            UsageError,
            "both have to come and have to stay",
        ),
        ({"must": ["actor:fi:nobody"]}, NotFound, "'actor:fi:nobody' takes part in nothing here"),
        ({"without": ["project:fi:P0"]}, NotFound, "'project:fi:P0' takes part in nothing here"),
    ],
)
def test_a_table_that_cannot_be_is_refused(
    options: dict[str, object], problem: type[Exception], said: str
) -> None:
    with pytest.raises(problem, match=said):
        invite(snapshot(groups()), **options)  # type: ignore[arg-type]


def test_where_everybody_works_with_everybody_nobody_is_said_to_work_with_nobody() -> None:
    found = invite(snapshot([joins(f"A{i}", "P") for i in range(6)]))
    assert (found.seats, found.covered, found.bound, found.of_gaps) == ((), 0.0, 1.0, 0)
    assert not found.sentence.startswith("Nobody works with anybody")


def test_one_contact_is_one_body() -> None:
    found = invite(snapshot([joins(f"{g}{body}", f"P{g}") for g in range(3) for body in range(2)]), size=2)
    assert [seat.contacts for seat in found.seats] == [1, 1]
    assert all(seat.sentence.startswith("Works with 1 body") for seat in found.seats)


def test_memory_does_not_grow_with_the_square_of_those_who_stand_alone() -> None:
    graph = snapshot(groups(), [joins(f"Z{i:04}", f"Own{i:04}") for i in range(1_500)])
    network_of_bodies(graph)
    tracemalloc.start()
    try:
        invite(graph, size=3)
        assert tracemalloc.get_traced_memory()[1] < 1_500**2 * np.dtype(np.float64).itemsize
    finally:
        tracemalloc.stop()


def test_regions_are_told_by_id() -> None:
    rows: list[Thing | Bond] = [region("R", name_fi="Kuopio"), tie("LOCATED_IN", "00", "region:fi:R")]
    (seat,) = invite(snapshot(groups(), rows), size=1, must=["actor:fi:00"]).seats
    assert (seat.region, seat.sector, seat.asked) == ("region:fi:R", None, True)
    assert seat.sentence.startswith("Asked for; works with 4 bodies")
