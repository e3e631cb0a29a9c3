"""Which ties lost their holder by a day, who takes over by the rules, and what needs a person's decision.

A reform ends offices and areas (`SUCCEEDED_BY`, or an end of validity). A tie is *live* where it was valid the day
before, and no day before that ended the project or event that it joins; of each live tie of an ended holder exactly one
decision is made. A body that only some tasks went to takes over no area: where others serve areas, one of these does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from graph.records import TieKind
from graph.records.succession import Fate, Reason, Succession
from graph.snapshot import Snapshot
from graph.snapshot.snapshot import NO_DAY

_OF_AREAS = (TieKind.LOCATED_IN, TieKind.SERVES)
"""Ties whose end `b` may be an area that ended."""
_OF_ITSELF = (TieKind.SUCCEEDED_BY, TieKind.CONTINUES, TieKind.ADAPTED_FROM, TieKind.ATTENDED, TieKind.RAISED)
"""Ties that nobody holds: they tell what came after what, and what was done once."""
_FATES = {Fate.CARRIED_OVER: 0, Fate.FOR_REVIEW: 1, Fate.ENDED: 2}


def successions(snapshot: Snapshot, day: date) -> list[Succession]:
    """Return the decision on each live tie whose holder had ended by a day, those carried over first."""
    reform = _Reform(snapshot, day)
    return sorted(
        reform.decisions(), key=lambda one: (_FATES[one.fate], one.holder, one.kind, one.a, one.b, one.role)
    )


def carried_over(snapshot: Snapshot, day: date) -> Snapshot:
    """Return the snapshot with all ties of those who had ended by a day, past ones too, given to who took over.

    Only where one body or area took over; ties of succession and of areas served stay with whom they are of.
    """
    reform = _Reform(snapshot, day)
    takes = np.arange(len(snapshot.ids), dtype=np.int32)
    for at, taker in reform.sole_successors():
        takes[at] = taker
    moved = ~snapshot.tied(*_OF_ITSELF, TieKind.SERVES)
    of_areas = snapshot.tied(TieKind.LOCATED_IN)
    a = np.where(moved, takes[snapshot.a], snapshot.a).astype(np.int32)
    b = np.where(moved & of_areas, takes[snapshot.b], snapshot.b).astype(np.int32)
    return snapshot.with_ends(a, b)


def without_area(snapshot: Snapshot, day: date, level: str) -> list[str]:
    """Return the municipalities (ids) that belong to no area of a class (`evk`, `tyollisyysalue`) on a day."""
    valid = snapshot.as_of(day)
    regions = [valid.fields[at] | {"id": valid.ids[at]} for at in valid.of_kind("region").tolist()]
    served = {
        code for fields in regions if fields.get("level") == level for code in _municipalities(fields, day)
    }
    towns = (fields for fields in regions if fields.get("level") == "kunta")
    return sorted(str(fields["id"]) for fields in towns if fields.get("code") not in served)


def _municipalities(fields: Mapping[str, object], day: date) -> frozenset[str]:
    """Return the municipalities of a region in the last year told that is not after a day's."""
    years = sorted(key for key in fields if key.startswith("municipalities_") and key[-4:] <= str(day.year))
    found = fields[years[-1]] if years else ()
    return frozenset(map(str, found)) if isinstance(found, list | tuple) else frozenset()


