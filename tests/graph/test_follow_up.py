"""Did it work: which proposed ties formed since somebody acted, beside pairs like them, and which silos opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.follow_up import LIKE, FollowedUp, follow_up
from graph.records import Act, ActKind
from graph.snapshot import Snapshot
from tests.graph.factories import Bond, Thing, actor, joins, project, snapshot, thing, tie

ON = "2018-06-01"
TODAY = date(2021, 1, 1)
EARLY = ("2016-01-01", "2017-12-31")
LATE = ("2019-01-01", "2022-12-31")
LINK = "link:0123456789ab"


def held(local: str, days: tuple[str, str] | None, *members: str) -> list[Thing | Bond]:
    """A project of these days and those who take part in it."""
    return [project(local, days=days), *(joins(who, local) for who in members)]


def acted(finding: str = LINK, *members: str, **more: Any) -> Act:
    """What was done about a finding of these bodies."""
    ids = tuple(who if ":" in who else f"actor:fi:{who}" for who in members)
    return Act(
        **{"finding": finding, "kind": ActKind.ACTED, "note": "called", "on": ON, "members": ids, **more}
    )


def one(graph: Snapshot, *acts: Act) -> FollowedUp:
    (told,) = follow_up(graph, acts, today=TODAY)
    return told


def strangers(count: int = 6) -> list[Thing | Bond]:
    """Bodies that each had a project of their own."""
    return [row for i in range(count) for row in held(f"S{i}", EARLY, f"S{i}")]


def test_a_proposed_tie_that_formed_since_is_found_beside_pairs_that_did_not() -> None:
    rows = [held("P", EARLY, "A"), held("Q", EARLY, "B"), strangers(), held("N", LATE, "A", "B")]
    told = one(snapshot(*rows), acted(LINK, "A", "B"))
    assert (told.proposed, told.formed, told.formed_pairs) == (1, 1, (("actor:fi:A", "actor:fi:B"),))
    assert (told.like, told.like_formed) == (15, 0)  # six strangers make 15 pairs
    assert told.p_value == pytest.approx(1 / 16, abs=1e-4)
    assert told.sentence == (
        "Since 2018-06-01, of 1 proposed tie 1 formed; of 15 pairs like them that nobody brought together 0 did "
        f"(p = {told.p_value:.2g})."
    )


def test_pairs_like_it_that_formed_by_themselves_are_counted() -> None:
    rows = [held("P", EARLY, "A"), held("Q", EARLY, "B"), strangers(4), held("N", LATE, "S0", "S1", "S2")]
    told = one(snapshot(*rows), acted(LINK, "A", "B"))
    assert (told.formed, told.like, told.like_formed) == (0, 6, 3)
    assert told.p_value == 1.0


def test_pairs_like_it_are_as_busy_as_near_and_as_much_strangers() -> None:
    busy = [row for i in range(4) for row in held(f"B{i}", EARLY, f"B{i}", *(f"x{i}{k}" for k in range(6)))]
    rows = [held("P", EARLY, "A"), held("Q", EARLY, "B"), busy, held("Z", EARLY, "S0", "S1")]
    told = one(snapshot(*rows), acted(LINK, "A", "B"))
    assert (told.proposed, told.like, told.p_value) == (1, 0, None)  # nobody else had no contact at all
    assert told.sentence.endswith("there are no pairs like them to compare with.")
    near = [held("P", EARLY, "A", "C"), held("Q", EARLY, "B", "C"), held("R", EARLY, "D", "F"), strangers()]
    near += [held("T", EARLY, "E", "F")]
    assert one(snapshot(*near), acted(LINK, "A", "B")).like == 1  # D and E, who have F in common


def test_what_was_tied_that_day_is_not_proposed() -> None:
    old = snapshot(held("P", EARLY, "A", "B"), held("N", LATE, "A", "B"))
    assert one(old, acted(LINK, "A", "B")).sentence == (
        "Those concerned were tied already that day, or are not known now: no tie was proposed."
    )
    undated = snapshot(held("P", None, "A", "B"), held("N", LATE, "A", "B"))
    assert one(undated, acted(LINK, "A", "B")).proposed == 0  # nobody knows that it was not there


@pytest.mark.parametrize(
    ("start", "formed"), [("2018-05-31", None), (ON, None), ("2018-06-02", 1), ("2020-12-31", 1)]
)
def test_only_what_began_after_that_day_has_formed_since(start: str, formed: int | None) -> None:
    graph = snapshot(held("P", EARLY, "A"), held("Q", EARLY, "B"), held("N", (start, "2022-01-01"), "A", "B"))
    told = one(graph, acted(LINK, "A", "B"))
    assert (told.proposed, told.formed) == ((1, formed) if formed else (0, 0))


def test_a_collaboration_that_began_later_is_a_tie_that_formed() -> None:
    rows = [*held("P", EARLY, "A"), *held("Q", EARLY, "B"), *held("R", LATE, "A"), *held("S", LATE, "B")]
    later = tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B", start="2019-05-05")
    assert one(snapshot(rows, later), acted(LINK, "A", "B")).formed == 1
    undated = tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B")
    assert one(snapshot(rows, undated), acted(LINK, "A", "B")).proposed == 0


def test_a_collaboration_of_bodies_that_began_nothing_else_is_a_tie_all_the_same() -> None:
    rows = [*held("P", EARLY, "A"), *held("Q", EARLY, "B")]
    later = tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B", start="2019-05-05")
    assert one(snapshot(rows, later), acted(LINK, "A", "B")).formed == 1


def test_all_pairs_of_an_invitation_were_proposed() -> None:
    rows = [held(f"P{who}", EARLY, who) for who in "ABCD"]
    told = one(snapshot(*rows, held("N", LATE, "A", "B", "C")), acted("invitation:1", *"DCBA"))
    assert (told.proposed, told.formed) == (6, 3)
    assert told.formed_pairs == tuple(sorted(told.formed_pairs))
    assert all(a < b for a, b in told.formed_pairs)


def test_an_overlap_proposes_ties_between_the_bodies_of_its_two_projects() -> None:
    rows = [held("P", EARLY, "A", "B"), held("Q", EARLY, "B", "C"), held("N", LATE, "A", "C")]
    projects = ("project:fi:P", "project:fi:Q")
    told = one(snapshot(*rows), acted("overlap:1", *projects))
    assert (told.proposed, told.formed_pairs) == (1, (("actor:fi:A", "actor:fi:C"),))


def meeting(*came: str, local: str = "M", days: str = "2018-06-01") -> list[Thing | Bond]:
    """An event and who came."""
    return [
        thing("event", local, valid_from=days, valid_to=days),
        *(tie("ATTENDED", who, f"event:fi:{local}") for who in came),
    ]


def test_who_came_to_the_meeting_counts_not_who_was_proposed() -> None:
    rows = [held(f"P{who}", EARLY, who) for who in "ABCD"] + [held("N", LATE, "A", "D"), meeting(*"ADC")]
    act = acted("invitation:1", *"ABC", evidence=("pair:A|B", "event:fi:M"))
    told = one(snapshot(*rows), act)  # they met on the very day from which it counts
    assert told.met == ("event:fi:M",)
    assert (told.proposed, told.formed_pairs) == (3, (("actor:fi:A", "actor:fi:D"),))


def test_the_meeting_itself_is_no_tie_that_formed_a_later_one_is() -> None:
    rows = [held(f"P{who}", EARLY, who) for who in "AB"] + [meeting(*"AB", days="2018-06-20")]
    act = acted(LINK, "A", "B", evidence=("event:fi:M",))
    told = one(snapshot(*rows), act)
    assert (told.proposed, told.formed) == (1, 0)
    again = snapshot(*rows, meeting(*"AB", local="O", days="2019-02-02"))
    assert one(again, act).formed == 1


def test_a_finding_counts_from_the_day_it_was_first_acted_on() -> None:
    acts = [
        Act(finding=LINK, kind=ActKind.ACCEPTED, members=("actor:fi:A", "actor:fi:B")),
        acted(LINK, "A", "B", on="2018-06-01", note="called"),
        acted(LINK, "A", "B", on="2017-02-01", note="wrote", evidence=("event:fi:M",)),
        acted("link:b", "A", "C", on="2017-01-01"),
        Act(finding="link:c", kind=ActKind.CLOSED),
        acted("link:d", "A", "C", on=""),
    ]
    graph = snapshot(*(held(f"P{who}", EARLY, who) for who in "ABC"))
    found = follow_up(graph, acts, today=TODAY)
    assert [(told.finding, told.on, told.note) for told in found] == [
        ("link:b", "2017-01-01", "called"),
        (LINK, "2017-02-01", "wrote"),
    ]
    assert found[1].met == ("event:fi:M",)
    assert follow_up(graph, acts[:1], today=TODAY) == []


def test_bodies_that_nobody_knows_any_more_are_left_out() -> None:
    told = one(snapshot(held("P", EARLY, "A")), acted(LINK, "A", "Gone"))
    assert (told.proposed, told.formed, told.p_value) == (0, 0, None)


# silos


def club(letter: str, size: int, days: tuple[str, str]) -> list[Thing | Bond]:
    return held(f"P{letter}{days[0]}", days, *(f"{letter}{i}" for i in range(size)))


def across(days: tuple[str, str], *pairs: tuple[str, str]) -> list[Thing | Bond]:
    return [row for a, b in pairs for row in held(f"X{a}{b}", days, a, b)]


def test_a_group_opened_where_less_of_its_ties_stay_inside() -> None:
    always = ("2016-01-01", "2022-12-31")
    rows = [club("A", 6, always), club("B", 6, always), club("C", 6, always)]
    opening = across(LATE, *((f"A{i}", f"B{i}") for i in range(6)))
    told = one(snapshot(*rows, opening), acted("group:1", *(f"A{i}" for i in range(6))))
    # 15 ties of 1/5 inside, six ties of 1 across
    assert (told.inside_before, told.inside_after, told.opened) == (1.0, round(3 / 9, 4), True)
    # of the others B moved as far as A, and C not at all
    assert told.others_moved == pytest.approx((3 / 9 - 1) / 2, abs=1e-4)
    assert told.proposed == 0
    assert told.sentence == "100% of its ties stayed inside then, 33% do now; other groups moved by -33%."


def test_a_group_whose_ties_have_all_ended_is_nothing_to_speak_of() -> None:
    told = one(
        snapshot(club("A", 6, ("2016-01-01", "2019-01-01"))), acted("group:1", *(f"A{i}" for i in range(6)))
    )
    assert (told.inside_before, told.inside_after, told.opened, told.others_moved) == (1.0, None, None, None)
    assert told.sentence == "Its bodies have no ties left, so nothing can be said of it."


def test_a_group_that_had_no_ties_that_day_has_not_opened() -> None:
    told = one(snapshot(club("A", 6, LATE)), acted("group:1", *(f"A{i}" for i in range(6))))
    assert (told.inside_before, told.opened) == (None, None)


# any network


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Thing | Bond], Sequence[Act]]:
    """Random projects of all kinds of days, and acts on a few links and lists."""
    rows: list[Thing | Bond] = []
    bodies = [f"A{i}" for i in range(8)]
    for p in range(draw(st.integers(0, 8))):
        days = draw(st.sampled_from([EARLY, LATE, None, ("2016-01-01", "2022-01-01")]))
        rows += held(f"P{p}", days, *draw(st.sets(st.sampled_from(bodies), max_size=4)))
    lists = draw(st.lists(st.lists(st.sampled_from(bodies), min_size=2, max_size=4, unique=True), max_size=3))
    return rows, [acted(f"invitation:{k}", *members) for k, members in enumerate(lists)]


@settings(max_examples=60, deadline=None)
@given(histories())
def test_counts_hold_together_and_rows_in_any_order_give_the_same(
    history: tuple[list[Thing | Bond], Sequence[Act]],
) -> None:
    rows, acts = history
    found = follow_up(snapshot(rows), acts, today=TODAY)
    assert len(found) == len({act.finding for act in acts})
    for told in found:
        assert 0 <= told.formed == len(told.formed_pairs) <= told.proposed
        assert 0 <= told.like_formed <= told.like <= LIKE * told.proposed
        assert (told.p_value is None) == (not told.proposed or not told.like)
        assert told.p_value is None or 0 < told.p_value <= 1
        assert told.formed or told.p_value in (None, 1.0)
        assert FollowedUp.model_validate_json(told.model_dump_json()) == told
    assert follow_up(snapshot(rows[::-1]), acts, today=TODAY) == found


def test_a_body_known_by_name_alone_is_the_one_of_the_register() -> None:
    rows = [actor("A", name_fi="Kuopio"), actor("actor:name:k", name_fi="Kuopio"), *held("P", EARLY, "A")]
    rows += [*held("Q", EARLY, "B"), *held("N", LATE, "A", "B")]
    told = one(snapshot(rows), acted(LINK, "actor:name:k", "B"))
    assert told.formed_pairs == (("actor:fi:A", "actor:fi:B"),)
