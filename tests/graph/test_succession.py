"""Who takes over the ties of those whom a reform ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.records.succession import Fate, Reason
from graph.snapshot import Snapshot
from graph.succession import carried_over, successions, without_area

DAY = date(2026, 1, 1)
Ends = tuple[str, str, str, str, str | None, str | None, str]


def tie(kind: str, a: str, b: str, start: str | None = None, end: str | None = None, role: str = "") -> Ends:
    """A tie of one source."""
    return kind, a, b, role, start, end, "list"


def snapshot(entities: dict[str, dict[str, Any]], *ties: Ends) -> Snapshot:
    """A snapshot of entities by id and ties; ids that only ties name are entities too."""
    ids = {*entities, *(id_ for one in ties for id_ in one[1:3])}
    return Snapshot.of([(id_, entities.get(id_, {}), "list") for id_ in sorted(ids)], list(ties))


OLD, NEW, OTHER, AGENCY = "actor:fi:old", "actor:fi:new", "actor:fi:other", "actor:fi:agency"
AFTER = tie("SUCCEEDED_BY", OLD, NEW, "2026-01-01")
SPLIT = (AFTER, tie("SUCCEEDED_BY", OLD, OTHER, "2026-01-01"))
AREAS = (tie("SERVES", NEW, "region:x:north"), tie("SERVES", OTHER, "region:x:south"))
TOWNS = {
    "region:x:north": {"level": "evk", "municipalities_2026": ["001", "002"]},
    "region:x:south": {"level": "evk", "municipalities_2026": ["003"]},
    "region:x:town": {"level": "kunta", "code": "003"},
}


def only(
    *ties: Ends, entities: dict[str, dict[str, Any]] | None = None
) -> tuple[Fate, Reason, tuple[str, ...]]:
    """The one decision on some ties."""
    (one,) = successions(snapshot(entities or {}, *ties), DAY)
    return one.fate, one.reason, one.successors


def test_one_successor_takes_over() -> None:
    assert only(AFTER, tie("FUNDS", OLD, "project:x:p")) == (Fate.CARRIED_OVER, Reason.ONE_SUCCESSOR, (NEW,))


def test_a_successor_that_has_ended_too_is_followed() -> None:
    again = tie("SUCCEEDED_BY", NEW, OTHER, "2026-01-01")
    assert only(AFTER, again, tie("MEMBER_OF", OLD, "network:x:n"))[2] == (OTHER,)


def test_where_an_area_was_split_the_place_decides_else_a_person() -> None:
    funds = tie("FUNDS", OLD, "project:x:p")
    placed = tie("LOCATED_IN", "project:x:p", "region:x:town")
    assert only(*SPLIT, *AREAS, funds, placed, entities=TOWNS) == (
        Fate.CARRIED_OVER,
        Reason.ITS_AREA,
        (OTHER,),
    )
    assert only(*SPLIT, *AREAS, funds, entities=TOWNS)[:2] == (Fate.FOR_REVIEW, Reason.SEVERAL_SUCCESSORS)


def test_a_body_that_only_some_tasks_went_to_takes_over_nothing_else() -> None:
    tasks = tie("SUCCEEDED_BY", OLD, AGENCY, "2026-01-01")
    assert only(AFTER, tasks, AREAS[0], tie("FUNDS", OLD, "project:x:p"), entities=TOWNS)[2] == (NEW,)


def test_an_area_without_a_named_authority_is_for_a_person() -> None:
    to_area = tie("SUCCEEDED_BY", OLD, "region:x:north", "2025-01-01")
    assert only(to_area, tie("MEMBER_OF", OLD, "network:x:n"))[:2] == (Fate.FOR_REVIEW, Reason.NO_AUTHORITY)


def test_nobody_takes_over_from_a_body_without_successor() -> None:
    gone = {OLD: {"valid_to": "2025-06-30"}}
    assert only(tie("MEMBER_OF", OLD, "network:x:n"), entities=gone)[:2] == (Fate.ENDED, Reason.NO_SUCCESSOR)


def test_what_is_over_needs_no_decision() -> None:
    past = {"project:x:p": {"valid_to": "2025-12-31"}}
    ties = (
        AFTER,
        tie("FUNDS", OLD, "project:x:p"),
        tie("MEMBER_OF", OLD, "network:x:n", "2020-01-01", "2025-12-31"),
        tie("MEMBER_OF", OLD, "network:x:m", "2026-01-01"),
        tie("ATTENDED", OLD, "event:x:e"),
    )
    assert successions(snapshot(past, *ties), DAY) == []


def test_an_ended_area_hands_over_what_lies_in_it() -> None:
    after = tie("SUCCEEDED_BY", "region:x:town", "region:x:bigger", "2026-01-01")
    placed = tie("LOCATED_IN", "project:x:p", "region:x:town")
    assert only(after, placed) == (Fate.CARRIED_OVER, Reason.ONE_SUCCESSOR, ("region:x:bigger",))


def test_municipalities_without_an_area_are_told() -> None:
    assert without_area(snapshot(TOWNS), DAY, "evk") == []
    assert without_area(snapshot({"region:x:town": TOWNS["region:x:town"]}), DAY, "evk") == ["region:x:town"]


def test_a_view_may_give_ties_of_the_ended_to_who_took_over() -> None:
    past = tie("FUNDS", OLD, "project:x:p", "2020-01-01", "2021-01-01")
    whole = snapshot({}, AFTER, past, tie("SERVES", OLD, "region:x:old"))
    seen = carried_over(whole, DAY)
    ties = {(seen.ids[a], seen.ids[b]) for a, b in zip(seen.a.tolist(), seen.b.tolist(), strict=True)}
    assert ties == {(OLD, NEW), (NEW, "project:x:p"), (OLD, "region:x:old")}
    assert carried_over(whole, date(2025, 12, 31)).a.tolist() == whole.a.tolist()
    unsure = snapshot({}, *SPLIT, past)
    assert carried_over(unsure, DAY).a.tolist() == unsure.a.tolist()


bodies = st.sampled_from([f"actor:x:{n}" for n in range(6)])
days = st.sampled_from([None, "2020-01-01", "2025-06-30", "2025-12-31", "2026-01-01", "2027-01-01"])
successors = st.builds(lambda a, b, day: tie("SUCCEEDED_BY", a, b, day), bodies, bodies, days)
others = st.builds(
    lambda a, n, start, end: tie("MEMBER_OF", a, f"network:x:{n}", start, end),
    bodies,
    st.integers(0, 5),
    days,
    days,
)


@given(st.lists(successors, max_size=8), st.lists(others, max_size=8))
def test_every_live_tie_of_an_ended_body_has_exactly_one_decision(
    after: list[Ends], held: list[Ends]
) -> None:
    found = successions(snapshot({}, *after, *held), DAY)
    ended = {a for _, a, _, _, day, _, _ in after if day and day <= DAY.isoformat()}
    live = sorted(
        (a, b)
        for _, a, b, _, start, end, _ in held
        if a in ended
        and (start is None or start < DAY.isoformat())
        and (end is None or end >= DAY.isoformat())
    )
    assert sorted((one.a, one.b) for one in found) == live
    for one in found:
        assert (one.fate is Fate.CARRIED_OVER) <= (len(one.successors) == 1)
        assert not {*one.successors} & ended
