"""How groups that are given (sectors, regions, themes) tie among themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network
from graph.partition import between_known

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mixing:
    """Weight of ties between groups g and h, `observed[g, h]` = `observed[h, g]` (a tie inside counts twice, so that
    rows add up to the strength of a group), and what it would be if ties went anywhere: `expected[g, h]` = strength g ×
    strength h / all. float64[groups, groups].
    """

    observed: Floats
    expected: Floats

    @property
    def ratio(self) -> Floats:
        """Observed over expected, nan where nothing is expected."""
        nothing = np.full(self.observed.shape, np.nan)
        return np.asarray(np.divide(self.observed, self.expected, out=nothing, where=self.expected > 0))


def mixing(network: Network, group: Ints) -> Mixing:
    """Return the mixing matrix of a partition (int64[n]; −1 is unknown, and ties to it do not count)."""
    told = between_known(network, group)
    groups = int(group.max(initial=-1)) + 1
    one, other = group[told.u], group[told.v]
    observed = np.zeros((groups, groups))
    np.add.at(observed, (one, other), told.w)
    np.add.at(observed, (other, one), told.w)
    strength = observed.sum(axis=1)
    total = strength.sum()
    return Mixing(observed, np.outer(strength, strength) / total if total else np.zeros((groups, groups)))


def assortativity(network: Network, group: Ints) -> float | None:
    """Return how much ties stay inside the groups, over what chance gives: 1 all, 0 as chance, below 0 they avoid it.

    r = (Σ e_gg − Σ a_g²) / (1 − Σ a_g²), e the shares of the mixing matrix, a its row sums (Newman 2003, Physical
    Review E 67, 026126). None without ties, or with all in one group.
    """
    found = mixing(network, group).observed
    total = found.sum()
    if not total:
        return None
    shares = found / total
    by_chance = float((shares.sum(axis=1) ** 2).sum())
    if by_chance >= 1.0 - 1e-12:
        return None
    return float((np.trace(shares) - by_chance) / (1.0 - by_chance))


def crossing(network: Network, group: Ints) -> float | None:
    """Return the share of the weight of ties between known groups that crosses them, None without such ties."""
    told = between_known(network, group)
    total = float(told.w.sum())
    return float(told.w[group[told.u] != group[told.v]].sum()) / total if total else None
