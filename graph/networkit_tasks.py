"""What the NetworKit worker can do; arrays in, arrays out. Only `graph.networkit_worker` imports this."""

from __future__ import annotations

from typing import Any

import networkit as nk
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

nk.engineering.setNumberOfThreads(1)


def curveball(tops: int, bottoms: int, top: Ints, bottom: Ints, seed: int, rounds: int) -> tuple[Ints, Ints]:
    """Return the two-mode ties top–bottom redrawn with every degree kept (global curveball; Carstens et al. 2018).

    Tops are 0…tops−1, bottoms 0…bottoms−1; no tie may stand twice.
    """
    nk.engineering.setSeed(seed, False)
    graph = nk.GraphFromCoo((top, tops + bottom), n=tops + bottoms, weighted=False, directed=True)
    shuffle = nk.randomization.GlobalCurveball(graph, rounds, False, True)
    shuffle.run()
    redrawn = shuffle.getGraph()
    sources, targets = [], []
    for a, b in redrawn.iterEdges():
        sources.append(a)
        targets.append(b - tops)
    return np.array(sources, dtype=np.int64), np.array(targets, dtype=np.int64)


def betweenness(n: int, u: Ints, v: Ints, exact_up_to: int, seed: int) -> tuple[Floats, float]:
    """Return normalised betweenness (Freeman 1977) of each node and the greatest error, 0.0 where it is exact.

    Above `exact_up_to` nodes KADABRA estimates it (Borassi and Natale 2019), right within the error with probability
    0.9.
    """
    nk.engineering.setSeed(seed, False)
    graph = nk.GraphFromCoo((u, v), n=n, weighted=False, directed=False)
    if n <= exact_up_to:
        exact = nk.centrality.Betweenness(graph, normalized=True)
        exact.run()
        return np.array(exact.scores()), 0.0
    error = 0.005
    sampled: Any = nk.centrality.KadabraBetweenness(graph, error, 0.1, True)
    sampled.run()
    # NetworKit 11.3 counts each sampled way twice, and out of all n (n − 1) pairs; Freeman leaves out the node's own
    scores = np.array(sampled.scores()) / 2 * n / (n - 2)
    return np.minimum(scores, 1.0), error
