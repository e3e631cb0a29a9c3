"""Who already bridges groups: bodies on many shortest paths, and those whose contacts do not know each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph import networkit_worker
from graph.communities import SEED
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.snapshot import Snapshot

EXACT_UP_TO = 5_000
"""Up to so many bodies betweenness is exact; above, it is estimated and the error said."""


class Broker(Record):
    """A body and how it bridges; `betweenness` is normalised to 0–1, right within `error`."""

    actor: str
    name: str
    betweenness: float
    error: float
    constraint: float | None
    degree: int
    sentence: str


def brokers(snapshot: Snapshot, *, top: int = 20, seed: int = SEED) -> list[Broker]:
    """Return the bodies with the highest betweenness in the network of bodies, highest first, equal ones by id."""
    two, network = network_of_bodies(snapshot)
    if not len(network.u):
        return []
    scores, error = networkit_worker.run("betweenness", network.n, network.u, network.v, EXACT_UP_TO, seed)
    rounded = np.round(scores, 6)
    best = sorted(np.flatnonzero(rounded > 0).tolist(), key=lambda i: (-rounded[i], i))[:top]
    tied = (network.matrix() > 0).astype(np.float64).tocsr()
    degree = np.diff(tied.indptr)
    found = []
    for i in best:
        position = int(two.positions[i])
        held = constraint(tied, i)
        found.append(
            Broker(
                actor=snapshot.ids[position], name=snapshot.name(position), betweenness=float(rounded[i]), error=error,
                constraint=None if held is None else round(held, 4), degree=int(degree[i]),
                sentence=_sentence(int(degree[i]), float(rounded[i])),
            )
        )  # fmt: skip
    return found


def constraint(tied: sparse.csr_matrix, i: int) -> float | None:
    """Return Burt's constraint of body i, None where it has no tie.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², over the bodies j tied to i, with p_ij = 1 / degree of i (Burt 1992, Structural
    Holes, p. 55; unweighted). Near 0: its contacts do not know each other. `tied` is the 0/1 adjacency, n × n.
    """
    contacts: NDArray[np.int32] = tied.indices[tied.indptr[i] : tied.indptr[i + 1]]
    if not len(contacts):
        return None
    direct = 1.0 / len(contacts)
    degrees = np.diff(tied.indptr)[contacts].astype(np.float64)
    indirect = tied[contacts][:, contacts].T @ (direct / degrees)
    return float(((direct + indirect) ** 2).sum())


def _sentence(degree: int, betweenness: float) -> str:
    return (
        f"Works with {degree} bodies and lies on {betweenness:.1%} of the shortest ways between all others."
    )
