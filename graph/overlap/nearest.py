"""Which texts are near: each text's nearest, found by one sparse product, and kept up as texts come and go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.overlap.vectors import Vectors, row_products

NEAREST = 15
"""How many near texts are taken for each: those of the highest cosine among the LOOKED_AT."""
LOOKED_AT = 40
"""Of so many texts, those of the highest product of search rows, the cosine is looked at."""
_ROOM = LOOKED_AT + 20
FLOOR = 0.2
"""The least cosine of near texts."""
_STEPS = 10**6
"""Products are told apart to so many parts of 1."""
_TIE = 1e-5
LEAST_PRODUCT = 0.1
"""The least product of search rows that is looked at."""
MOST_TIES = 300
"""Where more texts are as near as the last of those taken, they are one form filled in, and none of them counts."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Near:
    """Near texts of each text: `text[k]` has `other[k]` near, sorted by text, then nearest first.

    Of each text the NEAREST from FLOOR on among those LOOKED_AT, and all that tie with the last; more than MOST_TIES
    of these are left out. `crowded` are the texts, ascending, of which some were; `least[t]` is the product of search
    rows from which on a text is among those looked at for text t.
    """

    text: Ints
    other: Ints
    crowded: Ints
    least: Floats

    def pairs(self, n: int) -> tuple[Ints, Ints]:
        """Return each pair of near texts once, `i < j` sorted, of n texts."""
        keys = np.unique(np.minimum(self.text, self.other) * n + np.maximum(self.text, self.other))
        return keys // n, keys % n


def nearest(vectors: Vectors, of: Ints | None = None, *, threads: int = 2) -> Near:
    """Return the near texts of all texts, or of those in `of` (row numbers, ascending)."""
    n = vectors.content.shape[0]
    of = np.arange(n) if of is None else of
    rows, columns, product = _products(vectors, of, _ROOM + 1, threads)
    cut = _cut_in_a_tie(rows, product, n)
    if len(cut):
        whole = ~np.isin(rows, cut)
        again = _products(vectors, cut, LOOKED_AT + MOST_TIES + 2, threads)
        parts = zip((rows[whole], columns[whole], product[whole]), again, strict=True)
        rows, columns, product = (np.concatenate(pair) for pair in parts)
        order = np.argsort(rows, kind="stable")
        rows, columns, product = rows[order], columns[order], product[order]
    others = rows != columns
    rows, columns, product = rows[others], columns[others], product[others]
    text, other, crowded = _nearest_of(vectors, rows, columns, product)
    return Near(text, other, crowded, _least(rows, product, n))


def nearest_of_row(vectors: Vectors, turned: sparse.csr_matrix) -> Ints:
    """Return the near texts of the last text of `vectors`, nearest first; `turned` holds the others' search rows."""
    found = (vectors.search @ turned).tocsr()
    last = np.full(found.nnz, vectors.content.shape[0] - 1)
    product = _rounded(found.data)
    rows, columns, product = _sorted(last, found.indices.astype(np.int64), product, product >= LEAST_PRODUCT)
    return _nearest_of(vectors, rows, columns, product)[1]


def _nearest_of(vectors: Vectors, rows: Ints, columns: Ints, product: Floats) -> tuple[Ints, Ints, Ints]:
    """Return texts, their near ones and the crowded texts, given products of search rows by text, highest first."""
    looked_at, crowded = _first(LOOKED_AT, rows, product)
    rows, columns = rows[looked_at], columns[looked_at]
    cosine = _rounded(row_products(vectors.content, rows, columns))
    rows, columns, cosine = _sorted(rows, columns, cosine, cosine >= FLOOR)
    near, crowded_too = _first(NEAREST, rows, cosine)
    return rows[near], columns[near], np.union1d(crowded, crowded_too)


