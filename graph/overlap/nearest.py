"""Which texts are near: each text's nearest, found by one sparse product, and kept up as texts come and go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEAREST = 15
"""How many near texts are looked at for each."""
_SPARE = 2 * NEAREST
FLOOR = 0.2
"""The least likeness (product of two search rows) that is looked at."""
_TIE = 1e-5
MOST_TIES = 300
"""Where more texts are as near as the last of the NEAREST, they are one form filled in, and none of them counts."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Near:
    """Near texts of each text: `text[k]` has `other[k]` near, `likeness[k]` its product (0–1), sorted by text, then
    nearest first. Of each text the NEAREST at or above FLOOR, and all that tie with the last of them; more than
    MOST_TIES of these are left out. `crowded` are the texts, ascending, of which some were.
    """

    text: Ints
    other: Ints
    likeness: Floats
    crowded: Ints

    def pairs(self, n: int) -> tuple[Ints, Ints]:
        """Return each pair of near texts once, `i < j` sorted, of n texts."""
        keys = np.unique(np.minimum(self.text, self.other) * n + np.maximum(self.text, self.other))
        return keys // n, keys % n


def nearest(
    search: sparse.csr_matrix,
    of: Ints | None = None,
    *,
    turned: sparse.csr_matrix | None = None,
    threads: int = 2,
) -> Near:
    """Return the near texts of all texts, or of those in `of` (row numbers, ascending); `turned` is `search.T`."""
    n = search.shape[0]
    of = np.arange(n) if of is None else of
    if n < 2 or not len(of):
        return Near(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))
    turned = search.T.tocsr() if turned is None else turned
    rows, columns, likeness = _products(search, turned, of, min(n, _SPARE + 1), threads)
    cut = _cut_in_a_tie(rows, likeness, n)
    if len(cut):
        whole = ~np.isin(rows, cut)
        again = _products(search, turned, cut, min(n, NEAREST + MOST_TIES + 2), threads)
        parts = zip((rows[whole], columns[whole], likeness[whole]), again, strict=True)
        rows, columns, likeness = (np.concatenate(pair) for pair in parts)
    other = rows != columns
    rows, columns, likeness = rows[other], columns[other], likeness[other]
    order = np.lexsort((columns, -likeness, rows))
    rows, columns, likeness = rows[order], columns[order], likeness[order]
    kept, crowded = _with_ties(rows, likeness)
    return Near(rows[kept], columns[kept], likeness[kept], crowded)


def joined(one: Near, other: Near) -> Near:
    """Return the near texts of both; no text is in both."""
    text = np.concatenate([one.text, other.text])
    others = np.concatenate([one.other, other.other])
    likeness = np.concatenate([one.likeness, other.likeness])
    order = np.lexsort((others, -likeness, text))
    return Near(text[order], others[order], likeness[order], np.union1d(one.crowded, other.crowded))


def joined_by(near: Near, place: Ints, search: sparse.csr_matrix, fresh: Ints) -> Ints:
    """Return the texts (rows of `search`) that a fresh one is near enough to, to stand among their nearest.

    `near` holds what was nearest before, `place` the row of each of its texts now, -1 where it has gone.
    """
    if not len(fresh) or not len(place):
        return np.empty(0, np.int64)
    rows, columns, likeness = _products(search, search.T.tocsr(), fresh, search.shape[0], threads=2)
    worst = np.full(search.shape[0], FLOOR)
    counts = np.bincount(near.text, minlength=len(place))
    full = np.flatnonzero((counts >= NEAREST) & (place >= 0))
    ends = np.cumsum(counts) - 1
    worst[place[full]] = near.likeness[ends[full]]
    return np.unique(columns[(likeness >= worst[columns]) & (rows != columns)])


def nearest_of_row(row: sparse.csr_matrix, turned: sparse.csr_matrix) -> tuple[Ints, Floats]:
    """Return the NEAREST texts of one more search row, and all that tie with the last, nearest first."""
    product = (row @ turned).tocsr()
    likeness = np.round(np.minimum(product.data, 1.0), 6)
    order = np.lexsort((product.indices, -likeness))
    order = order[likeness[order] >= FLOOR]
    kept, _ = _with_ties(np.zeros(len(order), np.int64), likeness[order])
    order = order[kept]
    return product.indices[order].astype(np.int64), likeness[order]


def _products(
    search: sparse.csr_matrix, turned: sparse.csr_matrix, of: Ints, most: int, threads: int
) -> tuple[Ints, Ints, Floats]:
    from sparse_dot_topn import sp_matmul_topn

    product = sp_matmul_topn(search[of], turned, top_n=most, threshold=FLOOR, sort=True, n_threads=threads)
    rows = np.repeat(of, np.diff(product.indptr))
    return rows, product.indices.astype(np.int64), np.round(np.minimum(product.data, 1.0), 6)


def _cut_in_a_tie(rows: Ints, likeness: Floats, n: int) -> Ints:
    """Return the texts that filled all their room, the last in it as near as the last of the NEAREST.

    `rows` and `likeness` are sorted by text, then nearest first, each text itself among them.
    """
    counts = np.bincount(rows, minlength=n)
    full = np.flatnonzero(counts > _SPARE)
    last = np.cumsum(counts)[full] - 1
    return full[likeness[last - _SPARE + NEAREST] - likeness[last] < _TIE]


def _with_ties(rows: Ints, likeness: Floats) -> tuple[NDArray[np.bool_], Ints]:
    """Return which entries are among the NEAREST of their row or as near as the last of them, and the crowded rows.

    Entries are sorted by row, then nearest first.
    """
    if not len(rows):
        return np.zeros(0, bool), np.empty(0, np.int64)
    starts = np.searchsorted(rows, rows, side="left")
    rank = np.arange(len(rows)) - starts
    last = np.minimum(starts + NEAREST - 1, np.searchsorted(rows, rows, side="right") - 1)
    tied = likeness == likeness[last]
    many = np.bincount(rows, tied) > MOST_TIES
    kept = ((rank < NEAREST) | tied) & ~(tied & many[rows])
    return np.asarray(kept, dtype=np.bool_), np.flatnonzero(many)
