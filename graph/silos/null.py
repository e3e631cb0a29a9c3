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
LIKE = 1.5
"""Groups up to so many times larger or smaller are of like size."""
MOST_TIMES = 10
"""Where the redraws asked for give too few null groups, up to so many times as many are drawn..."""
MOST_TIES = 2_500_000
"""...as long as all together have no more participations than this."""


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


def draw(two: TwoMode, redraws: int, seed: int, sizes: Sequence[int] = ()) -> Null:
    """Return the groups of so many redrawn networks, of more where they give too few to compare with.

    For each of the `sizes` that are to be tested at least POOL null groups of like size are wanted. One is redrawn in
    the worker while another is searched. Projects of a single body take no part: a list that names one body a project
    cannot tell whom it might tie, and would scatter what others tell (docs/decisions/0029).
    """
    two = two.several()
    found: list[tuple[NDArray[np.int64], NDArray[np.float64], float]] = []
    most = redraws * MOST_TIMES
    most = max(redraws, min(most, MOST_TIES // max(len(two.body), 1)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while len(found) < most and (len(found) < redraws or _too_few(found, sizes)):
            more = min(2 * AT_ONCE if found else redraws, most - len(found))
            found += pool.map(
                partial(_redrawn_groups, two), range(seed + len(found), seed + len(found) + more)
            )
    drawn, shares, modularities = zip(*found, strict=True)
    return Null(np.concatenate(drawn), np.concatenate(shares), list(modularities))


def _too_few(
    found: Sequence[tuple[NDArray[np.int64], NDArray[np.float64], float]], sizes: Sequence[int]
) -> bool:
    drawn = np.concatenate([one for one, _, _ in found])
    if len(drawn) < POOL:
        return True
    return any(int((np.abs(np.log(drawn / size)) <= np.log(LIKE)).sum()) < POOL for size in set(sizes))


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
