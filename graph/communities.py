"""Groups of a network by Leiden: the same answer for the same network and seed."""

from __future__ import annotations

import graspologic_native
import numpy as np
from numpy.typing import NDArray

from graph import networkit_worker
from graph.bodies import Network, TwoMode
from graph.partition import renumbered

ROUNDS = 2
"""Each starts from the groups of the one before."""
RANDOMNESS = 0.001
SWEEPS = 100
"""Nodes are moved so many times over at most; a real network of 800,000 ties needs fewer than ten."""
SEED = 1


def leiden(network: Network, *, seed: int = SEED, resolution: float = 1.0) -> NDArray[np.int64]:
    """Return the group of each body, int64[n], numbered by (−size, smallest member); every group is connected.

    Leiden on modularity (Traag, Waltman and van Eck 2019, Scientific Reports 9, 5233).
    """
    if not len(network.u):
        return np.arange(network.n, dtype=np.int64)
    ties = network.matrix()
    ties.sort_indices()
    _, group_of = graspologic_native.leiden_csr(
        ties.indptr.astype(np.int64), ties.indices.astype(np.int32), ties.data, network.n,
        resolution=resolution, randomness=RANDOMNESS, iterations=ROUNDS, use_modularity=True, seed=seed,
        max_local_moving_iterations=SWEEPS,
    )  # fmt: skip
    return renumbered(np.fromiter(map(group_of.__getitem__, range(network.n)), np.int64, network.n))


def redrawn(two: TwoMode, *, seed: int, rounds: int = 20) -> TwoMode:
    """Return the two-mode network redrawn at random with each body's and each shared thing's number of ties kept.

    Curveball (Strona et al. 2014, Nature Communications 5, 4114), in NetworKit's global form.
    """
    shared, body = networkit_worker.run(
        "curveball", two.things, two.bodies, two.shared, two.body, seed, rounds
    )
    return TwoMode(two.positions, body, shared, two.at)
