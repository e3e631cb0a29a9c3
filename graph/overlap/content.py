"""Which texts are near: identical ones gathered, the rest searched for their nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.overlap.text_model import TextModel, vectors

FEWEST_WORDS = 2
"""A text with fewer distinctive words makes no pairs."""
MOST_BODIES = 20
"""A text used by more bodies is a form, not a content."""
NEAREST = 10
"""How many near texts are looked at for each."""
_SPARE = 30
FLOOR = 0.3
"""The least cosine that is looked at."""


@dataclass(frozen=True)
class Texts:
    """Distinct texts: `members[i]` are the projects (positions in a list of projects) that share text i, ascending.

    `matrix` has one TF-IDF row for each distinct text, `vocabulary` names its columns.
    """

    members: list[list[int]]
    words: list[tuple[str, ...]]
    matrix: sparse.csr_matrix
    vocabulary: list[str]

    def shared_words(self, i: int, j: int, most: int = 6) -> tuple[str, ...]:
        """Return the words that bring texts i and j together, those that weigh most first."""
        one, other = _row(self.matrix, i), _row(self.matrix, j)
        products = [
            (-weight * other[column], self.vocabulary[column])
            for column, weight in one.items()
            if column in other
        ]
        return tuple(word for _, word in sorted(products)[:most])

    def leading_words(self, i: int, most: int = 6) -> tuple[str, ...]:
        """Return the words of text i that weigh most."""
        return tuple(
            self.vocabulary[column]
            for column, _ in sorted(_row(self.matrix, i).items(), key=lambda item: (-item[1], item[0]))[:most]
        )


def distinct_texts(
    model: TextModel, words: Sequence[Sequence[str]], bodies: Sequence[frozenset[int]]
) -> Texts:
    """Return the distinct texts among projects that say enough and are no form used by everyone.

    `words[i]` and `bodies[i]` are the content words and the actors of project i.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, text in enumerate(words):
        key = tuple(sorted(text))
        if len({word for word in key if model.is_distinctive(word)}) >= FEWEST_WORDS:
            groups.setdefault(key, []).append(i)
    kept = []
    for key, members in groups.items():
        users = frozenset().union(*(bodies[i] for i in members))
        if len(users) <= MOST_BODIES or len(members) == 1:
            kept.append((members, key))
    kept.sort(key=lambda pair: pair[0][0])
    matrix, vocabulary = vectors(model, [key for _, key in kept])
    return Texts([members for members, _ in kept], [key for _, key in kept], matrix, vocabulary)


def near_texts(
    texts: Texts, threads: int = 2
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return pairs `(i, j, cosine)` of near texts, i < j, each once, sorted by i and j.

    Each text brings its NEAREST nearest at or above FLOOR; all that tie with the last one are kept.
    """
    from sparse_dot_topn import sp_matmul_topn

    n = len(texts.members)
    if n < 2:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0)
    turned = texts.matrix.T.tocsr()

    def search(
        of: NDArray[np.int64], most: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        product = sp_matmul_topn(
            texts.matrix[of], turned, top_n=min(n, most), threshold=FLOOR, sort=True, n_threads=threads
        )
        rows = np.repeat(of, np.diff(product.indptr)).astype(np.int32)
        return rows, product.indices.astype(np.int32), np.round(np.minimum(product.data, 1.0), 6)

    rows, columns, cosines = search(np.arange(n), _SPARE + 1)
    cut = _cut_in_a_tie(rows, cosines, n)
    if len(cut):
        whole = ~np.isin(rows, cut)
        again = search(cut, n)
        rows, columns = np.append(rows[whole], again[0]), np.append(columns[whole], again[1])
        cosines = np.append(cosines[whole], again[2])
    other = rows != columns
    rows, columns, cosines = rows[other], columns[other], cosines[other]
    order = np.lexsort((columns, -cosines, rows))
    rows, columns, cosines = rows[order], columns[order], cosines[order]
    kept = _with_ties(rows, cosines)
    low = np.minimum(rows, columns)[kept]
    high = np.maximum(rows, columns)[kept]
    keys, first = np.unique(low.astype(np.int64) * n + high, return_index=True)
    return (keys // n).astype(np.int32), (keys % n).astype(np.int32), cosines[kept][first]


def _cut_in_a_tie(rows: NDArray[np.int32], cosines: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Return the texts that filled all their room, the last in it as near as the last of the NEAREST.

    `rows` and `cosines` are sorted by text, then nearest first, each text itself among them.
    """
    counts = np.bincount(rows, minlength=n)
    full = np.flatnonzero(counts > _SPARE)
    last = np.cumsum(counts)[full] - 1
    return full[cosines[last - _SPARE + NEAREST] - cosines[last] < 1e-5]


def _with_ties(rows: NDArray[np.int32], cosines: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which entries are among the NEAREST of their row or as near as the last of them (rows sorted)."""
    starts = np.searchsorted(rows, rows, side="left")
    rank = np.arange(len(rows)) - starts
    last = np.minimum(starts + NEAREST - 1, np.searchsorted(rows, rows, side="right") - 1)
    return (
        np.asarray((rank < NEAREST) | (cosines >= cosines[last]), dtype=np.bool_)
        if len(rows)
        else np.zeros(0, bool)
    )


def _row(matrix: sparse.csr_matrix, i: int) -> dict[int, float]:
    start, end = matrix.indptr[i], matrix.indptr[i + 1]
    return dict(zip(matrix.indices[start:end].tolist(), matrix.data[start:end].tolist(), strict=True))
