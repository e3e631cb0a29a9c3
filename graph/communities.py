"""Groups of a network by Leiden: the same answer for the same network and seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph import networkit_worker
from graph.bodies import Network, TwoMode
from graph.partition import renumbered

ROUNDS = 3
SEED = 1


def leiden(network: Network, *, seed: int = SEED, resolution: float = 1.0) -> NDArray[np.int64]:
    """Return the group of each body, int64[n], numbered by (−size, smallest member)."""
    if not len(network.u):
        return np.arange(network.n, dtype=np.int64)
    found = networkit_worker.run(
        "leiden", network.n, network.u, network.v, network.w, seed, resolution, ROUNDS
    )
    return renumbered(found)


def redrawn(two: TwoMode, *, seed: int, rounds: int = 20) -> TwoMode:
    """Return the two-mode network redrawn at random with each body's and each shared thing's number of ties kept.

    Curveball (Strona et al. 2014, Nature Communications 5, 4114), in NetworKit's global form.
    """
    shared, body = networkit_worker.run(
        "curveball", two.things, two.bodies, two.shared, two.body, seed, rounds
    )
    return TwoMode(two.positions, body, shared, two.things)
