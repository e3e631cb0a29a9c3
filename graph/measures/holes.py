"""Structural holes: whose contacts do not know each other (Burt 1992)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.bodies import Network
from graph.measures.closed import ROWS, closed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def constraint(network: Network, of: Ints | None = None, *, weighted: bool = False) -> Floats:
    """Return Burt's constraint of the bodies `of`, or of each body, float64[bodies], nan without ties.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the bodies j tied to i, p_ij the share of i's ties (of their weight, if
    `weighted`) that go to j (Burt 1992, Structural Holes, p. 55). Near 0 its contacts do not know each other.
    """
    ties = network.matrix() if weighted else network.tied()
    strength = np.asarray(ties.sum(axis=1)).ravel()
    share = sparse.diags_array(np.divide(1.0, strength, out=np.zeros(network.n), where=strength > 0)) @ ties
    share = sparse.csr_matrix(share)
    mask = (ties > 0).astype(np.float64)
    of = np.arange(network.n) if of is None else of
    found = np.full(len(of), np.nan)
    for start in range(0, len(of), ROWS):
        some = of[start : start + ROWS]
        both = share[some] + (share[some] @ share).multiply(mask[some])
        found[start : start + ROWS] = np.asarray(both.power(2).sum(axis=1)).ravel()
    found[strength[of] == 0] = np.nan
    return found


def effective_size(network: Network, of: Ints | None = None) -> Floats:
    """Return how many contacts of the bodies `of`, or of each, do not double each other, float64[bodies].

    n − 2t / n, with n contacts and t ties among them; nan without ties (Borgatti 1997, Connections 20, 35–38;
    unweighted).
    """
    ties = network.tied()
    of = np.arange(network.n) if of is None else of
    contacts = np.diff(ties.indptr)[of].astype(np.float64)
    among = closed(ties, ties, ties, of) / 2
    found = np.full(len(of), np.nan)
    some = contacts > 0
    found[some] = contacts[some] - 2 * among[some] / contacts[some]
    return found
