"""What groups look like by chance: the two-mode network redrawn, projected and searched again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import TwoMode
from graph.communities import leiden, redrawn
from graph.partition import inside_and_outside, modularity
from graph.projection import project_bodies

SMALLEST = 5
"""Smaller groups are not tested."""
EXCESS = 0.15
"""A silo's inside share lies at least so far above the null's mean."""
LEVEL = 0.05
POOL = 200
"""How many null groups of like size a group is compared with; fewer could not tell chance from design."""
MOST_TIMES = 10
"""Where the redraws asked for give too few null groups, up to so many times as many are drawn."""


@dataclass(frozen=True)
class Null:
    """Groups found in redrawn networks: their sizes and inside shares, pooled; and the redraws' modularities."""

    sizes: NDArray[np.int64]
    shares: NDArray[np.float64]
    modularities: list[float]

    def pool(self, size: int) -> NDArray[np.float64]:
        """Return the inside shares of the POOL null groups nearest in size, and of all as near as the last."""
        if len(self.sizes) <= POOL:
            return self.shares
        far = np.abs(np.log(self.sizes / size))
        near: NDArray[np.bool_] = far <= np.partition(far, POOL - 1)[POOL - 1]
        return self.shares[near]


def draw(two: TwoMode, redraws: int, seed: int) -> Null:
    """Return the groups of so many redrawn networks, of more where they give fewer than POOL groups to compare with."""
    sizes: list[NDArray[np.int64]] = []
    shares: list[NDArray[np.float64]] = []
    modularities: list[float] = []
    for k in range(redraws * MOST_TIMES):
        if k >= redraws and sum(map(len, sizes)) >= POOL:
            break
        network = project_bodies(redrawn(two, seed=seed + k))
        group = leiden(network, seed=seed + k)
        inside, outside = inside_and_outside(network, group)
        size = np.bincount(group)
        tested = (size >= SMALLEST) & (inside + outside > 0)
        sizes.append(size[tested])
        shares.append(inside[tested] / (inside + outside)[tested])
        modularities.append(modularity(network, group) or 0.0)
    return Null(np.concatenate(sizes), np.concatenate(shares), modularities)


def p_value(share: float, pool: NDArray[np.float64]) -> float:
    """Return how often a null group keeps as much inside, the observed one counted too (Phipson and Smyth 2010)."""
    return (1 + int((pool >= share - 1e-12).sum())) / (1 + len(pool))


def q_values(p: Sequence[float]) -> list[float]:
    """Return p-values corrected for many tests (Benjamini and Hochberg 1995).

    >>> q_values([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(p)), key=lambda i: p[i], reverse=True)
    q = [0.0] * len(p)
    least = 1.0
    for rank, i in zip(range(len(p), 0, -1), order, strict=True):
        least = min(least, p[i] * len(p) / rank)
        q[i] = least
    return q
