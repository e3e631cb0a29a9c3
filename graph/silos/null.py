"""What groups look like by chance: the two-mode network redrawn, projected and searched again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from graph.bodies import TwoMode
from graph.communities import redrawn
from graph.measures.stability import CANDIDATES, best
from graph.partition import inside_and_outside
from graph.projection import project_bodies

SMALLEST = 5
"""Smaller groups are not tested."""
EXCESS = 0.15
"""A silo's inside share lies at least so far above the null's mean."""
LEVEL = 0.05
POOL = 200
"""How many null groups of like size a group is compared with; fewer could not tell chance from design."""
AT_ONCE = 2
"""So many redrawn networks are looked at together."""
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
    """Return the groups of so many redrawn networks, of more where they give fewer than POOL groups to compare with.

    One is redrawn in the worker while another is searched. Projects of a single body take no part: a list that names
    one body a project cannot tell whom it might tie, and would scatter what others tell (docs/decisions/0029).
    """
    two = two.several()
    found: list[tuple[NDArray[np.int64], NDArray[np.float64], float]] = []
    most = redraws * MOST_TIMES
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while len(found) < most and (len(found) < redraws or sum(len(sizes) for sizes, _, _ in found) < POOL):
            more = min(AT_ONCE if found else redraws, most - len(found))
            found += pool.map(
                partial(_redrawn_groups, two), range(seed + len(found), seed + len(found) + more)
            )
    sizes, shares, modularities = zip(*found, strict=True)
    return Null(np.concatenate(sizes), np.concatenate(shares), list(modularities))


def _redrawn_groups(two: TwoMode, seed: int) -> tuple[NDArray[np.int64], NDArray[np.float64], float]:
    """Return the sizes and inside shares of the groups worth a test in one redrawn network, and its modularity."""
    network = project_bodies(redrawn(two, seed=seed))
    group, quality = best(network, seed=CANDIDATES * seed)
    inside, outside = inside_and_outside(network, group)
    size = np.bincount(group)
    tested = (size >= SMALLEST) & (inside + outside > 0)
    share = inside[tested] / (inside + outside)[tested]
    return size[tested], share, quality or 0.0


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
