"""The life of a finding: what people said and did, folded; and the steps that make sense from there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.records import Act, ActKind, Verdict
from graph.records.acts import MOST_NOTE
from graph.records.findings import Changed, Overlap, OverlapKind, Reason, Recipients, State, finding_id
from graph.review import OPEN, evidence, ids_of, life, lived, states_asked, survivors
from graph.steps import STEPS, Subject, act_on

STEP_KINDS = [kind for kind in ActKind if kind is not ActKind.VERDICT]
ITEMS = st.frozensets(
    st.sampled_from(["content:nosturi", "content:silta", "bodies:actor:fi:1", "place", "time"])
)


def act(kind: ActKind, value: str = "", at: str = "", evidence: frozenset[str] = frozenset()) -> Act:
    return Act(
        finding="overlap:1",
        kind=kind,
        value=value,
        at=at,
        evidence=tuple(sorted(evidence)),
        members=("a", "b"),
    )


def in_time(acts: list[Act]) -> list[Act]:
    return [one.model_copy(update={"at": f"2026-01-01T00:00:{n:02}"}) for n, one in enumerate(acts)]


VERDICTS = st.builds(act, st.just(ActKind.VERDICT), st.sampled_from(list(Verdict)))
STEPPED = st.builds(act, st.sampled_from(STEP_KINDS), evidence=ITEMS)
ACTS = st.lists(st.one_of(VERDICTS, STEPPED), max_size=8).map(in_time)


def overlap(*reasons: Reason, a: str = "project:fi:P", b: str = "project:fi:Q", **more: object) -> Overlap:
    found = Overlap(
        finding=finding_id("overlap", a, b), a=a, b=b, score=0.5, kind=OverlapKind.PARALLEL,
        recipients=Recipients.BOTH_BODIES, reasons=reasons or (content("nosturi"),),
    )  # fmt: skip
    return found.model_copy(update=more)


def content(*words: str, weight: float = 0.4) -> Reason:
    return Reason(kind="content", weight=weight, evidence=words)


@given(ACTS, ITEMS)
def test_the_verdict_is_the_last_verdict_and_no_step_moves_it(acts: list[Act], now: frozenset[str]) -> None:
    said = [one.value for one in acts if one.kind is ActKind.VERDICT]
    assert life(acts, now).verdict == (said[-1] if said else None)


@given(ACTS, ITEMS)
def test_verdicts_move_no_state(acts: list[Act], now: frozenset[str]) -> None:
    steps = [one for one in acts if one.kind is not ActKind.VERDICT]
    with_verdicts, without = life(acts, now), life(steps, now)
    assert with_verdicts.model_copy(update={"verdict": None}) == without


@given(ACTS, ITEMS)
def test_the_last_step_decides_the_state_and_since_when(acts: list[Act], now: frozenset[str]) -> None:
    steps = [one for one in acts if one.kind is not ActKind.VERDICT]
    folded = life(acts, now)
    if not steps:
        assert (folded.state, folded.since, folded.changed) == (State.NEW, "", None)
    else:
        assert folded.since == steps[-1].at
        if folded.changed is None:
            assert folded.state == steps[-1].kind.value


@given(ACTS, ITEMS, ITEMS)
def test_a_dismissed_finding_is_new_again_only_with_other_evidence_and_says_which(
    earlier: list[Act], then: frozenset[str], now: frozenset[str]
) -> None:
    folded = life([*earlier, act(ActKind.DISMISSED, at="2027", evidence=then)], now)
    if then == now:
        assert (folded.state, folded.changed) == (State.DISMISSED, None)
    else:
        assert folded.state is State.NEW
        assert folded.changed == Changed(added=tuple(sorted(now - then)), gone=tuple(sorted(then - now)))


@given(ACTS, ITEMS)
def test_only_a_dismissed_finding_returns(acts: list[Act], now: frozenset[str]) -> None:
    steps = [one.kind for one in acts if one.kind is not ActKind.VERDICT]
    if life(acts, now).changed:
        assert steps[-1] is ActKind.DISMISSED
    assert life(acts, None).changed is None


@given(st.permutations([content("nosturi", "silta"), Reason(kind="place", weight=0.1, evidence=("region:x:1",))]),
       st.floats(0, 1))  # fmt: skip
def test_weights_and_order_are_no_evidence(reasons: list[Reason], weight: float) -> None:
    weighed = [
        reason.model_copy(update={"weight": weight, "evidence": reason.evidence[::-1]}) for reason in reasons
    ]
    assert evidence(overlap(*weighed)) == ("content:nosturi", "content:silta", "place:region:x:1")


def test_that_two_run_at_one_time_is_evidence_and_their_days_are_not() -> None:
    apart = overlap(content("nosturi"))
    together = overlap(
        content("nosturi"), Reason(kind="time", weight=0.1, evidence=("2019/2020", "2019/2021"))
    )
    longer = overlap(content("nosturi"), Reason(kind="time", weight=0.1, evidence=("2019/2020", "2019/2022")))
    assert evidence(together) == evidence(longer) != evidence(apart)


def test_a_body_that_was_merged_since_is_the_same_evidence() -> None:
    then = act(ActKind.DISMISSED, evidence=frozenset({"bodies:actor:name:fi-0", "content:nosturi"}))
    now = {"bodies:actor:fi:1", "content:nosturi"}
    merged = {"actor:fi:1": ("actor:fi:1", "actor:name:fi-0")}
    assert life([then], now).state is State.NEW
    assert life([then], now, survivors(merged)).state is State.DISMISSED


def test_a_dismissal_of_before_evidence_was_kept_stays_one() -> None:
    old = Act(finding="overlap:1", kind=ActKind.DISMISSED)
    assert life([old], {"content:nosturi"}).state is State.DISMISSED


def test_after_a_merge_the_acts_under_all_ids_are_one_life_in_order_of_time() -> None:
    merged = {"project:fi:M": ("project:fi:M", "project:fi:Q")}
    today, old = overlap(a="project:fi:M", b="project:fi:P"), overlap(a="project:fi:P", b="project:fi:Q")
    assert set(ids_of(today, merged)) == {today.finding, old.finding}
    acts = [
        Act(finding=today.finding, kind=ActKind.ACCEPTED, at="1"),
        Act(finding=old.finding, kind=ActKind.VERDICT, value="same", at="2"),
        Act(finding=old.finding, kind=ActKind.CLOSED, at="3"),
    ]
    (told,) = lived([today], acts, merged, compare=True)
    assert (told.state, told.verdict) == (State.CLOSED, Verdict.SAME)
    (alone,) = lived([today], acts, {}, compare=True)
    assert (alone.state, alone.verdict) == (State.ACCEPTED, None)


def test_findings_of_another_day_are_not_compared() -> None:
    dismissed = act_on(Subject.of(overlap(content("nosturi"))), ActKind.DISMISSED)
    fewer = overlap(content("silta"))
    (told,) = lived([fewer], [dismissed], {}, compare=False)
    assert (told.state, told.changed) == (State.DISMISSED, None)
    (told,) = lived([fewer], [dismissed], {}, compare=True)
    assert told.changed == Changed(added=("content:silta",), gone=("content:nosturi",))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_step_that_makes_sense_leads_where_it_says_and_any_other_is_refused(
    state: State, kind: ActKind
) -> None:
    found = overlap(state=state)
    if kind in STEPS[state]:
        kept = act_on(Subject.of(found), kind, note="soitettu", by="itä-2")
        assert life([kept], evidence(found)).state == kind.value
        assert (kept.evidence, kept.members) == (evidence(found), found.projects)
        assert (kept.note, kept.by) == ("soitettu", "itä-2")
    else:
        with pytest.raises(UsageError, match=f"^{found.finding} is {state}.*cannot be {kind}[^.]*\\.$"):
            act_on(Subject.of(found), kind, note="soitettu")


@pytest.mark.parametrize("state", list(State))
def test_a_verdict_can_be_given_at_any_time(state: State) -> None:
    assert act_on(Subject.of(overlap(state=state)), ActKind.VERDICT, value="same").value == "same"


def test_nothing_is_acted_on_without_saying_what_was_done_and_not_in_days_to_come() -> None:
    today = datetime.now(UTC).date()
    with pytest.raises(UsageError, match="what was done"):
        act_on(Subject.of(overlap()), ActKind.ACTED, note="  ")
    with pytest.raises(UsageError, match="still to come"):
        act_on(Subject.of(overlap()), ActKind.ACTED, note="soitettu", on=today + timedelta(days=3))
    assert (
        act_on(Subject.of(overlap()), ActKind.ACTED, note="soitettu", on=date(2026, 1, 5)).on == "2026-01-05"
    )
    assert act_on(Subject.of(overlap()), ActKind.ACTED, note="soitettu").on >= today.isoformat()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ActKind.ACCEPTED, {"on": date(2026, 1, 5)}), (ActKind.ACCEPTED, {"value": "same"}),
        (ActKind.VERDICT, {}), (ActKind.VERDICT, {"value": "splendid"}),
        (ActKind.ACCEPTED, {"note": "x" * (MOST_NOTE + 1)}),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(kind: ActKind, said: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        act_on(Subject.of(overlap()), kind, **said)  # type: ignore[arg-type]


def test_lists_show_what_is_open_unless_asked_for_more() -> None:
    assert states_asked() == OPEN == {State.NEW, State.ACCEPTED, State.ACTED}
    assert states_asked("closed") == {State.CLOSED}
    assert states_asked("all") == states_asked("closed", every=True) == frozenset(State)
    with pytest.raises(UsageError, match="asleep"):
        states_asked("asleep")