class _Reform:
    """What a snapshot says of a day: who had ended, and who took over."""

    def __init__(self, snapshot: Snapshot, day: date) -> None:
        self._snapshot, self._day, self._number = snapshot, day, day.toordinal()
        self._after: dict[int, list[int]] = defaultdict(list)
        mask = snapshot.tied(TieKind.SUCCEEDED_BY) & (snapshot.tie_start != NO_DAY)
        mask &= snapshot.tie_start <= self._number
        for a, b in zip(snapshot.a[mask].tolist(), snapshot.b[mask].tolist(), strict=True):
            self._after[a].append(b)
        self._areas: dict[int, list[int]] = defaultdict(list)
        for a, b in zip(*(end.tolist() for end in snapshot.ends(TieKind.SERVES)), strict=True):
            self._areas[a].append(b)

    def sole_successors(self) -> Iterator[tuple[int, int]]:
        """Yield each that had ended with the one that took over, where there is only one."""
        for at in sorted(self._after):
            able = self._able(at, self._successors(at))
            if len(able) == 1:
                yield at, able[0]

    def decisions(self) -> Iterator[Succession]:
        """Yield the decision on each live tie of one that has ended."""
        snapshot, number = self._snapshot, self._number
        live = (snapshot.tie_start == NO_DAY) | (snapshot.tie_start < number)
        live &= (snapshot.tie_end == NO_DAY) | (snapshot.tie_end >= number)
        live &= ~snapshot.tied(*_OF_ITSELF)
        of_areas = snapshot.tied(*_OF_AREAS)
        for at in live.nonzero()[0].tolist():
            a, b = int(snapshot.a[at]), int(snapshot.b[at])
            if self._has_ended(a) and not self._is_over(b):
                yield self._decision(at, a, b, a)
            elif of_areas[at] and self._has_ended(b) and not self._is_over(a):
                yield self._decision(at, a, b, b)

    def _has_ended(self, at: int) -> bool:
        """Return whether a body or an area had ended by the day."""
        if self._snapshot.ids[at].partition(":")[0] not in ("actor", "region"):
            return False
        return at in self._after or self._is_over(at)

    def _is_over(self, at: int) -> bool:
        """Return whether something's time had passed: a project, an event, a body."""
        snapshot = self._snapshot
        end = int(snapshot.end[at])
        if end == NO_DAY and snapshot.ids[at].startswith("event:"):
            end = int(snapshot.start[at])
        return end != NO_DAY and end < self._number

    def _decision(self, tie: int, a: int, b: int, holder: int) -> Succession:
        kind = self._kind(tie)
        successors = self._successors(holder)
        fate, reason, who = self._fate(kind, holder, b if holder == a else a, successors)
        ids = self._snapshot.ids
        return Succession(
            kind=kind, a=ids[a], b=ids[b], role=self._snapshot.role[tie], holder=ids[holder], fate=fate, reason=reason,
            successors=tuple(sorted(ids[one] for one in who)),
        )  # fmt: skip

    def _kind(self, tie: int) -> TieKind:
        return list(TieKind)[int(self._snapshot.tie_kind[tie])]

    def _fate(
        self, kind: TieKind, holder: int, other: int, successors: list[int]
    ) -> tuple[Fate, Reason, list[int]]:
        if kind is TieKind.SERVES:
            return Fate.ENDED, Reason.OWN_AREA, []
        if not successors:
            return Fate.ENDED, Reason.NO_SUCCESSOR, []
        able = self._able(holder, successors)
        if not able:
            return Fate.FOR_REVIEW, Reason.NO_AUTHORITY, successors
        if len(able) == 1:
            return Fate.CARRIED_OVER, Reason.ONE_SUCCESSOR, able
        there = [one for one in able if self._lies_in(other, one)]
        if len(there) == 1:
            return Fate.CARRIED_OVER, Reason.ITS_AREA, there
        return Fate.FOR_REVIEW, Reason.SEVERAL_SUCCESSORS, able

    def _able(self, holder: int, successors: list[int]) -> list[int]:
        """Return who could hold a tie after the holder: of its kind, and where some serve areas only those."""
        kind = self._snapshot.ids[holder].partition(":")[0]
        able = [one for one in successors if self._snapshot.ids[one].startswith(f"{kind}:")]
        return [one for one in able if self._areas.get(one)] or able

    def _successors(self, at: int) -> list[int]:
        """Return who took over in the end: successors that have ended too are followed."""
        found: dict[int, None] = {}
        seen, waiting = {at}, list(self._after.get(at, ()))
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if one in self._after:
                waiting += self._after[one]
            elif not self._is_over(one):
                found[one] = None
        return sorted(found)

    def _lies_in(self, other: int, successor: int) -> bool:
        """Return whether all places of what a tie joins lie in the area of one who took over."""
        places = self._places(other)
        areas = self._areas.get(successor) or [successor]
        within = frozenset().union(
            *(_municipalities(self._snapshot.fields[area], self._day) for area in areas)
        )
        return bool(places) and places <= within

    def _places(self, at: int) -> frozenset[str]:
        """Return the municipalities where something is, as far as they are known."""
        snapshot = self._snapshot
        mask = snapshot.tied(TieKind.LOCATED_IN) & (snapshot.a == at)
        found: set[str] = set()
        for region in snapshot.b[mask].tolist():
            fields = snapshot.fields[region]
            code = fields.get("code")
            found |= (
                {str(code)} if fields.get("level") == "kunta" and code else _municipalities(fields, self._day)
            )
        return frozenset(found)
