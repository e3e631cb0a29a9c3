"""Which ids have a row, as far as one batch knows: those it wrote, in eight bytes an id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT = 100_000
"""Ids that are kept as they are, before they are kept as numbers."""


class Rows:
    """The ids that a batch wrote, and whether there can be any other.

    Long batches keep a hash of 64 bits of each id, in sorted arrays that are joined as they grow: of ten million ids
    two share one in three batches of a million. Whoever writes a tie whose ends are taken to be there sees it made.
    """

    def __init__(self, *, no_other: bool = False) -> None:
        self._recent: set[str] = set()
        self._older: list[NDArray[np.int64]] = []
        self._no_other = no_other

    def possible(self, ids: list[str]) -> list[str]:
        """Return those of the ids that may have a row; only they are worth looking up."""
        return [*self._among(ids)] if self._no_other else ids

    def lacking(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that this batch did not write."""
        return {*ids} - {*self._among(ids)}

    def wrote(self, ids: Iterable[str]) -> None:
        """Know that these have rows now."""
        self._recent.update(ids)
        if len(self._recent) > EXACT:
            self._put_by()

    def forget(self) -> None:
        """Know nothing any more, because rows went."""
        self._recent.clear()
        self._older.clear()
        self._no_other = False

    def _among(self, ids: Collection[str]) -> Iterable[str]:
        """Return those of the ids that are known, in their order."""
        if not self._older:
            return [id_ for id_ in ids if id_ in self._recent]
        import numpy as np

        wanted = _hashes(ids)
        found = np.zeros(len(wanted), dtype=np.bool_)
        for some in self._older:
            at = np.minimum(np.searchsorted(some, wanted), len(some) - 1)
            found |= some[at] == wanted
        return [id_ for id_, there in zip(ids, found.tolist(), strict=True) if there or id_ in self._recent]

    def _put_by(self) -> None:
        """Move the recent ids to the older ones; arrays of like size become one."""
        import numpy as np

        new = np.sort(_hashes(self._recent))
        self._recent.clear()
        while self._older and len(self._older[-1]) < 2 * len(new):
            new = np.sort(np.concatenate([self._older.pop(), new]), kind="stable")
        self._older.append(new)


def _hashes(ids: Collection[str]) -> NDArray[np.int64]:
    import numpy as np

    return np.fromiter(map(hash, ids), dtype=np.int64, count=len(ids))
