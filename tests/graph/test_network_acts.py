"""What people do about groups, links and invitation lists, kept in a real store, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from graph.chosen import Choice
from graph.desk import Desk
from graph.errors import NotFound, SolmuError, UsageError
from graph.invite import Invitation
from graph.network_desk import View
from graph.records import Act, ActKind, Claim, Verdict
from graph.records.findings import State, finding_id
from graph.store import Store, open_store
from ingest.meeting import keep_meeting
from tests.stores.factories import actor, loaded, present, project, tie

ON = date(2018, 6, 1)
TODAY = date(2021, 1, 1)
EARLY = {"valid_from": "2016-01-01", "valid_to": "2022-12-31"}
LATE = {"valid_from": "2019-01-01", "valid_to": "2022-12-31"}


def club(letter: str, size: int = 5) -> list[Claim]:
    """Bodies that share one project."""
    members = [f"{letter}{i}" for i in range(size)]
    return [
        project(f"P{letter}", name_fi="Nuorten työpaja", **EARLY),
        *(actor(who) for who in members),
        *(tie(who, f"P{letter}") for who in members),
    ]


def new_project(local: str, *members: str) -> list[Claim]:
    return [project(local, name_fi="Metsien mittaus", **LATE), *(tie(who, local) for who in members)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        loaded(opened, *club("A"), *club("B"), *club("C"))
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def kept(desk: Desk, size: int = 3) -> Invitation:
    """An invitation list that was kept."""
    invitation = desk.network.invite(size=size)
    desk.network.keep_invitation(invitation, note="for June", by="itä-2")
    return invitation


def refused(desk: Desk, problem: type[SolmuError], finding: str, kind: ActKind, **more: object) -> str:
    """What is said where an act is refused; nothing of it is written."""
    before = desk.store.acts(), desk.store.revision(), present(desk.store)
    with pytest.raises(problem) as raised:
        desk.act(finding, kind, **more)  # type: ignore[arg-type]
    assert (desk.store.acts(), desk.store.revision(), present(desk.store)) == before
    said = str(raised.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_a_list_that_is_kept_is_accepted_with_who_is_on_it_and_who_sits_together(desk: Desk) -> None:
    invitation = kept(desk)
    (act,) = desk.store.acts()
    assert (act.finding, act.kind, act.note, act.by) == (
        invitation.finding,
        ActKind.ACCEPTED,
        "for June",
        "itä-2",
    )
    assert act.members == tuple(sorted(seat.actor for seat in invitation.seats))
    assert act.evidence == tuple(f"pair:{a}|{b}" for a, b in invitation.pairs) != ()
    assert act.at
    life, acts = desk.life(invitation.finding)
    assert (life.state, acts) == (State.ACCEPTED, [act])


def test_a_list_is_kept_once(desk: Desk) -> None:
    invitation = kept(desk)
    assert desk.network.keep_invitation(invitation) == desk.store.acts()[0]
    assert len(desk.store.acts()) == 1


def test_a_list_without_anybody_is_nothing_to_keep(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/empty.db") as store:
        desk = Desk(store)
        with pytest.raises(UsageError):
            desk.network.keep_invitation(desk.network.invite())
        assert store.acts() == []


def test_a_list_that_nobody_kept_is_not_known(desk: Desk) -> None:
    finding = desk.network.invite(size=3).finding
    said = refused(desk, NotFound, finding, ActKind.ACTED, note="met")
    assert "`solmu invite --keep`" in said
    with pytest.raises(NotFound):
        desk.life(finding)


def test_a_group_is_acted_on_with_its_members(desk: Desk) -> None:
    group = desk.network.silos(redraws=1).groups[0]
    act = desk.act(group.id, ActKind.ACTED, note="invited them", on=ON)
    assert (act.members, act.on, act.evidence) == (group.members, "2018-06-01", ())
    assert desk.network.subject(group.id).state is State.ACTED


def test_a_link_of_a_part_of_the_network_is_known_in_that_part(store: Store) -> None:
    loaded(store, *new_project("N", "A0", "B0"), *new_project("O", "B0", "C0"))
    desk = Desk(store)
    view = View(Choice(theme="Metsien mittaus"))
    (link,) = desk.network.links(view)
    assert (link.a, link.b) == ("actor:fi:A0", "actor:fi:C0")
    act = desk.act(link.finding, ActKind.ACCEPTED, view=view)
    assert act.members == ("actor:fi:A0", "actor:fi:C0")
    elsewhere = View(as_of=date(2017, 1, 1))
    assert desk.network.subject(link.finding, elsewhere).members == act.members  # what was acted on stays


def test_what_was_acted_on_stays_what_it_was_whatever_is_found_today(store: Store, desk: Desk) -> None:
    group = desk.network.silos(redraws=0).groups[0]
    desk.act(group.id, ActKind.ACCEPTED)
    pairs = [(f"A{i}", f"B{i}", f"N{i}{k}") for i in range(5) for k in range(9)]
    loaded(store, *(claim for a, b, local in pairs for claim in new_project(local, a, b)))
    assert group.id not in {one.id for one in desk.network.silos(redraws=0).groups}
    assert desk.act(group.id, ActKind.ACTED, note="met them").members == group.members


@pytest.mark.parametrize("finding", ["group:0123456789ab", "link:0123456789ab", "invitation:0123456789ab"])
@pytest.mark.parametrize("kind", [ActKind.ACCEPTED, ActKind.ACTED, ActKind.DISMISSED])
def test_a_finding_that_is_not_there_is_refused(desk: Desk, finding: str, kind: ActKind) -> None:
    assert finding in refused(desk, NotFound, finding, kind, note="met")


def test_bodies_take_no_verdict_and_no_step_out_of_turn(desk: Desk) -> None:
    finding = kept(desk).finding
    assert "takes no verdict" in refused(desk, UsageError, finding, ActKind.VERDICT, value=Verdict.SAME.value)
    assert "cannot be accepted now" in refused(desk, UsageError, finding, ActKind.ACCEPTED)
    assert "Say what was done" in refused(desk, UsageError, finding, ActKind.ACTED, note="  ")
    assert "still to come" in refused(
        desk, UsageError, finding, ActKind.ACTED, note="met", on=date(2999, 1, 1)
    )
    desk.act(finding, ActKind.CLOSED)
    assert "cannot be acted on now" in refused(desk, UsageError, finding, ActKind.ACTED, note="met")


# meetings


def met(desk: Desk, finding: str, *came: str, on: date = ON) -> Act:
    """An act with a meeting to which these bodies came."""
    meet = partial(keep_meeting, desk.store, came=[f"actor:fi:{who}" for who in came], by="itä-2")
    return desk.act(finding, ActKind.ACTED, note="they met", on=on, meet=meet)


def test_a_meeting_is_an_event_with_who_came(desk: Desk, store: Store) -> None:
    finding = kept(desk).finding
    act = met(desk, finding, "A0", "B0", "A0")
    event = act.evidence[-1]
    assert event == f"event:solmu:{finding.replace(':', '-')}-2018-06-01"
    graph = desk.snapshot()
    fields = graph.fields[graph.index[event]]
    assert (fields["valid_from"], fields["valid_to"]) == ("2018-06-01", "2018-06-01")
    there = graph.index[event]
    came = [graph.ids[a] for a, b in zip(graph.a.tolist(), graph.b.tolist(), strict=True) if b == there]
    assert came == ["actor:fi:A0", "actor:fi:B0"]
    last = store.batches()[-1]
    assert (last.kind, last.by) == ("import", "itä-2")


def test_a_later_meeting_keeps_the_earlier_one(desk: Desk) -> None:
    finding = kept(desk).finding
    met(desk, finding, "A0", "B0")
    met(desk, finding, "A0", "C0", on=date(2018, 9, 1))
    (told,) = desk.network.follow_up(today=TODAY)
    assert [event[-10:] for event in told.met] == ["2018-06-01", "2018-09-01"]
    assert told.on == "2018-06-01"
    assert told.proposed == 3  # A0, B0 and C0, who were strangers


@pytest.mark.parametrize(
    ("came", "problem"),
    [
        ("actor:fi:nobody", NotFound),
        ("project:fi:PA", UsageError),
        ("event:solmu:x", UsageError),
        ("A0", UsageError),
        ("", UsageError),
    ],
)
def test_where_one_who_came_is_nobody_known_nothing_is_written(
    desk: Desk, came: str, problem: type[SolmuError]
) -> None:
    finding = kept(desk).finding
    meet = partial(keep_meeting, desk.store, came=["actor:fi:A0", came])
    said = refused(desk, problem, finding, ActKind.ACTED, note="met", on=ON, meet=meet)
    assert repr(came) in said


def test_a_meeting_of_an_act_that_is_refused_is_not_written(desk: Desk) -> None:
    finding = kept(desk).finding
    meet = partial(keep_meeting, desk.store, came=["actor:fi:A0"])
    refused(desk, UsageError, finding, ActKind.ACTED, note="", meet=meet)
    refused(desk, NotFound, "group:0123456789ab", ActKind.ACTED, note="met", meet=meet)


def test_only_what_was_done_has_a_day_on_which_people_met(desk: Desk) -> None:
    meet = partial(keep_meeting, desk.store, came=["actor:fi:A0"])
    refused(desk, UsageError, kept(desk).finding, ActKind.DISMISSED, meet=meet)


# what became of it


def test_the_tie_that_formed_after_a_meeting_is_found_when_its_project_is_loaded(
    desk: Desk, store: Store
) -> None:
    invitation = kept(desk)
    who = [seat.actor.rpartition(":")[2] for seat in invitation.seats]
    assert {one[0] for one in who} == set("ABC")
    met(desk, invitation.finding, *who[:2])
    (before,) = desk.network.follow_up(today=TODAY)
    assert (before.proposed, before.formed, len(before.met)) == (1, 0, 1)
    loaded(store, *new_project("N", *who[:2]))
    (after,) = desk.network.follow_up(today=TODAY)
    assert (after.proposed, after.formed) == (1, 1)
    assert after.formed_pairs == (tuple(sorted(f"actor:fi:{one}" for one in who[:2])),)
    assert after.like >= after.like_formed == 0
    assert after.p_value is not None


def test_a_silo_that_was_acted_on_and_opened_is_told(desk: Desk, store: Store) -> None:
    group = desk.network.silos(redraws=0).groups[0]
    letter = group.members[0].rpartition(":")[2][0]
    desk.act(group.id, ActKind.ACTED, note="invited them", on=ON)
    (before,) = desk.network.follow_up(today=TODAY)
    assert (before.inside_before, before.inside_after, before.opened) == (1.0, 1.0, False)
    other = "B" if letter == "A" else "A"
    loaded(store, *(claim for i in range(5) for claim in new_project(f"N{i}", f"{letter}{i}", f"{other}{i}")))
    (after,) = desk.network.follow_up(today=TODAY)
    assert (after.inside_before, after.opened) == (1.0, True)
    assert after.inside_after == pytest.approx(2.5 / 7.5, abs=1e-4)


def test_the_meeting_itself_opens_no_silo(desk: Desk) -> None:
    group = desk.network.silos(redraws=0).groups[0]
    met(desk, group.id, "A0", "A1", "B0", "C0")
    (told,) = desk.network.follow_up(today=TODAY)
    assert (told.inside_before, told.inside_after, told.opened) == (1.0, 1.0, False)


def test_a_body_that_was_merged_since_is_still_the_one_that_was_brought_together(
    desk: Desk, store: Store
) -> None:
    finding = kept(desk).finding
    met(desk, finding, "A0", "B0")
    loaded(store, actor("0"), tie("0", "PA"), *new_project("N", "A0", "B0"))
    assert desk.network.follow_up(today=TODAY)[0].formed == 1
    store.merge(["actor:fi:0", "actor:fi:A0"])
    assert desk.network.follow_up(today=TODAY)[0].formed == 1


def test_a_link_whose_body_was_merged_since_is_still_followed(desk: Desk, store: Store) -> None:
    link = desk.network.links()[0]
    desk.act(link.finding, ActKind.ACTED, note="called both", on=ON)
    names = [one.rpartition(":")[2] for one in (link.a, link.b)]
    loaded(store, actor("0"), tie("0", "Own"), *new_project("N", *names))
    assert desk.network.follow_up(today=TODAY)[0].formed == 1
    store.merge(["actor:fi:0", link.a])
    told = desk.network.follow_up(today=TODAY)[0]
    assert (told.proposed, told.formed) == (1, 1)


def test_one_who_came_may_be_called_by_an_id_that_was_merged(desk: Desk, store: Store) -> None:
    finding = kept(desk).finding
    loaded(store, actor("0"), tie("0", "PA"))
    store.merge(["actor:fi:0", "actor:fi:A0"])
    assert met(desk, finding, "0", "A0", "B0").evidence[-1].startswith("event:solmu:")
    assert desk.network.follow_up(today=TODAY)[0].proposed == 1


def test_a_list_kept_again_after_it_was_closed_goes_on(desk: Desk) -> None:
    invitation = kept(desk)
    desk.act(invitation.finding, ActKind.CLOSED)
    desk.network.keep_invitation(invitation)
    assert desk.life(invitation.finding)[0].state is State.ACCEPTED
    ids = sorted(seat.actor for seat in invitation.seats)
    assert invitation.finding == finding_id("invitation", *ids)
