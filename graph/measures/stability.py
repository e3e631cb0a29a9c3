"""How far a partition can be trusted: whether other runs, and other resolutions, find the same groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network
from graph.communities import SEED, leiden
from graph.partition import modularity

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
RUNS = 10
CANDIDATES = 3
"""The best of so many runs is taken, here as in every network redrawn by chance; further runs only tell stability."""
RESOLUTIONS = (0.5, 0.75, 1.0, 1.5, 2.0)


@dataclass(frozen=True)
class BestOf:
    """The partition of the highest modularity among the first CANDIDATES of `runs`, and how stable its groups are.

    `together`, float64[groups]: the share of pairs of a group's members that another run keeps together, on average
    over the other runs (1 for a group of one).
    """

    group: Ints
    modularity: float | None
    runs: int
    together: Floats


@dataclass(frozen=True)
class AtResolution:
    """What one resolution gives: how many groups of more than one, their modularity, and the adjusted Rand index of its
    partition with the usual one, at resolution 1.
    """

    resolution: float
    groups: int
    modularity: float | None
    agreement: float


def best(network: Network, *, seed: int = SEED, runs: int = CANDIDATES) -> tuple[Ints, float | None]:
    """Return the partition of the highest modularity of a few runs of Leiden, and that; of equal ones the first."""
    found = [leiden(network, seed=seed + k) for k in range(max(runs, 1))]
    return _best(network, found)


def best_of(network: Network, *, runs: int = RUNS, seed: int = SEED) -> BestOf:
    """Return the best partition of the first CANDIDATES of several runs, and how far the others agree with it.

    Seeds are `seed`, `seed` + 1, …
    """
    if not len(network.u):
        return BestOf(np.arange(network.n, dtype=np.int64), None, 0, np.ones(network.n))
    found = [leiden(network, seed=seed + k) for k in range(max(runs, 1))]
    group, quality = _best(network, found[:CANDIDATES])
    others = [other for other in found if other is not group]
    return BestOf(group, quality, len(found), together(group, others))


def _best(network: Network, found: Sequence[Ints]) -> tuple[Ints, float | None]:
    quality = [modularity(network, group) for group in found]
    best = max(range(len(found)), key=lambda k: (round(quality[k] or 0.0, 12), -k))
    return found[best], quality[best]


def together(group: Ints, others: Sequence[Ints]) -> Floats:
    """Return for each group of a partition the share of pairs of its members that others keep together, on average."""
    sizes = np.bincount(group).astype(np.float64)
    pairs = sizes * (sizes - 1) / 2
    kept = np.zeros(len(sizes))
    for other in others:
        width = int(other.max()) + 1
        keys, times = np.unique(group * width + other, return_counts=True)
        kept += np.bincount(keys // width, times * (times - 1) / 2, len(sizes))
    if not others:
        return np.ones(len(sizes))
    return np.divide(kept / len(others), pairs, out=np.ones(len(sizes)), where=pairs > 0)


def scan(
    network: Network, usual: Ints, *, resolutions: Sequence[float] = RESOLUTIONS, seed: int = SEED
) -> list[AtResolution]:
    """Return what each resolution gives, one run each, beside the `usual` partition at resolution 1."""
    found = []
    for resolution in resolutions:
        group = usual if resolution == 1.0 else leiden(network, seed=seed, resolution=resolution)
        several = int((np.bincount(group) > 1).sum()) if len(group) else 0
        found.append(
            AtResolution(resolution, several, modularity(network, group), adjusted_rand(usual, group))
        )
    return found


def adjusted_rand(one: Ints, other: Ints) -> float:
    """Return how far two partitions agree beyond chance, 1 where they are equal (Hubert and Arabie 1985)."""
    n = len(one)
    if n < 2:
        return 1.0
    width = int(other.max()) + 1
    cells = np.unique(one * width + other, return_counts=True)[1].astype(np.float64)
    a, b = (np.bincount(group).astype(np.float64) for group in (one, other))
    in_cells, in_a, in_b = (float((sizes * (sizes - 1) / 2).sum()) for sizes in (cells, a, b))
    expected = in_a * in_b / (n * (n - 1) / 2)
    most = (in_a + in_b) / 2
    return 1.0 if most == expected else (in_cells - expected) / (most - expected)
