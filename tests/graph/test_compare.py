"""Two days compared: which ties came and went, what became of groups, which silos opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.compare import MOVED, TOP, Comparison, Fate, FateKind, TieChange, compare, inside_share
from graph.projection import network_of_bodies
from graph.silos import silos
from graph.silos.null import SMALLEST
from graph.snapshot import Snapshot
from tests.graph.factories import Bond, joins, participations, project, snapshot, tie
from tests.graph.test_silos import planted


def club(letter: str, members: Iterable[int]) -> list[Bond]:
    """Bodies that share a project of their own."""
    return [joins(f"{letter}{i:02}", f"P{letter}") for i in members]


def together(name: str, *members: str) -> list[Bond]:
    """Some bodies in one project."""
    return [joins(who, name) for who in members]


def fates(before: Sequence[Bond], after: Sequence[Bond]) -> list[tuple[FateKind, int, int, float | None]]:
    found = compare(snapshot(before), snapshot(after), redraws=0)
    return [(fate.kind, fate.size_before, fate.size_after, fate.kept) for fate in found.fates]


def ties_of(graph: Snapshot) -> dict[tuple[str, str], float]:
    two, network = network_of_bodies(graph)
    ids = [graph.ids[p] for p in two.positions.tolist()]
    return {
        (ids[u], ids[v]): w
        for u, v, w in zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True)
    }


@pytest.fixture(scope="module")
def opening() -> Comparison:
    """Four silos, of which one meets all others the next day."""
    rows = planted()
    meetings = [
        row for p in range(40) for row in together(f"M{p}", f"A0-{p % 12:02}", f"A{1 + p % 3}-{p % 12:02}")
    ]
    return compare(snapshot(rows), snapshot(rows, meetings), redraws=10)


@settings(max_examples=25, deadline=None)
@given(participations(bodies=12, projects=6))
def test_nothing_changes_from_a_day_to_itself(rows: list[Bond]) -> None:
    found = compare(snapshot(rows), snapshot(rows), redraws=0)
    assert (found.gained, found.lost, found.gained_ties, found.lost_ties) == (0, 0, (), ())
    assert found.ties_before == found.ties_after == len(ties_of(snapshot(rows)))
    for fate in found.fates:
        assert (fate.kind, fate.kept, fate.before) == (FateKind.CONTINUED, 1.0, fate.after)
    large = [group for group in silos(snapshot(rows), redraws=0).groups if group.size >= SMALLEST]
    assert len(found.fates) == len(large)


def test_no_silo_opens_from_a_day_to_itself() -> None:
    graph = snapshot(planted())
    found = compare(graph, snapshot(planted()), redraws=10)
    assert len(found.silos) == 4
    for change in found.silos:
        assert (change.opened, change.by) == (False, ())
        assert change.inside_before == change.inside_after
    assert {fate.kind for fate in found.fates} == {FateKind.CONTINUED}


@settings(max_examples=40, deadline=None)
@given(participations(bodies=12), participations(bodies=12))
def test_what_came_and_what_went_are_counted_and_change_places_with_the_days(
    one: list[Bond], other: list[Bond]
) -> None:
    before, after = snapshot(one), snapshot(other)
    found, back = compare(before, after, redraws=0), compare(after, before, redraws=0)
    then, now = ties_of(before), ties_of(after)
    assert (found.ties_before, found.ties_after) == (len(then), len(now))
    assert (found.gained, found.lost) == (len(now.keys() - then.keys()), len(then.keys() - now.keys()))
    assert (back.gained, back.lost) == (found.lost, found.gained)
    assert (back.gained_ties, back.lost_ties) == (found.lost_ties, found.gained_ties)
    heaviest = sorted((-w, pair) for pair, w in now.items() if pair not in then)[:TOP]
    assert found.gained_ties == tuple(TieChange(a=a, b=b, weight=round(-w, 4)) for w, (a, b) in heaviest)


@settings(max_examples=40, deadline=None)
@given(participations(bodies=24, projects=5), participations(bodies=24, projects=5))
def test_each_group_worth_a_word_has_a_fate(one: list[Bond], other: list[Bond]) -> None:
    before, after = snapshot(one), snapshot(other)
    found = compare(before, after, redraws=0)
    for graph, told, size in ((before, "before", "size_before"), (after, "after", "size_after")):
        groups = {g.id: g for g in silos(graph, redraws=0, runs=1).groups if g.size >= SMALLEST}
        named = [id_ for fate in found.fates for id_ in getattr(fate, told)]
        assert set(named) == set(groups)
        for fate in found.fates:
            assert getattr(fate, size) == sum(groups[id_].size for id_ in getattr(fate, told))
    for fate in found.fates:
        assert (fate.kept is None) == (fate.kind in (FateKind.ENDED, FateKind.BORN))
        assert fate.kept is None or 0 < fate.kept <= 1
        assert bool(fate.before) == (fate.kind is not FateKind.BORN)
        assert bool(fate.after) == (fate.kind is not FateKind.ENDED)
        assert len(fate.before) == 1 or fate.kind in (FateKind.MERGED, FateKind.BORN)
        assert len(fate.after) == 1 or fate.kind in (FateKind.SPLIT, FateKind.ENDED)
    order = [FateKind.MERGED, FateKind.SPLIT, FateKind.ENDED, FateKind.BORN, FateKind.CONTINUED]
    places = [order.index(fate.kind) for fate in found.fates]
    assert places == sorted(places)


def test_two_groups_that_meet_in_one_project_merge() -> None:
    one, other = club("A", range(6)), club("B", range(5))
    whole = together("PAB", *(f"A{i:02}" for i in range(6)), *(f"B{i:02}" for i in range(5)))
    assert fates([*one, *other], whole) == [(FateKind.MERGED, 11, 11, 1.0)]
    assert fates(whole, [*one, *other]) == [(FateKind.SPLIT, 11, 11, 1.0)]


def test_a_group_whose_bodies_leave_ends_and_one_of_others_is_born() -> None:
    assert fates(club("A", range(6)), club("B", range(7))) == [
        (FateKind.ENDED, 6, 0, None),
        (FateKind.BORN, 0, 7, None),
    ]


def test_a_group_goes_on_where_most_of_it_stays() -> None:
    assert fates(club("A", range(8)), club("A", range(3, 12))) == [
        (FateKind.CONTINUED, 8, 9, round(5 / 8, 4))
    ]
    assert fates(club("A", range(6)), club("A", range(30))) == [(FateKind.CONTINUED, 6, 30, 1.0)]
    assert fates(club("A", range(30)), club("A", range(6))) == [(FateKind.SHRUNK, 30, 6, round(6 / 30, 4))]


def test_groups_of_fewer_than_five_have_no_fate() -> None:
    assert fates(club("A", range(4)), club("B", range(4))) == []
    assert fates(club("A", range(4)), club("A", range(5))) == [(FateKind.BORN, 0, 5, None)]


def test_a_silo_that_meets_others_has_opened_and_who_opened_it_is_named(opening: Comparison) -> None:
    (changed,) = [change for change in opening.silos if "A0-" in change.by[0][0]]
    assert changed.opened is True
    assert changed.inside_after is not None
    assert changed.inside_before - changed.inside_after >= MOVED
    assert changed.size == 12
    assert len(changed.by) == 5
    gains = [gain for _, gain in changed.by]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) > 0
    assert opening.sentence.startswith(f"{opening.gained:,} ties came and 0 went. Groups: ")
    opened = sum(change.opened is True for change in opening.silos)
    assert opening.sentence.endswith(f"Silos of the first day: 4, of which {opened} opened.")


def test_a_silo_whose_bodies_have_all_gone_neither_opened_nor_stayed() -> None:
    rows = planted()
    rest = [row for row in rows if not row.b.startswith("project:fi:P0-") and ":A0-" not in row.a]
    changes = compare(snapshot(rows), snapshot(rest), redraws=10).silos
    assert sorted(str(change.opened) for change in changes)[-1] == "None"
    (gone,) = [change for change in changes if change.opened is None]
    assert (gone.inside_after, gone.by, gone.size) == (None, (), 12)


@settings(max_examples=40, deadline=None)
@given(participations(bodies=12), st.sets(st.integers(0, 11)))
def test_the_inside_share_is_that_of_the_ties_that_touch_a_set_of_bodies(
    rows: list[Bond], chosen: set[int]
) -> None:
    members = [f"actor:fi:A{i:02}" for i in chosen]
    ties = ties_of(snapshot(rows))
    touching = sum(w for pair, w in ties.items() if set(pair) & set(members))
    inside = sum(w for pair, w in ties.items() if set(pair) <= set(members))
    share = inside_share(snapshot(rows), members)
    assert share == (pytest.approx(inside / touching) if touching else None)
    assert inside_share(snapshot(rows), [*members, "actor:fi:nobody"]) == share


def test_a_fate_is_called_by_what_its_group_is_about() -> None:
    rows = [*club("A", range(6)), *club("B", range(6))]
    named = [project("PA", "Nuorten työpaja"), project("PB", "Vanhusten hoiva")]
    found = compare(snapshot(rows, named), snapshot(rows, named), redraws=0)
    labels = {fate.top_members[0][-3]: fate for fate in found.fates}
    assert "hoiva" in labels["B"].labels["fi"]
    assert labels["B"].label == labels["B"].labels["fi"] != labels["A"].label
    assert Fate.model_validate_json(labels["A"].model_dump_json()) == labels["A"]


def test_the_same_rows_in_any_order_give_the_same_comparison() -> None:
    one, other = planted(2), planted(3)
    found = compare(snapshot(one), snapshot(other), redraws=2)
    assert compare(snapshot(one[::-1]), snapshot(other[::-1]), redraws=2) == found


def test_a_collaboration_that_came_is_a_tie_that_came() -> None:
    rows = [*club("A", range(2)), *club("B", range(2))]
    more = tie("COLLABORATES_WITH", "actor:fi:B00", "actor:fi:A00")
    found = compare(snapshot(rows), snapshot(rows, more), redraws=0)
    assert found.gained_ties == (TieChange(a="actor:fi:A00", b="actor:fi:B00", weight=1.0),)
    assert found.sentence.startswith("1 tie")
    assert "1 ties" not in found.sentence


def test_a_group_whose_bodies_all_come_from_one_that_was_there_is_not_born() -> None:
    """Half of a group merges with another, the other half stays together."""
    before = [*club("A", range(20)), *club("B", range(6))]
    joined = together("PAB", *(f"A{i:02}" for i in range(10)), *(f"B{i:02}" for i in range(6)))
    found = compare(snapshot(before), snapshot(joined, club("A", range(10, 20))), redraws=0)
    assert FateKind.MERGED in {fate.kind for fate in found.fates}
    assert FateKind.BORN not in {fate.kind for fate in found.fates}
