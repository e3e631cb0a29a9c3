"""The graph as if those who took over had been there all along: ties of who ended are their sole successor's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from graph.records import TieKind, kind_of
from graph.snapshot import Snapshot
from graph.succession.areas import Areas
from graph.succession.heirs import WHOLE, Heirs, TieRow

_STAYS = (TieKind.SUCCEEDED_BY, TieKind.SERVES, TieKind.MAY_BE, TieKind.IS_NOT)
"""Ties that say who took over from whom, where, and who may be whom: they stay as they are."""


def carried_over(snapshot: Snapshot, ties: Iterable[TieRow], on: date | None = None) -> Snapshot:
    """Return the snapshot with all ties of each body or area that had ended on a day moved to who took over all of it.

    Ties of who was shared out stay, as do those where nobody took over. Without a day every succession on record
    counts. Of `ties` only the successions are read.
    """
    day = None if on is None else on.toordinal()
    heirs = Heirs(snapshot, ties, day)
    areas = Areas(snapshot, heirs, day)
    place = np.arange(len(snapshot.ids), dtype=np.int32)
    for position in heirs.all_ended():
        place[position] = _sole_heir(snapshot, heirs, areas, position)
    return snapshot.moved(place, ~snapshot.tied(*_STAYS))


def _sole_heir(snapshot: Snapshot, heirs: Heirs, areas: Areas, position: int) -> int:
    """Return who takes over all of one that ended, itself where nobody does alone."""
    rest = [heir for heir in heirs.of(position) if not heir.task]
    if len(rest) != 1 or (rest[0].share or 0.0) < WHOLE:
        return position
    heir = rest[0].position
    kind = kind_of(snapshot.ids[position])
    if kind == "actor" and kind_of(snapshot.ids[heir]) == "region":
        authority = areas.authority(heir)
        heir = snapshot.index.get(authority[0], position) if authority else position
    return heir if kind_of(snapshot.ids[heir]) == kind else position
