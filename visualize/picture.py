"""What the picture of the network shows: which nodes, which ties, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.records import TieKind
from graph.snapshot import Snapshot
from visualize.colours import LOOKS

MOST = 3_000
"""How many nodes a picture holds at most; more are neither drawn in time nor read by anyone."""
SHOWN_KINDS = tuple(LOOKS)
HIDDEN_TIES = (TieKind.FUNDS, TieKind.FUNDED_UNDER)
"""Ties of money: an authority is tied to hundreds of projects, and would hide who works with whom."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Nodes and ties to draw, without positions.

    `nodes` (int32[n]) are positions in the snapshot, ascending; `a` and `b` (int32[m]) index `nodes`, each pair once
    with a < b; `degree` (int32[n]) counts the neighbours in the whole network, also those left out. `of` is how many
    nodes had a tie at all, so that n < `of` says that only the core is shown.
    """

    snapshot: Snapshot
    nodes: NDArray[np.int32]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    degree: NDArray[np.int32]
    of: int

    @property
    def is_cut(self) -> bool:
        """Whether only the core is shown."""
        return len(self.nodes) < self.of


def picture(snapshot: Snapshot, *, most: int = MOST) -> Picture:
    """Return what to draw of a snapshot: actors, projects, networks, practices and events with their ties.

    Left out are ties of money, regions, programmes and themes, and whatever is then tied to nothing. Of more than
    `most` nodes the core stays: the ends of those ties whose ends have most neighbours, the smaller number first.
    """
    n = len(snapshot.ids)
    shown = np.zeros(n, dtype=np.bool_)
    shown[snapshot.of_kind(*SHOWN_KINDS)] = True
    mask = ~snapshot.tied(*HIDDEN_TIES) & shown[snapshot.a] & shown[snapshot.b] & (snapshot.a != snapshot.b)
    low = np.minimum(snapshot.a[mask], snapshot.b[mask]).astype(np.int64)
    high = np.maximum(snapshot.a[mask], snapshot.b[mask]).astype(np.int64)
    pairs = np.unique(low * n + high)
    low, high = pairs // max(n, 1), pairs % max(n, 1)
    degree = np.bincount(np.concatenate([low, high]), minlength=n).astype(np.int32)
    tied = np.flatnonzero(degree)
    kept = tied if len(tied) <= most else _core(degree, low, high, most)
    inside = np.zeros(n, dtype=np.bool_)
    inside[kept] = True
    both = inside[low] & inside[high]
    low, high = low[both], high[both]
    nodes = np.unique(np.concatenate([low, high])).astype(np.int32)
    place = np.full(n, -1, dtype=np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    return Picture(snapshot, nodes, place[low], place[high], degree[nodes], len(tied))


def _core(
    degree: NDArray[np.int32], low: NDArray[np.int64], high: NDArray[np.int64], most: int
) -> NDArray[np.int64]:
    fewer, more = np.minimum(degree[low], degree[high]), np.maximum(degree[low], degree[high])
    order = np.lexsort((high, low, -more, -fewer))
    ends = np.stack([low[order], high[order]], axis=1).ravel()
    _, first = np.unique(ends, return_index=True)
    return ends[np.sort(first)[:most]]
