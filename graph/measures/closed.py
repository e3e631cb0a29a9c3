"""Ways of two steps that a third tie closes, counted for each body at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ROWS = 1_000
"""So many bodies at a time: a product of two steps is much fuller than the network."""


def closed(
    first: sparse.csr_matrix, second: sparse.csr_matrix, closing: sparse.csr_matrix
) -> NDArray[np.float64]:
    """Return Σ_jk first[i, j] second[j, k] closing[i, k] for each body i, float64[n]; all are n × n."""
    n = first.shape[0]
    found = np.zeros(n)
    for start in range(0, n, ROWS):
        some = slice(start, start + ROWS)
        found[some] = np.asarray((first[some] @ second).multiply(closing[some]).sum(axis=1)).ravel()
    return found
