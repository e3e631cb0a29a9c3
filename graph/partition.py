"""How much groups keep to themselves: modularity, inside share, E-I index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def modularity(network: Network, group: Ints) -> float | None:
    """Return Newman's weighted modularity of a partition (int64[n]), None for a network without ties.

    Q = Σ_c (inside_c / W − (strength_c / 2W)²), W the weight of all ties (Newman 2004, Physical Review E 70, 056131).
    """
    total = float(network.w.sum())
    if not total:
        return None
    inside = network.w[group[network.u] == group[network.v]].sum() / total
    expected = np.bincount(group, network.strength()) / (2 * total)
    return float(inside - (expected**2).sum())


def inside_and_outside(network: Network, group: Ints) -> tuple[Floats, Floats]:
    """Return for each group the weight of ties inside it and of ties that leave it, each tie once."""
    groups = int(group.max()) + 1 if len(group) else 0
    one, other = group[network.u], group[network.v]
    same = one == other
    inside = np.bincount(one[same], network.w[same], groups)
    outside = np.bincount(one[~same], network.w[~same], groups) + np.bincount(
        other[~same], network.w[~same], groups
    )
    return inside.astype(np.float64), outside.astype(np.float64)


def ei_index(external: float, internal: float) -> float | None:
    """Return (E − I) / (E + I), from −1 (all ties inside) to 1 (Krackhardt and Stern 1988); None without ties.

    >>> ei_index(1.0, 3.0)
    -0.5
    """
    total = external + internal
    return (external - internal) / total if total else None


def between_known(network: Network, group: Ints) -> Network:
    """Return the network with the ties between bodies whose group (int64[n]) is known; −1 is unknown."""
    return network.only((group[network.u] >= 0) & (group[network.v] >= 0))


def renumbered(group: Ints) -> Ints:
    """Return the partition with groups numbered by (−size, smallest member)."""
    labels, first, inverse, sizes = np.unique(
        group, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    number = np.empty(len(labels), dtype=np.int64)
    number[order] = np.arange(len(labels))
    return number[inverse]
