"""Brokerage roles: between whom of which groups a body sits (Gould and Fernandez 1989)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network
from graph.measures.closed import closed
from graph.partition import between_known

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Roles:
    """For each body, float64[n], how many pairs of its contacts that are not tied to each other it sits between.

    `coordinator`: both are of its own group; `itinerant` (or consultant): both are of one other group; `gatekeeper`:
    one is of its own group, one is not (with ties that have no direction a gatekeeper is a representative, too);
    `liaison`: both are of other groups, and those differ.
    """

    coordinator: Floats
    itinerant: Floats
    gatekeeper: Floats
    liaison: Floats

    @property
    def total(self) -> Floats:
        """All pairs, whatever the role."""
        return self.coordinator + self.itinerant + self.gatekeeper + self.liaison


def brokerage(network: Network, group: Ints, of: Ints | None = None) -> Roles:
    """Return the brokerage roles of the bodies `of`, or of each, by a partition (int64[n]).

    After Gould and Fernandez 1989, Sociological Methodology 19, 89–126. Pairs count once, not once in each direction.
    A body of group −1 has an unknown group, and ties to it do not count.
    """
    of = np.arange(network.n) if of is None else of
    told = between_known(network, group)
    same = group[told.u] == group[told.v]
    inside, across = told.only(same).tied(), told.only(~same).tied()
    own = np.asarray(inside.sum(axis=1)).ravel()[of]
    other = np.asarray(across.sum(axis=1)).ravel()[of]
    one_group = _pairs_of_one_group(told.only(~same), group)[of]
    return Roles(
        coordinator=own * (own - 1) / 2 - closed(inside, inside, inside, of) / 2,
        itinerant=one_group - closed(across, inside, across, of) / 2,
        gatekeeper=own * other - closed(inside, across, across, of),
        liaison=other * (other - 1) / 2 - one_group - closed(across, across, across, of) / 2,
    )


def _pairs_of_one_group(across: Network, group: Ints) -> Floats:
    """Return for each body the pairs of its contacts that are of one group, given the ties that cross groups."""
    body = np.concatenate([across.u, across.v])
    theirs = group[np.concatenate([across.v, across.u])]
    groups = int(group.max(initial=0)) + 1
    keys, times = np.unique(body * groups + theirs, return_counts=True)
    return np.bincount(keys // groups, times * (times - 1) / 2, across.n).astype(np.float64)
