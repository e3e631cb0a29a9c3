"""Which bodies work with nobody, and of which the sources cannot tell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.identity import same_actor
from graph.projection import TOGETHER, network_of_bodies
from graph.records import TieKind
from graph.records.claims import SUCCESSION
from graph.snapshot import Snapshot


def alone(snapshot: Snapshot) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return for the bodies of `two_mode` which work with nobody, and which have no tie but may, bool[bodies] each.

    A list that names one body a project cannot tell who works alone: a body without ties counts as alone only where a
    source that names partners, or members of a network, or who came to an event, speaks of it.
    """
    two, network = network_of_bodies(snapshot)
    untied = network.degree() == 0
    telling = sources_that_name_partners(snapshot)
    stands = same_actor(snapshot)
    told: set[int] = set()
    mask = snapshot.tied(*TOGETHER)
    partners = snapshot.tied(TieKind.PARTICIPATES_IN)
    for k in np.flatnonzero(mask).tolist():
        if not partners[k] or telling.intersection(snapshot.tie_sources[k].split("|")):
            told.add(int(stands[snapshot.a[k]]))
    is_told = np.fromiter((position in told for position in two.positions.tolist()), np.bool_, two.bodies)
    return untied & is_told, untied & ~is_told


def sources_that_name_partners(snapshot: Snapshot) -> set[str]:
    """Return the sources that name at least one partner: only they can tell who works with whom."""
    mask = snapshot.tied(TieKind.PARTICIPATES_IN)
    return {
        source
        for role, sources, kept in zip(snapshot.role, snapshot.tie_sources, mask.tolist(), strict=True)
        if kept and role == "partner"
        for source in sources.split("|")
        if source != SUCCESSION
    }
