"""The network of bodies: who works with whom, from what they take part in together."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import sparse

from graph.bodies import Network, TwoMode
from graph.identity import same_actor
from graph.records import TieKind
from graph.snapshot import Snapshot

TOGETHER = (TieKind.PARTICIPATES_IN, TieKind.MEMBER_OF, TieKind.ATTENDED)
"""Ties from an actor to something that several can share."""


@lru_cache(maxsize=2)
def two_mode(snapshot: Snapshot) -> TwoMode:
    """Return who takes part in what: projects, networks and events.

    Bodies that take part in nothing are left out, unless they work with another one directly.
    """
    stands = same_actor(snapshot)
    mask = snapshot.tied(*TOGETHER)
    mask &= np.isin(snapshot.a, snapshot.of_kind("actor"))
    pairs = np.unique(np.stack([stands[snapshot.a[mask]], snapshot.b[mask]], axis=1).astype(np.int64), axis=0)
    one, other = (stands[end].astype(np.int64) for end in snapshot.ends(TieKind.COLLABORATES_WITH))
    positions = np.unique(np.concatenate([pairs[:, 0], one[one != other], other[one != other]]))
    body = np.searchsorted(positions, pairs[:, 0])
    things, shared = np.unique(pairs[:, 1], return_inverse=True)
    return TwoMode(positions, body.astype(np.int64), shared.astype(np.int64), things)


def project_bodies(two: TwoMode) -> Network:
    """Return the network of bodies that share something, by Newman's collaboration weight.

    A thing shared by k bodies adds 1 / (k − 1) to each pair of them, so that a project of 200 partners does not drown
    the rest; one with a single body adds nothing (Newman 2001, Physical Review E 64, 016132, eq. 2).
    """
    sizes = np.bincount(two.shared, minlength=two.things).astype(np.float64)
    share = np.zeros(two.things)
    np.divide(1.0, sizes - 1.0, out=share, where=sizes > 1)
    shape = (two.bodies, two.things)
    ones = sparse.csr_matrix((np.ones(len(two.body)), (two.body, two.shared)), shape=shape)
    weighted = sparse.csr_matrix((share[two.shared], (two.body, two.shared)), shape=shape)
    product = sparse.triu(weighted @ ones.T, k=1).tocoo()
    kept = product.data > 0
    u, v, w = product.row[kept].astype(np.int64), product.col[kept].astype(np.int64), product.data[kept]
    order = np.lexsort((v, u))
    return Network(two.bodies, u[order], v[order], np.round(w[order], 12).astype(np.float64))


def with_collaborations(snapshot: Snapshot, two: TwoMode, network: Network) -> Network:
    """Return the network with direct collaborations added, each with weight 1."""
    a, b = snapshot.ends(TieKind.COLLABORATES_WITH)
    if not len(a):
        return network
    stands = same_actor(snapshot)
    place = {int(position): i for i, position in enumerate(two.positions)}
    extra = [
        (min(i, j), max(i, j))
        for x, y in zip(stands[a].tolist(), stands[b].tolist(), strict=True)
        if (i := place.get(x)) is not None and (j := place.get(y)) is not None and i != j
    ]
    u = np.concatenate([network.u, np.array([i for i, _ in extra], dtype=np.int64)])
    v = np.concatenate([network.v, np.array([j for _, j in extra], dtype=np.int64)])
    w = np.concatenate([network.w, np.ones(len(extra))])
    keys, inverse = np.unique(u * network.n + v, return_inverse=True)
    return Network(
        network.n, keys // network.n, keys % network.n, np.bincount(inverse, weights=w).astype(np.float64)
    )


@lru_cache(maxsize=2)
def network_of_bodies(snapshot: Snapshot) -> tuple[TwoMode, Network]:
    """Return who takes part in what, and the network of bodies that follows."""
    two = two_mode(snapshot)
    return two, with_collaborations(snapshot, two, project_bodies(two))
