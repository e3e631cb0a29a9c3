"""Decide on each live tie of a body or area that had ended on a day, and say why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.records import TIE_KINDS, kind_of
from graph.records.succession import Decision, Fate, Reason, Succession, Successor
from graph.snapshot import NO_DAY, Snapshot
from graph.succession.areas import Areas
from graph.succession.heirs import Heir, Heirs, TieRow
from graph.succession.held import Held, held
from graph.succession.rules import Rules, Verdict
from graph.succession.wording import sentence

_ORDER = list(Fate)


def succession(snapshot: Snapshot, ties: Iterable[TieRow], on: date) -> Succession:
    """Return what becomes of each live tie of a body or area that had ended on a day; by fate, holder and tie.

    `ties` are all ties of those that ended and of those who take over, in any order. Live is a tie that was valid the
    day before and does not lead to a project that had ended.
    """
    rows = sorted(ties, key=lambda row: row.id)
    day = on.toordinal()
    heirs = Heirs(snapshot, rows, day)
    areas = Areas(snapshot, heirs, day)
    deciding = _Deciding(snapshot, heirs, areas, day, frozenset(row.id for row in rows))
    live = (held(snapshot, heirs, row, day) for row in rows)
    found = [deciding.decide(tie) for tie in live if tie is not None]
    found.sort(key=_order)
    return Succession(
        on=on, decisions=tuple(found), authorities=areas.new_authorities(), areas=areas.levels()
    )


def _order(one: Decision) -> tuple[object, ...]:
    to = one.successors[0].id if one.decision is Fate.CARRIED_OVER else ""
    return _ORDER.index(one.decision), one.holder_name, one.holder, to, one.kind, one.other_name, one.tie


class _Deciding:
    def __init__(
        self, snapshot: Snapshot, heirs: Heirs, areas: Areas, day: int, known: frozenset[str]
    ) -> None:
        self._snapshot = snapshot
        self._heirs = heirs
        self._areas = areas
        self._day = day
        self._known = known
        self._rules = Rules(snapshot, heirs, areas, day)

    def decide(self, tie: Held) -> Decision:
        """Return what becomes of a live tie, with who takes over as the ids that can stand in it."""
        verdict = self._rules.verdict(tie)
        who = tuple(self._successor(tie, heir) for heir in verdict.heirs)
        last = self._last_day(tie, verdict)
        if verdict.fate is Fate.CARRIED_OVER:
            verdict = self._seated(tie, verdict, who[0], last)
        if verdict.reason is Reason.ENDED_BEFORE:
            who = ()
        return self._told(tie, verdict, who, last)

    def _successor(self, tie: Held, heir: Heir) -> Successor:
        """Return an heir; where an area takes over from a body, the authority that serves it."""
        id_, name = self._snapshot.ids[heir.position], self._snapshot.name(heir.position)
        if kind_of(self._snapshot.ids[tie.holder]) == "actor" and kind_of(id_) == "region":
            id_, name = self._areas.authority(heir.position) or (id_, name)
        share = None if heir.share is None else round(heir.share, 4)
        return Successor(id=id_, name=name, share=share, task=heir.task or None)

    def _last_day(self, tie: Held, verdict: Verdict) -> int:
        """Return the tie's last day with its holder: the holder's own, or an earlier one of what it leads to."""
        ends = [self._day - 1, self._heirs.last_day(tie.holder) or NO_DAY, int(self._snapshot.end[tie.other])]
        if verdict.fate is Fate.CARRIED_OVER and verdict.heirs[0].since != NO_DAY:
            ends.append(verdict.heirs[0].since - 1)
        return max(min(end for end in ends if end != NO_DAY), tie.start)

    def _since(self, heir: Heir, last: int) -> int:
        """Return the first day of a tie with an heir, after the last one with its holder."""
        return max(heir.since if heir.since != NO_DAY else self._day, last + 1)

    def _seated(self, tie: Held, verdict: Verdict, who: Successor, last: int) -> Verdict:
        """Return the verdict, or another where the one who takes over cannot stand in the tie."""
        allowed = TIE_KINDS[tie.kind].a if tie.at_a else TIE_KINDS[tie.kind].b
        if allowed and kind_of(who.id) not in allowed:
            return Verdict(Fate.FOR_REVIEW, Reason.NO_FIT, verdict.heirs, verdict.places)
        if who.id == self._snapshot.ids[tie.other]:
            return Verdict(Fate.ENDED, Reason.ITSELF, verdict.heirs)
        if _says_so(tie, last) and tie.in_hands_of(who.id).id not in self._known:
            return Verdict(Fate.ENDED, Reason.ENDED_BEFORE)
        return verdict

    def _told(self, tie: Held, verdict: Verdict, who: tuple[Successor, ...], last: int) -> Decision:
        snapshot, carried = self._snapshot, verdict.fate is Fate.CARRIED_OVER
        review = verdict.fate is Fate.FOR_REVIEW
        decision = Decision(
            tie=tie.row.id, kind=tie.kind, role=tie.text("role"), unit=tie.text("unit"),
            holder=snapshot.ids[tie.holder], holder_name=snapshot.name(tie.holder),
            ended=_date(self._heirs.last_day(tie.holder) or NO_DAY),
            other=snapshot.ids[tie.other], other_name=snapshot.name(tie.other),
            decision=verdict.fate, reason=verdict.reason, successors=who,
            since=_date(self._since(verdict.heirs[0], last)) if carried else None,
            places=tuple(snapshot.ids[place] for place in verdict.places),
            undated=tie.end == NO_DAY and snapshot.end[tie.other] == NO_DAY,
            last_day=None if review else _date(last), done=not review and _says_so(tie, last),
        )  # fmt: skip
        names = [snapshot.name(place) for place in verdict.places]
        return decision.model_copy(update={"sentence": sentence(decision, names)})


def _says_so(tie: Held, last: int) -> bool:
    """Return whether the tie is on record as over by a day."""
    return tie.end != NO_DAY and tie.end <= last


def _date(day: int) -> date | None:
    return None if day == NO_DAY else date.fromordinal(day)
