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

OFTEN = 100
"""Terms in more texts than this need not be searched by."""
LEFT_OUT = 0.2
"""So much of a text's squared length may lie in frequent terms that it is not searched by, the most frequent first."""


@dataclass(frozen=True)
class Vectors:
    """`content` has one TF-IDF row of length 1 for each text (CSR float64, texts × terms), `search` the same without
    the most frequent terms of each: what it is found by. `terms` names the columns.
    """

    content: sparse.csr_matrix
    search: sparse.csr_matrix
    terms: list[str]

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of each term."""
        return {term: i for i, term in enumerate(self.terms)}

    @cached_property
    def turned(self) -> sparse.csr_matrix:
        """The search rows as columns: what search rows are multiplied with."""
        return self.search.T.tocsr()

    def with_one(self, model: TextModel, text: ProjectText) -> Vectors:
        """Return the rows with one for one more text at the end, `search` with that row alone.

        Terms that no other text has count in its length.
        """
        values = {term: _tf(often) * model.weight(term) for term, often in text.count.items()}
        length = float(np.sqrt(np.sum(np.array(list(values.values())) ** 2))) if values else 0.0
        known = sorted(
            (self.column[term], value / length) for term, value in values.items() if term in self.column
        )
        columns = np.array([column for column, _ in known], dtype=np.int64)
        data = np.array([value for _, value in known], dtype=np.float64)
        row = sparse.csr_matrix((data, columns, [0, len(columns)]), (1, len(self.terms)))
        often = np.zeros(len(self.terms), np.int64)
        often[columns] = [model.frequency.get(self.terms[column], 1) for column in columns.tolist()]
        return Vectors(sparse.vstack([self.content, row], "csr"), searched_by(row, often), self.terms)


def vectors(model: TextModel, texts: Sequence[ProjectText]) -> Vectors:
    """Return the rows of some texts; one without terms has zeros. Term frequency is 1 + ln(tf), below 1 as it is."""
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
    often = np.fromiter((model.frequency.get(term, 1) for term in terms), np.int64, len(terms))
    return Vectors(content, searched_by(content, often), terms)


def _tf(often: float) -> float:
    return often if often < 1.0 else 1.0 + math.log(often)


def searched_by(content: sparse.csr_matrix, often: NDArray[np.int64]) -> sparse.csr_matrix:
    """Return the rows without their most frequent terms, as far as those are in more than OFTEN texts and hold no more
    than LEFT_OUT of the squared length of the row; `often` tells in how many texts each term is.

    A product costs as much as its terms are frequent, and these weigh least (after the prefix filter of Bayardo, Ma and
    Srikant 2007, WWW, 131–140).
    """
    n = content.shape[0]
    rows = np.repeat(np.arange(n), np.diff(content.indptr))
    order = np.lexsort((content.indices, -often[content.indices], rows))
    mass = np.cumsum(content.data[order] ** 2)
    before = np.repeat(np.concatenate([[0.0], mass])[content.indptr[:-1]], np.diff(content.indptr))
    kept = np.ones(content.nnz, bool)
    kept[order] = (mass - before > LEFT_OUT) | (often[content.indices[order]] <= OFTEN)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[kept], minlength=n))])
    return sparse.csr_matrix((content.data[kept], content.indices[kept], starts), content.shape)


def row_products(
    matrix: sparse.csr_matrix, i: NDArray[np.int64], j: NDArray[np.int64], chunk: int = 100_000
) -> NDArray[np.float64]:
    """Return the product of rows i[k] and j[k] of a matrix, for each k."""
    found = np.zeros(len(i))
    for start in range(0, len(i), chunk):
        some = slice(start, start + chunk)
        found[some] = np.asarray(matrix[i[some]].multiply(matrix[j[some]]).sum(axis=1)).ravel()
    return found
