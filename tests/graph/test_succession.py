"""Who takes over what: the rules one by one, and that every live tie of who ended is decided once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Fields, Tie, TieKind, kind_of
from graph.records.succession import Decision, Fate, Reason, Succession
from graph.snapshot import Snapshot
from graph.succession import carried_over, concerned, succession

DAY = date(2026, 1, 1)
ISO = DAY.isoformat()
EVE = (DAY - timedelta(days=1)).isoformat()
LAKE, HILL, SHORE = "region:fi-kunta:001", "region:fi-kunta:002", "region:fi-kunta:003"


Things = Mapping[str, Mapping[str, Any]]
"""Fields by id."""
NOTHING: Things = {}


class Row(NamedTuple):
    """A tie as a store gives it."""

    id: str
    fields: Fields
    a: str
    b: str


def tie(kind: str, a: str, b: str, **said: Any) -> Row:
    record = Tie(kind=TieKind(kind), a=_id("actor", a), b=_id("project", b), **said)
    return Row(record.id, record.fields(), record.a, record.b)


def follows(before: str, after: str, day: str | None = ISO, **said: Any) -> Row:
    return tie("SUCCEEDED_BY", before, _id("actor", after), valid_from=day, **said)


def _id(kind: str, local: str) -> str:
    return local if ":" in local else f"{kind}:fi:{local}"


def graph(rows: Sequence[Row], things: Things = NOTHING) -> Snapshot:
    """The snapshot of ties, with what is known of some of their ends; each is named by its local part unless told."""
    ids = {end for row in rows for end in (row.a, row.b)} | things.keys()
    return Snapshot.of(
        [(id_, {"name_fi": id_.rpartition(":")[2], **things.get(id_, {})}, "list") for id_ in ids],
        [
            (str(row.fields["kind"]), row.a, row.b, str(row.fields.get("role", "")), _day(row, "valid_from"),
             _day(row, "valid_to"), "list")
            for row in rows
        ],
    )  # fmt: skip


def _day(row: Row, key: str) -> str | None:
    return str(row.fields[key]) if key in row.fields else None


def decided(rows: Sequence[Row], things: Things = NOTHING, on: date = DAY) -> Succession:
    return succession(graph(rows, things), rows, on)


def the_one(rows: Sequence[Row], things: Things = NOTHING, on: date = DAY) -> Decision:
    (one,) = decided(rows, things, on).decisions
    return one


def areas() -> tuple[list[Row], dict[str, dict[str, Any]]]:
    """Two bodies that share out the area of `old`: one serves the lake and the hill, the other the shore."""
    rows = [
        follows("old", "east", share=0.6), follows("old", "west", share=0.4),
        tie("SERVES", "east", "region:fi-evk:1", valid_from=ISO),
        tie("SERVES", "west", "region:fi-evk:2", valid_from=ISO),
    ]  # fmt: skip
    things = {
        "region:fi-evk:1": {"level": "evk", "municipalities_2026": ["001", "002"], "valid_from": ISO},
        "region:fi-evk:2": {"level": "evk", "municipalities_2026": ["003"], "valid_from": ISO},
        "region:fi-kunta:001": {
            "level": "kunta",
            "code": "001",
            "municipalities_2026": ["001"],
            "name_fi": "Lahti",
        },
        "region:fi-kunta:002": {
            "level": "kunta",
            "code": "002",
            "municipalities_2026": ["002"],
            "name_fi": "Kuopio",
        },
        "region:fi-kunta:003": {
            "level": "kunta",
            "code": "003",
            "municipalities_2026": ["003"],
            "name_fi": "Pori",
        },
    }
    return rows, things


def test_a_sole_successor_takes_over_with_role_and_unit() -> None:
    rows = [follows("old", "new"), tie("PARTICIPATES_IN", "old", "P", role="lead", unit="kehitys")]
    one = the_one(rows)
    assert (one.decision, one.reason, one.role, one.unit) == (
        Fate.CARRIED_OVER,
        Reason.WHOLE,
        "lead",
        "kehitys",
    )
    assert [who.id for who in one.successors] == ["actor:fi:new"]
    assert (one.ended, one.since, one.last_day) == (DAY - timedelta(days=1), DAY, DAY - timedelta(days=1))
    assert one.undated
    assert not one.done


def test_before_the_day_nobody_has_ended() -> None:
    rows = [follows("old", "new"), tie("PARTICIPATES_IN", "old", "P", role="lead")]
    assert decided(rows, on=DAY - timedelta(days=1)).decisions == ()


def test_a_body_that_is_known_to_live_on_keeps_its_ties() -> None:
    rows = [follows("old", "new", share=0.3), tie("PARTICIPATES_IN", "old", "P", role="lead")]
    assert decided(rows, {"actor:fi:old": {"valid_to": "2030-12-31"}}).decisions == ()
    assert the_one(rows).reason is Reason.PART


def test_who_ended_without_a_successor_leaves_ties_that_end() -> None:
    one = the_one([tie("MEMBER_OF", "old", "network:fi:N")], {"actor:fi:old": {"valid_to": "2025-06-30"}})
    assert (one.decision, one.reason, one.last_day) == (Fate.ENDED, Reason.NOBODY, date(2025, 6, 30))


@pytest.mark.parametrize(
    ("start", "end", "over", "is_live"),
    [
        (None, None, None, True),
        ("2020-01-01", "2027-12-31", "2027-12-31", True),
        (None, EVE, None, True),
        (None, "2025-12-30", None, False),
        (ISO, None, None, False),
        (None, None, EVE, False),
        (None, None, ISO, True),
    ],
)
def test_live_is_what_held_the_day_before_in_a_project_that_had_not_ended(
    start: str | None, end: str | None, over: str | None, is_live: bool
) -> None:
    rows = [
        follows("old", "new"),
        tie("PARTICIPATES_IN", "old", "P", role="lead", valid_from=start, valid_to=end),
    ]
    found = decided(rows, {"project:fi:P": {"valid_to": over}} if over else {})
    assert len(found.decisions) == is_live


def test_a_tie_whose_own_last_day_is_the_holders_is_over_unless_it_was_carried_over() -> None:
    held = tie("PARTICIPATES_IN", "old", "P", role="lead", valid_to=EVE)
    one = the_one([follows("old", "new"), held])
    assert (one.decision, one.reason, one.done, one.successors) == (Fate.ENDED, Reason.ENDED_BEFORE, True, ())
    after = tie("PARTICIPATES_IN", "new", "P", role="lead", valid_from=ISO)
    one = the_one([follows("old", "new"), held, after])
    assert (one.decision, one.reason, one.done) == (Fate.CARRIED_OVER, Reason.WHOLE, True)


@pytest.mark.parametrize(
    ("places", "unit", "to"),
    [
        ([LAKE], "", "east"), ([LAKE, HILL], "", "east"), ([SHORE], "", "west"), ([LAKE, SHORE], "", None),
        ([], "", None), ([], "Porin toimipaikka", "west"), ([], "Lahden yksikkö", "east"), ([LAKE], "Pori", None),
        ([], "kehitys", None),
    ],
)  # fmt: skip
def test_an_area_that_was_divided_is_told_by_place(places: list[str], unit: str, to: str | None) -> None:
    rows, things = areas()
    rows += [tie("FUNDS", "old", "P", unit=unit)]
    rows += [tie("LOCATED_IN", "project:fi:P", place) for place in places]
    one = the_one(rows, things)
    if to is None:
        assert (one.decision, one.reason) == (Fate.FOR_REVIEW, Reason.NO_PLACE)
        assert [who.id for who in one.successors] == ["actor:fi:east", "actor:fi:west"]
    else:
        assert (one.decision, one.reason) == (Fate.CARRIED_OVER, Reason.PLACE)
        assert [who.id for who in one.successors] == [f"actor:fi:{to}"]
        assert one.places


def test_a_municipality_that_merged_lies_where_the_one_it_became_does() -> None:
    rows, things = areas()
    gone = "region:fi-kunta:588"
    rows += [
        follows(gone, SHORE, "2025-01-01", share=1.0), tie("FUNDS", "old", "P"),
        tie("LOCATED_IN", "project:fi:P", gone, valid_to="2024-12-31"),
    ]  # fmt: skip
    things["region:fi-kunta:588"] = {"level": "kunta", "code": "588", "municipalities_2024": ["588"]}
    one = the_one(rows, things)
    assert [who.id for who in one.successors] == ["actor:fi:west"]


def test_work_in_a_municipality_that_merged_is_work_in_the_one_it_became() -> None:
    rows = [follows(LAKE, HILL, share=1.0), tie("LOCATED_IN", "project:fi:P", LAKE)]
    one = the_one(rows)
    assert (one.holder, one.other, one.successors[0].id) == (LAKE, "project:fi:P", HILL)


TASK = "permit and supervision tasks of the centre"


@pytest.mark.parametrize(
    ("unit", "project", "fate", "to"),
    [
        ("", "Nuorten työpajat", Fate.CARRIED_OVER, "new"),
        ("yritystuet", "Nuorten työpajat", Fate.CARRIED_OVER, "new"),
        ("luvat ja valvonta", "Nuorten työpajat", Fate.CARRIED_OVER, "agency"),
        ("", "Lupien sähköinen käsittely", Fate.FOR_REVIEW, None),
    ],
)
def test_a_task_that_went_elsewhere_takes_the_ties_that_say_it(
    unit: str, project: str, fate: Fate, to: str | None
) -> None:
    rows = [
        follows("old", "new", share=1.0), follows("old", "agency", note=TASK), tie("FUNDS", "old", "P", unit=unit),
    ]  # fmt: skip
    one = the_one(
        rows,
        {"actor:fi:agency": {"name_fi": "Lupa- ja valvontavirasto"}, "project:fi:P": {"name_fi": project}},
    )
    assert one.decision is fate
    if to:
        assert [who.id for who in one.successors] == [f"actor:fi:{to}"]
    else:
        assert one.reason is Reason.MAY_BE_TASK
        assert {who.task for who in one.successors} == {TASK, None}


def test_who_may_be_whom_is_no_tie_to_take_over() -> None:
    question = tie("MAY_BE", "old", "actor:fi:other")
    rows = [follows("old", "new"), question]
    assert decided(rows).decisions == ()
    kept = carried_over(graph(rows), rows, DAY)
    assert [kept.ids[end] for end in kept.ends(TieKind.MAY_BE)[0].tolist()] == ["actor:fi:old"]


def test_several_without_a_share_are_for_a_person_to_tell() -> None:
    one = the_one([follows("old", "new"), follows("old", "other"), tie("FUNDS", "old", "P")])
    assert (one.decision, one.reason, len(one.successors)) == (Fate.FOR_REVIEW, Reason.NOT_TOLD, 2)


def test_successions_are_followed_to_who_stands_on_the_day() -> None:
    rows = [
        follows("old", "middle", "2024-01-01"), follows("middle", "new", "2025-01-01"),
        follows("new", "future", "2027-01-01"), tie("FUNDS", "old", "P"),
    ]  # fmt: skip
    one = the_one(rows)
    assert [who.id for who in one.successors] == ["actor:fi:new"]
    assert (one.ended, one.last_day, one.since) == (date(2023, 12, 31), date(2023, 12, 31), date(2025, 1, 1))


def test_a_ring_of_successions_is_for_a_person() -> None:
    rows = [follows("one", "two"), follows("two", "one"), follows("self", "self"), tie("FUNDS", "one", "P"),
            tie("FUNDS", "self", "P")]  # fmt: skip
    assert [one.reason for one in decided(rows).decisions] == [Reason.RING, Reason.RING]
    assert {one.decision for one in decided(rows).decisions} == {Fate.FOR_REVIEW}


def test_a_long_line_of_successions_is_followed() -> None:
    rows = [follows(f"b{i:05}", f"b{i + 1:05}", "2020-01-01") for i in range(5_000)] + [
        tie("FUNDS", "b00000", "P")
    ]
    assert [who.id for who in the_one(rows).successors] == ["actor:fi:b05000"]


def test_an_area_that_takes_over_from_a_body_is_stood_for_by_its_authority() -> None:
    area = "region:fi-tyollisyysalue:18"
    rows = [follows("office", area, share=1.0), tie("MEMBER_OF", "office", "network:fi:N")]
    named = {"name_fi": "Kymppi", "name_sv": "Tian"}
    found = decided(rows, {area: named})
    assert [who.id for who in found.decisions[0].successors] == ["actor:fi-tyollisyysalue:18"]
    (authority,) = found.authorities
    assert (authority.id, authority.area) == ("actor:fi-tyollisyysalue:18", area)
    assert authority.name == {"fi": "Kymppi (alueen viranomainen)", "sv": "Tian (områdets myndighet)"}
    rows.append(tie("SERVES", "city", area))
    found = decided(rows, {area: named})
    assert [who.id for who in found.decisions[0].successors] == ["actor:fi:city"]
    assert found.authorities == ()


def test_a_body_and_its_area_that_end_together_leave_nothing_to_carry_over() -> None:
    rows = [
        follows("old", "new"),
        follows("region:x:old", "region:x:new"),
        tie("SERVES", "old", "region:x:old"),
    ]
    assert the_one(rows).reason is Reason.OWN_AREA
    rows[-1] = tie("LOCATED_IN", "old", "region:x:old")
    assert (the_one(rows).decision, the_one(rows).reason) == (Fate.FOR_REVIEW, Reason.BOTH_ENDS)


def test_an_event_is_attended_by_who_came_and_one_to_come_by_who_takes_over() -> None:
    rows = [follows("old", "new"), tie("ATTENDED", "old", "event:fi:E")]
    assert the_one(rows).reason is Reason.OCCASION
    assert the_one(rows, {"event:fi:E": {"valid_from": "2026-05-01"}}).reason is Reason.WHOLE


def test_what_was_over_already_keeps_its_own_last_day() -> None:
    one = the_one(
        [follows("old", "new"), tie("COORDINATES", "old", "call:fi:C")],
        {"call:fi:C": {"valid_to": "2023-02-28"}},
    )
    assert (one.decision, one.reason, one.last_day) == (Fate.ENDED, Reason.ENDED_BEFORE, date(2023, 2, 28))


def test_a_project_without_a_last_day_in_a_programme_that_is_over_is_for_a_person_to_tell() -> None:
    rows = [
        follows("old", "new"),
        tie("FUNDS", "old", "P"),
        tie("FUNDED_UNDER", "project:fi:P", "programme:fi:E"),
    ]
    one = the_one(rows, {"programme:fi:E": {"valid_to": "2013-12-31"}})
    assert (one.decision, one.reason) == (Fate.FOR_REVIEW, Reason.PROGRAMME_OVER)
    assert the_one(rows, {"programme:fi:E": {"valid_to": "2027-12-31"}}).decision is Fate.CARRIED_OVER


def test_nobody_collaborates_with_itself() -> None:
    rows = [follows("old", "new"), tie("COLLABORATES_WITH", "old", "actor:fi:new")]
    assert (the_one(rows).decision, the_one(rows).reason) == (Fate.ENDED, Reason.ITSELF)


def test_a_body_known_by_name_and_by_number_is_one() -> None:
    named = "actor:name:fi-000000000000"
    rows = [follows(named, "new"), tie("FUNDS", "0245437-2", "P")]
    snapshot = Snapshot.of(
        [
            (named, {"name_fi": "Vanha virasto"}, "list"), ("actor:fi:0245437-2", {"name_fi": "Vanha virasto"}, "list"),
            ("actor:fi:new", {"name_fi": "Uusi"}, "list"), ("project:fi:P", {}, "list"),
        ],
        [("SUCCEEDED_BY", named, "actor:fi:new", "", ISO, None, "list")],
    )  # fmt: skip
    (one,) = succession(snapshot, rows, DAY).decisions
    assert (one.holder, one.decision) == ("actor:fi:0245437-2", Fate.CARRIED_OVER)
    assert concerned(snapshot) == ["actor:fi:0245437-2", "actor:fi:new", named]


def test_municipalities_without_an_area_or_in_two_are_named() -> None:
    rows, things = areas()
    rows += [follows("region:fi-ely:1", "region:fi-evk:1", share=1.0)]
    things["region:fi-evk:2"]["municipalities_2026"] = ["001"]
    (line,) = decided(rows, things).areas
    assert (line.level, line.areas, line.municipalities) == ("evk", 2, 3)
    assert (line.without, line.twice) == (("003",), ("001",))


# any graph


BODIES = [f"actor:fi:{name}" for name in "ABCDEF"]
OTHERS = ["project:fi:P", "project:fi:Q", "network:fi:N", "practice:fi:W", "event:fi:E"]
BY_OTHER = {"project": "PARTICIPATES_IN", "network": "MEMBER_OF", "practice": "PRODUCED", "event": "ATTENDED"}
DAYS = st.sampled_from([None, "2020-01-01", "2024-12-31", EVE, ISO, "2026-12-31"])


@st.composite
def ties(draw: st.DrawFn) -> Row:
    one, other = draw(st.sampled_from(BODIES)), draw(st.sampled_from([*OTHERS, *BODIES]))
    days = {"valid_from": draw(DAYS), "valid_to": draw(DAYS)}
    kind = BY_OTHER.get(kind_of(other), "COLLABORATES_WITH")
    return tie(kind, one, other, role=draw(st.sampled_from(["", "lead"])), **days)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Row], dict[str, dict[str, Any]]]:
    """Successions, ties and last days of every shape."""
    links = st.builds(
        follows, st.sampled_from(BODIES), st.sampled_from(BODIES), DAYS, share=st.sampled_from([None, 0.4, 1.0]),
        note=st.sampled_from([None, TASK]),
    )  # fmt: skip
    rows = draw(st.lists(links, max_size=6)) + draw(st.lists(ties(), max_size=12))
    ends = draw(st.dictionaries(st.sampled_from([*BODIES, *OTHERS]), DAYS, max_size=6))
    things = {id_: {"valid_to": day} for id_, day in ends.items() if day}
    return list({row.id: row for row in rows}.values()), things


def plainly_live(rows: Sequence[Row], things: dict[str, dict[str, Any]]) -> set[str]:
    """The ties to decide on, found without the program's means."""
    ends = {id_: fields["valid_to"] for id_, fields in things.items()}
    gave = {
        row.a for row in rows if row.fields["kind"] == "SUCCEEDED_BY" and str(row.fields.get("valid_from", "")) <= ISO
    }  # fmt: skip
    ended = {id_ for id_ in BODIES if ends.get(id_, "") < ISO and (id_ in gave or id_ in ends)}
    return {
        row.id
        for row in rows
        if row.fields["kind"] != "SUCCEEDED_BY" and not ended.isdisjoint((row.a, row.b))
        and str(row.fields.get("valid_from", "")) < ISO and str(row.fields.get("valid_to", "9999")) >= EVE
        and not (kind_of(row.b) == "project" and ends.get(row.b, "9999") < ISO)
    }  # fmt: skip


