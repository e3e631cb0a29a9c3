"""What holds a network together: its parts, the bodies and the ties whose loss would break it, and its cores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from graph.bodies import Network
from graph.partition import renumbered

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cuts:
    """`lost[i]`: how many bodies would lose contact with the rest if body i left, int64[n]: all that are then not in
    the largest part of what was its component. `bridges` are the ties that lie on no circle, as (u, v, how many are cut
    off from the rest without it), u < v, sorted.
    """

    lost: Ints
    bridges: tuple[tuple[int, int, int], ...]


def parts(network: Network) -> Ints:
    """Return the component of each body, int64[n], numbered by (−size, smallest member)."""
    if not network.n:
        return np.empty(0, np.int64)
    return renumbered(connected_components(network.tied(), directed=False)[1].astype(np.int64))


def cuts(network: Network) -> Cuts:
    """Return articulation points and bridges by one depth-first search.

    Hopcroft and Tarjan 1973, Communications of the ACM 16, 372–378.
    """
    ties = network.tied()
    starts, others = ties.indptr.tolist(), ties.indices.tolist()
    n = network.n
    seen, low, below = [0] * n, [0] * n, [1] * n
    cut_off: list[list[int]] = [[] for _ in range(n)]
    bridges: list[tuple[int, int, int]] = []
    lost = np.zeros(n, dtype=np.int64)
    time = 0
    for root in range(n):
        if seen[root]:
            continue
        members, roots_children, found = [root], 0, []
        time += 1
        seen[root] = low[root] = time
        stack = [(root, -1, starts[root])]
        while stack:
            node, parent, at = stack[-1]
            if at < starts[node + 1]:
                stack[-1] = (node, parent, at + 1)
                other = others[at]
                if not seen[other]:
                    time += 1
                    seen[other] = low[other] = time
                    members.append(other)
                    stack.append((other, node, starts[other]))
                elif other != parent and seen[other] < low[node]:
                    low[node] = seen[other]
                continue
            stack.pop()
            if parent < 0:
                continue
            below[parent] += below[node]
            low[parent] = min(low[parent], low[node])
            if low[node] > seen[parent]:
                found.append((min(node, parent), max(node, parent), below[node]))
            if parent == root:
                roots_children += 1
                cut_off[root].append(below[node])
            elif low[node] >= seen[parent]:
                cut_off[parent].append(below[node])
        if roots_children < 2:
            cut_off[root] = []
        size = len(members)
        bridges += ((u, v, min(below_it, size - below_it)) for u, v, below_it in found)
        for body in members:
            if cut_off[body]:
                rest = size - 1 - sum(cut_off[body])
                lost[body] = size - 1 - max([*cut_off[body], rest])
    return Cuts(lost, tuple(sorted(bridges)))


def cores(network: Network) -> Ints:
    """Return the core number of each body, int64[n]: it is tied to so many that are tied to as many (Seidman 1983)."""
    ties = network.tied()
    starts, others = ties.indptr, ties.indices
    degree = np.diff(starts).astype(np.int64)
    order = np.argsort(degree, kind="stable").tolist()
    left = degree.tolist()
    place = [0] * network.n
    for at, body in enumerate(order):
        place[body] = at
    first = np.searchsorted(np.sort(degree), np.arange(int(degree.max(initial=0)) + 2)).tolist()
    neighbours = others.tolist()
    ends = starts.tolist()
    for body in order:
        for other in neighbours[ends[body] : ends[body + 1]]:
            if left[other] > left[body]:
                at, to = place[other], first[left[other]]
                head = order[to]
                order[at], order[to] = head, other
                place[head], place[other] = at, to
                first[left[other]] += 1
                left[other] -= 1
    return np.array(left, dtype=np.int64)
