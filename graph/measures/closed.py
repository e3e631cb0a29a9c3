"""Ways of two steps that a third tie closes, counted for each body at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ROWS = 1_000
"""So many bodies at a time: a product of two steps is much fuller than the network."""


def closed(
    first: sparse.csr_matrix,
    second: sparse.csr_matrix,
    closing: sparse.csr_matrix,
    of: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """Return Σ_jk first[i, j] second[j, k] closing[i, k] for the bodies `of`, or each body i, float64[bodies].

    All three are n × n.
    """
    of = np.arange(first.shape[0]) if of is None else of
    found = np.zeros(len(of))
    for start in range(0, len(of), ROWS):
        some = of[start : start + ROWS]
        sums = (first[some] @ second).multiply(closing[some]).sum(axis=1)
        found[start : start + ROWS] = np.asarray(sums).ravel()
    return found
