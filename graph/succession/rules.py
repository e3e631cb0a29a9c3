"""The rules of a succession: what becomes of one live tie, and why."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import TieKind, kind_of
from graph.records.succession import Fate, Reason
from graph.snapshot import NO_DAY, Snapshot
from graph.succession.areas import Areas
from graph.succession.heirs import WHOLE, Heir, Heirs
from graph.succession.held import Held, is_over
from graph.succession.tasks import says


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a tie and by which rule; carried over it has one heir, for review those who could have it."""

    fate: Fate
    reason: Reason
    heirs: tuple[Heir, ...] = ()
    places: tuple[int, ...] = ()


class Rules:
    """Applies the rules to the ties of one snapshot on one day."""

    def __init__(self, snapshot: Snapshot, heirs: Heirs, areas: Areas, day: int) -> None:
        self._snapshot = snapshot
        self._heirs = heirs
        self._areas = areas
        self._day = day
        self._programme_over = _programme_over(snapshot, day)

    def verdict(self, tie: Held) -> Verdict:
        """Return what becomes of a live tie."""
        heirs = self._heirs.of(tie.holder)
        if self._heirs.last_day(tie.other) is not None:
            if tie.kind is TieKind.SERVES:
                return Verdict(Fate.ENDED, Reason.OWN_AREA)
            return Verdict(Fate.FOR_REVIEW, Reason.BOTH_ENDS, heirs)
        if is_over(self._snapshot, tie.other, self._day):
            return Verdict(Fate.ENDED, Reason.ENDED_BEFORE)
        if tie.kind is TieKind.ATTENDED and self._snapshot.start[tie.other] < self._day:
            return Verdict(Fate.ENDED, Reason.OCCASION)
        if not heirs:
            if self._heirs.in_ring(tie.holder):
                return Verdict(Fate.FOR_REVIEW, Reason.RING)
            return Verdict(Fate.ENDED, Reason.NOBODY)
        if tie.other in self._programme_over:
            return Verdict(Fate.FOR_REVIEW, Reason.PROGRAMME_OVER, _of_the_rest(heirs) or heirs)
        return self._by_task(tie, heirs)

    def _by_task(self, tie: Held, heirs: tuple[Heir, ...]) -> Verdict:
        tasks = [(heir, heir.task, self._snapshot.name(heir.position)) for heir in heirs if heir.task]
        own = tie.text("unit", "role", "note")
        told = tuple(heir for heir, task, name in tasks if says(own, task, name))
        if len(told) == 1:
            return Verdict(Fate.CARRIED_OVER, Reason.TASK, told)
        about = self._snapshot.name(tie.other)
        if told or any(says(about, task, name) for _, task, name in tasks):
            return Verdict(Fate.FOR_REVIEW, Reason.MAY_BE_TASK, heirs)
        return self._by_area(tie, heirs)

    def _by_area(self, tie: Held, heirs: tuple[Heir, ...]) -> Verdict:
        rest = _of_the_rest(heirs)
        if not rest or any(heir.share is None for heir in rest):
            return Verdict(Fate.FOR_REVIEW, Reason.NOT_TOLD, heirs)
        if len(rest) > 1:
            return self._by_place(tie, rest)
        if (rest[0].share or 0.0) >= WHOLE:
            return Verdict(Fate.CARRIED_OVER, Reason.WHOLE, rest)
        return Verdict(Fate.FOR_REVIEW, Reason.PART, rest)

    def _by_place(self, tie: Held, heirs: tuple[Heir, ...]) -> Verdict:
        places = self._areas.places(tie.other, tie.text("unit"))
        wanted = [self._areas.codes(place) for place in places]
        codes = frozenset().union(*wanted) if all(wanted) else frozenset()
        inside = tuple(heir for heir in heirs if codes and codes <= self._areas.codes(heir.position))
        if len(inside) == 1:
            return Verdict(Fate.CARRIED_OVER, Reason.PLACE, inside, places)
        return Verdict(Fate.FOR_REVIEW, Reason.NO_PLACE, heirs, places)


def _of_the_rest(heirs: tuple[Heir, ...]) -> tuple[Heir, ...]:
    """Return the heirs of what no task took elsewhere."""
    return tuple(heir for heir in heirs if not heir.task)


def _programme_over(snapshot: Snapshot, day: int) -> frozenset[int]:
    """Return the projects without a last day all of whose programmes that have one are over."""
    a, b = snapshot.ends(TieKind.FUNDED_UNDER)
    over: dict[int, bool] = {}
    for project, money in zip(a.tolist(), b.tolist(), strict=True):
        dated = snapshot.end[money] != NO_DAY and kind_of(snapshot.ids[money]) == "programme"
        if dated and snapshot.end[project] == NO_DAY:
            over[project] = over.get(project, True) and is_over(snapshot, money, day)
    return frozenset(project for project, is_so in over.items() if is_so)
