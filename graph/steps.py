"""What can be done about a finding: the steps that make sense from where it stands, and the act that keeps one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph.errors import UsageError
from graph.records import Act, ActKind, Verdict
from graph.records.acts import MOST_NOTE
from graph.records.findings import Overlap, State
from graph.review import evidence

STEPS = {
    State.NEW: (ActKind.ACCEPTED, ActKind.ACTED, ActKind.DISMISSED),
    State.ACCEPTED: (ActKind.ACTED, ActKind.CLOSED, ActKind.DISMISSED),
    State.ACTED: (ActKind.ACTED, ActKind.CLOSED, ActKind.DISMISSED),
    State.CLOSED: (ActKind.ACCEPTED,),
    State.DISMISSED: (ActKind.ACCEPTED,),
}
"""The steps that make sense from each state; accepting what is closed or dismissed takes it up again."""
_SAID = {"acted": "acted on"}


@dataclass(frozen=True)
class Subject:
    """What an act is about: a finding with its state, its evidence and its members (projects, or bodies)."""

    finding: str
    state: State
    evidence: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    words: tuple[Verdict, ...] = ()
    """The verdicts that can be given on it."""

    @classmethod
    def of(cls, overlap: Overlap) -> Subject:
        """Return an overlap as what an act is about."""
        return cls(overlap.finding, overlap.state, evidence(overlap), overlap.projects, tuple(Verdict))


def act_on(
    subject: Subject, kind: ActKind, *, value: str = "", note: str = "", by: str = "", on: date | None = None
) -> Act:
    """Return a verdict or a step on a finding, with its evidence and its members of this moment.

    `value` is the word of a verdict; `on` the day on which something was done, today (UTC) unless told. Raises
    UsageError for a step that makes no sense from where the finding stands, or that does not say what was done.
    """
    if len(note) > MOST_NOTE:
        raise UsageError(f"The reason has {len(note):,} letters; at most {MOST_NOTE:,} are kept.")
    if kind is ActKind.VERDICT:
        if not subject.words:
            raise UsageError(
                f"{subject.finding} takes no verdict: accept it, dismiss it, or say what was done."
            )
        if value not in subject.words:
            raise UsageError(f"{value[:40]!r} is no verdict; use one of {', '.join(Verdict)}.")
    elif value:
        raise UsageError(f"Only a verdict has a word such as {value[:40]!r}; {kind.value} has none.")
    elif kind not in STEPS[subject.state]:
        raise UsageError(
            f"{subject.finding} is {_said(subject.state)}: it cannot be {_said(kind)} now, "
            f"only {' or '.join(map(_said, STEPS[subject.state]))}."
        )
    if kind is ActKind.ACTED and not note.strip():
        raise UsageError("Say what was done: an act without it tells nobody anything later.")
    day = _day(kind, on)
    return Act(
        finding=subject.finding, kind=kind, value=value, note=note, by=by, on=day, evidence=subject.evidence,
        members=subject.members,
    )  # fmt: skip


def latest_day() -> date:
    """Return the latest day on which something can have been done: the one that has begun somewhere on Earth."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _day(kind: ActKind, on: date | None) -> str:
    """Return the day of what was done, "" for what has none."""
    if kind is not ActKind.ACTED:
        if on is not None:
            raise UsageError("Only what was acted on has a day of its own; leave the day out.")
        return ""
    if on is not None and on > latest_day():
        raise UsageError(f"{on} is still to come; give the day on which it was done.")
    return (on or datetime.now(UTC).date()).isoformat()


def _said(word: str) -> str:
    return _SAID.get(word, word)
