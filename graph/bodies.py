"""The shapes of the network of bodies: who takes part in what, and who works with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TwoMode:
    """Ties between bodies and what they share: body `body[k]` takes part in `shared[k]`, each pair once.

    `positions` are the bodies' places in the snapshot, ascending by id, `at` those of what they share; bodies number
    0…n−1 and shared things 0…m−1.
    """

    positions: Ints
    body: Ints
    shared: Ints
    at: Ints

    @property
    def things(self) -> int:
        """How many things they share."""
        return len(self.at)

    @property
    def bodies(self) -> int:
        """How many bodies there are."""
        return len(self.positions)

    def several(self) -> TwoMode:
        """Return the ties to what two bodies or more share: a thing with one body ties nobody to anybody."""
        kept = np.bincount(self.shared, minlength=self.things)[self.shared] > 1
        bodies, body = np.unique(self.body[kept], return_inverse=True)
        things, shared = np.unique(self.shared[kept], return_inverse=True)
        return TwoMode(
            self.positions[bodies], body.astype(np.int64), shared.astype(np.int64), self.at[things]
        )


@dataclass(frozen=True, eq=False)
class Network:
    """The one-mode network of `n` bodies: edges u < v with weights, sorted by u, then v."""

    n: int
    u: Ints
    v: Ints
    w: Floats

    def matrix(self) -> sparse.csr_matrix:
        """Return the symmetric weights, n × n."""
        half = sparse.csr_matrix((self.w, (self.u, self.v)), shape=(self.n, self.n))
        return (half + half.T).tocsr()

    def tied(self) -> sparse.csr_matrix:
        """Return who is tied to whom, 0 or 1, n × n."""
        return (self.matrix() > 0).astype(np.float64).tocsr()

    def degree(self) -> Ints:
        """Return how many ties each body has, int64[n]."""
        return np.bincount(self.u, minlength=self.n) + np.bincount(self.v, minlength=self.n)

    def strength(self) -> Floats:
        """Return the weight of the ties of each body, float64[n]."""
        strength = np.bincount(self.u, self.w, self.n) + np.bincount(self.v, self.w, self.n)
        return strength.astype(np.float64)

    def only(self, kept: NDArray[np.bool_]) -> Network:
        """Return the network of all bodies with some of the ties."""
        return Network(self.n, self.u[kept], self.v[kept], self.w[kept])