def joined(vectors: Vectors, one: Near, other: Near, of: Ints) -> Near:
    """Return the near texts of both: `other` tells of the texts in `of`, `one` of the rest, in any order."""
    text, others = np.concatenate([one.text, other.text]), np.concatenate([one.other, other.other])
    cosine = _rounded(row_products(vectors.content, text, others))
    text, others, _ = _sorted(text, others, cosine, np.ones(len(text), dtype=np.bool_))
    least = one.least.copy()
    least[of] = other.least[of]
    return Near(text, others, np.union1d(one.crowded, other.crowded), least)


def touched(vectors: Vectors, least: Floats, by: Ints) -> Ints:
    """Return the texts for which one of the texts `by` is among those looked at, or was; `least` as in `Near`."""
    if not len(by):
        return np.empty(0, np.int64)
    rows, columns, product = _products(vectors, by, vectors.content.shape[0], threads=2)
    return np.unique(columns[(product >= least[columns]) & (rows != columns)])


def _products(vectors: Vectors, of: Ints, most: int, threads: int) -> tuple[Ints, Ints, Floats]:
    """Return rows, columns and products of the `most` highest products of each search row in `of`, highest first."""
    from sparse_dot_topn import sp_matmul_topn

    n = vectors.search.shape[0]
    if not n or not len(of):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    product = sp_matmul_topn(
        vectors.search[of], vectors.turned, top_n=min(n, most), threshold=LEAST_PRODUCT, sort=True,
        n_threads=threads,
    )  # fmt: skip
    rows = np.repeat(of, np.diff(product.indptr))
    return rows, product.indices.astype(np.int64), _rounded(product.data)


def _rounded(products: Floats) -> Floats:
    """Return products without what the order of adding up leaves in them."""
    return np.asarray(np.rint(np.minimum(products, 1.0) * _STEPS) / _STEPS, dtype=np.float64)


def _sorted(rows: Ints, columns: Ints, value: Floats, kept: NDArray[np.bool_]) -> tuple[Ints, Ints, Floats]:
    """Return the kept entries by row, then highest value, then column."""
    rows, columns, value = rows[kept], columns[kept], value[kept]
    if not len(rows):
        return rows, columns, value
    steps = np.rint(value * _STEPS).astype(np.int64)
    order = np.argsort(((rows + 1) * _STEPS - steps) * (columns.max() + 1) + columns)
    return rows[order], columns[order], value[order]


def _cut_in_a_tie(rows: Ints, product: Floats, n: int) -> Ints:
    """Return the texts that filled all their room, the last in it as near as the last of those LOOKED_AT.

    Entries are sorted by text, then highest first, each text itself among them.
    """
    counts = np.bincount(rows, minlength=n)
    full = np.flatnonzero(counts > _ROOM)
    last = np.cumsum(counts)[full] - 1
    return full[product[last - _ROOM + LOOKED_AT] - product[last] < _TIE]


def _least(rows: Ints, product: Floats, n: int) -> Floats:
    """Return the product of the last of those LOOKED_AT for each text, LEAST_PRODUCT where they are fewer."""
    counts = np.bincount(rows, minlength=n)
    full = np.flatnonzero(counts >= LOOKED_AT)
    least = np.full(n, LEAST_PRODUCT)
    least[full] = product[(np.cumsum(counts) - counts)[full] + LOOKED_AT - 1]
    return least


def _first(most: int, rows: Ints, value: Floats) -> tuple[NDArray[np.bool_], Ints]:
    """Return which entries are among the first `most` of their row or tie with the last of them, and the crowded rows.

    Entries are sorted by row, then highest first. A row is crowded where more than MOST_TIES tie, and these are left
    out.
    """
    if not len(rows):
        return np.zeros(0, bool), np.empty(0, np.int64)
    starts = np.searchsorted(rows, rows, side="left")
    rank = np.arange(len(rows)) - starts
    last = np.minimum(starts + most - 1, np.searchsorted(rows, rows, side="right") - 1)
    tied = value == value[last]
    many = np.bincount(rows, tied) > MOST_TIES
    kept = ((rank < most) | tied) & ~(tied & many[rows])
    return np.asarray(kept, dtype=np.bool_), np.flatnonzero(many)
