"""Whose ties a succession has to look at."""

from __future__ import annotations

import numpy as np

from graph.identity import same_actor
from graph.records import TieKind
from graph.snapshot import NO_DAY, Snapshot


def concerned(snapshot: Snapshot) -> list[str]:
    """Return the ids of all bodies and areas that ended or took over, or serve an area that did, sorted.

    Whoever is surely the same body as one of them is among them.
    """
    stands = same_actor(snapshot)
    before, after = snapshot.ends(TieKind.SUCCEEDED_BY)
    holders = snapshot.of_kind("actor", "region")
    found = np.union1d(np.union1d(before, after), holders[snapshot.end[holders] != NO_DAY])
    actor, region = snapshot.ends(TieKind.SERVES)
    found = np.union1d(found, actor[np.isin(region, found)])
    return [snapshot.ids[i] for i in holders[np.isin(stands[holders], stands[found])].tolist()]
