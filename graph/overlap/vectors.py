"""Texts as rows of numbers: what they are compared by, and what they are searched by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.overlap.text_model import TextModel
from graph.overlap.texts import ProjectText

OFTEN = 1_000
"""A term in more texts than this is not searched by itself, only together with another such term."""
PAIRED = 8
"""How many of the frequent terms of a text, those that weigh most, are paired for the search."""


@dataclass(frozen=True)
class Vectors:
    """`content` has one TF-IDF row of length 1 for each text (CSR float64, texts × terms), `search` what it is found
    by: its rare terms, and pairs of its frequent ones (CSR float64). `terms` names the columns of `content`; `pairs`
    are the pairs of columns that `search` has after those of terms, first column × terms + second, ascending.
    """

    content: sparse.csr_matrix
    search: sparse.csr_matrix
    terms: list[str]
    pairs: NDArray[np.int64]

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of each term."""
        return {term: i for i, term in enumerate(self.terms)}

    @cached_property
    def turned(self) -> sparse.csr_matrix:
        """The search rows as columns: what one more row is multiplied with."""
        return self.search.T.tocsr()

    def with_one(self, model: TextModel, text: ProjectText) -> Vectors:
        """Return the same with a row for one more text at the end; terms that no other text has count in its length."""
        values = {term: _tf(often) * model.weight(term) for term, often in text.count.items()}
        length = float(np.sqrt(np.sum(np.array(list(values.values())) ** 2))) if values else 0.0
        known = sorted(
            (self.column[term], value / length) for term, value in values.items() if term in self.column
        )
        columns = np.array([column for column, _ in known], dtype=np.int64)
        data = np.array([value for _, value in known], dtype=np.float64)
        row = sparse.csr_matrix((data, columns, [0, len(columns)]), (1, len(self.terms)))
        often = _frequent(model, [self.terms[column] for column in columns.tolist()])
        search = row
        if len(self.pairs):
            first, second, _, value = _pairs(
                np.zeros(int(often.sum()), np.int64), columns[often], data[often]
            )
            key = first * len(self.terms) + second
            at = np.minimum(np.searchsorted(self.pairs, key), len(self.pairs) - 1)
            met = self.pairs[at] == key
            both = np.concatenate([columns[~often], len(self.terms) + at[met]])
            search = sparse.csr_matrix(
                (np.concatenate([data[~often], value[met]]), both, [0, len(both)]), (1, self.search.shape[1])
            )
        return Vectors(
            sparse.vstack([self.content, row], "csr"),
            search,
            self.terms,
            self.pairs,
        )


def vectors(model: TextModel, texts: Sequence[ProjectText]) -> Vectors:
    """Return the rows of some texts. Term frequency counts as 1 + ln(tf), below 1 as it is; no terms, a row of zeros.

    A search row's product with another is at most that of the content rows, but for pairs of frequent terms, whose part
    is the geometric mean of what both terms would give: two rows that share no rare term and no pair are not found.
    """
    terms = sorted({term for text in texts for term in text.count})
    column = {term: i for i, term in enumerate(terms)}
    weight = np.array([model.weight(term) for term in terms], dtype=np.float64)
    sizes = np.fromiter((len(text.count) for text in texts), np.int64, len(texts))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    columns = np.fromiter((column[t] for text in texts for t in text.count), np.int32, int(starts[-1]))
    tf = np.fromiter((x for text in texts for x in text.count.values()), np.float64, int(starts[-1]))
    values = np.where(tf < 1.0, tf, 1.0 + np.log(np.maximum(tf, 1.0))) * weight[columns]
    content = sparse.csr_matrix((values, columns, starts), (len(texts), len(terms)))
    content.sort_indices()
    rows = np.repeat(np.arange(len(texts)), sizes)
    length = np.sqrt(np.bincount(rows, content.data**2, len(texts)))
    content.data /= length[rows]
    search, pairs = _search(content, rows, _frequent(model, terms))
    return Vectors(content, search, terms, pairs)


def _tf(often: float) -> float:
    return often if often < 1.0 else 1.0 + math.log(often)


def _frequent(model: TextModel, terms: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter((model.frequency.get(term, 1) > OFTEN for term in terms), np.bool_, len(terms))


def _search(
    content: sparse.csr_matrix, rows: NDArray[np.int64], frequent: NDArray[np.bool_]
) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
    """Return the search rows and their pairs; columns of rare terms stay, those of pairs come after them.

    A pair is written as first column × terms + second; they ascend.
    """
    often = frequent[content.indices]
    if not often.any():
        return content, np.empty(0, np.int64)
    n, width = content.shape
    first, second, at, value = _pairs(
        rows[often], content.indices[often].astype(np.int64), content.data[often]
    )
    keys, pair = np.unique(first * width + second, return_inverse=True)
    rare = sparse.csr_matrix(
        (content.data[~often], (rows[~often], content.indices[~often])), (n, width + len(keys))
    )
    paired = sparse.csr_matrix((value, (at, width + pair)), (n, width + len(keys)))
    return (rare + paired).tocsr(), keys


def _pairs(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return `(first column, second column, row, value)` of pairs of entries of one row, the PAIRED heaviest of it."""
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left")
    kept = rank < PAIRED
    rows, columns, values, rank = rows[kept], columns[kept], values[kept], rank[kept]
    found = [(columns[:0], columns[:0], rows[:0], values[:0])]
    for step in range(1, PAIRED):
        one, other = np.arange(len(rows) - step), np.arange(step, len(rows))
        same = rows[one] == rows[other]
        one, other = one[same], other[same]
        low, high = np.minimum(columns[one], columns[other]), np.maximum(columns[one], columns[other])
        found.append((low, high, rows[one], np.sqrt(values[one] * values[other])))
    first, second, at, value = (np.concatenate(part) for part in zip(*found, strict=True))
    return first, second, at, value
