"""Who can know of whom: the network of projects, actors, networks and events, and paths in it that avoid hubs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.identity import same_actor
from graph.records import TieKind
from graph.snapshot import Snapshot

TIES_OF_AWARENESS = (
    TieKind.PARTICIPATES_IN, TieKind.STEERS, TieKind.COORDINATES, TieKind.MEMBER_OF, TieKind.COLLABORATES_WITH,
    TieKind.ATTENDED, TieKind.CONTINUES,
)  # fmt: skip
"""Ties through which people meet; money, places and subjects introduce nobody."""
_KINDS = ("project", "actor", "network", "event")
HUB_FLOOR = 50
HUB_PERCENTILE = 99.5
AWARE_WITHIN = 4
"""Two projects joined by a path of at most so many edges may know of each other."""


@dataclass(frozen=True)
class Path:
    """The shortest way between two nodes: `distance` in edges, and the actors on shortest ways between, sorted."""

    distance: int
    between: tuple[int, ...]


class Awareness:
    """The network in which distance between projects is measured, hubs left out as go-betweens.

    A hub is an actor with more ties (to different neighbours) than max(50, the 99.5th percentile of the
    actors that have any).
    """

    def __init__(self, snapshot: Snapshot) -> None:
        stands = same_actor(snapshot)
        kinds = np.isin(np.arange(len(snapshot.ids)), snapshot.of_kind(*_KINDS))
        mask = snapshot.tied(*TIES_OF_AWARENESS) & kinds[snapshot.a] & kinds[snapshot.b]
        a, b = stands[snapshot.a[mask]].astype(np.int64), stands[snapshot.b[mask]].astype(np.int64)
        n = len(snapshot.ids)
        low, high = np.minimum(a, b), np.maximum(a, b)
        keys = np.unique((low * n + high)[low != high])
        low, high = keys // n, keys % n
        ends = np.concatenate([low, high])
        others = np.concatenate([high, low])
        order = np.lexsort((others, ends))
        self._others: list[int] = others[order].tolist()
        starts = np.searchsorted(ends[order], np.arange(n + 1))
        self._starts: list[int] = starts.tolist()
        self._actors = frozenset(snapshot.of_kind("actor").tolist())
        self.hubs = _hubs(np.diff(starts), snapshot, stands)

    def path(self, a: int, b: int) -> Path | None:
        """Return the shortest way from a to b that goes through no hub, None if there is none."""
        if a == b:
            return Path(0, ())
        if self._starts[a] == self._starts[a + 1] or self._starts[b] == self._starts[b + 1]:
            return None
        level_a, level_b = {a: 0}, {b: 0}
        edge_a, edge_b = [a], [b]
        while edge_a and edge_b:
            if len(edge_a) <= len(edge_b):
                edge_a, met = self._step(edge_a, level_a, level_b)
            else:
                edge_b, met = self._step(edge_b, level_b, level_a)
            if met:
                distance = min(level_a[node] + level_b[node] for node in met)
                return Path(distance, self._between(a, b, distance, met, level_a, level_b))
        return None

    def neighbours(self, node: int) -> list[int]:
        """Return the nodes tied to this one, ascending."""
        return self._others[self._starts[node] : self._starts[node + 1]]

    def _step(
        self, edge: list[int], seen: dict[int, int], other: dict[int, int]
    ) -> tuple[list[int], list[int]]:
        """Go one edge further; return the new edge of what was seen, and the nodes that the other side has seen too."""
        level = seen[edge[0]] + 1
        fresh: list[int] = []
        met: list[int] = []
        for node in edge:
            for neighbour in self.neighbours(node):
                if neighbour not in seen and neighbour not in self.hubs:
                    seen[neighbour] = level
                    fresh.append(neighbour)
                    if neighbour in other:
                        met.append(neighbour)
        return fresh, met

    def _between(
        self, a: int, b: int, distance: int, met: list[int], level_a: dict[int, int], level_b: dict[int, int]
    ) -> tuple[int, ...]:
        """Return the actors on shortest ways: from where both sides met, back towards each end."""
        middle = {node for node in met if level_a[node] + level_b[node] == distance}
        on_way = set(middle)
        for level in (level_a, level_b):
            edge = middle
            while edge:
                edge = {n for node in edge for n in self.neighbours(node) if level.get(n) == level[node] - 1}
                on_way |= edge
        return tuple(sorted(node for node in on_way - {a, b} if node in self._actors))


def _hubs(degree: NDArray[np.int64], snapshot: Snapshot, stands: NDArray[np.int32]) -> frozenset[int]:
    actors = snapshot.of_kind("actor")
    own = actors[stands[actors] == actors]
    tied = own[degree[own] > 0]
    if not len(tied):
        return frozenset()
    limit = max(float(HUB_FLOOR), float(np.percentile(degree[tied], HUB_PERCENTILE)))
    return frozenset(tied[degree[tied] > limit].tolist())