@settings(deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_every_live_tie_of_who_ended_has_exactly_one_decision_in_whatever_order(
    history: tuple[list[Row], dict[str, dict[str, Any]]], chance: Any
) -> None:
    rows, things = history
    found = decided(rows, things)
    assert Counter(one.tie for one in found.decisions) == Counter(plainly_live(rows, things))
    for one in found.decisions:
        if one.decision is Fate.CARRIED_OVER:
            (who,) = one.successors
            assert who.id not in (one.holder, one.other)
            assert one.last_day is not None
            assert one.since is not None
            assert one.last_day < one.since <= DAY
        assert (one.last_day is None) == (one.decision is Fate.FOR_REVIEW)
        assert one.sentence
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert decided(shuffled, things) == found


# the graph carried over


def carried(
    rows: Sequence[Row], things: Things = NOTHING, on: date | None = DAY
) -> set[tuple[str, str, str]]:
    snapshot = carried_over(graph(rows, things), rows, on)
    kinds = list(TieKind)
    return {
        (kinds[kind].value, snapshot.ids[a].rpartition(":")[2], snapshot.ids[b].rpartition(":")[2])
        for kind, a, b in zip(
            snapshot.tie_kind.tolist(), snapshot.a.tolist(), snapshot.b.tolist(), strict=True
        )
    }


def test_ties_of_who_ended_are_their_sole_successors_by_choice() -> None:
    rows = [
        follows("old", "new"), tie("PARTICIPATES_IN", "old", "P", role="lead", valid_to="2020-12-31"),
        tie("PARTICIPATES_IN", "other", "P", role="partner"),
    ]  # fmt: skip
    expected = {
        ("SUCCEEDED_BY", "old", "new"),
        ("PARTICIPATES_IN", "new", "P"),
        ("PARTICIPATES_IN", "other", "P"),
    }
    assert carried(rows) == carried(rows, on=None) == expected
    assert ("PARTICIPATES_IN", "old", "P") in carried(rows, on=DAY - timedelta(days=1))


def test_what_was_shared_out_stays_where_it_was() -> None:
    rows, things = areas()
    rows += [tie("FUNDS", "old", "P")]
    assert ("FUNDS", "old", "P") in carried(rows, things)


def test_a_tie_that_would_join_a_body_with_itself_goes() -> None:
    rows = [follows("old", "new"), tie("COLLABORATES_WITH", "old", "actor:fi:new")]
    assert carried(rows) == {("SUCCEEDED_BY", "old", "new")}


@given(histories())
def test_the_graph_carried_over_has_ties_in_their_order_and_none_new(
    history: tuple[list[Row], dict[str, dict[str, Any]]],
) -> None:
    rows, things = history
    before = graph(rows, things)
    after = carried_over(before, rows, DAY)
    assert after.ids == before.ids
    assert len(after.a) <= len(before.a)
    columns = zip(after.tie_kind.tolist(), after.a.tolist(), after.b.tolist(), after.role, strict=True)
    listed = list(columns)
    assert listed == sorted(listed)
    without = [row for row in rows if row.fields["kind"] != "SUCCEEDED_BY"]
    same = graph(without, things)
    assert carried_over(same, without, DAY).a.tolist() == same.a.tolist()
