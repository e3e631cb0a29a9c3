"""Whose very words a draft uses: all words as they stand, those too that are no content (places, numbers, small words).

Near copies of one text differ in what does not count as content, a town or a year. A draft that was cut out of a
project's text must find that project before its siblings, and also where the project's text says too little, or is set
apart, to be compared by content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

COPIED = 0.3
"""From this cosine on a draft counts as using a project's words."""
FEWEST = 6
"""Fewer different words in common are no copy."""
MOST = 20
"""So many projects are told at most."""
EVERYWHERE = 2_000
"""A word in more texts than this is not counted: it would join everything with everything."""
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^<>]{1,200}>|&[a-z]{2,8};", re.IGNORECASE)


class Wordings:
    """The words of some texts; asked for those that another text takes over, which should come without boilerplate."""

    def __init__(self, told: Sequence[str]) -> None:
        column: dict[str, int] = {}
        starts, columns = [0], []
        counts: list[int] = []
        for one in told:
            found = Counter(_words(one))
            columns += [column.setdefault(word, len(column)) for word in found]
            counts += found.values()
            starts.append(len(columns))
        shape = (len(told), len(column))
        rows = sparse.csr_matrix(
            (np.array(counts, np.float64), np.array(columns, np.int64), np.array(starts)), shape
        )
        uses = np.bincount(rows.indices, minlength=len(column))
        self._column = column
        self._words = list(column)
        self._weight = np.where(uses <= EVERYWHERE, np.log((1 + len(told)) / (1 + uses)) + 1.0, 0.0)
        rows.data = (1.0 + np.log(rows.data)) * self._weight[rows.indices]
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        self._rows = sparse.csr_matrix(
            sparse.diags_array(np.divide(1.0, length, out=np.zeros(len(told)), where=length > 0)) @ rows
        )
        self._turned = self._rows.T.tocsr()

    def copied(self, told: str) -> list[tuple[int, float]]:
        """Return which texts a text takes its words from, with the cosine of all words (0–1), the nearest first."""
        row = self._row(told)
        if row is None:
            return []
        product = (row @ self._turned).tocoo()
        common = (
            (row.astype(bool).astype(np.float64) @ self._turned.astype(bool).astype(np.float64))
            .toarray()
            .ravel()
        )
        kept = (product.data >= COPIED) & (common[product.col] >= FEWEST)
        found = sorted(
            zip((-np.round(product.data[kept], 4)).tolist(), product.col[kept].tolist(), strict=True)
        )
        return [(text, -cosine) for cosine, text in found[:MOST]]

    def shared(self, told: str, text: int, most: int) -> tuple[str, ...]:
        """Return the words that a text takes from another, those that weigh most first."""
        row = self._row(told)
        if row is None:
            return ()
        both = row.multiply(self._rows[[text]]).tocoo()
        found = sorted(zip((-both.data).round(9).tolist(), both.col.tolist(), strict=True))
        return tuple(self._words[column] for _, column in found[:most])

    def _row(self, told: str) -> sparse.csr_matrix | None:
        """Return the row of a text, None without words; words that no other text has count in its length."""
        found = Counter(_words(told))
        rare = float(self._weight.max(initial=1.0))
        known = {self._column[word]: times for word, times in found.items() if word in self._column}
        columns = np.array(sorted(known), dtype=np.int64)
        values = (
            (1.0 + np.log([known[c] for c in columns.tolist()])) * self._weight[columns]
            if len(columns)
            else columns
        )
        unknown = sum((1.0 + np.log(times)) ** 2 for word, times in found.items() if word not in self._column)
        length = float(np.sqrt((np.asarray(values, np.float64) ** 2).sum() + unknown * rare**2))
        if not length or not len(columns):
            return None
        data = np.asarray(values, np.float64) / length
        return sparse.csr_matrix((data, columns, [0, len(columns)]), (1, len(self._words)))


def _words(told: str) -> list[str]:
    """Return all words and numbers of a text in lower case, markup left out."""
    return _WORD.findall(_MARKUP.sub(" ", told).lower())
